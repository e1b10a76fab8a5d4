//! Totals and their parts.

use rust_decimal::Decimal;

use super::function::Amount;
use super::label::Label;
use super::partition::wholes;
use super::{Answer, Env, Filled, Val};
use crate::engine::shadow::{Part, Ref};
use crate::parse::{Kind, Mention};
use crate::rule::formula::Formula;
use crate::value::{Effect, End, Figure, Hedges, Interval, Truth, Undecided, UnitId};

/// The sum of amounts that convert into each other.
pub(super) fn sum(env: &Env<'_>, items: &[Amount]) -> Answer {
    let (&(first, unit), rest) = items.split_first().ok_or(Undecided::Unknown)?;
    let mut total = first;
    for &(item, of) in rest {
        total = total.checked_add(env.convert(item, of, unit)?).ok_or(Undecided::Arithmetic)?;
    }
    Ok(Val::Amount(total, unit))
}

/// Whether the items add up to a total: all of them, or the first few of them, because a reader may have taken the list to
/// be longer than it is. Of a list that stands before its total, the last few.
pub(super) fn adds_up(
    env: &Env<'_>,
    (total, unit): Amount,
    items: &[Amount],
    arguments: &[Formula],
) -> Answer {
    let mut found = Truth::Never;
    let behind = stands_behind(env, arguments);
    for count in 2..=items.len() {
        let part = if behind { &items[items.len() - count..] } else { &items[..count] };
        let number = Interval::point((part.len() - 1).into());
        // 三个屋苑:A…个、B…个、C…个: the first counts the others.
        let counted = !behind && part.len() > 2 && part[0].0 == number;
        for part in [Some(part), counted.then_some(&part[1..])].into_iter().flatten() {
            if let Val::Amount(sum, of) = sum(env, part)? {
                found = found.or(env.convert(sum, of, unit)?.equals(total));
            }
        }
    }
    Ok(Val::Truth(found))
}

/// Whether a total stands behind its parts.
fn stands_behind(env: &Env<'_>, arguments: &[Formula]) -> bool {
    let [total, parts] = arguments else { return false };
    let first = |hole| env.bound(hole).and_then(|filled| filled.refs().first().copied());
    first(parts).zip(first(total)).is_some_and(|(part, total)| part < total)
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
    let equals = |parts: &[Amount], (total, unit): Amount| match sum(env, parts)? {
        Val::Amount(sum, of) => Ok(env.convert(sum, of, unit)?.equals(total)),
        _ => Err(Undecided::Unknown),
    };
    // Whoever counts further, or not so far, may have meant that.
    let Val::Truth(mut found) = adds_up(env, total, &items, arguments)? else {
        return Err(Undecided::Unknown);
    };
    for count in wholes {
        found = found.or(equals(&items[..count], total)?);
    }
    let before = earlier(env, &arguments[0], |other, of| equals(&items, (other, of)));
    Ok(Val::Truth(found.or(before)))
}

/// Whether no part is larger than its total, or than another figure that stands before it and may be the total.
fn bounds(env: &Env<'_>, (total, unit): Amount, arguments: &[Formula]) -> Answer {
    let [whole, parts] = arguments else { return Err(Undecided::Unknown) };
    let (firm, _) = super::function::list(env, parts)?;
    let Val::Amount(largest, of) = max(env, &firm)? else { return Err(Undecided::Unknown) };
    let largest = env.convert(largest, of, unit)?;
    let at_least = || env.mention(whole).and_then(Mention::figure).is_some_and(is_floor);
    if items(env, parts)?.iter().any(|&item| negative(env, item)) || at_least() {
        return Ok(Val::Truth(Truth::Maybe));
    }
    let mut found = largest.at_most_other(total);
    if found == Truth::Never
        && (sentence_ends_before(env, arguments) || !same_things(env, whole, parts)?)
    {
        // It may be of something else.
        return Err(Undecided::Unknown);
    }
    found = found.or(earlier(env, whole, |other, of| {
        Ok(env.convert(largest, unit, of)?.at_most_other(other))
    }));
    Ok(Val::Truth(found))
}

