//! JSON lines: a record with a draft on each.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use encoding_rs::UTF_8;
use serde::Deserialize;
use serde_json::Value;

use crate::source::{LIMIT, Received, SourceError, Told, parse_date};
use crate::text::Draft;

/// The lines of a reader that are not blank, one in memory at a time. A reader that fails yields an error and ends.
#[derive(Debug)]
pub struct JsonLines<R> {
    origin: Arc<str>,
    number: usize,
    reader: Option<R>,
}

/// A line of JSON lines, not yet understood.
#[derive(Debug)]
pub struct Line {
    pub(super) origin: Arc<str>,
    /// From 1.
    number: usize,
    pub(super) bytes: Vec<u8>,
}

/// What a line holds. Other fields are left aside.
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    text: String,
    title: Option<String>,
    date: Option<String>,
}

impl<R: BufRead> JsonLines<R> {
    /// The lines of `reader`, which messages call `origin`.
    #[must_use]
    pub fn new(origin: &str, reader: R) -> Self {
        Self { origin: origin.into(), number: 0, reader: Some(reader) }
    }

    /// The next line, `None` at the end.
    fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        let Some(reader) = &mut self.reader else { return Ok(None) };
        let mut bytes = Vec::new();
        reader.take(LIMIT + 1).read_until(b'\n', &mut bytes)?;
        self.number += 1;
        Ok((!bytes.is_empty()).then_some(bytes))
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Line, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let failed = match self.read() {
                Ok(Some(bytes)) if bytes.len() as u64 > LIMIT => {
                    let name = format!("{} 第 {} 行", self.origin, self.number);
                    SourceError::TooLong { name }
                }
                Ok(Some(bytes)) if bytes.trim_ascii().is_empty() => continue,
                Ok(Some(bytes)) => {
                    let origin = Arc::clone(&self.origin);
                    return Some(Ok(Line { origin, number: self.number, bytes }));
                }
                Ok(None) => return None,
                Err(error) => SourceError::read(&self.origin, &error),
            };
            self.reader = None;
            return Some(Err(failed));
        }
    }
}

impl Line {
    /// Reads the record.
    ///
    /// # Errors
    ///
    /// The line is no JSON or no record.
    pub fn parse(self, told: &Told) -> Result<Received, SourceError> {
        let recoded;
        let bytes = match told.encoding {
            Some(encoding) if encoding != UTF_8 => {
                recoded = encoding.decode_without_bom_handling(&self.bytes).0;
                recoded.as_bytes()
            }
            _ => &self.bytes,
        };
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let bytes = bytes.trim_ascii();
        let record: Record = serde_json::from_slice(bytes)
            .map_err(|error| SourceError::record(&self.origin, self.number, bytes, &error))?;
        let Record { id, text, title, date: own } = record;
        let id = id.unwrap_or_else(|| self.number.into());
        let name = id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned);
        let date = own.as_deref().and_then(parse_date).or(told.date);
        let draft = Draft { name, text, title, date, ..Draft::default() };
        Ok(Received { draft, id: Some(id), damage: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the lines hold, or what is wrong with them.
    fn read(lines: &[u8]) -> Vec<String> {
        let show = |line: Result<Line, SourceError>| match line
            .and_then(|line| line.parse(&Told::default()))
        {
            Ok(Received { id, draft: Draft { text, title, date, .. }, .. }) => {
                let date = date.map(|date| date.to_string());
                format!("{} {title:?} {text} {date:?}", id.unwrap()).replace('"', "")
            }
            Err(error) => error.to_string(),
        };
        JsonLines::new("稿.jsonl", lines).map(show).collect()
    }

    #[test]
    fn records_are_read() {
        let lines = "\u{feff}{\"id\":\"a\",\"text\":\"桥\",\"title\":\"题\",\"date\":\"2024-03-05\",\"url\":1}\r\n\
                     \n{\"id\":7,\"text\":\"桥\",\"title\":null}\n{\"text\":\"\",\"date\":\"昨天\"}";
        assert_eq!(
            read(lines.as_bytes()),
            ["a Some(题) 桥 Some(2024-03-05T00:00:00)", "7 None 桥 None", "4 None  None"]
        );
    }

    #[test]
    fn what_is_no_record_is_named_and_the_others_go_on() {
        let lines = b"{\"id\":1}\n[1]\n{\"text\":3}\n{\"text\":\"a\",\"date\":3}\n{\"text\":\"a\n\
                      {\"text\":\"\xc7\xc5\"}\n{\"text\":\"a\",\"text\":\"b\"}\n{\"text\":\"z\"}\n";
        assert_eq!(
            read(lines),
            [
                "稿.jsonl 第 1 行不是稿件:缺少 text",
                "稿.jsonl 第 2 行不是稿件:不是 {…}",
                "稿.jsonl 第 3 行不是稿件:text 不是字符串",
                "稿.jsonl 第 4 行不是稿件:date 不是字符串",
                "稿.jsonl 第 5 行不是 JSON(第 10 个字节处)",
                "稿.jsonl 第 6 行不是 JSON(第 10 个字节处)",
                "稿.jsonl 第 7 行不是稿件:有字段重复",
                "8 None z None",
            ]
        );
    }

    #[test]
    fn a_reader_that_fails_ends_the_lines() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("断了"))
            }
        }
        let lines = JsonLines::new("管道", io::BufReader::new(Broken));
        let shown: Vec<_> = lines.map(|line| line.unwrap_err().to_string()).collect();
        assert_eq!(shown, ["读不了 管道:断了"]);
    }
}
