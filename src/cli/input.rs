//! The inputs of a run: files, folders, standard input, records of JSON lines.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use serde::Deserialize;

use crate::cli::args::InputFormat;
use crate::cli::error::InputError;
use crate::report::json::Key;
use crate::text::Draft;

/// Files that are taken for drafts when found in a folder.
const DRAFTS: [&str; 4] = ["txt", "text", "md", "markdown"];
/// Files that are taken for JSON lines when found in a folder.
const RECORDS: [&str; 2] = ["jsonl", "ndjson"];

/// One input, not yet read.
#[derive(Debug)]
pub(crate) enum Input {
    File(PathBuf),
    Stdin,
    Record { origin: Arc<str>, line: usize, bytes: Vec<u8> },
}

/// A draft with the name it has in the output.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) key: Key,
    pub(crate) draft: Draft,
}

/// A line of JSON lines.
#[derive(Deserialize)]
struct Record {
    id: Option<serde_json::Value>,
    text: String,
    title: Option<String>,
    date: Option<String>,
}

/// What `paths` hold, in order; of a folder the drafts in it, by name, hidden and ignored ones left out.
pub(crate) fn inputs(
    paths: Vec<PathBuf>,
    format: InputFormat,
) -> Box<dyn Iterator<Item = Result<Input, InputError>>> {
    let extensions: &'static [&'static str] = match format {
        InputFormat::Text => &DRAFTS,
        InputFormat::Jsonl => &RECORDS,
    };
    let files = paths.into_iter().flat_map(move |path| expand(path, extensions));
    match format {
        InputFormat::Text => Box::new(files),
        InputFormat::Jsonl => Box::new(files.flat_map(|file| match file {
            Ok(file) => records(&file),
            Err(error) => one(Err(error)),
        })),
    }
}

impl Input {
    /// Roughly how much memory it takes, in bytes.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::File(path) => fs::metadata(path).map_or(0, |data| data.len() as usize),
            Self::Stdin => 0,
            Self::Record { bytes, .. } => bytes.len(),
        }
    }

    /// Reads it; `date` stands in where it brings none.
    pub(crate) fn load(self, date: Option<DateTime>) -> Result<Named, InputError> {
        match self {
            Self::File(path) => {
                let name = path.display().to_string();
                let bytes = fs::read(&path).map_err(|error| InputError::read(&name, error))?;
                whole(name.clone(), name, bytes, date)
            }
            Self::Stdin => {
                let mut bytes = Vec::new();
                io::stdin()
                    .lock()
                    .read_to_end(&mut bytes)
                    .map_err(|error| InputError::read(STDIN, error))?;
                whole(STDIN.to_owned(), "-".to_owned(), bytes, date)
            }
            Self::Record { origin, line, bytes } => record(&origin, line, &bytes, date),
        }
    }
}

/// What messages call standard input.
const STDIN: &str = "<标准输入>";

type Inputs = Box<dyn Iterator<Item = Result<Input, InputError>>>;

fn one(input: Result<Input, InputError>) -> Inputs {
    Box::new(std::iter::once(input))
}

fn expand(path: PathBuf, extensions: &'static [&'static str]) -> Inputs {
    if path == Path::new("-") {
        return one(Ok(Input::Stdin));
    }
    if !path.is_dir() {
        return one(Ok(Input::File(path)));
    }
    let is_draft = move |path: &Path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|it| extensions.iter().any(|known| it.eq_ignore_ascii_case(known)))
    };
    let walk = ignore::WalkBuilder::new(&path)
        .require_git(false)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .build()
        .filter_map(move |entry| match entry {
            Ok(entry) if entry.path().is_dir() || !is_draft(entry.path()) => None,
            Ok(entry) => Some(Ok(Input::File(entry.into_path()))),
            Err(error) => Some(Err(InputError::Walk { error: error.to_string() })),
        });
    let mut walk = walk.peekable();
    match walk.peek() {
        Some(_) => Box::new(walk),
        None => {
            let folder = path.display().to_string();
            one(Err(InputError::NoDrafts { folder, extensions: extensions.join("、.") }))
        }
    }
}

