//! Lists: which of the figures after a total, or before one, are its parts.
//!
//! A list ends where the text begins to speak of something else: at a new 其中, a new total, a bracket that closes. What
//! an item is compared with (较上年增加3万人) is no item, figures in deeper brackets belong to their item, and figures in
//! another unit to another relation. All of this is read off the shadow; the words are those of the sets `list-stop`,
//! `list-compared` and `list-open`.

mod walk;

use self::walk::Walk;
use super::shadow::{Ref, Shadow, Token};
use crate::parse::Mention;
use crate::rule::finder::BREAK;
use crate::rule::words::Words;
use crate::value::{UnitId, Units};

/// Bytes between an item and the figure before it.
const GAP: usize = 105;
/// The most items of a list.
const MOST: usize = 40;

/// The word set that ends a list.
pub const STOP: &str = "list-stop";
/// The word set behind which a figure is compared with an item and none itself.
pub const COMPARED: &str = "list-compared";
/// The word set that leaves a list open.
const OPEN: &str = "list-open";
/// The word set of what holds such a word and leaves nothing open: 二等奖.
const SHUT: &str = "list-open-not";

/// The parts a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Items {
    /// Their mentions, in reading order.
    pub items: Vec<Ref>,
    /// How many of them stand before the first full stop: what stands behind it may be a list of its own.
    pub firm: usize,
    /// Whether the firm part says that it is complete: no 等 in it or right behind it.
    pub closed: bool,
}

impl Items {
    /// The items that belong to the list for certain.
    #[must_use]
    pub fn firm(&self) -> &[Ref] {
        &self.items[..self.firm]
    }
}

/// What is needed to read a list.
pub struct Reader<'a> {
    /// The shadow it stands in.
    pub shadow: &'a Shadow,
    /// The document's mentions.
    pub mentions: &'a [Mention],
    /// The units.
    pub units: &'a Units,
    /// The word sets.
    pub words: &'a Words,
}

/// What separates two items: nothing of weight, a semicolon, a full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Comma,
    Semicolon,
    Stop,
}

impl Mark {
    fn in_gap(gap: &[u8]) -> Self {
        let stop = |at: usize| at == 0 || gap[at - 1] != b';';
        let mut breaks = gap.iter().enumerate().filter(|(_, byte)| **byte == BREAK);
        if breaks.any(|(at, _)| stop(at)) {
            Self::Stop
        } else if gap.contains(&b';') {
            Self::Semicolon
        } else {
            Self::Comma
        }
    }
}

