//! Where an extracted text stands in what it was extracted from.

use crate::span::SourceSpan;

/// What a draft's text was extracted from: a page, a marked-up text, the parts of a Word document.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The decoded file, if it is text itself: then positions that leave the program count in it. Those of a Word document
    /// count in the extracted text.
    pub source: Option<String>,
    /// From offsets of the text to offsets of the source, or of the part the text comes from.
    pub map: SourceMap,
    /// The parts of a Word document, each with the offset at which its text begins; empty for others.
    pub parts: Vec<(u32, String)>,
}

/// The stretches of a text, in order, each with the bytes it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    pieces: Vec<Piece>,
}

/// From byte `text` on, up to the next piece. If it is as long as `start..end`, it stands there as it is; else all of it was
/// made of all of that: a character of its escape, a line end of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    text: u32,
    length: u32,
    start: u32,
    end: u32,
}

impl Piece {
    const fn is_verbatim(self) -> bool {
        self.length == self.end - self.start
    }
}

impl SourceMap {
    /// Adds the next `length` bytes of the text, made from `start..end`.
    pub fn push(&mut self, length: usize, start: usize, end: usize) {
        if length == 0 {
            return;
        }
        let text = self.pieces.last().map_or(0, |last| last.text + last.length);
        let next =
            Piece { text, length: length as u32, start: start as u32, end: end.max(start) as u32 };
        match self.pieces.last_mut() {
            Some(last) if last.is_verbatim() && next.is_verbatim() && last.end == next.start => {
                last.length += next.length;
                last.end = next.end;
            }
            _ => self.pieces.push(next),
        }
    }

    /// Adds all of `other`, whose text follows.
    pub fn append(&mut self, other: &Self) {
        for piece in &other.pieces {
            self.push(piece.length as usize, piece.start as usize, piece.end as usize);
        }
    }

    /// Leaves out what was made after the first `length` bytes.
    pub fn truncate(&mut self, length: usize) {
        let length = length as u32;
        self.pieces.truncate(self.pieces.partition_point(|piece| piece.text < length));
        if let Some(last) = self.pieces.last_mut() {
            let cut = (last.text + last.length).saturating_sub(length);
            if last.is_verbatim() {
                last.end -= cut;
            }
            last.length -= cut;
        }
    }

    /// Where a span of the text stands: from the first byte it was made from to the last, with whatever lies between.
    #[must_use]
    pub fn span(&self, span: SourceSpan) -> SourceSpan {
        let Some(first) = self.piece(span.start) else { return SourceSpan::default() };
        let start = match first.is_verbatim() {
            true => first.start + (span.start - first.text),
            false => first.start,
        };
        if span.start == span.end {
            return SourceSpan { start, end: start };
        }
        let last = self.piece(span.end - 1).unwrap_or(first);
        let end = match last.is_verbatim() {
            true => last.start + (span.end - last.text).min(last.length),
            false => last.end,
        };
        SourceSpan { start, end: end.max(start) }
    }

    /// Whether a span stands in the source as it stands in the text, with nothing between.
    #[must_use]
    pub fn is_verbatim(&self, span: SourceSpan) -> bool {
        self.piece(span.start)
            .is_some_and(|piece| piece.is_verbatim() && span.end <= piece.text + piece.length)
    }

    /// The piece that holds the byte `at`; the last one for what lies behind.
    fn piece(&self, at: u32) -> Option<Piece> {
        let after = self.pieces.partition_point(|piece| piece.text <= at);
        self.pieces.get(after.saturating_sub(1)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> SourceSpan {
        SourceSpan { start, end }
    }

    /// `有<b>3</b>&nbsp;人`, read as `有3 人\n`.
    fn map() -> SourceMap {
        let mut map = SourceMap::default();
        map.push(3, 0, 3);
        map.push(1, 6, 7);
        map.push(2, 11, 17);
        map.push(3, 17, 20);
        map.push(1, 20, 20);
        map
    }

    #[test]
    fn spans_lead_back() {
        let map = map();
        assert_eq!(map.span(span(0, 3)), span(0, 3));
        assert_eq!(map.span(span(3, 4)), span(6, 7));
        assert_eq!(map.span(span(0, 9)), span(0, 20));
        assert_eq!(map.span(span(4, 6)), span(11, 17));
        assert_eq!(map.span(span(9, 10)), span(20, 20));
        assert_eq!(map.span(span(10, 10)), span(20, 20));
        assert!(map.is_verbatim(span(3, 4)) && !map.is_verbatim(span(0, 4)));
        assert_eq!(SourceMap::default().span(span(3, 4)), span(0, 0));
    }

    #[test]
    fn neighbours_are_one_piece_and_ends_are_cut() {
        let mut map = SourceMap::default();
        map.push(2, 5, 7);
        map.push(3, 7, 10);
        assert_eq!(map.pieces.len(), 1);
        map.truncate(1);
        assert_eq!(map.span(span(0, 1)), span(5, 6));
        map.push(1, 9, 10);
        assert_eq!(map.span(span(0, 2)), span(5, 10));
        let mut twice = map.clone();
        twice.append(&map);
        assert_eq!(twice.span(span(2, 3)), span(5, 6));
    }
}
