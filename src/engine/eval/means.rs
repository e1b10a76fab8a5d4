//! Averages and prices: whether a mean is one of this total by that count.

use rust_decimal::Decimal;

use super::label::Label;
use super::{Answer, Env, Filled, Val};
use crate::engine::shadow::Ref;
use crate::parse::{Kind, Mention};
use crate::rule::formula::Formula;
use crate::value::{Interval, Reading, Rounding, Undecided};

/// The word sets of what makes a figure a mean: 日均, 平均每户; 一箱.
const MEAN: [&str; 2] = ["mean-word", "one-pack"];
/// The word set of those that tell how often.
const TIMED: &str = "timed";
/// The word set of what may stand around them and says nothing of what is averaged.
const PLAIN: &str = "mean-plain";
/// What tells a mean.
const AVERAGE: char = '均';
/// The word set of verbs that say what is done with things and not which: 售出, 接待.
const VERBS: &str = "mean-verb";
/// The word set of what leads a total that has no other name.
const SUMMED: &str = "mean-total";
/// A mean by two counts at once: 每人每天.
const EACH: char = '每';
/// The word set of what makes a mean one of a part or a change: 增收, 净利.
const PART: &str = "mean-part";
/// The word sets of classifiers that count the same things; what they are called for in a mean may be any of them.
const GROUP: &str = "per-";

/// Whether a mean is of the same thing as a total: nothing else is named beside it but what is counted.
pub(super) fn averages(env: &Env<'_>, each: &Formula, total: &Formula) -> Result<bool, Undecided> {
    let (mean, total) = (one(env, each)?, Label::of(env, one(env, total)?));
    let each = Label::of(env, mean);
    let Some((head, tail)) = around(env, mean, &each) else { return Ok(false) };
    // 小店每天卖出600碗: before 每天 stands who does it, and not what is averaged.
    let subject = || env.words.of(TIMED).iter().any(|word| each.before.contains(word.as_str()));
    let is_mean = total.before.contains(AVERAGE);
    let of_whose = head.is_empty()
        || total.before.contains(head)
        || subject()
        || !each.before.is_empty() && follows(env, mean, &each, |it| it.kind == Kind::Count);
    let named = tail.is_empty() || total.before.contains(tail) || total.says_some_of(tail);
    let of_what = named || deals_alike(env, tail, &total);
    Ok(!is_mean && of_whose && of_what && !tail.contains(EACH))
}

/// Whether the words before a mean stand right behind such a figure: those behind a count begin with the noun of it, as
/// in 30名游客人均450元.
fn follows(env: &Env<'_>, mean: Ref, each: &Label<'_>, what: fn(&Mention) -> bool) -> bool {
    let before = mean.mention.checked_sub(1).map(|at| &env.mentions[at as usize]);
    before.is_some_and(|it| {
        what(it) && env.text[it.extent.end as usize..].trim_start().starts_with(each.before)
    })
}

/// One pound, one hour.
fn is_one(mention: &Mention) -> bool {
    let measures = matches!(mention.kind, Kind::Quantity | Kind::Duration);
    measures && mention.figure().is_some_and(|figure| figure.from == Decimal::ONE)
}

/// Whether a total behind a mean is what the mean comes to: it has no name of its own (每人3000元,共12万元), or that of the
/// mean.
pub(super) fn sums_up(env: &Env<'_>, each: &Formula, total: &Formula) -> Result<bool, Undecided> {
    let (mean, sum) = (one(env, each)?, one(env, total)?);
    let label = Label::of(env, sum);
    let summed = env
        .words
        .of(SUMMED)
        .iter()
        .filter_map(|word| label.before.rfind(word.as_str()).map(|at| at + word.len()));
    let summed = summed.max();
    // 6辆车共坐284人: what stands before 共 is the noun of the count.
    let of_count = follows(env, sum, &label, |it| it.kind == Kind::Count);
    let own = summed.filter(|_| of_count).map_or(label.before, |end| &label.before[end..]);
    let said = stripped(own, &[env.words.of(SUMMED), env.words.of(PLAIN)]);
    let led = summed.is_some() || label.before.is_empty() && mean < sum;
    let of_part = |tail: &str| env.words.of(PART).iter().any(|word| tail.contains(word.as_str()));
    let tail = around(env, mean, &Label::of(env, mean)).map(|(_, tail)| tail);
    let whole = || tail.is_some_and(|tail| !of_part(tail));
    // 每辆车坐49人,共坐284人: the same verb, and the noun of what is counted before it.
    let alike = || {
        tail.is_some_and(|tail| !said.is_empty() && tail.ends_with(said) && !tail.contains(EACH))
    };
    Ok(led && (said.is_empty() && whole() || alike()) || averages(env, each, total)?)
}

