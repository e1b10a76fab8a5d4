//! Matches patterns against shadows.
//!
//! A pattern is small and its word sets are large, so nothing is built for it but a list of steps: word sets are looked up
//! as they are. Steps are tried in order, alternatives from first to last, gaps from the shortest on, lists from the longest
//! on, words from the longest on. A gap that was entered at a place in vain is not entered there again, so a match costs at
//! most a pass over its reach for each of its gaps.

use std::ops::Range;

use super::finder::{BREAK, JOIN, Slot, TO, limit};
use super::pattern::{Gap, Hole, Kinds, Piece};
use super::words::Words;
use crate::parse::Kind;
use crate::text::window::width;

/// A pattern as steps.
#[derive(Debug, Default)]
pub struct Matcher {
    steps: Vec<Step>,
    gaps: usize,
    /// What a match can begin with, where that is known.
    first: Option<Box<Starts>>,
    /// What can follow the first step where that takes one mention, where that is known.
    second: Option<Box<Starts>>,
}

/// The characters with which something can begin, hashed: a bit for each of 4,096.
#[derive(Clone, Debug)]
struct Starts([u64; 64]);

impl Starts {
    /// Adds the first character of `text`; false if there is none.
    fn add(&mut self, text: &[u8]) -> bool {
        let Some(key) = Self::key(text) else { return false };
        self.0[key >> 6] |= 1 << (key & 63);
        true
    }

    /// Whether `text` may begin with one of them.
    #[inline]
    fn has(&self, text: &[u8]) -> bool {
        Self::key(text).is_some_and(|key| self.0[key >> 6] >> (key & 63) & 1 != 0)
    }

    /// The character at the start of `text`, hashed; `None` inside a character and at the end.
    #[inline]
    const fn key(text: &[u8]) -> Option<usize> {
        match *text {
            [byte @ ..0x80, ..] => Some(byte as usize),
            [0xE0..=0xFF, b, c, ..] => Some(((b & 63) as usize) << 6 | (c & 63) as usize),
            [a @ 0xC0..=0xFF, b, ..] => Some(((a & 63) as usize) << 6 | (b & 63) as usize),
            _ => None,
        }
    }
}

#[derive(Debug)]
enum Step {
    Text(Box<[u8]>),
    /// 至, or what joins the ends of a range.
    To,
    /// The end of the sentence, if it is there: what ends one was before it.
    Break,
    /// A word of the set.
    Words(usize),
    Gap {
        stop: Stop,
        limit: usize,
        /// Its number among the gaps of the pattern.
        number: usize,
        /// What the next step can begin with, where that is known.
        next: Option<Box<Starts>>,
    },
    Hole {
        kinds: Kinds,
        list: bool,
        slot: Option<usize>,
    },
    /// Goes on at each of these steps in turn.
    Either(Vec<usize>),
    /// Goes on there.
    Jump(usize),
}

/// What ends a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// A mention, a comma, a bracket or the like.
    Clause,
    /// A mention or a semicolon.
    Mention,
    /// The end of the sentence.
    Sentence,
    /// The end of the stretch.
    Nothing,
}

impl Stop {
    const fn at(self, byte: u8) -> bool {
        match self {
            Self::Clause => {
                matches!(byte, 1..0x20 | JOIN | b',' | b';' | b':' | b'(' | b')')
            }
            Self::Mention => matches!(byte, 1..0x20 | JOIN | b';'),
            Self::Sentence => byte == BREAK,
            Self::Nothing => false,
        }
    }
}

/// The places a match captured, one a slot of the pattern. Used again from match to match.
#[derive(Debug, Default)]
pub struct Captures {
    places: Vec<Option<(usize, usize)>>,
    /// By gap and place: the attempt in which the gap was last entered there.
    entered: Vec<u32>,
    attempt: u32,
}

impl Captures {
    /// Where slot `at` matched; `None` if it took no part.
    #[must_use]
    pub fn place(&self, at: usize) -> Option<(usize, usize)> {
        self.places.get(at).copied().flatten()
    }

