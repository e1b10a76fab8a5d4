//! Intervals of decimals with open, closed and absent ends.

use rust_decimal::Decimal;

use super::truth::Truth;

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The bound.
    pub at: Decimal,
    /// Whether the bound itself is left out.
    pub open: bool,
}

impl End {
    /// An end that belongs to the interval.
    #[must_use]
    pub const fn closed(at: Decimal) -> Self {
        Self { at, open: false }
    }

    /// An end that does not belong to the interval.
    #[must_use]
    pub const fn open(at: Decimal) -> Self {
        Self { at, open: true }
    }
}

/// A set of decimals between two ends; an absent end is infinity. Never empty.
///
/// Arithmetic is checked: `None` means that a result would leave the range of [`Decimal`] or that a divisor may be zero.
/// There is no `Ord`: intervals that overlap are neither smaller nor larger than each other, which is what
/// [`Truth`]-valued comparison says.
///
/// ```
/// use heshu::value::{Interval, Truth};
/// let parts = Interval::around(21.into(), 1.into()).checked_add(Interval::around(14.into(), 1.into())).unwrap();
/// assert_eq!(parts.equals(Interval::around(36.into(), 1.into())), Truth::Maybe);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    lo: Option<End>,
    hi: Option<End>,
}

impl Interval {
    /// All numbers.
    pub const EVERYTHING: Self = Self { lo: None, hi: None };

    /// The interval between two ends, or `None` if nothing lies between them.
    #[must_use]
    pub fn new(lo: Option<End>, hi: Option<End>) -> Option<Self> {
        match (lo, hi) {
            (Some(l), Some(h)) if l.at > h.at || (l.at == h.at && (l.open || h.open)) => None,
            _ => Some(Self { lo, hi }),
        }
    }

    /// One number.
    #[must_use]
    pub const fn point(at: Decimal) -> Self {
        Self { lo: Some(End::closed(at)), hi: Some(End::closed(at)) }
    }

    /// From one number to another, both included, in whichever order they come.
    #[must_use]
    pub fn between(a: Decimal, b: Decimal) -> Self {
        Self { lo: Some(End::closed(a.min(b))), hi: Some(End::closed(a.max(b))) }
    }

    /// `at` plus or minus `by`; the sign of `by` does not matter. An end beyond the decimals is left out.
    #[must_use]
    pub fn around(at: Decimal, by: Decimal) -> Self {
        let by = by.abs();
        Self { lo: at.checked_sub(by).map(End::closed), hi: at.checked_add(by).map(End::closed) }
    }

    /// `at` and everything above.
    #[must_use]
    pub const fn at_least(at: Decimal) -> Self {
        Self { lo: Some(End::closed(at)), hi: None }
    }

    /// `at` and everything below.
    #[must_use]
    pub const fn at_most(at: Decimal) -> Self {
        Self { lo: None, hi: Some(End::closed(at)) }
    }

    /// The lower end.
    #[must_use]
    pub const fn lo(self) -> Option<End> {
        self.lo
    }

    /// The upper end.
    #[must_use]
    pub const fn hi(self) -> Option<End> {
        self.hi
    }

    /// The only number inside, if there is just one.
    #[must_use]
    pub fn as_point(self) -> Option<Decimal> {
        match (self.lo, self.hi) {
            (Some(l), Some(h)) if l.at == h.at => Some(l.at),
            _ => None,
        }
    }

    /// Whether `x` lies inside.
    #[must_use]
    pub fn contains(self, x: Decimal) -> bool {
        self.lo.is_none_or(|l| if l.open { l.at < x } else { l.at <= x })
            && self.hi.is_none_or(|h| if h.open { x < h.at } else { x <= h.at })
    }

    /// Whether every number of `other` lies inside.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.intersect(other) == Some(other)
    }

    /// The numbers in both, or `None` if there are none.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        Self::new(
            tighter(self.lo, other.lo, |a, b| a > b),
            tighter(self.hi, other.hi, |a, b| a < b),
        )
    }

    /// The smallest interval that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            lo: wider(self.lo, other.lo, |a, b| a < b),
            hi: wider(self.hi, other.hi, |a, b| a > b),
        }
    }

    /// Sums of a number of each.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Some(Self { lo: add(self.lo, other.lo)?, hi: add(self.hi, other.hi)? })
    }

    /// Differences.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(-other)
    }

    /// Products.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        corners(self, other, Extended::checked_mul)
    }

    /// Quotients; `None` also when the divisor may be zero.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.contains(Decimal::ZERO) {
            return None;
        }
        // Dividing corner by corner keeps 6 ÷ 3 exact where 6 × (1 ÷ 3) would not be.
        if [self.lo, self.hi].iter().all(Option::is_some)
            && [other.lo, other.hi].iter().all(|end| end.is_some_and(|e| !e.at.is_zero()))
        {
            return corners(self, other, Extended::checked_div);
        }
        let reciprocal = Self { lo: reciprocal(other.hi)?, hi: reciprocal(other.lo)? };
        self.checked_mul(reciprocal)
    }

    /// Times a number.
    #[must_use]
    pub fn scaled(self, by: Decimal) -> Option<Self> {
        self.checked_mul(Self::point(by))
    }

    /// Distances from zero.
    #[must_use]
    pub fn abs(self) -> Self {
        if self.lo.is_some_and(|l| l.at >= Decimal::ZERO) {
            return self;
        }
        if self.hi.is_some_and(|h| h.at <= Decimal::ZERO) {
            return -self;
        }
        let positive = Self { lo: Some(End::closed(Decimal::ZERO)), hi: self.hi };
        let negative = Self { lo: Some(End::closed(Decimal::ZERO)), hi: (-self).hi };
        positive.hull(negative)
    }

    /// Whether a choice from each can be equal.
    #[must_use]
    pub fn equals(self, other: Self) -> Truth {
        let same_point = self.as_point().is_some() && self.as_point() == other.as_point();
        Truth::new(self.intersect(other).is_some(), !same_point)
    }

    /// Whether a choice from `self` can be less than one from `other`.
    #[must_use]
    pub fn less(self, other: Self) -> Truth {
        Truth::new(below(self.lo, other.hi), !strictly_apart(self.hi, other.lo))
    }

    /// Whether a choice from `self` can be at most one from `other`.
    #[must_use]
    pub fn at_most_other(self, other: Self) -> Truth {
        !other.less(self)
    }
}

