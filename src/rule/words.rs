//! Word sets, and the cues that decide whether a stretch of text is worth trying a rule on.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::OnceLock;

use super::finder::{JOIN, TO};
use crate::parse::charset::Bits;
use crate::parse::trie::Trie;
use crate::text::window::{Window, unit};

/// All word sets of a run; literal texts of patterns are sets of one word.
#[derive(Debug, Default)]
pub struct Words {
    ids: BTreeMap<String, usize>,
    sets: Vec<Vec<String>>,
    /// The words of each set by their characters, made when first looked for.
    tries: Vec<OnceLock<Trie<()>>>,
}

impl Words {
    /// Defines a set, or replaces it.
    pub fn define(&mut self, name: &str, words: impl IntoIterator<Item = String>) {
        let words: Vec<String> = words.into_iter().collect();
        match self.ids.get(name) {
            Some(&known) => {
                self.sets[known] = words;
                self.tries[known] = OnceLock::new();
            }
            None => {
                self.ids.insert(name.to_owned(), self.sets.len());
                self.sets.push(words);
                self.tries.push(OnceLock::new());
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

    /// The longest word of a set, in bytes; longer ones are not found.
    pub const LONGEST: usize = 127;

    /// How long the words of a set are that stand at the start of `shadow`, the longest first. 至 is also what joins the
    /// ends of a range.
    #[must_use]
    pub fn at_start(&self, id: usize, shadow: &[u8]) -> Ends {
        self.trie(id).map_or(Ends(0), |trie| ends(trie, shadow))
    }

    /// Whether a word of a set stands in `text`.
    #[must_use]
    pub fn stand_in(&self, id: usize, text: &[u8]) -> bool {
        self.places(id, text).next().is_some()
    }

    /// Where the words of a set stand in `text`, and how long they are; of those at one place the longest first.
    pub fn places(&self, id: usize, text: &[u8]) -> impl Iterator<Item = (usize, usize)> {
        let mut at = 0;
        let starts = std::iter::from_fn(move || {
            let (_, len) = character(&text[at..])?;
            at += len;
            Some(at - len)
        });
        let trie = self.trie(id);
        let words = move |at: usize| trie.map_or(Ends(0), |trie| ends(trie, &text[at..]));
        starts.flat_map(move |at| words(at).map(move |len| (at, len)))
    }

    fn trie(&self, id: usize) -> Option<&Trie<()>> {
        let build = || {
            let mut trie = Trie::default();
            for word in self.set(id) {
                trie.insert(word.chars(), ());
                if word == TO {
                    trie.insert([char::from(JOIN)], ());
                }
            }
            trie
        };
        Some(self.tries.get(id)?.get_or_init(build))
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
        self.named_with_prefix(prefix).map(|(_, words)| words)
    }

    /// The same with their names.
    pub fn named_with_prefix<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a [String])> {
        let named = self.ids.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        named
            .take_while(move |(name, _)| name.starts_with(prefix))
            .map(|(name, &id)| (name.as_str(), self.sets[id].as_slice()))
    }

    /// The names of the sets.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.ids.keys().map(String::as_str).filter(|name| !name.starts_with('"'))
    }
}

/// The words of `trie` at the start of `text`.
fn ends(trie: &Trie<()>, text: &[u8]) -> Ends {
    let (mut ends, mut node, mut at) = (Ends(0), Trie::<()>::ROOT, 0);
    while let Some((c, len)) = character(&text[at..]) {
        let child = char::from_u32(c as u32).and_then(|c| trie.child(node, c));
        let Some(child) = child else { break };
        node = child;
        at += len;
        if trie.value(node).is_some() && at <= Words::LONGEST {
            ends.0 |= 1 << at;
        }
    }
    ends
}

/// The lengths of the words that stand at a place, the longest first; a bit each.
#[derive(Clone, Copy, Debug)]
pub struct Ends(u128);

impl Iterator for Ends {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let longest = self.0.checked_ilog2()?;
        self.0 &= !(1 << longest);
        Some(longest as usize)
    }
}

/// Which cue sets have a word in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CueSet {
    bits: Vec<u64>,
    found: Vec<u16>,
    signs: u64,
}

impl CueSet {
    /// Whether set `id` has one.
    #[must_use]
    pub fn has(&self, id: usize) -> bool {
        self.row(id / 64) & (1 << (id % 64)) != 0
    }

    /// The sets `64 * row` to `64 * row + 63`, a bit each.
    #[must_use]
    #[inline]
    pub fn row(&self, row: usize) -> u64 {
        self.bits.get(row).copied().unwrap_or(0)
    }

    /// The ASCII signs of the text, one bit each; letters share the bits of signs.
    #[must_use]
    pub const fn signs(&self) -> u64 {
        self.signs
    }

