//! Fractions: 百分之五, 千分之三, 三分之一, 三又二分之一, 1/3.

use rust_decimal::Decimal;

use super::amount::{Amount, amount, ends_word};
use super::mention::Kind;
use super::number::{Numeral, Written, numeral};

/// A fraction as printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fraction {
    /// [`Kind::Percent`] for 百分之, 千分之, 万分之; else [`Kind::Fraction`].
    pub(crate) kind: Kind,
    /// The value.
    pub(crate) amount: Amount,
    /// Bytes read.
    pub(crate) len: usize,
}

/// The fraction whose denominator (or whole part) stands at the start of `input`.
pub(crate) fn fraction(input: &str) -> Option<Fraction> {
    let (_, first) = numeral(input).ok()?;
    begun(input, &first)
}

/// The fraction that begins with the numeral `first`.
pub(crate) fn begun(input: &str, first: &Numeral) -> Option<Fraction> {
    let rest = &input[first.len..];
    if !rest.starts_with(['分', '份', '又', '/', ' ']) {
        return None;
    }
    if let Some(tail) = rest.trim_start_matches(' ').strip_prefix('又') {
        let whole = first.value;
        let blanks = tail.len() - tail.trim_start_matches(' ').len();
        let tail_text = tail.trim_start_matches(' ');
        let (under, first) = numeral(tail_text).ok()?;
        let part = match under.strip_prefix('/') {
            Some(tail) => slash(first.value, first.digits, tail, first.len + 1),
            None => of(tail_text, &first).or_else(|| short(tail_text, &first)),
        }?;
        let from = whole.checked_add(part.amount.from)?;
        let len = input.len() - tail.len() + blanks + part.len;
        return Some(Fraction {
            kind: Kind::Fraction,
            amount: Amount { from, to: from, ..part.amount },
            len,
        });
    }
    if let Some(tail) = rest.strip_prefix('/') {
        return slash(first.value, first.digits, tail, first.len + 1);
    }
    of(input, first).or_else(|| short(input, first))
}

/// 三分一, 三份一, 十分三: how Hong Kong writes 三分之一.
fn short(input: &str, denominator: &Numeral) -> Option<Fraction> {
    let tail = input[denominator.len..].strip_prefix(['分', '份'])?;
    let (rest, numerator) = numeral(tail).ok()?;
    let single = |read: &Numeral| {
        read.digits == Written::Chinese && !read.loose && read.len == '一'.len_utf8()
    };
    let proper = single(denominator) && single(&numerator) && numerator.value < denominator.value;
    let ends = ends_word(rest)
        || rest.starts_with(['的', '以', '议', '会', '席', '选', '票'])
        || PORTIONS.iter().any(|unit| rest.starts_with(unit));
    if !proper || !ends || numerator.value.is_zero() {
        return None;
    }
    let value = numerator.value.checked_div(denominator.value)?;
    let step = coarseness(denominator.value)?;
    let len = input.len() - rest.len();
    let amount = Amount::from(numerator);
    let amount = Amount { from: value, to: value, step, round: step, rough: true, len, ..amount };
    Some(Fraction { kind: Kind::Fraction, amount, len })
}

/// What one takes a third of.
const PORTIONS: [&str; 12] =
    ["人士", "受访", "市民", "升", "公升", "茶匙", "汤匙", "公里", "英里", "杯", "磅", "公斤"];

/// A分之B.
fn of(input: &str, denominator: &Numeral) -> Option<Fraction> {
    let tail = parts_of(&input[denominator.len..])?;
    let negative = tail.starts_with('负');
    let tail = if negative { &tail['负'.len_utf8()..] } else { tail };
    let numerator = amount(tail)
        .filter(|numerator| !numerator.numeral.headless || &tail[..numerator.len] == "百")?;
    let len = input.len() - tail.len() + numerator.len;
    let sign = if negative { -Decimal::ONE } else { Decimal::ONE };
    let percent = denominator.headless && !denominator.value.is_zero();
    let by = if percent {
        Decimal::ONE_HUNDRED.checked_div(denominator.value)?
    } else {
        Decimal::ONE.checked_div(denominator.value)?
    };
    let divide = |value: Decimal| {
        if percent { value.checked_mul(by) } else { value.checked_div(denominator.value) }
    };
    let exact = Amount {
        from: divide(numerator.from)? * sign,
        to: divide(numerator.to)? * sign,
        rough: true,
        len,
        ..numerator
    };
    let amount = if percent {
        Amount {
            step: numerator.step.checked_mul(by)?,
            round: numerator.round.checked_mul(by)?,
            ..exact
        }
    } else {
        let step = coarseness(denominator.value)?;
        Amount { step, round: step, ..exact }
    };
    Some(Fraction { kind: if percent { Kind::Percent } else { Kind::Fraction }, amount, len })
}

/// What follows 分之 or 份之, over blanks between its characters.
fn parts_of(rest: &str) -> Option<&str> {
    let blank = |text: &'_ str| text.len() - text.trim_start_matches(' ').len();
    let tail = rest[blank(rest)..].strip_prefix(['分', '份'])?;
    let tail = tail[blank(tail)..].strip_prefix('之')?;
    Some(&tail[blank(tail)..])
}

/// Half the way to the neighbouring fraction: a reader takes 三分之一 for something like a third.
fn coarseness(denominator: Decimal) -> Option<Decimal> {
    let step = Decimal::new(5, 1).checked_div(denominator)?;
    Some(step.min(Decimal::new(5, 2)).round_dp(6).max(Decimal::new(1, 6)))
}

/// 1/3: a proper fraction of small whole numbers that no further slash follows.
fn slash(over: Decimal, digits: Written, tail: &str, len: usize) -> Option<Fraction> {
    let (rest, under) = numeral(tail).ok()?;
    let plain = digits == Written::Arabic && under.digits == Written::Arabic && !under.rough;
    let small = over >= Decimal::ONE && over < under.value && under.value <= Decimal::ONE_HUNDRED;
    if !plain || !small || !over.is_integer() || rest.starts_with(['/', '.', '-']) {
        return None;
    }
    let step = coarseness(under.value)?;
    let value = over.checked_div(under.value)?;
    let len = len + under.len;
    let amount = Amount {
        from: value,
        to: value,
        step,
        round: step,
        rough: true,
        len,
        ..Amount::from(under)
    };
    Some(Fraction { kind: Kind::Fraction, amount, len })
}
