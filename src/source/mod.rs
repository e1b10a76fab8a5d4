//! From bytes to drafts: files, folders, standard input, JSON lines.
//!
//! What a run is given is first laid out as [`Input`]s, cheaply and in order, and each is then read by itself, so that a
//! program may read several at once and one that cannot be read keeps none of the others from being read.

mod date;
mod decode;
#[cfg(feature = "docx")]
mod docx;
mod encoding;
mod error;
mod extract;
#[cfg(feature = "cli")]
mod folder;
#[cfg(feature = "markdown")]
mod front;
mod html;
mod jsonl;
mod kind;
#[cfg(feature = "markdown")]
mod markdown;
mod page;

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use serde_json::Value;

use crate::text::Draft;
use kind::Kind;
use page::Page;

pub use date::parse_date;
pub use decode::decode;
#[cfg(feature = "docx")]
pub use docx::{Annotated, Note};
pub use encoding::{Damage, Decoded};
pub use encoding_rs::Encoding;
pub use error::SourceError;
#[cfg(feature = "cli")]
pub use folder::{Format, inputs};
pub use jsonl::{JsonLines, Line};

/// What messages call standard input.
pub const STDIN: &str = "<标准输入>";

/// Texts are shorter than this, in bytes, so that positions fit into 32 bits.
const LIMIT: u64 = u32::MAX as u64;

/// Something to read a draft from.
#[derive(Debug)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// A draft on standard input.
    Stdin,
    /// A line of JSON lines.
    Line(Line),
}

/// What is known of inputs from outside.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The date of those that bring none.
    pub date: Option<DateTime>,
    /// The encoding they are in; else it is told by their looks.
    pub encoding: Option<&'static Encoding>,
    /// What standard input is called, which also tells its format.
    pub stdin_name: Option<String>,
}

/// A draft as it was received.
#[derive(Debug)]
pub struct Received {
    /// The draft.
    pub draft: Draft,
    /// The `id` of the record it came in; its line number if it has none.
    pub id: Option<Value>,
    /// What of it could not be read; the rest is in the draft.
    pub damage: Option<SourceError>,
}

impl Input {
    /// Roughly how much memory it takes, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        match self {
            Self::File(path) => path.metadata().map_or(0, |data| data.len() as usize),
            Self::Stdin => 0,
            Self::Line(line) => line.bytes.len(),
        }
    }

    /// The file it is, or the one whose line it is.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Line(line) if *line.origin != *STDIN => Some(Path::new(&*line.origin)),
            Self::Stdin | Self::Line(_) => None,
        }
    }

    /// Reads it.
    ///
    /// # Errors
    ///
    /// It cannot be read, is empty, or is no draft.
    pub fn read(self, told: &Told) -> Result<Received, SourceError> {
        match self {
            Self::File(path) => file(&path, told),
            Self::Stdin => {
                let name = told.stdin_name.as_deref().unwrap_or(STDIN);
                stream(name, &mut io::stdin().lock(), told)
            }
            Self::Line(line) => line.parse(told),
        }
    }
}

/// Reads a draft from memory; its `name` and its first bytes tell its format.
///
/// # Errors
///
/// It is empty or no draft.
pub fn read_bytes(name: &str, bytes: &[u8], told: &Told) -> Result<Received, SourceError> {
    stream(name, &mut &*bytes, told)
}

fn file(path: &Path, told: &Told) -> Result<Received, SourceError> {
    let name = path.display().to_string();
    let unreadable = |error| SourceError::read(&name, &error);
    let mut file = File::open(path).map_err(unreadable)?;
    let before = Stamp::of(&file);
    let length = file.metadata().map_or(0, |data| data.len());
    if length > LIMIT {
        return Err(SourceError::TooLong { name });
    }
    let head = head(&mut file).map_err(unreadable)?;
    let received = match kind::of(&name, &head)? {
        Kind::Word => {
            file.rewind().map_err(unreadable)?;
            word(&name, io::BufReader::new(&file), told)
        }
        kind => {
            // What is written behind its end meanwhile is not waited for.
            let most = if before.0.is_some() && length > 0 { length } else { u64::MAX };
            text(name.clone(), kind, Cursor::new(head).chain(&file).take(most), length, told)
        }
    };
    match before == Stamp::of(&file) {
        true => received,
        // Half of it may be old and half of it new.
        false => Err(SourceError::Changed { name }),
    }
}

