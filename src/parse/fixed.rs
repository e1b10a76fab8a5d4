//! Decimals that remember the place of their last digit.

use rust_decimal::Decimal;

/// The powers of ten that a [`Decimal`] holds.
const POWERS: [u128; 29] = {
    let mut powers = [1; 29];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// `mantissa` × 10^`exp`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fixed {
    /// The digits as written.
    pub(crate) mantissa: u128,
    /// The place of the last of them.
    pub(crate) exp: i32,
}

impl Fixed {
    /// A whole number.
    pub(crate) const fn integer(mantissa: u128) -> Self {
        Self { mantissa, exp: 0 }
    }

    /// Times a power of ten.
    pub(crate) const fn shifted(self, by: i32) -> Self {
        Self { exp: self.exp + by, ..self }
    }

    /// With the last place among the whole numbers brought down to the ones.
    pub(crate) fn to_ones(self) -> Option<Self> {
        if self.exp <= 0 { Some(self) } else { self.scaled_to(0).map(Self::integer) }
    }

    /// The sum, to the lower of the two last places.
    pub(crate) fn checked_add(self, other: Self) -> Option<Self> {
        let exp = self.exp.min(other.exp);
        let mantissa = self.scaled_to(exp)?.checked_add(other.scaled_to(exp)?)?;
        Some(Self { mantissa, exp })
    }

    /// The number; `None` if it is too great for a [`Decimal`].
    pub(crate) fn value(self) -> Option<Decimal> {
        let (mantissa, scale) = if self.exp >= 0 {
            (self.scaled_to(0)?, 0)
        } else {
            (self.mantissa, self.exp.unsigned_abs())
        };
        Decimal::try_from_i128_with_scale(i128::try_from(mantissa).ok()?, scale).ok()
    }

    /// One unit of the last place.
    pub(crate) fn step(self) -> Option<Decimal> {
        Self { mantissa: 1, exp: self.exp }.value()
    }

    /// One unit of the last place that is not zero.
    pub(crate) fn round(self) -> Option<Decimal> {
        let mut exp = self.exp;
        // Most numbers fit into a word, in which division is many times faster.
        if let Ok(mut short) = u64::try_from(self.mantissa) {
            while short != 0 && short.is_multiple_of(10) {
                (short, exp) = (short / 10, exp + 1);
            }
        } else {
            let mut long = self.mantissa;
            while long.is_multiple_of(10) {
                (long, exp) = (long / 10, exp + 1);
            }
        }
        Self { mantissa: 1, exp }.value()
    }

    /// As so many units of 10^`exp`, which must not be above its last place.
    fn scaled_to(self, exp: i32) -> Option<u128> {
        if self.mantissa == 0 {
            return Some(0);
        }
        let by = usize::try_from(self.exp - exp).ok()?;
        self.mantissa.checked_mul(*POWERS.get(by)?)
    }
}
