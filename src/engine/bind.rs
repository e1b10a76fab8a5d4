//! Binds rules to mentions: runs patterns over shadows.

use super::Case;
use super::eval::Filled;
use super::list::Reader;
use super::shadow::{Ref, Shadow};
use crate::parse::Mention;
use crate::rule::agenda::{Agenda, Place};
use crate::rule::finder::{Finder, Slot};
use crate::rule::matcher::Captures;
use crate::rule::pack::RuleSet;
use crate::rule::sight::Sight;
use crate::rule::words::CueSet;
use crate::value::Units;

/// A rule with mentions in its holes.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The rule's index.
    pub rule: usize,
    /// What its holes are bound to, in the order of the rule's holes.
    pub filled: Vec<Filled>,
    /// What the pattern matched, in bytes of the shadow.
    pub matched: std::ops::Range<usize>,
}

impl Binding {
    /// Whether it is about one mention only: that a single figure is possible verifies nothing.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.refs().nth(1).is_none()
    }

    /// The mentions bound, list items included.
    pub fn refs(&self) -> impl Iterator<Item = Ref> {
        self.filled.iter().flat_map(|filled| filled.refs().iter().copied())
    }

    /// Whether it relates two of the mentions that `other` relates, or all of its own.
    #[must_use]
    pub fn repeats(&self, other: &Self) -> bool {
        let theirs = |what: &Ref| other.refs().any(|known| known.mention == what.mention);
        let shared = self.refs().filter(theirs).count();
        shared >= 2 || shared == self.refs().count()
    }
}

/// Matches of one rule in one stretch are limited, so that a stretch made for it cannot take quadratic time.
const MOST: usize = 64;

/// What binding needs to know of the document and the run.
pub struct Binder<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The units.
    pub units: &'a Units,
    /// The document's mentions.
    pub mentions: &'a [Mention],
    /// The patterns to try.
    called: Vec<Place>,
    found: Captures,
}

impl<'a> Binder<'a> {
    /// For the rules of a case.
    #[must_use]
    pub fn new(case: Case<'a>) -> Self {
        let Case { mentions, rules, units, .. } = case;
        Self { rules, units, mentions, called: Vec::new(), found: Captures::default() }
    }

    /// Notes the patterns whose figures and words a stretch holds, and says whether there are any.
    pub fn call(&mut self, agenda: &Agenda, sight: &Sight, cues: &CueSet) -> bool {
        agenda.called(sight, cues, &mut self.called);
        !self.called.is_empty()
    }

