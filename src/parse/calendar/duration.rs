//! Lengths of time: 45天, 3个月, 一年零三个月, 两个半小时, 3-5天.

use rust_decimal::Decimal;

use super::words::{Needs, TimeUnit};
use super::{Parsed, Scene, blank, fail, joint, mention, offset, small};
use crate::parse::amount::{Amount, amount, ends_word};
use crate::parse::glyph::is_han;
use crate::parse::mention::{Kind, Mention, Value};
use crate::parse::spot::Spot;
use crate::value::{Effect, Figure, Hedges, Rounding, UnitId};

/// The length of time at the spot.
pub(super) fn read<'a>(spot: Spot<'a>, scene: Scene<'a>) -> Option<Mention> {
    if scene.before.ends_with('第') {
        return None;
    }
    let input = spot.rest();
    let (rest, figure) = scene.length(input).ok()?;
    if let Some((back, longer)) = one_and_a_half(scene.before, input, figure) {
        let span = spot.span_back(back, offset(input, rest));
        return Some(Mention {
            span,
            extent: span,
            kind: Kind::Duration,
            value: Value::Figure(longer),
        });
    }
    Some(mention(spot, offset(input, rest), Kind::Duration, Value::Figure(figure)))
}

/// 个半月 at the beginning of a clause: one and a half, as Hong Kong says it. 等了个半小时 may be half of one.
fn one_and_a_half(before: &str, input: &str, figure: Figure) -> Option<(usize, Figure)> {
    let head = before.strip_suffix('个').filter(|_| input.starts_with('半'))?;
    let opens = head.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let longer =
        Figure { from: figure.from + Decimal::ONE, to: figure.to + Decimal::ONE, ..figure };
    opens.then_some(('个'.len_utf8(), longer))
}

/// How many of a unit, as far as it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    pub from: Decimal,
    pub to: Decimal,
    pub step: Decimal,
    pub round: Decimal,
    pub rough: bool,
    /// Whether 多 or 余 stands inside.
    pub more: bool,
    /// Whether it is a plain 一.
    pub one: bool,
    /// Whether it begins with 两 or 个把, which only count.
    pub counted: bool,
    /// Whether days stand for years and months.
    pub nominal: bool,
}

impl Measure {
    fn of(amount: &Amount, one: bool) -> Self {
        let Amount { from, to, step, round, rough, more, .. } = *amount;
        Self { from, to, step, round, rough, more, one, counted: false, nominal: false }
    }

    /// 半.
    const HALF: Self = Self {
        from: HALF,
        to: HALF,
        step: HALF,
        round: HALF,
        rough: false,
        more: false,
        one: false,
        counted: false,
        nominal: false,
    };

    /// 个把: one, or a little more.
    const ONE_OR_SO: Self = Self {
        from: Decimal::ONE,
        to: Decimal::TWO,
        step: Decimal::ONE,
        round: Decimal::ONE,
        counted: true,
        ..Self::HALF
    };

    /// With a half more: 两个半, 两年半.
    pub(super) fn and_half(self) -> Self {
        let (from, to) = (self.from + HALF, self.to + HALF);
        Self { from, to, step: HALF, round: HALF, one: false, ..self }
    }

    /// With hundredths more: 10秒26.
    fn and_fraction(self, fraction: Decimal) -> Self {
        let (from, to) = (self.from + fraction, self.to + fraction);
        let step = Decimal::new(1, 2);
        Self { from, to, step, round: step, rough: true, one: false, ..self }
    }

    pub(super) fn scaled(self, by: Decimal) -> Option<Self> {
        Some(Self {
            from: self.from.checked_mul(by)?,
            to: self.to.checked_mul(by)?,
            step: self.step.checked_mul(by)?,
            round: self.round.checked_mul(by)?,
            ..self
        })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let sum = Self {
            from: self.from.checked_add(other.from)?,
            to: self.to.checked_add(other.to)?,
            ..other
        };
        Some(if self.nominal {
            Self { step: self.step, round: self.step, rough: true, ..sum }
        } else {
            sum
        })
    }

    /// In a smaller unit, if it has a number of them. Years and months have no fixed number of days: a year is taken for 365
    /// and a month for 30, as terms are counted that begin on no day of the calendar (民法典诉讼时效 and 民通意见, article 198),
    /// and the step is as wide as calendars differ from that.
    fn in_smaller(self, greater: UnitId, smaller: UnitId) -> Option<Self> {
        if smaller != UnitId::DAY || !matches!(greater, UnitId::YEAR | UnitId::MONTH) {
            return self.scaled(per(greater, smaller)?);
        }
        let whole = self.from == self.to && self.from.fract().is_zero();
        let months = self.from.checked_mul(per_month(greater)).filter(|_| whole)?;
        let years = (months / TWELVE).trunc();
        let odd = months - years * TWELVE;
        let days = years.checked_mul(Decimal::from(365))?.checked_add(odd * Decimal::from(30))?;
        let step = years.checked_add(odd + odd)?.checked_mul(Decimal::TWO)?;
        Some(Self { from: days, to: days, step, round: step, rough: true, nominal: true, ..self })
    }

