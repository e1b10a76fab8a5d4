//! The tags and the texts of a page, one after the other, with their places. What a browser would not show as a tag is text.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memmem};

/// A part of a page. Comments and declarations are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'s> {
    Text(Range<usize>),
    Start { name: String, attributes: Attributes<'s>, at: usize, end: usize },
    End { name: String, at: usize },
}

/// Elements whose content is no markup.
const RAW: [&str; 8] =
    ["script", "style", "textarea", "title", "iframe", "noframes", "noembed", "xmp"];

/// The tokens of a page.
pub(super) struct Tokens<'s> {
    source: &'s str,
    at: usize,
    /// The element whose content is text up to its end.
    raw: Option<String>,
}

impl<'s> Tokens<'s> {
    pub(super) const fn new(source: &'s str) -> Self {
        Self { source, at: 0, raw: None }
    }

    /// The content of an element that holds no tags.
    fn raw_text(&mut self, name: &str) -> Option<Token<'s>> {
        let bytes = self.source.as_bytes();
        let is_end = |at: &usize| {
            let rest = &bytes[at + 2..];
            rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        };
        let mut ends = memmem::find_iter(&bytes[self.at..], b"</").map(|found| self.at + found);
        let end = ends.find(is_end).unwrap_or(bytes.len());
        let start = std::mem::replace(&mut self.at, end);
        (start < end).then_some(Token::Text(start..end))
    }

    /// What begins with `<` where we are, if it is no text; `None` in it for what is left out.
    fn markup(&mut self) -> Option<Option<Token<'s>>> {
        let start = self.at;
        let rest = &self.source.as_bytes()[start + 1..];
        let name_at = start + 1;
        let skip_to = |sign: &[u8], from: usize| {
            let bytes = &self.source.as_bytes()[from..];
            memmem::find(bytes, sign).map_or(self.source.len(), |at| from + at + sign.len())
        };
        match rest {
            [b'!', b'-', b'-', ..] => self.at = skip_to(b"-->", start + 4),
            [b'!' | b'?', ..] => self.at = skip_to(b">", start),
            [b'/', letter, ..] if letter.is_ascii_alphabetic() => {
                self.at = skip_to(b">", start);
                return Some(Some(Token::End { name: self.name(name_at + 1), at: start }));
            }
            [letter, ..] if letter.is_ascii_alphabetic() => {
                let name = self.name(name_at);
                let Some(end) = self.tag_end(name_at + name.len()) else {
                    self.at = self.source.len();
                    return Some(None);
                };
                let attributes = Attributes(&self.source[name_at + name.len()..end - 1]);
                self.at = end;
                if RAW.contains(&name.as_str()) {
                    self.raw = Some(name.clone());
                }
                return Some(Some(Token::Start { name, attributes, at: start, end }));
            }
            _ => return None,
        }
        Some(None)
    }

    /// The name of a tag, in small letters.
    fn name(&self, at: usize) -> String {
        let rest = &self.source[at..];
        let is_end = |char: char| char.is_ascii_whitespace() || matches!(char, '/' | '>');
        rest[..rest.find(is_end).unwrap_or(rest.len())].to_ascii_lowercase()
    }

    /// Past the `>` that ends a tag, which may have others in quotation marks.
    fn tag_end(&self, mut at: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        loop {
            at += bytes[at..].iter().position(|byte| matches!(byte, b'>' | b'='))?;
            if bytes[at] == b'>' {
                return Some(at + 1);
            }
            at += 1;
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if let Some(mark @ (b'"' | b'\'')) = bytes.get(at) {
                at += 1;
                at += memchr(*mark, &bytes[at..])? + 1;
            }
        }
    }
}

impl<'s> Iterator for Tokens<'s> {
    type Item = Token<'s>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(name) = self.raw.take()
            && let Some(text) = self.raw_text(&name)
        {
            return Some(text);
        }
        while self.at < self.source.len() {
            let start = self.at;
            if self.source.as_bytes()[start] == b'<' {
                match self.markup() {
                    Some(Some(token)) => return Some(token),
                    Some(None) => continue,
                    None => {}
                }
            }
            let from = start + 1;
            let next = memchr(b'<', &self.source.as_bytes()[from..]);
            self.at = next.map_or(self.source.len(), |next| from + next);
            return Some(Token::Text(start..self.at));
        }
        None
    }
}

/// The attributes of a tag, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attributes<'s>(&'s str);

impl<'s> Attributes<'s> {
    /// The value of the first attribute of that name, without escapes; empty if it has none.
    pub(super) fn get(self, name: &str) -> Option<Cow<'s, str>> {
        let (_, value) = self.iter().find(|(other, _)| other.eq_ignore_ascii_case(name))?;
        Some(html_escape::decode_html_entities(value))
    }

    /// Names and values in order.
    fn iter(self) -> impl Iterator<Item = (&'s str, &'s str)> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|char: char| char.is_ascii_whitespace() || char == '/');
            if rest.is_empty() {
                return None;
            }
            let end =
                rest.find(|char: char| char.is_ascii_whitespace() || matches!(char, '=' | '/'));
            // A name may begin with a stray sign.
            let end = end.unwrap_or(rest.len()).max(rest.chars().next().map_or(1, char::len_utf8));
            let (name, after) = rest.split_at(end);
            let Some(value) = after.trim_ascii_start().strip_prefix('=') else {
                rest = after;
                return Some((name, ""));
            };
            let value = value.trim_ascii_start();
            let quoted = ['"', '\''].into_iter().find_map(|mark| {
                value.strip_prefix(mark).map(|value| value.split_once(mark).unwrap_or((value, "")))
            });
            let (value, after) = quoted.unwrap_or_else(|| {
                let end = value.find(|char: char| char.is_ascii_whitespace());
                value.split_at(end.unwrap_or(value.len()))
            });
            rest = after;
            Some((name, value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let show = |token| match token {
            Token::Text(at) => format!("[{}]", &source[at]),
            Token::Start { name, .. } => format!("<{name}>"),
            Token::End { name, .. } => format!("</{name}>"),
        };
        Tokens::new(source).map(show).collect()
    }

    #[test]
    fn tags_and_texts_are_told_apart() {
        assert_eq!(shown("<P class='a>b'>甲</p>乙"), "<p>[甲]</p>[乙]");
        assert_eq!(shown("3<5,a<b"), "[3][<5,a]");
        assert_eq!(shown("甲<!-- <p> -->乙<!DOCTYPE html><?x?>丙"), "[甲][乙][丙]");
        assert_eq!(
            shown("<script>if (a</b) '<p>'</SCRIPT>甲"),
            "<script>[if (a</b) '<p>']</script>[甲]"
        );
        assert_eq!(shown("<title>甲<乙</title>"), "<title>[甲<乙]</title>");
        assert_eq!(shown("甲<p a="), "[甲]");
        assert_eq!(shown("甲<!--"), "[甲]");
        assert_eq!(shown("<script>甲"), "<script>[甲]");
        assert_eq!(shown("<br/>< p></ p>"), "<br>[< p>][</ p>]");
    }

    #[test]
    fn attributes_are_found() {
        let Some(Token::Start { attributes, .. }) =
            Tokens::new("<meta a NAME=date content = \"3&gt;2\" x='y z' =q/>").next()
        else {
            panic!("no tag");
        };
        let get = |name| attributes.get(name).map(Cow::into_owned);
        assert_eq!(get("a"), Some(String::new()));
        assert_eq!(get("name"), Some("date".into()));
        assert_eq!(get("content"), Some("3>2".into()));
        assert_eq!(get("x"), Some("y z".into()));
        assert_eq!(get("y"), None);
    }
}
