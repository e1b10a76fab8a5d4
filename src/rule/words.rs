//! Word sets, and the cues that decide whether a stretch of text is worth trying a rule on.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// All word sets of a run; literal texts of patterns are sets of one word.
#[derive(Debug, Default)]
pub struct Words {
    ids: BTreeMap<String, usize>,
    sets: Vec<Vec<String>>,
}

impl Words {
    /// Defines a set, or replaces it.
    pub fn define(&mut self, name: &str, words: impl IntoIterator<Item = String>) {
        let words: Vec<String> = words.into_iter().collect();
        match self.ids.get(name) {
            Some(&known) => self.sets[known] = words,
            None => {
                self.ids.insert(name.to_owned(), self.sets.len());
                self.sets.push(words);
            }
        }
    }

    /// The set's number.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<usize> {
        self.ids.get(name).copied()
    }

    /// Its words; none if there is no such set.
    #[must_use]
    pub fn of(&self, name: &str) -> &[String] {
        self.id(name).map_or(&[], |id| self.set(id))
    }

    /// The words of the set with that number.
    #[must_use]
    pub fn set(&self, id: usize) -> &[String] {
        self.sets.get(id).map_or(&[], Vec::as_slice)
    }

    /// The set of just these words.
    pub fn union(&mut self, words: Vec<String>) -> usize {
        // A name that no set of a file can have.
        let name = format!("\"{}\"", words.join("\""));
        match self.id(&name) {
            Some(known) => known,
            None => {
                self.define(&name, words);
                self.sets.len() - 1
            }
        }
    }

    /// The sets whose names begin with `prefix`.
    pub fn with_prefix<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a [String]> {
        self.ids
            .iter()
            .filter(move |(name, _)| name.starts_with(prefix))
            .map(|(_, &id)| self.sets[id].as_slice())
    }

    /// The names of the sets.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.ids.keys().map(String::as_str).filter(|name| !name.starts_with('"'))
    }
}

/// Which cue sets have a word in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CueSet {
    bits: Vec<u64>,
}

impl CueSet {
    /// Whether set `id` has one.
    #[must_use]
    pub fn has(&self, id: usize) -> bool {
        self.bits[id / 64] & (1 << (id % 64)) != 0
    }

    fn insert(&mut self, id: usize) {
        self.bits[id / 64] |= 1 << (id % 64);
    }
}

/// Finds the words of all cue sets in one pass.
#[derive(Debug)]
pub struct CueIndex {
    words: Vec<String>,
    quick_to_build: OnceLock<Option<AhoCorasick>>,
    quick_to_search: OnceLock<Option<AhoCorasick>>,
    sets_of_word: Vec<Vec<u16>>,
    sets: usize,
}

impl CueIndex {
    /// Indexes the sets in `used`.
    #[must_use]
    pub fn new(words: &Words, used: &[usize]) -> Self {
        let mut by_word: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
        for &set in used {
            for word in &words.sets[set] {
                by_word.entry(word).or_default().push(set as u16);
            }
        }
        Self {
            words: by_word.keys().map(|&word| word.to_owned()).collect(),
            quick_to_build: OnceLock::new(),
            quick_to_search: OnceLock::new(),
            sets_of_word: by_word.into_values().collect(),
            sets: words.sets.len(),
        }
    }

    /// What to search a document of so many bytes with: a table of all transitions pays only on long texts.
    #[must_use]
    pub fn searcher(&self, document: usize) -> CueSearch<'_> {
        let build = |kind| {
            let builder = AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .kind(Some(kind))
                .build(&self.words);
            builder.ok()
        };
        let automaton = if document < Self::LONG {
            self.quick_to_build.get_or_init(|| build(AhoCorasickKind::ContiguousNFA))
        } else {
            self.quick_to_search.get_or_init(|| build(AhoCorasickKind::DFA))
        };
        CueSearch { index: self, automaton: automaton.as_ref() }
    }

    /// Bytes from which on a document is long.
    const LONG: usize = 2_000_000;
}

/// A [`CueIndex`] made ready for a document.
#[derive(Clone, Copy, Debug)]
pub struct CueSearch<'a> {
    index: &'a CueIndex,
    automaton: Option<&'a AhoCorasick>,
}

impl CueSearch<'_> {
    /// The sets with a word in `shadow`. Reuses `found`.
    pub fn search(&self, shadow: &[u8], found: &mut CueSet) {
        found.bits.clear();
        found.bits.resize(self.index.sets / 64 + 1, 0);
        let Some(automaton) = self.automaton else { return };
        for hit in automaton.find_overlapping_iter(shadow) {
            for &set in &self.index.sets_of_word[hit.pattern().as_usize()] {
                found.insert(set.into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_overlap() {
        let mut words = Words::default();
        words.define("up", ["增长".to_owned(), "增".to_owned()]);
        words.define("down", ["下降".to_owned()]);
        let literal = words.union(vec!["长".to_owned()]);
        let index = CueIndex::new(&words, &[0, 1, literal]);
        let mut found = CueSet::default();
        for length in [0, CueIndex::LONG] {
            index.searcher(length).search("同比增长".as_bytes(), &mut found);
            assert!(found.has(0) && !found.has(1) && found.has(literal));
        }
    }
}
