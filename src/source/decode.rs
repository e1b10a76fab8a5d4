//! From bytes to text.

use crate::source::{LIMIT, SourceError};

/// The text of `bytes`, which are UTF-8, without the byte order mark. `name` is what messages call it.
///
/// # Errors
///
/// The bytes are too many, none but blanks, no UTF-8, or hold NUL, as files that are no text do.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<String, SourceError> {
    let name = || name.to_owned();
    if bytes.len() as u64 > LIMIT {
        return Err(SourceError::TooLong { name: name() });
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(SourceError::Utf16 { name: name() });
    }
    let mut text = simdutf8::compat::from_utf8(&bytes).map(str::to_owned).map_err(|error| {
        let valid = error.valid_up_to();
        SourceError::NotUtf8 { name: name(), line: line_of(&bytes, valid), byte: valid + 1 }
    })?;
    drop(bytes);
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.trim().is_empty() {
        return Err(SourceError::Empty { name: name() });
    }
    match memchr::memchr(0, text.as_bytes()) {
        Some(at) => Err(SourceError::Nul { name: name(), line: line_of(text.as_bytes(), at) }),
        None => Ok(text),
    }
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', &bytes[..at]).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        let decoded = decode("稿", bytes.to_vec());
        let shown = decoded.unwrap_or_else(|error| error.to_string());
        assert_eq!(shown, expected);
    }

    #[test]
    fn text_is_utf8() {
        check("桥长3公里。".as_bytes(), "桥长3公里。");
        check("\u{feff}桥".as_bytes(), "桥");
        check(b"\xef\xbb\xbf \n", "稿 是空的,没有可核对的内容");
        check(b"3\n\xc7\xc5\xb3\xa4", "稿 不是 UTF-8 文本:第 2 行、全文第 3 个字节处读不通");
        check(b"\xff\xfe3\x00", "稿 是 UTF-16 文本");
        check("桥\n\0".as_bytes(), "稿 第 2 行有 NUL 字节,不像文本");
    }
}
