//! What stands around a figure in its clause, and so says what it counts.

use std::ops::Range;

use super::Env;
use crate::engine::shadow::Ref;

/// The words around a figure.
pub(super) struct Label<'t> {
    /// The figure as printed.
    pub text: &'t str,
    /// What stands before it.
    pub before: &'t str,
    /// What stands behind it.
    pub after: &'t str,
}

/// How far a label reaches, in bytes.
const REACH: usize = 60;
/// What a clause ends with, and an item of a list.
const EDGES: [char; 9] = [',', ';', ':', '。', '、', '(', ')', '\n', ' '];
/// The word set of compounds that a part of them is no name of: 出口 is not named by 进出口.
const COMPOUND: &str = "part-compound";

impl<'t> Label<'t> {
    pub(super) fn of(env: &Env<'t>, what: Ref) -> Self {
        let at = what.mention as usize;
        let extent = env.mentions[at].extent;
        let (start, end) = (extent.start as usize, extent.end as usize);
        let from = at.checked_sub(1).map_or(0, |at| env.mentions[at].extent.end as usize);
        let to = env.mentions.get(at + 1).map_or(env.text.len(), |it| it.extent.start as usize);
        let before = cut(env.text, from.max(start.saturating_sub(REACH))..start).trim_end();
        let after = cut(env.text, end..to.max(end).min(end + REACH)).trim_start();
        Self {
            text: &env.text[start..end],
            before: before
                .rfind(EDGES)
                .map_or(before, |at| &before[at..])
                .trim_start_matches(EDGES),
            after: after.find(EDGES).map_or(after, |at| &after[..at]),
        }
    }

    /// Whether it is the label of something called `name`.
    pub(super) fn names(&self, env: &Env<'_>, name: &str) -> bool {
        self.has_beside(name, env.words.of(COMPOUND).iter().map(String::as_str))
    }

    /// Whether the words before two figures have two neighbouring characters in common.
    pub(super) fn shares_a_word_with(&self, other: &Self) -> bool {
        pairs(self.before).any(|pair| other.before.contains(pair))
    }

    /// Whether the words before two figures do not tell that they are of different things.
    pub(super) fn may_be_called_as(&self, other: &Self) -> bool {
        self.before.is_empty() || other.before.is_empty() || self.shares_a_word_with(other)
    }

    /// Whether two neighbouring characters of a text stand in it.
    pub(super) fn says_some_of(&self, text: &str) -> bool {
        pairs(text).any(|pair| self.before.contains(pair) || self.after.contains(pair))
    }

    /// Whether what is counted may be what `whole` counts: nothing is said behind it, or something that the label of the
    /// whole says too.
    pub(super) fn may_be_of(&self, whole: &Self) -> bool {
        let short = self.after.chars().nth(1).is_none();
        whole.after.is_empty()
            || if short { whole.after.contains(self.after) } else { whole.says_some_of(self.after) }
    }

    /// Whether a word stands in it, and not inside another of `names`.
    pub(super) fn has_beside<'n>(
        &self,
        word: &str,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> bool {
        let inside = |text: &str, at: usize| {
            let begins = |name: &str, from: usize| from == at && name.len() > word.len();
            let holds = |name: &str, from: usize| from < at && at < from + name.len();
            names.clone().any(|name| {
                text.match_indices(name).any(|(from, _)| begins(name, from) || holds(name, from))
            })
        };
        let stands = |text: &str| {
            text.contains(word) && text.match_indices(word).any(|(at, _)| !inside(text, at))
        };
        stands(self.before) || stands(self.after)
    }
}

/// Every two neighbouring characters of a text.
fn pairs(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    text.char_indices().zip(ends.skip(1)).map(|((start, _), end)| &text[start..end])
}

/// The text of `range`, whose ends may stand inside a character and are moved inwards.
fn cut(text: &str, range: Range<usize>) -> &str {
    let start = (range.start..=range.end).find(|&at| text.is_char_boundary(at));
    let end = (range.start..=range.end.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    match (start, end) {
        (Some(start), Some(end)) if start <= end => &text[start..end],
        _ => "",
    }
}
