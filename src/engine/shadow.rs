//! The shadow of a stretch of text: its bytes, with every mention replaced by one token of its kind.
//!
//! Patterns run over shadows, so a mention is always one step, whatever is printed.

use crate::parse::{Kind, Mention};
use crate::rule::finder::{BREAK, JOIN, token};
use crate::rule::sight::Sight;
use crate::span::Span;

/// Which part of a mention a hole is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// All of it.
    Whole,
    /// The first date or time of a range.
    First,
    /// The last one.
    Last,
}

/// A mention, or one end of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    /// Its index in the document's mentions.
    pub mention: u32,
    /// Which part.
    pub part: Part,
}

/// A token in the shadow.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where in the shadow.
    pub at: u32,
    /// What it stands for.
    pub what: Ref,
    /// What sort of token it is: an end of a range is a date or a time.
    pub kind: Kind,
    /// How many brackets of its sentence are open before it.
    pub depth: u16,
}

/// The shadow of a stretch. Reused from stretch to stretch.
#[derive(Debug, Default)]
pub struct Shadow {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The tokens in it, in order.
    pub tokens: Vec<Token>,
    depth: u16,
}

impl Shadow {
    /// Empties it.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.tokens.clear();
        self.depth = 0;
    }

    /// Adds the text of `span` with its mentions, which are `mentions[first..]` as far as they start inside.
    pub fn push(&mut self, text: &str, span: Span, mentions: &[Mention], first: usize) {
        let mut at = span.start;
        for (index, mention) in mentions.iter().enumerate().skip(first) {
            if mention.extent.start >= span.end {
                break;
            }
            let before = &text.as_bytes()[at as usize..mention.extent.start as usize];
            self.between(before, at > span.start, true);
            self.mention(index as u32, mention);
            at = mention.extent.end;
        }
        if at < span.end {
            self.between(&text.as_bytes()[at as usize..span.end as usize], at > span.start, false);
        }
    }

    /// Ends a sentence.
    pub fn end_sentence(&mut self) {
        self.bytes.push(BREAK);
        self.depth = 0;
    }

    /// Text beside mentions, without the blanks that some set around figures: 增至 30 万人.
    fn between(&mut self, bytes: &[u8], behind_one: bool, before_one: bool) {
        let bytes = if behind_one { bytes.trim_ascii_start() } else { bytes };
        self.text(if before_one { bytes.trim_ascii_end() } else { bytes });
    }

    /// Text without control characters, which would look like tokens.
    fn text(&mut self, bytes: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        // Nearly all text is plain, which is seen many bytes at a time.
        let plain = |byte: u8| byte > b')' && byte != JOIN || matches!(byte, b' '..b'(');
        if bytes.iter().fold(true, |all, &byte| all & plain(byte)) {
            return;
        }
        for byte in &mut self.bytes[start..] {
            match *byte {
                b'(' => self.depth = self.depth.saturating_add(1),
                b')' => self.depth = self.depth.saturating_sub(1),
                0..0x20 | JOIN => *byte = b' ',
                _ => {}
            }
        }
    }

    fn mention(&mut self, index: u32, mention: &Mention) {
        match mention.kind.ends() {
            None => self.token(mention.kind, index, Part::Whole),
            Some(end) => {
                self.token(end, index, Part::First);
                self.bytes.push(JOIN);
                self.token(end, index, Part::Last);
            }
        }
    }

    fn token(&mut self, kind: Kind, mention: u32, part: Part) {
        self.tokens.push(Token {
            at: self.bytes.len() as u32,
            what: Ref { mention, part },
            kind,
            depth: self.depth,
        });
        self.bytes.push(token(kind));
    }

    /// What it holds at a glance. A range counts as itself and as its two ends.
    #[must_use]
    pub fn sight(&self, mentions: &[Mention]) -> Sight {
        let mut sight = Sight::default();
        for token in &self.tokens {
            let rest = &self.bytes[token.at as usize + 1..];
            sight.add_token(token.kind, rest);
            if token.what.part == Part::First {
                sight.add_kind(mentions[token.what.mention as usize].kind);
            }
        }
        sight
    }

    /// The tokens in `from..to` of the shadow.
    #[must_use]
    pub fn tokens_in(&self, from: usize, to: usize) -> &[Token] {
        let start = self.tokens.partition_point(|token| (token.at as usize) < from);
        let end = self.tokens.partition_point(|token| (token.at as usize) < to);
        &self.tokens[start..end]
    }

    /// Where what is said of the figure at the token `at` ends: at a comma, a bracket, the next figure or the end.
    #[must_use]
    pub fn end_of_item(&self, at: usize) -> usize {
        let rest = &self.bytes[at + 1..];
        let end = rest.iter().position(|&byte| matches!(byte, b',' | b';' | b')') || byte < 0x20);
        at + 1 + end.unwrap_or(rest.len())
    }

    /// What a capture of one hole stands for.
    #[must_use]
    pub fn single(&self, from: usize, to: usize) -> Option<Ref> {
        match self.tokens_in(from, to) {
            [one] => Some(one.what),
            [first, _] => Some(Ref { mention: first.what.mention, part: Part::Whole }),
            _ => None,
        }
    }
}
