//! A figure as printed, and the intervals its wording admits.

use rust_decimal::Decimal;

use super::interval::{End, Interval};
use super::truth::{Reading, Truth};
use super::unit::UnitId;

/// What a hedge does to the bounds of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// 约, 左右: on either side.
    About,
    /// 近, 接近: somewhat below.
    Near,
    /// 不足, 不到: below.
    Under,
    /// 超, 逾, 突破: above.
    Above,
    /// 以上, 至少: the figure or more.
    AtLeast,
    /// 以下, 至多: the figure or less.
    AtMost,
    /// 余, 多 inside a figure: above by less than one of its last non-zero place.
    More,
}

impl Effect {
    /// The name used in `rules/hedges.toml` and in the output of `claims`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Near => "near",
            Self::Under => "under",
            Self::Above => "above",
            Self::AtLeast => "at-least",
            Self::AtMost => "at-most",
            Self::More => "more",
        }
    }

    /// The effect of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::About, Self::Near, Self::Under, Self::Above, Self::AtLeast, Self::AtMost, Self::More]
            .into_iter()
            .find(|effect| effect.name() == name)
    }
}

/// The hedges around a figure, by where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hedges {
    /// Before it: 约300人.
    pub before: Option<Effect>,
    /// Inside it: 300余人.
    pub inside: Option<Effect>,
    /// Behind it: 300人以上.
    pub after: Option<Effect>,
}

impl Hedges {
    /// Those that stand, in reading order.
    pub fn iter(self) -> impl Iterator<Item = Effect> {
        [self.before, self.inside, self.after].into_iter().flatten()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.before.is_none() && self.inside.is_none() && self.after.is_none()
    }
}

/// How far a hedge reaches, as fractions of the figure. Data: `rules/hedges.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Widths {
    /// 约: half width, strict.
    pub about_strict: Decimal,
    /// 约: half width, lenient.
    pub about_lenient: Decimal,
    /// 近: lower end, strict.
    pub near_strict: Decimal,
    /// 近: lower end, lenient.
    pub near_lenient: Decimal,
    /// 超, 以上: upper end, strict (lenient has none).
    pub above_strict: Decimal,
    /// So many trailing zeros of a plain integer and more make it a round figure to a lenient reader.
    pub round_zeros: u32,
}

/// How exact the digits themselves are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// A plain count of whole things: 14个, 5天.
    Exact,
    /// A measured or abbreviated figure: 61.3%, 3.6万.
    Rounded,
    /// An estimate with its two ends: 三五个, 十几. A lenient reader goes one step further on either side.
    Estimated,
}

/// A printed number with all that its wording says about it.
///
/// For a range or an estimate (3至5家, 三五个) `from` and `to` are its two figures in the order printed; otherwise they are
/// equal. All decimals are in the figure's own unit, magnitudes multiplied out: 3.6万平方米 is 36000 m2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The figure, or the first of a range.
    pub from: Decimal,
    /// The figure, or the second of a range.
    pub to: Decimal,
    /// One unit of the last stated place: 3.6万 → 1000, 61.3 → 0.1, 1200万 → 10000.
    pub step: Decimal,
    /// One unit of the last place that is not zero: 1200万 → 1000000, 36000 → 1000. Never less than `step`.
    pub round: Decimal,
    /// Whether the digits are exact.
    pub rounding: Rounding,
    /// The hedges.
    pub hedges: Hedges,
    /// The unit.
    pub unit: UnitId,
}

impl Figure {
    /// A plain exact integer.
    #[must_use]
    pub fn exact(value: Decimal, unit: UnitId) -> Self {
        Self {
            from: value,
            to: value,
            step: Decimal::ONE,
            round: Decimal::ONE,
            rounding: Rounding::Exact,
            hedges: Hedges::default(),
            unit,
        }
    }

    /// Whether this figure may be `other`, of the same unit, told again: the same digits, or a coarser figure that was
    /// rounded, cut off or bounded. Hedges and rounding excuse coarser figures, never other digits at the same place; but
    /// 超14000 leaves room for 近15000, and 180 may be 183.
    #[must_use]
    pub fn restates(&self, other: &Self, reading: Reading, widths: &Widths) -> Truth {
        if self.from == other.from && self.to == other.to
            || self.is_within_bound(other)
            || other.is_within_bound(self)
        {
            return Truth::Always;
        }
        if self.is_range() || other.is_range() {
            return self.interval(reading, widths).equals(other.interval(reading, widths));
        }
        if self.round == other.round {
            return Truth::Never;
        }
        let consistent = self.interval(reading, widths).equals(other.interval(reading, widths));
        // 183 is told as 180, but 140 not as 100.
        let over = (self.from - other.from).abs();
        let keeps_two = other.from.abs() > other.round * Decimal::TEN;
        let is_rounder = self.round < other.round
            && other.round >= Decimal::TEN
            && keeps_two
            && over * Decimal::TWO <= other.round;
        if self.rounds(other) || is_rounder { consistent.or(Truth::Maybe) } else { consistent }
    }

