//! Positions in a document.
//!
//! Analysis works on the *folded* text (see [`crate::text`]), and its positions are [`Span`]s. What leaves the analysis
//! (findings, claims) speaks of the draft as it was written, in [`SourceSpan`]s. The one conversion between the two is
//! [`crate::text::Document::source_span`]; lines, character columns and UTF-16 columns are made by [`LineIndex`] at the
//! very edge.

use std::ops::Range;

/// A half-open range of bytes in the folded text of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `start..end`.
    ///
    /// Documents are limited to 4 GiB (checked where they are made), so positions fit into 32 bits.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// As a range for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A half-open range of bytes in the decoded text of a draft, as its author wrote it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceSpan {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl SourceSpan {
    /// As a range for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as people and editors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// The lines of a text, and how many characters stand before each of its blocks: bytes to lines and columns in constant
/// time, however long a line is.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    characters: Vec<u32>,
}

impl LineIndex {
    /// Bytes between two counts of characters.
    const BLOCK: usize = 256;

    /// Indexes `text`. Lines end at `\n`; a `\r` before it belongs to the line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        let characters = text.as_bytes().chunks(Self::BLOCK).scan(0, |before, block| {
            let here = *before;
            *before += characters_in(block);
            Some(here)
        });
        Self { starts: starts.collect(), characters: characters.collect() }
    }

    /// The place of the byte `at` of the `text` the index was made from.
    ///
    /// ```
    /// use heshu::span::{LineIndex, Place};
    /// let text = "一行\n共有3.6万人";
    /// assert_eq!(LineIndex::new(text).place(text, 13), Place { line: 2, column: 3 });
    /// ```
    #[must_use]
    pub fn place(&self, text: &str, at: u32) -> Place {
        let line = self.line_of(at);
        let column =
            self.characters_before(text, at) - self.characters_before(text, self.starts[line]) + 1;
        Place { line: line as u32 + 1, column }
    }

    /// Where the line that holds byte `at` begins.
    #[must_use]
    pub fn line_start(&self, at: u32) -> u32 {
        self.starts[self.line_of(at)]
    }

    fn line_of(&self, at: u32) -> usize {
        self.starts.partition_point(|&start| start <= at) - 1
    }

    fn characters_before(&self, text: &str, at: u32) -> u32 {
        let at = at as usize;
        match at.checked_sub(1) {
            None => 0,
            Some(last) => {
                let block = last / Self::BLOCK;
                self.characters[block] + characters_in(&text.as_bytes()[block * Self::BLOCK..at])
            }
        }
    }
}

/// How many characters begin in `bytes`.
fn characters_in(bytes: &[u8]) -> u32 {
    // So few at a time that a byte can hold their number: many lanes to a vector.
    let few = |bytes: &[u8]| bytes.iter().map(|&byte| u8::from(byte as i8 >= -64)).sum::<u8>();
    bytes.chunks(128).map(|bytes| u32::from(few(bytes))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "甲乙\r\n丙5丁\n";
        let index = LineIndex::new(text);
        assert_eq!(index.place(text, 0), Place { line: 1, column: 1 });
        assert_eq!(index.place(text, 12), Place { line: 2, column: 3 });
        assert_eq!(index.place(text, text.len() as u32), Place { line: 3, column: 1 });
    }

    #[test]
    fn columns_are_right_in_long_lines() {
        let text = "首行\n".to_owned() + &"核5数".repeat(1000);
        let index = LineIndex::new(&text);
        for (column, (at, _)) in text[7..].char_indices().enumerate() {
            let place = Place { line: 2, column: column as u32 + 1 };
            assert_eq!(index.place(&text, at as u32 + 7), place);
        }
    }

    #[test]
    fn spans_relate() {
        let (a, b) = (Span::new(2, 6), Span::new(5, 9));
        assert!(a.overlaps(b) && !a.contains(b));
        assert_eq!(a.cover(b), Span::new(2, 9));
        assert!(!Span::new(0, 2).overlaps(a));
    }
}
