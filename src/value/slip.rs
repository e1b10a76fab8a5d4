//! Slips of the pen: how one printed number becomes another.

use rust_decimal::Decimal;

use super::figure::Figure;

/// Two printed numbers that differ by one slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// So many digits are the same in both, zeros at the end aside.
    pub kept: usize,
    /// Both are printed to the same place.
    pub same_place: bool,
    /// They are a power of ten apart.
    pub magnitude: bool,
}

/// The powers of ten by which a magnitude is mistaken: a zero more or less, 千, 万, 亿.
const MAGNITUDES: [u32; 5] = [1, 2, 3, 4, 8];

/// Digits of a number, the first ones first.
struct Digits {
    all: [u8; 40],
    len: usize,
}

impl Slip {
    /// The slip that makes one of two figures the other: one digit changed, two neighbours swapped, a digit left out or
    /// doubled, a magnitude mistaken. `None` for equal figures and for ranges.
    #[must_use]
    pub fn between(a: &Figure, b: &Figure) -> Option<Self> {
        if a.from == b.from || a.is_range() || b.is_range() {
            return None;
        }
        let same_place = a.step == b.step;
        if let Some(kept) = magnitude(a, b) {
            return Some(Self { kept, same_place, magnitude: true });
        }
        // The finer figure may have been rounded or cut off, to the last place stated or the last that is not zero.
        let kept = slip_at(a, b, a.step.max(b.step))
            .or_else(|| slip_at(a, b, a.round.max(b.round)).filter(|&kept| kept > 0));
        kept.map(|kept| Self { kept, same_place, magnitude: false })
    }
}

/// The digits that stay when two figures, brought to one place, differ by one slip.
fn slip_at(a: &Figure, b: &Figure, place: Decimal) -> Option<usize> {
    let (x, y) = (a.from.checked_div(place)?, b.from.checked_div(place)?);
    // 0.6 is printed with two digits.
    let least = place.normalize().scale() as usize + 1;
    [(x.round(), y.round()), (x.trunc(), y.trunc())]
        .into_iter()
        .find_map(|(x, y)| Digits::of(x, least)?.slip(&Digits::of(y, least)?))
}

/// The digits that two figures which are a power of ten apart have in common: one less, because 5 and 50 say little.
fn magnitude(a: &Figure, b: &Figure) -> Option<usize> {
    let (small, large) = if a.from < b.from { (a, b) } else { (b, a) };
    let apart = |power: &u32| {
        let times = Decimal::from(10_u64.pow(*power));
        small.from.checked_mul(times) == Some(large.from)
    };
    if small.from <= Decimal::ZERO || !MAGNITUDES.iter().any(apart) {
        return None;
    }
    let digits = Digits::of(large.from.checked_div(large.round)?, 1)?;
    Some(digits.len - 1)
}

impl Digits {
    /// Of a whole number that is not negative, with zeros in front up to `least` digits.
    fn of(number: Decimal, least: usize) -> Option<Self> {
        let mut rest = u128::try_from(number.normalize()).ok()?;
        let mut digits = Self { all: [0; 40], len: 0 };
        while rest > 0 || digits.len < least {
            *digits.all.get_mut(digits.len)? = (rest % 10) as u8;
            digits.len += 1;
            rest /= 10;
        }
        digits.all[..digits.len].reverse();
        Some(digits)
    }

    /// How many digits stay when one slip makes the other number of this one.
    fn slip(&self, other: &Self) -> Option<usize> {
        let (mut a, mut b) = (&self.all[..self.len], &other.all[..other.len]);
        while let ([head_a @ .., 0], [head_b @ .., 0]) = (a, b) {
            (a, b) = (head_a, head_b);
        }
        if a.len() == b.len() {
            return changed(a, b);
        }
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        let left_out = |at: usize| short[..at] == long[..at] && short[at..] == long[at + 1..];
        let one = long.len() == short.len() + 1 && short.len() >= 2;
        (one && (0..long.len()).any(left_out)).then(|| short.len() - 1)
    }
}

/// One digit changed, or two neighbours swapped: so many others are the same, zeros in front of both aside.
fn changed(a: &[u8], b: &[u8]) -> Option<usize> {
    if let ([0, a @ ..], [0, b @ ..]) = (a, b) {
        return changed(a, b);
    }
    let mut differ = (0..a.len()).filter(|&at| a[at] != b[at]);
    match (differ.next(), differ.next(), differ.next()) {
        (Some(_), None, _) => Some(a.len() - 1),
        (Some(i), Some(j), None) if j == i + 1 && a[i] == b[j] && a[j] == b[i] => Some(a.len() - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Hedges, Rounding, UnitId};

    fn figure(text: &str) -> Figure {
        let from: Decimal = text.parse().unwrap();
        let step = Decimal::new(1, from.scale());
        let mut round = step;
        while (from / (round * Decimal::TEN)).fract().is_zero() && round < from {
            round *= Decimal::TEN;
        }
        let (hedges, unit) = (Hedges::default(), UnitId::NONE);
        Figure { from, to: from, step, round, rounding: Rounding::Rounded, hedges, unit }
    }

    #[test]
    fn one_slip() {
        for (a, b, kept) in [
            ("361.57", "316.57", Some(4)),
            ("361.57", "361.57", None),
            ("287", "267", Some(2)),
            ("33", "23.87", Some(1)),
            ("1200", "1300", Some(1)),
            ("1980", "198", Some(2)),
            ("12345", "1245", Some(3)),
            ("5", "7", Some(0)),
            ("0.06", "8.06", Some(2)),
            ("0.06", "0.56", Some(1)),
            ("0.1", "0.4", Some(0)),
            ("57", "75", Some(1)),
            ("361.57", "342.57", None),
            ("90", "1000000", None),
            ("47000", "46300", Some(1)),
        ] {
            for (a, b) in [(a, b), (b, a)] {
                let slip = Slip::between(&figure(a), &figure(b));
                assert_eq!(slip.map(|slip| slip.kept), kept, "{a} {b}");
            }
        }
    }
}
