//! A pattern made ready to search: what a sentence must hold to be tried, and the matcher over its shadow.

use std::borrow::Cow;

use super::matcher::{Captures, Matcher};
use super::pattern::{self, Gap, Kinds, Pattern, Piece};
use super::sight::Needs;
use super::words::Words;
use crate::parse::Kind;

/// Stands in the shadow for a mention of a kind. One byte that no text holds, because the shadow has no control
/// characters of its own.
#[must_use]
pub const fn token(kind: Kind) -> u8 {
    match kind as u8 {
        // Tab, line feed and carriage return keep their meaning.
        low @ 0..=7 => low + 1,
        high => high + 6,
    }
}

/// Between the two dates or times of a range.
pub const JOIN: u8 = 0x7f;
/// Ends a sentence or a line in the shadow.
pub const BREAK: u8 = b'\n';

/// The word that [`JOIN`] stands for.
pub(super) const TO: &str = "至";

/// Bytes `‥` may pass over: 8 Chinese characters.
const SHORT_GAP: usize = 24;
/// Bytes `…` may pass over: 24 Chinese characters.
const GAP: usize = 72;
/// Bytes `……` may pass over.
const WIDE_GAP: usize = 240;

/// Characters that tell nothing of a sentence.
const COMMON: [&str; 22] = [
    ",", ":", "、", "(", ")", ";", "“", "”", "的", "在", "中", "是", "为", "和", "有", "了", "于",
    "年", "以", "上", "到", "来",
];

/// The less the words of a set are met, the smaller: few and long ones.
pub(super) fn rarity(words: &[String]) -> (std::cmp::Reverse<usize>, usize) {
    let shortest = words.iter().map(String::len).min().unwrap_or(0);
    (std::cmp::Reverse(shortest), words.len())
}

/// What a capture of a match is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The hole's index in the rule.
    pub hole: usize,
    /// Whether it is a list.
    pub list: bool,
    /// What fits.
    pub kinds: Kinds,
}

/// A pattern made ready to search.
#[derive(Debug)]
pub struct Finder {
    /// As written.
    pub source: String,
    /// Finds its matches.
    pub matcher: Matcher,
    /// Whether it begins with a list.
    pub opens_with_list: bool,
    /// Whether it ends with a list.
    pub ends_with_list: bool,
    /// What each capture of a match is for.
    pub slots: Vec<Slot>,
    /// What a stretch must hold to be tried.
    pub needs: Needs,
    /// Cue sets (see [`Words`]) each of which must have a word in the stretch.
    pub cues: Vec<usize>,
    /// The kinds that fit, where the pattern is nothing but one hole.
    pub bare: Option<Kinds>,
    /// The kinds of the tokens that its first hole can begin with, where it begins with one: then it is tried only there.
    pub head: Option<Kinds>,
    /// Likewise of the holes behind it, as far as no match can do without them.
    then: Vec<Kinds>,
    /// The most bytes a match takes; `None` where a list may go on to the end of the stretch.
    reach: Option<usize>,
}

impl Finder {
    /// The pattern as an editor would write it.
    #[must_use]
    pub fn in_words(&self, words: &Words) -> String {
        match pattern::parse(&self.source, str::to_owned) {
            Ok(pattern) => pattern::in_words(&pattern.pieces, words),
            Err(_) => self.source.clone(),
        }
    }

    /// Prepares `pattern`; `holes` are the names of the rule's holes, and literal texts become cues of `words`. With
    /// `across`, wide gaps may run over the end of a sentence.
    pub fn new(
        source: &str,
        pattern: &Pattern,
        holes: &[String],
        words: &mut Words,
        across: bool,
    ) -> Self {
        let bare = match pattern.pieces.as_slice() {
            [Piece::Hole(hole)] if !hole.list && !range_kinds(hole.kinds) => Some(hole.kinds),
            _ => None,
        };
        let head = match pattern.pieces.first() {
            Some(Piece::Hole(hole)) => Some(hole.kinds.beginnings()),
            _ => None,
        };
        let then = pattern.pieces.iter().skip(1).filter_map(|piece| match piece {
            Piece::Hole(hole) => Some(hole.kinds.beginnings()),
            _ => None,
        });
        let (matcher, slots) = Matcher::new(&pattern.pieces, holes, words, across);
        let mut finder = Self {
            head,
            then: then.collect(),
            reach: reach_of_all(&pattern.pieces, words),
            source: source.to_owned(),
            matcher,
            opens_with_list: pattern.pieces.first().is_some_and(is_list),
            ends_with_list: pattern.pieces.last().is_some_and(is_list),
            slots,
            needs: Needs::default(),
            cues: Vec::new(),
            bare,
        };
        finder.require(&pattern.pieces, words);
        finder.choose_cues(words);
        if let Some(behind) = finder.matcher.behind_first() {
            finder.needs.set_behind(behind);
        }
        finder
    }

