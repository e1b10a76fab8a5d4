//! Records of matches: 3:1 and its sets, 八战全胜.

use super::{Answer, Env, Val};
use crate::parse::{Mention, Value};
use crate::value::{Interval, Undecided, UnitId};

/// How far behind the score of a match its sets begin, in bytes.
const REACH: usize = 60;
/// A match has no more sets than this.
const MOST: usize = 7;
/// What stands between the scores of two sets.
const JOINTS: [char; 7] = ['、', ',', '/', '和', '及', '与', ' '];
/// The word before the scores of sets.
const SETS: [&str; 4] = ["比分", "局分", "小分", "各局"];

/// Whether the scores of sets behind the score of a match give it, from the view of either side.
pub(super) fn sets(env: &Env<'_>, score: &Mention) -> Result<bool, Undecided> {
    let Value::Pair(a, b) = &score.value else { return Err(Undecided::Units) };
    let (a, b) = (a.figure().from, b.figure().from);
    let text = &env.text[score.extent.end as usize..];
    let text = &text[..text.find(['。', '\n', ';']).unwrap_or(text.len())];
    let told = SETS.iter().filter_map(|word| Some(text.find(word)? + word.len())).min();
    let list = &text[told.filter(|&at| at <= REACH).ok_or(Undecided::Unknown)?..];
    let list = list.trim_start_matches(|c: char| !c.is_ascii_digit() && !",、".contains(c));
    let (mut won, mut lost) = (0_u32, 0_u32);
    for set in list.split(JOINTS).map(str::trim).filter(|set| !set.is_empty()).take(MOST) {
        match pair(set) {
            Some((ours, theirs)) => *(if ours > theirs { &mut won } else { &mut lost }) += 1,
            // A set told otherwise may be among them.
            None if set.contains(|c: char| c.is_ascii_digit()) => return Err(Undecided::Unknown),
            None => break,
        }
    }
    if won + lost < 2 {
        return Err(Undecided::Unknown);
    }
    let is = |x: u32, y: u32| a == x.into() && b == y.into();
    Ok(is(won, lost) || is(lost, won))
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
