//! The time a figure speaks of.

use crate::parse::{Mention, Value};
use crate::value::{DatePart, DateValue};

/// The date that governs a figure: the nearest one before it in its sentence, which starts at `sentence`.
#[must_use]
pub fn governing(mentions: &[Mention], at: usize, sentence: u32) -> Option<&Mention> {
    let before = mentions[..at].iter().rev();
    let mut inside = before.take_while(|mention| mention.span.start >= sentence);
    inside.find(|mention| matches!(mention.value, Value::Date(_) | Value::Dates(_)))
}

/// Whether two figures may speak of one time. A day and a longer time do not exclude each other: the day is when it was
/// said.
#[must_use]
pub fn may_agree(a: Option<&Mention>, b: Option<&Mention>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    match (&a.value, &b.value) {
        (Value::Date(a), Value::Date(b)) => is_same(a, b) || is_day(a) != is_day(b),
        (Value::Dates(a), Value::Dates(b)) => {
            is_same(&a[0].value, &b[0].value) && is_same(&a[1].value, &b[1].value)
        }
        (Value::Date(date), _) | (_, Value::Date(date)) => is_day(date),
        _ => true,
    }
}

/// Whether two dates are written alike and not known to lie in different years.
fn is_same(a: &DateValue, b: &DateValue) -> bool {
    let years = a.known_year().zip(b.known_year());
    a.part == b.part && years.is_none_or(|(a, b)| a == b)
}

const fn is_day(date: &DateValue) -> bool {
    matches!(date.part, DatePart::Day(..))
}