fn records(input: &Input) -> Inputs {
    let (name, reader): (String, Box<dyn BufRead>) = match input {
        Input::File(path) => {
            let name = path.display().to_string();
            match File::open(path) {
                Ok(file) => (name, Box::new(BufReader::new(file))),
                Err(error) => return one(Err(InputError::read(&name, error))),
            }
        }
        Input::Stdin | Input::Record { .. } => {
            (STDIN.to_owned(), Box::new(BufReader::new(io::stdin())))
        }
    };
    Box::new(Lines { origin: name.into(), line: 0, reader: Some(reader) })
}

/// The lines of a reader that are not blank.
struct Lines {
    origin: Arc<str>,
    line: usize,
    reader: Option<Box<dyn BufRead>>,
}

impl Iterator for Lines {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut bytes = Vec::new();
            match self.reader.as_mut()?.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => self.line += 1,
                Err(error) => {
                    self.reader = None;
                    return Some(Err(InputError::read(&self.origin, error)));
                }
            }
            if !bytes.trim_ascii().is_empty() {
                let origin = Arc::clone(&self.origin);
                return Some(Ok(Input::Record { origin, line: self.line, bytes }));
            }
        }
    }
}

fn whole(
    name: String,
    path: String,
    bytes: Vec<u8>,
    date: Option<DateTime>,
) -> Result<Named, InputError> {
    let text = decode(&name, bytes)?;
    Ok(Named { key: Key::Path(path), draft: Draft { name, text, title: None, date } })
}

fn decode(name: &str, bytes: Vec<u8>) -> Result<String, InputError> {
    let name = || name.to_owned();
    if u32::try_from(bytes.len()).is_err() {
        return Err(InputError::TooLong { name: name() });
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + memchr::memchr_iter(b'\n', &error.as_bytes()[..valid]).count();
        InputError::NotUtf8 { name: name(), line, byte: valid + 1 }
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.trim().is_empty() {
        return Err(InputError::Empty { name: name() });
    }
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count();
        return Err(InputError::Nul { name: name(), line });
    }
    Ok(text)
}

fn record(
    origin: &str,
    line: usize,
    bytes: &[u8],
    date: Option<DateTime>,
) -> Result<Named, InputError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii();
    let record: Record = serde_json::from_slice(bytes)
        .map_err(|error| InputError::record(origin, line, bytes, &error))?;
    let id = record.id.unwrap_or_else(|| line.into());
    let name = id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned);
    let date = record.date.as_deref().and_then(read_date).or(date);
    let Record { text, title, .. } = record;
    Ok(Named { key: Key::Id(id), draft: Draft { name, text, title, date } })
}

/// Reads a date as archives and forms write it: year, month and day, and a time of day or none, whatever stands between
/// them. A bare year or month is no date.
pub(crate) fn read_date(text: &str) -> Option<DateTime> {
    let numbers: Vec<i16> = text
        .split(|character: char| !character.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map_while(|digits| digits.parse().ok())
        .take(6)
        .collect();
    let [year @ 1000..=9999, month, day, clock @ ..] = numbers.as_slice() else { return None };
    let small = |number: i16| i8::try_from(number).ok();
    let part = |index: usize| small(clock.get(index).copied().unwrap_or(0));
    let time = Time::new(part(0)?, part(1)?, part(2)?, 0).ok()?;
    Some(Date::new(*year, small(*month)?, small(*day)?).ok()?.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let read = read_date(text).map(|date| date.to_string());
        assert_eq!(read.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn dates_of_archives() {
        check("2024-03-05", "2024-03-05T00:00:00");
        check("2024-03-05T07:08:09", "2024-03-05T07:08:09");
        check("2024-03-05T07:08:09.5+08:00", "2024-03-05T07:08:09");
        check("2007年9月6日 22:15", "2007-09-06T22:15:00");
        check("2011/1/2 08:33:21 星期日", "2011-01-02T08:33:21");
    }

    #[test]
    fn what_is_no_date() {
        for text in ["", "2024", "2024年3月", "2023-02-29", "24-3-5", "99999-01-01", "昨天"] {
            check(text, "none");
        }
    }
}
