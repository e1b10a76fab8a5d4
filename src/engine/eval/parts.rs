//! Totals and their parts.

use std::ops::Range;

use rust_decimal::Decimal;

use super::function::Amount;
use super::{Answer, Env, Filled, Val};
use crate::engine::list::OPEN;
use crate::engine::shadow::{Part, Ref};
use crate::parse::Mention;
use crate::rule::formula::Formula;
use crate::value::{End, Figure, Interval, Rounding, Truth, Undecided, UnitId};

/// The sum of amounts that convert into each other.
pub(super) fn sum(env: &Env<'_>, items: &[Amount]) -> Answer {
    let (&(first, unit), rest) = items.split_first().ok_or(Undecided::Unknown)?;
    let mut total = first;
    for &(item, of) in rest {
        total = total.checked_add(env.convert(item, of, unit)?).ok_or(Undecided::Arithmetic)?;
    }
    Ok(Val::Amount(total, unit))
}

/// Whether the items add up to a total: all of them, or the first few of them (or the last few, for a list that stands
/// before its total), because a reader may have taken the list to be longer than it is.
pub(super) fn adds_up(env: &Env<'_>, (total, unit): Amount, items: &[Amount]) -> Answer {
    let mut found = Truth::Never;
    for count in 2..=items.len() {
        for part in [&items[..count], &items[items.len() - count..]] {
            if let Val::Amount(sum, of) = sum(env, part)? {
                found = found.or(env.convert(sum, of, unit)?.equals(total));
            }
        }
    }
    Ok(Val::Truth(found))
}

/// The largest of several intervals: its ends are the largest of their ends.
pub(super) fn max(env: &Env<'_>, items: &[Amount]) -> Answer {
    let (&(first, unit), rest) = items.split_first().ok_or(Undecided::Unknown)?;
    let larger = |a: Option<End>, b: Option<End>, absent_wins: bool| match (a, b) {
        (Some(a), Some(b)) => Some(if (b.at, a.open) > (a.at, b.open) { b } else { a }),
        (a, b) => {
            if absent_wins {
                None
            } else {
                a.or(b)
            }
        }
    };
    let mut top = first;
    for &(item, of) in rest {
        let item = env.convert(item, of, unit)?;
        let (lo, hi) = (larger(top.lo(), item.lo(), false), larger(top.hi(), item.hi(), true));
        top = Interval::new(lo, hi).ok_or(Undecided::Arithmetic)?;
    }
    Ok(Val::Amount(top, unit))
}

/// The word sets of partitions; each names all parts of a whole.
const PARTITION: &str = "partition-";
/// The word set of what is left when the other parts are told.
const REST: &str = "the-rest";

/// Whether the list names every part of its total: those of a partition, or the rest.
pub(super) fn complete(env: &Env<'_>, arguments: &[Formula]) -> Result<bool, Undecided> {
    Ok(!wholes(env, arguments)?.is_empty())
}

/// Where the parts are all named, whether they add up; otherwise, whether none is larger than the total.
pub(super) fn breaks_down(env: &Env<'_>, total: Amount, arguments: &[Formula]) -> Answer {
    let items = amounts(env, &arguments[1])?;
    let wholes = wholes(env, arguments)?;
    if wholes.is_empty() {
        return bounds(env, total, arguments);
    }
    let mut found = Truth::Never;
    for count in wholes {
        if let Val::Amount(sum, unit) = sum(env, &items[..count])? {
            found = found.or(env.convert(sum, unit, total.1)?.equals(total.0));
        }
    }
    // Whoever counts further, or not so far, may have meant that.
    let Val::Truth(counted) = adds_up(env, total, &items)? else { return Err(Undecided::Unknown) };
    found = found.or(counted);
    let Val::Amount(sum, unit) = sum(env, &items)? else { return Err(Undecided::Unknown) };
    Ok(Val::Truth(found.or(earlier(env, &arguments[0], |other, of| {
        Ok(env.convert(sum, unit, of)?.equals(other))
    }))))
}

