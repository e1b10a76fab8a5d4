//! An open document, at one of its versions.

use std::path::PathBuf;
use std::sync::OnceLock;

use gen_lsp_types::{
    Position, Range, TextDocumentContentChangeEvent as Change, TextDocumentItem, Uri,
};

use crate::lsp::encoding::Encoding;
use crate::lsp::text::Text;
use crate::lsp::uri;

/// A document as the client has it.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    pub(crate) uri: Uri,
    /// Where it lies, if it is a file.
    pub(crate) path: Option<PathBuf>,
    /// What the client takes it for: `markdown`, `plaintext`.
    language: String,
    pub(crate) version: i32,
    text: Text,
    encoding: Encoding,
    /// Made when first asked for, for one version.
    ruler: OnceLock<Ruler>,
}

impl Open {
    pub(crate) fn new(item: TextDocumentItem, encoding: Encoding) -> Self {
        let TextDocumentItem { uri, language_id, version, text } = item;
        let path = uri::path(&uri.0);
        let language = language_id.to_string();
        let text = Text::new(text);
        Self { uri, path, language, version, text, encoding, ruler: OnceLock::new() }
    }

    /// Makes the changes that lead to the next version.
    pub(crate) fn change(&mut self, changes: Vec<Change>, version: i32) {
        for change in changes {
            match change {
                Change::TextDocumentContentChangePartial(it) => {
                    self.text.replace(it.range, &it.text, self.encoding);
                }
                Change::TextDocumentContentChangeWholeDocument(it) => {
                    self.text = Text::new(it.text);
                }
            }
        }
        self.version = version;
        self.ruler = OnceLock::new();
    }

    pub(crate) fn text(&self) -> &str {
        self.text.as_str()
    }

    /// What the check calls it, which also tells its format.
    pub(crate) fn name(&self) -> String {
        match (&self.path, self.language.as_str()) {
            (Some(path), _) => path.display().to_string(),
            (None, "markdown") => "未命名.md".to_owned(),
            (None, "html") => "未命名.html".to_owned(),
            (None, _) => "未命名.txt".to_owned(),
        }
    }

    /// Whether it is TOML: no draft, but perhaps rules, a configuration or decisions.
    pub(crate) fn is_toml(&self) -> bool {
        let ending = self.path.as_deref().and_then(|path| path.extension());
        self.language == "toml" || ending.is_some_and(|ending| ending == "toml")
    }

    /// The byte at a position.
    pub(crate) fn byte(&self, at: Position) -> usize {
        self.text.byte(at, self.encoding)
    }

    /// The bytes of a range.
    pub(crate) fn bytes(&self, range: Range) -> std::ops::Range<usize> {
        self.text.bytes(range, self.encoding)
    }

    /// The range of bytes that are those of whole characters; of what lies beyond the text, its end.
    pub(crate) fn range(&self, bytes: std::ops::Range<usize>) -> Range {
        Range { start: self.position(bytes.start), end: self.position(bytes.end) }
    }

    /// The range of the line on which a byte stands, from its first character on.
    pub(crate) fn line(&self, number: usize) -> Range {
        let start = Position { line: number as u32, character: 0 };
        let end = Position { line: number as u32, character: u32::MAX };
        self.range(self.byte(start)..self.byte(end))
    }

    fn position(&self, byte: usize) -> Position {
        let text = self.text();
        let byte = text.floor_char_boundary(byte);
        let (line, start) = self.text.line_of(byte);
        let ruler = self.ruler.get_or_init(|| Ruler::new(text, self.encoding));
        let columns = ruler.columns(text, byte) - ruler.columns(text, start);
        Position { line: line as u32, character: columns as u32 }
    }
}

/// How many columns stand before each of a text's blocks: positions in constant time, however long a line is.
#[derive(Clone, Debug)]
struct Ruler {
    encoding: Encoding,
    before: Vec<usize>,
}

impl Ruler {
    /// Bytes between two counts.
    const BLOCK: usize = 512;

    fn new(text: &str, encoding: Encoding) -> Self {
        let mut before = vec![0];
        let (mut from, mut columns) = (0, 0);
        while from + Self::BLOCK <= text.len() {
            let to = from + Self::BLOCK;
            columns += encoding.columns(&text[boundary(text, from)..boundary(text, to)]);
            before.push(columns);
            from = to;
        }
        Self { encoding, before }
    }

    /// The columns before a byte.
    fn columns(&self, text: &str, byte: usize) -> usize {
        let block = byte / Self::BLOCK;
        let start = boundary(text, block * Self::BLOCK).min(byte);
        self.before[block] + self.encoding.columns(&text[start..byte])
    }
}

/// The first start of a character at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    text.floor_char_boundary(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str, encoding: Encoding) -> Open {
        let item = TextDocumentItem {
            uri: Uri("untitled:1".to_owned()),
            language_id: "plaintext".to_owned().into(),
            version: 1,
            text: text.to_owned(),
        };
        Open::new(item, encoding)
    }

    #[test]
    fn ranges_lead_there_and_back_in_long_lines() {
        let text = format!("首行\r\n{}\n末", "核𠮷5数a".repeat(700));
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let open = open(&text, encoding);
            for (at, character) in text.char_indices().filter(|(_, it)| !"\r\n".contains(*it)) {
                let bytes = at..at + character.len_utf8();
                assert_eq!(open.bytes(open.range(bytes.clone())), bytes);
            }
            assert_eq!(open.bytes(open.line(0)), 0..6);
            assert_eq!(open.range(text.len()..text.len() + 9).end.line, 2);
        }
    }

    #[test]
    fn columns_are_those_of_the_encoding() {
        let text = "首行\n核𠮷5数";
        let columns = |encoding| open(text, encoding).range(14..15).start;
        let column = |character| Position { line: 1, character };
        assert_eq!(columns(Encoding::Utf8), column(7));
        assert_eq!(columns(Encoding::Utf16), column(3));
        assert_eq!(columns(Encoding::Utf32), column(2));
    }
}
