use super::*;
use crate::text::Draft;

/// Checks the moments of a text published at `date`: `今晚8点=time 2024-03-10T20:00`, the value first, then its bounds
/// where they say more.
#[track_caller]
fn check(date: &str, text: &str, expected: &str) {
    check_with(date, text, expected, false);
}

#[track_caller]
fn check_with(date: &str, text: &str, expected: &str, ahead: bool) {
    let given = date.parse::<DateTime>().ok();
    let draft = Draft { text: text.into(), date: given, ..Draft::default() };
    let document = Document::new(draft);
    let mentions = crate::parse::read(&document, &crate::parse::Lexicon::builtin());
    let moments = read(&document, &mentions.mentions, mentions.date, ahead);
    let shown: Vec<String> = moments.iter().map(|moment| show(&document, moment)).collect();
    assert_eq!(shown.join(" | "), expected, "in {text}");
}

fn show(document: &Document, moment: &Moment) -> String {
    let text = &document.folded()[moment.span.range()];
    let bounds = |end: &Option<String>| end.clone().unwrap_or_default();
    format!("{text}={} [{}..{}]", moment.value, bounds(&moment.lo), bounds(&moment.hi))
}

const DAY: &str = "2024-03-13T00:00";
const NOON: &str = "2024-03-13T12:00";

#[test]
fn a_day_and_its_time() {
    check(
        DAY,
        "厂房3月5日下午3时20分封顶。",
        "3月5日下午3时20分=2024-03-05T15:20 [2024-03-05T15:20..2024-03-05T15:20]",
    );
    check(DAY, "今晚8点开演。", "今晚8点=2024-03-13T20:00 [2024-03-13T20:00..2024-03-13T20:00]");
    check(
        DAY,
        "会期2024-03-05 09:30。",
        "2024-03-05 09:30=2024-03-05T09:30 [2024-03-05T09:30..2024-03-05T09:30]",
    );
    check(
        DAY,
        "3月5日(周二)9时开馆。",
        "3月5日(周二)9时=2024-03-05T09:00 [2024-03-05T09:00..2024-03-05T09:00]",
    );
    check(
        DAY,
        "昨天上午停电。",
        "昨天上午=2024-03-12T08:00/2024-03-12T12:00 [2024-03-12T08:00..2024-03-12T12:00]",
    );
    check("", "3月5日9时开馆。", "3月5日9时=XXXX-03-05T09:00 [..]");
    check(DAY, "3月5日开馆,9时开门。", "");
}

#[test]
fn stretches() {
    check(
        DAY,
        "3月5日9时至11时停水。",
        "3月5日9时至11时=2024-03-05T09:00/2024-03-05T11:00 [2024-03-05T09:00..2024-03-05T11:00]",
    );
    check(
        DAY,
        "今晚10时至次日凌晨4时停水。",
        "今晚10时至次日凌晨4时=2024-03-13T22:00/2024-03-14T04:00 [2024-03-13T22:00..2024-03-14T04:00]",
    );
    check(
        DAY,
        "自3月5日起至3月9日止。",
        "自3月5日起至3月9日止=2024-03-05/2024-03-09 [2024-03-05..2024-03-09]",
    );
    check(DAY, "从周一到周五开放。", "从周一到周五=2024-03-11/2024-03-15 [2024-03-11..2024-03-15]");
    check(DAY, "周六至周一关闭。", "周六至周一=2024-03-16/2024-03-18 [2024-03-16..2024-03-18]");
    check(DAY, "2015年和2018年之间。", "2015年和2018年之间=2015/2018 [2015-01-01..2018-12-31]");
    check(DAY, "2015年和2018年的产量。", "");
}

