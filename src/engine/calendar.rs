//! Arithmetic with dates: time between them, comparison, shifting, weekdays.
//!
//! A count of days between two dates is exclusive … inclusive: 9月17日 to 10月31日 are 44…45 days. Where nothing tells the
//! year, two dates are taken to lie in the same year or in neighbouring ones, a leap year or a common one.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::value::{
    Clock, DatePart, DateValue, DayRange, Interval, Truth, Undecided, UnitId, YearFrom,
};

/// A date or a stretch of dates: its first and its last date as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct When {
    /// First.
    pub first: DateValue,
    /// Last.
    pub last: DateValue,
}

type Answer<T> = Result<T, Undecided>;

/// A year of 365 days, for dates without one.
const COMMON_YEAR: i16 = 2023;
/// A year of 366 days, for the end of dates without one.
const LEAP_YEAR: i16 = 2024;

impl When {
    /// One date.
    #[must_use]
    pub const fn one(date: DateValue) -> Self {
        Self { first: date, last: date }
    }

    /// One day, its year stated.
    #[must_use]
    pub fn day(day: Date) -> Self {
        let part = DatePart::Day(day.month() as u8, day.day() as u8);
        Self::one(DateValue { year: day.year(), year_from: YearFrom::Stated, part })
    }

    /// Its days, if known.
    ///
    /// # Errors
    ///
    /// The year or month is unknown, or there is no such day.
    pub fn days(&self) -> Answer<DayRange> {
        let known = |date: &DateValue| date.days().ok_or(Undecided::UnknownDate);
        DayRange::new(known(&self.first)?.first, known(&self.last)?.last)
            .ok_or(Undecided::UnknownDate)
    }

    /// Its days, in a year if it has none.
    fn days_in(&self, year: i16) -> Answer<DayRange> {
        let days = |date: &DateValue| date.days_in(date.known_year().unwrap_or(year));
        days(&self.first)
            .zip(days(&self.last))
            .and_then(|(first, last)| DayRange::new(first.first, last.last))
            .ok_or(Undecided::UnknownDate)
    }

    /// Its first or its last day.
    ///
    /// # Errors
    ///
    /// There is no such day.
    pub fn end(&self, last: bool) -> Answer<Self> {
        let date = if last { self.last } else { self.first };
        if matches!(date.part, DatePart::Day(..)) {
            return Ok(Self::one(date));
        }
        let year = date.known_year().unwrap_or(if last { LEAP_YEAR } else { COMMON_YEAR });
        let days = date.days_in(year).ok_or(Undecided::UnknownDate)?;
        let day = Self::day(if last { days.last } else { days.first }).first;
        Ok(Self::one(DateValue { year_from: date.year_from, ..day }))
    }

    /// Whether its year is only the likeliest one. 今年 and 去年 are certain.
    fn guessed(&self) -> bool {
        let guessed =
            |date: &DateValue| date.year_from == YearFrom::Document && date.part != DatePart::Year;
        guessed(&self.first) || guessed(&self.last)
    }

    fn unknown(&self) -> bool {
        self.first.year_from == YearFrom::Unknown
    }
}

/// The days of two dates, first in each of the years they may lie in. Later dates without a year of their own that would
/// come before the first are taken to be of the next year.
pub(super) fn placements(from: When, to: When) -> Answer<Vec<(DayRange, DayRange)>> {
    let place = |when: &When, year: Option<i16>| -> Answer<DayRange> {
        let days = |date: &DateValue| match year {
            Some(year) => date.days_in(year),
            None => date.days(),
        };
        let (first, last) = (days(&when.first), days(&when.last));
        first
            .zip(last)
            .and_then(|(f, l)| DayRange::new(f.first, l.last))
            .ok_or(Undecided::UnknownDate)
    };
    let years: Vec<Option<i16>> = match (from.unknown(), to.unknown()) {
        (false, false) => vec![None],
        (true, true) => vec![Some(2023), Some(2024)],
        _ => return Err(Undecided::UnknownDate),
    };
    let open_year = to.unknown() || to.guessed();
    let mut placed = Vec::new();
    for year in years {
        let (a, mut b) = (place(&from, year)?, place(&to, year)?);
        if b.last < a.first && open_year {
            b = place(&to, Some(year.unwrap_or(to.first.year) + 1))?;
        }
        placed.push((a, b));
    }
    Ok(placed)
}

