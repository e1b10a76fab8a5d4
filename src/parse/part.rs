//! Parts and multiples: 半公斤, 三分之一, 百分之五, 翻两番.

use rust_decimal::Decimal;

use super::amount::ends_word;
use super::figure::{Reading, figure_of};
use super::hedge::Size;
use super::lexicon::Lexicon;
use super::mention::Kind;
use super::number::numeral;
use super::percent;
use super::quantity::measured;
use super::range::{Joint, joint};
use super::sign::{self, Signed};
use super::spot::Spot;
use super::words::Class;
use crate::value::{Figure, Rounding, UnitId};

/// 半公斤, 半加仑.
pub(super) fn half(spot: Spot<'_>, lexicon: &Lexicon) -> Option<Reading> {
    let tail = spot.rest().strip_prefix('半')?;
    if spot
        .before()
        .ends_with(['一', '大', '多', '过', '近', '上', '下', '前', '后', '对', '夜', '小', '各'])
    {
        return None;
    }
    let (len, word) = lexicon.words.behind(tail)?;
    if word.class != Class::Quantity || word.vague {
        return None;
    }
    let tenth = Decimal::new(1, 1);
    let value = Decimal::new(5, 1);
    let figure = Figure {
        step: tenth,
        round: tenth,
        rounding: Rounding::Rounded,
        ..Figure::exact(value, word.unit)
    };
    let len = '半'.len_utf8() + len;
    Some(Reading { kind: Kind::Quantity, figure, size: Size::Any, back: 0, len, lead: 0 })
}

/// 百分之五至百分之八, 三分之一, 四分之一公里.
pub(super) fn fraction(spot: Spot<'_>, lexicon: &Lexicon) -> Option<Reading> {
    let rest = spot.rest();
    let mut read = percent::begun(rest, spot.numeral()?)?;
    if read.kind == Kind::Percent
        && let Some((Joint::Word, gap)) = joint(&rest[read.len..])
    {
        let tail = &rest[read.len + gap..];
        let second = percent::fraction(tail)
            .filter(|second| second.kind == Kind::Percent)
            .map(|second| (second.amount, second.len))
            .or_else(|| {
                measured(tail, lexicon, false)
                    .filter(|m| m.word.is_none())
                    .map(|m| (m.amount, m.len))
            });
        if let Some((second, len)) = second {
            read.amount.to = second.to;
            read.len += gap + len;
        }
    }
    let sign = sign::before(
        spot.before(),
        Signed {
            degrees: false,
            measured: true,
            signs: read.kind == Kind::Percent,
            behind: spot.behind(),
        },
    );
    let mut unit = if read.kind == Kind::Percent { UnitId::PERCENT } else { UnitId::NONE };
    let mut kind = read.kind;
    if kind == Kind::Fraction
        && let Some((len, word)) = lexicon.words.behind(&rest[read.len..])
        && word.class == Class::Quantity
        && !word.vague
    {
        (kind, unit) = (Kind::Quantity, word.unit);
        read.len += len;
    }
    let mut figure = figure_of(&read.amount, unit, Rounding::Rounded);
    if sign.negative {
        (figure.from, figure.to) = (-figure.from, -figure.to);
    }
    Some(Reading { kind, figure, size: Size::Any, back: sign.len, len: read.len, lead: 0 })
}

/// 7 2 折: two digits that blanks have torn apart.
pub(super) fn torn_discount(spot: Spot<'_>) -> Option<Reading> {
    let first = spot.amount().filter(|read| read.is_digit())?;
    let rest = spot.rest();
    let tail = rest[first.len..].strip_prefix(' ')?;
    let (after, second) = numeral(tail).ok().filter(|(_, second)| second.value < Decimal::TEN)?;
    let after = after.strip_prefix(' ').unwrap_or(after).strip_prefix('折')?;
    let from = first.from * Decimal::TEN + second.value;
    let figure = Figure { rounding: Rounding::Rounded, ..Figure::exact(from, UnitId::PERCENT) };
    let len = rest.len() - after.len();
    (ends_word(after) && second.value.is_integer()).then_some(Reading {
        kind: Kind::Percent,
        figure,
        size: Size::Any,
        back: 0,
        len,
        lead: 0,
    })
}

/// 翻两番, 翻了近三番, 翻1.5番: twice as much for each.
pub(super) fn doublings(spot: Spot<'_>, lexicon: &Lexicon) -> Option<Reading> {
    let read = spot.amount()?;
    let tail = spot.rest()[read.len..].strip_prefix('番')?;
    let before = spot.before();
    let hedge = lexicon.hedging.before(before, Size::Any);
    let head = &before[..before.len() - hedge.map_or(0, |(len, _)| len)];
    let verb = ["翻了", "翻"].into_iter().find(|verb| head.ends_with(verb))?;
    let half = tail.starts_with('半') && read.from.is_integer();
    let more = if half { Decimal::new(5, 1) } else { Decimal::ZERO };
    let (from, _) = doubled(read.from + more)?;
    let (_, to) = doubled(read.to + more)?;
    // 翻一番 may be 1.8 or 2.2 times as much, but hardly 1.5.
    let step = from / Decimal::from(5);
    let mut figure = Figure { to, step, round: step, ..Figure::exact(from, UnitId::TIMES) };
    figure.rounding = if from == to { Rounding::Rounded } else { Rounding::Estimated };
    figure.hedges.before = hedge.map(|(_, effect)| effect);
    let len = read.len + "番".len() + if half { "半".len() } else { 0 };
    let back = before.len() - head.len() + verb.len();
    Some(Reading { kind: Kind::Multiple, figure, size: Size::Any, back, len, lead: 0 })
}

/// 2 to that power. Between whole ones: as much as that, or as much as those do who add half of the whole (翻一番半 is
/// 2.83 to some, 3 to others).
fn doubled(times: Decimal) -> Option<(Decimal, Decimal)> {
    let whole = u32::try_from(times.trunc()).ok().filter(|whole| *whole <= 30)?;
    let power = Decimal::from(1u64 << whole);
    // 2^x lies above 1 + x ln 2.
    let (rest, ln2) = (times.fract(), Decimal::new(69, 2));
    Some((power * (Decimal::ONE + rest * ln2), power * (Decimal::ONE + rest)))
}
