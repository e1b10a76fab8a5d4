//! Scores and proportions: 25:21, 3比2, 1:2.5. Data: the table `score` of `rules/words/codes.toml`.

use rust_decimal::Decimal;

use super::glyph::glyph;
use super::mention::{Kind, Side};
use super::number::{Numeral, Written, numeral};
use super::spot::Spot;
use super::trie::Trie;

/// The words that tell a score from a proportion.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    /// Back to front.
    before: Trie<()>,
    after: Trie<()>,
    /// What makes it a proportion, back to front.
    proportion: Trie<()>,
}

/// Two figures side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    /// Score or ratio.
    pub(crate) kind: Kind,
    /// Both sides.
    pub(crate) sides: (Side, Side),
    /// Bytes read.
    pub(crate) len: usize,
}

impl Scores {
    pub(crate) fn new(before: &str, after: &str, proportion: &str) -> Self {
        let mut scores = Self::default();
        for word in before.split_whitespace() {
            scores.before.insert(word.chars().rev(), ());
        }
        for word in proportion.split_whitespace() {
            scores.proportion.insert(word.chars().rev(), ());
        }
        for word in after.split_whitespace() {
            scores.after.insert(word.chars(), ());
        }
        scores
    }

    /// A score: two whole numbers with `:`, 比 or `-` between them, and a word of games beside them.
    pub(crate) fn score(&self, spot: Spot<'_>) -> Option<Pair> {
        let (before, rest) = (spot.before(), spot.rest());
        let pair = pair(spot, &[':', '比', '-'])?;
        let whole = |side: Side| side.value.is_integer() && side.value < Decimal::from(200);
        let words = self.before.at_end(before.trim_end_matches([' ', ':'])).is_some()
            || self.after.at_start(rest[pair.len..].trim_start_matches(' ')).is_some();
        (words && whole(pair.sides.0) && whole(pair.sides.1))
            .then_some(Pair { kind: Kind::Score, ..pair })
    }

    /// A proportion: what no word calls a score, and what cannot be a time of day.
    pub(crate) fn ratio(&self, spot: Spot<'_>) -> Option<Pair> {
        let pair = pair(spot, &[':', '比'])?;
        let minutes = spot.rest()[..pair.len]
            .split_once(':')
            .is_some_and(|(hour, minute)| hour.len() <= 2 && minute.len() == 2);
        let told = || self.proportion.at_end(spot.before().trim_end_matches(' ')).is_some();
        (!minutes || told()).then_some(pair)
    }
}

fn pair(spot: Spot<'_>, signs: &[char]) -> Option<Pair> {
    let (rest, first) = (spot.rest(), spot.numeral()?);
    // The last two of 3:2:1.
    let behind = spot.text_before().strip_suffix(signs).and_then(|head| head.chars().next_back());
    if behind.is_some_and(|c| glyph(c).is_some()) {
        return None;
    }
    let tail =
        rest[first.len..].trim_start_matches(' ').strip_prefix(signs)?.trim_start_matches(' ');
    let (behind, second) = numeral(tail).ok()?;
    let same = (first.digits == Written::Chinese) == (second.digits == Written::Chinese);
    let more = behind.starts_with([':', '%', '-']) || behind.starts_with("比");
    if !same || first.headless || second.headless || first.magnitude > 0 || more {
        return None;
    }
    let side = |numeral: &Numeral| Side { value: numeral.value, step: numeral.step };
    let sides = (side(first), side(&second));
    Some(Pair { kind: Kind::Ratio, sides, len: rest.len() - behind.len() })
}
