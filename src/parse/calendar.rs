//! Dates, times, durations, weekdays and ages: the entry into the calendar parsers, and what they share.

use nom::branch::alt;
use nom::combinator::verify;
use nom::error::{Error, ErrorKind};
use nom::{IResult, Parser};

use super::amount::begins_estimate;
pub(crate) use super::calendar_words::Words;
use super::calendar_words::{Calls, Phrase, Sense};
use super::glyph::begins_numeral;
use super::lexicon::Lexicon;
use super::mention::{Kind, Mention, Value};
use super::number::{arabic_int, chinese_digits, small_chinese};
use super::spot::Spot;
use super::{age, date_range, duration, time, weekday};

/// What a calendar parser returns.
pub(super) type Parsed<'a, T> = IResult<&'a str, T>;

/// The calendar mention whose candidate character (a numeral or one of [`Words::leads`]) stands at `spot`. Its span
/// begins there; its extent includes the hedges around it.
pub(crate) fn read(spot: Spot<'_>, lexicon: &Lexicon) -> Option<Mention> {
    let words = &lexicon.calendar;
    let scene = Scene { before: spot.before(), words, joined: false };
    let first = spot.rest().chars().next()?;
    if begins_numeral(first) || begins_estimate(first) {
        let calls = calls(spot.rest(), words);
        let tried = |wanted: bool, parser: fn(Spot<'_>, Scene<'_>) -> Option<Mention>| {
            wanted.then(|| parser(spot, scene)).flatten()
        };
        return tried(calls.date, date_range::read)
            .or_else(|| tried(calls.time, time::read))
            .or_else(|| tried(calls.length, duration::read))
            .or_else(|| tried(calls.age, age::read));
    }
    match words.lead(scene.before, spot.rest())?.sense {
        Sense::Weekday => weekday::read(spot, scene),
        Sense::Daypart(_) => time::read(spot, scene),
        Sense::HalfOf => duration::read(spot, scene),
        _ => date_range::read(spot, scene),
    }
}

/// Which parsers a numeral calls for, by what follows it or, if it is joined to another, that one. Most numerals call
/// for none, so this comes before any is read.
fn calls(input: &str, words: &Words) -> Calls {
    let rest = behind_numeral(input);
    let dashed = match input.as_bytes() {
        [a, b, c, d, b'-' | b'.' | b'/', ..] => [a, b, c, d].into_iter().all(u8::is_ascii_digit),
        _ => false,
    };
    let date = Calls { date: dashed, ..Calls::default() };
    let called = |rest: &str| rest.chars().next().map_or(Calls::default(), |c| words.calls(c));
    let first = called(rest).or(date);
    let joined = joint(rest)
        .ok()
        .map(|(second, ())| second)
        .or_else(|| rest.strip_prefix(['、', '和', '/']));
    match joined.filter(|second| second.starts_with(begins_numeral)) {
        Some(second) => first.or(called(behind_numeral(second))),
        None => first,
    }
}

/// What follows a numeral and the 多, 个 and 半 behind it. Of a long numeral only the beginning is looked at.
fn behind_numeral(input: &str) -> &str {
    let arabic = input
        .bytes()
        .take(16)
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        .count();
    let mut rest = &input[arabic..];
    for _ in 0..10 {
        let mut chars = rest.chars();
        match chars.next() {
            Some('时' | '点' | '日' | '年' | '月') | None => break,
            Some(' ' | '个' | '多' | '余' | '来' | '半') => rest = chars.as_str(),
            Some(c) if begins_numeral(c) || begins_estimate(c) => rest = chars.as_str(),
            Some(_) => break,
        }
    }
    rest
}

/// Where a calendar parser stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'a> {
    /// What stands before it and belongs to no other mention.
    pub before: &'a str,
    /// The words.
    pub words: &'a Words,
    /// Whether it is the second end of a range.
    pub joined: bool,
}

impl<'a> Scene<'a> {
    /// The same for the second end of a range.
    pub(super) const fn joined(self) -> Self {
        Self { before: "", joined: true, ..self }
    }

    /// Whether what stands before ends with one of the words.
    pub(super) fn follows(&self, words: &[Box<str>]) -> bool {
        let before = self.before.trim_end_matches(' ');
        words.iter().any(|word| before.ends_with(&**word))
    }
}

/// A small whole number as dates and times print it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Small {
    /// Up to four digits.
    pub value: u16,
    /// How many digits are printed; 0 where a Chinese numeral names its places (二十三).
    pub places: usize,
    /// Whether it is in Chinese.
    pub chinese: bool,
}

