//! Texts and what is read in them; and what holds for all texts.

use super::testing::{check, read_all, words};
use super::*;

#[test]
fn dates() {
    check("2024年3月5日", "2024年3月5日=2024-03-05");
    check("定于2024-03-05开馆", "2024-03-05=2024-03-05");
    check("2024.3.5 2024/3/5", "2024.3.5=2024-03-05 2024/3/5=2024-03-05");
    check("二〇二四年三月五日", "二〇二四年三月五日=2024-03-05");
    check("二00二年九月,着陆月球", "二00二年九月=2002-09");
    check("二零二四年十二月廿一日", "二零二四年十二月廿一日=2024-12-21");
    check("3月5日和3月6号", "3月5日=XXXX-03-05 3月6号=XXXX-03-06");
    check("2024年度的预算", "2024年度=2024");
    check("’24年", "24年=2024");
    check("08年入学,15年3月毕业", "08年=2008 15年3月=2015-03");
    check("9月下旬收割,9月开学", "9月下旬=XXXX-09-T3 9月=XXXX-09");
    check("1-8月产量", "1-8月=XXXX-01/XXXX-08");
    check("2023年1、2月份", "2023年1、2月份=2023-01/2023-02");
    check("20世纪80年代", "20世纪80年代=1980s");
    check("上世纪90年代末", "上世纪90年代=1990s");
    check("50年代", "50年代=1950s");
    check("公元前221年", "公元前221年=-0220");
    check("光绪二十二年", "光绪二十二年=1896");
    check("民国113年动工", "民国113年=2024");
    check("2024 年 3 月 5 日", "2024 年 3 月 5 日=2024-03-05");
    check("1 0月24日开幕", "1 0月24日=XXXX-10-24");
    check("13.5.2015,08/22/2017,08/02/2017", "13.5.2015=2015-05-13 08/22/2017=2017-08-22");
    check("生于20031211,编号20031311", "20031211=2003-12-11");
    check("2022 11 23。20231211元", "2022 11 23=2022-11-23");
    check("在789年,三六七年一月一日,第789年", "789年=0789 三六七年一月一日=0367-01-01");
    check("神龙元年十一月", "神龙元年十一月=0705-11");
    check("明万历九年重修,万历年间", "万历九年=1581");
    check("三七年参军,一九年退休,二三年", "三七年=1937 一九年=2019 二三年=2~3year");
    check("刊于2019-05-0712:30", "2019-05-07=2019-05-07 12:30=12:30");
    check("2022年Q3营收,2022年Q5", "2022年Q3=2022-Q3 2022年=2022");
    check("21年第3周,21年第3次", "21年=2021 21年=21year");
    check("咸丰庚申年,道光庚子年三月", "咸丰庚申年=1860 道光庚子年三月=1840-03");
    check("纪元2013年,纪元", "纪元2013年=2013");
    check("农历的正月初三", "农历的正月初三=XXXX-L01-03");
    check("任职2009.04-2012.11", "2009.04-2012.11=2009-04..2012-11");
    check("2009/04,2009/10赛季", "2009/04=2009-04 2009/10赛季=2009..2010");
    check("2009.04-2012,2009.04至今", "2009.04-2012=2009-04..2012 2009.04=2009-04");
    check("指数2009.04-2012.11点,2009.04元", "");
    check("从2013到2017,从2013到2017件", "2013到2017=2013..2017");
}

#[test]
fn parts_of_years() {
    check("一季度和第三季度", "一季度=XXXX-Q1 第三季度=XXXX-Q3");
    check("第三季营收,该剧第三季开播", "第三季=XXXX-Q3");
    check("2023年前三季度", "2023年前三季度=2023-Q1/2023-Q3");
    check("三季度末余额", "三季度末=XXXX-09");
    check("去年上半年", "去年上半年=Document-1:XXXX-H1");
    check("今年前10个月", "今年前10个月=Document+0:XXXX-01/XXXX-10");
    check("2022年末", "2022年末=2022-11/2022-12");
    check("年底前完工", "年底=Preceding+0:XXXX-11/XXXX-12");
    check("一文读懂前4月数据,此前4个月", "前4月=XXXX-01/XXXX-04 4个月=4month");
    check(
        "前七月出口,婚前七月,2023年前七月",
        "前七月=XXXX-01/XXXX-07 七月=XXXX-07 2023年前七月=2023-01/2023-07",
    );
    check("Q3季度营收", "Q3季度=XXXX-Q3");
    check("明年初投产", "明年初=Document+1:XXXX-01/XXXX-02");
}

