//! Where spans stand as the outside counts: from the start of the text, or of the title where that came apart.

use std::sync::OnceLock;

use crate::span::{LineIndex, Place, SourceSpan};
use crate::text::Document;

/// Turns the spans of one document into places.
pub(crate) struct Locator<'a> {
    source: &'a str,
    /// Made when first asked for: most drafts have nothing to locate.
    lines: OnceLock<LineIndex>,
    body_start: u32,
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

/// From where to where a span reaches, in lines and columns from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) start: Place,
    pub(crate) end: Place,
}

/// What columns count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Columns {
    Characters,
    /// Bytes of UTF-8.
    Bytes,
}

/// A part of a document that came apart from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Part {
    Title,
}

impl<'a> Locator<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        let (source, body_start) = (document.source(), document.body_start());
        Self { source, lines: OnceLock::new(), body_start }
    }

    pub(crate) fn locate(&self, span: SourceSpan) -> Location<'a> {
        let Place { line, column } = self.place(span, span.start);
        let (start, end) = self.offsets(span);
        let text = &self.source[span.range()];
        let part = self.in_title(span).then_some(Part::Title);
        Location { start, end, line, column, text, part }
    }

    /// The place where a span begins and the one behind its last character, columns counted in `columns`.
    pub(crate) fn region(&self, span: SourceSpan, columns: Columns) -> Region {
        let place = |at| {
            let place = self.place(span, at);
            match columns {
                Columns::Characters => place,
                Columns::Bytes => Place { column: at - self.lines().line_start(at) + 1, ..place },
            }
        };
        Region { start: place(span.start), end: place(span.end) }
    }

    /// The place of the byte `at` of `span`.
    fn place(&self, span: SourceSpan, at: u32) -> Place {
        let Place { mut line, column } = self.lines().place(self.source, at);
        if !self.in_title(span) {
            line -= self.lines().place(self.source, self.body_start).line - 1;
        }
        Place { line, column }
    }

    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.source))
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
