//! Shares whose part, whole and percentage stand apart, and shares that no whole number of things can have.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::kinds::name;
use super::label::Label;
use super::{Answer, Env, Filled, Val};
use crate::engine::shadow::{Part, Ref};
use crate::parse::Kind;
use crate::rule::formula::Formula;
use crate::value::{Figure, Interval, Reading, Rounding, Truth, Undecided, UnitId};

/// So many figures before a part, and after it, may be its whole.
const BEFORE: u32 = 14;
const AFTER: u32 = 4;
/// How far before a percentage the name of its whole begins, in bytes.
const REACH: usize = 60;
/// The verb in front of a percentage.
const TAKES_UP: char = '占';
/// The word sets of what stands before and behind the name of a whole.
const HEAD: &str = "whole-head";
const TAIL: &str = "whole-tail";

/// Whether some other figure of the paragraph makes the percentage right: it may be the whole that is meant.
pub(super) fn elsewhere(env: &Env<'_>, part: &Formula, rate: &Formula) -> Result<bool, Undecided> {
    let at = mention(env, part)?;
    let (amount, rate) = (env.amount(part)?, percent(env, rate)?);
    let near = at.saturating_sub(BEFORE)..at.saturating_add(AFTER + 1);
    Ok(near.filter(|&other| other != at && same_paragraph(env, at, other)).any(|other| {
        figure(env, other).is_some_and(|other| {
            let share = share(env, amount, other);
            let is = |share: Option<Interval>| {
                share.is_some_and(|share| share.equals(rate).is_possible())
            };
            let all = Interval::point(Decimal::ONE_HUNDRED);
            is(share) || is(share.and_then(|share| all.checked_sub(share)))
        })
    }))
}

/// Whether another part behind the total has just the share of it that is told: then the total is the whole of the list.
pub(super) fn confirmed(env: &Env<'_>, total: &Formula, part: &Formula) -> Result<bool, Undecided> {
    let (whole, part) = (mention(env, total)?, mention(env, part)?);
    let total = env.amount(total)?;
    let pairs =
        (whole + 1..whole + BEFORE).filter(|&at| at != part && same_paragraph(env, whole, at));
    Ok(pairs.into_iter().any(|at| {
        let takes_up = between(env, at).is_some_and(|text| text.contains(TAKES_UP));
        let rate = figure(env, at + 1).filter(|(_, unit)| *unit == UnitId::PERCENT);
        takes_up
            && figure(env, at).zip(rate).is_some_and(|(one, (rate, _))| {
                share(env, one, total).is_some_and(|share| share.equals(rate).is_possible())
            })
    }))
}

/// Whether the percentage says by name whose share it is (占软件业务收入的), and the total has that name.
pub(super) fn of_named(env: &Env<'_>, rate: &Formula, total: &Formula) -> Result<bool, Undecided> {
    let base = whole_name(env, mention(env, rate)?);
    let total = Ref { mention: mention(env, total)?, part: Part::Whole };
    Ok(base.chars().count() >= 2 && Label::of(env, total).names(env, base))
}

/// Whether the clause of a percentage begins with what a part is called: 民办117家,民办机构占54.4%.
pub(super) fn speaks_of(env: &Env<'_>, rate: &Formula, part: &Formula) -> Result<bool, Undecided> {
    let of = |hole| Ok(Ref { mention: mention(env, hole)?, part: Part::Whole });
    let (rate, name) = (Label::of(env, of(rate)?), name(env, of(part)?));
    Ok(name.chars().count() >= 2 && rate.before.starts_with(name))
}

/// Whether two parts are said to be shares of one whole.
pub(super) fn of_one_whole(env: &Env<'_>, arguments: &[Formula]) -> Result<bool, Undecided> {
    let [a, p, b, q] = arguments else { return Err(Undecided::Unknown) };
    let name = |rate| Ok(whole_name(env, mention(env, rate)?));
    let (x, y) = (name(p)?, name(q)?);
    let [x_len, y_len] = [x, y].map(|name| name.chars().count());
    let label = |part| Ok(Label::of(env, Ref { mention: mention(env, part)?, part: Part::Whole }));
    // Another date may be another whole.
    let apart = (mention(env, a)?..mention(env, b)?)
        .any(|at| matches!(env.mentions[at as usize].kind, Kind::Date | Kind::DateRange));
    let (a, b) = (label(a)?, label(b)?);
    let one = x == y && x_len >= 4
        || x_len.max(y_len) >= 5 && x_len.min(y_len) >= 2 && (x.starts_with(y) || y.starts_with(x));
    Ok(one && !apart && a.shares_a_word_with(&b))
}

