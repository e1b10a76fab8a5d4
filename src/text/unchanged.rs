//! Two versions of a text, and the paragraphs in which they do not differ.

use super::Document;
use crate::span::Span;

/// What a document has in common with a version before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unchanged<'d> {
    old: &'d Document,
    new: &'d Document,
    /// Bytes that both begin with.
    head: usize,
    /// Bytes behind them that both end with.
    tail: usize,
}

/// A paragraph in the version before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Its index there.
    pub(crate) index: usize,
    /// Where it stood there.
    pub(crate) span: Span,
    /// How far it has moved since.
    pub(crate) by: Moved,
}

/// A number of bytes that positions have moved by, modulo 2³².
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moved(u32);

impl Moved {
    /// Where a span stands now.
    pub(crate) const fn span(self, span: Span) -> Span {
        let Span { start, end } = span;
        Span { start: start.wrapping_add(self.0), end: end.wrapping_add(self.0) }
    }

    const fn back(self, span: Span) -> Span {
        Self(self.0.wrapping_neg()).span(span)
    }
}

impl<'d> Unchanged<'d> {
    /// Compares two versions.
    pub(crate) fn between(old: &'d Document, new: &'d Document) -> Self {
        let [a, b] = [old, new].map(|document| document.folded().as_bytes());
        let head = common_head(a, b);
        let tail = common_tail(&a[head..], &b[head..]);
        Self { old, new, head, tail }
    }

    /// Where a paragraph stood, if neither it nor its neighbours differ: what reads a paragraph may look beyond its ends, but
    /// no further. One that has become the title, or is it no more, differs.
    pub(crate) fn paragraph(&self, index: usize) -> Option<Kept> {
        let paragraphs = self.new.paragraphs();
        let span = *paragraphs.get(index)?;
        let before = index.checked_sub(1).and_then(|at| paragraphs.get(at));
        let behind = paragraphs.get(index + 1);
        let [old_len, new_len] = [self.old, self.new].map(|document| document.folded().len());
        let by = if behind.is_some_and(|it| it.end as usize <= self.head) {
            Moved(0)
        } else if before.is_some_and(|it| it.start as usize >= new_len - self.tail) {
            Moved((new_len as u32).wrapping_sub(old_len as u32))
        } else {
            return None;
        };
        let olds = self.old.paragraphs();
        let old_span = by.back(span);
        let old_index = olds.binary_search(&old_span).ok()?;
        let stood =
            |new: Option<&Span>, old: Option<&Span>| new.map(|it| by.back(*it)) == old.copied();
        let is_title =
            |document: &Document, span| document.title().is_some_and(|title| title.contains(span));
        let is_same = stood(before, old_index.checked_sub(1).and_then(|at| olds.get(at)))
            && stood(behind, olds.get(old_index + 1))
            && is_title(self.old, old_span) == is_title(self.new, span);
        is_same.then_some(Kept { index: old_index, span: old_span, by })
    }
}

/// Bytes that are compared at once.
const BLOCK: usize = 256;

fn common_head(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.chunks_exact(BLOCK).zip(b.chunks_exact(BLOCK));
    let same = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    same + a[same..].iter().zip(&b[same..]).take_while(|(a, b)| a == b).count()
}

fn common_tail(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.rchunks_exact(BLOCK).zip(b.rchunks_exact(BLOCK));
    let same = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let [a, b] = [a, b].map(|text| text[..text.len() - same].iter().rev());
    same + a.zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Draft;

    /// For each paragraph of `new` its text in `old`, or `-` where it counts as changed.
    fn kept(old: &str, new: &str) -> String {
        let [old, new] = [old, new]
            .map(|text| Document::new(Draft { text: text.to_owned(), ..Draft::default() }));
        let unchanged = Unchanged::between(&old, &new);
        let told = |index: usize| match unchanged.paragraph(index) {
            Some(kept) => old.folded()[kept.span.range()].to_owned(),
            None => "-".to_owned(),
        };
        (0..new.paragraphs().len()).map(told).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_paragraph_stays_if_its_neighbours_do() {
        let text = "甲。\n乙。\n丙。\n丁。\n戊。\n己。";
        assert_eq!(kept(text, text), "甲。 乙。 丙。 丁。 戊。 -");
        assert_eq!(kept(text, "甲。\n乙。\n丙三。\n丁。\n戊。\n己。"), "甲。 - - - 戊。 己。");
        assert_eq!(kept(text, "甲。\n乙。\n\n\n丁。\n戊。\n己。"), "甲。 - - 戊。 己。");
        assert_eq!(kept("甲。\n乙。\n丙。", "序。\n甲。\n乙。\n丙。"), "- - 乙。 丙。");
        assert_eq!(kept("甲。\n乙。\n丙。", "甲。\n乙。\n丙。\n跋。"), "甲。 乙。 - -");
        assert_eq!(kept("", "甲。\n乙。"), "- -");
    }

    #[test]
    fn what_becomes_the_title_differs() {
        let rest = "乙\n大桥合龙\n桥长3公里。\n丙。\n丁。";
        let [old, new] = ["甲", "大桥通车"].map(|first| format!("{first}\n{rest}"));
        assert_eq!(kept(&old, &new), "- - - 桥长3公里。 丙。 丁。");
    }
}