#[test]
fn impossible_dates_keep_their_numbers() {
    check("2月30日", "2月30日=XXXX-02-30");
    check("2023年9月31日", "2023年9月31日=2023-09-31");
    check("13月5日", "13月5日=XXXX-13-05");
    check("3月32日", "3月32日=XXXX-03-32");
    check("8日3日", "8日=XXXX-XX-08 3日=XXXX-XX-03");
    check("9月6月", "9月=XXXX-09 6月=XXXX-06");
    check("25时61分", "25时61分=25:61");
}

#[test]
fn lunar_dates() {
    check("农历七月十四,正月初一", "农历七月十四=XXXX-L07-14 正月初一=XXXX-L01-01");
    check("2024年正月十五,2024年八月初三", "2024年正月十五=2024-02-24 2024年八月初三=2024-09-05");
    check(
        "腊月二十三,大年初二,除夕",
        "腊月二十三=XXXX-L12-23 大年初二=XXXX-L01-02 除夕=XXXX-L12-31",
    );
    check("农历2025年闰六月初一", "农历2025年闰六月初一=2025-07-25");
    check(
        "五月廿二,闰四月,2023年大年三十",
        "五月廿二=XXXX-L05-22 闰四月=XXXX-L04-00 2023年大年三十=2024-02-09",
    );
    check(
        "2016年公历7月18日,2016年农历六月十五",
        "2016年公历7月18日=2016-07-18 2016年农历六月十五=2016-07-18",
    );
    check("正月里,农历六月廿三日", "正月=XXXX-L01-00 农历六月廿三日=XXXX-L06-23");
    check("正月初十五", "正月初十五=XXXX-L01-15");
    check("三月初步统计,大年级,三月三十一日", "三月=XXXX-03 三月三十一日=XXXX-03-31");
}

#[test]
fn bare_days() {
    check("5日,他到了省城", "5日=XXXX-XX-05");
    check("据报道,展会5日闭幕", "5日=XXXX-XX-05");
    check("请于5日内答复", "5日=5day");
    check("连续5日下雨", "5日=5day");
    check("为期三日的会议", "三日=3day");
    check("本月5日", "本月5日=Document:MonthDay(0,5)");
    check("10号晚上有雨", "10号=XXXX-XX-10");
    check("2号生产车间在5号楼", "");
    check("4日8宗病例", "4日=4day");
    check("17日夜间,7日年化收益率", "17日=XXXX-XX-17 7日=7day");
    check("15日当天,5月当月", "15日当天=XXXX-XX-15 5月当月=XXXX-05");
    check("17日0时", "17日=XXXX-XX-17 0时=00:00");
    check("5日均线", "");
    check("兑换5日元", "");
}

#[test]
fn ranges_share_what_they_leave_out() {
    check("11月26日至29日", "11月26日至29日=XXXX-11-26..XXXX-11-29");
    check("2023年9月17日-10月31日", "2023年9月17日-10月31日=2023-09-17..2023-10-31");
    check("2023年12月28日至1月3日", "2023年12月28日至1月3日=2023-12-28..2024-01-03");
    check("9月17-18日", "9月17-18日=XXXX-09-17..XXXX-09-18");
    check("3月1日-5日", "3月1日-5日=XXXX-03-01..XXXX-03-05");
    check("2014-2023年", "2014-2023年=2014..2023");
    check("1988年至2000年", "1988年至2000年=1988..2000");
    check("2023/24赛季", "2023/24赛季=2023..2024");
    check("2023-2024学年", "2023-2024学年=2023..2024");
    check("一季度至三季度", "一季度至三季度=XXXX-Q1..XXXX-Q3");
    check("去年11月至今年2月", "去年11月至今年2月=Document-1:XXXX-11..Document+0:XXXX-02");
    check("2022年底至2023年3月", "2022年底至2023年3月=2022-11/2022-12..2023-03");
    check("5日至7日 5-7日", "5日至7日=XXXX-XX-05..XXXX-XX-07 5-7日=XXXX-XX-05..XXXX-XX-07");
    check("周一至周五", "周一=W1 周五=W5");
}

