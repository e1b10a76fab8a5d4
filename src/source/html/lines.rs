//! The lines of a page as a browser would set them, each with the element it stands in.

use std::collections::HashMap;
use std::ops::Range;

use crate::source::extract::{Extract, OBJECT};
use crate::source::html::token::{Attributes, Token, Tokens};
use crate::source::html::words::WORDS;

/// A line of a page.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: Extract,
    /// The container it stands in, by its index in [`Lines::boxes`].
    pub(super) container: usize,
    /// Bytes of it that are links.
    pub(super) linked: usize,
    /// Whether it is the chief heading.
    pub(super) heading: bool,
}

/// An element that may hold an article. They are in the order of their tags, so those inside one follow it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Container {
    pub(super) parent: usize,
    /// Whether the page says that the article is here.
    pub(super) marked: bool,
}

/// What a page shows, and what it says of itself.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    pub(super) boxes: Vec<Container>,
    /// The content of `<title>`.
    pub(super) title: Extract,
    /// `<meta>`: names in small letters, contents, and the places of the tags.
    pub(super) meta: Vec<(String, String, Range<usize>)>,
    /// The first machine-readable time in the page.
    pub(super) time: Option<String>,
}

/// An element that is not yet closed.
struct Open {
    name: String,
    /// Nothing in it is shown.
    skipped: bool,
    container: usize,
}

/// Reads `source`, whose first byte stands at `base` of the file.
pub(super) fn read(source: &str, base: usize) -> Lines {
    let mut reader = Reader::new(source, base);
    for token in Tokens::new(source) {
        reader.token(token);
    }
    reader.end_line(source.len());
    reader.out
}