impl Small {
    /// Chinese digits in a row (二〇二四), which only years and 零 are printed in.
    pub(super) const fn is_row(self) -> bool {
        self.chinese && self.places > 1
    }

    /// As the number of a month, a day, an hour or a minute: at most two digits, possible or not.
    pub(super) fn short(self) -> Option<u8> {
        let short = self.value < 100 && self.places <= 2 && (!self.is_row() || self.value < 10);
        u8::try_from(self.value).ok().filter(|_| short)
    }
}

/// A number of up to four digits, and a blank behind it.
pub(super) fn small(input: &str) -> Parsed<'_, Small> {
    let arabic = verify(arabic_int, |&(_, places)| places <= 4);
    let (rest, found) = alt((
        arabic.map(|(value, places)| Small { value: value as u16, places, chinese: false }),
        small_chinese.map(|value| Small { value: value as u16, places: 0, chinese: true }),
        verify(chinese_digits, |&(_, places)| places <= 4).map(|(value, places)| Small {
            value: value as u16,
            places,
            chinese: true,
        }),
    ))
    .parse(input)?;
    Ok(split_by_page(rest, found).unwrap_or((blank(rest), found)))
}

/// Two digits that a page has torn apart: `1 0月`.
fn split_by_page(rest: &str, first: Small) -> Option<(&str, Small)> {
    let [b' ', digit @ b'0'..=b'9', ..] = rest.as_bytes() else { return None };
    let tail = &rest[2..];
    let torn = first.places == 1 && !first.chinese && tail.starts_with(['年', '月', '日']);
    let value = first.value * 10 + u16::from(digit - b'0');
    torn.then_some((tail, Small { value, places: 2, chinese: false }))
}

/// Skips one blank.
pub(super) fn blank(input: &str) -> &str {
    input.strip_prefix(' ').unwrap_or(input)
}

/// What joins the two ends of a range.
pub(super) fn joint(input: &str) -> Parsed<'_, ()> {
    const JOINTS: [&str; 11] =
        ["起至", "起到", "一直到", "直到", "直至", "至", "到", "--", "-", "~", "—"];
    let start = blank(input);
    match JOINTS.iter().find_map(|joint| start.strip_prefix(joint)) {
        Some(rest) => Ok((blank(rest), ())),
        None => fail(input),
    }
}

/// Nothing is here.
pub(super) fn fail<T>(input: &str) -> Parsed<'_, T> {
    Err(nom::Err::Error(Error::new(input, ErrorKind::Fail)))
}

/// How far `rest` is behind the start of `input`, of which it is the tail.
pub(super) const fn offset(input: &str, rest: &str) -> usize {
    input.len() - rest.len()
}

/// A mention without hedges, from the spot on.
pub(super) fn mention(spot: Spot<'_>, len: usize, kind: Kind, value: Value) -> Mention {
    let span = spot.span(0, len);
    Mention { span, extent: span, kind, value }
}

/// The longest phrase of a list that stands at `input`, with what follows it.
pub(super) fn phrase<'a, 'w>(
    phrases: &'w [Phrase],
    before: &str,
    input: &'a str,
) -> Option<(&'a str, &'w Phrase)> {
    phrases.iter().find_map(|phrase| Some((phrase.strip(before, input)?, phrase)))
}

#[cfg(test)]
pub(super) mod testing {
    //! Reads the calendar mentions of a text and prints them, for the tests of all calendar parsers.

    use super::*;
    use crate::parse::number::run_len;
    use crate::value::{DatePart, DateValue, Effect, Figure, UnitId, YearFrom};

    pub(in crate::parse) fn words() -> Words {
        Words::parse(include_str!("../../rules/words/calendar.toml"))
            .unwrap_or_else(|error| panic!("{}", error.message()))
    }

    /// The calendar mentions of a sentence, in order.
    pub(in crate::parse) fn read_all(text: &str, lexicon: &Lexicon) -> Vec<Mention> {
        let leads: Vec<char> = lexicon.calendar.leads().collect();
        let (mut mentions, mut at, mut floor) = (Vec::new(), 0, 0);
        while let Some(first) = text[at..].chars().next() {
            let numeral = begins_numeral(first) || begins_estimate(first);
            let candidate = numeral || leads.contains(&first);
            let spot = Spot::new(text, floor, at, text.len());
            if let Some(found) = candidate.then(|| read(spot, lexicon)).flatten() {
                (at, floor) = (found.span.end as usize, found.span.end as usize);
                mentions.push(found);
                continue;
            }
            at += if begins_numeral(first) { run_len(&text[at..]) } else { first.len_utf8() };
        }
        mentions
    }

