//! The text of an open document, kept equal to the client's.

use std::ops::Range as Bytes;

use gen_lsp_types::{Position, Range};
use memchr::memchr2_iter;

use crate::lsp::encoding::Encoding;

/// A text with its lines, which end at `\n`, `\r\n` or `\r`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    text: String,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl Text {
    pub(crate) fn new(text: String) -> Self {
        let mut starts = vec![0];
        starts.extend(line_starts(&text, 1..text.len() + 1));
        Self { text, starts }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The line that holds a byte, from 0, and where it begins.
    pub(crate) fn line_of(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= byte).saturating_sub(1);
        (line, self.starts[line])
    }

    /// The byte at a position. Positions beyond the end of a line are its end, those beyond the last line the end of the text.
    pub(crate) fn byte(&self, at: Position, encoding: Encoding) -> usize {
        let Some(&start) = self.starts.get(at.line as usize) else { return self.text.len() };
        let end = self.starts.get(at.line as usize + 1).copied().unwrap_or(self.text.len());
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        start + encoding.byte(line, at.character as usize)
    }

    /// The bytes of a range; none for one that ends before it begins.
    pub(crate) fn bytes(&self, range: Range, encoding: Encoding) -> Bytes<usize> {
        let start = self.byte(range.start, encoding);
        start..self.byte(range.end, encoding).max(start)
    }

    /// Puts `new` in the place of `range`.
    pub(crate) fn replace(&mut self, range: Range, new: &str, encoding: Encoding) {
        let Bytes { start, end } = self.bytes(range, encoding);
        self.text.replace_range(start..end, new);
        // Whether a line begins at a byte is told by that byte and the one before it.
        let first = self.starts.partition_point(|&it| it < start).max(1);
        let behind = self.starts.partition_point(|&it| it <= end).max(first);
        let new_end = start + new.len();
        for later in &mut self.starts[behind..] {
            *later = *later - end + new_end;
        }
        self.starts.splice(first..behind, line_starts(&self.text, start.max(1)..new_end + 1));
    }
}

/// Those of `places`, none of which is 0, at which a line begins.
fn line_starts(text: &str, places: Bytes<usize>) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let ends = places.start - 1..(places.end - 1).min(bytes.len()).max(places.start - 1);
    let (from, before) = (ends.start, &bytes[ends]);
    let breaks = memchr2_iter(b'\n', b'\r', before).map(move |at| from + at + 1);
    breaks.filter(move |&start| bytes[start - 1] == b'\n' || bytes.get(start) != Some(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn positions_beyond_the_text_are_its_ends() {
        let text = Text::new("甲乙\r\n丙".to_owned());
        let byte = |line, character| text.byte(at(line, character), Encoding::Utf16);
        assert_eq!(
            [byte(0, 2), byte(0, 9), byte(1, 1), byte(1, 9), byte(7, 0)],
            [6, 6, 11, 11, 11]
        );
        let reversed = Range { start: at(1, 1), end: at(0, 0) };
        assert_eq!(text.bytes(reversed, Encoding::Utf16), 11..11);
    }

    #[test]
    fn line_ends_that_an_edit_joins_or_parts_are_counted_anew() {
        let mut text = Text::new("甲\r乙\n丙".to_owned());
        text.replace(Range { start: at(1, 0), end: at(1, 1) }, "", Encoding::Utf32);
        assert_eq!(text, Text::new("甲\r\n丙".to_owned()));
        assert_eq!(text.starts, [0, 5]);
        let mut lone = Text::new("\r".to_owned());
        lone.replace(Range { start: at(1, 0), end: at(1, 0) }, "\n", Encoding::Utf8);
        assert_eq!(lone.starts, [0, 2]);
    }

    /// A client that knows no lines: its own count of where a place of its text stands.
    fn position(text: &str, byte: usize, encoding: Encoding) -> Position {
        let mut start = 0;
        let mut line = 0;
        for (before, character) in text[..byte].char_indices() {
            let next = before + character.len_utf8();
            if character == '\n' || (character == '\r' && !text[next..].starts_with('\n')) {
                (line, start) = (line + 1, next);
            }
        }
        let column = match encoding {
            Encoding::Utf8 => byte - start,
            Encoding::Utf16 => text[start..byte].encode_utf16().count(),
            Encoding::Utf32 => text[start..byte].chars().count(),
        };
        at(line, column as u32)
    }

    /// The start of a character that a client may name: not between `\r` and `\n`.
    fn place(text: &str, wanted: usize) -> usize {
        let byte = text.floor_char_boundary(wanted % (text.len() + 1));
        if text[..byte].ends_with('\r') && text[byte..].starts_with('\n') { byte - 1 } else { byte }
    }

    proptest! {
        #[test]
        fn after_any_edits_the_text_is_the_clients(
            first in "[a共𠮷３\r\n]{0,40}",
            edits in prop::collection::vec((any::<usize>(), any::<usize>(), "[b龘𠀀\r\n]{0,6}"), 0..20),
        ) {
            for encoding in ENCODINGS {
                let mut client = first.clone();
                let mut server = Text::new(first.clone());
                for (a, b, new) in &edits {
                    let (a, b) = (place(&client, *a), place(&client, *b));
                    let (start, end) = (a.min(b), a.max(b));
                    let range = Range {
                        start: position(&client, start, encoding),
                        end: position(&client, end, encoding),
                    };
                    server.replace(range, new, encoding);
                    client.replace_range(start..end, new);
                    prop_assert_eq!(&server, &Text::new(client.clone()));
                }
            }
        }

        #[test]
        fn any_position_is_a_place(text in "[a共𠮷\r\n]{0,20}", line in 0_u32..8, character in 0_u32..30) {
            let text = Text::new(text);
            for encoding in ENCODINGS {
                prop_assert!(text.as_str().is_char_boundary(text.byte(at(line, character), encoding)));
            }
        }
    }
}
