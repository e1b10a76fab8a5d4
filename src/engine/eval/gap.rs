//! The time between two dates, whichever of them comes first.

use crate::engine::calendar::{self, When};
use crate::value::{Interval, Truth, Undecided, UnitId};

/// The time from one date to the other in `unit`; where the years are open, the shorter way round.
///
/// # Errors
///
/// The dates are unknown, or the unit is none of time.
pub(super) fn gap(a: When, b: When, unit: UnitId) -> Result<Interval, Undecided> {
    match (calendar::elapsed(a, b, unit), calendar::elapsed(b, a, unit)) {
        (Ok(there), Ok(back)) => Ok(if back.less(there).is_possible() { back } else { there }),
        (Ok(one), Err(_)) | (Err(_), Ok(one)) => Ok(one),
        (Err(why), Err(_)) => Err(why),
    }
}

/// Two dates are hardly so many days apart the wrong way round and a year less these the right way.
const TURNED: i64 = 45;

/// Whether `b` is not before `a`. Where the years are not told, a `b` that comes shortly before `a` in the calendar is before
/// it, and not a year later: for rules that warn.
///
/// # Errors
///
/// The dates are unknown, or lie apart so far that either may be the earlier one.
pub(super) fn in_order(a: When, b: When) -> Result<Truth, Undecided> {
    let unknown = match calendar::before(a, b, true) {
        Err(why) => why,
        known => return known,
    };
    let most = Interval::point(TURNED.into());
    let turned = calendar::days(b, a)?.less(most) == Truth::Always;
    let around = most.less(calendar::days(a, b)?) == Truth::Always;
    if turned && around { Ok(Truth::Never) } else { Err(unknown) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{DatePart, DateValue};

    #[test]
    fn either_order() {
        let day = |month, day| When::one(DateValue::undated(DatePart::Day(month, day)));
        let days = |a, b| gap(a, b, UnitId::DAY);
        let thirty = Interval::between(30.into(), 31.into());
        assert_eq!(days(day(10, 1), day(10, 31)), Ok(thirty));
        assert_eq!(days(day(10, 31), day(10, 1)), Ok(thirty));
        assert_eq!(in_order(day(6, 3), day(5, 28)), Ok(Truth::Never));
        assert_eq!(in_order(day(12, 3), day(9, 5)), Err(Undecided::UnknownDate));
        let month =
            |year, month| When::one(DateValue::stated(year, DatePart::Months(month, month)));
        let found = gap(month(2024, 12), month(2024, 6), UnitId::MONTH);
        assert_eq!(found, Ok(Interval::between(6.into(), 7.into())));
    }
}