#[test]
fn dates_counted_from_others() {
    check("今年5月18日", "今年5月18日=Document+0:XXXX-05-18");
    check("昨日和前天", "昨日=Document:Day(-1) 前天=Document:Day(-2)");
    check("上周五,下周一", "上周五=Document:Weekday(-1,5) 下周一=Document:Weekday(1,1)");
    check("次日凌晨3时", "次日=Preceding:Day(1) 凌晨3时=03:00");
    check("昨(四)日,啟明(43歲)", "昨=Document:Day(-1)");
    check("今(14日)", "今=Document:Day(0) 14日=XXXX-XX-14");
    check("上周星期三", "上周星期三=Document:Weekday(-1,3)");
    check("今明两年", "今明两年=Document+0:XXXX..Document+1:XXXX");
    check("上月底,本月中旬", "上月底=Document:MonthThird(-1,3) 本月中旬=Document:MonthThird(0,2)");
    check("目前日元走弱,相当年轻,光明日报", "");
    check("不同年龄以上年级今生", "");
}

#[test]
fn times() {
    check("下午3时20分", "下午3时20分=15:20");
    check("15:20开赛", "15:20=15:20");
    check("凌晨零点", "凌晨零点=00:00");
    check("晚8点半", "晚8点半=20:30");
    check("今晚8点", "今晚=Document:Day(0) 8点=20:00");
    check("上午9时至11时30分", "上午9时至11时30分=09:00..11:30");
    check("9:00-17:00", "9:00-17:00=09:00..17:00");
    check("下午3时至5时", "下午3时至5时=15:00..17:00");
    check("上午9时至下午5时", "上午9时至下午5时=09:00..17:00");
    check("晚10时至次日凌晨2时", "晚10时至次日凌晨2时=22:00..02:00");
    check("8至10时", "8至10时=08:00..10:00");
    check("2024年04月08日19:05:05", "2024年04月08日=2024-04-08 19:05:05=19:05:05");
    check("比分21:15获胜", "");
    check("指数上涨15点", "");
    check("提出3点建议", "");
    check("12时正式开赛,12时整开赛", "12时=12:00 12时整=12:00");
    check("3点钟", "3点钟=03:00");
    check("到下午4点,", "下午4点=16:00");
    check("《昨日重现》上映,《明日之星》昨日开播", "昨日=Document:Day(-1)");
    check("明天10点,周五8点", "明天=Document:Day(1) 10点=10:00 周五=W5 8点=08:00");
    check("2018-11-29 18:59", "2018-11-29=2018-11-29 18:59=18:59");
    check("下午5点多钟,20时1刻,1点pm", "下午5点多钟=17:00 20时1刻=20:15 1点pm=13:00");
    check("晚10点到明天6点", "晚10点到明天6点=22:00..06:00");
    check("2点 - 4点PM,7pm,11 a.m.", "2点 - 4点PM=14:00..16:00 7pm=19:00 11 a.m.=11:00");
}

#[test]
fn times_said_in_other_ways() {
    check("差一刻两点开门,下午差5分3点", "差一刻两点=01:45 差5分3点=14:55");
    check("5:02开始,比分5:02", "5:02=05:02");
    check("8点5秒", "8点5秒=08:00:05");
    check("下午三点搭半,下午三点两个字", "下午三点搭半=15:30 下午三点两个字=15:10");
    check("中午12点到6点", "中午12点到6点=12:00..18:00");
    check("3:15 p.m,3:15 a.m.", "3:15 p.m=15:15 3:15 a.m.=03:15");
    check("2021-09-12-11:23", "2021-09-12=2021-09-12 11:23=11:23");
}

