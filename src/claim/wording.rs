//! The wording around a figure, and how much of it two figures share.

use super::words::Words;
use crate::parse::Mention;

/// The words before and behind a figure, inside its sentence.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'t> {
    /// What stands before it.
    pub before: &'t str,
    /// What stands behind it.
    pub after: &'t str,
}

/// Characters that are looked at before a figure, and behind it.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// Before it.
    pub before: usize,
    /// Behind it.
    pub after: usize,
}

impl Reach {
    /// For a heading, which is terse.
    pub const HEADING: Self = Self { before: 12, after: 9 };
    /// For running text.
    pub const TEXT: Self = Self { before: 20, after: 13 };
}

impl<'t> Wording<'t> {
    /// The ends of sentences, and of a heading before its text.
    pub const ENDS: [char; 5] = ['。', '!', '?', '\n', '】'];

    /// The wording around a mention of the folded `text`.
    #[must_use]
    pub fn of(text: &'t str, mention: &Mention, reach: Reach) -> Self {
        let (start, end) = (mention.extent.start as usize, mention.extent.end as usize);
        let before = &text[..start];
        let from = before.char_indices().rev().take(reach.before).last();
        let before = &before[from.map_or(start, |(at, _)| at)..];
        let before = before.rfind(Self::ENDS).map_or(before, |at| &before[at..]);
        let after = &text[end..];
        let to = after.char_indices().nth(reach.after).map_or(after.len(), |(at, _)| at);
        let after = &after[..to];
        let after = after.find(Self::ENDS).map_or(after, |at| &after[..at]);
        Self { before, after }
    }

    /// All that stands in the line of a mention, or in its 【】.
    #[must_use]
    pub fn in_line(text: &'t str, mention: &Mention) -> Self {
        let (start, end) = (mention.extent.start as usize, mention.extent.end as usize);
        let before = text[..start].rsplit(['\n', '【']).next().unwrap_or_default();
        let after = text[end..].split(['\n', '】']).next().unwrap_or_default();
        Self { before, after }
    }

    /// In how many pairs of neighbouring characters two wordings agree, light characters left out.
    #[must_use]
    pub fn likeness(&self, other: &Self, words: &Words) -> usize {
        Pairs::of(self, words).common(&Pairs::of(other, words))
    }

    /// How many characters right before two figures and right behind them are the same, light ones and
    /// blanks left out.
    pub(super) fn verbatim(&self, other: &Self, words: &Words) -> [usize; 2] {
        let told = |char: &char| !char.is_whitespace() && !words.is_light(*char);
        let same = |(a, b): &(char, char)| a == b && a.is_alphanumeric();
        let before = self.before.chars().rev().filter(told);
        let before = before.zip(other.before.chars().rev().filter(told)).take_while(same);
        let after = self.after.chars().filter(told);
        let after = after.zip(other.after.chars().filter(told)).take_while(same);
        [before.count(), after.count()]
    }

    /// The words on both sides.
    #[must_use]
    pub fn joined(&self) -> String {
        [self.before, self.after].join(" ")
    }

    /// Whether the wordings say that the figures are about different things.
    #[must_use]
    pub fn is_apart(&self, other: &Self, words: &Words) -> bool {
        words.set_apart(self.before, other.before)
    }
}

impl Words {
    /// Whether two names share a pair of neighbouring characters.
    #[must_use]
    pub fn is_like(&self, a: &str, b: &str) -> bool {
        let name = |text| Wording { before: text, after: "" };
        name(a).likeness(&name(b), self) > 0
    }
}

/// The pairs of neighbouring characters of a wording, each once.
pub(super) struct Pairs {
    pairs: [[char; 2]; 64],
    len: usize,
}

impl Pairs {
    pub(super) fn of(wording: &Wording<'_>, words: &Words) -> Self {
        let mut pairs = Self { pairs: [['\0'; 2]; 64], len: 0 };
        for text in [wording.before, wording.after] {
            let mut last = None;
            for char in text.chars() {
                let counts = (char.is_alphabetic()) && !words.is_light(char);
                if counts && let Some(last) = last {
                    pairs.add([last, char]);
                }
                last = counts.then_some(char);
            }
        }
        pairs
    }

    /// Adds those of another wording.
    pub(super) fn add_all(&mut self, others: &Self) {
        others.all().iter().for_each(|&pair| self.add(pair));
    }

    fn add(&mut self, pair: [char; 2]) {
        if self.len < self.pairs.len() && !self.all().contains(&pair) {
            self.pairs[self.len] = pair;
            self.len += 1;
        }
    }

    /// How many are in both.
    pub(super) fn common(&self, other: &Self) -> usize {
        self.all().iter().filter(|pair| other.all().contains(pair)).count()
    }

    fn all(&self) -> &[[char; 2]] {
        &self.pairs[..self.len]
    }
}