    /// Forgets the last attempt; the next may enter gaps at so many places.
    fn begin(&mut self, entries: usize) {
        self.places.clear();
        self.attempt = self.attempt.wrapping_add(1);
        if self.attempt == 0 {
            self.entered.fill(0);
            self.attempt = 1;
        }
        if self.entered.len() < entries {
            self.entered.resize(entries, 0);
        }
    }
}

impl Matcher {
    /// The steps of `pieces`, and the slots of what they capture. `holes` are the names that count; with `across`, wide
    /// gaps may run over the end of a sentence.
    pub(super) fn new(
        pieces: &[Piece],
        holes: &[String],
        words: &Words,
        across: bool,
    ) -> (Self, Vec<Slot>) {
        let mut build = Build { matcher: Self::default(), slots: Vec::new(), holes, words, across };
        let last = pieces.len().saturating_sub(1);
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                // The list is read on from the item next to the rest of the pattern.
                Piece::Hole(hole) if hole.list && (at == 0 || at == last) => {
                    build.hole(hole, false);
                }
                piece => build.piece(piece),
            }
        }
        build.look_ahead();
        (build.matcher, build.slots)
    }

    /// The first match that begins at `from` or later; `found` tells its places.
    pub fn find_at(
        &self,
        shadow: &[u8],
        from: usize,
        words: &Words,
        found: &mut Captures,
    ) -> Option<Range<usize>> {
        let mut at = from;
        while let Some(&byte) = shadow.get(at) {
            let may_begin = self.first.as_ref().is_none_or(|first| first.has(&shadow[at..]));
            if may_begin
                && let Some(matched) = self.match_at(shadow, at..shadow.len(), words, found)
            {
                return Some(matched);
            }
            at += width(byte);
        }
        let may_be_empty = self.first.is_none() && from <= shadow.len();
        may_be_empty.then(|| self.match_at(shadow, shadow.len()..shadow.len(), words, found))?
    }

    /// Whether a match that begins with the mention at `at` of the shadow can go on with what stands behind it.
    #[must_use]
    pub fn goes_on(&self, shadow: &[u8], at: usize) -> bool {
        self.second.as_ref().is_none_or(|second| second.has(&shadow[at + 1..]))
    }

    /// The bits (see [`Sight`](super::sight::Sight)) of what can follow the mention that a match begins with, where that is
    /// known.
    pub(super) fn behind_first(&self) -> Option<u64> {
        let starts = self.second.as_ref()?;
        Some(starts.0.iter().fold(0, |bits, row| bits | row))
    }

    /// The match that begins just where `stretch` of the shadow begins and lies inside it.
    pub fn match_at(
        &self,
        shadow: &[u8],
        stretch: Range<usize>,
        words: &Words,
        found: &mut Captures,
    ) -> Option<Range<usize>> {
        found.begin(self.gaps * (stretch.len() + 1));
        let shadow = &shadow[..stretch.end];
        let mut attempt =
            Attempt { steps: &self.steps, shadow, words, found, start: stretch.start };
        let end = attempt.go(0, stretch.start)?;
        Some(stretch.start..end)
    }
}

/// One attempt at a match.
struct Attempt<'a> {
    steps: &'a [Step],
    shadow: &'a [u8],
    words: &'a Words,
    found: &'a mut Captures,
    start: usize,
}

