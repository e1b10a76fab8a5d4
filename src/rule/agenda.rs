//! Which patterns to try on a stretch of text: those whose words stand in it. The rest cost nothing, however many rules
//! there are.

use super::compile::Rule;
use super::guard::Guard;
use super::model::Within;
use super::pattern::Kinds;
use super::sight::{Needs, Sight};
use super::words::CueSet;

/// How much text one shadow covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// A sentence.
    Sentence,
    /// A paragraph.
    Paragraph,
    /// The whole document.
    Document,
}

impl Stretch {
    /// All, the shortest first.
    pub const ALL: [Self; 3] = [Self::Sentence, Self::Paragraph, Self::Document];

    /// The stretch on which a rule is tried.
    #[must_use]
    pub const fn of(within: Within) -> Self {
        match within {
            Within::Clause | Within::Sentence => Self::Sentence,
            Within::Paragraph => Self::Paragraph,
            Within::Document => Self::Document,
        }
    }
}

/// A pattern of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The rule's index.
    pub rule: u32,
    /// The index among its patterns.
    pub finder: u32,
}

/// The patterns of all rules that are tried on one sort of stretch.
#[derive(Debug, Default)]
pub struct Agenda {
    /// The patterns that are a single hole.
    pub bare: Vec<Bare>,
    /// The patterns that need no word, each under kinds one of which it needs; those that take the fewest mentions first.
    by_kind: Vec<(Kinds, Vec<Entry>)>,
    /// The others, each under one of the cue sets it needs.
    by_cue: Vec<Vec<Entry>>,
    /// The fewest mentions that any of them needs.
    least: Option<u32>,
}

/// A pattern that is a single hole: its rule is asked of every mention that fits.
#[derive(Clone, Copy, Debug)]
pub struct Bare {
    /// The rule's index.
    pub rule: usize,
    /// The kinds that fit.
    pub kinds: Kinds,
    /// What of those it need not be asked of.
    pub guard: Guard,
}

/// A pattern and what it needs, side by side in memory.
#[derive(Debug)]
struct Entry {
    place: Place,
    needs: Needs,
}

impl Agenda {
    /// Of those `rules` that are tried on `stretch`.
    #[must_use]
    pub fn new(rules: &[Rule], stretch: Stretch) -> Self {
        let mut agenda = Self::default();
        for (at, rule) in rules.iter().enumerate() {
            if Stretch::of(rule.within) == stretch {
                agenda.add(at, rule);
            }
        }
        for (_, entries) in &mut agenda.by_kind {
            entries.sort_by_key(|entry| entry.needs.least);
        }
        agenda
    }

    fn add(&mut self, at: usize, rule: &Rule) {
        for (number, finder) in rule.finders.iter().enumerate() {
            let place = Place { rule: at as u32, finder: number as u32 };
            if let Some(kinds) = finder.bare {
                let guard = Guard::of(rule.condition.as_ref(), &rule.require);
                self.bare.push(Bare { rule: at, kinds, guard });
                continue;
            }
            let entry = Entry { place, needs: finder.needs.clone() };
            let least = entry.needs.least;
            self.least = Some(self.least.map_or(least, |known| known.min(least)));
            if let Some(&set) = finder.cues.first() {
                if self.by_cue.len() <= set {
                    self.by_cue.resize_with(set + 1, Vec::new);
                }
                self.by_cue[set].push(entry);
            } else {
                let kinds = entry.needs.one_of();
                match self.by_kind.iter_mut().find(|(known, _)| *known == kinds) {
                    Some((_, entries)) => entries.push(entry),
                    None => self.by_kind.push((kinds, vec![entry])),
                }
            }
        }
    }

    /// Whether there is nothing to try.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bare.is_empty() && self.by_kind.is_empty() && self.by_cue.is_empty()
    }

    /// Whether so many mentions are enough for some pattern.
    #[must_use]
    pub fn may_match(&self, mentions: u32) -> bool {
        mentions > 0 && !self.bare.is_empty() || self.least.is_some_and(|least| least <= mentions)
    }

    /// Puts the patterns to try on a stretch with that sight and the words `cues` into `out`, in order.
    pub fn called(&self, sight: &Sight, cues: &CueSet, out: &mut Vec<Place>) {
        out.clear();
        let by_cue = cues.iter().filter_map(|set| self.by_cue.get(set)).flatten();
        let by_kind = self.by_kind.iter().filter(|(kinds, _)| sight.has_any(*kinds));
        let few = |entry: &&Entry| entry.needs.least <= sight.tokens;
        let by_kind = by_kind.flat_map(|(_, entries)| entries.iter().take_while(few));
        let met = by_kind.chain(by_cue).filter(|entry| entry.needs.met_by(sight, cues));
        out.extend(met.map(|entry| entry.place));
        out.sort_unstable();
    }
}