struct Reader<'s> {
    source: &'s str,
    base: usize,
    out: Lines,
    line: Extract,
    linked: usize,
    open: Vec<Open>,
    /// How many elements of a name are open, so that an end without a beginning costs no search.
    names: HashMap<String, usize>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, base: usize) -> Self {
        let mut out = Lines::default();
        out.boxes.push(Container { parent: 0, marked: false });
        let (line, open, names) = Default::default();
        Self { source, base, out, line, linked: 0, open, names }
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Text(at) => self.text(at),
            Token::Start { name, attributes, at, end } => self.start(name, attributes, at..end),
            Token::End { name, at } => self.end(&name, at),
        }
    }

    fn is_skipped(&self) -> bool {
        self.open.last().is_some_and(|open| open.skipped)
    }

    fn is_open(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|&count| count > 0)
    }

    fn container(&self) -> usize {
        self.open.last().map_or(0, |open| open.container)
    }

    fn text(&mut self, at: Range<usize>) {
        if self.open.last().is_some_and(|open| open.name == "title") && !self.is_open("svg") {
            let mut title = std::mem::take(&mut self.out.title);
            self.push(&mut title, at);
            self.out.title = title;
            return;
        }
        if self.is_skipped() {
            return;
        }
        let before = self.line.text.len();
        let mut line = std::mem::take(&mut self.line);
        self.push(&mut line, at);
        self.line = line;
        if self.is_open("a") {
            self.linked += self.line.text.len() - before;
        }
    }

    /// Adds the text that stands at `at`, its escapes read.
    fn push(&self, out: &mut Extract, at: Range<usize>) {
        let mut rest = at.clone();
        while let Some(found) = memchr::memchr(b'&', &self.source.as_bytes()[rest.clone()]) {
            let escape = rest.start + found;
            out.push_collapsed(&self.source[rest.start..escape], self.base + rest.start);
            let tail = &self.source.as_bytes()[escape..rest.end];
            let length = tail.iter().take(40).position(|&byte| byte == b';').map_or(1, |it| it + 1);
            let written = &self.source[escape..escape + length];
            let read = html_escape::decode_html_entities(written);
            let place = self.base + escape;
            out.push(&read, place..place + length);
            rest.start = escape + length;
        }
        out.push_collapsed(&self.source[rest.clone()], self.base + rest.start);
    }

    fn start(&mut self, name: String, attributes: Attributes<'_>, at: Range<usize>) {
        let words = &*WORDS;
        match name.as_str() {
            "meta" => self.meta(attributes, &at),
            "time" if self.out.time.is_none() => {
                self.out.time = attributes.get("datetime").map(Into::into);
            }
            "td" | "th" if !self.is_skipped() => self.line.next_cell(self.base + at.start),
            // A paragraph ends where the next begins.
            "p" if self.open.last().is_some_and(|open| open.name == "p") => self.end("p", at.start),
            _ => {}
        }
        if words.block.contains(name.as_str()) {
            self.end_line(at.start);
        }
        let object = words.object.contains(name.as_str());
        if object && !self.is_skipped() && !self.line.text.is_empty() {
            let place = self.base + at.start..self.base + at.end;
            self.line.push(OBJECT.encode_utf8(&mut [0; 4]), place);
        }
        if words.void.contains(name.as_str()) {
            return;
        }
        let skipped = self.is_skipped() || object || is_furniture(&name, attributes);
        let mut container = self.container();
        if words.container.contains(name.as_str()) {
            self.out
                .boxes
                .push(Container { parent: container, marked: is_marked(&name, attributes) });
            container = self.out.boxes.len() - 1;
        }
        *self.names.entry(name.clone()).or_default() += 1;
        self.open.push(Open { name, skipped, container });
    }

    fn end(&mut self, name: &str, at: usize) {
        if WORDS.block.contains(name) {
            self.end_line(at);
        }
        if !self.is_open(name) {
            return;
        }
        while let Some(open) = self.open.pop() {
            if let Some(count) = self.names.get_mut(&open.name) {
                *count -= 1;
            }
            if open.name == name {
                break;
            }
        }
    }

    fn meta(&mut self, attributes: Attributes<'_>, at: &Range<usize>) {
        let names = ["property", "name", "itemprop"];
        let name = names.into_iter().find_map(|name| attributes.get(name));
        if let (Some(name), Some(content)) = (name, attributes.get("content")) {
            let place = self.base + at.start..self.base + at.end;
            self.out.meta.push((name.to_ascii_lowercase(), content.into_owned(), place));
        }
    }

    fn end_line(&mut self, at: usize) {
        let mut text = std::mem::take(&mut self.line);
        let linked = std::mem::take(&mut self.linked);
        text.end_line(self.base + at);
        if !text.text.trim().is_empty() {
            let heading = self.is_open("h1");
            self.out.lines.push(Line { text, container: self.container(), linked, heading });
        }
    }
}

/// Whether an element is no part of the article, by its name or by what its attributes say.
fn is_furniture(name: &str, attributes: Attributes<'_>) -> bool {
    if WORDS.skip.contains(name) || name == "title" {
        return true;
    }
    if matches!(name, "body" | "html" | "article" | "main") {
        return false;
    }
    let has = |attribute, value: &str| {
        attributes.get(attribute).is_some_and(|it| it.eq_ignore_ascii_case(value))
    };
    attributes.get("hidden").is_some()
        || has("aria-hidden", "true")
        || has("role", "navigation")
        || attributes.get("style").is_some_and(|style| {
            style.replace(' ', "").to_ascii_lowercase().contains("display:none")
        })
        || ["class", "id"].into_iter().filter_map(|it| attributes.get(it)).any(|names| {
            let names = names.to_ascii_lowercase();
            names
                .split(|char: char| !char.is_ascii_alphabetic())
                .any(|it| WORDS.furniture.contains(it))
        })
}

/// Whether the page says that the article is here.
fn is_marked(name: &str, attributes: Attributes<'_>) -> bool {
    matches!(name, "article" | "main")
        || attributes.get("itemprop").is_some_and(|it| it.eq_ignore_ascii_case("articlebody"))
}
