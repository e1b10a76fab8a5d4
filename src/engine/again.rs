//! Checking the next version of a document: paragraphs that stayed as they were are not tried again.
//!
//! What a rule says of a paragraph depends on its text and that of its neighbours, on its mentions, and on the day of
//! publication. Rules about pairs of claims and about the whole document, and the diagnosis, are done anew each time.

use std::ops::Range;

use super::check::Check;
use super::eval::Filled;
use super::{Case, Run};
use crate::parse::{Mention, inside};
use crate::text::{Kept, Unchanged};
use crate::value::Undecided;

/// What was found in a document, in order.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The checks that were decided, without those of a single figure that hold.
    pub(super) checks: Vec<Check>,
    /// The shadows they were found in.
    pub(super) shadows: Vec<Vec<u8>>,
    /// Why others were not decided.
    pub(super) undecided: Vec<Undecided>,
}

/// How much of [`Found`] there was.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    checks: usize,
    shadows: usize,
    undecided: usize,
}

impl Found {
    const fn mark(&self) -> Mark {
        Mark {
            checks: self.checks.len(),
            shadows: self.shadows.len(),
            undecided: self.undecided.len(),
        }
    }
}

/// What was found in a document, with the paragraphs in which it was.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    found: Found,
    /// What there was before each paragraph that has sentences, with its index, and at last behind them.
    marks: Vec<(usize, Mark)>,
}

/// The version of a document before, as it was checked.
#[derive(Clone, Copy)]
pub(crate) struct Before<'a> {
    pub(crate) unchanged: Unchanged<'a>,
    pub(crate) case: Case<'a>,
    pub(crate) trail: &'a Trail,
}

impl Trail {
    /// What was found in a paragraph begins and ends there.
    fn of(&self, paragraph: usize) -> Option<Range<Mark>> {
        let at = self.marks.binary_search_by_key(&paragraph, |(paragraph, _)| *paragraph).ok()?;
        Some(self.marks[at].1..self.marks.get(at + 1)?.1)
    }

    /// Notes that a paragraph begins.
    pub(super) fn begin(&mut self, paragraph: usize, found: &Found) {
        self.marks.push((paragraph, found.mark()));
    }

    /// Notes that no more paragraphs follow.
    pub(super) fn end(&mut self, found: &Found) {
        self.begin(usize::MAX, found);
    }

    /// Keeps what was found in the paragraphs.
    pub(super) fn keep(mut self, mut found: Found) -> Self {
        let (_, end) = self.marks.last().copied().unwrap_or_default();
        found.checks.truncate(end.checks);
        found.shadows.truncate(end.shadows);
        found.undecided.truncate(end.undecided);
        self.found = found;
        self
    }
}

impl Run<'_> {
    /// Takes over what was found in a paragraph before; whether that could be done.
    pub(super) fn take_over(&mut self, paragraph: usize, before: &Before<'_>) -> bool {
        if self.case.published != before.case.published {
            return false;
        }
        let Some(kept) = before.unchanged.paragraph(paragraph) else { return false };
        let Some(part) = before.trail.of(kept.index) else { return false };
        let here = inside(self.case.mentions, self.case.document.paragraphs()[paragraph]);
        let there = inside(before.case.mentions, kept.span);
        if !say_the_same(
            &self.case.mentions[here.clone()],
            &before.case.mentions[there.clone()],
            kept,
        ) {
            return false;
        }
        let known = &before.trail.found;
        let shadows = self.found.shadows.len();
        for check in &known.checks[part.start.checks..part.end.checks] {
            let mut check = check.clone();
            for what in check.binding.filled.iter_mut().flat_map(Filled::refs_mut) {
                what.mention = (what.mention as usize - there.start + here.start) as u32;
            }
            check.shadow = check.shadow - part.start.shadows + shadows;
            self.found.checks.push(check);
        }
        self.found.shadows.extend_from_slice(&known.shadows[part.start.shadows..part.end.shadows]);
        let undecided = &known.undecided[part.start.undecided..part.end.undecided];
        self.found.undecided.extend_from_slice(undecided);
        true
    }
}

/// Whether the mentions of a paragraph are those it had: a date may have got another year by what stands elsewhere.
fn say_the_same(here: &[Mention], there: &[Mention], kept: Kept) -> bool {
    here.len() == there.len() && here.iter().zip(there).all(|(a, b)| *a == b.moved(kept.by))
}