/// The whole of which `part` is `rate` percent.
pub(super) fn implied(env: &Env<'_>, part: &Formula, rate: &Formula) -> Answer {
    let ((part, unit), rate) = (env.amount(part)?, percent(env, rate)?);
    let whole = part.checked_div(rate).and_then(|whole| whole.scaled(Decimal::ONE_HUNDRED));
    Ok(Val::Amount(whole.ok_or(Undecided::Arithmetic)?, unit))
}

/// More things than this have nearly every percentage.
const FEW: u32 = 200;

/// Whether a whole number of `total` things can be `rate` percent of them: of seven, no 35 percent.
pub(super) fn possible(env: &Env<'_>, total: &Formula, rate: &Formula) -> Answer {
    let figure = env.mention(total).and_then(|mention| mention.figure());
    let count = figure.filter(|figure| {
        figure.rounding == Rounding::Exact && figure.hedges.is_empty() && !figure.is_range()
    });
    let count =
        count.and_then(|figure| figure.from.to_u32()).filter(|count| (1..=FEW).contains(count));
    let (Some(count), rate) = (count, percent(env, rate)?) else {
        return Ok(Val::Truth(Truth::Maybe));
    };
    let share = |k: u32| Decimal::from(k * 100) / Decimal::from(count);
    Ok(Val::Truth(Truth::known((0..=count).any(|k| rate.contains(share(k))))))
}

/// The first side of a ratio over the second, each rounded to its last place.
pub(super) fn proportion(env: &Env<'_>, ratio: &Formula) -> Answer {
    let Val::Pair(sides) = env.value(ratio)? else { return Err(Undecided::Units) };
    let slack = |step: Decimal| match env.reading {
        Reading::Strict => step / Decimal::TWO,
        Reading::Lenient => step,
    };
    // In 98:1 the one is no rounded figure.
    let side = |figure: Figure| {
        let exact = figure.from == Decimal::ONE;
        Interval::around(figure.from, if exact { Decimal::ZERO } else { slack(figure.step) })
    };
    let [a, b] = sides.map(side);
    let quotient = a.checked_div(b).ok_or(Undecided::Arithmetic)?;
    Ok(Val::Amount(quotient, UnitId::NONE))
}

/// The name of the whole between 占 and the percentage, without 公司, 总 before it and 的比重 behind it.
fn whole_name<'t>(env: &Env<'t>, rate: u32) -> &'t str {
    let start = env.mentions[rate as usize].extent.start as usize;
    let from = rate.checked_sub(1).map_or(0, |at| env.mentions[at as usize].extent.end as usize);
    let Some(at) = env.text[from.min(start)..start].rfind(TAKES_UP) else { return "" };
    let mut name = &env.text[from + at + TAKES_UP.len_utf8()..start];
    if name.len() > REACH || name.contains(['由', '从']) {
        return "";
    }
    let (heads, tails) = (env.words.of(HEAD), env.words.of(TAIL));
    while let Some(rest) = heads.iter().find_map(|word| name.strip_prefix(word.as_str())) {
        name = rest;
    }
    while let Some(rest) = tails.iter().find_map(|word| name.strip_suffix(word.as_str())) {
        name = rest;
    }
    name
}

fn mention(env: &Env<'_>, hole: &Formula) -> Result<u32, Undecided> {
    match env.bound(hole) {
        Some(Filled::One(one)) => Ok(one.mention),
        _ => Err(Undecided::Unknown),
    }
}

fn figure(env: &Env<'_>, at: u32) -> Option<(Interval, UnitId)> {
    env.mentions.get(at as usize)?;
    match env.mention_value(Ref { mention: at, part: Part::Whole }) {
        Ok(Val::Amount(interval, unit)) => Some((interval, unit)),
        _ => None,
    }
}

/// The text between a mention and the next one.
fn between<'t>(env: &Env<'t>, at: u32) -> Option<&'t str> {
    let [a, b] = env.mentions.get(at as usize..at as usize + 2)? else { return None };
    env.text.get(a.extent.end as usize..b.extent.start as usize)
}

fn same_paragraph(env: &Env<'_>, a: u32, b: u32) -> bool {
    let (a, b) = (a.min(b), a.max(b));
    let place =
        |at: u32| env.mentions.get(at as usize).map(|mention| mention.extent.start as usize);
    let text = place(a).zip(place(b)).and_then(|(a, b)| env.text.get(a..b));
    text.is_some_and(|text| !text.contains('\n'))
}

fn percent(env: &Env<'_>, rate: &Formula) -> Result<Interval, Undecided> {
    let (rate, unit) = env.amount(rate)?;
    env.convert(rate, unit, UnitId::PERCENT)
}

fn share(
    env: &Env<'_>,
    (part, unit): (Interval, UnitId),
    whole: (Interval, UnitId),
) -> Option<Interval> {
    env.units.factor(whole.1, unit)?;
    let whole = env.convert(whole.0, whole.1, unit).ok()?;
    part.checked_div(whole)?.scaled(Decimal::ONE_HUNDRED)
}
