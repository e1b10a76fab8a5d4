//! Names of inputs as other programs want them.

use std::fmt::Write as _;

/// A path below the folder of the run, with slashes: `稿/灯会.txt`.
pub(super) fn relative(name: &str) -> String {
    let path = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    path.strip_prefix("./").map(str::to_owned).unwrap_or(path)
}

/// A path as a URI reference (RFC 3986): `%E7%A8%BF/a.txt`, `file:///…` from the root.
pub(super) fn reference(name: &str) -> String {
    let path = relative(name);
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte as char);
            }
            // Writing to a string does not fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_uris() {
        assert_eq!(reference("./稿/a 1.txt"), "%E7%A8%BF/a%201.txt");
        assert_eq!(reference("/tmp/a:b.txt"), "file:///tmp/a%3Ab.txt");
        assert_eq!(relative("./稿/a 1.txt"), "稿/a 1.txt");
    }
}
