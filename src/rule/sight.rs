//! What a stretch of text is seen to hold at a glance, and what a pattern must see before it is tried there.
//!
//! Hundreds of patterns ask this of every sentence with a figure, so both sides are a few words of bits.

use super::pattern::Kinds;
use super::words::CueSet;
use crate::parse::Kind;

/// What a stretch holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// The kinds of its mentions, one bit each.
    kinds: u32,
    /// The kinds that it holds twice or more.
    twice: u32,
    /// The kinds that it holds three times or more.
    thrice: u32,
    /// How many tokens its shadow has.
    pub tokens: u32,
    /// What follows its tokens, hashed to a bit for each of 64.
    behind: u64,
}

impl Sight {
    /// Adds a token for a mention of that kind, or for an end of one, that has `rest` of the shadow behind it.
    pub fn add_token(&mut self, kind: Kind, rest: &[u8]) {
        self.add_kind(kind);
        self.tokens += 1;
        self.behind |= Self::mark(rest);
    }

    /// Adds a kind of mention.
    pub fn add_kind(&mut self, kind: Kind) {
        let kind = Kinds::one(kind).0;
        self.thrice |= self.twice & kind;
        self.twice |= self.kinds & kind;
        self.kinds |= kind;
    }

    /// Adds what is seen in a part.
    pub fn add(&mut self, part: &Self) {
        self.thrice |= part.thrice | self.twice & part.kinds | self.kinds & part.twice;
        self.twice |= part.twice | self.kinds & part.kinds;
        self.kinds |= part.kinds;
        self.tokens += part.tokens;
        self.behind |= part.behind;
    }

    /// Whether it holds a mention of one of these kinds.
    pub(super) const fn has_any(&self, kinds: Kinds) -> bool {
        self.kinds & kinds.0 != 0
    }

    /// How many mentions it holds of some kinds, three of each at the most.
    const fn count(&self, kinds: u32) -> u32 {
        (self.kinds & kinds).count_ones()
            + (self.twice & kinds).count_ones()
            + (self.thrice & kinds).count_ones()
    }

    /// The bit of the character with which `text` begins; all bits where there is none.
    pub(super) fn mark(text: &[u8]) -> u64 {
        let byte = match *text {
            [byte @ ..0x80, ..] => byte,
            [0xE0..=0xFF, _, byte, ..] | [0xC0..0xE0, byte, ..] => byte,
            _ => return u64::MAX,
        };
        1 << (byte & 63)
    }
}

/// What a pattern must see. It may be told of less than the pattern asks for: this only saves trying it.
#[derive(Clone, Debug)]
pub struct Needs {
    /// The kinds that no match can do without.
    kinds: u32,
    /// Those it needs twice.
    twice: u32,
    /// Each must meet a kind of the stretch; all ones where nothing is asked.
    any: [u32; 3],
    /// How many mentions it takes at least.
    pub least: u32,
    /// The kinds of the mentions it takes.
    pool: u32,
    /// What may follow its first mention.
    behind: u64,
    /// The ASCII signs that must stand in the text.
    signs: u64,
    /// The cue sets each of which must have a word in the stretch.
    cues: [Cue; Self::CUES],
}

/// A cue set that must have a word: its bit in a row of a [`CueSet`]; no bit where none is asked for.
#[derive(Clone, Copy, Debug, Default)]
struct Cue {
    row: u16,
    bit: u64,
}

impl Default for Needs {
    fn default() -> Self {
        Self {
            kinds: 0,
            twice: 0,
            any: [u32::MAX; 3],
            least: 0,
            pool: 0,
            behind: u64::MAX,
            signs: 0,
            cues: [Cue::default(); Self::CUES],
        }
    }
}

impl Needs {
    /// So many cue sets are asked for at the most.
    pub(super) const CUES: usize = 3;

    /// It takes one more mention of `kinds`.
    pub(super) fn add_mention(&mut self, kinds: Kinds) {
        self.least += 1;
        self.pool |= kinds.0;
        if kinds.0.count_ones() == 1 {
            self.twice |= self.kinds & kinds.0;
            self.kinds |= kinds.0;
        } else if let Some(free) = self.any.iter_mut().find(|any| **any == u32::MAX) {
            *free = kinds.0;
        }
    }

    /// It takes the text `text`, where that is a sign.
    pub(super) fn add_text(&mut self, text: &str) {
        self.signs |= signs(text.as_bytes());
    }

    /// It takes a word of each of these cue sets.
    pub(super) fn add_cues(&mut self, cues: &[usize]) {
        for (slot, &cue) in self.cues.iter_mut().zip(cues) {
            *slot = Cue { row: (cue / 64) as u16, bit: 1 << (cue % 64) };
        }
    }

    /// Its first mention is followed by one of these.
    pub(super) fn set_behind(&mut self, behind: u64) {
        self.behind = behind;
    }

    /// Kinds one of which must stand in the stretch, as few as it can tell.
    pub(super) fn one_of(&self) -> Kinds {
        let one = 1_u32.checked_shl(self.kinds.trailing_zeros());
        let fewest = one.into_iter().chain(self.any).min_by_key(|any| any.count_ones());
        Kinds(fewest.unwrap_or(u32::MAX))
    }

    /// Whether a stretch with that sight and those words and signs may hold a match.
    ///
    /// Nearly always it may not, and each part alone is a toss-up: all are looked at, and asked about once.
    #[must_use]
    #[inline]
    pub fn met_by(&self, sight: &Sight, cues: &CueSet) -> bool {
        let missing = self.cues.map(|Cue { row, bit }| bit & !cues.row(row.into()));
        let lacks = missing[0]
            | missing[1]
            | missing[2]
            | self.signs & !cues.signs()
            | u64::from(self.kinds & !sight.kinds | self.twice & !sight.twice);
        let [a, b, c] = self.any.map(|any| any & sight.kinds != 0);
        let seen = (self.behind & sight.behind != 0) & (self.least <= sight.tokens) & a & b & c;
        (lacks == 0) & seen && self.least.min(3) <= sight.count(self.pool)
    }
}

/// The signs in `text`, one bit each: ASCII from the blank to `?`.
fn signs(text: &[u8]) -> u64 {
    let signs = text.iter().filter(|byte| matches!(byte, 0x20..0x40));
    signs.fold(0, |all, &sign| all | 1 << sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(kinds: &[(Kind, &str)]) -> Sight {
        let mut sight = Sight::default();
        for (kind, rest) in kinds {
            sight.add_token(*kind, rest.as_bytes());
        }
        sight
    }

    #[test]
    fn kinds_are_counted_up_to_two() {
        let mut needs = Needs::default();
        needs.add_mention(Kinds::one(Kind::Date));
        needs.add_mention(Kinds::one(Kind::Date));
        let one = seen(&[(Kind::Date, "至"), (Kind::Count, "。")]);
        let cues = CueSet::default();
        assert!(!needs.met_by(&one, &cues));
        let mut both = one;
        both.add(&one);
        assert!(needs.met_by(&both, &cues));
        assert_eq!(both, seen(&[(Kind::Date, "至"), (Kind::Count, "。")].repeat(2)));
    }

    #[test]
    fn what_follows_a_mention_is_seen() {
        let mut needs = Needs::default();
        needs.set_behind(Sight::mark(b"("));
        let cues = CueSet::default();
        assert!(needs.met_by(&seen(&[(Kind::Date, "(周五)")]), &cues));
        assert!(!needs.met_by(&seen(&[(Kind::Date, ",周五")]), &cues));
        // The end of the text may be anything.
        assert!(needs.met_by(&seen(&[(Kind::Date, "")]), &cues));
    }
}
