//! Figures at a candidate: number, count, quantity, money, percent, fraction, multiple, rank, ratio, with their hedges.

use rust_decimal::Decimal;

use super::amount::{Amount, ends_word};
use super::hedge::Size;
use super::lexicon::Lexicon;
use super::mention::{Kind, Mention, Value};
use super::number::Written;
use super::quantity::{Measured, measured};
use super::range::{Joint, between, carried, joint};
use super::sign::{self, Signed};
use super::spot::Spot;
use super::words::Class;
use super::{money, part, quantity, rank};
use crate::span::Span;
use crate::value::{Effect, Figure, Hedges, Rounding, Unit, UnitId};

/// A figure before its hedges are known: how far it reaches from the candidate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) kind: Kind,
    pub(super) figure: Figure,
    /// What hedges it takes.
    pub(super) size: Size,
    pub(super) back: usize,
    pub(super) len: usize,
    /// Bytes in front of it and its hedge that belong to it: 【人民币】约23.5亿, 【每小时】120公里.
    pub(super) lead: usize,
}

/// A figure in words, 首位, 过半, or half of a unit: what is found from a character that is no numeral.
pub(crate) fn worded(spot: Spot<'_>, lexicon: &Lexicon) -> Option<Mention> {
    if let Some(found) = lexicon.ranks.fixed(spot.before(), spot.rest()) {
        let (kind, mut figure) = (found.value.kind, found.value.figure);
        let mut back = found.back;
        if kind == Kind::Percent && spot.before().ends_with('负') && back == 0 {
            (figure.from, figure.to, back) = (-figure.from, -figure.to, '负'.len_utf8());
        }
        let reading = Reading { kind, figure, size: Size::Any, back, len: found.len, lead: 0 };
        return Some(dress(reading, spot, lexicon));
    }
    Some(dress(part::half(spot, lexicon)?, spot, lexicon))
}

/// The figure whose first numeral stands at the spot.
pub(crate) fn read(spot: Spot<'_>, lexicon: &Lexicon) -> Option<Mention> {
    if let Some(mention) = worded(spot, lexicon) {
        return Some(mention);
    }
    if let Some(ranked) = lexicon.ranks.read(spot) {
        let span = spot.span_back(ranked.back, ranked.len);
        let value =
            if ranked.kind == Kind::Code { Value::Code } else { Value::Figure(ranked.figure) };
        return Some(Mention { span, extent: span, kind: ranked.kind, value });
    }
    if let Some(pair) = lexicon.codes.scores.ratio(spot) {
        let span = spot.span(0, pair.len);
        return Some(Mention {
            span,
            extent: span,
            kind: pair.kind,
            value: Value::Pair(pair.sides.0, pair.sides.1),
        });
    }
    let reading = part::fraction(spot, lexicon)
        .or_else(|| part::doublings(spot, lexicon))
        .or_else(|| part::torn_discount(spot))
        .or_else(|| amount_with_unit(spot, lexicon))?;
    Some(dress(reading, spot, lexicon))
}

/// A number with its unit, or two of them joined.
fn amount_with_unit(spot: Spot<'_>, lexicon: &Lexicon) -> Option<Reading> {
    let (before, rest) = (spot.before(), spot.rest());
    let alone = before.trim_matches([' ', '-', '+', '负']).is_empty();
    let first = quantity::begun(spot.amount()?, rest, lexicon, alone);
    let mut read = match second(&first, rest, lexicon) {
        Some(range) => range,
        None => Read { first, last: first, len: first.len },
    };
    let currency = money::prefix(before, lexicon).filter(|prefix| prefix.goes_with(&read.last));
    // 人民币约23.5亿
    let apart = if currency.is_none() && read.last.word.is_none() && read.last.amount.magnitude > 0
    {
        let hedge = lexicon.hedging.before(before, Size::Any);
        hedge.and_then(|(len, _)| money::prefix(&before[..before.len() - len], lexicon))
    } else {
        None
    };
    let kind = if currency.or(apart).is_some() { Kind::Money } else { kind_of(&read.last) };
    let sign = sign::before(
        currency.map_or(before, |prefix| &before[..before.len() - prefix.len]),
        signed(&read, kind, alone, spot, lexicon),
    );
    let back = currency.map_or(0, |prefix| prefix.len) + sign.len;
    if !stands(&read, spot, kind, alone, back > 0, lexicon) {
        return None;
    }
    let unit = match (currency.or(apart), sign.scale) {
        (Some(prefix), _) => prefix.unit,
        (None, Some(scale)) => lexicon.degrees(scale).unwrap_or_else(|| read.last.unit()),
        (None, None) => read.last.unit(),
    };
    if sign.negative {
        read.negate(sign.shared);
    }
    let rounding = rounding(&read, kind);
    let amount = Amount {
        from: read.first.amount.from,
        to: read.last.amount.to,
        step: read.first.amount.step.max(read.last.amount.step),
        round: read.first.amount.round.max(read.last.amount.round),
        ..read.last.amount
    };
    let figure = figure_of(&amount, unit, rounding);
    let paced = kind == Kind::Quantity && back == 0;
    let lead = match apart {
        Some(prefix) => prefix.len,
        None if paced => pace(before, lexicon.units.get(unit)),
        None => 0,
    };
    Some(Reading { kind, figure, size: size(&read.first.amount), back, len: read.len, lead })
}

