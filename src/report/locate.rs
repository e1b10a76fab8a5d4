//! Where spans stand as the outside counts: from the start of the text, or of the title where that came apart.

use crate::span::{LineIndex, Place, SourceSpan};
use crate::text::Document;

/// Turns the spans of one document into places.
pub(crate) struct Locator<'a> {
    source: &'a str,
    lines: LineIndex,
    body_start: u32,
    body_line: u32,
}

/// Where a span stands: offsets in bytes, line and column (in characters) from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Location<'a> {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) line: u32,
    pub(crate) column: u32,
    /// What stands there.
    pub(crate) text: &'a str,
    /// The part of the document the offsets count from, unless it is the text.
    pub(crate) part: Option<Part>,
}

/// A part of a document that came apart from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Part {
    Title,
}

impl<'a> Locator<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        let source = document.source();
        let lines = LineIndex::new(source);
        let body_start = document.body_start();
        let body_line = lines.place(source, body_start).line;
        Self { source, lines, body_start, body_line }
    }

    pub(crate) fn locate(&self, span: SourceSpan) -> Location<'a> {
        let Place { mut line, column } = self.lines.place(self.source, span.start);
        let (start, end) = self.offsets(span);
        let text = &self.source[span.range()];
        let part = self.in_title(span).then_some(Part::Title);
        if part.is_none() {
            line -= self.body_line - 1;
        }
        Location { start, end, line, column, text, part }
    }

    /// First byte and the one past the last, counted from the start of the span's part.
    pub(crate) fn offsets(&self, span: SourceSpan) -> (u32, u32) {
        let origin = if self.in_title(span) { 0 } else { self.body_start };
        (span.start - origin, span.end - origin)
    }

    fn in_title(&self, span: SourceSpan) -> bool {
        span.start < self.body_start
    }
}
