//! Lengths of time: 45天, 3个月, 一年零三个月, 两个半小时, 3-5天.

use nom::Parser;
use nom::combinator::opt;
use rust_decimal::Decimal;

use super::calendar::{Parsed, Scene, blank, fail, joint, mention, offset, small};
use super::calendar_words::{Needs, TimeUnit};
use super::mention::{Kind, Mention, Value};
use super::number::{Numeral, numeral};
use super::spot::Spot;
use crate::value::{Effect, Figure, Hedges, Rounding, UnitId};

/// The length of time at the spot.
pub(super) fn read<'a>(spot: Spot<'a>, scene: Scene<'a>) -> Option<Mention> {
    if scene.before.ends_with('第') {
        return None;
    }
    let input = spot.rest();
    let (rest, figure) = scene.length(input).ok()?;
    Some(mention(spot, offset(input, rest), Kind::Duration, Value::Figure(figure)))
}

/// How many, before a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub from: Decimal,
    pub to: Decimal,
    pub step: Decimal,
    pub round: Decimal,
    pub rough: bool,
    pub inside: Option<Effect>,
    /// Whether it is a plain 一.
    pub one: bool,
}

impl Amount {
    fn of(numeral: &Numeral, one: bool) -> Self {
        let Numeral { value, step, round, rough, .. } = *numeral;
        Self { from: value, to: value, step, round, rough, inside: None, one }
    }

    fn exact(value: Decimal, step: Decimal) -> Self {
        Self { from: value, to: value, step, round: step, rough: false, inside: None, one: false }
    }

    fn scaled(self, by: Decimal) -> Option<Self> {
        Some(Self {
            from: self.from.checked_mul(by)?,
            to: self.to.checked_mul(by)?,
            step: self.step.checked_mul(by)?,
            round: self.round.checked_mul(by)?,
            ..self
        })
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            from: self.from.checked_add(other.from)?,
            to: self.to.checked_add(other.to)?,
            step: other.step,
            round: other.round,
            rough: other.rough,
            inside: other.inside,
            one: false,
        })
    }

    /// As a figure in a unit.
    pub(super) fn figure(self, unit: UnitId) -> Figure {
        Figure {
            from: self.from,
            to: self.to,
            step: self.step,
            round: self.round,
            rounding: if self.rough { Rounding::Rounded } else { Rounding::Exact },
            hedges: Hedges { inside: self.inside, ..Hedges::default() },
            unit,
        }
    }
}

/// An amount with its unit.
#[derive(Clone, Copy)]
struct Part<'w> {
    amount: Amount,
    unit: &'w TimeUnit,
}

