//! Lists that nearly add up: what one wrong digit explains is taken for a mistake, not for a list with gaps.

use rust_decimal::Decimal;

use super::kinds::{may_overlap, siblings};
use super::parts::firm;
use super::{Env, Filled};
use crate::parse::Mention;
use crate::rule::formula::Formula;
use crate::value::{Figure, Rounding, Undecided};

/// Fewer digits than this say little.
const DIGITS: u32 = 4;
/// A sum that is larger than its total by more than one part in so many has other reasons.
const CLOSE: u32 = 10;

/// Whether a slip of the pen keeps the parts from adding up: the total has four digits and more, and it is off by what
/// one wrong digit, or two that were swapped, makes. So few totals are off by that much by chance that the list was meant
/// to be complete.
pub(super) fn misadded(env: &Env<'_>, total: &Mention, parts: &Formula) -> Result<bool, Undecided> {
    let Some(total) = total.figure() else { return Ok(false) };
    let figures = figures(env, parts)?;
    let by_slip = |&count: &usize| {
        let parts = &figures[..count];
        let gap = gap(env, total, parts, DIGITS, |figure| figure.round);
        gap.is_some_and(|gap| gap.abs() > Decimal::from(count) && is_slip(gap))
    };
    let mut counts = [firm(env, parts)?, figures.len()].into_iter().filter(|count| *count >= 2);
    Ok(counts.any(|count| by_slip(&count)))
}

/// Whether the parts come to a little more than their total, by what one wrong digit makes: parts that do not overlap never
/// do. Totals of two digits are off by so little too often.
pub(super) fn overruns(env: &Env<'_>, total: &Mention, parts: &Formula) -> Result<bool, Undecided> {
    let Some(total) = total.figure() else { return Ok(false) };
    let parts_told = &figures(env, parts)?[..firm(env, parts)?];
    let place = |figure: &Figure| match figure.rounding {
        Rounding::Exact => figure.step,
        _ => figure.round,
    };
    let exact = parts_told.iter().all(|part| part.rounding == Rounding::Exact);
    let slack = Decimal::from(if exact { 0 } else { parts_told.len() });
    let few = parts_told.len() < 3 && !siblings(env, parts)?;
    let little = |gap: Decimal| {
        let by = gap.checked_mul(place(total)).and_then(|by| by.checked_mul(CLOSE.into()));
        by.is_some_and(|by| by <= total.from)
    };
    let gap = gap(env, total, parts_told, DIGITS - 1, place).filter(|gap| *gap > slack);
    Ok(!few && gap.is_some_and(|gap| little(gap) && is_slip(gap)) && !may_overlap(env, parts)?)
}

fn figures<'a>(env: &'a Env<'_>, parts: &Formula) -> Result<Vec<&'a Figure>, Undecided> {
    let Some(Filled::List(list)) = env.bound(parts) else { return Err(Undecided::Unknown) };
    let figures = list.items.iter().map(|item| env.mentions[item.mention as usize].figure());
    figures.collect::<Option<_>>().ok_or(Undecided::Unknown)
}

/// By how many units of the total's last place the plain figures of `parts` exceed it, if it has so many digits.
fn gap(
    env: &Env<'_>,
    total: &Figure,
    parts: &[&Figure],
    digits: u32,
    place_of: impl Fn(&Figure) -> Decimal,
) -> Option<Decimal> {
    let mut place = place_of(total);
    let mut sum = Decimal::ZERO;
    for part in parts {
        let by = env.units.factor(part.unit, total.unit)?;
        place = place.min(place_of(part).checked_mul(by)?);
        sum = sum.checked_add(part.from.checked_mul(by)?)?;
        if part.is_range() || !part.hedges.is_empty() || part.from <= Decimal::ZERO {
            return None;
        }
    }
    let long = place.checked_mul(Decimal::from(10_u64.pow(digits - 1)))?;
    let same_place = place == place_of(total) || total.rounding == Rounding::Exact;
    let plain = total.hedges.is_empty() && !total.is_range() && same_place;
    (plain && total.from >= long && sum >= long).then_some(())?;
    sum.checked_sub(total.from)?.checked_div(place)
}

/// Whether numbers are so far apart when one of their digits is wrong, or two neighbours are swapped.
fn is_slip(gap: Decimal) -> bool {
    let whole = Some(gap.abs()).filter(|gap| gap.fract().is_zero());
    let Some(mut gap) = whole.and_then(|gap| u64::try_from(gap.normalize()).ok()) else {
        return false;
    };
    while gap > 0 && gap % 10 == 0 {
        gap /= 10;
    }
    gap > 0 && (gap < 10 || gap % 9 == 0 && gap / 9 < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_digit_or_two_swapped() {
        let slips = [1, 9, 30, 4500, 45, 720, 63];
        let others = [0, 11, 37, 101, 125, 1003];
        assert!(slips.into_iter().all(|gap| is_slip(Decimal::from(gap))));
        assert!(!others.into_iter().any(|gap| is_slip(Decimal::from(gap))));
        assert!(!is_slip(Decimal::new(15, 1)), "no whole number of places");
    }
}