    /// Keeps of the cues those that are worth looking for, the rarest first.
    fn choose_cues(&mut self, words: &Words) {
        let words_of = |set: &usize| words.set(*set).iter();
        // What stands in nearly all sentences is not.
        self.cues.retain(|set| words_of(set).all(|word| !COMMON.contains(&word.as_str())));
        self.cues.sort_by_cached_key(|&set| rarity(words.set(set)));
        // What one character may say beside the rarest is seldom.
        let mut first = true;
        self.cues
            .retain(|set| std::mem::take(&mut first) || words_of(set).all(|word| word.len() > 3));
        self.cues.truncate(Needs::CUES);
        self.needs.add_cues(&self.cues);
    }

    /// What any match needs: the top level of the pattern.
    fn require(&mut self, pieces: &[Piece], words: &mut Words) {
        for piece in pieces {
            match piece {
                Piece::Hole(hole) => self.needs.add_mention(hole.kinds),
                Piece::Group { any, optional: false } => {
                    let each: Option<Vec<Cow<'_, [String]>>> = any
                        .iter()
                        .map(|pieces| pieces.iter().find_map(|piece| cue(piece, words)))
                        .collect();
                    let all = each.map(|each| each.concat());
                    self.cues.extend(all.map(|all| words.union(all)));
                }
                Piece::Words(set) if cue(piece, words).is_some() => self.cues.extend(words.id(set)),
                Piece::Text(text) => {
                    self.needs.add_text(text);
                    let text = cue(piece, words).map(Cow::into_owned);
                    self.cues.extend(text.map(|text| words.union(text)));
                }
                _ => {}
            }
        }
    }

    /// Whether a match that begins with a mention may go on over those behind it, of which the shadow holds such `tokens`
    /// within its reach: they are of the right kinds, in the right order.
    #[must_use]
    pub fn may_go_on(&self, mut tokens: impl Iterator<Item = Kind>) -> bool {
        self.then.iter().all(|kinds| tokens.any(|token| kinds.has(token)))
    }

    /// Where a match that begins at `from` ends at the latest.
    #[must_use]
    pub fn horizon(&self, from: usize, end: usize) -> usize {
        self.reach.map_or(end, |reach| end.min(from + reach))
    }
}

/// A pattern that makes its rule step aside.
#[derive(Debug)]
pub enum Antipattern {
    /// Plain text, which nearly all are.
    Text(Box<[u8]>),
    /// Anything else.
    Pattern(Matcher),
}

impl Antipattern {
    /// Prepares `pattern`.
    #[must_use]
    pub fn new(pattern: &Pattern, words: &Words) -> Self {
        match pattern.pieces.as_slice() {
            [Piece::Text(text)] if text != TO => Self::Text(text.as_bytes().into()),
            pieces => Self::Pattern(Matcher::new(pieces, &[], words, false).0),
        }
    }

    /// Whether it stands in `shadow`.
    #[must_use]
    pub fn stands_in(&self, shadow: &[u8], words: &Words) -> bool {
        match self {
            Self::Text(text) => memchr::memmem::find(shadow, text).is_some(),
            Self::Pattern(matcher) => {
                matcher.find_at(shadow, 0, words, &mut Captures::default()).is_some()
            }
        }
    }
}

impl Kinds {
    /// The kinds of the tokens with which mentions of these kinds can begin.
    #[must_use]
    pub const fn beginnings(self) -> Self {
        // A range begins with the token of its ends, whose kind comes just before it.
        let ranges = self.0 & (Self::one(Kind::DateRange).0 | Self::one(Kind::TimeRange).0);
        Self(self.0 | ranges >> 1)
    }

    /// Whether the token `byte` of the shadow stands for one of these kinds.
    #[must_use]
    pub const fn has_token(self, byte: u8) -> bool {
        let index = if byte <= 8 { byte.saturating_sub(1) } else { byte.saturating_sub(6) };
        self.0 & (1 << (index & 31)) != 0
    }
}

fn range_kinds(kinds: Kinds) -> bool {
    kinds.iter().any(|kind| kind.ends().is_some())
}

fn is_list(piece: &Piece) -> bool {
    matches!(piece, Piece::Hole(hole) if hole.list)
}