impl<'a> Scene<'a> {
    fn length(self, input: &'a str) -> Parsed<'a, Figure> {
        if let Ok(found) = self.length_range(input) {
            return Ok(found);
        }
        let (mut rest, first) = self.part(input)?;
        let unit = first.unit;
        let counts = |part: Part<'_>| part.amount.scaled(part.unit.count.into());
        let (Some(mut total), mut id) = (counts(first), unit.unit) else { return fail(input) };
        let mut compound = false;
        while let Ok((tail, next)) = self.part(behind_and(rest)) {
            let Some(factor) = smaller(id, next.unit.unit) else { break };
            let sum =
                total.scaled(factor).zip(counts(next)).and_then(|(so_far, more)| so_far.plus(more));
            let Some(sum) = sum else { break };
            (total, id, rest, compound) = (sum, next.unit.unit, tail, true);
        }
        if unit.needs == Some(Needs::Compound) && !compound
            || !compound && self.is_article(first, rest)
        {
            return fail(input);
        }
        Ok((self.nights(id, rest), total.figure(id)))
    }

    /// 3-5天, 三至五年, 3天到5天.
    fn length_range(self, input: &'a str) -> Parsed<'a, Figure> {
        let (rest, from) = self.amount(input)?;
        let (rest, first_unit) = match self.unit(from, rest) {
            Ok((rest, (_, unit))) => (rest, Some(unit)),
            Err(_) => (rest, None),
        };
        let (rest, ()) = joint(rest)?;
        let (rest, to) = self.part(rest)?;
        let unit = to.unit;
        let same =
            first_unit.is_none_or(|first| first.unit == unit.unit && first.count == unit.count);
        if !same || from.from >= to.amount.to || unit.needs == Some(Needs::Compound) {
            return fail(input);
        }
        let joined = Amount { from: from.from, rough: from.rough || to.amount.rough, ..to.amount };
        match joined.scaled(unit.count.into()) {
            Some(joined) => Ok((rest, joined.figure(unit.unit))),
            None => fail(input),
        }
    }

    /// 两个半小时, 三个月, 20多天, 5年多, 半年.
    fn part(self, input: &'a str) -> Parsed<'a, Part<'a>> {
        let (rest, amount) = self.amount(input)?;
        let (rest, (amount, unit)) = self.unit(amount, rest)?;
        Ok((rest, Part { amount, unit }))
    }

    /// A number with 多, 余 or 几 behind it, or 半.
    pub(super) fn amount(self, input: &'a str) -> Parsed<'a, Amount> {
        let half = Decimal::new(5, 1);
        if let Some(rest) = input.strip_prefix('半') {
            return Ok((rest, Amount::exact(half, half)));
        }
        let (rest, number) = numeral(input)?;
        if number.headless && number.value > Decimal::ONE_HUNDRED {
            return fail(input);
        }
        let mut amount = Amount::of(&number, &input[..number.len] == "一");
        if let Some(estimate) = estimate(&number) {
            (amount.from, amount.to) = estimate;
        }
        Ok(self.inside(amount, blank(rest)))
    }

    fn inside(self, amount: Amount, input: &'a str) -> (&'a str, Amount) {
        let found = self
            .words
            .inside
            .iter()
            .find_map(|(word, effect)| Some((input.strip_prefix(&**word)?, *effect)));
        match found {
            Some((rest, effect)) => (rest, Amount { inside: Some(effect), one: false, ..amount }),
            None => (input, amount),
        }
    }

    /// The unit behind an amount, with 个 and 半 around it.
    fn unit(self, amount: Amount, input: &'a str) -> Parsed<'a, (Amount, &'a TimeUnit)> {
        let half = Decimal::new(5, 1);
        let plus_half = |amount: Amount| Amount {
            from: amount.from + half,
            to: amount.to + half,
            step: half,
            round: half,
            one: false,
            ..amount
        };
        let (rest, measured) = match input.strip_prefix('个') {
            Some(rest) => (rest, true),
            None => (input, false),
        };
        let (rest, mut amount) = match rest.strip_prefix('半') {
            Some(rest) if measured && amount.inside.is_none() => (rest, plus_half(amount)),
            _ if measured => self.inside(amount, rest),
            _ => (rest, amount),
        };
        let Some((rest, unit)) = self.words.units.iter().find_map(|unit| {
            let rest = rest.strip_prefix(&*unit.text)?;
            (!rest.starts_with(|c| unit.not_after.contains(c))).then_some((rest, unit))
        }) else {
            return fail(input);
        };
        let bare_month = unit.needs == Some(Needs::Measure) && !measured;
        if bare_month && amount.inside.is_none() && amount.from != half {
            return fail(input);
        }
        let rest = match rest.strip_prefix('半') {
            Some(rest) if amount.inside.is_none() => {
                amount = plus_half(amount);
                rest
            }
            _ => {
                let (tail, more) = self.inside(amount, rest);
                let fresh =
                    amount.inside.is_none() && !tail.starts_with('的') && rest.starts_with('多');
                if fresh {
                    amount = more;
                    tail
                } else {
                    rest
                }
            }
        };
        Ok((rest, (amount, unit)))
    }

    /// Whether it is the 一 of 这一年 and 一年一度.
    fn is_article(self, part: Part<'_>, rest: &str) -> bool {
        let words = &self.words.one;
        part.amount.one
            && (self.before.ends_with(|c| words.not_before.contains(c))
                || rest.starts_with(|c| words.not_after.contains(c)))
    }

    /// The nights of 三天两夜, which add nothing to the days.
    fn nights(self, unit: UnitId, input: &'a str) -> &'a str {
        if unit != UnitId::DAY {
            return input;
        }
        match small(input) {
            Ok((rest, _)) => rest.strip_prefix(['夜', '晚']).unwrap_or(input),
            Err(_) => input,
        }
    }
}

/// Skips what joins the parts of a length: 一年零三个月.
fn behind_and(input: &str) -> &str {
    let rest = blank(input);
    opt(nom::character::complete::one_of::<_, _, ()>("零又加"))
        .parse(rest)
        .map_or(rest, |(rest, _)| rest)
}

/// Two digits in a row that are an estimate: 三五天, 七八年.
fn estimate(number: &Numeral) -> Option<(Decimal, Decimal)> {
    let value = number.value;
    let (tens, ones) = ((value / Decimal::TEN).trunc(), value % Decimal::TEN);
    let near = ones == tens + Decimal::ONE || tens == Decimal::from(3) && ones == Decimal::from(5);
    (number.row && number.len == 6 && near).then_some((tens, ones))
}

/// How many of the smaller unit one of the greater is.
fn smaller(greater: UnitId, smaller: UnitId) -> Option<Decimal> {
    Some(Decimal::from(match (greater, smaller) {
        (UnitId::YEAR, UnitId::MONTH) => 12,
        (UnitId::WEEK, UnitId::DAY) => 7,
        (UnitId::DAY, UnitId::HOUR) => 24,
        (UnitId::DAY, UnitId::MINUTE) => 1440,
        (UnitId::HOUR, UnitId::MINUTE) | (UnitId::MINUTE, UnitId::SECOND) => 60,
        (UnitId::HOUR, UnitId::SECOND) => 3600,
        _ => return None,
    }))
}
