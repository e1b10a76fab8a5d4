//! The time a figure speaks of.

use jiff::civil::Date;

use crate::parse::{Mention, RangeEnd, Value};
use crate::value::{DatePart, DateValue, DayRange};

/// The date that governs a figure: the nearest one before it in its sentence, which starts at `sentence`.
#[must_use]
pub fn governing(mentions: &[Mention], at: usize, sentence: u32) -> Option<&Mention> {
    let mut inside = inside(mentions, at, sentence);
    inside.find(|mention| matches!(mention.value, Value::Date(_) | Value::Dates(_)))
}

/// The date that tells when a figure is, as [`governing`], but none that it is only compared with: 比上年, 自5月.
#[must_use]
pub fn told<'a>(
    text: &str,
    mentions: &'a [Mention],
    at: usize,
    sentence: u32,
) -> Option<&'a Mention> {
    let compared = |date: &Mention| {
        let (start, end) = (date.extent.start as usize, date.extent.end as usize);
        let until = &text[end..(mentions[at].extent.start as usize).max(end)];
        let after = until.trim_start_matches("同期");
        // 上年同期为5万元,同比增长2% tells no growth of the year before.
        let is_aside = after.len() < until.len() && after.contains(',');
        // 从2013年的12%提高到18%.
        let is_start = text[..start].ends_with(['从', '由'])
            && matches!(date.value, Value::Date(_))
            && until.ends_with(['到', '至']);
        is_aside
            || is_start
            || NOW.iter().any(|now| until.contains(now))
            || text[..start].ends_with(['比', '较', '自'])
            || text[end..].trim_start_matches("同期").starts_with("相比")
    };
    let mut dates = inside(mentions, at, sentence)
        .filter(|it| matches!(it.value, Value::Date(_) | Value::Dates(_)));
    dates.find(|date| !compared(date))
}

/// Behind these a figure is no longer of the time told before.
const NOW: [&str; 3] = ["目前", "现在", "眼下"];

/// The days from the date before to this one, where they are told with times of day: 6月11日0时至7月18日24时.
#[must_use]
pub fn stretch(text: &str, mentions: &[Mention], last: &Mention) -> Option<DayRange> {
    let at = mentions.partition_point(|it| it.span.start < last.span.start);
    let [.., first, time] = mentions.get(..at)? else { return None };
    let joint = text.get(time.extent.end as usize..last.extent.start as usize)?;
    let (Value::Date(first), Value::Clock(_), Value::Date(last)) =
        (&first.value, &time.value, &last.value)
    else {
        return None;
    };
    let (first, last) = (first.days()?, last.days()?);
    (matches!(joint, "至" | "到" | "-") && first.first < last.last)
        .then(|| DayRange::new(first.first, last.last))?
}

/// So many mentions before a figure are looked at: further away a date governs nothing.
const FAR: usize = 48;

/// The mentions of its sentence before a figure, the nearest first.
fn inside(mentions: &[Mention], at: usize, sentence: u32) -> impl Iterator<Item = &Mention> {
    mentions[..at].iter().rev().take(FAR).take_while(move |it| it.span.start >= sentence)
}

/// Whether two figures may speak of one time. A day and a longer time do not exclude each other: the day is when it was
/// said.
#[must_use]
pub fn may_agree(a: Option<&Mention>, b: Option<&Mention>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    // 本月 may be 7月.
    if is_relative(a) != is_relative(b) {
        return true;
    }
    match (&a.value, &b.value) {
        (Value::Date(a), Value::Date(b)) => is_same([a, a], [b, b]) || is_day(a) != is_day(b),
        (Value::Dates(a), Value::Dates(b)) => is_same(ends(a), ends(b)),
        (Value::Date(date), Value::Dates(dates)) | (Value::Dates(dates), Value::Date(date)) => {
            is_day(date) || is_same([date, date], ends(dates))
        }
        _ => true,
    }
}

fn ends([first, last]: &[RangeEnd<DateValue>; 2]) -> [&DateValue; 2] {
    [&first.value, &last.value]
}

/// Whether two stretches begin and end on the same days, 前三季度 and 1至9月, and are not known to lie in different years.
fn is_same(a: [&DateValue; 2], b: [&DateValue; 2]) -> bool {
    let year = |date: &DateValue| date.known_year();
    let same = |a: &DateValue, b: &DateValue, end: fn(DayRange) -> Date| {
        let years = year(a).zip(year(b));
        let any = years.map_or(ANY_YEAR, |(year, _)| year);
        let day = |date: &DateValue| date.days_in(any).map(end);
        years.is_none_or(|(a, b)| a == b)
            && (a.part == b.part || day(a).is_some() && day(a) == day(b))
    };
    // 5月底 is when 1—5月 and 5月 end, 年底 the year.
    let is_end =
        |date: &DateValue| matches!(date.part, DatePart::Third(_, 3) | DatePart::Months(11, 12));
    let starts = || same(a[0], b[0], |days| days.first) || is_end(a[0]) || is_end(b[0]);
    same(a[1], b[1], |days| days.last) && starts()
}

/// Whether a date counts from another one that is not known.
fn is_relative(mention: &Mention) -> bool {
    let is = |date: &DateValue| matches!(date.part, DatePart::Relative(..));
    match &mention.value {
        Value::Date(date) => is(date),
        Value::Dates(dates) => ends(dates).into_iter().any(is),
        _ => false,
    }
}

/// A year that is no leap year.
const ANY_YEAR: i16 = 2023;

const fn is_day(date: &DateValue) -> bool {
    matches!(date.part, DatePart::Day(..))
}