impl Reader<'_> {
    /// The items of the capture `from..to`, or of the stretch that it begins. `backward` when the list stands before its
    /// total; then it is the end of the stretch.
    #[must_use]
    pub fn read(&self, from: usize, to: usize, kinds: u32, backward: bool) -> Option<Items> {
        let tokens = self.shadow.tokens_in(from, to);
        let (first, rest) = if backward { tokens.split_last()? } else { tokens.split_first()? };
        let mut walk = Walk::from(self, *first, kinds, backward)?;
        let ends = |token: &Token| walk.step(*token).is_break();
        let _ = if backward { rest.iter().rev().any(ends) } else { rest.iter().any(ends) };
        Some(walk.finish())
    }

    /// Whether no word says that there are more items than these.
    fn ends_in(&self, items: &[Token], backward: bool) -> bool {
        let [first, .., last] = items else { return items.is_empty() || self.is_last(items[0]) };
        let [head, tail] = if backward { [last, first] } else { [first, last] };
        !leaves_open(self.words, &self.shadow.bytes[head.at as usize..tail.at as usize])
            && self.is_last(*tail)
    }

    fn is_last(&self, token: Token) -> bool {
        !leaves_open(self.words, self.behind(token))
    }

    /// Whether a list that begins with the token at `list` can be of the total at `total`: they convert, no other figure of its family
    /// stands between them but what the total is compared with, and the list begins in the total's sentence or opens the
    /// next one.
    #[must_use]
    pub fn belongs(&self, total: usize, list: usize) -> bool {
        let tokens = self.shadow.tokens_in(total, list + 1);
        let [whole, between @ .., first] = tokens else { return true };
        let Some(unit) = self.unit(*whole).filter(|&unit| self.same_family(*first, unit)) else {
            return false;
        };
        let text = &self.shadow.bytes[total + 1..list];
        let of_which = memchr::memmem::rfind(text, OF_WHICH);
        if of_which.is_some_and(|at| {
            // 其余四人,其中: of the rest, not of the total.
            memchr::memmem::find(&text[..at], OF_WHICH).is_some()
                || leaves_open(self.words, &text[..at])
        }) {
            return false;
        }
        let opened = memchr::memrchr(BREAK, text);
        if let Some(at) = opened
            && (memchr::memchr(BREAK, text) != opened
                || between.last().is_some_and(|token| token.at as usize > total + 1 + at))
        {
            return false;
        }
        self.nothing_like(*whole, unit, between)
    }

    /// Whether the list that ends with the token before `list` is the one next to the total at `total` behind it.
    #[must_use]
    pub fn adjoins(&self, list: usize, total: usize) -> bool {
        let tokens = self.shadow.tokens_in(list.saturating_sub(1), total + 1);
        let [last, between @ .., whole] = tokens else { return true };
        let unit = self.unit(*whole).filter(|&unit| self.same_family(*last, unit));
        unit.is_none_or(|unit| self.nothing_like(*last, unit, between))
    }

    /// Whether the figures `between`, behind the token `from`, are in other units, in brackets, or compared with something.
    fn nothing_like(&self, from: Token, unit: UnitId, between: &[Token]) -> bool {
        let mut previous = from;
        between.iter().all(|&token| {
            let gap = last_clause(self.between(previous, token));
            previous = token;
            token.depth > from.depth || !self.same_family(token, unit) || self.has(gap, COMPARED)
        })
    }

    fn mention(&self, token: Token) -> &Mention {
        &self.mentions[token.what.mention as usize]
    }

    fn unit(&self, token: Token) -> Option<UnitId> {
        self.mention(token).figure().map(|figure| figure.unit)
    }

    fn same_family(&self, token: Token, unit: UnitId) -> bool {
        self.unit(token).is_some_and(|of| self.units.factor(of, unit).is_some())
    }

    /// The shadow between two tokens, whichever comes first.
    fn between(&self, a: Token, b: Token) -> &[u8] {
        let (from, to) = (a.at.min(b.at) as usize + 1, a.at.max(b.at) as usize);
        &self.shadow.bytes[from.min(to)..to]
    }

    /// The text before a token, as far as the figure before it.
    fn lead(&self, token: Token) -> &[u8] {
        let at = token.at as usize;
        let start = at.saturating_sub(GAP);
        let before = &self.shadow.bytes[start..at];
        before.iter().rposition(|&byte| byte < 0x20).map_or(before, |at| &before[at + 1..])
    }

    /// Where a word that ends a list stands in `gap`. A word that led the first item too (累计出院……累计死亡) ends nothing.
    fn stop(&self, gap: &[u8], lead: &[u8]) -> Option<usize> {
        let set = self.words.id(STOP)?;
        let leads = |word: &[u8]| memchr::memmem::find(lead, word).is_some();
        let mut places = self.words.places(set, gap);
        places.find(|&(at, len)| !leads(&gap[at..at + len])).map(|(at, _)| at)
    }

    /// The text right behind an item, to the next break.
    fn behind(&self, token: Token) -> &[u8] {
        let (at, end) = (token.at as usize, self.shadow.end_of_item(token.at as usize));
        &self.shadow.bytes[at + 1..end.min(at + 31)]
    }

    fn has(&self, bytes: &[u8], set: &str) -> bool {
        self.words.id(set).is_some_and(|set| self.words.stand_in(set, bytes))
    }
}

/// Whether a text says that there is more than it lists: 等, but not 二等奖.
#[must_use]
pub fn leaves_open(words: &Words, text: &[u8]) -> bool {
    let inside = |at: usize, word: &str| {
        words.of(SHUT).iter().any(|compound| {
            compound.match_indices(word).any(|(offset, _)| {
                let start = at.checked_sub(offset);
                start.is_some_and(|start| text[start..].starts_with(compound.as_bytes()))
            })
        })
    };
    words
        .of(OPEN)
        .iter()
        .any(|word| memchr::memmem::find_iter(text, word.as_bytes()).any(|at| !inside(at, word)))
}

/// What begins a list of parts; a second one begins the list of a part.
const OF_WHICH: &[u8] = "其中".as_bytes();

/// The text behind the last comma.
fn last_clause(text: &[u8]) -> &[u8] {
    let edge = |byte: &u8| matches!(byte, b',' | b';' | b':' | b'(' | b')' | &BREAK);
    text.iter().rposition(edge).map_or(text, |at| &text[at + 1..])
}

/// Whether the word at `at` begins a clause.
fn begins_clause(gap: &[u8], at: usize) -> bool {
    let before = &gap[..at];
    before.is_empty()
        || before.ends_with(b",")
        || before.ends_with(b";")
        || before.ends_with(&[BREAK])
        || before.ends_with("。".as_bytes())
        || before.ends_with(b")")
}
