//! What the functions compute that compare two claims.

use super::Env;
use crate::claim::{self, Reach, Wording};
use crate::parse::Mention;
use crate::value::{Slip, Undecided};

/// The fewer digits two figures have in common, the more words it takes to tell that they speak of one thing.
pub(super) fn alike(env: &Env<'_>, a: &Mention, b: &Mention) -> Result<bool, Undecided> {
    let figures = a.figure().zip(b.figure()).ok_or(Undecided::Unknown)?;
    let Some(slip) = Slip::between(figures.0, figures.1) else { return Ok(false) };
    let words = claim::Words::builtin();
    let wording = |mention, reach| Wording::of(env.text, mention, reach);
    // The lead says first what the heading says.
    let between = env.text.get(a.extent.end as usize..b.extent.start as usize).unwrap_or_default();
    let in_lead = between.len() < LEAD && between.matches('。').nth(1).is_none();
    let (a, b) = (wording(a, Reach::HEADING), wording(b, Reach::TEXT));
    let least = match (slip.kept, slip.same_place) {
        (2.., _) => 0,
        (1, true) => 2,
        (1, false) => 5,
        (_, true) => 4,
        _ => usize::MAX,
    };
    let likeness = a.likeness(&b, words) + usize::from(in_lead);
    Ok(!a.is_apart(&b, words) && likeness >= least)
}

/// The longest lead in bytes, with its heading.
const LEAD: usize = 600;

/// In how many pairs of characters the wordings of two claims agree; those next to the figures count twice.
pub(super) fn likeness(env: &Env<'_>, a: &Mention, b: &Mention) -> usize {
    let wording = |mention| Wording::of(env.text, mention, Reach::TEXT);
    let words = claim::Words::builtin();
    let (a, b) = (wording(a), wording(b));
    a.likeness(&b, words) + a.adjacent(&b, words)
}