/// The most bytes a match of a pattern takes: of a list at either end only the item next to the rest is matched.
fn reach_of_all(pieces: &[Piece], words: &Words) -> Option<usize> {
    let last = pieces.len().saturating_sub(1);
    pieces.iter().enumerate().try_fold(0, |sum, (at, piece)| {
        let one = if is_list(piece) && (at == 0 || at == last) {
            1
        } else {
            reach(std::slice::from_ref(piece), words)?
        };
        Some(sum + one)
    })
}

/// The most bytes a match of `pieces` takes.
fn reach(pieces: &[Piece], words: &Words) -> Option<usize> {
    pieces.iter().try_fold(0, |sum, piece| {
        let most = match piece {
            Piece::Text(text) => text.len(),
            Piece::Words(set) => words.of(set).iter().map(String::len).max().unwrap_or(0),
            Piece::Hole(hole) if hole.list => return None,
            // The two ends of a range and what joins them.
            Piece::Hole(_) => 3,
            Piece::Gap(gap) => limit(*gap),
            Piece::Group { any, .. } => any
                .iter()
                .map(|pieces| reach(pieces, words))
                .try_fold(0, |most, one| Some(most.max(one?)))?,
        };
        Some(sum + most)
    })
}

/// The words one of which a piece must find. What joins a range is no text, so 至 cannot be asked for.
fn cue<'w>(piece: &Piece, words: &'w Words) -> Option<Cow<'w, [String]>> {
    let found = match piece {
        Piece::Text(text) if text.chars().any(char::is_alphabetic) => Cow::from(vec![text.clone()]),
        Piece::Words(set) => Cow::from(words.of(set)),
        _ => return None,
    };
    (!found.iter().any(|word| word == TO)).then_some(found)
}

/// The most bytes a gap passes over.
pub(super) const fn limit(gap: Gap) -> usize {
    match gap {
        Gap::Words => SHORT_GAP,
        Gap::Text => GAP,
        Gap::Wide => WIDE_GAP,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::pattern;

    #[test]
    fn tokens_are_distinct_control_bytes() {
        let mut tokens: Vec<u8> = Kind::ALL.into_iter().map(token).collect();
        assert!(tokens.iter().all(|&token| token < 0x20 && token != BREAK && token != 0));
        tokens.dedup();
        assert_eq!(tokens.len(), Kind::ALL.len());
    }

    #[test]
    fn ranges_begin_with_their_ends() {
        let begins = |of: Kind, with: Kind| Kinds::one(of).beginnings().has(with);
        assert!(begins(Kind::DateRange, Kind::Date) && begins(Kind::TimeRange, Kind::Time));
        for kind in Kind::ALL {
            assert!(begins(kind, kind) && Kinds::one(kind).has_token(token(kind)));
            assert!(!begins(Kind::Count, kind) || kind == Kind::Count);
        }
    }

    #[test]
    fn what_follows_the_first_hole() {
        let mut words = Words::default();
        words.define("link", ["是".to_owned(), "为".to_owned()]);
        let mut check = |text: &str, byte: u8, expected: bool| {
            let pattern = pattern::parse(text, str::to_owned).unwrap();
            let finder = Finder::new("", &pattern, &["d".to_owned()], &mut words, false);
            let shadow = [token(Kind::Date), byte];
            assert_eq!(finder.matcher.goes_on(&shadow, 0), expected, "{text}");
        };
        check("{d:date}(,|、)?@link?{:weekday}", token(Kind::Weekday), true);
        check("{d:date}(,|、)?@link?{:weekday}", b',', true);
        check("{d:date}(,|、)?@link?{:weekday}", b'(', false);
        check("{d:date}至{:date}", JOIN, true);
        check("{d:date}{:date}", token(Kind::Time), false);
        check("{d:date}…{:date}", b'(', true);
    }

    #[test]
    fn finds_over_the_shadow() {
        let mut words = Words::default();
        words.define("took", ["用了".to_owned(), "历时".to_owned()]);
        let pattern =
            pattern::parse("{from:date}(至|到){to:date}…@took{span:duration}", str::to_owned)
                .unwrap();
        let holes = ["from", "to", "span"].map(str::to_owned);
        let finder = Finder::new("", &pattern, &holes, &mut words, false);
        assert_eq!((finder.needs.least, finder.cues.len()), (3, 1));
        let (date, span) = (token(Kind::Date), token(Kind::Duration));
        let shadow =
            [&[date][..], "至".as_bytes(), &[date], ",仅用了".as_bytes(), &[span]].concat();
        let mut found = Captures::default();
        let matched = finder.matcher.find_at(&shadow, 0, &words, &mut found);
        assert_eq!(matched, Some(0..shadow.len()));
        assert_eq!(found.place(2), Some((shadow.len() - 1, shadow.len())));
    }
}