/// The bytes of what makes the length behind it a speed.
///
/// Its unit stays that of the length: 由每小时15公里提高到18公里 is one change.
fn pace(before: &str, unit: &Unit) -> usize {
    let per = ["每小时", "每分钟", "每秒", "每秒钟"].into_iter().find(|per| before.ends_with(per));
    per.filter(|_| unit.dimension == "length").map_or(0, str::len)
}

/// What is known of a number before its sign is.
fn signed(read: &Read, kind: Kind, alone: bool, spot: Spot<'_>, lexicon: &Lexicon) -> Signed {
    let degrees = is_temperature(&read.last, lexicon);
    Signed {
        degrees,
        measured: alone
            || read.last.word.is_some()
            || read.last.amount.rough
            || read.len > read.last.len,
        signs: degrees || kind == Kind::Percent,
        behind: spot.behind(),
    }
}

/// One figure, or the two of a range.
struct Read {
    first: Measured,
    last: Measured,
    len: usize,
}

impl Read {
    /// Puts a minus before the first, and before the second where it shares the unit and the sign (零下5到8摄氏度).
    fn negate(&mut self, shared: bool) {
        self.first.amount.from = -self.first.amount.from;
        if self.len == self.first.len || shared && self.first.word.is_none() {
            self.last.amount.to = -self.last.amount.to;
        }
    }
}

/// The second figure of a range that begins with `first`.
fn second(first: &Measured, rest: &str, lexicon: &Lexicon) -> Option<Read> {
    if first.amount.estimate {
        return None;
    }
    let (how, gap) = joint(&rest[first.len..])?;
    let start = first.len + gap;
    let tail = &rest[start..];
    let skip = ["零下", "零上", "-", "负", "+"]
        .into_iter()
        .find(|sign| tail.starts_with(sign))
        .unwrap_or("");
    let mut last = measured(&tail[skip.len()..], lexicon, false)?;
    last.len += skip.len();
    let (negative, warm) = (matches!(skip, "零下" | "-" | "负"), skip == "零上");
    let mut len = start + last.len;
    match how {
        Joint::And if tail[..last.len].ends_with('间') => {
            // 20与30间 are no rooms.
            last = Measured { word: None, ..last };
        }
        Joint::And => len += between(&rest[len..])?,
        Joint::Dash if last.word.is_none() && !is_plain_range(&first.amount, &last.amount) => {
            return None;
        }
        Joint::Word | Joint::Dash => {}
    }
    let same = match (first.word, last.word) {
        (Some(a), Some(b)) => {
            let (a, b) = (lexicon.units.get(a.unit), lexicon.units.get(b.unit));
            a.dimension == b.dimension && (a.family == b.family)
        }
        (None, Some(_)) => true,
        (Some(_), None) => false,
        (None, None) => {
            first.amount.numeral.digits == last.amount.numeral.digits && !last.amount.numeral.row
        }
    };
    if !same || last.amount.estimate {
        return None;
    }
    let mut first = *first;
    if first.word.is_none() {
        first.amount = carried(first.amount, &last.amount, &tail[skip.len()..]);
        first = rescaled(first, &last);
    } else {
        convert(&mut first, &last, lexicon)?;
    }
    if negative {
        last.amount.to = -last.amount.to;
        last.amount.from = -last.amount.from;
    }
    if negative || warm {
        // Its sign is its own: keep the sign before the first from spreading.
        first.word = last.word;
    }
    Some(Read { first, last, len })
}