    /// Whether `other` states a bound and this figure lies beyond it by no more than one of its last non-zero place, as who
    /// says 超80 means eighty and some; not if both state the same bound with as many digits.
    fn is_within_bound(&self, other: &Self) -> bool {
        let over = match other.bound() {
            Some(Effect::Above) => self.from - other.from,
            Some(Effect::Under) => other.from - self.from,
            _ => return false,
        };
        let plain = !self.is_range() && !other.is_range();
        let says_more = self.round < other.round || self.bound() != other.bound();
        plain && says_more && Decimal::ZERO <= over && over <= other.round
    }

    /// [`Effect::Above`] or [`Effect::Under`] if its last hedge is a bound on that side.
    #[must_use]
    pub fn bound(&self) -> Option<Effect> {
        match self.hedges.iter().last()? {
            Effect::Above | Effect::AtLeast | Effect::More => Some(Effect::Above),
            Effect::Near | Effect::Under | Effect::AtMost => Some(Effect::Under),
            Effect::About => None,
        }
    }

    /// Whether this figure is `other` brought to its own last place that is not zero: 超33 for 33.87, 近34, 33.
    #[must_use]
    pub fn rounds(&self, other: &Self) -> bool {
        if self.from == other.from {
            return true;
        }
        let over = other.from - self.from;
        let is_cut = self.hedges.is_empty() && self.is_cut();
        let place = match self.hedges.is_empty() && !is_cut {
            true => self.step,
            false => self.round,
        };
        // Zeros stand for what was cut off, or for less than half a place more.
        let is_near = over.abs() < place && !(is_cut && over * Decimal::TWO < -place);
        match self.hedges.iter().last() {
            _ if self.round <= other.round => false,
            Some(Effect::Above | Effect::AtLeast | Effect::More) => is_near && over > Decimal::ZERO,
            Some(Effect::Near | Effect::Under | Effect::AtMost) => is_near && over < Decimal::ZERO,
            Some(Effect::About) | None => is_near,
        }
    }

    /// Whether another figure lies just beyond the bound that this one states, by less than a tenth: 9800亿 and 突破1万亿,
    /// 5230 and 近5000.
    #[must_use]
    pub fn is_broken_by(&self, other: &Self) -> bool {
        let tenth = self.from.abs() / Decimal::TEN;
        let over = other.from - self.from;
        let near = !self.is_range() && !other.is_range() && over.abs() < tenth;
        near && match self.bound() {
            Some(Effect::Above) => over < Decimal::ZERO,
            Some(_) => over > Decimal::ZERO,
            None => false,
        }
    }

    /// Whether it is a whole number of which two digits are left before the zeros: 2100亿 for 2160亿, but not 300 for 350,
    /// nor 1.50亿 for 1.53亿.
    fn is_cut(&self) -> bool {
        let digits = self.from.abs().checked_div(self.round);
        let keeps_two = digits.is_some_and(|it| it > Decimal::from(9) && it < Decimal::ONE_HUNDRED);
        let whole = [0_u32, 4, 8, 12].map(|zeros| Decimal::from(10_u64.pow(zeros)));
        keeps_two && self.round > self.step && whole.contains(&self.step.normalize())
    }

