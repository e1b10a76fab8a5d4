//! Where a figure stands, and how much speaks for two figures being of one thing.

use super::wording::{Pairs, Reach, Wording};
use super::words::Words;
use crate::parse::Mention;
use crate::value::Figure;

/// A figure's place in a text: the words around it, those that name it, and the figures next to it.
pub struct Site<'a> {
    around: Pairs,
    /// What can be seen from there: the words further away too.
    seen: Pairs,
    /// The words that name the figure: those of its clause before it, or of the clause before where its own has none, and
    /// those behind it.
    name: Pairs,
    neighbours: [Option<&'a Figure>; 2],
}

/// How far the words that another figure is named by are looked for.
const SIGHT: Reach = Reach { before: 40, after: 13 };

/// Characters of a clause that name a figure, and of what stands behind it.
const NAME: Reach = Reach { before: 14, after: 8 };

/// What a neighbour that is the same counts, in pairs of characters.
const NEIGHBOUR: usize = 3;

/// What a word counts that names only one of two figures: it tells them apart.
const FOREIGN: usize = 3;

/// With so many pairs in common names say something: three characters and more.
const NAMED: usize = 2;

impl<'a> Site<'a> {
    /// The place of `mentions[at]` in the folded `text`.
    #[must_use]
    pub fn of(text: &str, mentions: &'a [Mention], at: usize, words: &Words) -> Self {
        let mention = &mentions[at];
        let pairs = |reach| Pairs::of(&Wording::of(text, mention, reach), words);
        let neighbour = |other: Option<&'a Mention>| {
            let other = other.filter(|other| is_beside(text, mention, other))?;
            other.figure().filter(|figure| !figure.is_range())
        };
        let before = at.checked_sub(1).and_then(|before| mentions.get(before));
        let after = mentions.get(at + 1);
        Self {
            around: pairs(Reach::TEXT),
            seen: pairs(SIGHT),
            name: Pairs::of(&name(text, mention, before, after, words), words),
            neighbours: [neighbour(before), neighbour(after)],
        }
    }

    /// In how many pairs of characters the names of two figures agree.
    #[must_use]
    pub fn namesakes(&self, other: &Self) -> usize {
        self.name.common(&other.name)
    }

    /// In how many pairs of characters the words around two figures agree, those that name them counted twice, and figures
    /// next to them that are the same as several. What names each of the two and is said nowhere near the other counts
    /// against it.
    #[must_use]
    pub fn accord(&self, other: &Self) -> usize {
        let same = self.neighbours.iter().zip(&other.neighbours).filter(|(one, other)| {
            one.zip(**other).is_some_and(|(a, b)| a.unit == b.unit && a.from == b.from)
        });
        let same = same.count();
        let namesakes = self.namesakes(other);
        if namesakes < NAMED && (same == 0 || namesakes == 0) {
            return 0;
        }
        let shared = self.around.common(&other.around) + namesakes + same * NEIGHBOUR;
        let foreign = self.name.without(&other.seen).min(other.name.without(&self.seen));
        shared.saturating_sub(foreign * FOREIGN)
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

const BEHIND_ENDS: [char; 10] = [',', ';', ':', '。', '!', '?', '、', '(', ')', '\n'];

/// The last clause of a text, that of an open bracket by itself.
fn last_clause(text: &str) -> &str {
    let clause = text.rsplit(CLAUSE_ENDS).next().unwrap_or(text);
    match (clause.rfind('('), clause.rfind(')')) {
        (Some(open), close) if close.is_none_or(|close| close < open) => &clause[open + 1..],
        _ => clause,
    }
}

/// The words that name a figure.
fn name<'t>(
    text: &'t str,
    mention: &Mention,
    before: Option<&Mention>,
    after: Option<&Mention>,
    words: &Words,
) -> Wording<'t> {
    let near = Wording::of(text, mention, SIGHT);
    let last = before.map_or(0, |before| before.extent.end as usize);
    let start = mention.extent.start as usize;
    // What stands between this figure and the one before.
    let own = &near.before[near.before.len() - near.before.len().min(start - last.min(start))..];
    let own = last_clause(own);
    let last = after.map_or(text.len(), |after| after.extent.start as usize);
    let behind = near.after.len().min(last.saturating_sub(mention.extent.end as usize));
    let behind = &near.after[..behind];
    let behind = behind.split(BEHIND_ENDS).next().unwrap_or(behind);
    let to = behind.char_indices().nth(NAME.after).map_or(behind.len(), |(at, _)| at);
    let behind = &behind[..to];
    let tells = |name: &str| name.chars().filter(|char| char.is_alphabetic()).nth(1).is_some();
    let named = match tells(words.bare(own)) || tells(behind) {
        true => own,
        false => {
            let rest = near.before[..near.before.len() - own.len()].trim_end_matches(CLAUSE_ENDS);
            let rest = rest.trim_end_matches('(');
            &near.before[rest.len() - last_clause(rest).len()..]
        }
    };
    let from = named.char_indices().rev().take(NAME.before + own.chars().count()).last();
    Wording { before: from.map_or("", |(at, _)| &named[at..]), after: behind }
}
