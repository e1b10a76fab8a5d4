//! Partitions: whether the items of a list are all the parts of their total, told by their names.

use super::kinds::BESIDE;
use super::label::Label;
use super::parts::{firm, items, stands_first};
use super::{Env, Filled};
use crate::engine::list::leaves_open;
use crate::engine::shadow::Ref;
use crate::parse::Kind;
use crate::rule::formula::Formula;
use crate::value::Undecided;

/// The word sets of partitions; each names all parts of a whole.
const PARTITION: &str = "partition-";
/// The word set of what is left when the other parts are told.
const REST: &str = "the-rest";
/// The word set behind the rest that makes it a whole of its own: 余下的有7个, 其余中.
const OF_REST: &str = "of-the-rest";

/// How many of the first items of a list are all parts of its total, once for every partition they name.
pub(super) fn wholes(env: &Env<'_>, arguments: &[Formula]) -> Result<Vec<usize>, Undecided> {
    let [total, parts] = arguments else { return Err(Undecided::Unknown) };
    let Some(Filled::One(total)) = env.bound(total) else { return Err(Undecided::Unknown) };
    let items = items(env, parts)?;
    let labels: Vec<Label<'_>> = items.iter().map(|item| Label::of(env, *item)).collect();
    let whole = Label::of(env, *total);
    if of_another_time(env, items) {
        return Ok(Vec::new());
    }
    let partitions = env.words.with_prefix(PARTITION).map(Partition);
    let mut found: Vec<usize> =
        partitions.filter_map(|it| it.taken(env, &whole, &labels)).collect();
    if introduced(env, *total, items) {
        found.extend(rest(env, &items[..firm(env, parts)?], &labels));
    }
    Ok(found)
}

/// Whether the clause of the first item begins with a date: 去年收入……,今年税收…….
fn of_another_time(env: &Env<'_>, items: &[Ref]) -> bool {
    let Some(first) = items.first().map(|first| first.mention as usize) else { return false };
    let Some(date) = first.checked_sub(1).map(|at| &env.mentions[at]) else { return false };
    let (from, to) = (date.extent.end as usize, env.mentions[first].extent.start as usize);
    matches!(date.kind, Kind::Date | Kind::DateRange)
        && !env.text.get(from..to).unwrap_or_default().contains(CLAUSES)
}

/// What a clause ends with.
const CLAUSES: [char; 4] = [',', ';', ':', '。'];

/// What lies between a total and a list of its parts.
const OF_WHICH: [&str; 5] = ["其中", "当中", "分为", "分别", "包括"];

/// Whether words say that the list is of the total.
fn introduced(env: &Env<'_>, total: Ref, items: &[Ref]) -> bool {
    let end = |what: &Ref| env.mentions[what.mention as usize].extent;
    let between = items
        .first()
        .and_then(|first| env.text.get(end(&total).end as usize..end(first).start as usize));
    between.is_some_and(|text| {
        text.trim_start().starts_with('(') || OF_WHICH.iter().any(|word| text.contains(word))
    })
}

/// A word set of `rules/partitions.toml`.
#[derive(Clone, Copy)]
struct Partition<'w>(&'w [String]);

/// The wordings of a name.
fn wordings(name: &str) -> std::str::Split<'_, char> {
    name.trim_start_matches(EXACT).split('|')
}

/// What marks a part that is called by its name alone: 学生, and not 学生党员.
const EXACT: char = '!';