impl std::ops::Neg for Interval {
    type Output = Self;

    fn neg(self) -> Self {
        let flip = |end: Option<End>| end.map(|e| End { at: -e.at, open: e.open });
        Self { lo: flip(self.hi), hi: flip(self.lo) }
    }
}

/// Some x ≥ `lo` is below some y ≤ `hi`.
fn below(lo: Option<End>, hi: Option<End>) -> bool {
    match (lo, hi) {
        (Some(l), Some(h)) => l.at < h.at,
        _ => true,
    }
}

/// Every x ≤ `hi` is below every y ≥ `lo`.
fn strictly_apart(hi: Option<End>, lo: Option<End>) -> bool {
    match (hi, lo) {
        (Some(h), Some(l)) => h.at < l.at || (h.at == l.at && (h.open || l.open)),
        _ => false,
    }
}

fn tighter(a: Option<End>, b: Option<End>, inner: fn(Decimal, Decimal) -> bool) -> Option<End> {
    match (a, b) {
        (Some(a), Some(b)) if a.at == b.at => Some(End { at: a.at, open: a.open || b.open }),
        (Some(a), Some(b)) => Some(if inner(a.at, b.at) { a } else { b }),
        (a, b) => a.or(b),
    }
}

fn wider(a: Option<End>, b: Option<End>, outer: fn(Decimal, Decimal) -> bool) -> Option<End> {
    match (a, b) {
        (Some(a), Some(b)) if a.at == b.at => Some(End { at: a.at, open: a.open && b.open }),
        (Some(a), Some(b)) => Some(if outer(a.at, b.at) { a } else { b }),
        _ => None,
    }
}

/// The sum of two ends: outer `None` for overflow, inner for infinity.
fn add(a: Option<End>, b: Option<End>) -> Option<Option<End>> {
    match (a, b) {
        (Some(a), Some(b)) => {
            Some(Some(End { at: a.at.checked_add(b.at)?, open: a.open || b.open }))
        }
        _ => Some(None),
    }
}

/// 1 ÷ end, for a divisor that is never zero: infinity gives zero, left out, and zero gives infinity.
fn reciprocal(end: Option<End>) -> Option<Option<End>> {
    match end {
        None => Some(Some(End::open(Decimal::ZERO))),
        Some(e) if e.at.is_zero() => Some(None),
        Some(e) => Some(Some(End { at: Decimal::ONE.checked_div(e.at)?, open: e.open })),
    }
}

/// A corner value: finite, or infinite with a sign.
#[derive(Clone, Copy)]
enum Extended {
    Finite(End),
    Infinite { negative: bool },
}

impl Extended {
    fn is_negative(self) -> bool {
        match self {
            Self::Finite(e) => e.at.is_sign_negative() && !e.at.is_zero(),
            Self::Infinite { negative } => negative,
        }
    }

    fn checked_mul(self, other: Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Finite(a), Self::Finite(b)) => {
                let at = a.at.checked_mul(b.at)?;
                // A closed zero makes the product zero whatever the other end leaves out.
                let closed_zero = (a.at.is_zero() && !a.open) || (b.at.is_zero() && !b.open);
                Self::Finite(End { at, open: (a.open || b.open) && !closed_zero })
            }
            (Self::Finite(e), Self::Infinite { .. }) | (Self::Infinite { .. }, Self::Finite(e))
                if e.at.is_zero() =>
            {
                Self::Finite(End { at: Decimal::ZERO, open: e.open })
            }
            (a, b) => Self::Infinite { negative: a.is_negative() != b.is_negative() },
        })
    }

    fn checked_div(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Finite(a), Self::Finite(b)) => {
                let closed_zero = a.at.is_zero() && !a.open;
                Some(Self::Finite(End {
                    at: a.at.checked_div(b.at)?,
                    open: (a.open || b.open) && !closed_zero,
                }))
            }
            _ => None,
        }
    }
}

/// The hull of `op` over the four corners, which is exact for functions monotone in each argument.
fn corners(
    a: Interval,
    b: Interval,
    op: fn(Extended, Extended) -> Option<Extended>,
) -> Option<Interval> {
    let ends = |i: Interval| {
        [
            i.lo.map_or(Extended::Infinite { negative: true }, Extended::Finite),
            i.hi.map_or(Extended::Infinite { negative: false }, Extended::Finite),
        ]
    };
    let mut hull: Option<Interval> = None;
    for x in ends(a) {
        for y in ends(b) {
            let corner = match op(x, y)? {
                Extended::Finite(e) => Interval { lo: Some(e), hi: Some(e) },
                Extended::Infinite { negative: true } => {
                    Interval { lo: None, hi: Some(End::closed(Decimal::MIN)) }
                }
                Extended::Infinite { negative: false } => {
                    Interval { lo: Some(End::closed(Decimal::MAX)), hi: None }
                }
            };
            hull = Some(hull.map_or(corner, |h| h.hull(corner)));
        }
    }
    hull
}