#[test]
fn lengths() {
    check("45天", "45天=45day");
    check("3个月,两周,十年", "3个月=3month 两周=2week 十年=10year");
    check("一年零三个月", "一年零三个月=15month");
    check("两个半小时", "两个半小时=2.5hour");
    check("1小时20分", "1小时20分=80minute");
    check("半个月,半年,两年半", "半个月=0.5month 半年=0.5year 两年半=2.5year");
    check("三天三夜", "三天三夜=3day");
    check("5年多,20多天", "5年多=5+year 20多天=20+day");
    check("3-5天,三至五年", "3-5天=3~5day 三至五年=3~5year");
    check("三五天,十几年,几十天", "三五天=3~5day 十几年=11~19year 几十天=20~90day");
    check("5年多来,3年多次获奖", "5年多=5+year 3年=3year");
    check("10秒26,1分23秒45", "10秒26=10.26second 1分23秒45=83.45second");
    check("五个年轻人", "");
    check("婚后一年,会后一小时,后一年", "一年=1year 一小时=1hour");
    check("开工的一年前,新的一年", "一年=1year");
    check("个半月,等了个半小时,这个半月", "个半月=1.5month 半小时=0.5hour 半月=0.5month");
    check("两个小时整,十天整修", "两个小时整=2hour 十天=10day");
    check("等了个把月,个把小时,每个把手", "个把月=1~2month 个把小时=1~2hour");
    check("两月来,两个月", "两月=2month 两个月=2month");
    check("90分钟", "90分钟=90minute");
    check("半个世纪", "半个世纪=50year");
    check("五分半钟,一个钟,过去的一周", "五分半钟=5.5minute 一个钟=1hour 一周=1week");
    check("1500年的历史,5000年文明", "1500年=1500year 5000年=5000year");
    check("这一年,一年一度,一天天", "");
    check("15年", "15年=15year");
    check("得了3分", "");
    check("三年级", "");
    check("6天15时,6天15时30分", "6天15时=159hour 6天15时30分=9570minute");
    check(
        "两点五小时,六点五分钟,两点十分",
        "两点五小时=2.5hour 六点五分钟=6.5minute 两点十分=02:10",
    );
    check("五载,一载有三人的车,六个春秋", "五载=5year 六个春秋=6year");
    check("九分半以内,得九分半", "九分半=9.5minute");
}

/// Years and months are counted as days where days follow, as wide as calendars leave it open.
#[test]
fn lengths_of_months_and_days() {
    check("服刑2年3个月又10天", "2年3个月又10天=830day");
    check("一年外加五个月", "一年外加五个月=17month");
    check("近四月来,近4个月,临近四月", "四月=4month 4个月=4month 四月=XXXX-04");
    let lexicon = Lexicon { calendar: words(), ..Lexicon::default() };
    let read = read_all("2年3个月又10天", &lexicon);
    let Some(Value::Figure(figure)) = read.first().map(|mention| mention.value) else {
        panic!("no length is read")
    };
    let interval = figure.interval(crate::value::Reading::Strict, &crate::value::Widths::default());
    // 1 March 2021 to 11 June 2023, and the shortest and longest of such stretches.
    for days in [829, 832, 833] {
        assert!(interval.contains(days.into()), "{days}");
    }
}

#[test]
fn weekdays() {
    check("星期天和周日", "星期天=W7 周日=W7");
    check("礼拜三(星期五)", "礼拜三=W3 星期五=W5");
    check("每周一次,周五报收", "周五=W5");
}

#[test]
fn ages() {
    check("33岁", "33岁=33year");
    check("15周岁", "15周岁=15year");
    check("年逾六旬", "六旬=60+year");
    check("一岁半", "一岁半=1.5year");
    check("18至35岁", "18至35岁=18~35year");
    check("万岁", "");
}

mod properties {
    use proptest::prelude::*;

    use super::super::testing::{read_all, words};
    use super::super::*;
    use crate::value::{DatePart, DateValue, LunarMonth};

    /// A number below a hundred in Chinese: 三, 十五, 二十一.
    fn chinese(number: i8) -> String {
        const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let digit = |digit: i8| DIGITS[digit as usize];
        let mut out = String::new();
        if number >= 20 {
            out.push(digit(number / 10));
        }
        if number >= 10 {
            out.push('十');
        }
        if number < 10 || number % 10 != 0 {
            out.push(digit(number % 10));
        }
        out
    }

    fn digit_by_digit(year: i16, zero: char) -> String {
        const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let digits = year.to_string();
        digits
            .bytes()
            .map(|d| if d == b'0' { zero } else { DIGITS[usize::from(d - b'0')] })
            .collect()
    }