/// Whether no part is larger than its total, or than another figure that stands before it and may be the total.
fn bounds(env: &Env<'_>, (total, unit): Amount, arguments: &[Formula]) -> Answer {
    let [whole, parts] = arguments else { return Err(Undecided::Unknown) };
    let (firm, _) = super::function::list(env, parts)?;
    let Val::Amount(largest, of) = max(env, &firm)? else { return Err(Undecided::Unknown) };
    let largest = env.convert(largest, of, unit)?;
    if items(env, parts)?.iter().any(|&item| negative(env, item)) {
        return Ok(Val::Truth(Truth::Maybe));
    }
    let mut found = largest.at_most_other(total);
    if found == Truth::Never && sentence_ends_before(env, arguments) {
        // The next sentence may speak of something else.
        return Err(Undecided::Unknown);
    }
    found = found.or(earlier(env, whole, |other, of| {
        Ok(env.convert(largest, unit, of)?.at_most_other(other))
    }));
    Ok(Val::Truth(found))
}

/// Whether the list does not stand in the sentence of its total.
fn sentence_ends_before(env: &Env<'_>, arguments: &[Formula]) -> bool {
    let end = |at: usize| env.bound(&arguments[at]).and_then(|filled| filled.refs().first());
    let [Some(total), Some(first)] = [end(0), end(1)] else { return true };
    let span = |what: &Ref| env.mentions[what.mention as usize].span;
    let between = env.text.get(span(total).end as usize..span(first).start as usize);
    between.is_none_or(|text| text.contains(ENDS))
}

/// Whether something holds of a figure before the total in its sentence, which may be the total as well.
fn earlier(
    env: &Env<'_>,
    total: &Formula,
    holds: impl Fn(Interval, UnitId) -> Result<Truth, Undecided>,
) -> Truth {
    let Some(Filled::One(one)) = env.bound(total) else { return Truth::Never };
    let mut next = env.mentions[one.mention as usize].extent.start;
    for at in (0..one.mention).rev() {
        let other = env.mentions[at as usize].extent;
        if env.text[other.end.min(next) as usize..next as usize].contains(ENDS) {
            break;
        }
        next = other.start;
        let value = env.mention_value(Ref { mention: at, part: Part::Whole });
        if let Ok(Val::Amount(other, of)) = value
            && holds(other, of).is_ok_and(Truth::is_possible)
        {
            return Truth::Maybe;
        }
    }
    Truth::Never
}

/// What a sentence ends with.
const ENDS: [char; 2] = ['。', '\n'];
/// Dimensions in which figures do not add up.
const INTENSIVE: [&str; 8] = [
    "temperature",
    "speed",
    "pressure",
    "frequency",
    "radiation",
    "sound",
    "grade",
    "percent-point",
];

/// Whether figures in this unit add up: not prices, degrees or index points.
pub(super) fn additive(env: &Env<'_>, figure: &Figure) -> bool {
    let unit = env.units.get(figure.unit);
    !unit.symbol.contains('/') && !INTENSIVE.contains(&unit.dimension.as_str())
}

/// Whether a slip of the pen keeps the parts from adding up: the total has four digits and more, and it is off by what
/// one wrong digit, or two that were swapped, makes. So few totals are off by that much by chance that the list was meant
/// to be complete.
pub(super) fn misadded(env: &Env<'_>, total: &Mention, parts: &Formula) -> Result<bool, Undecided> {
    let Some(total) = total.figure() else { return Ok(false) };
    let Some(Filled::List(list)) = env.bound(parts) else { return Err(Undecided::Unknown) };
    let figures: Option<Vec<&Figure>> =
        list.items.iter().map(|item| env.mentions[item.mention as usize].figure()).collect();
    let Some(figures) = figures else { return Ok(false) };
    let counts = [list.firm, list.items.len()];
    let by_slip = |&count: &usize| off_by_slip(env, total, &figures[..count]).unwrap_or(false);
    let exact = |count: &usize| {
        let units = figures[..*count].iter().map(|figure| (figure.from, figure.unit));
        count >= &2 && units.clone().all(|(_, unit)| env.units.factor(unit, total.unit).is_some())
    };
    Ok(counts.iter().filter(|count| exact(count)).any(by_slip))
}

/// Fewer digits than this say little.
const DIGITS: u32 = 4;

