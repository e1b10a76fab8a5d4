//! Headings and what stands below them: a heading tells again what its section tells.

use crate::span::Span;
use crate::text::Document;

/// A heading with its section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// The title, a line that heads paragraphs, or what stands in 【】 before its text.
    pub heading: Span,
    /// What it heads.
    pub body: Span,
}

/// The longest line that heads a section, in bytes: some 45 characters.
const LONGEST: usize = 135;

/// The sections of a document: that of its title, and those inside.
#[must_use]
pub fn sections(document: &Document) -> Vec<Section> {
    let paragraphs = document.paragraphs();
    let text = document.folded();
    let end = paragraphs.last().map_or(0, |last| last.end);
    let mut sections = Vec::new();
    let mut rest = paragraphs;
    if let Some(title) = document.title() {
        rest = &paragraphs[paragraphs.partition_point(|line| line.start < title.end)..];
        sections.extend(
            rest.first()
                .map(|first| Section { heading: title, body: Span { start: first.start, end } }),
        );
    }
    let is_heading = |line: &Span| heads(&text[line.range()]);
    for (at, line) in rest.iter().enumerate() {
        let goes_on = at > 0 && goes_on(&text[rest[at - 1].range()]);
        if let Some(section) = bracketed(text, *line) {
            sections.push(section);
        } else if is_heading(line) && !goes_on {
            let below = rest[at + 1..].iter().take_while(|line| !is_heading(line));
            let body = below.copied().reduce(Span::cover);
            // A table or a list has no headings of this kind.
            let tells = rest.get(at + 1).is_some_and(|next| is_told(&text[next.range()]));
            sections.extend(body.filter(|_| tells).map(|body| Section { heading: *line, body }));
        }
    }
    sections
}

/// Whether a line heads what follows: short, and no sentence.
fn heads(line: &str) -> bool {
    line.len() <= LONGEST
        && !line.ends_with(['。', '!', '?', ';', ':', ',', '、', '”', ')', '"', '…'])
        && memchr::memchr2_iter(b',', b'|', line.as_bytes()).nth(1).is_none()
}

/// Whether a line is a paragraph of whole sentences.
fn is_told(line: &str) -> bool {
    line.ends_with(['。', '!', '?', '”', ')'])
}

/// Whether a line breaks off inside a sentence.
fn goes_on(line: &str) -> bool {
    line.ends_with([',', '、'])
}

/// `【heading】text` in one paragraph.
fn bracketed(text: &str, line: Span) -> Option<Section> {
    let inner = text[line.range()].strip_prefix('【')?;
    let close = inner.find('】').filter(|&close| close <= LONGEST)?;
    let start = line.start as usize + '【'.len_utf8();
    let body = start + close + '】'.len_utf8();
    (body < line.end as usize).then(|| Section {
        heading: Span::new(start, start + close),
        body: Span::new(body, line.end as usize),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Draft;

    fn check(title: &str, text: &str, expected: &[(&str, &str)]) {
        let title = Some(title.to_owned());
        let document = Document::new(Draft { text: text.to_owned(), title, ..Draft::default() });
        let text = document.folded();
        let found: Vec<(&str, &str)> = sections(&document)
            .iter()
            .map(|it| (&text[it.heading.range()], &text[it.body.range()]))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_head_what_follows() {
        let body = "要闻一则\n甲地建桥3座。\n又建2座。\n【乙地通车】乙地昨日通车。";
        check(
            "两地消息",
            body,
            &[
                ("两地消息", body),
                ("要闻一则", "甲地建桥3座。\n又建2座。\n【乙地通车】乙地昨日通车。"),
                ("乙地通车", "乙地昨日通车。"),
            ],
        );
    }
}
