//! What a marked-up input holds: a title, a text, a date, and the way back to the markup.

use jiff::civil::DateTime;

use crate::source::extract::Extract;
use crate::text::{Draft, Origin};

/// What was read of a marked-up input.
pub(super) struct Page {
    text: Extract,
    headed: bool,
    date: Option<DateTime>,
}

impl Page {
    /// A page with a `title` of its own, or a text that is `headed` by its first line. A title that the text repeats at its
    /// head is not said twice.
    pub(super) fn new(
        title: Option<Extract>,
        headed: bool,
        mut text: Extract,
        date: Option<DateTime>,
    ) -> Self {
        let title = title.filter(|title| !title.text.trim().is_empty());
        let head = text.text.lines().next().unwrap_or_default();
        let headed = title.is_some() || headed && !head.is_empty();
        if let Some(mut title) = title.filter(|title| title.text.trim() != head.trim()) {
            title.end_line(0);
            title.append(&text);
            text = title;
        }
        Self { text, headed, date }
    }

    /// Whether there is anything to read.
    pub(super) fn is_empty(&self) -> bool {
        self.text.text.trim().is_empty()
    }

    /// The draft called `name`, extracted from `source`; `date` stands in where the page has none.
    pub(super) fn draft(self, name: String, source: String, date: Option<DateTime>) -> Draft {
        let origin = Origin { source: Some(source), map: self.text.map, parts: Vec::new() };
        Draft {
            name,
            text: self.text.text,
            headed: self.headed,
            date: self.date.or(date),
            origin: Some(origin),
            title: None,
        }
    }
}
