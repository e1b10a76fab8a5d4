//! What the functions compute that compare two claims.

use super::Env;
use crate::claim::{self, Accord, Role, Site, Wording};
use crate::parse::{Kind, Mention};
use crate::value::{Figure, Slip, Undecided};

/// Whether a figure of a heading and one below differ by a slip, or one lies beyond the bound that the other states, and
/// they are told of one thing: the fewer digits they have in common, the more words it takes.
pub(super) fn alike(env: &Env<'_>, a: &Mention, b: &Mention) -> Result<bool, Undecided> {
    let figures = a.figure().zip(b.figure()).ok_or(Undecided::Unknown)?;
    let slip = Slip::between(figures.0, figures.1);
    let is_broken = figures.0.is_broken_by(figures.1);
    if slip.is_none() && !is_broken {
        return Ok(false);
    }
    let words = claim::Words::builtin();
    let at =
        |mention: &Mention| env.mentions.partition_point(|it| it.span.start < mention.span.start);
    let told = Site::of_heading(env.text, env.mentions, at(a), words);
    let site = Site::below(env.text, env.mentions, at(b), slip, words);
    let accord = told.accord(&site);
    // The lead says first what the heading says.
    let between = env.text.get(a.extent.end as usize..b.extent.start as usize).unwrap_or_default();
    let sentences = between.matches(['。', '!', '?']).take(LEAD).count();
    let likeness = accord.below_heading() + if sentences < LEAD - 1 { 2 } else { 0 };
    let in_lead = sentences < LEAD;
    // Further down it takes its very name.
    let in_place = in_lead || accord.foreign == 0 && accord.names >= 3;
    let is_known = accord.foreign <= 2 || accord.neighbours > 0;
    let is_rate = a.kind == Kind::Percent;
    // What a heading says to be passed or not reached is near the figure by itself.
    let is_named = accord.names >= 2 || !told.is_named() && accord.words >= 2;
    let verbatim = told.verbatim(&site, words);
    if in_lead && slip.is_some_and(|slip| is_plain(env, [a, b], slip, accord, verbatim, sentences))
    {
        return Ok(true);
    }
    let Some(slip) = slip.filter(|_| !(is_broken && in_lead && is_named)) else {
        return Ok(in_lead && is_named && accord.foreign <= 3);
    };
    // A rate is named by what it is the rate of; rates of few digits are alike by chance too often. A figure next to it that
    // is the same does not tell of what it is where both are named.
    let is_strange = told.is_named() && site.is_named() && accord.names == 0 && accord.unsaid > 0;
    let is_unnamed = accord.names < (if slip.kept < 2 { 2 } else { 1 })
        && accord.neighbours == 0
        && accord.unsaid > 1;
    if is_rate && (is_strange || is_unnamed) {
        return Ok(false);
    }
    let is_said = accord.foreign == 0 && (accord.unsaid <= 1 || likeness >= 14);
    let is_told = match likeness {
        14.. => true,
        8.. => accord.strange <= 5,
        6.. => accord.strange <= 2 && slip.same_place,
        _ => false,
    };
    let is_its_own = in_lead
        && a.kind != Kind::Duration
        && !(is_rough(figures.0) && is_rough(figures.1))
        && (is_said && is_told || is_sole(env, a, b));
    let is_about_it = accord.names > 0 || accord.foreign == 0 || likeness >= 4 && slip.kept > 1;
    Ok(match slip.kept {
        3.. => likeness >= -8,
        2 if is_rate => in_place && likeness >= 1,
        2 => is_about_it && likeness >= -2,
        1 if is_rate && slip.same_place => in_place && is_known && likeness >= 3,
        1 if is_rate => in_place && accord.unsaid <= 1 && likeness >= 6,
        1 => in_place && is_about_it && accord.foreign <= 3 && likeness >= 1 || is_its_own,
        _ => is_its_own,
    })
}

/// Whether a percentage of a heading is printed below, but there only as another part: the heading says that it is a rate or
/// a share, the text that something rose or fell by so much, or the other way round.
pub(super) fn misplaced(env: &Env<'_>, a: &Mention, b: &Mention) -> Result<bool, Undecided> {
    let words = claim::Words::builtin();
    let (x, y) = a.figure().zip(b.figure()).ok_or(Undecided::Unknown)?;
    if a.kind != Kind::Percent || x.from != y.from {
        return Ok(false);
    }
    let at =
        |mention: &Mention| env.mentions.partition_point(|it| it.span.start < mention.span.start);
    let told = Role::of(Site::of_heading(env.text, env.mentions, at(a), words).own(), words);
    let differs = |at: usize| {
        let role = Role::of(Site::of(env.text, env.mentions, at, words).own(), words);
        role.zip(told).is_some_and(|(role, told)| {
            // What a whole shrinks by is a share of it.
            matches!((role, told), (Role::Rise, Role::Share) | (Role::Share, Role::Rise))
        })
    };
    let again =
        |it: &Mention| it.kind == a.kind && it.figure().is_some_and(|figure| figure.from == x.from);
    let below = at(a) + 1..env.mentions.len();
    Ok(differs(at(b)) && below.filter(|&at| again(&env.mentions[at])).all(differs))
}

/// Whether what stands right behind a count is counted by another too: 22名船员, 23名遇险船员.
pub(super) fn same_noun(env: &Env<'_>, a: &Mention, b: &Mention) -> bool {
    let after = |mention: &Mention, most: usize| {
        let after = env.text.get(mention.extent.end as usize..).unwrap_or_default();
        let to = after.char_indices().nth(most).map_or(after.len(), |(at, _)| at);
        &after[..to]
    };
    let noun = after(a, NOUN);
    let units = a.figure().zip(b.figure()).is_some_and(|(a, b)| a.unit == b.unit);
    let is_noun = noun.chars().count() == NOUN && noun.chars().all(char::is_alphabetic);
    units && is_noun && after(b, NOUN_REACH).contains(noun)
}

