//! Two figures of the running text that look like one, told twice.

use super::heading::plain;
use super::{differ_beside, sentence_of};
use crate::claim::{self, Reach, Section, Site, Wording, period, speaker};
use crate::engine::Case;
use crate::parse::{Kind, Mention, Value, inside};
use crate::text::Sentence;
use crate::value::{Figure, Reading, Slip};

/// Figures with fewer digits are alike by chance too often, but where the same words stand around them.
const DIGITS: usize = 3;
/// Figures with fewer digits are not compared at all.
const FEWEST: usize = 2;

/// So many figures after one are compared with it, of those with the same digits but one: a text made of such figures
/// cannot take quadratic time.
const NEXT: usize = 4;

/// Bytes between two figures of one article at the most: what stands further apart in a file of many belongs to others.
const NEAR: u32 = 60_000;

/// The pairs of figures in different paragraphs that differ by one slip of the pen and may be told of one thing: nothing
/// says that they speak of other times or scopes, or that others say them.
pub(super) fn pairs(case: Case<'_>, sections: &[Section]) -> Vec<[u32; 2]> {
    let mut masked = Vec::new();
    let mut headings = sections.iter().map(|section| section.heading).peekable();
    for (at, mention) in case.mentions.iter().enumerate() {
        while headings.peek().is_some_and(|heading| heading.end <= mention.span.start) {
            headings.next();
        }
        let in_heading = headings.peek().is_some_and(|heading| heading.contains(mention.span));
        if let Some(figure) = plain(mention)
            && mention.kind != Kind::Number
            && !in_heading
        {
            match digits(figure) {
                Some((digits, len)) if len >= DIGITS => {
                    mask(figure, &digits[..len], at as u32, &mut masked);
                }
                Some(_) => masked.extend(quoted(case, mention, figure).map(|key| (key, at as u32))),
                None => {}
            }
        }
    }
    masked.sort_unstable();
    let mut pairs = Vec::new();
    for alike in masked.chunk_by(|a, b| a.0 == b.0) {
        for (at, &(_, first)) in alike.iter().enumerate() {
            let near = |&&(_, next): &&Masked| {
                let start = |at: u32| case.mentions[at as usize].span.start;
                start(next) - start(first) <= NEAR
            };
            let next = alike[at + 1..].iter().take(NEXT).take_while(near);
            pairs.extend(next.map(|&(_, next)| [first, next]).filter(|&pair| is_slip(case, pair)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|&pair| is_one_fact(case, pair));
    pairs
}

/// What is the same in two figures that differ by one slip: the unit, the place, and all digits but one.
type Masked = (u64, u32);

/// Adds what a figure is found by: its digits with each left blank in turn, its digits in order of size, and its digits
/// without their place.
fn mask(figure: &Figure, digits: &[u8], at: u32, masked: &mut Vec<Masked>) {
    let len = digits.len();
    let unit = u64::from(figure.unit.0);
    let place = figure.step.normalize();
    let base = mix(mix(unit, place.mantissa() as u64), u64::from(place.scale()));
    let base = mix(base, len as u64);
    let number = |of: &[u8]| {
        of.iter().fold(0, |sum: u64, &digit| sum.wrapping_mul(10).wrapping_add(digit.into()))
    };
    let whole = number(digits);
    let mut worth: u64 = 1;
    for (blank, &digit) in digits.iter().enumerate().rev() {
        let rest = whole.wrapping_sub(worth.wrapping_mul(digit.into()));
        masked.push((mix(mix(base, blank as u64), rest), at));
        worth = worth.wrapping_mul(10);
    }
    let mut sorted = [0; MOST_DIGITS];
    sorted[..len].copy_from_slice(digits);
    sorted[..len].sort_unstable();
    masked.push((mix(mix(base, SORTED), number(&sorted[..len])), at));
    let stripped = digits.iter().rposition(|&digit| digit != 0).map_or(0, |last| last + 1);
    if stripped > DIGITS {
        masked.push((mix(mix(unit, SCALED), number(&digits[..stripped])), at));
    }
}

const MOST_DIGITS: usize = 18;
const SORTED: u64 = 101;
const SCALED: u64 = 103;

const fn mix(a: u64, b: u64) -> u64 {
    (a ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15)).rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// The digits of a figure down to its last stated place, if there are enough and not too many.
fn digits(figure: &Figure) -> Option<([u8; MOST_DIGITS], usize)> {
    let mut rest = u64::try_from(figure.from.checked_div(figure.step)?.normalize()).ok()?;
    let mut digits = [0; MOST_DIGITS];
    let mut len = 0;
    while rest > 0 {
        *digits.get_mut(len)? = (rest % 10) as u8;
        len += 1;
        rest /= 10;
    }
    digits[..len].reverse();
    (len >= FEWEST).then_some((digits, len))
}

/// What a figure of two digits is found by: its unit and place and the words right before it.
fn quoted(case: Case<'_>, mention: &Mention, figure: &Figure) -> Option<u64> {
    let words = claim::Words::builtin();
    let before = &case.document.folded()[..mention.extent.start as usize];
    let told = before.chars().rev().filter(|&char| char != ' ' && !words.is_light(char));
    let (mut len, mut key) =
        (0, mix(u64::from(figure.unit.0), figure.step.normalize().scale().into()));
    for char in told.take(WORDS).take_while(|char| char.is_alphanumeric()) {
        (len, key) = (len + 1, mix(key, char.into()));
    }
    (len == WORDS).then_some(key)
}

/// So many characters right before two figures of two digits are the same.
const WORDS: usize = 5;

/// So many right before and behind them must be.
const VERBATIM: usize = 8;

/// Whether two figures differ by a slip that leaves two digits or more, or one where they stand in the same words.
fn is_slip(case: Case<'_>, [a, b]: [u32; 2]) -> bool {
    let figure = |at: u32| case.mentions[at as usize].figure();
    let slip = figure(a).zip(figure(b)).and_then(|(a, b)| Slip::between(a, b));
    let site = |at: u32| {
        let words = claim::Words::builtin();
        Site::of(case.document.folded(), case.mentions, at as usize, words)
    };
    // Sentences of one paragraph tell different things in the same words.
    let end = |at: u32| case.mentions[at as usize].extent.end as usize;
    let is_quoted = || {
        case.document.folded()[end(a)..end(b)].contains('\n')
            && site(a).verbatim(&site(b), claim::Words::builtin()) >= VERBATIM
    };
    slip.is_some_and(|slip| {
        slip.kept + 1 >= DIGITS || slip.kept + 1 >= FEWEST && slip.same_place && is_quoted()
    })
}

fn is_one_fact(case: Case<'_>, [a, b]: [u32; 2]) -> bool {
    let words = claim::Words::builtin();
    let text = case.document.folded();
    let (x, y) = (&case.mentions[a as usize], &case.mentions[b as usize]);
    let (Some(here), Some(there)) = (sentence_of(case, x), sentence_of(case, y)) else {
        return false;
    };
    // Clauses of one sentence list different things in the same words; five digits do not come again by chance.
    let between = &text[x.extent.end as usize..y.extent.start as usize];
    let slip = x.figure().zip(y.figure()).and_then(|(a, b)| Slip::between(a, b));
    let is_unmistakable = slip.is_some_and(|slip| slip.magnitude && slip.kept >= 4);
    if !between.contains(Wording::ENDS) && !is_unmistakable {
        return false;
    }
    let parallel = |step: i32| differ_beside(case, [a, b], [here.span, there.span], step);
    if parallel(-1) || parallel(1) {
        return false;
    }
    if are_on_other_days(case, [here, there]) {
        return false;
    }
    let period = |at: u32, sentence: &Sentence| {
        period::governing(case.mentions, at as usize, sentence.span.start)
    };
    let site = |at: u32| Site::of(text, case.mentions, at as usize, words);
    let wording = |mention| Wording::of(text, mention, Reach::TEXT);
    let before = |mention: &Mention, sentence: &Sentence| {
        &text[sentence.span.start as usize..mention.extent.start as usize]
    };
    // The neighbours of an item in a list say what they are about, not what it is about.
    let is_listed = |before: &&str| before.ends_with('、') || words.is_numbered(before);
    if [before(x, here), before(y, there)].iter().any(is_listed) {
        return false;
    }
    let speakers = speaker(before(x, here), words).zip(speaker(before(y, there), words));
    period::may_agree(period(a, here), period(b, there))
        && !words.set_apart(&wording(x).joined(), &wording(y).joined())
        && !words.only_one_says(wording(x).before, wording(y).before)
        && !words.only_one_plans(wording(x).before, wording(y).before)
        && speakers.is_none_or(|(one, other)| words.is_like(one, other))
        && !is_parallel(site(a).own(), site(b).own())
        && !is_of_series(case, a, b, [here, there])
}

/// Whether two sentences name weekdays and have none of them in common.
fn are_on_other_days(case: Case<'_>, sentences: [&Sentence; 2]) -> bool {
    let days = sentences.map(|sentence| {
        let inside = &case.mentions[inside(case.mentions, sentence.span)];
        let day = |it: &Mention| match it.value {
            Value::Weekday(day) => Some(day),
            _ => None,
        };
        inside.iter().filter_map(day).collect::<Vec<_>>()
    });
    let [one, other] = days;
    !one.is_empty() && !other.is_empty() && !one.iter().any(|day| other.contains(day))
}

/// Whether two names are as long and differ at one place: 甲厂年产, 乙厂年产.
fn is_parallel(a: &str, b: &str) -> bool {
    let mut differ = a.chars().zip(b.chars()).enumerate().filter(|(_, (a, b))| a != b);
    let first = differ.next().map(|(at, _)| at);
    let last = differ.last().map(|(at, _)| at).or(first);
    let apart = first.zip(last).is_some_and(|(first, last)| last - first < PARALLEL);
    apart && a.chars().count() == b.chars().count()
}

/// So many characters in a row may differ.
const PARALLEL: usize = 4;

/// Whether a third figure near two others is called the same and is neither of them: what is called so is told of several
/// things.
fn is_of_series(case: Case<'_>, a: u32, b: u32, sentences: [&Sentence; 2]) -> bool {
    let site = |at: u32| {
        let words = claim::Words::builtin();
        Site::of(case.document.folded(), case.mentions, at as usize, words)
    };
    let (one, other) = (site(a), site(b));
    let (least, accord) = (one.namesakes(&other), one.accord(&other).between_mentions(0));
    let figure = |at: u32| plain(&case.mentions[at as usize]);
    let tells = |told: u32, third: &Figure| {
        figure(told).is_some_and(|it| {
            let restates = |a: &Figure, b: &Figure| a.restates(b, Reading::Lenient, case.widths);
            restates(it, third).or(restates(third, it)).is_possible()
        })
    };
    let unit = figure(a).map(|it| it.unit);
    let is_third = |at: u32| {
        figure(at)
            .is_some_and(|third| Some(third.unit) == unit && !tells(a, third) && !tells(b, third))
            && {
                let third = site(at);
                let likest = third
                    .accord(&one)
                    .between_mentions(0)
                    .max(third.accord(&other).between_mentions(0));
                third.namesakes(&one).min(third.namesakes(&other)) >= least && likest * 2 >= accord
            }
    };
    let paragraphs = case.document.paragraphs();
    sentences.iter().any(|sentence| {
        let around = inside(case.mentions, paragraphs[sentence.paragraph as usize]);
        let near =
            around.start.max((a as usize).saturating_sub(FEW))..around.end.min(b as usize + FEW);
        near.map(|at| at as u32)
            .filter(|at| at.abs_diff(a).min(at.abs_diff(b)) < FEW as u32)
            .any(is_third)
    })
}

/// So many figures on either side are looked at.
const FEW: usize = 24;
