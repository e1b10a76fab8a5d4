//! Quotations and titles of works: what stands between “ and ”, 《 and 》.

use memchr::memmem;

use crate::span::Span;

/// The least number of characters in quotation marks that makes an utterance rather than a name or a term.
const UTTERANCE: usize = 8;

/// What stands between marks, in reading order, the outermost of nested ones.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    utterances: Vec<Span>,
    works: Vec<Span>,
}

impl Quotes {
    /// Finds the marks of a folded text. What is not closed ends with its line.
    pub(super) fn find(text: &str) -> Self {
        Self { utterances: utterances(text), works: works(text) }
    }

    /// The utterance that holds `span`.
    pub(super) fn utterance(&self, span: Span) -> Option<Span> {
        holder(&self.utterances, span)
    }

    /// The title of a work that holds `span`.
    pub(super) fn work(&self, span: Span) -> Option<Span> {
        holder(&self.works, span)
    }
}

fn holder(spans: &[Span], span: Span) -> Option<Span> {
    let at = spans.partition_point(|holder| holder.end < span.end);
    spans.get(at).copied().filter(|holder| holder.contains(span))
}

/// What stands between “ and ” or two `"`, if it is an utterance.
fn utterances(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut utterances = Vec::new();
    let mut pair = Pair::default();
    let mut straight_open = false;
    // “ and ” begin with 0xe2.
    for at in memchr::memchr3_iter(0xe2, b'"', b'\n', bytes).chain([bytes.len()]) {
        let quoted = match bytes.get(at..) {
            Some([b'"', ..]) => {
                straight_open = !straight_open;
                if straight_open { pair.open(at + 1) } else { pair.close(at) }
            }
            Some([0xe2, 0x80, 0x9c, ..]) => pair.open(at + "“".len()),
            Some([0xe2, 0x80, 0x9d, ..]) => pair.close(at),
            Some([0xe2, ..]) => None,
            _ => {
                straight_open = false;
                pair.end(at)
            }
        };
        utterances.extend(quoted.filter(|span| is_utterance(text, *span)));
    }
    utterances
}

/// What stands between 《 and 》.
fn works(text: &str) -> Vec<Span> {
    let mut works = Vec::new();
    let mut end = 0;
    for open in memmem::find_iter(text.as_bytes(), "《") {
        let inner = open + "《".len();
        if inner > end {
            let rest = &text[inner..];
            end = inner + rest.find(['》', '\n']).unwrap_or(rest.len());
            works.push(Span::new(inner, end));
        }
    }
    works
}

/// Whether somebody says what stands between marks: it has the signs of a sentence in it, or it is long and follows a
/// sign or a verb of saying. “亚洲十大跨海长桥” is a name.
fn is_utterance(text: &str, quoted: Span) -> bool {
    let inner = &text[quoted.range()];
    let before = text[..quoted.start as usize].trim_end_matches(['“', '"']).chars().next_back();
    let is_said = before.is_none_or(|c| !c.is_alphanumeric() || "说道称问答言表示".contains(c));
    inner.contains(['。', '!', '?', ';', ',', ':'])
        || is_said && inner.chars().nth(UTTERANCE - 1).is_some()
}

/// A pair of marks being read.
#[derive(Default)]
struct Pair {
    depth: u32,
    inner: usize,
}

impl Pair {
    fn open(&mut self, inner: usize) -> Option<Span> {
        if self.depth == 0 {
            self.inner = inner;
        }
        self.depth += 1;
        None
    }

    fn close(&mut self, at: usize) -> Option<Span> {
        self.depth = self.depth.checked_sub(1)?;
        (self.depth == 0).then(|| Span::new(self.inner, at))
    }

    fn end(&mut self, at: usize) -> Option<Span> {
        let open = std::mem::take(&mut self.depth) > 0;
        open.then(|| Span::new(self.inner, at))
    }
}
