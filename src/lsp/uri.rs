//! From the URIs of clients to paths.

use std::path::PathBuf;

/// The path of a `file:` URI; `None` for other documents.
pub(crate) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // A host stands before the path: `file://localhost/…`.
    let path = decoded(&rest[rest.find('/')?..])?;
    let bare = path.trim_start_matches('/');
    let has_drive = bare.as_bytes().get(1) == Some(&b':');
    Some(PathBuf::from(if cfg!(windows) && has_drive { bare } else { &path }))
}

/// With its `%XX` read; `None` if that makes no text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn files_have_a_path() {
        let name = "/tmp/稿 1/a:b%.txt";
        assert_eq!(path("file:///tmp/%E7%A8%BF%201/a%3Ab%25.txt"), Some(name.into()));
        assert_eq!(path("file://localhost/tmp/a.txt"), Some("/tmp/a.txt".into()));
        assert_eq!(path("file:///tmp/稿.txt"), Some("/tmp/稿.txt".into()));
    }

    #[test]
    fn what_is_no_file_has_no_path() {
        for uri in ["untitled:Untitled-1", "file://", "file:///%FF", "file:///%4", ""] {
            assert_eq!(path(uri), None, "{uri}");
        }
    }
}