#[test]
fn open_stretches() {
    check(DAY, "2018年以来建成。", "2018年以来=2018-01-01/ [2018-01-01..2024-03-13]");
    check(DAY, "自2018年以来建成。", "自2018年以来=2018-01-01/ [2018-01-01..2024-03-13]");
    check(DAY, "2018年之后建成。", "2018年之后=2019-01-01/ [..]");
    check(DAY, "5月1日前完工。", "5月1日前=/2024-05-01 [2024-03-13..2024-05-01]");
    check(DAY, "2013年及以前建成。", "2013年及以前=/2013-12-31 [..2013-12-31]");
    check(DAY, "3月5日前往省城,3月6日起飞。", "");
}

#[test]
fn lengths_counted_from_the_document() {
    check(DAY, "三天前开工。", "三天前=2024-03-10 [2024-03-10..2024-03-10]");
    check(DAY, "5年前开工。", "5年前=2019-03-13 [2019-01-01..2019-12-31]");
    check(NOON, "半小时后开演。", "半小时后=2024-03-13T12:30 [2024-03-13T12:30..2024-03-13T12:30]");
    check(DAY, "10日内答复。", "10日内=2024-03-23 [2024-03-13..2024-03-23]");
    check(DAY, "未来7天有雨。", "未来7天=2024-03-14/2024-03-20 [2024-03-13..2024-03-20]");
    check(DAY, "过去十年增长。", "过去十年=2014-03-13/2024-03-13 [2014-03-13..2024-03-13]");
    check(DAY, "3月1日的10天后开工。", "3月1日的10天后=2024-03-11 [2024-03-11..2024-03-11]");
    check(DAY, "工期3天,三天内容不多,最后两天有雨。", "");
    check("", "三天前开工。", "");
    check(DAY, "2月3日开工,三天后停工。", "三天后=2024-02-06 [2024-02-06..2024-02-06]");
    check(
        DAY,
        "三天后上午9时开工。",
        "三天后上午9时=2024-03-16T09:00 [2024-03-16T09:00..2024-03-16T09:00]",
    );
    check(DAY, "三五天后完工。", "三五天后=2024-03-16/2024-03-18 [2024-03-16..2024-03-18]");
    check(
        NOON,
        "未来72小时内有雨。",
        "未来72小时内=2024-03-13T12:00/2024-03-16T12:00 [2024-03-13T12:00..2024-03-16T12:00]",
    );
    check(DAY, "两年后的5月1日完工。", "两年后的5月1日=2026-05-01 [2026-05-01..2026-05-01]");
    check(NOON, "三周之后投产。", "三周之后=2024-04-01/ [2024-04-03T12:00..]");
    check(DAY, "未来三五年建成。", "未来三五年=2024-03-13/2027-03-13 [2024-03-13..2029-03-13]");
    check(DAY, "火灾的一个月后复产。", "");
    check(DAY, "十年后的今天", "十年后=2034-03-13 [2034-01-01..2034-12-31]");
    check(DAY, "24小时内答复,会期前三天有雨,每周三休息,今年早些时候。", "");
}

#[test]
fn parts_of_dates() {
    check(DAY, "2021年第一周开工。", "2021年第一周=2021-01-04/2021-01-10 [2021-01-04..2021-01-10]");
    check(DAY, "2024年3月第二个周五。", "2024年3月第二个周五=2024-03-08 [2024-03-08..2024-03-08]");
    check(DAY, "去年最后三天。", "去年最后三天=2023-12-29/2023-12-31 [2023-12-29..2023-12-31]");
    check(DAY, "去年夏天有雨。", "去年夏天=2023-06-01/2023-08-31 [2023-06-01..2023-08-31]");
    check(DAY, "上周末有雨。", "上周末=2024-03-09/2024-03-10 [2024-03-09..2024-03-10]");
    check(
        DAY,
        "上世纪90年代末建成。",
        "上世纪90年代末=1997-01-01/1999-12-31 [1997-01-01..1999-12-31]",
    );
}

