//! Dates in figures alone whose order has to be known: 10/1/2017, 5/6/98, and 12/1 where it stands alone or with a time.

use super::instant::{Day, Instant};
use super::point::Point;
use super::{Place, Reader};
use crate::parse::Value;
use crate::parse::number::arabic_int;
use crate::value::{DatePart, DateValue, YearFrom};

/// A number as it is printed.
#[derive(Clone, Copy)]
struct Digits {
    value: u32,
    places: usize,
}

impl Digits {
    fn within(self, most: u32) -> Option<u8> {
        let fits = self.places <= 2 && (1..=most).contains(&self.value);
        fits.then(|| u8::try_from(self.value).ok()).flatten()
    }
}

impl Reader<'_> {
    /// The date in figures at a place. The day comes first, as Hong Kong and Macau write it, unless only the second number can
    /// be one; such a date alone in its line, or with a time of day behind it (2.15早上), is a month and a day.
    pub(super) fn numeric(&self, place: Place, end: usize) -> Option<(Place, Point)> {
        let rest = self.rest(place, end);
        if !rest.starts_with(|c: char| c.is_ascii_digit()) || continues(&self.text[..place.at]) {
            return None;
        }
        let (after, first) = digits(rest)?;
        let sign = after.chars().next().filter(|sign| "/-·.".contains(*sign))?;
        let (after, second) = digits(&after[sign.len_utf8()..])?;
        if sign == '.' && first.places == 4 {
            let date = self.month_alone(place, after, end, [first, second])?;
            let behind = self.past(place, end - after.len())?;
            return Some((behind, Point::of(Instant::day(Day::read(&date))).joined()));
        }
        let (after, date) = match after.strip_prefix(sign).and_then(digits) {
            Some((after, year)) => (after, day_first(first, second, year, sign)?),
            None => {
                let alone = self.is_alone(place.at, place.at + rest.len() - after.len());
                let (month, day) = (first.within(12)?, second.within(31)?);
                // 1/3 is a third, 3.3 and 3-3 are figures, but 03.03 is a day.
                let figure = match sign {
                    '/' => first.value < second.value,
                    '.' | '-' => !(rest.starts_with('0') && second.places == 2),
                    _ => false,
                };
                let timed = sign != '-' && self.is_timed(place, after, end);
                if !timed && (!alone || figure) {
                    return None;
                }
                (after, self.this_year(DatePart::Day(month, day)))
            }
        };
        if after
            .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '%' | ':'))
        {
            return None;
        }
        let behind = self.past(place, place.at + rest.len() - after.len())?;
        Some((behind, Point::of(Instant::day(Day::read(&date))).joined()))
    }

    /// 2013.03 alone in its line.
    fn month_alone(
        &self,
        place: Place,
        after: &str,
        end: usize,
        [year, month]: [Digits; 2],
    ) -> Option<DateValue> {
        let year = i16::try_from(year.value).ok().filter(|year| (1900..=2100).contains(year))?;
        let number = month.within(12).filter(|_| month.places == 2)?;
        let alone = self.is_alone(place.at, end - after.len());
        alone.then(|| DateValue::stated(year, DatePart::Months(number, number)))
    }

    /// Whether a time of day stands behind a day that ends in front of `after`.
    fn is_timed(&self, place: Place, after: &str, end: usize) -> bool {
        let rest = after.strip_prefix(' ').unwrap_or(after);
        let part = self.words.daypart(rest).is_some_and(|part| part.text.len() > 3);
        let at = Place { at: end - rest.len(), next: place.next };
        let clock = || {
            let mention = self.past(place, at.at).and_then(|behind| self.mention(behind));
            mention.is_some_and(|mention| matches!(mention.value, Value::Clock(_)))
        };
        part || clock()
    }

    /// A day in the year of the document.
    fn this_year(&self, part: DatePart) -> DateValue {
        match self.now {
            Some(now) => DateValue { year: now.year(), year_from: YearFrom::Document, part },
            None => DateValue::undated(part),
        }
    }
}

/// Whether the figures before go on, but for the dash between the two ends of a stretch: 1/10/2017-2/11/2017.
fn continues(before: &str) -> bool {
    let before = match before.strip_suffix('-') {
        Some(first) if first.ends_with(|c: char| c.is_ascii_digit()) => {
            let from = first.len().saturating_sub(8);
            return !first.get(from..).is_some_and(|date| date.contains('/'));
        }
        _ => before,
    };
    before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-./".contains(c))
}

fn digits(input: &str) -> Option<(&str, Digits)> {
    let (rest, (value, places)) = arabic_int(input).ok()?;
    Some((rest, Digits { value, places }))
}

fn day_first(first: Digits, second: Digits, year: Digits, sign: char) -> Option<DateValue> {
    let year = match (year.places, sign) {
        (4, _) => i16::try_from(year.value).ok().filter(|year| (1900..=2100).contains(year))?,
        // Scores and formations are written with a dash: 25-10-08.
        (2, '/') if year.value < 50 => 2000 + i16::try_from(year.value).ok()?,
        (2, '/') => 1900 + i16::try_from(year.value).ok()?,
        _ => return None,
    };
    let (day, month) = match (first.within(31), second.within(12)) {
        (Some(day), Some(month)) => (day, month),
        _ => (second.within(31)?, first.within(12)?),
    };
    let date = DateValue::stated(year, DatePart::Day(month, day));
    date.exists().then_some(date)
}
