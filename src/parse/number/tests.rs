use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    let read = numeral(text)
        .map(|(rest, n)| format!("{} step {} round {} | {rest}", n.value, n.step, n.round));
    assert_eq!(read.unwrap_or_else(|_| "none".to_owned()), expected, "{text}");
}

#[track_caller]
fn value(text: &str, expected: &str) {
    let read = numeral(text).map(|(rest, n)| format!("{}{rest}", n.value.normalize()));
    assert_eq!(read.unwrap_or_else(|_| "none".to_owned()), expected, "{text}");
}

#[test]
fn arabic() {
    check("3.6万平方米", "36000 step 1000 round 1000 | 平方米");
    check("61.3%", "61.3 step 0.1 round 0.1 | %");
    check("1200万元", "12000000 step 10000 round 1000000 | 元");
    check("36000人", "36000 step 1 round 1000 | 人");
    check("12,345,600家", "12345600 step 1 round 100 | 家");
    check("636千公顷", "636000 step 1000 round 1000 | 公顷");
    check("12.5千吨", "12500 step 100 round 100 | 吨");
    check("三千人", "3000 step 1 round 1000 | 人");
    check("0.50", "0.50 step 0.01 round 0.1 | ");
    value("2,3日", "2,3日");
    value("1234,567", "1234,567");
    value("1.2万亿元", "1200000000000元");
    value("18亿1700万", "1817000000");
    value("3万2千个", "32000个");
    value("2万3287人", "23287人");
    value("3千万", "30000000");
    value("3万5", "35000");
    value("5亿1万4千6百", "500014600");
    value("1百01", "101");
    value("5 亿元", "500000000元");
    value("5万 2023年", "50000 2023年");
    value("3万50000", "3000050000");
}

#[test]
fn chinese() {
    check("三百二十人", "320 step 1 round 10 | 人");
    check("三万五", "35000 step 1000 round 1000 | ");
    value("一百二", "120");
    value("一百零二", "102");
    value("一千零一十二章", "1012章");
    value("一千一百一十一万一千一百一十一亿一千一百一十一万一千一百一十一", "1111111111111111");
    value("五兆六十二亿四万五千二", "5006200045200");
    value("一百零十万三千斤", "1103000斤");
    value("两千三点一", "2300.1");
    value("两千万点五五四四", "20000000.5544");
    value("三点六万", "36000");
    value("三点二十", "3点二十");
    value("二〇二四年", "2024年");
    value("〇八年", "8年");
    value("廿二日", "22日");
    value("卅", "30");
    value("十万八千", "108000");
    value("拾万零五十六", "100056");
    value("壹万", "10000");
    value("贰仟叁佰肆拾伍元", "2345元");
    value("百万", "1000000");
    value("万四千三百二十", "14320");
    value("万万", "100000000");
    value("10万万", "1000000000");
    value("五百三十一百", "530一百");
    value("一万一万", "10000一万");
    value("二亿三亿", "200000000三亿");
    value("三万零五", "30005");
    value("一百 五 十 二", "152");
    value("三千 八百 九十六 万 四千 九百 六十五", "38964965");
    value("五两", "5两");
}

#[test]
fn not_numerals() {
    for text in ["陆地", "伍先生", "参加", "点", "人", "", "."] {
        assert!(numeral(text).is_err(), "{text}");
    }
    value("一陆军", "1陆军");
    value("三千陆战队员", "3000陆战队员");
    value("一千陆", "1600");
}

#[test]
fn small() {
    let read = |text| small_chinese(text).map(|(rest, value)| (value, rest)).ok();
    assert_eq!(read("三十一日"), Some((31, "日")));
    assert_eq!(read("一百二"), Some((100, "二")));
    assert_eq!(read("二十五分"), Some((25, "分")));
    assert_eq!(read("二〇二四年"), None);
    assert_eq!(read("12月"), None);
    assert_eq!(chinese_digits("二〇二四年").ok(), Some(("年", (2024, 4))));
    assert_eq!(arabic_int("08月").ok(), Some(("月", (8, 2))));
}

#[test]
fn endless_input_has_no_value() {
    for unit in ["9", "一", "零", "〇", "1"] {
        assert!(numeral(&unit.repeat(1_000_000)).is_err(), "{unit}");
    }
    for unit in
        ["十", "百", "千", "万", "亿", "一万", "一百", "两", "十零", "点", "一点", "1.", "1,000,"]
    {
        let text = unit.repeat(100_000);
        assert!(numeral(&text).map_or(0, |(_, n)| n.len) < 200, "{unit}");
    }
}
