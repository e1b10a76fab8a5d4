//! Quotations and titles of works: what stands between “ and ”, 《 and 》.

use crate::span::Span;

/// The least number of characters in quotation marks that makes an utterance rather than a name or a term.
const UTTERANCE: usize = 8;

/// What stands between marks, in reading order. Nested marks of a kind count as one pair with the outermost.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    utterances: Vec<Span>,
    works: Vec<Span>,
}

impl Quotes {
    /// Finds the marks of a folded text. What is not closed ends with its line.
    pub(super) fn find(text: &str) -> Self {
        let mut quotes = Self::default();
        let (mut quote, mut work) = (Pair::default(), Pair::default());
        let mut straight = false;
        let mark = |char| matches!(char, '“' | '”' | '"' | '《' | '》' | '\n');
        for (at, mark) in text.match_indices(mark) {
            let inner = at + mark.len();
            let (quoted, titled) = match mark {
                "“" => (quote.open(inner), None),
                "”" => (quote.close(at), None),
                "\"" if straight => (quote.close(at), None),
                "\"" => (quote.open(inner), None),
                "《" => (None, work.open(inner)),
                "》" => (None, work.close(at)),
                _ => (quote.end(at), work.end(at)),
            };
            straight = mark != "\n" && straight != (mark == "\"");
            quotes.utterances.extend(quoted.filter(|span| is_utterance(&text[span.range()])));
            quotes.works.extend(titled);
        }
        let (quoted, titled) = (quote.end(text.len()), work.end(text.len()));
        quotes.utterances.extend(quoted.filter(|span| is_utterance(&text[span.range()])));
        quotes.works.extend(titled);
        quotes
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

fn is_utterance(inner: &str) -> bool {
    inner.chars().nth(UTTERANCE - 1).is_some() || inner.contains(['。', '!', '?', ';'])
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
