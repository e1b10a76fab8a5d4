//! A text as it is taken out of its markup, with the way back.

use std::ops::Range;

use crate::text::SourceMap;

/// What stands for something that is no text, such as a picture or a piece of code: no word, no figure and no blank.
pub(super) const OBJECT: char = '\u{fffc}';

/// A text being extracted, and where its bytes come from. Lines are never blank.
#[derive(Debug, Default)]
pub(super) struct Extract {
    pub(super) text: String,
    pub(super) map: SourceMap,
}

impl Extract {
    /// Adds `text`, which stands at `at` of the source, as it is if that is as long.
    pub(super) fn push(&mut self, text: &str, at: Range<usize>) {
        self.text.push_str(text);
        self.map.push(text.len(), at.start, at.end);
    }

    /// Adds `text`, in which white space is worth one blank and none at the start of a line.
    pub(super) fn push_collapsed(&mut self, text: &str, at: usize) {
        let mut rest = text;
        while !rest.is_empty() {
            let here = at + text.len() - rest.len();
            let end = rest.find(is_blank).unwrap_or(rest.len());
            self.push(&rest[..end], here..here + end);
            let blank = rest[end..].find(|char| !is_blank(char)).unwrap_or(rest.len() - end);
            let blanks = &rest[end..end + blank];
            // Lines of Chinese go on without a blank.
            if blank > 0 && !(blanks.contains('\n') && self.text.ends_with(is_wide)) {
                self.blank(here + end);
            }
            rest = &rest[end + blank..];
        }
    }

    fn blank(&mut self, at: usize) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n', '\t']) {
            self.push(" ", at..at + 1);
        }
    }

    /// Ends the line, unless it is empty.
    pub(super) fn end_line(&mut self, at: usize) {
        let length = self.text.trim_end_matches([' ', '\t']).len();
        self.text.truncate(length);
        self.map.truncate(length);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push("\n", at..at);
        }
    }

    /// Keeps the cells of a table apart.
    pub(super) fn next_cell(&mut self, at: usize) {
        if !self.text.is_empty() && !self.text.ends_with(['\n', '\t']) {
            self.push("\t", at..at);
        }
    }

    /// Adds all of `other`.
    pub(super) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        self.map.append(&other.map);
    }
}

/// What is no more than space between words in marked-up text. The wide blank is none: paragraphs are indented with it.
const fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

const fn is_wide(char: char) -> bool {
    char >= '\u{2e80}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_collapse_and_lines_are_not_blank() {
        let mut extract = Extract::default();
        extract.end_line(0);
        extract.push_collapsed("\n  甲 \t 乙\n", 0);
        extract.push_collapsed("丁 ", 13);
        extract.end_line(17);
        extract.end_line(17);
        extract.push_collapsed(" 丙", 20);
        extract.next_cell(24);
        extract.push("丁", 30..33);
        assert_eq!(extract.text, "甲 乙丁\n丙\t丁");
        let span = |at: usize, length: usize| {
            let span = crate::span::SourceSpan { start: at as u32, end: (at + length) as u32 };
            extract.map.span(span).range()
        };
        assert_eq!(span(0, 3), 3..6);
        assert_eq!(span(4, 3), 9..12);
        assert_eq!(span(11, 3), 21..24);
        assert_eq!(span(15, 3), 30..33);
    }
}
