//! Where a figure stands, and how much speaks for two figures being of one thing.

use super::wording::{Pairs, Reach, Wording};
use super::words::Words;
use crate::parse::Mention;
use crate::value::Figure;

/// A figure's place in a text: the words around it, those that name it, and the figures next to it.
pub struct Site<'a> {
    /// What stands before it in its clause, behind the figure before.
    own: &'a str,
    around: Pairs,
    /// What can be seen from there: the words further away too.
    seen: Pairs,
    /// The words that name the figure: those of its clause before it, or of the clause before where its own has none, and
    /// those behind it.
    name: Pairs,
    neighbours: [Option<&'a Figure>; 2],
}

/// What speaks for two figures being of one thing, and what against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accord {
    /// Pairs of characters that stand around both.
    pub words: usize,
    /// Pairs of characters that name both.
    pub names: usize,
    /// Figures next to them that are the same.
    pub neighbours: usize,
    /// Pairs of characters that name each of the two and are not said near the other: those of which there are fewer.
    pub foreign: usize,
}

/// How far the words that another figure is named by are looked for.
const SIGHT: Reach = Reach { before: 50, after: 13 };

/// Characters of a clause that name a figure, and of what stands behind it.
const NAME: Reach = Reach { before: 20, after: 8 };

impl Accord {
    /// With so many pairs in common names say something: three characters and more.
    const NAMED: usize = 2;

    /// How much speaks for two mentions in running text being of one thing, in pairs of characters. A neighbour that is
    /// the same says as much as three, and so does, against it, what only one of them is called.
    #[must_use]
    pub const fn between_mentions(self) -> usize {
        if self.names < Self::NAMED && (self.neighbours == 0 || self.names == 0) {
            return 0;
        }
        (self.words + self.names + self.neighbours * 3).saturating_sub(self.foreign * 3)
    }

    /// The same for a figure of a heading, which is terse, and one below: it is told in fewer words, and in others. Below
    /// zero, more speaks against it.
    #[must_use]
    pub fn below_heading(self) -> i64 {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        number(self.words + self.names + self.neighbours * 4) - number(self.foreign.min(6) * 2)
    }
}

impl<'a> Site<'a> {
    /// The place of `mentions[at]` in the running text.
    #[must_use]
    pub fn of(text: &'a str, mentions: &'a [Mention], at: usize, words: &Words) -> Self {
        Self::within(
            text,
            mentions,
            at,
            words,
            [Reach::TEXT, SIGHT].map(|reach| Wording::of(text, &mentions[at], reach)),
            &CLAUSE_ENDS,
        )
    }

    /// The place of `mentions[at]` in a heading: all of it is around the figure, and a blank divides it like a comma.
    #[must_use]
    pub fn of_heading(text: &'a str, mentions: &'a [Mention], at: usize, words: &Words) -> Self {
        let all = Wording::in_line(text, &mentions[at]);
        Self::within(text, mentions, at, words, [all, all], &HEADING_ENDS)
    }

    fn within(
        text: &'a str,
        mentions: &'a [Mention],
        at: usize,
        words: &Words,
        [around, seen]: [Wording<'a>; 2],
        ends: &[char],
    ) -> Self {
        let mention = &mentions[at];
        let neighbour = |other: Option<&'a Mention>| {
            let other = other.filter(|other| is_beside(text, mention, other))?;
            other.figure().filter(|figure| !figure.is_range())
        };
        let before = at.checked_sub(1).and_then(|before| mentions.get(before));
        let after = mentions.get(at + 1);
        let last = before.map_or(0, |before| before.extent.end);
        let own = (mention.extent.start.saturating_sub(last) as usize).min(seen.before.len());
        let own = last_clause(&seen.before[seen.before.len() - own..], ends);
        let next = after.map_or(u32::MAX, |after| after.extent.start);
        let behind = (next.saturating_sub(mention.extent.end) as usize).min(seen.after.len());
        let behind = seen.after[..behind].split(BEHIND_ENDS).next().unwrap_or_default();
        let name = name(own, behind, seen.before, ends, words);
        Self {
            own,
            around: Pairs::of(&around, words),
            seen: Pairs::of(&seen, words),
            name: Pairs::of(&name, words),
            neighbours: [neighbour(before), neighbour(after)],
        }
    }

    /// What stands before the figure in its clause, behind the figure before.
    #[must_use]
    pub const fn own(&self) -> &'a str {
        self.own
    }

    /// In how many pairs of characters the names of two figures agree.
    #[must_use]
    pub fn namesakes(&self, other: &Self) -> usize {
        self.name.common(&other.name)
    }

    /// What speaks for two figures being of one thing.
    #[must_use]
    pub fn accord(&self, other: &Self) -> Accord {
        let same = self.neighbours.iter().zip(&other.neighbours).filter(|(one, other)| {
            one.zip(**other).is_some_and(|(a, b)| a.unit == b.unit && a.from == b.from)
        });
        Accord {
            words: self.around.common(&other.around),
            names: self.namesakes(other),
            neighbours: same.count(),
            foreign: self.name.without(&other.seen).min(other.name.without(&self.seen)),
        }
    }
}

/// Whether a mention stands in the sentence of another, next to it.
fn is_beside(text: &str, mention: &Mention, other: &Mention) -> bool {
    let (first, second) = match mention.span.start < other.span.start {
        true => (mention, other),
        false => (other, mention),
    };
    let between = text.get(first.extent.end as usize..second.extent.start as usize);
    between.is_some_and(|between| !between.contains(Wording::ENDS))
}

const CLAUSE_ENDS: [char; 8] = [',', ';', ':', '。', '!', '?', '、', '\n'];

const HEADING_ENDS: [char; 9] = [',', ';', ':', '。', '!', '?', '、', '\n', ' '];

const BEHIND_ENDS: [char; 11] = [',', ';', ':', '。', '!', '?', '、', '(', ')', '\n', ' '];

/// The last clause of a text, that of an open bracket by itself.
fn last_clause<'t>(text: &'t str, ends: &[char]) -> &'t str {
    let clause = text.rsplit(ends).next().unwrap_or(text);
    match (clause.rfind('('), clause.rfind(')')) {
        (Some(open), close) if close.is_none_or(|close| close < open) => &clause[open + 1..],
        _ => clause,
    }
}

/// The words that name a figure: its own, `own` before it and `behind` it, or where those do not tell, with the clause
/// before.
fn name<'t>(
    own: &'t str,
    behind: &'t str,
    before: &'t str,
    ends: &[char],
    words: &Words,
) -> Wording<'t> {
    let to = behind.char_indices().nth(NAME.after).map_or(behind.len(), |(at, _)| at);
    let behind = &behind[..to];
    let named = match words.names(words.bare(own)) || words.names(behind) {
        true => own,
        false => {
            let rest = before[..before.len() - own.len()].trim_end_matches(ends);
            let rest = rest.trim_end_matches('(');
            &before[rest.len() - last_clause(rest, ends).len()..]
        }
    };
    let from = named.char_indices().rev().take(NAME.before + own.chars().count()).last();
    Wording { before: from.map_or("", |(at, _)| &named[at..]), after: behind }
}
