//! What becomes of one amount on the way to another: growth, change, multiples. Each has exact bounds.

use rust_decimal::Decimal;

use super::function::Amount;
use super::{Answer, Env, Val};
use crate::value::{Interval, Reading, Undecided, UnitId};

const ONE: Interval = Interval::point(Decimal::ONE);
const HUNDRED: Interval = Interval::point(Decimal::ONE_HUNDRED);

/// How many percent an amount grew by; the first must be positive.
pub(super) fn growth(env: &Env<'_>, (from, unit): Amount, (to, of): Amount) -> Answer {
    let to = env.convert(to, of, unit)?;
    if from.less(Interval::point(Decimal::ZERO)).is_possible() || from.contains(Decimal::ZERO) {
        return Err(Undecided::Arithmetic);
    }
    let percent = grown(from, to).ok_or(Undecided::Arithmetic)?;
    Ok(Val::Amount(percent, UnitId::PERCENT))
}

/// How many percent an amount grew by that became `to` by `change`; a negative change is a fall.
pub(super) fn rise(env: &Env<'_>, (change, unit): Amount, (to, of): Amount) -> Answer {
    let percent = risen(change, env.convert(to, of, unit)?).ok_or(Undecided::Arithmetic)?;
    Ok(Val::Amount(percent, UnitId::PERCENT))
}

/// to − from; between two percentages it is in points.
pub(super) fn change(env: &Env<'_>, (from, unit): Amount, (to, of): Amount) -> Answer {
    let change = env.convert(to, of, unit)?.checked_sub(from).ok_or(Undecided::Arithmetic)?;
    Ok(Val::Amount(change, if unit == UnitId::PERCENT { UnitId::POINT } else { unit }))
}

/// Whether `to` is what `from` grew to by `by` times. 增长三倍 makes four times of it; to a lenient reader three will do,
/// but 增长一倍 is always twice as much.
pub(super) fn multiplied(
    env: &Env<'_>,
    (by, of): Amount,
    (from, unit): Amount,
    (to, other): Amount,
) -> Answer {
    let by = env.convert(by, of, UnitId::TIMES)?;
    let once = about_once(by, env.reading);
    let by = once.unwrap_or(by);
    let times = env.convert(to, other, unit)?.checked_div(from).ok_or(Undecided::Arithmetic)?;
    let more = times.checked_sub(ONE).ok_or(Undecided::Arithmetic)?.equals(by);
    Ok(Val::Truth(match env.reading {
        Reading::Strict => more,
        Reading::Lenient if once.is_some() => more,
        Reading::Lenient => more.or(times.equals(by)),
    }))
}

/// 一倍 as it is meant, where rounding alone would let it be half as much again. Other multiples are as they are.
fn about_once(by: Interval, reading: Reading) -> Option<Interval> {
    let (rounded, meant) = match reading {
        Reading::Strict => (Decimal::new(5, 1), Decimal::new(2, 1)),
        Reading::Lenient => (Decimal::ONE, Decimal::new(4, 1)),
    };
    let once = |slack| Interval::around(Decimal::ONE, slack);
    (by == once(rounded)).then(|| once(meant))
}

/// (to − from) ÷ from in percent: it rises with `to` and falls with `from`, so it is exact at the corners.
fn grown(from: Interval, to: Interval) -> Option<Interval> {
    to.checked_div(from)?.checked_sub(ONE)?.checked_mul(HUNDRED)
}

/// change ÷ (to − change) in percent: it depends on to ÷ change alone, so it is exact at the ends of that quotient.
fn risen(change: Interval, to: Interval) -> Option<Interval> {
    HUNDRED.checked_div(to.checked_div(change)?.checked_sub(ONE)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(lo: i64, hi: i64) -> Interval {
        Interval::between(lo.into(), hi.into())
    }

    /// The bounds must be those of the corners, and no wider.
    #[test]
    fn bounds_are_tight() {
        let check = |found: Option<Interval>, corners: [(i64, i64); 2]| {
            let value = |(over, under): (i64, i64)| {
                Decimal::ONE_HUNDRED * Decimal::from(over) / Decimal::from(under)
            };
            let (lo, hi) = (value(corners[0]), value(corners[1]));
            let near = |a: Decimal, b: Decimal| (a - b).abs() < Decimal::new(1, 12);
            let found = found.unwrap();
            assert!(near(found.lo().unwrap().at, lo), "{found:?} {lo}");
            assert!(near(found.hi().unwrap().at, hi), "{found:?} {hi}");
        };
        // 100 grew to 120: by 20; the least growth is 110 from 110, the largest 130 from 90.
        check(grown(between(90, 110), between(110, 130)), [(0, 110), (40, 90)]);
        // It is 120 after growing by 20: 100 before.
        check(risen(between(18, 22), between(110, 130)), [(18, 112), (22, 88)]);
        // It is 80 after falling by 20.
        check(risen(between(-22, -18), between(70, 90)), [(-22, 92), (-18, 108)]);
    }

    #[test]
    fn nothing_is_proved_by_zero() {
        assert_eq!(risen(between(0, 2), between(10, 10)), None);
        assert_eq!(risen(between(9, 11), between(10, 10)), None);
    }
}
