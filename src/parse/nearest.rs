//! Which year or month of a date that leaves it out is nearest to the document.

use jiff::civil::Date;

use crate::value::{DatePart, DateValue, Shift, YearFrom};

/// A date is the document's neighbour if it lies within half a year before it …
const HALF_A_YEAR: i32 = 184;
/// … or so many days after it: news tell of the past more than of the future.
const AHEAD: i32 = 100;
/// So much closer to the document must one year be than the next to be meant.
const CLEARLY: i32 = 60;
/// So many days around it belong to a document though they lie in the month before or after, whose number papers leave out.
const AROUND: i32 = 10;
/// Whether a date of that year begins after `today`.
pub(super) fn begins_after(part: DatePart, year: i16, today: Date) -> bool {
    DateValue::stated(year, part).days().is_some_and(|days| days.first > today)
}

/// How many days lie from one to the other.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// How many days a date of that year lies away from `today`.
pub(super) fn distance(part: DatePart, year: i16, today: Date) -> Option<i32> {
    let days = DateValue::stated(year, part).days()?;
    Some(days_between(today, days.first).max(days_between(days.last, today)).max(0))
}

/// The year in which a date lies closest to `today`, if it is clear and within half a year.
pub(super) fn nearest_year(part: DatePart, today: Date) -> Option<i16> {
    let this = today.year();
    // 1-10月 sums up what is over.
    let sums = matches!(part, DatePart::Months(1, 2..) | DatePart::Quarters(1, 2..));
    let mut years: Vec<(i32, i16)> = (this - 1..=this + 1)
        .filter(|&year| !(sums && begins_after(part, year, today)))
        .filter_map(|year| Some((distance(part, year, today)?, year)))
        .collect();
    years.sort_unstable();
    let (away, year) = *years.first()?;
    let clear = years.get(1).is_none_or(|(next, _)| next - away >= CLEARLY);
    // A day of this year is near enough; months and seasons, and the days of another year, must be clearly nearer.
    let single = matches!(part, DatePart::Day(..));
    let most = if begins_after(part, year, today) { AHEAD } else { HALF_A_YEAR };
    (away <= most && (clear || single && year == this)).then_some(year)
}

/// The day of that number in the month of `today`, or beside that month where it is near; where that month has no such day,
/// the closest.
pub(super) fn nearest_day(day: u8, today: Date) -> Option<DateValue> {
    let (away, year, part) = (-1..=1)
        .filter_map(|months| {
            let (year, part) = Shift::MonthDay(months, day).from(today)?;
            let days = DateValue::stated(year, part).days()?;
            let away = days_between(today, days.first).abs();
            Some((away > AROUND && months != 0, away, year, part))
        })
        .min()
        .map(|(_, away, year, part)| (away, year, part))?;
    (away <= HALF_A_YEAR).then_some(DateValue { year, year_from: YearFrom::Document, part })
}