    /// Whether two different figures are printed.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.from != self.to
    }

    /// The bounds its wording admits before any rounding, for output: equal to the value without a hedge.
    #[must_use]
    pub fn stated(&self) -> Interval {
        let base = Interval::between(self.from, self.to);
        let (lo, hi) = (base.lo(), base.hi());
        let mut out = base;
        for effect in self.hedges.iter() {
            let next = match effect {
                Effect::About => continue,
                Effect::Near | Effect::Under => Interval::new(None, hi.map(|e| End::open(e.at))),
                Effect::Above => Interval::new(lo.map(|e| End::open(e.at)), None),
                Effect::AtLeast => Interval::new(lo, None),
                Effect::AtMost => Interval::new(None, hi),
                Effect::More => Interval::new(
                    lo.map(|e| End::open(e.at)),
                    self.to.checked_add(self.round).map(End::open),
                ),
            };
            out = next.unwrap_or(base);
        }
        out
    }

    /// The numbers a reader may understand, in the figure's own unit.
    ///
    /// The table is the one of the design: see `rules/hedges.toml` for the widths and their reasons. Hedges that exclude
    /// each other leave the figure open from the lowest to the highest either admits.
    #[must_use]
    pub fn interval(&self, reading: Reading, widths: &Widths) -> Interval {
        let admitted = self.admitted(reading, widths);
        match reading {
            Reading::Lenient if !self.hedges.is_empty() => {
                admitted.hull(self.admitted(Reading::Strict, widths))
            }
            _ => admitted,
        }
    }

    fn admitted(&self, reading: Reading, widths: &Widths) -> Interval {
        let plain = self.plain(reading, widths);
        let each =
            self.hedges.iter().map(|effect| self.hedged(effect, reading, widths).unwrap_or(plain));
        each.reduce(|so_far, one| so_far.intersect(one).unwrap_or_else(|| so_far.hull(one)))
            .unwrap_or(plain)
    }

    /// Without its hedges: the rounding of the digits alone.
    fn plain(&self, reading: Reading, widths: &Widths) -> Interval {
        let base = Interval::between(self.from, self.to);
        let round_figure = self.round > self.step && self.zeros() >= widths.round_zeros;
        let half = Decimal::new(5, 1);
        let slack = match (reading, self.rounding) {
            (_, Rounding::Exact) if self.is_range() => Decimal::ZERO,
            (Reading::Strict, Rounding::Exact | Rounding::Estimated) => Decimal::ZERO,
            (Reading::Lenient, Rounding::Estimated) => self.step,
            (Reading::Lenient, Rounding::Exact) if round_figure => self.round * half,
            (Reading::Lenient, Rounding::Exact) => Decimal::ZERO,
            (Reading::Strict, Rounding::Rounded) => self.step * half,
            (Reading::Lenient, Rounding::Rounded) if round_figure => {
                self.step.max(self.round * half)
            }
            (Reading::Lenient, Rounding::Rounded) => self.step,
        };
        let around = Interval::around(Decimal::ZERO, slack);
        base.checked_add(around).unwrap_or(base)
    }

    /// Trailing zeros between the last stated place and the last that is not zero.
    fn zeros(&self) -> u32 {
        let (mut place, mut zeros) = (self.step, 0);
        while place < self.round && zeros < 28 {
            place *= Decimal::TEN;
            zeros += 1;
        }
        zeros
    }

    fn hedged(&self, effect: Effect, reading: Reading, widths: &Widths) -> Option<Interval> {
        let base = Interval::between(self.from, self.to);
        let (lo, hi) = (base.lo()?.at, base.hi()?.at);
        let strict = reading == Reading::Strict;
        let part = |of: Decimal, strict_by: Decimal, lenient_by: Decimal| {
            of.checked_mul(if strict { strict_by } else { lenient_by })
        };
        let bounded = |bound: Option<Decimal>| if strict { bound.map(End::closed) } else { None };
        match effect {
            Effect::About => {
                let steps = if strict { self.step } else { self.step * Decimal::TWO };
                let by = part(hi.abs(), widths.about_strict, widths.about_lenient)?.max(steps);
                base.checked_add(Interval::around(Decimal::ZERO, by))
            }
            Effect::Near => {
                let from = part(lo, widths.near_strict, widths.near_lenient)?;
                Interval::new(Some(End::closed(from)), Some(End::open(hi)))
            }
            Effect::Under => {
                Interval::new(Some(End::closed(Decimal::ZERO.min(lo))), Some(End::open(hi)))
            }
            Effect::Above => {
                Interval::new(Some(End::open(lo)), bounded(hi.checked_mul(widths.above_strict)))
            }
            Effect::AtLeast => {
                Interval::new(Some(End::closed(lo)), bounded(hi.checked_mul(widths.above_strict)))
            }
            Effect::AtMost => {
                Interval::new(Some(End::closed(Decimal::ZERO.min(lo))), Some(End::closed(hi)))
            }
            Effect::More => {
                let end = End { at: hi.checked_add(self.round)?, open: strict };
                Interval::new(Some(End { at: lo, open: strict }), Some(end))
            }
        }
    }
}