    fn finder(&self, place: Place) -> &'a Finder {
        &self.rules.rules[place.rule as usize].finders[place.finder as usize]
    }

    /// All bindings that the patterns called for have in the stretch behind `shadow`.
    pub fn bind(&mut self, shadow: &Shadow, out: &mut Vec<Binding>) {
        let mut found = std::mem::take(&mut self.found);
        let (mut rule, mut start) = (u32::MAX, 0);
        for &place in &self.called {
            if place.rule != rule {
                (rule, start) = (place.rule, out.len());
            }
            self.find(rule as usize, self.finder(place), shadow, &mut found, start, out);
        }
        self.found = found;
    }

    fn find(
        &self,
        rule: usize,
        finder: &Finder,
        shadow: &Shadow,
        found: &mut Captures,
        start: usize,
        out: &mut Vec<Binding>,
    ) {
        let (matcher, words) = (&finder.matcher, &self.rules.words);
        if let Some(kinds) = finder.head {
            for (at, token) in shadow.tokens.iter().enumerate() {
                let from = token.at as usize;
                if !kinds.has(token.kind) || !matcher.goes_on(&shadow.bytes, from) {
                    continue;
                }
                let stretch = from..finder.horizon(from, shadow.bytes.len());
                let behind = shadow.tokens[at + 1..].iter();
                let behind = behind.take_while(|token| (token.at as usize) < stretch.end);
                if finder.may_go_on(behind.map(|token| token.kind))
                    && let Some(matched) = matcher.match_at(&shadow.bytes, stretch, words, found)
                {
                    self.keep(rule, finder, shadow, found, matched, start, out);
                }
            }
            return;
        }
        let mut from = 0;
        while let Some(matched) = matcher.find_at(&shadow.bytes, from, words, found) {
            // The next match may begin with the second mention of this one.
            let first = shadow.tokens_in(matched.start, matched.end).first();
            from = first.map_or(matched.end, |token| token.at as usize) + 1;
            self.keep(rule, finder, shadow, found, matched, start, out);
            if from >= shadow.bytes.len() {
                break;
            }
        }
    }

    /// Binds a match, unless an earlier one of the rule says the same or there are too many.
    #[expect(clippy::too_many_arguments, reason = "the parts of one match")]
    fn keep(
        &self,
        rule: usize,
        finder: &Finder,
        shadow: &Shadow,
        found: &Captures,
        matched: std::ops::Range<usize>,
        start: usize,
        out: &mut Vec<Binding>,
    ) {
        if out.len() - start >= MOST {
            return;
        }
        let Some(filled) = self.fill(rule, finder, shadow, found) else { return };
        let matched = stretched(finder, &filled, shadow, matched);
        if !out[start..].iter().any(|other| other.filled == filled) {
            out.push(Binding { rule, filled, matched });
        }
    }

    fn reader<'b>(&'b self, shadow: &'b Shadow) -> Reader<'b> {
        Reader { shadow, mentions: self.mentions, units: self.units, words: &self.rules.words }
    }

    fn fill(
        &self,
        rule: usize,
        finder: &Finder,
        shadow: &Shadow,
        found: &Captures,
    ) -> Option<Vec<Filled>> {
        let rule = &self.rules.rules[rule];
        let mut filled = vec![None; rule.holes.len()];
        let mut listed = None;
        for (at, &Slot { hole, list, kinds }) in finder.slots.iter().enumerate() {
            let Some((from, to)) = found.place(at) else { continue };
            let reader = self.reader(shadow);
            filled[hole] = Some(if list {
                // A count may stand between the total and its parts: 分三部分.
                let singles = finder.slots[..at].iter().enumerate().filter(|(_, slot)| !slot.list);
                let mut before = singles.filter_map(|(at, _)| Some(found.place(at)?.0)).peekable();
                let alone = before.peek().is_none();
                if !alone && !before.any(|total| reader.belongs(total, from)) {
                    return None;
                }
                // The first hole of its pattern: the list stands before what it is compared with.
                let backward = at == 0 && finder.opens_with_list && finder.slots.len() > 1;
                listed = backward.then_some(to);
                let (from, to) = match () {
                    () if backward => (0, to),
                    () if finder.ends_with_list => (from, shadow.bytes.len()),
                    () => (from, to),
                };
                Filled::List(reader.read(from, to, kinds.0, backward)?)
            } else {
                if listed.take().is_some_and(|list| !reader.adjoins(list, from)) {
                    return None;
                }
                Filled::One(shadow.single(from, to)?)
            });
        }
        filled.into_iter().collect()
    }
}

/// What was matched, with the whole of a list at either end: a pattern finds only the item next to it.
fn stretched(
    finder: &Finder,
    filled: &[Filled],
    shadow: &Shadow,
    matched: std::ops::Range<usize>,
) -> std::ops::Range<usize> {
    let list = filled.iter().find_map(|filled| match filled {
        Filled::List(list) => Some(list),
        Filled::One(_) => None,
    });
    let Some(list) = list else { return matched };
    let place = |what: Option<&Ref>| {
        shadow.tokens.iter().find(|token| Some(&token.what) == what).map(|token| token.at as usize)
    };
    let first = place(list.items.first()).filter(|_| finder.opens_with_list);
    let last = place(list.firm().last()).filter(|_| finder.ends_with_list);
    first.unwrap_or(matched.start)..last.map_or(matched.end, |at| shadow.end_of_item(at))
}