impl Attempt<'_> {
    /// Where a match that has come to `at` and goes on with `step` ends.
    fn go(&mut self, step: usize, at: usize) -> Option<usize> {
        let rest = &self.shadow[at..];
        match self.steps.get(step) {
            None => Some(at),
            Some(Step::Text(text)) => {
                rest.starts_with(text).then(|| self.go(step + 1, at + text.len())).flatten()
            }
            Some(Step::To) => match rest {
                [JOIN, ..] => self.go(step + 1, at + 1),
                _ if rest.starts_with(TO.as_bytes()) => self.go(step + 1, at + TO.len()),
                _ => None,
            },
            Some(Step::Break) => {
                let over = usize::from(rest.first() == Some(&BREAK));
                self.go(step + 1, at + over)
            }
            Some(Step::Words(set)) => {
                let mut ends = self.words.at_start(*set, rest);
                ends.find_map(|len| self.go(step + 1, at + len))
            }
            Some(Step::Either(steps)) => steps.iter().find_map(|&step| self.go(step, at)),
            Some(&Step::Jump(to)) => self.go(to, at),
            Some(&Step::Hole { kinds, list: false, slot }) => {
                let ends = [range_at(kinds, rest), single_at(kinds, rest)];
                ends.into_iter().flatten().find_map(|len| self.captured(step, slot, at, at + len))
            }
            Some(&Step::Hole { kinds, list: true, slot }) => self.list(step, kinds, slot, at),
            Some(Step::Gap { stop, limit, number, next }) => {
                self.gap(step, (*stop, *limit, *number), next.as_deref(), at)
            }
        }
    }

    /// Goes on behind what was captured from `from` to `to`.
    fn captured(
        &mut self,
        step: usize,
        slot: Option<usize>,
        from: usize,
        to: usize,
    ) -> Option<usize> {
        let end = self.go(step + 1, to)?;
        if let Some(slot) = slot {
            if self.found.places.len() <= slot {
                self.found.places.resize(slot + 1, None);
            }
            self.found.places[slot] = Some((from, to));
        }
        Some(end)
    }

    fn list(&mut self, step: usize, kinds: Kinds, slot: Option<usize>, at: usize) -> Option<usize> {
        let one = |at: usize| {
            let rest = &self.shadow[at..];
            range_at(kinds, rest).or_else(|| single_at(kinds, rest)).map(|len| at + len)
        };
        one(at)?;
        let line = memchr::memchr(BREAK, &self.shadow[at..]).map_or(self.shadow.len(), |n| at + n);
        let ends: Vec<usize> = (at..line).filter_map(one).collect();
        ends.into_iter().rev().find_map(|end| self.captured(step, slot, at, end))
    }

    fn gap(
        &mut self,
        step: usize,
        (stop, limit, number): (Stop, usize, usize),
        next: Option<&Starts>,
        at: usize,
    ) -> Option<usize> {
        let places = self.shadow.len() - self.start + 1;
        let entered = &mut self.found.entered[number * places + at - self.start];
        if std::mem::replace(entered, self.found.attempt) == self.found.attempt {
            return None;
        }
        let last = self.shadow.len().min(at + limit);
        let mut to = at;
        while to <= last {
            let may_go_on = next.is_none_or(|next| next.has(&self.shadow[to..]));
            if may_go_on && let Some(end) = self.go(step + 1, to) {
                return Some(end);
            }
            match self.shadow.get(to) {
                Some(&byte) if !stop.at(byte) => to += width(byte),
                _ => return None,
            }
        }
        None
    }
}

/// The length of the range at the start: the tokens of its two ends, and what joins them.
fn range_at(kinds: Kinds, rest: &[u8]) -> Option<usize> {
    let [first, JOIN, last, ..] = rest else { return None };
    let whole = [Kind::DateRange, Kind::TimeRange].into_iter().filter(|&kind| kinds.has(kind));
    let mut ends = whole.filter_map(|kind| kind.ends().map(super::finder::token));
    (first == last && ends.any(|end| end == *first)).then_some(3)
}

/// The length of the token at the start.
fn single_at(kinds: Kinds, rest: &[u8]) -> Option<usize> {
    let byte = *rest.first()?;
    let is_token = byte < 0x20 && !matches!(byte, 0 | b'\t' | BREAK | b'\r');
    (is_token && kinds.has_token(byte)).then_some(1)
}

struct Build<'a> {
    matcher: Matcher,
    slots: Vec<Slot>,
    holes: &'a [String],
    words: &'a Words,
    across: bool,
}

