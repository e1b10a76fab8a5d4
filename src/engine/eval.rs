//! Evaluates a rule's formulas over the mentions bound to its holes.

mod again;
mod claim;
mod function;
mod gap;
mod growth;
mod kinds;
mod label;
mod means;
mod misadded;
mod names;
mod partition;
mod parts;
mod record;
mod respective;
mod shares;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::calendar::{self, When};
use super::format::span_of;
use super::list::Items;
use super::shadow::{Part, Ref};
use crate::parse::{Mention, Value};
use crate::rule::expr::Op;
use crate::rule::formula::Formula;
use crate::rule::words::Words;
use crate::value::{Clock, Figure, Interval, Reading, Truth, Undecided, UnitId, Units, Widths};

/// The value of a formula under one reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    /// Numbers in a unit.
    Amount(Interval, UnitId),
    /// Days.
    When(When),
    /// A time of day.
    Clock(Clock),
    /// A day of the week, 1 for Monday.
    Weekday(u8),
    /// A ratio or score.
    Pair(Box<[Figure; 2]>),
    /// The parts of a list.
    List(Vec<(Interval, UnitId)>, bool),
    /// True or false.
    Truth(Truth),
}

/// A value, or why there is none.
pub type Answer = Result<Val, Undecided>;

/// What a hole is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// A mention, or one end of a range.
    One(Ref),
    /// A list.
    List(Items),
}

impl Filled {
    /// The mentions it holds.
    pub fn refs(&self) -> &[Ref] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::List(list) => &list.items,
        }
    }

    pub(super) fn refs_mut(&mut self) -> &mut [Ref] {
        match self {
            Self::One(one) => std::slice::from_mut(one),
            Self::List(list) => &mut list.items,
        }
    }
}

/// What an evaluation sees.
#[derive(Clone, Copy)]
pub struct Env<'a> {
    /// What the rule's holes are bound to, in their order.
    pub filled: &'a [Filled],
    /// The document's mentions.
    pub mentions: &'a [Mention],
    /// The day the document was published, if known.
    pub published: Option<Date>,
    /// The units.
    pub units: &'a Units,
    /// The widths of hedges.
    pub widths: &'a Widths,
    /// The word sets.
    pub words: &'a Words,
    /// The folded text of the document.
    pub text: &'a str,
    /// The shadow of what the pattern matched.
    pub matched: &'a [u8],
    /// The shadow from the start of its sentence to the end of the match.
    pub context: &'a [u8],
    /// The shadow of the sentences that the match lies in.
    pub sentence: &'a [u8],
    /// Strict or lenient.
    pub reading: Reading,
    /// Take the digits as printed, without rounding or hedges: for messages.
    pub printed: bool,
    /// What to read in the place of one mention: a candidate correction on trial.
    pub instead: Option<Instead<'a>>,
}

/// A mention as it would be after a correction.
#[derive(Clone, Copy)]
pub struct Instead<'a> {
    /// The index of the mention it stands for.
    pub mention: u32,
    /// What it would say.
    pub says: &'a Mention,
    /// The text it would have.
    pub text: &'a str,
}

