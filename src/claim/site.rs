//! Where a figure stands, and how much speaks for two figures being of one thing.

use super::wording::{Pairs, Reach, Wording};
use super::words::Words;
use crate::parse::Mention;
use crate::value::{Figure, Slip};

/// A figure's place in a text: the words around it, those that name it, and the figures next to it.
pub struct Site<'a> {
    /// What stands before it in its clause, behind the figure before.
    own: &'a str,
    /// The words before it that name it.
    called: &'a str,
    around: Pairs,
    /// The characters that can be seen from there, further away too.
    seen: Vec<char>,
    /// The words that name the figure: those of its clause before it, or of the clause before where its own has none, and
    /// those behind it.
    name: Pairs,
    /// Their characters.
    letters: Vec<char>,
    neighbours: [Option<&'a Figure>; 2],
    /// What stands before the figure and behind it in its sentence.
    beside: Wording<'a>,
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
    /// Characters that name each of the two and are not said near the other: those of which there are fewer.
    pub foreign: usize,
    /// The same of the one of which there are more.
    pub strange: usize,
    /// Characters that name the first and are not said near the second.
    pub unsaid: usize,
}

/// Characters of the noun behind a figure: 4386辆出租车.
const NOUN: usize = 3;

/// How far the words that another figure is named by are looked for.
const SIGHT: Reach = Reach { before: 50, after: 13 };

/// How far, in characters, what a heading says is looked for before a figure below.
const LEAD: usize = 110;

/// How far two wordings are compared word by word.
const VERBATIM: Reach = Reach { before: 30, after: 12 };

/// So many characters on either side, and three times as many in all, make the words around a figure those around another.
const QUOTED: usize = 2;

/// Characters of a clause that name a figure, and of what stands behind it.
const NAME: Reach = Reach { before: 20, after: 8 };

impl Accord {
    /// With so many pairs in common names say something: three characters and more.
    const NAMED: usize = 2;

    /// How much speaks for two mentions in running text being of one thing, in pairs of characters. A neighbour that is
    /// the same says as much as three, and so does, against it, what only one of them is called. The more `digits` beyond
    /// two they share, the less they have to have in common otherwise.
    #[must_use]
    pub const fn between_mentions(self, digits: usize) -> usize {
        let named = self.names > 0 && self.names + digits >= Self::NAMED;
        if !named && (self.neighbours == 0 || self.names == 0) {
            return 0;
        }
        (self.words + self.names + self.neighbours * 3 + digits).saturating_sub(self.foreign * 3)
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
        let [around, seen] =
            [Reach::TEXT, SIGHT].map(|reach| Wording::of(text, &mentions[at], reach));
        Self::within(text, mentions, at, words, [around, seen], &CLAUSE_ENDS)
    }

    /// The same below a heading, which is told again over several sentences: all of them count where the figures are like
    /// enough for it, with two digits and more in common.
    #[must_use]
    pub fn below(
        text: &'a str,
        mentions: &'a [Mention],
        at: usize,
        slip: Option<Slip>,
        words: &Words,
    ) -> Self {
        if slip.is_none_or(|slip| slip.kept < 2) {
            let near = Wording::of(text, &mentions[at], SIGHT).before;
            return Self::of(text, mentions, at, words).known_by_all(near, words);
        }
        let line = Wording::in_line(text, &mentions[at]);
        let from = line.before.char_indices().rev().take(LEAD).last().map_or(0, |(at, _)| at);
        let behind = Wording::of(text, &mentions[at], SIGHT).after;
        let seen = Wording { before: &line.before[from..], after: behind };
        Self { seen: letters(&seen, words), ..Self::of(text, mentions, at, words) }
            .known_by_all(seen.before, words)
    }

    /// The place of `mentions[at]` in a heading: all of it is around the figure, and a blank divides it like a comma.
    #[must_use]
    pub fn of_heading(text: &'a str, mentions: &'a [Mention], at: usize, words: &Words) -> Self {
        let all = Wording::in_line(text, &mentions[at]);
        Self::within(text, mentions, at, words, [all, all], &HEADING_ENDS)
            .known_by_all(all.before, words)
    }

