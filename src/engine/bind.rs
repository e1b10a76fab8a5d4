//! Binds rules to mentions: runs patterns over shadows.

use super::eval::Filled;
use super::list::Reader;
use super::shadow::{Ref, Shadow};
use crate::parse::Mention;
use crate::rule::compile::Rule;
use crate::rule::finder::{BREAK, Finder};
use crate::rule::pack::RuleSet;
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
    /// The mentions bound, list items included.
    pub fn refs(&self) -> impl Iterator<Item = Ref> {
        self.filled.iter().flat_map(|filled| filled.refs().iter().copied())
    }
}

/// The word set of corrections and quoted mistakes; a sentence with one of them is left alone.
pub const CORRECTION: &str = "correction";

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
    /// The indices of the rules to try.
    pub active: &'a [usize],
    correction: Option<usize>,
}

impl<'a> Binder<'a> {
    /// For the rules `active` of `rules`.
    #[must_use]
    pub fn new(
        rules: &'a RuleSet,
        units: &'a Units,
        mentions: &'a [Mention],
        active: &'a [usize],
    ) -> Self {
        Self { rules, units, mentions, active, correction: rules.words.id(CORRECTION) }
    }

    /// All bindings in the stretch behind `shadow`. `cues` is scratch space.
    pub fn bind(&self, shadow: &Shadow, cues: &mut CueSet, out: &mut Vec<Binding>) {
        let mut searched = false;
        for &rule in self.active {
            let start = out.len();
            for finder in &self.rules.rules[rule].finders {
                if finder.least > shadow.tokens.len()
                    || finder.needs.iter().any(|kinds| kinds.0 & shadow.kinds == 0)
                {
                    continue;
                }
                if !searched {
                    self.rules.cues.search(&shadow.bytes, cues);
                    searched = true;
                    if self.correction.is_some_and(|set| cues.has(set)) {
                        return;
                    }
                }
                if finder.cues.iter().all(|&set| cues.has(set)) {
                    self.find(rule, finder, shadow, cues, start, out);
                }
            }
        }
    }

    fn find(
        &self,
        rule: usize,
        finder: &Finder,
        shadow: &Shadow,
        cues: &CueSet,
        start: usize,
        out: &mut Vec<Binding>,
    ) {
        if let Some(kinds) = finder.bare {
            return self.find_bare(rule, kinds.0, shadow, cues, out);
        }
        let Some(regex) = finder.regex() else { return };
        let mut locations = regex.capture_locations();
        let mut from = 0;
        while out.len() - start < MOST && from < shadow.bytes.len() {
            let Some(matched) = regex.captures_read_at(&mut locations, &shadow.bytes, from) else {
                break;
            };
            let matched = matched.range();
            // The next match may begin with the second mention of this one.
            from = shadow
                .tokens_in(matched.start, matched.end)
                .first()
                .map_or(matched.end, |t| t.at as usize)
                + 1;
            let Some(filled) = self.fill(rule, finder, shadow, &locations) else { continue };
            let binding = Binding { rule, filled, matched: matched.clone() };
            if !self.stands_aside(rule, shadow, cues, matched)
                && !repeats(self.variants(rule, out), &binding)
            {
                out.push(binding);
            }
        }
    }

    /// The bindings so far of a rule and its variants.
    fn variants<'b>(
        &'b self,
        rule: usize,
        bindings: &'b [Binding],
    ) -> impl Iterator<Item = &'b Binding> {
        let name = &self.rules.rules[rule].name;
        bindings.iter().filter(move |binding| self.rules.rules[binding.rule].name == *name)
    }

    /// A pattern that is nothing but a hole needs no regular expression.
    fn find_bare(
        &self,
        rule: usize,
        kinds: u32,
        shadow: &Shadow,
        cues: &CueSet,
        out: &mut Vec<Binding>,
    ) {
        for token in &shadow.tokens {
            let kind = match token.what.part {
                super::shadow::Part::Whole => self.mentions[token.what.mention as usize].kind,
                _ if self.mentions[token.what.mention as usize].kind
                    == crate::parse::Kind::DateRange =>
                {
                    crate::parse::Kind::Date
                }
                _ => crate::parse::Kind::Time,
            };
            let matched = token.at as usize..token.at as usize + 1;
            if kinds & (1 << kind as u32) != 0
                && !self.stands_aside(rule, shadow, cues, matched.clone())
            {
                out.push(Binding { rule, filled: vec![Filled::One(token.what)], matched });
            }
        }
    }

    fn fill(
        &self,
        rule: usize,
        finder: &Finder,
        shadow: &Shadow,
        locations: &regex::bytes::CaptureLocations,
    ) -> Option<Vec<Filled>> {
        let rule = &self.rules.rules[rule];
        let mut filled = vec![None; rule.holes.len()];
        for (at, slot) in finder.slots.iter().enumerate() {
            let Some((from, to)) = locations.get(at + 1) else { continue };
            filled[slot.hole] = Some(if slot.list {
                let reader = Reader {
                    shadow,
                    mentions: self.mentions,
                    units: self.units,
                    words: &self.rules.words,
                };
                // The first slot of its pattern: the list stands before what it is compared with.
                Filled::List(reader.read(
                    from,
                    to,
                    slot.kinds.0,
                    at == 0 && finder.slots.len() > 1,
                )?)
            } else {
                Filled::One(shadow.single(from, to)?)
            });
        }
        filled.into_iter().collect()
    }

    /// Whether an antipattern stands in the sentences of the match.
    fn stands_aside(
        &self,
        rule: usize,
        shadow: &Shadow,
        cues: &CueSet,
        matched: std::ops::Range<usize>,
    ) -> bool {
        let rule: &Rule = &self.rules.rules[rule];
        if rule.not.is_empty() {
            return false;
        }
        let bytes = &shadow.bytes;
        let start = super::sentence_start(bytes, matched.start);
        let end =
            memchr::memchr(BREAK, &bytes[matched.end..]).map_or(bytes.len(), |at| matched.end + at);
        let sentence = &bytes[start..end];
        rule.not.iter().any(|finder| {
            finder.cues.iter().all(|&set| cues.has(set))
                && finder.regex().is_some_and(|regex| regex.is_match(sentence))
        })
    }
}

/// Whether an earlier match already relates two of the same mentions, or all of them.
fn repeats<'a>(mut earlier: impl Iterator<Item = &'a Binding>, binding: &Binding) -> bool {
    let mine: Vec<u32> = binding.refs().map(|what| what.mention).collect();
    earlier.any(|other| {
        let shared = other.refs().filter(|what| mine.contains(&what.mention)).count();
        shared >= 2 || shared == mine.len()
    })
}
