//! Sentences: where they end.

use super::Sentence;
use crate::span::Span;

impl Sentence {
    /// The longest sentence, in bytes: some 1,000 characters. Longer ones are cut.
    pub const LIMIT: usize = 3_000;
}

/// Cuts the paragraph that stands at `line` into sentences. The line has no white space around it.
pub(super) fn cut(text: &str, line: Span, paragraph: u32, sentences: &mut Vec<Sentence>) {
    let mut cutter = Cutter {
        text: &text[..line.range().end],
        start: line.range().start,
        clause: line.range().start,
        straight_open: false,
        paragraph,
        sentences,
    };
    cutter.run();
}

struct Cutter<'t> {
    /// The text up to the end of the paragraph.
    text: &'t str,
    /// Where the sentence begins.
    start: usize,
    /// The last place after `start` where a clause ends, or `start`.
    clause: usize,
    /// Whether a `"` is open.
    straight_open: bool,
    paragraph: u32,
    sentences: &'t mut Vec<Sentence>,
}

impl Cutter<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = self.start;
        while let Some(&byte) = bytes.get(at) {
            at = match byte {
                // Chinese characters, by far the most.
                0xe4..0xf0 => at + 3,
                b'!' | b';' => self.end(at + 1),
                b'?' if !is_inside_word(bytes, at) => self.end(at + 1),
                0xe3 if bytes[at..].starts_with("。".as_bytes()) => self.end(at + 3),
                0xe3 if bytes[at..].starts_with("、".as_bytes()) => self.end_clause(at + 3),
                b',' if !is_inside_number(bytes, at) => self.end_clause(at + 1),
                b'"' => {
                    self.straight_open = !self.straight_open;
                    at + 1
                }
                0..0x80 => at + 1,
                0x80..0xe0 => at + 2,
                0xe0..0xe4 => at + 3,
                0xf0.. => at + 4,
            };
            if at >= self.start + Sentence::LIMIT {
                self.cut_long(at);
            }
        }
        self.push(at);
    }

    /// Ends the sentence after the mark that ends at `at`, with further marks and what closes there. Returns where the
    /// next begins.
    fn end(&mut self, mut at: usize) -> usize {
        while let Some(next) = self.text[at..].chars().next() {
            match next {
                '。' | '!' | '?' | ';' | '”' | '’' | ')' | '》' | '〉' | '】' | ']' => {}
                '"' if self.straight_open => self.straight_open = false,
                _ => break,
            }
            at += next.len_utf8();
        }
        self.push(at);
        at
    }

    fn end_clause(&mut self, at: usize) -> usize {
        self.clause = at;
        at
    }

    /// Cuts the sentence, which has got too long, at its last clause, or else before the word or number at `at`.
    fn cut_long(&mut self, at: usize) {
        let half = self.text.floor_char_boundary(self.start + Sentence::LIMIT / 2);
        let head = self.text[half..at].trim_end_matches(|char: char| char.is_ascii_graphic());
        let end = match head.len() {
            _ if self.clause > half => self.clause,
            0 => at,
            length => half + length,
        };
        self.push(end);
    }

    fn push(&mut self, end: usize) {
        let lead = self.text[self.start..end].trim_start();
        let sentence = lead.trim_end();
        if !sentence.is_empty() {
            let start = end - lead.len();
            let span = Span::new(start, start + sentence.len());
            self.sentences.push(Sentence { span, paragraph: self.paragraph });
        }
        self.start = end;
        self.clause = end;
    }
}

/// Whether the `?` at `at` stands between letters, as in an address on the web.
fn is_inside_word(bytes: &[u8], at: usize) -> bool {
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    is_word(at.wrapping_sub(1)) && is_word(at + 1)
}

/// Whether the `,` at `at` stands between digits.
fn is_inside_number(bytes: &[u8], at: usize) -> bool {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    is_digit(at.wrapping_sub(1)) && is_digit(at + 1)
}
