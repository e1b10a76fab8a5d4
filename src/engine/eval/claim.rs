//! What the functions compute that compare two claims.

use super::Env;
use crate::claim::{self, Site, Wording};
use crate::parse::{Kind, Mention};
use crate::value::{Slip, Undecided};

/// Whether a figure of a heading and one below differ by a slip and are told of one thing: the fewer digits they have in
/// common, the more words it takes.
pub(super) fn alike(env: &Env<'_>, a: &Mention, b: &Mention) -> Result<bool, Undecided> {
    let figures = a.figure().zip(b.figure()).ok_or(Undecided::Unknown)?;
    let Some(slip) = Slip::between(figures.0, figures.1) else { return Ok(false) };
    let words = claim::Words::builtin();
    let at =
        |mention: &Mention| env.mentions.partition_point(|it| it.span.start < mention.span.start);
    let told = Site::of_heading(env.text, env.mentions, at(a), words);
    let accord = told.accord(&Site::of(env.text, env.mentions, at(b), words));
    // The lead says first what the heading says.
    let between = env.text.get(a.extent.end as usize..b.extent.start as usize).unwrap_or_default();
    let sentences = between.matches(['。', '!', '?']).take(LEAD).count();
    let likeness = accord.below_heading() + if sentences < LEAD - 1 { 2 } else { 0 };
    let in_lead = sentences < LEAD;
    let is_rate = a.kind == Kind::Percent;
    Ok(match slip.kept {
        3.. => likeness >= -5,
        2 => likeness >= 0,
        // Rates of two digits are alike by chance too often.
        1 if is_rate => in_lead && likeness >= 4 && (accord.foreign <= 1 || accord.neighbours > 0),
        1 => in_lead && likeness >= 2,
        _ => in_lead && !is_rate && slip.same_place && likeness >= 9 && accord.foreign == 0,
    })
}

/// So many sentences of the text are the lead.
const LEAD: usize = 3;

/// How much speaks for two claims being one, see [`claim::Accord`]; figures that share more than two digits need fewer words,
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
    site(a).accord(&site(b)).between_mentions().saturating_sub(parallel) + digits * DIGIT
}

/// What a digit that two figures share counts, in pairs of characters.
const DIGIT: usize = 1;

/// What it counts against two figures that they stand in one paragraph, and once more that they stand in neighbouring
/// sentences.
const PARALLEL: usize = 2;
