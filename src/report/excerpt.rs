//! The part of a draft that is shown around labels.
//!
//! In news one paragraph is one line, too long for a screen. So what is shown is the sentence, or as many clauses of it as fit;
//! labels far apart get an excerpt each.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::report::locate::{Location, Locator, Part};
use crate::text::Document;

/// The most columns an excerpt takes, unless its labels need more.
const WIDTH: usize = 96;

/// Parts of a document, for miette to draw.
pub(crate) struct Excerpts<'a> {
    document: &'a Document,
    locator: &'a Locator<'a>,
    windows: Vec<Range<usize>>,
}

impl<'a> Excerpts<'a> {
    /// What to show of `document` for `labels`, which are sorted, not empty and do not overlap.
    pub(crate) fn new(
        document: &'a Document,
        locator: &'a Locator<'a>,
        labels: &[Range<usize>],
    ) -> Self {
        let source = document.source();
        let groups = group(document, labels);
        let mut windows: Vec<Range<usize>> = Vec::with_capacity(groups.len());
        for (index, group) in groups.iter().enumerate() {
            let sentence = sentence_around(document, group);
            let before = windows.last().map_or(0, |window| window.end);
            let after = groups.get(index + 1).map_or(source.len(), |next| next.start);
            let room = sentence.start.max(before)..sentence.end.min(after);
            windows.push(widen(source, group, &room));
        }
        Self { document, locator, windows }
    }
}

impl SourceCode for Excerpts<'_> {
    /// A span that no single excerpt holds is an error, which keeps miette from joining excerpts.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_before: usize,
        _context_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let range = span.offset()..span.offset() + span.len();
        let holds = |window: &&Range<usize>| window.start <= range.start && range.end <= window.end;
        let window = self.windows.iter().find(holds).ok_or(MietteError::OutOfBounds)?;
        let shown = if context_before == 0 { range } else { window.clone() };
        let Location { line, column, text, part, .. } = self
            .locator
            .locate(crate::span::SourceSpan { start: shown.start as u32, end: shown.end as u32 });
        let name = match part {
            Some(Part::Title) => format!("{}(标题)", self.document.name()),
            None => self.document.name().to_owned(),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            name,
            text.as_bytes(),
            shown.into(),
            line as usize - 1,
            column as usize - 1,
            text.matches('\n').count(),
        )))
    }
}

/// Puts labels together that fit into one excerpt.
fn group(document: &Document, labels: &[Range<usize>]) -> Vec<Range<usize>> {
    let source = document.source();
    let mut groups: Vec<Range<usize>> = Vec::new();
    for label in labels {
        match groups.last_mut() {
            Some(group) if fits(document, source, group, label) => group.end = label.end,
            _ => groups.push(label.clone()),
        }
    }
    groups
}

fn fits(document: &Document, source: &str, group: &Range<usize>, label: &Range<usize>) -> bool {
    let whole = &source[group.start..label.end];
    whole.len() <= 4 * WIDTH
        && width(whole) <= WIDTH
        && (!whole.contains('\n') || sentence_around(document, group).end >= label.end)
}

/// The sentence or sentences that hold `range`; its lines where it stands in none.
fn sentence_around(document: &Document, range: &Range<usize>) -> Range<usize> {
    let source = document.source();
    let line_start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = source[range.end..].find('\n').map_or(source.len(), |at| range.end + at);
    let sentences = document.sentences();
    let at = |index: usize| -> Option<Range<usize>> {
        sentences.get(index).map(|sentence| document.source_span(sentence.span).range())
    };
    let first_after = |position: usize| {
        sentences.partition_point(|it| document.source_span(it.span).range().end <= position)
    };
    let start = at(first_after(range.start)).map(|it| it.start).filter(|&at| at <= range.start);
    let end = at(first_after(range.end - 1)).filter(|it| it.start < range.end).map(|it| it.end);
    start.unwrap_or(line_start)..end.unwrap_or(line_end)
}

/// Grows `core` inside `room`, by whole clauses where they fit.
fn widen(source: &str, core: &Range<usize>, room: &Range<usize>) -> Range<usize> {
    let spare = WIDTH.saturating_sub(width(&source[core.clone()])).max(WIDTH / 4);
    let left = &source[room.start..core.start];
    let right = &source[core.end..room.end];
    let start = core.start - reach(left.char_indices().rev(), left.len(), spare / 2, Side::Left);
    let taken = width(&source[start..core.start]);
    let end = core.end + reach(right.char_indices(), right.len(), spare - taken, Side::Right);
    let shown = &source[start..end];
    let blank = shown.len() - shown.trim_start().len();
    (start + blank).min(core.start)..(start + shown.trim_end().len()).max(core.end)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// How many bytes of a text of `length` to take, coming from one side, with `columns` to spare: all if they fit, else to the
/// farthest clause end, else as many as fit.
fn reach(
    characters: impl Iterator<Item = (usize, char)>,
    length: usize,
    mut columns: usize,
    side: Side,
) -> usize {
    let mut clause = None;
    let mut last = 0;
    for (at, character) in characters {
        let (before, after) = match side {
            Side::Left => (length - at - character.len_utf8(), length - at),
            Side::Right => (at, at + character.len_utf8()),
        };
        let is_end = matches!(character, '，' | ',' | '；' | ';' | '。' | '！' | '？' | '：');
        if is_end && side == Side::Left && before > 0 {
            clause = Some(before);
        }
        let wide = character.width().unwrap_or(0);
        if wide > columns {
            return clause.unwrap_or(last);
        }
        columns -= wide;
        last = after;
        if is_end && side == Side::Right {
            clause = Some(after);
        }
    }
    length
}

fn width(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}
