//! What the functions compute that compare two claims.

use super::Env;
use crate::claim::{self, Reach, Site, Wording};
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

/// How much speaks for two claims being one, see [`Site::accord`]; figures that share more than two digits need fewer words,
/// and sentences of one paragraph, which list different things in the same words, need more.
pub(super) fn likeness(env: &Env<'_>, a: &Mention, b: &Mention) -> usize {
    let words = claim::Words::builtin();
    let site = |mention: &Mention| {
        let at = env.mentions.partition_point(|it| it.span.start < mention.span.start);
        Site::of(env.text, env.mentions, at, words)
    };
    let slip = a.figure().zip(b.figure()).and_then(|(a, b)| Slip::between(a, b));
    // Digits that come again with other zeros do not come again by chance.
    let most = |slip: &Slip| if slip.magnitude { 8 } else { 4 };
    let digits = slip.map_or(0, |slip| slip.kept.clamp(2, most(&slip)) - 2);
    let between = env.text.get(a.extent.end as usize..b.extent.start as usize).unwrap_or_default();
    let parallel = match between.matches(Wording::ENDS).nth(1) {
        _ if between.contains('\n') => 0,
        Some(_) => PARALLEL,
        None => PARALLEL * 2,
    };
    site(a).accord(&site(b)).saturating_sub(parallel) + digits * DIGIT
}

/// What a digit that two figures share counts, in pairs of characters.
const DIGIT: usize = 1;

/// What it counts against two figures that they stand in one paragraph, and once more that they stand in neighbouring
/// sentences.
const PARALLEL: usize = 2;