/// Whether a figure only says what there is at least: 超两万套, 大于20毫米.
pub(super) fn is_floor(figure: &Figure) -> bool {
    let Hedges { before, inside, after } = figure.hedges;
    [before, inside, after].iter().any(|it| matches!(it, Some(Effect::Above | Effect::AtLeast)))
}

/// The word set of classifiers that count things of any sort: 四家中介机构 and 五家银行 are not the same things.
const GENERAL: &str = "general-classifier";
/// The word set of what stands behind the figures of one sex only.
const SEX: &str = "sex";

/// Whether parts are of what the total counts, as far as their words tell: a part counted by a classifier of anything
/// is named as the total is, and stands in the clause that 其中 begins, right behind the total's.
pub(super) fn same_things(
    env: &Env<'_>,
    total: &Formula,
    parts: &Formula,
) -> Result<bool, Undecided> {
    let (Some(Filled::One(total)), Some(parts)) = (env.bound(total), env.bound(parts)) else {
        return Err(Undecided::Unknown);
    };
    let whole = Label::of(env, *total);
    let ends_in = |set: &str| env.words.of(set).iter().any(|unit| whole.text.ends_with(unit));
    if ends_in(SEX) {
        return Ok(false);
    }
    let named = || parts.refs().iter().all(|&part| Label::of(env, part).may_be_of(&whole));
    let near = || parts.refs().first().is_some_and(|&part| adjoins(env, *total, part));
    let before = parts.refs().last().is_some_and(|last| last < total);
    Ok(!ends_in(GENERAL) || named() && (before || near()))
}

/// Whether the words before two figures, behind the figure before each, do not tell that they are of different things.
pub(super) fn same_name(env: &Env<'_>, a: &Formula, b: &Formula) -> Result<bool, Undecided> {
    match (env.bound(a), env.bound(b)) {
        (Some(Filled::One(a)), Some(Filled::One(b))) => {
            Ok(Label::of(env, *a).may_be_called_as(&Label::of(env, *b)))
        }
        _ => Err(Undecided::Unknown),
    }
}

/// The shortest clause that says something, in characters: a comma and 其中 say nothing.
const CLAUSE: usize = 4;

/// Whether a part stands in the clause behind the one of its total, or behind clauses that all hold figures.
fn adjoins(env: &Env<'_>, total: Ref, part: Ref) -> bool {
    let extent = |what: Ref| env.mentions[what.mention as usize].extent;
    let (from, to) = (extent(total).end as usize, extent(part).start as usize);
    let Some(between) = env.text.get(from..to) else { return true };
    let figures = env.mentions[total.mention as usize + 1..part.mention as usize].iter();
    let figures = figures.map(|it| it.extent.start as usize);
    let edges: Vec<usize> = between.match_indices(EDGES).map(|(at, _)| from + at).collect();
    edges.windows(2).all(|clause| {
        let range = clause[0]..clause[1];
        env.text[range.clone()].chars().count() < CLAUSE
            || figures.clone().any(|at| range.contains(&at))
    })
}

/// What a clause ends with.
const EDGES: [char; 5] = [',', ';', ':', '。', '('];

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
    before(env, *one, holds)
}