/// What stands before and behind the word that makes a figure a mean, as far as it says something.
fn around<'t>(env: &Env<'_>, mean: Ref, each: &Label<'t>) -> Option<(&'t str, &'t str)> {
    let words = MEAN.iter().flat_map(|set| env.words.of(set));
    let found = words.filter_map(|word| Some((each.before.rfind(word.as_str())?, word.len())));
    let found = found.min_by_key(|&(at, length)| (at, usize::MAX - length));
    // 一斤4.5元: the mean is of what the figure before it measures.
    let (at, length) = found.or_else(|| follows(env, mean, each, is_one).then_some((0, 0)))?;
    let plain = |text| stripped(text, &[env.words.of(PLAIN)]);
    Some((plain(&each.before[..at]), plain(&each.before[at + length..])))
}

/// Whether a mean only has a verb of trade beside it, 平均每天售出3万册, and the total no other one.
fn deals_alike(env: &Env<'_>, tail: &str, total: &Label<'_>) -> bool {
    let verbs = env.words.of(VERBS);
    let other = |verb: &String| verb != tail && total.before.contains(verb.as_str());
    verbs.iter().any(|verb| verb == tail) && !verbs.iter().any(other)
}

/// Whether a mean is told by what is counted: 户均, 每户 by 120户, 每班 by 12个班, 人均 by people, 场均 by rounds.
pub(super) fn per(env: &Env<'_>, each: &Formula, count: &Formula) -> Result<bool, Undecided> {
    let (each, count) = (Label::of(env, one(env, each)?), Label::of(env, one(env, count)?));
    let unit = count.text.trim_start_matches(|c: char| !c.is_alphabetic() || NUMERALS.contains(c));
    let names = |unit: &str| {
        PER.iter().any(|[before, after]| each.before.contains(&format!("{before}{unit}{after}")))
    };
    let mut groups = env.words.with_prefix(GROUP).filter(|group| group.iter().any(|it| it == unit));
    let mut alike = || groups.any(|group| group.iter().any(|word| names(word)));
    Ok(!unit.is_empty() && (names(unit) || alike() || nouns(count.after).any(names)))
}

/// What may be the noun at the start of a text: 班 of 班共有, 校 and 学校 of 学校招收.
fn nouns(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut ends = ends.take(2);
    let (first, second) = (ends.next(), ends.next());
    let whole = [first, second].into_iter().flatten().map(|end| &text[..end]);
    whole.chain(first.zip(second).map(|(first, second)| &text[first..second]))
}

/// How a mean names what it is counted by.
const PER: [[&str; 2]; 7] =
    [["每", ""], ["每个", ""], ["", "均"], ["每一", ""], ["平均", ""], ["", "产"], ["一", ""]];
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

/// A text without the words of `sets` around it.
fn stripped<'t>(mut text: &'t str, sets: &[&[String]]) -> &'t str {
    let shorter = |text: &'t str| {
        let text = text.trim();
        let words = sets.iter().copied().flatten();
        let rests = words
            .flat_map(|word| [text.strip_prefix(word.as_str()), text.strip_suffix(word.as_str())]);
        rests.flatten().min_by_key(|rest| rest.len())
    };
    while let Some(rest) = shorter(text) {
        text = rest;
    }
    text.trim()
}