fn off_by_slip(env: &Env<'_>, total: &Figure, parts: &[&Figure]) -> Option<bool> {
    let mut place = total.round;
    let mut sum = Decimal::ZERO;
    for part in parts {
        let by = env.units.factor(part.unit, total.unit)?;
        place = place.min(part.round.checked_mul(by)?);
        sum = sum.checked_add(part.from.checked_mul(by)?)?;
        if part.is_range() || !part.hedges.is_empty() || part.from <= Decimal::ZERO {
            return Some(false);
        }
    }
    let long = place.checked_mul(Decimal::from(10_u64.pow(DIGITS - 1)))?;
    let same_place = place == total.round || total.rounding == Rounding::Exact;
    if !total.hedges.is_empty()
        || total.is_range()
        || !same_place
        || total.from < long
        || sum < long
    {
        return Some(false);
    }
    let off = (total.from - sum).abs().checked_div(place)?;
    if off <= Decimal::from(parts.len()) {
        return Some(false);
    }
    let mut off = u64::try_from(off.normalize()).ok()?;
    while off % 10 == 0 {
        off /= 10;
    }
    Some(off < 10 || off % 9 == 0 && off / 9 < 10)
}

/// The word set of amounts that are taken away: 亏损, 净流出.
const NEGATIVE: &str = "negative";

/// All items of a list, those behind a full stop too; losses and outflows with their sign.
fn amounts(env: &Env<'_>, parts: &Formula) -> Result<Vec<Amount>, Undecided> {
    let items = items(env, parts)?.iter().map(|&item| match env.mention_value(item)? {
        Val::Amount(interval, unit) if negative(env, item) => Ok((-interval.abs(), unit)),
        Val::Amount(interval, unit) => Ok((interval, unit)),
        _ => Err(Undecided::Units),
    });
    items.collect()
}

fn negative(env: &Env<'_>, item: Ref) -> bool {
    let label = Label::of(env, item);
    env.words.of(NEGATIVE).iter().any(|word| label.before.contains(word.as_str()))
}

/// How many items stand before the first full stop.
fn firm(env: &Env<'_>, parts: &Formula) -> Result<usize, Undecided> {
    match env.bound(parts) {
        Some(Filled::List(list)) => Ok(list.firm),
        _ => Err(Undecided::Unknown),
    }
}

fn items<'a>(env: &'a Env<'_>, parts: &Formula) -> Result<&'a [Ref], Undecided> {
    match env.bound(parts) {
        Some(Filled::List(list)) => Ok(&list.items),
        _ => Err(Undecided::Unknown),
    }
}

/// How many of the first items of a list are all parts of a whole, once for every partition they name.
fn wholes(env: &Env<'_>, arguments: &[Formula]) -> Result<Vec<usize>, Undecided> {
    let [total, parts] = arguments else { return Err(Undecided::Unknown) };
    let items = items(env, parts)?;
    let labels: Vec<Label<'_>> = items.iter().map(|item| Label::of(env, *item)).collect();
    let whole = match env.bound(total) {
        Some(Filled::One(one)) => Label::of(env, *one),
        _ => return Err(Undecided::Unknown),
    };
    let mut found: Vec<usize> = env
        .words
        .with_prefix(PARTITION)
        .filter_map(|words| partitioned(env, words, &whole, &labels))
        .collect();
    found.extend(rest(env, &items[..firm(env, parts)?], &labels));
    Ok(found)
}

/// How many items a partition takes, if the first items are just its parts, in any order.
fn partitioned(
    env: &Env<'_>,
    words: &[String],
    whole: &Label<'_>,
    labels: &[Label<'_>],
) -> Option<usize> {
    let (names, parts): (Vec<&str>, Vec<&str>) =
        words.iter().map(String::as_str).partition(|word| word.starts_with(['=', '*']));
    let first = labels.get(..parts.len())?;
    let named =
        |part: &&str| first.iter().filter(|label| label.has_beside(part, &names)).count() == 1;
    let each =
        |label: &Label<'_>| parts.iter().filter(|part| label.has_beside(part, &names)).count() == 1;
    let wholly = |name: &&str| {
        let unit = name.starts_with('*');
        let has = |name: &str| if unit { whole.text.contains(name) } else { whole.has(name) };
        name[1..].split('|').any(has)
    };
    let itself = parts.iter().any(|part| whole.has_beside(part, &names));
    (!itself
        && names.iter().all(wholly)
        && parts.iter().all(named)
        && first.iter().all(each)
        && unqualified(env, &parts, whole, first))
    .then_some(parts.len())
}

/// The word set of what may stand beside the name of a part and narrows it to nothing.
const BESIDE: &str = "part-beside";
/// The word set of parts that are verbs: what stands behind them is their object.
const VERB: &str = "part-verb";

/// Whether the parts are of the same thing as the whole: 机电产品出口 is a part of 出口, and 邻区出口 none at all.
fn unqualified(env: &Env<'_>, parts: &[&str], whole: &Label<'_>, labels: &[Label<'_>]) -> bool {
    let plain = |text: &str| {
        let mut text = text;
        let words = env.words.of(BESIDE);
        while let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word.as_str())) {
            text = rest;
        }
        text.len()
    };
    let mut first = None;
    labels.iter().all(|label| {
        let places = parts.iter().filter_map(|part| Some((label.before.find(part)?, *part)));
        let (at, part) = places.min().unwrap_or((label.before.len(), ""));
        let before = &label.before[..at];
        let before = &before[before.len() - plain(before)..];
        let verb = env.words.of(VERB).iter().any(|word| word == part);
        let object = verb && plain(&label.before[at + part.len()..]) > 0;
        let same = *first.get_or_insert(before) == before;
        !object && (before.is_empty() || same || whole.before.contains(before))
    })
}