#[test]
fn festivals() {
    check(
        DAY,
        "今年中秋节晚上",
        "今年中秋节晚上=2024-09-17T22:00 [2024-09-17T18:00..2024-09-17T24:00]",
    );
    check(DAY, "2023年冬至开工。", "2023年冬至=2023-12-22 [2023-12-22..2023-12-22]");
    check(DAY, "清明节踏青。", "清明节=2024-04-04 [2024-04-04..2024-04-04]");
    check(DAY, "春节假期车流大,大雪封路。", "");
    check(DAY, "下一个清明节扫墓。", "下一个清明节=2024-04-04 [2024-04-04..2024-04-04]");
    check(DAY, "下个元宵节放假。", "下个元宵节=2025-02-12 [2025-02-12..2025-02-12]");
    check(DAY, "今年开斋节放假。", "今年开斋节=2024-04-10 [2024-04-10..2024-04-11]");
    check(DAY, "今年赎罪日停市。", "今年赎罪日=2024-10-12 [2024-10-11..2024-10-12]");
    check(DAY, "下个月开会,下一个人。", "");
}

#[test]
fn days_to_come() {
    for (text, over, to_come) in [
        ("周二开会。", "2024-03-12", "2024-03-19"),
        ("周五开会。", "2024-03-15", "2024-03-15"),
        ("元旦开会。", "2024-01-01", "2025-01-01"),
    ] {
        let name = text.strip_suffix("开会。").unwrap();
        for (ahead, day) in [(false, over), (true, to_come)] {
            check_with(DAY, text, &format!("{name}={day} [{day}..{day}]"), ahead);
        }
    }
}

#[test]
fn rough_days_and_times() {
    check(DAY, "约3月5日前后开工。", "约3月5日前后=2024-03-05 [2024-03-05..2024-03-05]");
    check("", "大约晚上7点许停电。", "大约晚上7点许=19:00 [19:00..19:00]");
    check(DAY, "3月5日左右手并用,今年许多人来。", "");
}

#[test]
fn named_years() {
    check(DAY, "“十四五”期间建成。", "“十四五”期间=2021-01-01/2025-12-31 [2021-01-01..2025-12-31]");
    check(DAY, "十二五以来建成。", "十二五以来=2011-01-01/ [2011-01-01..2024-03-13]");
    check(DAY, "“十五五”末投产。", "“十五五”末=2030 [2030-01-01..2030-12-31]");
    check(DAY, "九五折,买十五件,十五期的课。", "");
    check(DAY, "乙巳年正月开机。", "乙巳年正月=2025-01-29/2025-02-27 [2025-01-29..2025-02-27]");
    check(DAY, "癸卯兔年邮票,猴年马月。", "癸卯兔年=2023 [2023-01-22..2024-02-09]");
    check(DAY, "蛇年春节开机。", "蛇年春节=2025-01-29 [2025-01-29..2025-01-29]");
    check(DAY, "丙戍年贺卡。", "");
}

#[test]
fn seasons_and_ends_of_centuries() {
    check(
        DAY,
        "去冬今春雨少。",
        "去冬=2023-12-01/2024-02-29 [2023-12-01..2024-02-29] | 今春=2024-03-01/2024-05-31 [2024-03-01..2024-05-31]",
    );
    check(DAY, "今春以来雨少。", "今春以来=2024-03-01/ [2024-03-01..2024-03-13]");
    check(DAY, "本世纪中叶建成。", "本世纪中叶=2040-01-01/2059-12-31 [2040-01-01..2059-12-31]");
    check(
        DAY,
        "夜间至次日上午停水。",
        "夜间至次日上午=2024-03-13T20:00/2024-03-14T12:00 [2024-03-13T20:00..2024-03-14T12:00]",
    );
    check(DAY, "凌晨约3时停电。", "凌晨约3时=03:00 [03:00..03:00]");
    check(
        DAY,
        "13:20至次日5:40停电。",
        "13:20至次日5:40=2024-03-13T13:20/2024-03-14T05:40 [2024-03-13T13:20..2024-03-14T05:40]",
    );
}