impl Env<'_> {
    /// The value of `formula`.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be evaluated.
    pub fn value(&self, formula: &Formula) -> Answer {
        match formula {
            Formula::Number { value, percent } => Ok(Val::Amount(
                Interval::point(*value),
                if *percent { UnitId::PERCENT } else { UnitId::NONE },
            )),
            Formula::Hole(hole) => self.hole(*hole),
            Formula::Words(_) => Err(Undecided::Unknown),
            Formula::Call(function, arguments) => function::call(self, *function, arguments),
            Formula::Binary(op @ (Op::And | Op::Or), sides) => self.logic(*op, sides),
            Formula::Binary(op, sides) => {
                let [left, right] = &**sides;
                let (a, b) = adopt(left, self.value(left)?, right, self.value(right)?);
                self.binary(*op, a, b)
            }
            Formula::Not(inner) => Ok(Val::Truth(!self.truth(inner)?)),
            Formula::Negate(inner) => {
                let (interval, unit) = self.amount(inner)?;
                Ok(Val::Amount(-interval, unit))
            }
            Formula::If(parts) => match self.truth(&parts[0])? {
                Truth::Always => self.value(&parts[1]),
                Truth::Never => self.value(&parts[2]),
                Truth::Maybe => match (self.value(&parts[1])?, self.value(&parts[2])?) {
                    (Val::Truth(a), Val::Truth(b)) => Ok(Val::Truth(a.or(b))),
                    _ => Err(Undecided::Unknown),
                },
            },
        }
    }

    /// The truth of `formula`.
    ///
    /// # Errors
    ///
    /// As [`Self::value`].
    pub fn truth(&self, formula: &Formula) -> Result<Truth, Undecided> {
        match self.value(formula)? {
            Val::Truth(truth) => Ok(truth),
            _ => Err(Undecided::Unknown),
        }
    }

    /// The number and unit of `formula`.
    ///
    /// # Errors
    ///
    /// As [`Self::value`].
    pub fn amount(&self, formula: &Formula) -> Result<(Interval, UnitId), Undecided> {
        match self.value(formula)? {
            Val::Amount(interval, unit) => Ok((interval, unit)),
            _ => Err(Undecided::Unknown),
        }
    }

    /// The days of `formula`.
    ///
    /// # Errors
    ///
    /// As [`Self::value`].
    pub fn when(&self, formula: &Formula) -> Result<When, Undecided> {
        match self.value(formula)? {
            Val::When(when) => Ok(when),
            _ => Err(Undecided::UnknownDate),
        }
    }

    /// The time of day of `formula`.
    ///
    /// # Errors
    ///
    /// As [`Self::value`].
    pub fn clock(&self, formula: &Formula) -> Result<Clock, Undecided> {
        match self.value(formula)? {
            Val::Clock(clock) => Ok(clock),
            _ => Err(Undecided::Unknown),
        }
    }

    /// What `formula` is bound to, if it is a hole.
    #[must_use]
    pub fn bound(&self, formula: &Formula) -> Option<&Filled> {
        match formula {
            Formula::Hole(hole) => self.filled.get(*hole),
            _ => None,
        }
    }

    /// The mention that `formula`, a hole, is bound to.
    #[must_use]
    pub fn mention(&self, formula: &Formula) -> Option<&Mention> {
        match self.bound(formula)? {
            Filled::One(one) => Some(self.at(one.mention)),
            Filled::List(_) => None,
        }
    }

    /// The mention of that index.
    #[must_use]
    pub fn at(&self, mention: u32) -> &Mention {
        match self.instead {
            Some(instead) if instead.mention == mention => instead.says,
            _ => &self.mentions[mention as usize],
        }
    }

    /// The text of the mention that `formula`, a hole, is bound to.
    #[must_use]
    pub fn text_of(&self, formula: &Formula) -> Option<&str> {
        let Filled::One(one) = self.bound(formula)? else { return None };
        Some(match self.instead {
            Some(instead) if instead.mention == one.mention => instead.text,
            _ => &self.text[span_of(*one, self.mentions).range()],
        })
    }

    fn hole(&self, hole: usize) -> Answer {
        match &self.filled[hole] {
            Filled::One(one) => self.mention_value(*one),
            Filled::List(list) => {
                let items = list.firm().iter().map(|&item| match self.mention_value(item)? {
                    Val::Amount(interval, unit) => Ok((interval, unit)),
                    _ => Err(Undecided::Units),
                });
                Ok(Val::List(items.collect::<Result<_, _>>()?, list.closed))
            }
        }
    }

    /// The value of a mention, or of one end of it, under the reading.
    pub(super) fn mention_value(&self, what: Ref) -> Answer {
        Ok(match &self.at(what.mention).value {
            Value::Figure(figure) if self.printed => {
                Val::Amount(Interval::between(figure.from, figure.to), figure.unit)
            }
            Value::Figure(figure) => {
                Val::Amount(figure.interval(self.reading, self.widths), figure.unit)
            }
            Value::Pair(a, b) => Val::Pair(Box::new([a.figure(), b.figure()])),
            Value::Date(date) => Val::When(When::one(*date)),
            Value::Dates([first, last]) => Val::When(match what.part {
                Part::Whole => When { first: first.value, last: last.value },
                Part::First => When::one(first.value),
                Part::Last => When::one(last.value),
            }),
            Value::Clock(clock) => Val::Clock(*clock),
            Value::Clocks([first, last]) => {
                Val::Clock(if what.part == Part::Last { last.value } else { first.value })
            }
            Value::Weekday(day) => Val::Weekday(*day),
            Value::Code => return Err(Undecided::Unknown),
        })
    }

    fn logic(&self, op: Op, [left, right]: &[Formula; 2]) -> Answer {
        let a = self.truth(left)?;
        // The right side may be undecided where the left has decided already.
        match (op, a) {
            (Op::And, Truth::Never) | (Op::Or, Truth::Always) => Ok(Val::Truth(a)),
            (Op::And, _) => Ok(Val::Truth(a.and(self.truth(right)?))),
            _ => Ok(Val::Truth(a.or(self.truth(right)?))),
        }
    }

    fn binary(&self, op: Op, left: Val, right: Val) -> Answer {
        match (left, right) {
            (Val::Amount(a, x), Val::Amount(b, y)) if op.compares() => {
                Ok(Val::Truth(compare(op, a, self.convert(b, y, x)?)))
            }
            (Val::Amount(a, x), Val::Amount(b, y)) => self.arithmetic(op, (a, x), (b, y)),
            (Val::When(a), Val::When(b)) => compare_dates(op, a, b),
            (Val::Clock(a), Val::Clock(b)) => {
                let point = |clock: Clock| Interval::point(clock.seconds().into());
                Ok(Val::Truth(compare(op, point(a), point(b))))
            }
            (Val::Weekday(a), Val::Weekday(b)) => {
                Ok(Val::Truth(compare(op, Interval::point(a.into()), Interval::point(b.into()))))
            }
            (Val::Truth(a), Val::Truth(b)) if op == Op::Equal => {
                Ok(Val::Truth((a.and(b)).or((!a).and(!b))))
            }
            _ => Err(Undecided::Units),
        }
    }

    fn arithmetic(&self, op: Op, (a, x): (Interval, UnitId), (b, y): (Interval, UnitId)) -> Answer {
        let out = match op {
            Op::Add => (a.checked_add(self.convert(b, y, x)?), x),
            Op::Sub => (a.checked_sub(self.convert(b, y, x)?), x),
            // A product keeps the unit of its factor that has one; a quotient of like units has none.
            Op::Mul => (a.checked_mul(b), if x == UnitId::NONE { y } else { x }),
            Op::Div if y == UnitId::NONE => (a.checked_div(b), x),
            Op::Div => (a.checked_div(self.convert(b, y, x)?), UnitId::NONE),
            _ => (None, x),
        };
        Ok(Val::Amount(out.0.ok_or(Undecided::Arithmetic)?, out.1))
    }

    /// `interval` in the unit `from`, in the unit `to`.
    ///
    /// # Errors
    ///
    /// The units do not convert.
    pub fn convert(
        &self,
        interval: Interval,
        from: UnitId,
        to: UnitId,
    ) -> Result<Interval, Undecided> {
        if from == to {
            return Ok(interval);
        }
        let by = self.units.factor(from, to).or_else(|| share_factor(from, to));
        if let Some(by) = by {
            // A third or a twelfth has no end of digits: 60 months are 5 years by division only.
            let back = self.units.factor(to, from).filter(|_| by < Decimal::ONE);
            let out = match back {
                Some(back) => interval.checked_div(Interval::point(back)),
                None => interval.scaled(by),
            };
            return out.ok_or(Undecided::Arithmetic);
        }
        self.calendar_convert(interval, from, to).ok_or(Undecided::Units)
    }

    /// Months and years have no fixed number of days: 28…31, 365…366.
    fn calendar_convert(&self, interval: Interval, from: UnitId, to: UnitId) -> Option<Interval> {
        let days_of = |unit: UnitId| match unit {
            UnitId::YEAR => Some(Interval::between(365.into(), 366.into())),
            UnitId::MONTH => Some(Interval::between(28.into(), 31.into())),
            _ => None,
        };
        match (days_of(from), days_of(to)) {
            (Some(days), None) => {
                interval.checked_mul(days)?.scaled(self.units.factor(UnitId::DAY, to)?)
            }
            (None, Some(days)) => {
                interval.scaled(self.units.factor(from, UnitId::DAY)?)?.checked_div(days)
            }
            _ => None,
        }
    }
}