/// Whether two dates follow each other without a gap, and make up a third.
///
/// # Errors
///
/// A date is unknown.
pub fn joins(first: When, second: When, whole: When) -> Answer<bool> {
    let year = [first, second, whole].iter().find_map(|when| when.first.known_year());
    let days = |when: When| when.days_in(year.unwrap_or(COMMON_YEAR));
    let (first, second, whole) = (days(first)?, days(second)?, days(whole)?);
    Ok(first.first == whole.first
        && second.last == whole.last
        && first.last.tomorrow().is_ok_and(|next| next == second.first))
}

/// Days between two dates.
///
/// # Errors
///
/// Unknown dates, or the second lies before the first.
pub fn days(from: When, to: When) -> Answer<Interval> {
    over_placements(from, to, |a, b| {
        let apart = |x: Date, y: Date| i64::from(x.until(y).map_or(0, |span| span.get_days()));
        (apart(a.last, b.first).max(0), apart(a.first, b.last) + 1)
    })
}

/// Months between two dates: whole ones passed … begun ones, or as many as there are if they are whole.
fn months(from: When, to: When) -> Answer<Interval> {
    let coarse = is_coarse(from) && is_coarse(to);
    over_placements(from, to, |a, b| {
        if coarse {
            let of = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
            return (of(b.first) - of(a.last), of(b.last) - of(a.first) + 1);
        }
        if let Some(months) = exact_months(a, b) {
            return (months, months);
        }
        (whole_months(a.last, b.first).max(0), begun_months(a.first, b.last))
    })
}

/// Years between two dates.
fn years(from: When, to: When) -> Answer<Interval> {
    let coarse = is_coarse(from) || is_coarse(to);
    let by_year = [from, to].iter().all(|when| when.first.part == DatePart::Year);
    over_placements(from, to, |a, b| {
        if coarse {
            let apart = i64::from(b.last.year()) - i64::from(a.first.year());
            let open = a.first.year() != a.last.year() || b.first.year() != b.last.year();
            let passed = whole_months(a.last, b.first).max(0).div_euclid(12);
            let least = apart - i64::from(open);
            // 2015年底 to 2021年初 are five years.
            return (if by_year { least } else { least.min(passed) }, apart + 1);
        }
        if let Some(months) = exact_months(a, b) {
            return (months.div_euclid(12), (months + 11).div_euclid(12));
        }
        (
            whole_months(a.last, b.first).max(0).div_euclid(12),
            (begun_months(a.first, b.last) + 11).div_euclid(12),
        )
    })
}

/// Whether it is a month or longer.
pub(super) fn is_coarse(when: When) -> bool {
    !matches!(when.first.part, DatePart::Day(..)) && !matches!(when.last.part, DatePart::Day(..))
}

fn over_placements(
    from: When,
    to: When,
    count: impl Fn(DayRange, DayRange) -> (i64, i64),
) -> Answer<Interval> {
    let mut hull: Option<Interval> = None;
    for (a, b) in placements(from, to)? {
        if b.last < a.first {
            return Err(Undecided::UnknownDate);
        }
        let (lo, hi) = count(a, b);
        let one = Interval::between(lo.into(), hi.into());
        hull = Some(hull.map_or(one, |h| h.hull(one)));
    }
    hull.ok_or(Undecided::UnknownDate)
}

/// Whole months from one day to another.
pub(super) fn whole_months(from: Date, to: Date) -> i64 {
    let months = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month())
        - i64::from(from.month());
    months - i64::from(to.day() < from.day() && to.day() != to.last_of_month().day())
}

/// The months from one day to another where they are whole, whether one end counts or both: 3月1日 to 5月31日 and 3月1日 to
/// 6月1日 are three.
fn exact_months(a: DayRange, b: DayRange) -> Option<i64> {
    let (from, to) = (a.as_day()?, b.as_day()?);
    [to, to.tomorrow().ok()?].into_iter().find_map(|end| {
        let months = whole_months(from, end);
        let exact = months > 0 && from.checked_add(months.months()).is_ok_and(|day| day == end);
        exact.then_some(months)
    })
}

