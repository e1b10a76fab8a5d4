//! How far a correction is from what is printed.

use rust_decimal::Decimal;

use super::restyle;
use crate::parse::Value;
use crate::rule::error::edit_distance;
use crate::value::{DatePart, DateValue};

/// How a printed text may have come about from the right one, the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slip {
    /// Two characters swapped.
    Swapped,
    /// One character changed.
    Changed,
    /// One left out, put in or out of place.
    Lost,
    /// 万 for 亿.
    Magnitude,
    /// Otherwise.
    Other,
}

/// The way from what is printed to a correction, the likeliest first: by the slip that explains the mistake, then by
/// closeness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edit {
    slip: Slip,
    distance: usize,
    far: Decimal,
}

impl Edit {
    /// From one text, with what it says, to another.
    pub(super) fn new(from: (&str, &Value), to: (&str, &Value)) -> Self {
        let far = far(from.1, to.1);
        let (slip, distance) = (Slip::between(from.0, to.0), edit_distance(from.0, to.0));
        // A neighbouring day is as close as one with a single other digit: 9月30日 for 9月31日.
        if matches!(to.1, Value::Date(_) | Value::Dates(_)) && far <= Decimal::TWO {
            return Self { slip: slip.min(Slip::Changed), distance: 1, far };
        }
        Self { slip, distance, far }
    }
}

impl Slip {
    /// The slip that makes one text of the other.
    pub(super) fn between(a: &str, b: &str) -> Self {
        let is_magnitude = |c: &char| matches!(c, '万' | '亿');
        let bare = |text: &str| text.chars().filter(|c| !is_magnitude(c)).collect::<Vec<char>>();
        let (x, y) = (bare(a), bare(b));
        if x == y {
            return Self::Magnitude;
        }
        if exchanged(a, b) {
            return Self::Swapped;
        }
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        if a.len() == b.len() {
            let differ: Vec<usize> = (0..a.len()).filter(|&at| a[at] != b[at]).collect();
            return match differ.as_slice() {
                [_] => Self::Changed,
                &[i, j] if a[i] == b[j] && a[j] == b[i] && (a[i] == '.' || a[j] == '.') => {
                    Self::Lost
                }
                &[i, j] if a[i] == b[j] && a[j] == b[i] && adjacent(&a[i + 1..j]) => Self::Swapped,
                _ => Self::Other,
            };
        }
        let plain =
            |chars: Vec<char>| chars.into_iter().filter(|&c| c != ',').collect::<Vec<char>>();
        let (a, b) = (plain(a), plain(b));
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        let left_out = |at: usize| short[..at] == long[..at] && short[at..] == long[at + 1..];
        if long.len() == short.len() + 1 && (0..long.len()).any(left_out) {
            return Self::Lost;
        }
        Self::Other
    }
}

/// Whether no other digit stands between two: 五十四.
fn adjacent(between: &[char]) -> bool {
    !between.iter().any(|&c| c.is_ascii_digit() || "一二三四五六七八九".contains(c))
}

/// Whether the texts state the same two figures in the other order: 8%至5%.
fn exchanged(a: &str, b: &str) -> bool {
    let (of_a, of_b) = (restyle::numerals(a), restyle::numerals(b));
    match (of_a.as_slice(), of_b.as_slice()) {
        ([(p, _), (q, _)], [(r, _), (s, _)]) => {
            a[p.clone()] == b[s.clone()] && a[q.clone()] == b[r.clone()]
        }
        _ => false,
    }
}

/// How far two values are apart, in the unit of figures, about in days, or in seconds.
pub(super) fn far(a: &Value, b: &Value) -> Decimal {
    let days = |a: &DateValue, b: &DateValue| Decimal::from((ordinal(a) - ordinal(b)).abs());
    match (a, b) {
        (Value::Figure(a), Value::Figure(b)) => {
            (a.from - b.from).abs().saturating_add((a.to - b.to).abs())
        }
        (Value::Date(a), Value::Date(b)) => days(a, b),
        (Value::Clock(a), Value::Clock(b)) => a.seconds().abs_diff(b.seconds()).into(),
        (Value::Dates([a, b]), Value::Dates([c, d])) => {
            days(&a.value, &c.value) + days(&b.value, &d.value)
        }
        _ => Decimal::ZERO,
    }
}

/// A number that grows with the date, whether there is such a day or not.
fn ordinal(date: &DateValue) -> i64 {
    let (month, day) = match date.part {
        DatePart::Day(month, day) => (month, day),
        DatePart::Months(month, _) | DatePart::Third(month, _) => (month, 1),
        _ => (1, 1),
    };
    i64::from(date.year) * 372 + i64::from(month) * 31 + i64::from(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen() {
        for (printed, right, expected) in [
            ("54天", "45天", Slip::Swapped),
            ("54天", "44天", Slip::Changed),
            ("五十四天", "四十五天", Slip::Swapped),
            ("1200元", "120元", Slip::Lost),
            ("1,200元", "120元", Slip::Lost),
            ("36.1%", "3.61%", Slip::Lost),
            ("1200万元", "1200亿元", Slip::Magnitude),
            ("1200元", "1200万元", Slip::Magnitude),
            ("4月2日", "4月12日", Slip::Lost),
            ("361元", "275元", Slip::Other),
        ] {
            assert_eq!(Slip::between(printed, right), expected, "{printed} {right}");
        }
    }
}
