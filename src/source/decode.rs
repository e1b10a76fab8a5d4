//! From bytes to text.

use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_8};
use simdutf8::compat::from_utf8;

use crate::source::encoding::{self, Decoded};
use crate::source::{LIMIT, SourceError};

/// How many bytes are decoded at a time, while they are at hand.
const BLOCK: usize = 64 * 1024;

/// The text that `reader` yields, in UTF-8 or, where it is not, in the encoding it looks like; `given` says which it is in.
/// `name` is what messages call it, `capacity` how many bytes to expect.
///
/// # Errors
///
/// Reading fails, or the bytes are too many, none but blanks, or no text.
pub fn decode(
    name: &str,
    reader: impl Read,
    capacity: usize,
    given: Option<&'static Encoding>,
) -> Result<Decoded, SourceError> {
    let name = || name.to_owned();
    let mut text = String::with_capacity(capacity);
    // One byte more tells that there is more.
    let mut reader = reader.take(LIMIT + 1);
    let appended = match given {
        Some(other) if other != UTF_8 => Err(Flaw::NotUtf8 { rest: Vec::new() }),
        _ => append(&mut text, &mut reader),
    };
    let mut decoded = match appended {
        Ok(()) => Decoded { text, encoding: UTF_8, damage: None },
        Err(Flaw::Read(error)) => return Err(SourceError::read(&name(), &error)),
        Err(Flaw::NotUtf8 { rest }) => {
            let mut bytes = text.into_bytes();
            bytes.extend(rest);
            reader.read_to_end(&mut bytes).map_err(|error| SourceError::read(&name(), &error))?;
            let declared = encoding::declared(&bytes);
            encoding::decode(&bytes, given, declared)
                .ok_or_else(|| SourceError::NoText { name: name() })?
        }
    };
    if given.is_none() && decoded.encoding == UTF_8 && has_nul(&decoded.text) {
        let bytes = decoded.text.as_bytes();
        if let Some(wide) = encoding::utf16(bytes) {
            decoded = encoding::decode(bytes, Some(wide), None).unwrap_or(decoded);
        }
    }
    let text = &mut decoded.text;
    if text.len() as u64 > LIMIT {
        return Err(SourceError::TooLong { name: name() });
    }
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.trim().is_empty() {
        return Err(SourceError::Empty { name: name() });
    }
    match memchr::memchr(0, text.as_bytes()) {
        Some(at) => Err(SourceError::Nul { name: name(), line: line_of(text.as_bytes(), at) }),
        None => Ok(decoded),
    }
}

fn has_nul(text: &str) -> bool {
    memchr::memchr(0, text.as_bytes()).is_some()
}

/// Why decoding as UTF-8 stopped.
enum Flaw {
    Read(io::Error),
    NotUtf8 {
        /// What was read, but could not be decoded.
        rest: Vec<u8>,
    },
}

/// Appends what `reader` yields, up to the first byte that is wrong.
fn append(text: &mut String, mut reader: impl Read) -> Result<(), Flaw> {
    let mut block = vec![0; BLOCK];
    // The first bytes of a character whose others are still to come.
    let mut held = 0;
    loop {
        let read = match reader.read(&mut block[held..]) {
            Ok(0) if held == 0 => return Ok(()),
            Ok(0) => return Err(Flaw::NotUtf8 { rest: block[..held].to_owned() }),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Flaw::Read(error)),
        };
        let bytes = &block[..held + read];
        let error = match from_utf8(bytes) {
            Ok(all) => {
                text.push_str(all);
                held = 0;
                continue;
            }
            Err(error) => error,
        };
        let valid = error.valid_up_to();
        text.push_str(from_utf8(&bytes[..valid]).unwrap_or_default());
        if error.error_len().is_some() {
            return Err(Flaw::NotUtf8 { rest: bytes[valid..].to_owned() });
        }
        let end = held + read;
        block.copy_within(valid..end, 0);
        held = end - valid;
    }
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', &bytes[..at]).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], expected: &str) {
        let decoded = decode("稿", bytes, 0, None).map(|decoded| decoded.text);
        assert_eq!(decoded.unwrap_or_else(|error| error.to_string()), expected);
    }

    #[test]
    fn texts_are_decoded() {
        check("桥长3公里。".as_bytes(), "桥长3公里。");
        check("\u{feff}桥".as_bytes(), "桥");
        check(b"\xef\xbb\xbf \n", "稿 是空的,没有可核对的内容");
        check(b"3\n\xc7\xc5\xb3\xa4", "3\n桥长");
        check(b"\x80\xff\x80\xff\x80\xff", "稿 认不出是什么编码的文本");
        check(b"\xff\xfe3\x00", "3");
        check("桥\n\0".as_bytes(), "稿 第 2 行有 NUL 字节,不像文本");
    }

    #[test]
    fn characters_may_lie_across_blocks() {
        let text = format!("a{}", "桥𠀀".repeat(BLOCK));
        check(text.as_bytes(), &text);
    }

    /// Yields a few bytes at a time.
    struct Trickle<'t>(&'t [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(buffer.len());
            self.0.read(&mut buffer[..count])
        }
    }

    proptest! {
        #[test]
        fn reads_as_the_standard_library_does(
            text in "[a桥é𠀀]{0,20}",
            broken in proptest::option::of((0_usize..60, 0x80_u8..)),
            step in 1_usize..5,
        ) {
            let mut bytes = text.into_bytes();
            if let Some((at, byte)) = broken {
                bytes.insert(at.min(bytes.len()), byte);
            }
            let mut decoded = String::new();
            let done = append(&mut decoded, Trickle(&bytes, step)).is_ok();
            let valid = std::str::from_utf8(&bytes).map_err(|error| error.valid_up_to());
            prop_assert_eq!(done, valid.is_ok());
            prop_assert_eq!(decoded.len(), valid.map_or_else(|valid| valid, str::len));
        }
    }
}