/// Months begun from one day to another, the last day counted.
fn begun_months(from: Date, to: Date) -> i64 {
    let after = to.tomorrow().unwrap_or(to);
    let whole = whole_months(from, after);
    whole + i64::from(from.checked_add(whole.months()).is_ok_and(|day| day < after))
}

/// Time between two dates in the unit of a length of time.
///
/// # Errors
///
/// Unknown dates, or a unit that days cannot tell.
pub fn elapsed(from: When, to: When, unit: UnitId) -> Answer<Interval> {
    match unit {
        UnitId::DAY => days(from, to),
        UnitId::HOUR => {
            let days = days(from, to)?;
            let hours = |end: Option<crate::value::End>| end.map(|e| e.at * Decimal::from(24));
            let (lo, hi) = hours(days.lo()).zip(hours(days.hi())).ok_or(Undecided::Arithmetic)?;
            Ok(Interval::between((lo - Decimal::from(24)).max(Decimal::ZERO), hi))
        }
        UnitId::WEEK => {
            let days = days(from, to)?;
            let week = |end: Option<crate::value::End>| end.map(|e| e.at / Decimal::from(7));
            let (lo, hi) = (week(days.lo()).map(|w| w.floor()), week(days.hi()).map(|w| w.ceil()));
            lo.zip(hi).map(|(lo, hi)| Interval::between(lo, hi)).ok_or(Undecided::Arithmetic)
        }
        UnitId::MONTH => months(from, to),
        UnitId::YEAR => years(from, to),
        _ => Err(Undecided::Units),
    }
}

/// Days from one weekday to the next of another, counting one end or both: 周一 to 周五 are 4…5.
#[must_use]
pub fn between_weekdays(from: u8, to: u8) -> Interval {
    let apart = (i64::from(to) - i64::from(from)).rem_euclid(7);
    Interval::between(apart.into(), (apart + 1).into())
}

/// Whether `a` comes before `b` (or with `or_equal`, not after it).
///
/// # Errors
///
/// Unknown dates. Where only the date of the document suggests the years, nothing is proved by them.
pub fn before(a: When, b: When, or_equal: bool) -> Answer<Truth> {
    let (x, y) = if a.unknown() && b.unknown() && same_month(a, b) {
        let in_some_year = |when: When| -> Answer<DayRange> {
            let days = |date: DateValue| date.days_in(2024).ok_or(Undecided::UnknownDate);
            DayRange::new(days(when.first)?.first, days(when.last)?.last)
                .ok_or(Undecided::UnknownDate)
        };
        (in_some_year(a)?, in_some_year(b)?)
    } else if (a.guessed() || b.guessed()) && !same_month(a, b) {
        return Err(Undecided::UnknownDate);
    } else {
        (a.days()?, b.days()?)
    };
    Ok(if or_equal {
        Truth::new(x.first <= y.last, x.last > y.first)
    } else {
        Truth::new(x.first < y.last, x.last >= y.first)
    })
}

fn same_month(a: When, b: When) -> bool {
    match (a.first.part, b.first.part) {
        (DatePart::Day(x, _), DatePart::Day(y, _)) => {
            x == y && a.first.year == b.first.year && x != 0
        }
        _ => false,
    }
}

/// Whether two dates can be the same. One without a year is taken to be of the other's.
///
/// # Errors
///
/// Unknown dates.
pub fn same(a: When, b: When) -> Answer<Truth> {
    let year = a.first.known_year().or(b.first.known_year()).unwrap_or(COMMON_YEAR);
    let (x, y) = (a.days_in(year)?, b.days_in(year)?);
    let overlap = x.first <= y.last && y.first <= x.last;
    Ok(Truth::new(overlap, !(x == y && x.as_day().is_some())))
}

/// The weekday of a date, 1 for Monday.
///
/// # Errors
///
/// It is not one known day.
pub fn weekday(when: When) -> Answer<u8> {
    let day = when.days()?.as_day().ok_or(Undecided::UnknownDate)?;
    Ok(day.weekday().to_monday_one_offset() as u8)
}

