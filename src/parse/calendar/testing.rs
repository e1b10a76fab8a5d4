//! Reads the calendar mentions of a text and prints them, for the tests of all calendar parsers.

use super::*;
use crate::parse::number::run_len;
use crate::value::{DatePart, DateValue, Effect, Figure, UnitId, YearFrom};

pub(in crate::parse) fn words() -> Words {
    Words::parse(include_str!("../../../rules/words/calendar.toml"))
        .unwrap_or_else(|error| panic!("{}", error.message()))
}

/// The calendar mentions of a sentence, in order.
pub(in crate::parse) fn read_all(text: &str, lexicon: &Lexicon) -> Vec<Mention> {
    let leads: Vec<char> = lexicon.calendar.leads().map(|[first, _]| first).collect();
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
