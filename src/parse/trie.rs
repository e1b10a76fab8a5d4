//! Words looked up by their characters, the longest first.

/// A set of words, each with a value. Walking it costs one probe of a hash table a character.
#[derive(Clone, Debug)]
pub(crate) struct Trie<V> {
    /// Edges by node and character, in open addressing; the length is a power of two, an empty slot has the key 0.
    slots: Vec<(u64, Node)>,
    /// What ends at each node.
    values: Vec<Option<V>>,
}

/// A place in a [`Trie`]: what was read so far.
pub(crate) type Node = u32;

impl<V> Default for Trie<V> {
    fn default() -> Self {
        Self { slots: vec![(0, 0); 16], values: vec![None] }
    }
}

impl<V: Copy> Trie<V> {
    /// Where every word begins.
    pub(crate) const ROOT: Node = 0;

    /// Adds a word, in place of what stood there.
    pub(crate) fn insert(&mut self, word: impl IntoIterator<Item = char>, value: V) {
        let end = word.into_iter().fold(Self::ROOT, |node, c| self.child_or_new(node, c));
        self.values[end as usize] = Some(value);
    }

    /// The characters words begin with.
    pub(crate) fn starts(&self) -> impl Iterator<Item = char> {
        let root = self.slots.iter().map(|&(key, _)| key).filter(|&key| key != 0 && key >> 32 == 0);
        root.filter_map(|key| char::from_u32(key as u32 - 1))
    }

    /// The value of exactly this word.
    pub(crate) fn get(&self, word: impl IntoIterator<Item = char>) -> Option<V> {
        let end = word.into_iter().try_fold(Self::ROOT, |node, c| self.child(node, c))?;
        self.value(end)
    }

    /// The longest word at the start of `chars`: its length in bytes and its value.
    pub(crate) fn longest(&self, chars: impl IntoIterator<Item = char>) -> Option<(usize, V)> {
        let (mut node, mut len, mut found) = (Self::ROOT, 0, None);
        for c in chars {
            let Some(next) = self.child(node, c) else { break };
            node = next;
            len += c.len_utf8();
            if let Some(value) = self.value(node) {
                found = Some((len, value));
            }
        }
        found
    }

    /// The longest word at the start of `text`.
    pub(crate) fn at_start(&self, text: &str) -> Option<(usize, V)> {
        self.longest(text.chars())
    }

    /// The longest word, inserted back to front, at the end of `text`.
    pub(crate) fn at_end(&self, text: &str) -> Option<(usize, V)> {
        self.longest(text.chars().rev())
    }

    /// One character further.
    pub(crate) fn child(&self, node: Node, c: char) -> Option<Node> {
        let (key, mask) = (key(node, c), self.slots.len() - 1);
        let mut at = place(key) & mask;
        loop {
            match self.slots[at] {
                (found, child) if found == key => return Some(child),
                (0, _) => return None,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// What ends here.
    pub(crate) fn value(&self, node: Node) -> Option<V> {
        self.values[node as usize]
    }

    fn child_or_new(&mut self, node: Node, c: char) -> Node {
        if let Some(child) = self.child(node, c) {
            return child;
        }
        if self.values.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let child = self.values.len() as Node;
        self.values.push(None);
        self.occupy(key(node, c), child);
        child
    }

    fn grow(&mut self) {
        let doubled = vec![(0, 0); self.slots.len() * 2];
        for (key, child) in std::mem::replace(&mut self.slots, doubled) {
            if key != 0 {
                self.occupy(key, child);
            }
        }
    }

    fn occupy(&mut self, key: u64, child: Node) {
        let mask = self.slots.len() - 1;
        let mut at = place(key) & mask;
        while self.slots[at].0 != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = (key, child);
    }
}

/// Never 0, the mark of an empty slot.
const fn key(node: Node, c: char) -> u64 {
    ((node as u64) << 32) | (c as u64 + 1)
}

/// Spreads keys over the table (Fibonacci hashing).
const fn place(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins() {
        let mut trie = Trie::default();
        for (value, word) in ["平方", "平方公里", "平", "里"].into_iter().enumerate() {
            trie.insert(word.chars(), value);
        }
        assert_eq!(trie.at_start("平方公尺"), Some((6, 0)));
        assert_eq!(trie.at_start("平方公里的"), Some((12, 1)));
        assert_eq!(trie.at_start("方"), None);
        assert_eq!(trie.get("平".chars()), Some(2));
    }

    #[test]
    fn words_back_to_front() {
        let mut trie = Trie::default();
        for word in ["超过", "不超过"] {
            trie.insert(word.chars().rev(), word);
        }
        assert_eq!(trie.at_end("总量不超过"), Some((9, "不超过")));
        assert_eq!(trie.at_end("远超过"), Some((6, "超过")));
    }

    #[test]
    fn holds_many() {
        let words: Vec<String> = (0..5000).map(|n| format!("词{n}")).collect();
        let mut trie = Trie::default();
        for (value, word) in words.iter().enumerate() {
            trie.insert(word.chars(), value);
        }
        assert!(
            words.iter().enumerate().all(|(value, word)| trie.get(word.chars()) == Some(value))
        );
    }
}
