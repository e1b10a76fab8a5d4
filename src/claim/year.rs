//! The year of a day that nothing tells: that of the document, as newspapers leave out the year they appear in.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::parse::{DocumentDate, Mention, Value, begins_numeral};
use crate::value::{DatePart, DateValue, YearFrom};

/// The mentions, with days that no context dates put into the year of the document. Rules leave such days open; this is what
/// the outside is told. Where the text has spoken of another year, the day may lie there, and stays open too.
pub(super) fn of_document(mentions: &[Mention], date: Option<DocumentDate>) -> Cow<'_, [Mention]> {
    let Some(today) = date.map(|date| date.at.date()) else { return Cow::Borrowed(mentions) };
    let mut dated = Cow::Borrowed(mentions);
    for (at, mention) in mentions.iter().enumerate() {
        let year = year_of(mention, today);
        let found = match mention.value {
            Value::Date(date) => in_year(date, year).map(Value::Date),
            Value::Dates([first, last]) if first.value.part <= last.value.part => {
                let ends = in_year(first.value, year).zip(in_year(last.value, year));
                ends.map(|(one, other)| {
                    Value::Dates([
                        crate::parse::RangeEnd { value: one, ..first },
                        crate::parse::RangeEnd { value: other, ..last },
                    ])
                })
            }
            _ => None,
        };
        match found {
            Some(value) => dated.to_mut()[at].value = value,
            None if speaks_of_another(mention, today.year()) => return dated,
            None => {}
        }
    }
    dated
}

/// The mentions, with days whose year or month nothing but the document tells put on the next day of that name: what
/// assistants read of 8号 and 3月8日.
pub(super) fn to_come<'a>(text: &str, mentions: &'a [Mention], today: Date) -> Cow<'a, [Mention]> {
    let mut dated = Cow::Borrowed(mentions);
    for (at, mention) in mentions.iter().enumerate() {
        let Value::Date(date) = mention.value else { continue };
        let printed = &text[mention.span.range()];
        let open = matches!(date.year_from, YearFrom::Unknown | YearFrom::Document)
            && printed.starts_with(begins_numeral);
        let DatePart::Day(month @ 1.., day) = date.part else { continue };
        let months = if printed.contains('月') { month..=month } else { 1..=12 };
        let years = [today.year(), today.year().saturating_add(1)];
        let days = years.iter().flat_map(|&year| {
            months.clone().map(move |month| DateValue::stated(year, DatePart::Day(month, day)))
        });
        let next = days.filter(|date| open && date.days().is_some_and(|days| days.first >= today));
        if let Some(found) = next.min_by_key(|date| date.days().map(|days| days.first)) {
            let found = DateValue { year_from: YearFrom::Document, ..found };
            dated.to_mut()[at].value = Value::Date(found);
        }
    }
    dated
}

/// The day, or ten of them, in that year, if it has a month and no year.
fn in_year(date: DateValue, year: i16) -> Option<DateValue> {
    let day =
        matches!(date.part, DatePart::Day(1.., _) | DatePart::Third(..) | DatePart::Lunar(..));
    let open = day && date.year_from == YearFrom::Unknown;
    let found = DateValue { year, year_from: YearFrom::Document, part: date.part };
    (open && found.days().is_some()).then_some(found)
}

/// The year of the document, or for 2月29日 the leap year nearest to it.
fn year_of(mention: &Mention, today: Date) -> i16 {
    let leap_day = |date: &DateValue| date.part == DatePart::Day(2, 29);
    let leaps = match &mention.value {
        Value::Date(date) => leap_day(date),
        Value::Dates([first, last]) => leap_day(&first.value) || leap_day(&last.value),
        _ => false,
    };
    let year = today.year();
    let leap_days = (year.saturating_sub(4)..=year.saturating_add(4))
        .filter_map(|year| Date::new(year, 2, 29).ok())
        .filter(|_| leaps);
    let away = |day: &Date| today.until(*day).map_or(i32::MAX, |span| span.get_days().abs());
    leap_days.min_by_key(away).map_or(year, Date::year)
}

fn speaks_of_another(mention: &Mention, year: i16) -> bool {
    let other = |date: &DateValue| date.known_year().is_some_and(|known| known != year);
    match &mention.value {
        Value::Date(date) => other(date),
        Value::Dates([first, last]) => other(&first.value) || other(&last.value),
        _ => false,
    }
}
