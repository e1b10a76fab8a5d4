//! Respective lists: as many values behind 分别 as names before it.

use rust_decimal::Decimal;

use super::{Answer, Env, Val};
use crate::engine::list::leaves_open;
use crate::parse::Mention;
use crate::value::{End, Interval, Undecided, UnitId};

/// The word between the names and the values.
const RESPECTIVELY: &str = "分别";
/// How far before the first value that word stands, in bytes.
const REACH: usize = 36;
/// What joins two names or two values, and may stand inside a name.
const JOINTS: [&str; 5] = ["以及", "和", "及", "与", "或"];
/// How long the subject between a count and that word is, in bytes.
const SUBJECT: usize = 45;
/// More things than this are not told one by one.
const MOST: u32 = 12;
/// The word set of subjects of which there are two: 男女, 城乡.
const PAIRED: &str = "respective-paired";
/// The word set of titles before names: 控股股东、实际控制人某某 is one name.
const TITLE: &str = "respective-title";
/// What a list of names cannot stand across.
const EDGES: [char; 8] = [',', ';', ':', '。', '(', ')', '"', '\n'];

/// How many values stand in a row from `first` on.
pub(super) fn values(env: &Env<'_>, first: &Mention) -> Answer {
    let at = env.mentions.partition_point(|it| it.span.start < first.span.start);
    let mut count: u32 = 1;
    let mut end = first.extent.end;
    for next in &env.mentions[at + 1..] {
        let gap = env.text.get(end as usize..next.extent.start as usize).unwrap_or_default();
        let gap = gap.trim();
        if gap != "、" && !JOINTS.contains(&gap) {
            break;
        }
        count += 1;
        end = next.extent.end;
    }
    let behind = env.text[end as usize..].trim_start();
    let goes_on = behind.starts_with(['(', '、', '/', '-', '~', '至', ':'])
        || JOINTS.iter().any(|joint| behind.starts_with(joint));
    if count < 2 || goes_on || lists_on(env, at + count as usize, end) {
        return Err(Undecided::Unknown);
    }
    Ok(Val::Amount(Interval::point(count.into()), UnitId::NONE))
}

/// Whether the next clause begins with a figure too: commas stand between the values.
fn lists_on(env: &Env<'_>, next: usize, end: u32) -> bool {
    env.mentions.get(next).is_some_and(|next| {
        let gap = env.text.get(end as usize..next.extent.start as usize).unwrap_or_default();
        matches!(gap.trim(), "," | ";")
    })
}

/// How many people or things a count right before the word in front of `first` tells: 五名司机分别.
pub(super) fn counted(env: &Env<'_>, first: &Mention) -> Answer {
    let known = env.mentions.partition_point(|it| it.extent.start < first.extent.start);
    let count = known.checked_sub(1).map(|at| &env.mentions[at]).ok_or(Undecided::Unknown)?;
    let text = &env.text[count.extent.end as usize..first.extent.start as usize];
    let (subject, between) = text.split_once(RESPECTIVELY).ok_or(Undecided::Unknown)?;
    // Behind 男女, 城乡 there are more values than things.
    let joined = JOINTS.iter().any(|joint| subject.contains(joint));
    // In 甲、乙、丙九市 it counts the last of several names only.
    let before = &env.text[..count.extent.start as usize];
    let clause = before.rfind(EDGES).map_or(before, |at| &before[at..]);
    let several = joined
        || clause.contains('、')
        || env.words.of(PAIRED).iter().any(|word| subject.contains(word.as_str()));
    let apart = subject.contains('、') || subject.contains(EDGES) || between.contains(['、', ',']);
    if several || apart || subject.len() > SUBJECT || between.len() > REACH {
        return Err(Undecided::Unknown);
    }
    let figure = count.figure().ok_or(Undecided::Unknown)?;
    let few = figure.from >= Decimal::TWO && figure.from <= Decimal::from(MOST);
    if !few || figure.is_range() || !figure.hedges.is_empty() {
        return Err(Undecided::Unknown);
    }
    Ok(Val::Amount(Interval::point(figure.from), UnitId::NONE))
}

/// How many names stand before the word in front of `first`.
pub(super) fn names(env: &Env<'_>, first: &Mention) -> Answer {
    let start = first.extent.start as usize;
    let known = env.mentions.partition_point(|it| it.extent.start < first.extent.start);
    let last = known.checked_sub(1).map_or(0, |at| env.mentions[at].extent.end as usize);
    let text = &env.text[last..start];
    let at = text.rfind(RESPECTIVELY).ok_or(Undecided::Unknown)?;
    let between = &text[at + RESPECTIVELY.len()..];
    let list = &text[..at];
    let edge = list.rfind(EDGES);
    // A list that a figure stands in does not begin behind it.
    if between.len() > REACH || between.contains(EDGES) || edge.is_none() && last > 0 {
        return Err(Undecided::Unknown);
    }
    let list = edge.map_or(list, |at| list[at..].trim_start_matches(EDGES));
    let list = list.rsplit("--").next().unwrap_or(list);
    let open = leaves_open(env.words, list.as_bytes());
    let marks = list.matches('、').count();
    let titled = env.words.of(TITLE).iter().any(|word| list.contains(word.as_str()));
    if open || titled || marks == 0 || between.contains('、') {
        return Err(Undecided::Unknown);
    }
    let joints: usize = JOINTS.iter().map(|joint| list.matches(joint).count()).sum();
    let [lo, hi] = [marks + 1, marks + 1 + joints].map(|count| End::closed(count.into()));
    let found = Interval::new(Some(lo), Some(hi)).ok_or(Undecided::Arithmetic)?;
    Ok(Val::Amount(found, UnitId::NONE))
}