/// The first of 三到五成 is in tens too.
fn rescaled(first: Measured, last: &Measured) -> Measured {
    let by = match last.word {
        Some(word) if word.class == Class::Tenths => Decimal::TEN,
        Some(word) if word.power == -1 => Decimal::new(1, 1),
        Some(word) if word.power == -2 => Decimal::new(1, 2),
        _ => return first,
    };
    first.amount.scaled(by).map_or(first, |amount| Measured { amount, ..first })
}

/// 500米至3公里: the first in the unit of the second.
fn convert(first: &mut Measured, last: &Measured, lexicon: &Lexicon) -> Option<()> {
    let factor = lexicon.units.factor(first.unit(), last.unit())?;
    if factor != Decimal::ONE {
        first.amount = first.amount.scaled(factor)?;
    }
    Some(())
}

/// 3-5 alone is a range only if it rises and is small or precise enough not to be a code.
fn is_plain_range(first: &Amount, last: &Amount) -> bool {
    first.from < last.from && (first.rough || last.rough)
}

fn kind_of(read: &Measured) -> Kind {
    match read.word.map(|word| word.class) {
        None | Some(Class::Blocked) => Kind::Number,
        Some(Class::Quantity) => Kind::Quantity,
        Some(Class::Count | Class::Colloquial) => Kind::Count,
        Some(Class::Money | Class::SmallMoney) => Kind::Money,
        Some(Class::Percent | Class::Tenths) => Kind::Percent,
        Some(Class::Point) => Kind::PercentPoint,
        Some(Class::Times) => Kind::Multiple,
    }
}

/// Whether what was read is a figure at all: Chinese numerals need a unit or more than one character.
fn stands(
    read: &Read,
    spot: Spot<'_>,
    kind: Kind,
    alone: bool,
    signed: bool,
    lexicon: &Lexicon,
) -> bool {
    let amount = &read.first.amount;
    let tail = &spot.rest()[read.len..];
    if amount.is_bare_magnitude() && read.first.len == read.len {
        let hedged = lexicon.hedging.before(spot.before(), Size::Headless).is_some();
        // 万元左右; but 亿元以上 says of a project which it is.
        let about = matches!(lexicon.hedging.after(tail), Some((_, Effect::About)));
        return hedged
            || about
            || amount.more
            || amount.estimate
            || spot.before().ends_with('每') && kind != Kind::Number;
    }
    if amount.numeral.digits == Written::Arabic || kind != Kind::Number {
        return true;
    }
    // 万万 is 'by no means'.
    if spot.rest()[..read.len] == *"万万" {
        return false;
    }
    // 拾 is 'to pick up'.
    if alone && spot.rest() != "拾" && tail.trim_end_matches(['。', '.', '!', '?']).is_empty() {
        return true;
    }
    // 肆 and its like are common characters besides.
    if amount.numeral.formal
        && !amount.numeral.rough
        && amount.magnitude == 0
        && amount.to < Decimal::TEN * Decimal::TEN
    {
        return false;
    }
    let single = amount.len <= 3;
    let hedge = lexicon.hedging.before(spot.before(), Size::Any).is_some() && ends_word(tail);
    match (amount.estimate, amount.numeral.row) {
        (true, _) => amount.to >= Decimal::from(20) || amount.len > 6 && ends_word(tail),
        (_, true) => false,
        _ => !single || signed || hedge,
    }
}

fn rounding(read: &Read, kind: Kind) -> Rounding {
    let (first, last) = (&read.first.amount, &read.last.amount);
    if first.estimate {
        return Rounding::Estimated;
    }
    let whole = matches!(kind, Kind::Count | Kind::Number);
    if whole && !first.rough && !last.rough { Rounding::Exact } else { Rounding::Rounded }
}

fn size(amount: &Amount) -> Size {
    let large =
        amount.magnitude > 0 || amount.numeral.headless || amount.from >= Decimal::ONE_HUNDRED;
    if amount.is_bare_magnitude() || amount.numeral.headless {
        Size::Headless
    } else if large {
        Size::Large
    } else {
        Size::Any
    }
}

