//! Ages and anniversaries: years between a birth or a founding and a later day.

use super::almanac;
use super::calendar::{When, is_coarse, placements, whole_months};
use crate::value::{Interval, Undecided};

/// The age at `at` of who was born at `born`: from the years completed to those begun by the traditional count, where a
/// child is one at birth and two at the next Spring Festival (where only the years are told, the next year). With
/// `full`, only the years completed.
///
/// # Errors
///
/// The dates are unknown, or the first comes after the second.
pub(super) fn age(born: When, at: When, full: bool) -> Result<Interval, Undecided> {
    over_years(born, at, |from, to, completed| {
        if full {
            return completed;
        }
        let by_year = is_coarse(born) || is_coarse(at);
        let lunar = |day| almanac::lunar_year(day).filter(|_| !by_year);
        let year = |day: jiff::civil::Date| i64::from(lunar(day).unwrap_or(day.year()));
        year(to) - year(from) + 1
    })
}

/// The anniversary of `from` at `at`: from the years completed to those completed by the end of the year.
///
/// # Errors
///
/// As [`age`].
pub(super) fn anniversary(from: When, at: When) -> Result<Interval, Undecided> {
    over_years(from, at, |from, to, _| i64::from(to.year()) - i64::from(from.year()))
}

/// From the years completed at the latest birth and the earliest day to `most` of the earliest birth, the latest day and
/// the years completed between them.
fn over_years(
    born: When,
    at: When,
    most: impl Fn(jiff::civil::Date, jiff::civil::Date, i64) -> i64,
) -> Result<Interval, Undecided> {
    let mut hull: Option<Interval> = None;
    for (a, b) in placements(born, at)? {
        if b.last < a.first {
            return Err(Undecided::UnknownDate);
        }
        let completed = |from, to| whole_months(from, to).max(0).div_euclid(12);
        let one = Interval::between(
            completed(a.last, b.first).into(),
            most(a.first, b.last, completed(a.first, b.last)).into(),
        );
        hull = Some(hull.map_or(one, |hull| hull.hull(one)));
    }
    hull.ok_or(Undecided::UnknownDate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{DatePart, DateValue};

    const fn when(year: i16, part: DatePart) -> When {
        When::one(DateValue::stated(year, part))
    }

    #[track_caller]
    fn check(found: Result<Interval, Undecided>, lo: i64, hi: i64) {
        assert_eq!(found, Ok(Interval::between(lo.into(), hi.into())));
    }

    #[test]
    fn ages_are_full_or_traditional() {
        let october = when(1990, DatePart::Months(10, 10));
        let may = when(2024, DatePart::Day(5, 9));
        check(age(october, may, false), 33, 35);
        check(age(october, may, true), 33, 33);
        check(age(when(1955, DatePart::Year), when(2024, DatePart::Year), false), 68, 70);
        // Born before the Spring Festival of 1990, one on that day and two soon after.
        check(age(when(1990, DatePart::Day(1, 5)), may, false), 34, 36);
        assert_eq!(age(may, october, false), Err(Undecided::UnknownDate));
    }

    #[test]
    fn anniversaries_last_a_year() {
        let founded = when(1949, DatePart::Day(10, 1));
        check(anniversary(founded, when(2024, DatePart::Day(5, 1))), 74, 75);
        check(anniversary(founded, when(2024, DatePart::Year)), 74, 75);
        check(anniversary(founded, when(2024, DatePart::Day(10, 1))), 75, 75);
    }
}