    /// The sets that have one, each once.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.found.iter().map(|&id| id.into())
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.bits.fill(0);
        self.found.clear();
        self.signs = 0;
    }

    /// Adds all of another.
    pub fn add(&mut self, other: &Self) {
        for &id in &other.found {
            self.insert(id);
        }
        self.signs |= other.signs;
    }

    fn insert(&mut self, id: u16) {
        let (at, bit) = (usize::from(id / 64), 1 << (id % 64));
        if self.bits.len() <= at {
            self.bits.resize(at + 1, 0);
        }
        if self.bits[at] & bit == 0 {
            self.bits[at] |= bit;
            self.found.push(id);
        }
    }
}

/// Finds the words of all cue sets in one pass.
///
/// Nearly all places of a text are passed over by a look at two characters; only what is left is compared with words.
#[derive(Debug, Default)]
pub struct CueIndex {
    /// The characters that are words by themselves, hashed, and those that begin a word that is not Chinese.
    alone: Bits,
    /// The two Chinese characters with which the other words begin, hashed.
    pairs: Bits,
    /// The words, each with its number.
    words: Trie<u32>,
    sets_of_word: Vec<Vec<u16>>,
}

impl CueIndex {
    /// Indexes the sets in `used`.
    #[must_use]
    pub fn new(words: &Words, used: &[usize]) -> Self {
        let mut index = Self::default();
        for &set in used {
            for word in &words.sets[set] {
                index.add(word, set as u16);
            }
        }
        index
    }

    fn add(&mut self, word: &str, set: u16) {
        let window = Window::at(word.as_bytes(), 0);
        let mut widths = word.chars().map(char::len_utf8);
        match (widths.next(), widths.next()) {
            (Some(3), Some(3)) => self.pairs.set(window.pair()),
            (Some(_), _) => self.alone.set(window.key()),
            (None, _) => return,
        }
        let number = self.words.get(word.chars()).unwrap_or_else(|| {
            self.sets_of_word.push(Vec::new());
            let number = self.sets_of_word.len() as u32 - 1;
            self.words.insert(word.chars(), number);
            number
        });
        self.sets_of_word[number as usize].push(set);
    }

    /// Adds the sets with a word in `shadow`, and its signs, to `found`.
    pub fn search(&self, shadow: &[u8], found: &mut CueSet) {
        let (mut at, mut signs) = (0, 0);
        while at < shadow.len() {
            let window = Window::at(shadow, at);
            let width = window.width();
            signs |= u64::from(width == 1) << (window.lead() & 63);
            if self.pairs.has(window.pair()) | self.alone.has(window.key()) {
                self.compare(&shadow[at..], found);
            }
            at += width;
        }
        found.signs |= signs;
    }

    /// Notes the words at the start of `rest`.
    #[inline(never)]
    fn compare(&self, mut rest: &[u8], found: &mut CueSet) {
        let mut node = Trie::<u32>::ROOT;
        while let Some((c, len)) = character(rest) {
            let child = char::from_u32(c as u32).and_then(|c| self.words.child(node, c));
            let Some(child) = child else { return };
            node = child;
            if let Some(number) = self.words.value(node) {
                for &set in &self.sets_of_word[number as usize] {
                    found.insert(set);
                }
            }
            rest = &rest[len..];
        }
    }
}

/// The character at the start of UTF-8 and its length.
#[inline]
fn character(bytes: &[u8]) -> Option<(usize, usize)> {
    let six = |byte: u8| usize::from(byte & 0x3F);
    Some(match *bytes {
        [ascii @ ..0x80, ..] => (ascii.into(), 1),
        [a @ 0xE0..0xF0, b, c, ..] => (unit([a, b, c]).into(), 3),
        [a @ 0xC0..0xE0, b, ..] => (usize::from(a & 0x1F) << 6 | six(b), 2),
        [a, b, c, d, ..] => (usize::from(a & 7) << 18 | six(b) << 12 | six(c) << 6 | six(d), 4),
        _ => return None,
    })
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
        index.search("同比增长".as_bytes(), &mut found);
        assert!(found.has(0) && !found.has(1) && found.has(literal));
        assert_eq!(found.iter().collect::<Vec<_>>(), [0, literal]);
    }

    #[test]
    fn cues_are_of_any_characters() {
        let mut words = Words::default();
        let cues = ["GDP", "·", "é占", "𠮷", "占𠮷", "𠮷野家"].map(str::to_owned);
        let sets: Vec<usize> = cues.iter().map(|cue| words.union(vec![cue.clone()])).collect();
        let index = CueIndex::new(&words, &sets);
        for (text, expected) in [
            ("甲·乙", vec!["·"]),
            ("GDP占𠮷野家", vec!["GDP", "占𠮷", "𠮷", "𠮷野家"]),
            ("é占é", vec!["é占"]),
            ("GD,𠮸,占", vec![]),
        ] {
            let mut found = CueSet::default();
            index.search(text.as_bytes(), &mut found);
            let words: Vec<&str> = found.iter().map(|set| &*words.set(set)[0]).collect();
            assert_eq!(words, expected, "{text}");
        }
    }
}