    /// Checks all mentions of a text: `3月5日=XXXX-03-05 45天=45day`.
    #[track_caller]
    pub(in crate::parse) fn check(text: &str, expected: &str) {
        let lexicon = Lexicon { calendar: words(), ..Lexicon::default() };
        let read: Vec<String> = read_all(text, &lexicon)
            .iter()
            .map(|mention| format!("{}={}", &text[mention.span.range()], show(&mention.value)))
            .collect();
        assert_eq!(read.join(" "), expected, "in {text}");
    }

    fn show(value: &Value) -> String {
        match value {
            Value::Date(date) => show_date(date),
            Value::Dates([first, second]) => {
                format!("{}..{}", show_date(&first.value), show_date(&second.value))
            }
            Value::Clock(clock) => clock.iso(),
            Value::Clocks([first, second]) => {
                format!("{}..{}", first.value.iso(), second.value.iso())
            }
            Value::Weekday(day) => format!("W{day}"),
            Value::Figure(figure) => show_length(figure),
            Value::Pair(..) | Value::Code => "?".into(),
        }
    }

    fn show_date(date: &DateValue) -> String {
        let base = match date.year_from {
            YearFrom::Relative(base) => format!("{base:?}{:+}:", date.year),
            _ => String::new(),
        };
        match date.part {
            DatePart::Relative(base, shift) => format!("{base:?}:{shift:?}").replace(' ', ""),
            DatePart::Decade => format!("{base}{}s", date.iso()),
            DatePart::Century => format!("{base}{}c", date.iso()),
            _ => format!("{base}{}", date.iso()),
        }
    }

    fn show_length(figure: &Figure) -> String {
        let unit = match figure.unit {
            UnitId::YEAR => "year",
            UnitId::MONTH => "month",
            UnitId::WEEK => "week",
            UnitId::DAY => "day",
            UnitId::HOUR => "hour",
            UnitId::MINUTE => "minute",
            _ => "second",
        };
        let number = if figure.is_range() {
            format!("{}~{}", figure.from.normalize(), figure.to.normalize())
        } else {
            figure.from.normalize().to_string()
        };
        let inside = match figure.hedges.inside {
            Some(Effect::More) => "+",
            Some(_) => "~",
            None => "",
        };
        format!("{number}{inside}{unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::testing::check;

    #[test]
    fn dates() {
        check("2024年3月5日", "2024年3月5日=2024-03-05");
        check("定于2024-03-05开馆", "2024-03-05=2024-03-05");
        check("2024.3.5 2024/3/5", "2024.3.5=2024-03-05 2024/3/5=2024-03-05");
        check("二〇二四年三月五日", "二〇二四年三月五日=2024-03-05");
        check("二零二四年十二月廿一日", "二零二四年十二月廿一日=2024-12-21");
        check("3月5日和3月6号", "3月5日=XXXX-03-05 3月6号=XXXX-03-06");
        check("2024年度的预算", "2024年度=2024");
        check("08年入学,15年3月毕业", "08年=2008 15年3月=2015-03");
        check("9月下旬收割,9月开学", "9月下旬=XXXX-09-T3 9月=XXXX-09");
        check("1-8月产量", "1-8月=XXXX-01/XXXX-08");
        check("2023年1、2月份", "2023年1、2月份=2023-01/2023-02");
        check("20世纪80年代", "20世纪80年代=1980s");
        check("上世纪90年代末", "上世纪90年代=1990s");
        check("50年代", "50年代=1950s");
        check("公元前221年", "公元前221年=-0220");
        check("民国113年动工", "民国113年=2024");
        check("2024 年 3 月 5 日", "2024 年 3 月 5 日=2024-03-05");
        check("1 0月24日开幕", "1 0月24日=XXXX-10-24");
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
        check(
            "上月底,本月中旬",
            "上月底=Document:MonthThird(-1,3) 本月中旬=Document:MonthThird(0,2)",
        );
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
        check("两月来,两个月", "两月=2month 两个月=2month");
        check("90分钟", "90分钟=90minute");
        check("半个世纪", "半个世纪=50year");
        check("1500年的历史,5000年文明", "1500年=1500year 5000年=5000year");
        check("这一年,一年一度,一天天", "");
        check("15年", "15年=15year");
        check("得了3分", "");
        check("三年级", "");
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
}

#[cfg(test)]
mod properties {
    use proptest::prelude::*;

    use super::testing::{read_all, words};
    use super::*;
    use crate::value::{DatePart, DateValue};

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
            format!("{}年{m}月{d}日", digit_by_digit(year, '〇')),
            format!("{}年{m}月{d}日", digit_by_digit(year, '零')),
        ];
        if year > 1911 {
            all.push(format!("民国{}年{month}月{day}日", year - 1911));
        }
        all
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