/// A number written in a rule, or chosen by it, takes the unit of what it is compared with.
fn adopt(left: &Formula, a: Val, right: &Formula, b: Val) -> (Val, Val) {
    match (a, b) {
        (Val::Amount(x, _), Val::Amount(y, unit)) if is_constant(left) => {
            (Val::Amount(x, unit), Val::Amount(y, unit))
        }
        (Val::Amount(x, unit), Val::Amount(y, _)) if is_constant(right) => {
            (Val::Amount(x, unit), Val::Amount(y, unit))
        }
        other => other,
    }
}

fn is_constant(formula: &Formula) -> bool {
    match formula {
        Formula::Number { percent, .. } => !percent,
        Formula::Negate(inner) => is_constant(inner),
        Formula::If(parts) => is_constant(&parts[1]) && is_constant(&parts[2]),
        _ => false,
    }
}

/// Percent, plain fractions and multiples are one number written in three ways; percentage points are not.
fn share_factor(from: UnitId, to: UnitId) -> Option<Decimal> {
    let hundredths = |unit| match unit {
        UnitId::PERCENT => Some(Decimal::ONE),
        UnitId::NONE | UnitId::TIMES => Some(Decimal::ONE_HUNDRED),
        _ => None,
    };
    hundredths(from)?.checked_div(hundredths(to)?)
}

fn compare(op: Op, a: Interval, b: Interval) -> Truth {
    match op {
        Op::Equal => a.equals(b),
        Op::Unequal => !a.equals(b),
        Op::Less => a.less(b),
        Op::AtMost => a.at_most_other(b),
        Op::Greater => b.less(a),
        _ => b.at_most_other(a),
    }
}

fn compare_dates(op: Op, a: When, b: When) -> Answer {
    Ok(Val::Truth(match op {
        Op::Equal => calendar::same(a, b)?,
        Op::Unequal => !calendar::same(a, b)?,
        Op::Less => calendar::before(a, b, false)?,
        Op::AtMost => calendar::before(a, b, true)?,
        Op::Greater => calendar::before(b, a, false)?,
        Op::AtLeast => calendar::before(b, a, true)?,
        _ => return Err(Undecided::Units),
    }))
}