/// The days a length of time after (or before) a date, counting one end or both.
///
/// # Errors
///
/// Unknown dates, or a length that is not in whole days, weeks, months or years.
pub fn shift(when: When, by: Interval, unit: UnitId, back: bool) -> Answer<When> {
    // Without a year the answer keeps none: a common year will do.
    let unknown = when.unknown();
    let days = if unknown {
        when.first.days_in(2023).ok_or(Undecided::UnknownDate)?
    } else {
        when.days()?
    };
    let day = days.as_day().ok_or(Undecided::UnknownDate)?;
    let count = by.as_point().ok_or(Undecided::Arithmetic)?;
    let count = i64::try_from(count.trunc())
        .ok()
        .filter(|&c| c.abs() < 10_000 && Decimal::from(c) == count);
    let count = count.ok_or(Undecided::Arithmetic)?;
    let span = match unit {
        UnitId::DAY => count.days(),
        UnitId::WEEK => count.weeks(),
        UnitId::MONTH => count.months(),
        UnitId::YEAR => count.years(),
        _ => return Err(Undecided::Units),
    };
    // Both ends counted: one day less.
    let inclusive = |date: Date| if back { date.tomorrow() } else { date.yesterday() };
    let far = if back { day.checked_sub(span) } else { day.checked_add(span) }
        .map_err(|_| Undecided::Arithmetic)?;
    let near = inclusive(far).map_err(|_| Undecided::Arithmetic)?;
    let (first, last) = (near.min(far), near.max(far));
    let year_from = if unknown { YearFrom::Unknown } else { YearFrom::Stated };
    let end = |day| DateValue { year_from, ..When::day(day).first };
    Ok(When { first: end(first), last: end(last) })
}

/// Seconds between two times of day; over midnight when the second does not come after the first.
#[must_use]
pub fn between_clocks(from: Clock, to: Clock) -> Interval {
    let (a, b) = (i64::from(from.seconds()), i64::from(to.seconds()));
    let apart = if b <= a { b + 86_400 - a } else { b - a };
    around(apart, from, to)
}

/// A length of time in seconds, as exactly as two times of day tell it: to the minute or to the half hour.
fn around(seconds: i64, from: Clock, to: Clock) -> Interval {
    let slack = if from.minute.is_some() && to.minute.is_some() { 60 } else { 1800 };
    Interval::between((seconds - slack).max(0).into(), (seconds + slack).into())
}

/// Seconds from a time on one day to a time on another.
///
/// # Errors
///
/// The days are not known well enough, or the second moment comes before the first.
pub fn between(from: (When, Clock), to: (When, Clock)) -> Answer<Interval> {
    let mut hull: Option<Interval> = None;
    for days in days_apart(from.0, to.0)? {
        let (a, b) = (i64::from(from.1.seconds()), i64::from(to.1.seconds()));
        let apart = Some(days * 86_400 + b - a).filter(|apart| *apart >= 0);
        let one = around(apart.ok_or(Undecided::UnknownDate)?, from.1, to.1);
        hull = Some(hull.map_or(one, |hull| hull.hull(one)));
    }
    hull.ok_or(Undecided::UnknownDate)
}

