//! Front matter: the `title` and the `date` that stand before a text in Markdown.

use std::ops::Range;

use jiff::civil::DateTime;

use crate::source::parse_date;

/// What front matter says of a draft.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// The title, and where in the source it stands.
    pub(super) title: Option<(String, Range<usize>)>,
    pub(super) date: Option<DateTime>,
}

/// Reads `key: value` lines, or with `toml` those of `key = value`, of a block that begins at `start` of the source. Other
/// keys, and values of several lines, are left aside.
pub(super) fn read(block: &str, start: usize, toml: bool) -> FrontMatter {
    let mut front = FrontMatter::default();
    let mut at = start;
    for line in block.split_inclusive('\n') {
        let here = at;
        at += line.len();
        let Some((key, value)) = line.split_once(if toml { '=' } else { ':' }) else { continue };
        let value_at = here + key.len() + 1;
        let bare = value.trim();
        let bare = unquoted(bare);
        // A part of the line, so it stands behind the sign.
        let from = value_at + value.find(bare).unwrap_or(0);
        match key.trim() {
            "title" if !bare.is_empty() && front.title.is_none() => {
                front.title = Some((bare.to_owned(), from..from + bare.len()));
            }
            "date" if front.date.is_none() => front.date = parse_date(bare),
            _ => {}
        }
    }
    front
}

/// A value without the quotation marks around it.
fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|mark| value.strip_prefix(mark)?.strip_suffix(mark))
        .unwrap_or(value)
}
