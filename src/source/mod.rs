//! From bytes to drafts: files, folders, standard input, JSON lines.
//!
//! What a run is given is first laid out as [`Input`]s, cheaply and in order, and each is then read by itself, so that a
//! program may read several at once and one that cannot be read keeps none of the others from being read.

mod date;
mod decode;
mod error;
#[cfg(feature = "cli")]
mod folder;
mod jsonl;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use serde_json::Value;

use crate::text::Draft;
pub use date::parse_date;
pub use decode::decode;
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
    /// A text file.
    File(PathBuf),
    /// A text on standard input.
    Stdin,
    /// A line of JSON lines.
    Line(Line),
}

/// A draft as it was received.
#[derive(Debug)]
pub struct Received {
    /// The draft.
    pub draft: Draft,
    /// The `id` of the record it came in; its line number if it has none.
    pub id: Option<Value>,
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

    /// Reads it; `date` stands in where it brings none.
    ///
    /// # Errors
    ///
    /// It cannot be read, is empty, or is no text.
    pub fn read(self, date: Option<DateTime>) -> Result<Received, SourceError> {
        match self {
            Self::File(path) => file(&path, date),
            Self::Stdin => whole(STDIN.to_owned(), io::stdin().lock(), 0, date),
            Self::Line(line) => line.parse(date),
        }
    }
}

fn file(path: &Path, date: Option<DateTime>) -> Result<Received, SourceError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| SourceError::read(&name, &error))?;
    let length = file.metadata().map_or(0, |data| data.len());
    whole(name, file, length, date)
}

/// Reads all of a text, which should be `length` bytes long.
fn whole(
    name: String,
    reader: impl Read,
    length: u64,
    date: Option<DateTime>,
) -> Result<Received, SourceError> {
    if length > LIMIT {
        return Err(SourceError::TooLong { name });
    }
    let text = decode(&name, reader, length as usize)?;
    Ok(Received { draft: Draft { name, text, title: None, date }, id: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("稿.txt");
        std::fs::write(&path, bytes).unwrap();
        let received = Input::File(path).read(None);
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
        let read = |path: &Path| Input::File(path.into()).read(None).unwrap_err().to_string();
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
        let error = Input::File(path).read(None).unwrap_err();
        assert!(matches!(error, SourceError::TooLong { .. }));
    }
}