/// How many days lie between two days, in each of the years they may lie in. Days of one month need no year.
fn days_apart(from: When, to: When) -> Answer<Vec<i64>> {
    if let (DatePart::Day(x, a), DatePart::Day(y, b)) = (from.first.part, to.first.part)
        && from.first.year == to.first.year
        && x == y
    {
        return Ok(vec![i64::from(b) - i64::from(a)]);
    }
    let apart = |(a, b): (DayRange, DayRange)| {
        let (a, b) = a.as_day().zip(b.as_day()).ok_or(Undecided::UnknownDate)?;
        Ok(a.until(b).map_or(0, |span| span.get_days()).into())
    };
    placements(from, to)?.into_iter().map(apart).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(year: i16, part: DatePart) -> When {
        When::one(DateValue { year, year_from: YearFrom::Stated, part })
    }

    fn undated(month: u8, day: u8) -> When {
        When::one(DateValue {
            year: 0,
            year_from: YearFrom::Unknown,
            part: DatePart::Day(month, day),
        })
    }

    fn check(found: Answer<Interval>, lo: i64, hi: i64) {
        assert_eq!(found, Ok(Interval::between(lo.into(), hi.into())));
    }

    #[test]
    fn days_count_one_end_or_both() {
        check(days(undated(9, 17), undated(10, 31)), 44, 45);
        check(days(undated(2, 20), undated(3, 1)), 9, 11);
        check(days(undated(12, 30), undated(1, 2)), 3, 4);
        check(days(stated(2024, DatePart::Day(2, 20)), stated(2024, DatePart::Day(3, 1))), 10, 11);
        assert_eq!(days(undated(9, 17), stated(2024, DatePart::Year)), Err(Undecided::UnknownDate));
    }

    #[test]
    fn longer_units() {
        let bond = [DatePart::Day(9, 22), DatePart::Day(9, 21)];
        check(elapsed(stated(2022, bond[0]), stated(2028, bond[1]), UnitId::YEAR), 6, 6);
        check(elapsed(stated(2022, bond[0]), stated(2028, bond[0]), UnitId::YEAR), 6, 6);
        check(
            elapsed(stated(2014, DatePart::Year), stated(2023, DatePart::Year), UnitId::YEAR),
            9,
            10,
        );
        check(elapsed(undated(3, 1), undated(5, 31), UnitId::MONTH), 3, 3);
        check(elapsed(undated(3, 1), undated(5, 20), UnitId::MONTH), 2, 3);
        check(elapsed(undated(3, 1), undated(3, 15), UnitId::WEEK), 2, 3);
        check(elapsed(undated(3, 1), undated(3, 4), UnitId::HOUR), 48, 96);
        let turn = [DatePart::Third(12, 3), DatePart::Third(1, 1)];
        check(elapsed(stated(2015, turn[0]), stated(2021, turn[1]), UnitId::YEAR), 5, 7);
        let months = [DatePart::Months(3, 3), DatePart::Months(8, 8)];
        check(elapsed(stated(2023, months[0]), stated(2023, months[1]), UnitId::MONTH), 5, 6);
    }

    #[test]
    fn order_needs_years_or_one_month() {
        assert_eq!(before(undated(9, 17), undated(9, 13), true), Ok(Truth::Never));
        assert_eq!(before(undated(9, 17), undated(8, 13), true), Err(Undecided::UnknownDate));
        let (year, day) = (stated(2020, DatePart::Year), stated(2020, DatePart::Day(4, 23)));
        assert_eq!(before(day, year, true), Ok(Truth::Maybe));
        assert_eq!(before(day, stated(2019, DatePart::Year), true), Ok(Truth::Never));
    }

    #[test]
    fn stretches_begin_and_end() {
        let ends = |when: When| (when.end(false).unwrap().first, when.end(true).unwrap().first);
        let half = ends(stated(2024, DatePart::Half(1)));
        assert_eq!((half.0.iso(), half.1.iso()), ("2024-01-01".into(), "2024-06-30".into()));
        let quarter = When::one(DateValue::undated(DatePart::Quarters(2, 2)));
        let months = When::one(DateValue::undated(DatePart::Months(5, 7)));
        assert_eq!(ends(quarter).1.iso(), "XXXX-06-30");
        assert_eq!(same(months, quarter), Ok(Truth::Maybe));
        let end = |when: When| when.end(true).unwrap();
        assert_eq!(same(end(months), end(quarter)), Ok(Truth::Never));
    }

    #[test]
    fn shifting_gives_both_counts() {
        let from = stated(2023, DatePart::Day(9, 17));
        let to = shift(from, Interval::point(54.into()), UnitId::DAY, false).unwrap();
        assert_eq!(
            (to.first.iso(), to.last.iso()),
            ("2023-11-09".to_owned(), "2023-11-10".to_owned())
        );
    }

    #[test]
    fn clocks_run_over_midnight() {
        let at = |hour, minute| Clock { hour, minute, second: None };
        let night = between_clocks(at(23, Some(0)), at(1, Some(0)));
        assert!(night.contains(7200.into()) && !night.contains(3600.into()));
    }
}
