//! What the columns of positions count, as server and client agree.

use gen_lsp_types::PositionEncodingKind;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16, what every client knows.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The first of those a client offers that we know.
    pub(crate) fn agreed<'a>(offered: impl IntoIterator<Item = &'a str>) -> Self {
        let known = |name: &str| match name {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        };
        offered.into_iter().find_map(known).unwrap_or_default()
    }

    /// What the protocol calls it.
    pub(crate) const fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many columns `text` takes.
    pub(crate) fn columns(self, text: &str) -> usize {
        // In UTF-8 a character begins with a byte that is no continuation, and one beyond the first plane, which is two units
        // of UTF-16, with a byte from 0xF0.
        let begins = |byte: u8| u8::from(byte as i8 >= -64);
        let weight = move |byte: u8| begins(byte) + u8::from(byte >= 0xf0);
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => count(text, weight),
            Self::Utf32 => count(text, begins),
        }
    }

    /// The byte of a `line` at a column: the end of the line for columns beyond it, the start of the character for columns
    /// inside one.
    pub(crate) fn byte(self, line: &str, column: usize) -> usize {
        match self {
            Self::Utf8 => line.floor_char_boundary(column),
            Self::Utf16 => nth(line, column, char::len_utf16),
            Self::Utf32 => nth(line, column, |_| 1),
        }
    }
}

/// The weights of all bytes together.
fn count(text: &str, weight: impl Fn(u8) -> u8) -> usize {
    // So few at a time that a byte can hold their number: many lanes to a vector.
    let few = |bytes: &[u8]| usize::from(bytes.iter().map(|&byte| weight(byte)).sum::<u8>());
    text.as_bytes().chunks(64).map(few).sum()
}

fn nth(line: &str, column: usize, width: impl Fn(char) -> usize) -> usize {
    let mut left = column;
    for (at, character) in line.char_indices() {
        match left.checked_sub(width(character)) {
            _ if left == 0 => return at,
            None => return at,
            Some(rest) => left = rest,
        }
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_what_was_agreed() {
        let line = "a共𠮷3";
        let columns = |encoding: Encoding| encoding.columns(line);
        assert_eq!([Encoding::Utf8, Encoding::Utf16, Encoding::Utf32].map(columns), [9, 5, 4]);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (at, _) in line.char_indices().chain([(line.len(), ' ')]) {
                assert_eq!(encoding.byte(line, encoding.columns(&line[..at])), at);
            }
            assert_eq!(encoding.byte(line, 99), line.len());
        }
        assert_eq!(Encoding::Utf16.columns(&line.repeat(200)), 1000);
    }

    #[test]
    fn columns_inside_a_character_are_its_start() {
        assert_eq!(Encoding::Utf16.byte("𠮷3", 1), 0);
        assert_eq!(Encoding::Utf8.byte("共3", 2), 0);
    }

    #[test]
    fn the_first_that_is_known_is_agreed() {
        assert_eq!(Encoding::agreed(["utf-7", "utf-32", "utf-8"]), Encoding::Utf32);
        assert_eq!(Encoding::agreed(["utf-7"]), Encoding::Utf16);
        assert_eq!(Encoding::agreed([]), Encoding::Utf16);
    }
}
