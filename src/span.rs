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

/// The starts of the lines of a text: bytes to lines and columns.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`. Lines end at `\n`; a `\r` before it belongs to the line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        Self { starts: starts.collect() }
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
        let head = &text[self.starts[line] as usize..at as usize];
        Place { line: line as u32 + 1, column: head.chars().count() as u32 + 1 }
    }

    /// Where the line that holds byte `at` begins.
    #[must_use]
    pub fn line_start(&self, at: u32) -> u32 {
        self.starts[self.line_of(at)]
    }

    fn line_of(&self, at: u32) -> usize {
        self.starts.partition_point(|&start| start <= at) - 1
    }
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
    fn spans_relate() {
        let (a, b) = (Span::new(2, 6), Span::new(5, 9));
        assert!(a.overlaps(b) && !a.contains(b));
        assert_eq!(a.cover(b), Span::new(2, 9));
        assert!(!Span::new(0, 2).overlaps(a));
    }
}