impl Build<'_> {
    fn sequence(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            self.piece(piece);
        }
    }

    fn push(&mut self, step: Step) -> usize {
        self.matcher.steps.push(step);
        self.matcher.steps.len() - 1
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) if text == TO => {
                self.push(Step::To);
            }
            Piece::Text(text) => {
                self.push(Step::Text(text.as_bytes().into()));
                if self.across && text.ends_with([';', '。']) {
                    self.push(Step::Break);
                }
            }
            Piece::Words(set) => {
                let set = self.words.id(set).unwrap_or(usize::MAX);
                self.push(Step::Words(set));
            }
            Piece::Gap(gap) => self.gap(*gap),
            Piece::Hole(hole) => self.hole(hole, hole.list),
            Piece::Group { any, optional } => self.group(any, *optional),
        }
    }

    fn gap(&mut self, gap: Gap) {
        let stop = match gap {
            Gap::Words => Stop::Clause,
            Gap::Text => Stop::Mention,
            Gap::Wide if self.across => Stop::Nothing,
            Gap::Wide => Stop::Sentence,
        };
        let number = self.matcher.gaps;
        self.matcher.gaps += 1;
        self.push(Step::Gap { stop, limit: limit(gap), number, next: None });
    }

    fn hole(&mut self, hole: &Hole, list: bool) {
        let named = hole.name.as_ref();
        let named = named.and_then(|name| self.holes.iter().position(|hole| hole == name));
        let slot = named.map(|at| {
            self.slots.push(Slot { hole: at, list: hole.list, kinds: hole.kinds });
            self.slots.len() - 1
        });
        self.push(Step::Hole { kinds: hole.kinds, list, slot });
    }

    fn group(&mut self, any: &[Vec<Piece>], optional: bool) {
        let fork = self.push(Step::Either(Vec::new()));
        let (mut starts, mut jumps) = (Vec::new(), Vec::new());
        for pieces in any {
            starts.push(self.matcher.steps.len());
            self.sequence(pieces);
            jumps.push(self.push(Step::Jump(0)));
        }
        let end = self.matcher.steps.len();
        starts.extend(optional.then_some(end));
        self.matcher.steps[fork] = Step::Either(starts);
        for jump in jumps {
            self.matcher.steps[jump] = Step::Jump(end);
        }
    }

    /// Tells each gap what can follow it, and the matcher what can begin a match.
    fn look_ahead(&mut self) {
        self.matcher.first = self.starts(0);
        let one = |kinds: Kinds| kinds.iter().all(|kind| kind.ends().is_none());
        if let Some(&Step::Hole { kinds, list: false, .. }) = self.matcher.steps.first()
            && one(kinds)
        {
            self.matcher.second = self.starts(1);
        }
        for at in 0..self.matcher.steps.len() {
            if matches!(self.matcher.steps[at], Step::Gap { .. }) {
                let starts = self.starts(at + 1);
                if let Step::Gap { next, .. } = &mut self.matcher.steps[at] {
                    *next = starts;
                }
            }
        }
    }

    /// What a match from `step` on can begin with; `None` if it can be empty or begin with anything.
    fn starts(&self, step: usize) -> Option<Box<Starts>> {
        let mut starts = Box::new(Starts([0; 64]));
        self.add_starts(step, &mut starts).then_some(starts)
    }

    fn add_starts(&self, step: usize, starts: &mut Starts) -> bool {
        match self.matcher.steps.get(step) {
            None | Some(Step::Gap { .. } | Step::Break) => false,
            Some(Step::Text(text)) => starts.add(text),
            Some(Step::To) => starts.add(&[JOIN]) && starts.add(TO.as_bytes()),
            Some(Step::Words(set)) => self
                .words
                .set(*set)
                .iter()
                .all(|word| starts.add(word.as_bytes()) && (word != TO || starts.add(&[JOIN]))),
            Some(Step::Hole { kinds, .. }) => {
                let tokens = (1..0x20).filter(|&byte| !matches!(byte, b'\t' | BREAK | b'\r'));
                let kinds = kinds.beginnings();
                tokens.filter(|&byte| kinds.has_token(byte)).all(|byte| starts.add(&[byte]))
            }
            Some(Step::Either(steps)) => steps.iter().all(|&step| self.add_starts(step, starts)),
            Some(&Step::Jump(to)) => self.add_starts(to, starts),
        }
    }
}

#[cfg(test)]
mod tests;