    /// The same where what has several names is told by any of them: those of the figure, and others in `seen`.
    fn known_by_all(mut self, seen: &str, words: &Words) -> Self {
        for (name, group) in words.aliases(seen) {
            for other in group.iter().filter(|other| *other != name) {
                let other = Wording { before: other, after: "" };
                if self.called.contains(name) {
                    self.name.add_all(&Pairs::of(&other, words));
                }
                self.seen.extend(letters(&other, words));
            }
        }
        self.seen.sort_unstable();
        self
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
        let previous = at.checked_sub(1).and_then(|before| mentions.get(before));
        let after = mentions.get(at + 1);
        let last = previous.map_or(0, |previous| previous.extent.end);
        let before = seen.before.trim_end();
        let blanks = seen.before.len() - before.len();
        let gap = (mention.extent.start.saturating_sub(last) as usize).saturating_sub(blanks);
        let own = last_clause(&before[before.len() - gap.min(before.len())..], ends);
        let next = after.map_or(u32::MAX, |after| after.extent.start);
        let behind = (next.saturating_sub(mention.extent.end) as usize).min(seen.after.len());
        let behind = seen.after[..behind].split(BEHIND_ENDS).next().unwrap_or_default();
        let name = name(own, behind, before, ends, words);
        let seen = Wording { after: behind, ..seen };
        Self {
            own,
            called: name.before,
            around: Pairs::of(&around, words),
            seen: letters(&seen, words),
            name: Pairs::of(&name, words),
            letters: letters(&noun(name), words),
            neighbours: [neighbour(previous), neighbour(after)],
            beside: Wording::of(text, mention, VERBATIM),
        }
    }

    /// What stands before the figure in its clause, behind the figure before.
    #[must_use]
    pub const fn own(&self) -> &'a str {
        self.own
    }

    /// Whether words next to it name the figure.
    #[must_use]
    pub fn is_named(&self) -> bool {
        !self.letters.is_empty()
    }

    /// In how many pairs of characters the names of two figures agree.
    #[must_use]
    pub fn namesakes(&self, other: &Self) -> usize {
        self.name.common(&other.name)
    }

    /// How many characters of its name are not said near another.
    fn foreign(&self, other: &Self) -> usize {
        self.letters.iter().filter(|char| other.seen.binary_search(char).is_err()).count()
    }

    /// How many characters right before both figures and right behind both are the same, light ones and blanks left out.
    #[must_use]
    pub fn verbatim(&self, other: &Self, words: &Words) -> usize {
        self.beside.verbatim(&other.beside, words).into_iter().sum()
    }

    /// Whether the same words stand on both sides of two figures, so that even a bare number must be the same.
    #[must_use]
    pub fn is_quoted_in(&self, other: &Self, words: &Words) -> bool {
        let [before, after] = self.beside.verbatim(&other.beside, words);
        before.min(after) >= QUOTED && before + after >= QUOTED * 3
    }

    /// What speaks for two figures being of one thing.
    #[must_use]
    pub fn accord(&self, other: &Self) -> Accord {
        let same = self.neighbours.iter().zip(&other.neighbours).filter(|(one, other)| {
            let tells = |a: &Figure, b: &Figure| a.unit == b.unit && a.rounds(b);
            one.zip(**other).is_some_and(|(a, b)| tells(a, b) || tells(b, a))
        });
        Accord {
            words: self.around.common(&other.around),
            names: self.namesakes(other),
            neighbours: same.count(),
            foreign: self.foreign(other).min(other.foreign(self)),
            strange: self.foreign(other).max(other.foreign(self)),
            unsaid: self.foreign(other),
        }
    }
}

/// A name with the noun right behind its figure, without what is told of it.
fn noun(name: Wording<'_>) -> Wording<'_> {
    let to = name.after.char_indices().nth(NOUN).map_or(name.after.len(), |(at, _)| at);
    Wording { after: &name.after[..to], ..name }
}

/// The characters of a wording that tell what is spoken of, each once.
fn letters(wording: &Wording<'_>, words: &Words) -> Vec<char> {
    let all = [wording.before, wording.after].into_iter().flat_map(str::chars);
    let mut letters: Vec<char> =
        all.filter(|&char| char.is_alphabetic() && !words.is_idle(char)).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
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

/// So many clauses before that of a figure may name it: 产量为5万吨,环比下降1%,同比增长2%.
const CLAUSES: usize = 3;

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
    let mut named = own;
    let mut clause = own;
    for _ in 0..CLAUSES {
        let digits = |char: char| char.is_ascii_digit() || matches!(char, '.' | '%' | ' ');
        if words.names(words.bare(clause.trim_end_matches(digits))) || words.names(behind) {
            break;
        }
        let rest = before[..before.len() - named.len()].trim_end();
        if rest.ends_with(';') {
            break;
        }
        let rest = rest.trim_end_matches(ends);
        let rest = rest.trim_end_matches('(');
        clause = last_clause(rest, ends);
        named = &before[rest.len() - clause.len()..];
    }
    let from = named.char_indices().rev().take(NAME.before + own.chars().count()).last();
    let named = from.map_or("", |(at, _)| &named[at..]);
    Wording { before: words.bare(named), after: behind }
}