/// What tells of a file that it was written to: its length and the time of the last writing. Pipes and devices have none.
#[derive(Debug, PartialEq, Eq)]
struct Stamp(Option<(u64, Option<std::time::Duration>)>);

impl Stamp {
    fn of(file: &File) -> Self {
        let data = file.metadata().ok().filter(std::fs::Metadata::is_file);
        let epoch = std::time::UNIX_EPOCH;
        Self(data.map(|data| {
            (data.len(), data.modified().ok().and_then(|time| time.duration_since(epoch).ok()))
        }))
    }
}

/// Reads what cannot be read twice.
fn stream(name: &str, reader: &mut dyn Read, told: &Told) -> Result<Received, SourceError> {
    let unreadable = |error| SourceError::read(name, &error);
    let head = head(reader).map_err(unreadable)?;
    match kind::of(name, &head)? {
        Kind::Word => {
            let mut bytes = head;
            reader.take(LIMIT).read_to_end(&mut bytes).map_err(unreadable)?;
            word(name, Cursor::new(bytes), told)
        }
        kind => text(name.to_owned(), kind, Cursor::new(head).chain(reader), 0, told),
    }
}

/// The first bytes.
fn head(reader: &mut (impl Read + ?Sized)) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(kind::HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(feature = "docx")]
fn word(name: &str, reader: impl Read + Seek, told: &Told) -> Result<Received, SourceError> {
    let draft = docx::read(name, reader, told.date)?;
    Ok(Received { draft, id: None, damage: None })
}

#[cfg(not(feature = "docx"))]
fn word(name: &str, _: impl Read + Seek, _: &Told) -> Result<Received, SourceError> {
    Err(SourceError::foreign(name, kind::WORD))
}

/// Reads all of a text, which should be `length` bytes long.
fn text(
    name: String,
    kind: Kind,
    reader: impl Read,
    length: u64,
    told: &Told,
) -> Result<Received, SourceError> {
    let decoded = decode(&name, reader, length as usize, told.encoding)?;
    let damage = SourceError::damage(&name, &decoded);
    let source = decoded.text;
    let draft = match page(kind, &source) {
        None => Draft { name, text: source, date: told.date, ..Draft::default() },
        Some(page) if page.is_empty() => return Err(SourceError::Empty { name }),
        Some(page) => page.draft(name, source, told.date),
    };
    Ok(Received { draft, id: None, damage })
}

/// What is read of a text with markup.
fn page(kind: Kind, source: &str) -> Option<Page> {
    match kind {
        Kind::Html => Some(html::read(source)),
        #[cfg(feature = "markdown")]
        Kind::Markdown => Some(markdown::read(source)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("稿.txt");
        std::fs::write(&path, bytes).unwrap();
        let received = Input::File(path).read(&Told::default());
        let name = format!("{}/", folder.path().display());
        received.map(|it| it.draft.text).map_err(|error| error.to_string().replace(&name, ""))
    }

    #[test]
    fn files_are_read() {
        assert_eq!(read("\u{feff}桥长3公里。".as_bytes()), Ok("桥长3公里。".into()));
        assert_eq!(read(b""), Err("稿.txt 是空的,没有可核对的内容".into()));
    }

    #[test]
    fn files_that_cannot_be_read_are_named() {
        let read =
            |path: &Path| Input::File(path.into()).read(&Told::default()).unwrap_err().to_string();
        assert_eq!(read(Path::new("没有这个.txt")), "找不到 没有这个.txt");
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().display();
        assert_eq!(read(folder.path()), format!("读不了 {name}:它是文件夹"));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_beyond_4_gib_is_not_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("长.txt");
        File::create(&path).unwrap().set_len(LIMIT + 1).unwrap();
        let error = Input::File(path).read(&Told::default()).unwrap_err();
        assert!(matches!(error, SourceError::TooLong { .. }));
    }
}