#[test]
fn days_in_figures() {
    check(DAY, "8/5/2023开业。", "8/5/2023=2023-05-08 [2023-05-08..2023-05-08]");
    check(
        DAY,
        "8/5/2023-9/6/2023。",
        "8/5/2023-9/6/2023=2023-05-08/2023-06-09 [2023-05-08..2023-06-09]",
    );
    check(DAY, "9/2", "9/2=2024-09-02 [2024-09-02..2024-09-02]");
    check(DAY, "占1/3,阵型4-3-3,得分25-10-8。", "");
    check(
        DAY,
        "4.15上午开会。",
        "4.15上午=2024-04-15T08:00/2024-04-15T12:00 [2024-04-15T08:00..2024-04-15T12:00]",
    );
    check(DAY, "04.15", "04.15=2024-04-15 [2024-04-15..2024-04-15]");
    check(DAY, "2019.07", "2019.07=2019-07 [2019-07-01..2019-07-31]");
    check(DAY, "4.15", "");
    check(DAY, "均价4.15元,上涨2019.07点。", "");
}

#[test]
fn days_of_a_story() {
    check(DAY, "2月3日开工。第二天,机器坏了。", "第二天=2024-02-04 [2024-02-04..2024-02-04]");
    check(DAY, "第二天,机器坏了;开业第三天关门。", "第二天=2024-03-14 [2024-03-14..2024-03-14]");
    check(DAY, "中秋节前一天开工。", "中秋节前一天=2024-09-16 [2024-09-16..2024-09-16]");
    check(DAY, "2022年,4月6日开工。", "2022年,4月6日=2022-04-06 [2022-04-06..2022-04-06]");
    check(DAY, "产量高于2022年,4月6日开工。", "");
    check(DAY, "5月中下旬有雨。", "5月中下旬=2024-05-11/2024-05-31 [2024-05-11..2024-05-31]");
    check(DAY, "11月和2月之间。", "11月和2月之间=2023-11/2024-02 [2023-11-01..2024-02-29]");
    check(DAY, "平均当前产量。当前,产量不高。", "当前=2024-03-13 [2024-03-13..2024-03-13]");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn moments_of(text: &str) -> Vec<Moment> {
        let draft = Draft { text: text.into(), date: NOON.parse().ok(), ..Draft::default() };
        let document = Document::new(draft);
        let lexicon = crate::parse::Lexicon::builtin();
        let mentions = crate::parse::read(&document, &lexicon);
        let moments = read(&document, &mentions.mentions, mentions.date, false);
        for moment in &moments {
            assert!(
                document.folded().get(moment.span.range()).is_some_and(|text| !text.is_empty())
            );
            for part in &mentions.mentions[moment.mentions.clone()] {
                assert!(moment.span.start <= part.span.end && part.span.end <= moment.span.end);
            }
        }
        for pair in moments.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "moments overlap");
            assert!(pair[0].mentions.end <= pair[1].mentions.start, "moments share a mention");
        }
        moments
    }

    /// Texts made to send the reader back and forth are read in time linear in their length.
    #[test]
    fn long_texts_take_no_longer() {
        for piece in [
            "3月",
            "今天",
            "上午",
            "从",
            "5日至",
            "3天",
            "前后",
            "第一周",
            "春节",
            "大约",
            "3月5日的3天后",
            "周一,",
        ] {
            let text = piece.repeat(60_000 / piece.len());
            let start = std::time::Instant::now();
            moments_of(&text);
            assert!(start.elapsed().as_secs() < 20, "{piece}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[0-9一二三十两半年月日号时点分天周个第的前后内起来去今昨明上下午早晚至到从自和间约许最近未来过末初春节夏季清明,。() -]{0,24}") {
            moments_of(&text);
        }
    }
}