    /// As a figure in a unit.
    pub(super) fn figure(self, unit: UnitId) -> Figure {
        Figure {
            from: self.from,
            to: self.to,
            step: self.step,
            round: self.round,
            rounding: if self.rough { Rounding::Rounded } else { Rounding::Exact },
            hedges: Hedges { inside: self.more.then_some(Effect::More), ..Hedges::default() },
            unit,
        }
    }
}

/// One half.
const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// The months of a year.
const TWELVE: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// A measure with its unit.
#[derive(Clone, Copy)]
struct Part<'w> {
    measure: Measure,
    unit: &'w TimeUnit,
}

impl<'a> Scene<'a> {
    fn length(self, input: &'a str) -> Parsed<'a, Figure> {
        if let Ok(found) = self.length_range(input) {
            return Ok(found);
        }
        let (mut rest, first) = self.part(input)?;
        let unit = first.unit;
        let counts = |part: Part<'_>| part.measure.scaled(part.unit.count.into());
        let (Some(mut total), mut id) = (counts(first), unit.unit) else { return fail(input) };
        let mut compound = false;
        while let Ok((tail, next)) = self.part(behind_and(rest)) {
            let Some(so_far) = total.in_smaller(id, next.unit.unit) else { break };
            let sum = counts(next).and_then(|more| so_far.plus(more));
            let Some(sum) = sum else { break };
            (total, id, rest, compound) = (sum, next.unit.unit, tail, true);
        }
        let bare = unit.needs == Some(Needs::Compound) && !self.turns(first, rest);
        let fragment = bare || self.is_article(first, rest);
        if fragment && !compound {
            return fail(input);
        }
        let rest = self.nights(id, rest);
        // 两个小时整.
        let full = rest.strip_prefix('整').filter(|rest| ends_word(rest));
        Ok((full.unwrap_or(rest), total.figure(id)))
    }

    /// 3-5天, 三至五年, 3天到5天.
    fn length_range(self, input: &'a str) -> Parsed<'a, Figure> {
        let (rest, first) = measure(input)?;
        let (rest, first_unit) = match self.unit(first, rest) {
            Ok((rest, (_, unit))) => (rest, Some(unit)),
            Err(_) => (rest, None),
        };
        let (rest, ()) = joint(rest)?;
        let (rest, Part { measure: second, unit }) = self.part(rest)?;
        let same = first_unit.is_none_or(|one| one.unit == unit.unit && one.count == unit.count);
        if !same || first.from >= second.to || unit.needs == Some(Needs::Compound) {
            return fail(input);
        }
        let joined = Measure { from: first.from, rough: first.rough || second.rough, ..second };
        match joined.scaled(unit.count.into()) {
            Some(joined) => Ok((rest, joined.figure(unit.unit))),
            None => fail(input),
        }
    }

    /// 两个半小时, 三个月, 20多天, 5年多, 半年.
    fn part(self, input: &'a str) -> Parsed<'a, Part<'a>> {
        let (rest, measure) = measure(input)?;
        // 两月 is no month of the year.
        let counted = measure.counted || input.starts_with(['两', '俩', '仨']);
        let measure = Measure { counted, ..measure };
        let (rest, (measure, unit)) = self.unit(measure, rest)?;
        Ok((rest, Part { measure, unit }))
    }

    /// The unit behind a measure, with 个, 半 and 多 around it.
    fn unit(self, measure: Measure, input: &'a str) -> Parsed<'a, (Measure, &'a TimeUnit)> {
        let input = blank(input);
        let measured = input.strip_prefix('个');
        let (rest, measure) = match measured {
            Some(rest) => match (rest.strip_prefix('半'), rest.strip_prefix(['多', '余'])) {
                (Some(rest), _) if !measure.more => (rest, measure.and_half()),
                (_, Some(rest)) => (rest, Measure { more: true, one: false, ..measure }),
                _ => (rest, measure),
            },
            None => (input, measure),
        };
        let unit = self.words.units.iter().find_map(|unit| {
            let rest = rest.strip_prefix(&*unit.text)?;
            (!rest.starts_with(|c| unit.not_after.contains(c))).then_some((rest, unit))
        });
        let Some((rest, unit)) = unit else { return fail(input) };
        let bare = unit.needs == Some(Needs::Measure) && measured.is_none();
        let counted = unit.needs == Some(Needs::Bare) && measured.is_some();
        let alone =
            !measure.more && !measure.counted && measure.from != HALF && !self.counts_months();
        if counted || bare && alone {
            return fail(input);
        }
        if measure.more {
            return Ok((rest, (measure, unit)));
        }
        if unit.unit == UnitId::SECOND
            && let Some((rest, fraction)) = hundredths(rest)
        {
            return Ok((rest, (measure.and_fraction(fraction), unit)));
        }
        if let Some(rest) = rest.strip_prefix('半') {
            // 五分半钟 needs nothing beside it.
            let minutes = self.words.units.iter().find(|unit| &*unit.text == "分钟");
            return Ok(match (rest.strip_prefix('钟'), minutes) {
                (Some(rest), Some(minutes)) if &*unit.text == "分" => {
                    (rest, (measure.and_half(), minutes))
                }
                _ => (rest, (measure.and_half(), unit)),
            });
        }
        // 5年多, but not 5年多次获奖.
        let more = rest.strip_prefix('多').filter(|rest| self.ends_more(rest));
        match more {
            Some(rest) => Ok((rest, (Measure { more: true, one: false, ..measure }, unit))),
            None => Ok((rest, (measure, unit))),
        }
    }

    /// Whether 多 is the end of a length, by what follows it.
    fn ends_more(self, rest: &str) -> bool {
        rest.chars().next().is_none_or(|c| !is_han(c) || self.words.more.before.contains(c))
    }

    /// Whether it is the 十三分半 of 十三分半以内, which no score is.
    fn turns(self, part: Part<'_>, rest: &str) -> bool {
        let half = part.measure.step == HALF && part.unit.unit == UnitId::MINUTE;
        half && self.words.more.turns.iter().any(|word| rest.starts_with(&**word))
    }

    /// Whether it is the 一 of 这一年 and 一年一度.
    fn is_article(self, part: Part<'_>, rest: &str) -> bool {
        let words = &self.words.one;
        // 开工的一年前 counts from the day spoken of.
        let counts = || {
            self.before.ends_with('的')
                && words.unless_after.iter().any(|word| rest.starts_with(&**word))
        };
        // 后一年 is the next one, 婚后一年 a year.
        let next = self.before.strip_suffix('后').is_some_and(|head| !head.ends_with(is_han));
        part.measure.one
            && (next
                || self.before.ends_with(|c| words.not_before.contains(c))
                    && !self.follows(&words.unless_before)
                    && !counts()
                || rest.starts_with(|c| words.not_after.contains(c))
                    && !words.unless_after.iter().any(|word| rest.starts_with(&**word)))
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

/// A number with what stands inside it, or 半.
pub(super) fn measure(input: &str) -> Parsed<'_, Measure> {
    if let Some(rest) = input.strip_prefix('半') {
        return Ok((rest, Measure::HALF));
    }
    if let Some(rest) = input.strip_prefix("个把") {
        return Ok((rest, Measure::ONE_OR_SO));
    }
    match amount(input) {
        Some(read) if !(read.is_bare_magnitude() && read.from > Decimal::ONE_HUNDRED) => {
            let one = &input[..read.len] == "一";
            Ok((blank(&input[read.len..]), Measure::of(&read, one)))
        }
        _ => fail(input),
    }
}

/// The 26 of 10秒26.
fn hundredths(input: &str) -> Option<(&str, Decimal)> {
    let digits = input.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &input[digits..];
    let ends = digits == 2 && !rest.starts_with(['.', '%']);
    let value = input[..digits].parse().ok().filter(|_| ends)?;
    Some((rest, Decimal::new(value, 2)))
}

/// Skips what joins the parts of a length: 一年零三个月.
fn behind_and(input: &str) -> &str {
    let rest = blank(input);
    if !rest.starts_with(['零', '又', '加', '外']) {
        return rest;
    }
    let words = ["外加", "再加", "加上", "又加", "零", "又", "加"];
    words.iter().find_map(|word| rest.strip_prefix(word)).map_or(rest, blank)
}

/// How many months a year or a month has.
fn per_month(unit: UnitId) -> Decimal {
    if unit == UnitId::YEAR { TWELVE } else { Decimal::ONE }
}

/// How many of the smaller unit one of the greater is.
fn per(greater: UnitId, smaller: UnitId) -> Option<Decimal> {
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