pub(super) fn figure_of(amount: &Amount, unit: UnitId, rounding: Rounding) -> Figure {
    let inside = amount.more.then_some(Effect::More);
    Figure {
        from: amount.from,
        to: amount.to,
        step: amount.step,
        round: amount.round,
        rounding: if amount.estimate { Rounding::Estimated } else { rounding },
        hedges: Hedges { inside, ..Hedges::default() },
        unit,
    }
}

fn is_temperature(read: &Measured, lexicon: &Lexicon) -> bool {
    // 摄氏37°: the sign of angles too.
    read.word.is_some_and(|word| {
        let unit = lexicon.units.get(word.unit);
        unit.dimension == "temperature" || unit.family == "angle"
    })
}

/// A figure with the hedges around it.
fn dress(reading: Reading, spot: Spot<'_>, lexicon: &Lexicon) -> Mention {
    let Reading { kind, figure, size, back, len, lead } = reading;
    let span = spot.span_back(back, len);
    let mut mention = Mention { span, extent: span, kind, value: Value::Figure(figure) };
    if figure.is_range() {
        mention.extent = enclosed(mention, spot);
    }
    let mut mention = add_hedges(mention, size, spot, lexicon);
    mention.extent.start -= lead as u32;
    mention
}

/// A range with the words that say it is one: 【介于5%和8%之间】.
fn enclosed(mention: Mention, spot: Spot<'_>) -> Span {
    let mut extent = mention.extent;
    let rest = spot.from(extent.end);
    if rest.starts_with("之间") {
        extent.end += "之间".len() as u32;
    } else if !spot.up_to(extent.end).ends_with('间') {
        return extent;
    }
    let before = spot.up_to(extent.start);
    let lead = ["介于", "位于", "介乎", "界乎"].into_iter().find(|word| before.ends_with(word));
    extent.start -= lead.map_or(0, str::len) as u32;
    extent
}

/// A duration or an age with the hedges around it; other calendar mentions as they are.
pub(crate) fn hedged(mention: Mention, spot: Spot<'_>, lexicon: &Lexicon) -> Mention {
    add_hedges(young(mention, spot), Size::Any, spot, lexicon)
}

/// 十个月大, 90天大: a length of time that is the age of the very young. Not 三天大雨.
fn young(mention: Mention, spot: Spot<'_>) -> Mention {
    let Some(tail) = spot.from(mention.span.end).strip_prefix('大') else { return mention };
    let ends =
        ends_word(tail) || tail.starts_with(['的', '时', '了', '婴', '男', '女', '宝', '小']);
    if mention.kind != Kind::Duration || !ends {
        return mention;
    }
    let span = Span { end: mention.span.end + '大'.len_utf8() as u32, ..mention.span };
    Mention { kind: Kind::Age, span, extent: span, ..mention }
}

fn add_hedges(mut mention: Mention, size: Size, spot: Spot<'_>, lexicon: &Lexicon) -> Mention {
    let Value::Figure(figure) = &mut mention.value else { return mention };
    if figure.hedges.before.is_none()
        && let Some((len, effect)) = lexicon.hedging.before(spot.up_to(mention.extent.start), size)
    {
        figure.hedges.before = Some(effect);
        let tens = mention.kind == Kind::Age && spot.up_to(mention.span.end).ends_with('旬');
        if tens && matches!(effect, Effect::Near | Effect::Under) {
            // 七旬 is 70 and more, 近七旬 is not.
            figure.hedges.inside = None;
        }
        mention.extent.start -= len as u32;
    }
    if figure.hedges.after.is_none()
        && let Some((len, effect)) = lexicon.hedging.after(spot.from(mention.extent.end))
    {
        figure.hedges.after = Some(effect);
        mention.extent.end += len as u32;
    }
    mention
}

/// Whether an amount counts terms of office and the like as ordinals: 二十届.
pub(crate) fn term(spot: Spot<'_>) -> Option<Mention> {
    let read = spot.amount()?;
    let tail = spot.rest()[read.len..].trim_start_matches(' ');
    (tail.starts_with('届') && rank::is_term(read)).then_some(())?;
    let span = spot.span(0, read.len);
    Some(Mention {
        span,
        extent: span,
        kind: Kind::Ordinal,
        value: Value::Figure(Figure::exact(read.from, UnitId::NONE)),
    })
}