/// The same of a mention.
fn before(
    env: &Env<'_>,
    one: Ref,
    holds: impl Fn(Interval, UnitId) -> Result<Truth, Undecided>,
) -> Truth {
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

/// Whether no figure of its unit stands before a figure, or the first one of a list, in its sentence.
pub(super) fn opens(env: &Env<'_>, figure: &Formula) -> bool {
    let first = env.bound(figure).and_then(|filled| filled.refs().first());
    first.is_some_and(|first| stands_first(env, *first))
}

/// How far before a list its number of items is told, in bytes.
const NUMBER: usize = 36;

/// Whether the figure before a list counts its items: 四节得分依次为25分、22分、18分、20分.
pub(super) fn numbered(env: &Env<'_>, parts: &Formula) -> Result<bool, Undecided> {
    let items = &items(env, parts)?[..firm(env, parts)?];
    let first = items.first().ok_or(Undecided::Unknown)?.mention as usize;
    let Some(count) = first.checked_sub(1).map(|at| &env.mentions[at]) else { return Ok(false) };
    let (from, to) = (count.extent.end as usize, env.mentions[first].extent.start as usize);
    let near =
        env.text.get(from..to).is_some_and(|text| text.len() <= NUMBER && !text.contains(ENDS));
    let says = |figure: &Figure| figure.hedges.is_empty() && figure.from == items.len().into();
    Ok(near && matches!(count.kind, Kind::Count) && count.figure().is_some_and(says))
}

/// Whether no figure of its unit stands behind a figure in its sentence.
pub(super) fn closes(env: &Env<'_>, figure: &Formula) -> bool {
    let Some(Filled::One(one)) = env.bound(figure) else { return false };
    let at = one.mention as usize;
    let unit = |at: usize| env.mentions[at].figure().map(|figure| figure.unit);
    let end = env.mentions[at].extent.end as usize;
    let end = env.text[end..].find(ENDS).map_or(env.text.len(), |found| end + found);
    let inside = |at: &usize| (env.mentions[*at].extent.start as usize) < end;
    let like = |of: UnitId| unit(at).is_some_and(|unit| env.units.factor(of, unit).is_some());
    !(at + 1..env.mentions.len()).take_while(inside).any(|at| unit(at).is_some_and(like))
}

/// Whether no figure of its unit stands before a mention in its sentence.
pub(super) fn stands_first(env: &Env<'_>, what: Ref) -> bool {
    let unit = env.mentions[what.mention as usize].figure().map(|figure| figure.unit);
    let like = |of| Truth::known(unit.is_some_and(|unit| env.units.factor(of, unit).is_some()));
    before(env, what, |_, of| Ok(like(of))) == Truth::Never
}

/// Whether no other figure of the first one's unit stands between two figures.
pub(super) fn next_to(env: &Env<'_>, a: &Formula, b: &Formula) -> Result<bool, Undecided> {
    let (Some(Filled::One(a)), Some(Filled::One(b))) = (env.bound(a), env.bound(b)) else {
        return Err(Undecided::Unknown);
    };
    let unit = |at: u32| env.mentions[at as usize].figure().map(|figure| figure.unit);
    let own = unit(a.mention).ok_or(Undecided::Units)?;
    let like = |at| unit(at).is_some_and(|of| env.units.factor(of, own).is_some());
    Ok(!(a.mention.min(b.mention) + 1..a.mention.max(b.mention)).any(like))
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

/// The word set of the symbols of units that sizes and rainfall are told in.
const SIZES: &str = "size-unit";

/// Whether figures in this unit add up: not prices, degrees, sizes or index points.
pub(super) fn additive(env: &Env<'_>, figure: &Figure) -> bool {
    let unit = env.units.get(figure.unit);
    !unit.symbol.contains('/')
        && !INTENSIVE.contains(&unit.dimension.as_str())
        && !env.words.of(SIZES).contains(&unit.symbol)
}

/// A figure with the minus sign right before it, which does not join it to another figure.
pub(super) fn signed(env: &Env<'_>, hole: &Formula) -> Answer {
    let (interval, unit) = env.amount(hole)?;
    let start = env.mention(hole).ok_or(Undecided::Unknown)?.extent.start as usize;
    let negative = env.text[..start].strip_suffix('-').is_some_and(|before| {
        before.chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric() && c != '-')
    });
    let positive = interval.lo().is_some_and(|lo| lo.at > Decimal::ZERO);
    Ok(Val::Amount(if negative && positive { -interval } else { interval }, unit))
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
pub(super) fn firm(env: &Env<'_>, parts: &Formula) -> Result<usize, Undecided> {
    match env.bound(parts) {
        Some(Filled::List(list)) => Ok(list.firm),
        _ => Err(Undecided::Unknown),
    }
}

pub(super) fn items<'a>(env: &'a Env<'_>, parts: &Formula) -> Result<&'a [Ref], Undecided> {
    match env.bound(parts) {
        Some(Filled::List(list)) => Ok(&list.items),
        _ => Err(Undecided::Unknown),
    }
}