    fn spellings(year: i16, month: i8, day: i8) -> Vec<String> {
        let (m, d) = (chinese(month), chinese(day));
        let mut all = vec![
            format!("{year}年{month}月{day}日"),
            format!("{year}年{month:02}月{day:02}日"),
            format!("{year} 年 {month} 月 {day} 日"),
            format!("{year}年{month}月{day}号"),
            format!("{year}-{month:02}-{day:02}"),
            format!("{year}-{month}-{day}"),
            format!("{year}.{month}.{day}"),
            format!("{year}/{month}/{day}"),
            format!("{year}/{month:02}/{day:02}"),
            format!("{year}{month:02}{day:02}"),
            format!("{year} {month:02} {day:02}"),
            format!("公元{year}年{month}月{day}日"),
            format!("{year}年的{month}月{day}日"),
            format!("{year}年公历{month}月{day}日"),
            format!("{}年{m}月{d}日", digit_by_digit(year, '〇')),
            format!("{}年{m}月{d}日", digit_by_digit(year, '零')),
        ];
        // Where the day may be the month, it is no date.
        if day > 12 || day == month {
            all.push(format!("{day}.{month}.{year}"));
            all.push(format!("{month:02}/{day:02}/{year}"));
        }
        if day > 20 && day < 30 {
            all.push(format!("{year}年{month}月廿{}日", chinese(day - 20)));
        }
        if year > 1911 {
            all.push(format!("民国{}年{month}月{day}日", year - 1911));
        }
        all
    }

    /// Texts made to send a parser back and forth are read in time linear in their length.
    #[test]
    fn long_texts_take_no_longer() {
        let lexicon = Lexicon { calendar: words(), ..Lexicon::default() };
        for piece in [
            "一", "年", "半", "3月", "5日至", "12:31 ", "一-", "上上", "3个", "二〇", "    ",
            "前三",
        ] {
            let text = piece.repeat(300_000 / piece.len());
            let start = std::time::Instant::now();
            read_all(&text, &lexicon);
            assert!(start.elapsed().as_secs() < 20, "{piece}");
        }
    }

    /// A lunar date in words: 二〇二四年闰六月廿三.
    fn lunar(year: i16, month: LunarMonth, day: u8) -> String {
        let name = match month.number {
            1 => "正".to_owned(),
            number => chinese(number as i8),
        };
        let leap = if month.leap { "闰" } else { "" };
        let day = match day {
            ..=10 => format!("初{}", chinese(day as i8)),
            21..=29 => format!("廿{}", chinese(day as i8 - 20)),
            _ => chinese(day as i8),
        };
        format!("农历{}年{leap}{name}月{day}", digit_by_digit(year, '〇'))
    }

    /// Every day of the lunar calendar is read as the day that the calendar itself gives.
    #[test]
    fn every_lunar_date_reads_back() {
        let lexicon = Lexicon { calendar: words(), ..Lexicon::default() };
        let months =
            (1..=12).flat_map(|number| [false, true].map(|leap| LunarMonth { number, leap }));
        for (year, month) in
            (1900..=2100).flat_map(|year| months.clone().map(move |month| (year, month)))
        {
            let Some(days) = month.days_in(year) else { continue };
            // Three days of each month stand for the ways in which they are written.
            for day in [1 + (year % 10) as u8, 11 + (year % 10) as u8, 20 + (year % 10) as u8] {
                let text = lunar(year, month, day);
                let read = read_all(&text, &lexicon);
                let date = DateValue::stated(year, DatePart::Lunar(month, day));
                assert_eq!(
                    read.first().map(|mention| mention.value),
                    Some(Value::Date(date)),
                    "{text}"
                );
                assert_eq!(date.days(), month.day_in(year, day), "{text}");
                assert!(days.contains(date.days().unwrap().first), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn every_date_reads_back(days in 0..73_414_i32) {
            use jiff::ToSpan;
            let date = jiff::civil::date(1900, 1, 1).checked_add(days.days()).unwrap();
            let lexicon = Lexicon { calendar: words(), ..Lexicon::default() };
            let part = DatePart::Day(date.month() as u8, date.day() as u8);
            let expected = Value::Date(DateValue::stated(date.year(), part));
            for text in spellings(date.year(), date.month(), date.day()) {
                let read = read_all(&text, &lexicon);
                prop_assert_eq!(read.len(), 1, "{}", &text);
                prop_assert_eq!(read[0].value, expected, "{}", &text);
                prop_assert_eq!(read[0].span.len(), text.len(), "{}", &text);
            }
        }

        #[test]
        fn nothing_panics(text in "[0-9〇一二两十百千年月日号时点分秒半个多至到、~/.:() 上下前本今去昨周星期第季度初底末世纪代岁旬民国公元-]{0,24}") {
            let lexicon = Lexicon { calendar: words(), ..Lexicon::default() };
            for mention in read_all(&text, &lexicon) {
                prop_assert!(!mention.span.is_empty() && text.get(mention.span.range()).is_some());
            }
        }
    }
}