/// How many items there are up to the one that is all the rest, unless the list is open before it.
fn rest(env: &Env<'_>, items: &[Ref], labels: &[Label<'_>]) -> Option<usize> {
    let words = env.words.of(REST);
    let at = labels
        .iter()
        .take(items.len())
        .position(|label| words.iter().any(|word| label.before.starts_with(word.as_str())))
        .filter(|&at| at > 0)?;
    let span = |at: usize| env.mentions[items[at].mention as usize].span;
    let inside = &env.text[span(0).start as usize..span(at).start as usize];
    let before_rest = inside.rfind([',', ';', '。', '、']).map_or(inside, |at| &inside[..at]);
    let open = env.words.of(OPEN).iter().any(|word| before_rest.contains(word.as_str()));
    (!open).then_some(at + 1)
}

/// What stands around a figure in its clause.
pub(super) struct Label<'t> {
    text: &'t str,
    before: &'t str,
    after: &'t str,
}

/// How far a label reaches, in bytes.
const REACH: usize = 60;
/// What a clause ends with, and an item of a list.
const EDGES: [char; 9] = [',', ';', ':', '。', '、', '(', ')', '\n', ' '];

impl<'t> Label<'t> {
    pub(super) fn of(env: &Env<'t>, what: Ref) -> Self {
        let at = what.mention as usize;
        let extent = env.mentions[at].extent;
        let (start, end) = (extent.start as usize, extent.end as usize);
        let from = at.checked_sub(1).map_or(0, |at| env.mentions[at].extent.end as usize);
        let to = env.mentions.get(at + 1).map_or(env.text.len(), |it| it.extent.start as usize);
        let before = cut(env.text, from.max(start.saturating_sub(REACH))..start).trim_end();
        let after = cut(env.text, end..to.max(end).min(end + REACH)).trim_start();
        Self {
            text: &env.text[start..end],
            before: before
                .rfind(EDGES)
                .map_or(before, |at| &before[at..])
                .trim_start_matches(EDGES),
            after: after.find(EDGES).map_or(after, |at| &after[..at]),
        }
    }

    /// Whether a word stands in it.
    fn has(&self, word: &str) -> bool {
        self.has_beside(word, &[])
    }

    /// Whether it is the label of something called `name`.
    pub(super) fn names(&self, name: &str) -> bool {
        self.has(name)
    }

    /// Whether two labels have two neighbouring characters in common.
    pub(super) fn shares_a_word_with(&self, other: &Self) -> bool {
        let chars: Vec<char> = self.before.chars().collect();
        chars.windows(2).any(|pair| other.before.contains(&String::from_iter(pair)))
    }

    /// Whether a word stands in it outside the names of the whole: 出口 is not named by 进出口.
    fn has_beside(&self, word: &str, names: &[&str]) -> bool {
        let inside = |text: &str, at: usize| {
            names
                .iter()
                .filter_map(|name| name.strip_prefix('='))
                .flat_map(|name| name.split('|'))
                .any(|name| {
                    text.match_indices(name)
                        .any(|(from, _)| (from..from + name.len()).contains(&at))
                })
        };
        let stands = |text: &str| text.match_indices(word).any(|(at, _)| !inside(text, at));
        stands(self.before) || stands(self.after)
    }
}

/// The text of `range`, whose ends may stand inside a character and are moved inwards.
fn cut(text: &str, range: Range<usize>) -> &str {
    let start = (range.start..=range.end).find(|&at| text.is_char_boundary(at));
    let end = (range.start..=range.end.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    match (start, end) {
        (Some(start), Some(end)) if start <= end => &text[start..end],
        _ => "",
    }
}
