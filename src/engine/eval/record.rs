//! Records of matches: 3:1 and its sets, 八战全胜.

use rust_decimal::Decimal;

use super::{Answer, Env, Val};
use crate::parse::{Mention, Value};
use crate::value::{Interval, Undecided, UnitId};

/// How far behind the score of a match its sets begin, in bytes.
const REACH: usize = 60;
/// A match has no more sets than this.
const MOST: usize = 7;
/// A match that is told by quarters has two halves at least, and mostly four quarters.
const QUARTERS: usize = 2;
/// What stands between the scores of two sets.
const JOINTS: [char; 7] = ['、', ',', '/', '和', '及', '与', ' '];
/// The word before the scores of sets.
const SETS: [&str; 4] = ["比分", "局分", "小分", "各局"];
/// The same where it says that they are of parts of the match.
const PARTS: [&str; 4] = ["节比分", "局比分", "各节", "各局"];

/// Whether the scores of sets or quarters beside the score of a match give it, from the view of either side: sets by those
/// won, quarters by their points.
pub(super) fn sets(env: &Env<'_>, score: &Mention) -> Result<bool, Undecided> {
    let Value::Pair(a, b) = &score.value else { return Err(Undecided::Units) };
    let (a, b) = (a.figure().from, b.figure().from);
    let (before, after) = around(env.text, score);
    let told = |text: &str| {
        let ends = SETS.iter().filter_map(|word| Some(text.find(word)? + word.len()));
        ends.min().filter(|&at| at <= REACH)
    };
    let (list, by_name) = match told(after) {
        Some(at) => (&after[at..], &after[..at]),
        None => {
            let at = PARTS.iter().filter_map(|word| Some(before.find(word)? + word.len())).min();
            let at = at.ok_or(Undecided::Unknown)?;
            (&before[at..], &before[..at])
        }
    };
    let sets = listed(list)?;
    let points = sets.iter().fold((0_u32, 0_u32), |(x, y), &(ours, theirs)| (x + ours, y + theirs));
    let won = sets.iter().filter(|(ours, theirs)| ours > theirs).count() as u32;
    let is = |(x, y): (u32, u32)| (a, b) == (x.into(), y.into()) || (a, b) == (y.into(), x.into());
    if a.max(b) <= Decimal::from(MOST) {
        return Ok(is((won, sets.len() as u32 - won)));
    }
    // Points of a whole match are only added up where its quarters are told.
    let whole = PARTS.iter().any(|word| by_name.ends_with(word)) && sets.len() >= QUARTERS;
    whole.then(|| is(points)).ok_or(Undecided::Unknown)
}

/// The text of its sentence before a score and behind it.
fn around<'t>(text: &'t str, score: &Mention) -> (&'t str, &'t str) {
    let (from, to) = (score.extent.start as usize, score.extent.end as usize);
    let (before, after) = (&text[..from], &text[to..]);
    let start = before.rfind(['。', '\n', ';']).unwrap_or(0);
    (&before[start..], &after[..after.find(['。', '\n', ';']).unwrap_or(after.len())])
}

/// The scores that a text begins with, two at least.
fn listed(text: &str) -> Result<Vec<(u32, u32)>, Undecided> {
    let list = text.trim_start_matches(|c: char| !c.is_ascii_digit() && !",、".contains(c));
    let mut sets = Vec::new();
    for set in list.split(JOINTS).map(str::trim).filter(|set| !set.is_empty()).take(MOST) {
        match pair(set) {
            Some(score) => sets.push(score),
            // A set told otherwise may be among them.
            None if set.contains(|c: char| c.is_ascii_digit()) => return Err(Undecided::Unknown),
            None => break,
        }
    }
    (sets.len() >= 2).then_some(sets).ok_or(Undecided::Unknown)
}

/// Two numbers with a colon or 比 between them, and nothing else.
fn pair(text: &str) -> Option<(u32, u32)> {
    let (a, b) = text.split_once(':').or_else(|| text.split_once('比'))?;
    let digits = |text: &str| text.trim().parse::<u32>().ok();
    Some((digits(a)?, digits(b)?))
}

/// The words behind the number of matches that were all won, or all lost.
const STREAK: [&str; 4] = ["战全胜", "战全败", "战皆胜", "战皆负"];

/// How many matches the pattern's 八战全胜 speaks of.
pub(super) fn streak(env: &Env<'_>) -> Answer {
    let text = std::str::from_utf8(env.matched).map_err(|_| Undecided::Unknown)?;
    let before = STREAK.iter().find_map(|word| text.split_once(word)).ok_or(Undecided::Unknown)?.0;
    let digits = "零一二三四五六七八九";
    let last = before.chars().next_back().ok_or(Undecided::Unknown)?;
    let count = match digits.chars().position(|digit| digit == last) {
        Some(unit) if before[..before.len() - last.len_utf8()].ends_with('十') => 10 + unit,
        Some(unit) => unit,
        None if last == '十' => 10,
        None => return Err(Undecided::Unknown),
    };
    Ok(Val::Amount(Interval::point(count.into()), UnitId::NONE))
}
