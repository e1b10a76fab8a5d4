//! Where spans stand as the outside counts: from the start of the text, or of the title where that came apart.

use std::sync::OnceLock;

use crate::finding::{Finding, Suggestion};
use crate::span::{LineIndex, Place, SourceSpan};
use crate::text::{Document, Origin, SourceMap};

/// Turns the spans of one document into places.
pub(crate) struct Locator<'a> {
    text: &'a str,
    /// What places count in: the text, or what it was extracted from.
    counted: &'a str,
    /// The way there, if it is not the text.
    map: Option<&'a SourceMap>,
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
        let (text, body_start) = (document.source(), document.body_start());
        let markup = |origin: &'a Origin| Some((origin.source.as_deref()?, Some(&origin.map)));
        let (counted, map) = document.origin().and_then(markup).unwrap_or((text, None));
        Self { text, counted, map, lines: OnceLock::new(), body_start }
    }

    pub(crate) fn locate(&self, span: SourceSpan) -> Location<'a> {
        let Place { line, column } = self.place(span, self.counted(span).start);
        let (start, end) = self.offsets(span);
        let text = &self.text[span.range()];
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
        let counted = self.counted(span);
        Region { start: place(counted.start), end: place(counted.end) }
    }

    /// The place of the byte `at` of what places count in, which `span` stands at.
    fn place(&self, span: SourceSpan, at: u32) -> Place {
        let Place { mut line, column } = self.lines().place(self.counted, at);
        if !self.in_title(span) {
            line -= self.lines().place(self.counted, self.body_start).line - 1;
        }
        Place { line, column }
    }

    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.counted))
    }

    /// A span in what places count in.
    fn counted(&self, span: SourceSpan) -> SourceSpan {
        self.map.map_or(span, |map| map.span(span))
    }

    /// First byte and the one past the last, counted from the start of the span's part.
    pub(crate) fn offsets(&self, span: SourceSpan) -> (u32, u32) {
        let origin = if self.in_title(span) { 0 } else { self.body_start };
        let SourceSpan { start, end } = self.counted(span);
        (start - origin, end - origin)
    }

    /// The corrections of a finding that a program can make: those of spans without a tag or an escape in them.
    pub(crate) fn suggestions<'f>(
        &self,
        finding: &'f Finding,
    ) -> impl Iterator<Item = &'f Suggestion> + use<'f, 'a> {
        let map = self.map;
        let is_verbatim = move |it: &&Suggestion| map.is_none_or(|map| map.is_verbatim(it.span));
        finding.suggestions.iter().filter(is_verbatim)
    }

    fn in_title(&self, span: SourceSpan) -> bool {
        span.start < self.body_start
    }
}
