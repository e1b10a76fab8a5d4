//! Averages and prices: whether a mean is one of this total by that count.

use rust_decimal::Decimal;

use super::label::Label;
use super::{Answer, Env, Filled, Val};
use crate::engine::shadow::Ref;
use crate::rule::formula::Formula;
use crate::value::{Interval, Reading, Rounding, Undecided};

/// The word set of what makes a figure a mean: 日均, 平均每户.
const MEAN: &str = "mean-word";
/// The word set of what may stand around them and says nothing of what is averaged.
const PLAIN: &str = "mean-plain";
/// What tells a mean.
const AVERAGE: char = '均';
/// The word set of classifiers of people, whom 人均 counts.
const PEOPLE: &str = "people";

/// Whether a mean is of the same thing as a total: nothing else is named beside it.
pub(super) fn averages(env: &Env<'_>, each: &Formula, total: &Formula) -> Result<bool, Undecided> {
    let (each, total) = (Label::of(env, one(env, each)?), Label::of(env, one(env, total)?));
    let words = env.words.of(MEAN).iter();
    let found = words.filter_map(|word| Some((each.before.rfind(word.as_str())?, word.len())));
    let Some((at, length)) = found.min_by_key(|&(at, length)| (at, usize::MAX - length)) else {
        return Ok(false);
    };
    let (head, tail) = (plain(env, &each.before[..at]), plain(env, &each.before[at + length..]));
    let is_mean = total.before.contains(AVERAGE);
    let of_whose = head.is_empty() || total.before.contains(head);
    Ok(!is_mean && of_whose && (tail.is_empty() || total.says_some_of(tail)))
}

/// Whether a mean is told by what is counted: 户均, 每户 by 120户, 人均 by people.
pub(super) fn per(env: &Env<'_>, each: &Formula, count: &Formula) -> Result<bool, Undecided> {
    let (each, count) = (Label::of(env, one(env, each)?), Label::of(env, one(env, count)?));
    let unit = count.text.trim_start_matches(|c: char| !c.is_alphabetic() || NUMERALS.contains(c));
    let people = env.words.of(PEOPLE);
    let names = |unit: &str| {
        PER.iter().any(|[before, after]| each.before.contains(&format!("{before}{unit}{after}")))
    };
    let person = people.iter().any(|word| word == unit);
    Ok(!unit.is_empty() && (names(unit) || person && people.iter().any(|word| names(word))))
}

/// How a mean names what it is counted by.
const PER: [[&str; 2]; 4] = [["每", ""], ["", "均"], ["每一", ""], ["平均", ""]];
/// What a printed count begins with.
const NUMERALS: &str = "零〇一二两三四五六七八九十百千万亿余多来几数半";

/// Whether a price is of one of the things counted, in the currency of the total: 元/股, 股, 元.
pub(super) fn priced(env: &Env<'_>, arguments: &[Formula]) -> Result<bool, Undecided> {
    let [price, count, total] = arguments else { return Err(Undecided::Unknown) };
    let symbol = |hole| {
        let figure = env.mention(hole).and_then(|mention| mention.figure());
        figure.map(|figure| env.units.get(figure.unit).symbol.as_str()).ok_or(Undecided::Unknown)
    };
    Ok(symbol(price)?.split_once('/') == Some((symbol(total)?, symbol(count)?)))
}

/// A mean, rounded to its last place even where it counts whole things: 181宗 in 7 days are 26宗 a day.
pub(super) fn rounded(env: &Env<'_>, each: &Formula) -> Answer {
    let Val::Amount(interval, unit) = env.value(each)? else { return Err(Undecided::Units) };
    let figure =
        env.mention(each).and_then(|mention| mention.figure()).ok_or(Undecided::Unknown)?;
    let slack = match env.reading {
        Reading::Strict => figure.step / Decimal::TWO,
        Reading::Lenient => figure.step,
    };
    let plain = figure.rounding == Rounding::Exact && figure.hedges.is_empty();
    let plain = plain && !figure.is_range() && !env.printed;
    Ok(Val::Amount(if plain { Interval::around(figure.from, slack) } else { interval }, unit))
}

fn one(env: &Env<'_>, hole: &Formula) -> Result<Ref, Undecided> {
    match env.bound(hole) {
        Some(Filled::One(one)) => Ok(*one),
        _ => Err(Undecided::Unknown),
    }
}

/// A text without the words around it that say nothing.
fn plain<'t>(env: &Env<'_>, mut text: &'t str) -> &'t str {
    let words = env.words.of(PLAIN);
    let shorter = |text: &'t str| {
        let text = text.trim();
        words.iter().find_map(|word| {
            text.strip_prefix(word.as_str()).or_else(|| text.strip_suffix(word.as_str()))
        })
    };
    while let Some(rest) = shorter(text) {
        text = rest;
    }
    text.trim()
}
