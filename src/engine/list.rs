//! Lists: which of the figures after a total, or before one, are its parts.
//!
//! A list ends where the text begins to speak of something else: at a new 其中, a new total, a comparison, a bracket that
//! closes. Figures in deeper brackets belong to their item, and figures in another unit to another relation. All of this
//! is read off the shadow; the words are those of the set `list-stop`.

use super::shadow::{Ref, Shadow, Token};
use crate::parse::Mention;
use crate::rule::words::Words;
use crate::value::{UnitId, Units};

/// Bytes between two items of a list.
const GAP: usize = 105;

/// The word set that ends a list.
pub const STOP: &str = "list-stop";
/// The word set that leaves a list open.
pub const OPEN: &str = "list-open";

/// The parts a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Items {
    /// Their mentions, in reading order.
    pub items: Vec<Ref>,
    /// Whether the list says that it is complete: no 等 in it or right behind it.
    pub closed: bool,
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

impl Reader<'_> {
    /// The items of the capture `from..to`. `backward` when the list stands before its total.
    #[must_use]
    pub fn read(&self, from: usize, to: usize, kinds: u32, backward: bool) -> Option<Items> {
        let candidates: Vec<Token> = self.shadow.tokens_in(from, to).to_vec();
        let walk: Vec<Token> =
            if backward { candidates.into_iter().rev().collect() } else { candidates };
        let first = *walk.first()?;
        let mut unit = self.mention(first).figure()?.unit;
        let mut bare = unit == UnitId::NONE;
        let depth = first.depth;
        let (mut items, mut last, mut semicolons, mut cut) = (vec![first], first, None, false);
        for &token in &walk[1..] {
            let gap = self.between(last, token);
            if self.ends(gap, depth, token) {
                // A bracket or sentence that closes ends a list for certain; a word may be part of a name.
                cut = gap.len() <= GAP && self.has(gap, STOP);
                break;
            }
            let fits = kinds & (1 << self.mention(token).kind as u32) != 0
                && self.same_family(token, unit);
            if !fits || token.depth != depth {
                continue;
            }
            let semicolon = self.between(last, token).contains(&b';');
            if *semicolons.get_or_insert(semicolon) != semicolon && semicolon {
                break;
            }
            if unit == UnitId::NONE {
                unit = self.mention(token).figure()?.unit;
            }
            bare |= self.mention(token).figure()?.unit == UnitId::NONE;
            items.push(token);
            last = token;
        }
        if backward {
            items.reverse();
        }
        let (head, tail) = (*items.first()?, *items.last()?);
        let inside = &self.shadow.bytes[head.at as usize..tail.at as usize];
        // In 3、5和8亿元 the first two may be carried in 亿: what they add up to is not certain.
        let carried = bare && unit != UnitId::NONE;
        let closed =
            !cut && !carried && !self.has(inside, OPEN) && !self.has(self.behind(tail), OPEN);
        Some(Items { items: items.into_iter().map(|token| token.what).collect(), closed })
    }

    fn mention(&self, token: Token) -> &Mention {
        &self.mentions[token.what.mention as usize]
    }

    fn same_family(&self, token: Token, unit: UnitId) -> bool {
        self.mention(token)
            .figure()
            .is_some_and(|figure| self.units.factor(figure.unit, unit).is_some())
    }

    /// The shadow between two tokens, whichever comes first.
    fn between(&self, a: Token, b: Token) -> &[u8] {
        let (from, to) = (a.at.min(b.at) as usize + 1, a.at.max(b.at) as usize);
        &self.shadow.bytes[from..to]
    }

    fn ends(&self, gap: &[u8], depth: u16, token: Token) -> bool {
        gap.len() > GAP
            || self.has(gap, STOP)
            || gap.contains(&crate::rule::finder::BREAK)
            || token.depth < depth
    }

    /// The text right behind an item, to the next break.
    fn behind(&self, token: Token) -> &[u8] {
        let (at, end) = (token.at as usize, self.shadow.end_of_item(token.at as usize));
        &self.shadow.bytes[at + 1..end.min(at + 31)]
    }

    fn has(&self, bytes: &[u8], set: &str) -> bool {
        self.words.of(set).iter().any(|word| memchr::memmem::find(bytes, word.as_bytes()).is_some())
    }
}