impl<'w> Partition<'w> {
    /// Names of the whole, several wordings apart by `|`.
    fn wholes(self) -> impl Iterator<Item = &'w str> + Clone {
        self.0.iter().filter_map(|word| word.strip_prefix('='))
    }

    /// Units of the whole, likewise.
    fn units(self) -> impl Iterator<Item = &'w str> {
        self.0.iter().filter_map(|word| word.strip_prefix('*'))
    }

    /// Names of the parts, likewise; behind `!` those that a part is called and nothing else.
    fn parts(self) -> impl Iterator<Item = &'w str> + Clone {
        self.0.iter().map(String::as_str).filter(|word| !word.starts_with(['=', '*']))
    }

    /// How many items it takes, if the first items are just its parts, in any order.
    fn taken(self, env: &Env<'_>, whole: &Label<'_>, labels: &[Label<'_>]) -> Option<usize> {
        if !self.is_of(env, whole) {
            return None;
        }
        let first = labels.get(..self.parts().count())?;
        self.divides(env, whole, first).then_some(first.len())
    }

    /// Whether the labels are just those of its parts, one each.
    fn divides(self, env: &Env<'_>, whole: &Label<'_>, labels: &[Label<'_>]) -> bool {
        let named = |part: &str| labels.iter().filter(|label| self.names(label, part)).count() == 1;
        let names =
            |label: &Label<'_>| self.parts().filter(|part| self.names(label, part)).count() == 1;
        self.parts().all(named) && labels.iter().all(names) && unqualified(env, self, whole, labels)
    }

    /// Whether a label names a part: 出口 is not named by 进出口, nor 税收 by 非税收入. The unit may be the name: 5镇8乡.
    fn names(self, label: &Label<'_>, part: &str) -> bool {
        let names = self.wholes().chain(self.parts()).flat_map(wordings);
        let only = |word: &str| {
            let before = label.before.trim_start_matches("其中");
            before == word || label.after == word
        };
        wordings(part).any(|word| match part.starts_with(EXACT) {
            true => only(word),
            false => label.text.ends_with(word) || label.has_beside(word, names.clone()),
        })
    }

    /// Whether it divides the whole with that label.
    fn is_of(self, env: &Env<'_>, whole: &Label<'_>) -> bool {
        let named = |name: &str| wordings(name).any(|name| whole.names(env, name));
        let counted = |unit: &str| wordings(unit).any(|unit| whole.text.contains(unit));
        self.wholes().all(named)
            && self.units().all(counted)
            && !self.parts().any(|part| self.names(whole, part))
    }
}

/// The word set of parts that are verbs: what stands behind them is their object.
const VERB: &str = "part-verb";

/// Whether the parts are of the same thing as the whole: 机电产品出口 is a part of 出口, and 邻区出口 none at all.
fn unqualified(
    env: &Env<'_>,
    partition: Partition<'_>,
    whole: &Label<'_>,
    labels: &[Label<'_>],
) -> bool {
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
        let words = partition.parts().flat_map(wordings);
        let places = words.filter_map(|word| Some((label.before.find(word)?, word)));
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
    let is_rest = |label: &Label<'_>| {
        let behind = words.iter().find_map(|word| label.before.strip_prefix(word.as_str()));
        let inner = env.words.of(OF_REST);
        behind.is_some_and(|text| !inner.iter().any(|word| text.ends_with(word.as_str())))
    };
    let at = labels.iter().take(items.len()).position(is_rest).filter(|&at| at > 0)?;
    let span = |at: usize| env.mentions[items[at].mention as usize].span;
    let inside = &env.text[span(0).start as usize..span(at).start as usize];
    let before_rest = inside.rfind([',', ';', '。', '、']).map_or(inside, |at| &inside[..at]);
    (!leaves_open(env.words, before_rest.as_bytes())).then_some(at + 1)
}

/// Whether the items of a list are shares of all there is: they name the parts of a partition, or end with the rest.
pub(super) fn all_shares(env: &Env<'_>, parts: &Formula) -> Result<bool, Undecided> {
    let items = items(env, parts)?;
    let items = &items[..firm(env, parts)?];
    if !items.first().is_some_and(|first| stands_first(env, *first)) {
        return Ok(false);
    }
    let labels: Vec<Label<'_>> = items.iter().map(|item| Label::of(env, *item)).collect();
    let whole = Label { text: "", before: "", after: "" };
    let named = |words: &[String]| {
        let partition = Partition(words);
        let all = partition.parts().count() == labels.len();
        all && partition.divides(env, &whole, &labels)
    };
    let ends_with_rest = || rest(env, items, &labels) == Some(items.len());
    Ok(env.words.with_prefix(PARTITION).any(named) || ends_with_rest())
}
