//! Words with a numeral in them that state no figure, and words that are figures by themselves: both are found from the
//! first character of theirs that can be a candidate.

use serde::Deserialize;

use super::glyph::glyph;
use super::trie::{Node, Trie};

/// Words with an anchor: they are looked up forward from the anchor, then backward from it.
///
/// A word is stored as its characters from the anchor on, [`TURN`], and those before the anchor back to front.
#[derive(Clone, Debug)]
pub(crate) struct Anchored<V> {
    trie: Trie<V>,
}

/// Separates the part behind the anchor from the part before it.
const TURN: char = '\u{0}';

impl<V> Default for Anchored<V> {
    fn default() -> Self {
        Self { trie: Trie::default() }
    }
}

/// A word found around a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found<V> {
    /// Bytes before the candidate.
    pub(crate) back: usize,
    /// Bytes from the candidate on.
    pub(crate) len: usize,
    /// What it is.
    pub(crate) value: V,
}

impl<V: Copy> Anchored<V> {
    /// Adds a word by its first character that `is_anchor`; `false` if it has none.
    pub(crate) fn insert(&mut self, word: &str, is_anchor: fn(char) -> bool, value: V) -> bool {
        let Some(at) = word.find(is_anchor) else { return false };
        let (head, tail) = word.split_at(at);
        let path = tail.chars().chain(std::iter::once(TURN)).chain(head.chars().rev());
        self.trie.insert(path, value);
        true
    }

    /// The word whose anchor stands at the start of `rest`: the one that reaches furthest, then the one that begins first.
    pub(crate) fn find(&self, before: &str, rest: &str) -> Option<Found<V>> {
        let (mut node, mut len, mut found) = (Trie::<V>::ROOT, 0, None);
        for c in rest.chars() {
            let Some(next) = self.trie.child(node, c) else { break };
            node = next;
            len += c.len_utf8();
            if let Some(turn) = self.trie.child(node, TURN)
                && let Some((back, value)) = self.back(turn, before)
            {
                found = Some(Found { back, len, value });
            }
        }
        found
    }

    fn back(&self, turn: Node, before: &str) -> Option<(usize, V)> {
        let mut found = self.trie.value(turn).map(|value| (0, value));
        let (mut node, mut back) = (turn, 0);
        for c in before.chars().rev() {
            let Some(next) = self.trie.child(node, c) else { break };
            node = next;
            back += c.len_utf8();
            found = self.trie.value(node).map(|value| (back, value)).or(found);
        }
        found
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IdiomFile {
    figures: String,
    words: std::collections::BTreeMap<String, String>,
}

/// The words that are no figures.
#[derive(Clone, Debug, Default)]
pub(crate) struct Idioms {
    /// `true` for an idiom, `false` for a figure that only begins like one.
    words: Anchored<bool>,
    /// The first numeral, and what follows it, of words that have more than one.
    leads: Vec<[char; 2]>,
}

impl Idioms {
    /// The first word without a numeral is an error.
    pub(crate) fn new(file: &IdiomFile) -> Result<Self, String> {
        let mut words = Anchored::default();
        let mut leads = Vec::new();
        let all = |list: &'_ str, idiom| -> Vec<(String, bool)> {
            list.split_whitespace().map(|word| (word.to_owned(), idiom)).collect()
        };
        let idioms = file.words.values().flat_map(|list| all(list, true));
        for (word, idiom) in idioms.chain(all(&file.figures, false)) {
            if !words.insert(&word, is_numeral, idiom) {
                return Err(word);
            }
            let mut tail = word.chars().skip_while(|&c| !is_numeral(c));
            if let (Some(first), Some(second)) = (tail.next(), tail.next())
                && (is_numeral(second) || tail.any(is_numeral))
            {
                leads.push([first, second]);
            }
        }
        Ok(Self { words, leads })
    }

    /// Where an idiom must be looked for lest a later numeral of it be taken for a figure.
    pub(crate) fn leads(&self) -> impl Iterator<Item = [char; 2]> {
        self.leads.iter().copied()
    }

    /// The bytes from the candidate on that an idiom covers.
    ///
    /// One that ends in a numeral does not count where the number goes on: 统一 in 统一百货 does, in 统一百二十 it does not.
    pub(crate) fn find(&self, before: &str, rest: &str) -> Option<usize> {
        let found = self.words.find(before, rest).filter(|found| found.value)?;
        let (word, tail) = rest.split_at(found.len);
        let goes_on = ends_in_numeral(word) && tail.chars().next().is_some_and(is_numeral);
        (!goes_on).then_some(found.len)
    }
}

fn is_numeral(c: char) -> bool {
    glyph(c).is_some()
}

fn ends_in_numeral(word: &str) -> bool {
    word.chars().next_back().is_some_and(is_numeral)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_from_their_numeral() {
        let mut words = Anchored::default();
        for word in ["统一", "一心一意", "一", "不管三七二十一"] {
            assert!(words.insert(word, is_numeral, word));
        }
        assert!(!words.insert("没有", is_numeral, ""));
        let find = |before, rest| {
            words.find(before, rest).map(|found| (found.value, found.back, found.len))
        };
        assert_eq!(find("全国统", "一部署"), Some(("统一", 3, 3)));
        assert_eq!(find("他", "一心一意"), Some(("一心一意", 0, 12)));
        assert_eq!(find("", "一心"), Some(("一", 0, 3)));
        assert_eq!(find("我不管", "三七二十一"), Some(("不管三七二十一", 6, 15)));
        assert_eq!(find("", "三七二十一"), None);
    }
}