/// So many characters behind a count its noun may end: 23名遇险船员.
const NOUN_REACH: usize = 6;

/// Whether a figure below is the only one of which is told what is told of the figure in the heading: 3人死亡.
fn is_sole(env: &Env<'_>, a: &Mention, b: &Mention) -> bool {
    let noun = |mention: &Mention| {
        let after = env.text.get(mention.extent.end as usize..).unwrap_or_default();
        let to = after.char_indices().nth(NOUN).map_or(0, |(at, _)| at);
        Some(&after[..to]).filter(|noun| !noun.is_empty() && noun.chars().all(char::is_alphabetic))
    };
    let Some(told) = noun(a) else { return false };
    let others = env.mentions.iter().filter(|it| it.kind == a.kind && it.span != a.span);
    let mut same = others.filter(|it| noun(it) == Some(told)).filter_map(Mention::figure);
    let from = b.figure().map(|figure| figure.from);
    // Twice as many may be those of two places.
    let is_less = a.figure().zip(from).is_some_and(|(a, from)| a.from < from + from);
    is_less && noun(b) == Some(told) && same.all(|figure| Some(figure.from) == from)
}

/// How many other figures of that unit stand in the heading of `a` and in the sentences behind it up to the third.
fn rivals(env: &Env<'_>, a: &Mention, b: &Mention) -> usize {
    let unit = b.figure().map(|figure| figure.unit);
    let from = b.figure().map(|figure| figure.from);
    let line = env.text[..a.extent.start as usize].rfind(['\n', '【']).unwrap_or_default();
    let body = &env.text[a.extent.end as usize..];
    let ends = body.match_indices(['。', '!', '?']).nth(LEAD - 1);
    let end = a.extent.end as usize + ends.map_or(body.len(), |(at, _)| at);
    let within = |it: &&Mention| (line..end).contains(&(it.extent.start as usize));
    let rival = |it: &&Mention| {
        it.span != a.span
            && it.kind == b.kind
            && it
                .figure()
                .is_some_and(|figure| Some(figure.unit) == unit && Some(figure.from) != from)
    };
    env.mentions.iter().filter(within).filter(rival).count()
}

/// So many characters behind a count tell what is counted.
const NOUN: usize = 2;

/// Whether it is plain that a figure of the lead is the one that the heading tells, though it has another digit: it is named
/// so, it stands in the same words, or it is the only one of its unit.
fn is_plain(
    env: &Env<'_>,
    [a, b]: [&Mention; 2],
    slip: Slip,
    accord: Accord,
    verbatim: usize,
    sentences: usize,
) -> bool {
    let is_near = sentences < LEAD - 1;
    let is_named = accord.names >= 3 && accord.foreign <= 1;
    let is_sole = || rivals(env, a, b) == 0;
    let rough = a.figure().zip(b.figure()).is_some_and(|(a, b)| is_rough(a) && is_rough(b));
    if rough || !slip.same_place || !same_print(env.text, a, b) {
        return false;
    }
    if verbatim >= VERBATIM || is_near && verbatim >= VERBATIM_NEAR && accord.unsaid <= 1 {
        return true;
    }
    match a.kind {
        Kind::Count | Kind::Money | Kind::Quantity => {
            let is_named = is_named
                || accord.names >= 4 && accord.foreign <= 2
                || accord.names >= 2 && accord.unsaid == 0;
            let is_like =
                if slip.kept > 0 { accord.words > 1 } else { is_near && accord.words >= 3 };
            is_near && is_named || is_like && is_sole()
        }
        Kind::Percent => {
            let is_like = accord.words >= 2 && accord.foreign <= 2;
            let is_like = is_like && (accord.names > 0 || accord.unsaid == 0);
            is_near && slip.kept > 0 && is_like && is_sole()
        }
        Kind::Duration => is_near && is_named,
        _ => false,
    }
}

/// Whether a figure is told with a 余 or 多: 200余家 is not told of 100余家.
const fn is_rough(figure: &Figure) -> bool {
    figure.hedges.inside.is_some()
}

/// Whether two figures are both printed in Arabic digits, or both in Chinese ones, and with the same last character: 30人 is
/// not printed like 11名.
fn same_print(text: &str, a: &Mention, b: &Mention) -> bool {
    let is_arabic = |it: &Mention| text[it.span.range()].starts_with(|c: char| c.is_ascii_digit());
    let unit = |it: &Mention| text[it.span.range()].chars().next_back();
    is_arabic(a) == is_arabic(b) && unit(a) == unit(b)
}

/// So many characters next to two figures that are the same say that one thing is told; fewer do in the first sentences.
const VERBATIM: usize = 7;
const VERBATIM_NEAR: usize = 4;

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
    let unmistakable = if digits >= UNMISTAKABLE { digits } else { 0 };
    let between = env.text.get(a.extent.end as usize..b.extent.start as usize).unwrap_or_default();
    let parallel = match between.matches(Wording::ENDS).nth(1) {
        _ if between.contains('\n') => 0,
        Some(_) => PARALLEL,
        None => PARALLEL * 2,
    };
    site(a).accord(&site(b)).between_mentions(digits).saturating_sub(parallel).max(unmistakable)
}

/// So many digits beyond two do not come again by chance.
const UNMISTAKABLE: usize = 3;

/// What it counts against two figures that they stand in one paragraph, and once more that they stand in neighbouring
/// sentences.
const PARALLEL: usize = 2;
