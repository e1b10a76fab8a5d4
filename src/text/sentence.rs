//! Sentences: where they end.

use memchr::memmem;

use super::Sentence;
use crate::span::Span;

impl Sentence {
    /// The longest sentence, in bytes: some 1,000 characters. Longer ones are cut.
    pub const LIMIT: usize = 3_000;
}

/// Cuts the paragraphs of a text into sentences. The paragraphs are in reading order.
pub(super) fn cut(text: &str, paragraphs: &[Span]) -> Vec<Sentence> {
    let mut cutter = Cutter::new(text);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        cutter.cut(*paragraph, index as u32);
    }
    cutter.sentences
}

struct Cutter<'t> {
    text: &'t str,
    full_stops: Next<memmem::FindIter<'t, 'static>>,
    /// `!`, `?` and `;`.
    marks: Next<memchr::Memchr3<'t>>,
    quotes: Next<memchr::Memchr<'t>>,
    sentences: Vec<Sentence>,
}

impl<'t> Cutter<'t> {
    fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        Self {
            text,
            full_stops: Next::new(memmem::find_iter(bytes, "。")),
            marks: Next::new(memchr::memchr3_iter(b'!', b'?', b';', bytes)),
            quotes: Next::new(memchr::memchr_iter(b'"', bytes)),
            sentences: Vec::new(),
        }
    }

    fn cut(&mut self, paragraph: Span, index: u32) {
        let Span { start, end } = paragraph;
        let (mut start, end) = (start as usize, end as usize);
        // Whether a `"` is open where the sentence starts.
        let mut open = false;
        self.quotes.skip_to(start);
        while start < end {
            let mut stop = self.next_end(start, end);
            open ^= self.quotes.skip_to(stop) % 2 == 1;
            stop = self.closed(stop, end, open);
            open ^= self.quotes.skip_to(stop) % 2 == 1;
            while stop - start > Sentence::LIMIT {
                let cut = self.clause_end(start);
                self.push(start, cut, index);
                start = cut;
            }
            self.push(start, stop, index);
            start = stop;
        }
    }

    /// The end of the first mark at or after `at` that ends a sentence, or else `end`.
    fn next_end(&mut self, mut at: usize, end: usize) -> usize {
        let full_stop = self.full_stops.from(at).saturating_add("。".len());
        loop {
            let mark = self.marks.from(at).saturating_add(1);
            if mark < full_stop.min(end) && is_inside_word(self.text.as_bytes(), mark - 1) {
                at = mark;
            } else {
                return mark.min(full_stop).min(end);
            }
        }
    }

    /// Where a sentence that ends at `at` ends with the further marks and what closes after it.
    fn closed(&self, at: usize, end: usize, mut open: bool) -> usize {
        let closes = |next: char| match next {
            '"' => std::mem::take(&mut open),
            _ => {
                matches!(next, '。' | '!' | '?' | ';' | '”' | '’' | ')' | '》' | '〉' | '】' | ']')
            }
        };
        let rest = &self.text[at..end];
        end - rest.trim_start_matches(closes).len()
    }

    /// Where to cut the sentence at `start`, which is too long: after its last clause, or before a word or number.
    fn clause_end(&self, start: usize) -> usize {
        let half = self.text.floor_char_boundary(start + Sentence::LIMIT / 2);
        let limit = self.text.floor_char_boundary(start + Sentence::LIMIT);
        let tail = &self.text[half..limit];
        let is_clause_end = |&(at, _): &(usize, &str)| !is_inside_number(tail.as_bytes(), at);
        if let Some((at, mark)) = tail.rmatch_indices([',', '、']).find(is_clause_end) {
            return half + at + mark.len();
        }
        match tail.trim_end_matches(|char: char| char.is_ascii_graphic()).len() {
            0 => limit,
            length => half + length,
        }
    }

    fn push(&mut self, start: usize, end: usize, paragraph: u32) {
        let rest = self.text[start..end].trim_start();
        let length = rest.trim_end().len();
        if length > 0 {
            let start = end - rest.len();
            self.sentences.push(Sentence { span: Span::new(start, start + length), paragraph });
        }
    }
}

/// Positions in ascending order, with a look at the next one.
struct Next<I> {
    positions: I,
    next: usize,
}

impl<I: Iterator<Item = usize>> Next<I> {
    fn new(positions: I) -> Self {
        let mut all = Self { positions, next: 0 };
        all.advance();
        all
    }

    fn advance(&mut self) {
        self.next = self.positions.next().unwrap_or(usize::MAX);
    }

    /// The first position at or after `at`, or `usize::MAX`.
    fn from(&mut self, at: usize) -> usize {
        self.skip_to(at);
        self.next
    }

    /// Skips the positions before `at`, and says how many there were.
    fn skip_to(&mut self, at: usize) -> usize {
        let mut skipped = 0;
        while self.next < at {
            self.advance();
            skipped += 1;
        }
        skipped
    }
}

/// Whether the `?` at `at` stands between letters, as in an address on the web.
fn is_inside_word(bytes: &[u8], at: usize) -> bool {
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    bytes.get(at) == Some(&b'?') && is_word(at.wrapping_sub(1)) && is_word(at + 1)
}

/// Whether the `,` at `at` stands between digits.
fn is_inside_number(bytes: &[u8], at: usize) -> bool {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    is_digit(at.wrapping_sub(1)) && is_digit(at + 1)
}
