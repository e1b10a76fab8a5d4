//! Names that a text counts: three projects and their names, and points told as 一是……二是.

use rust_decimal::prelude::ToPrimitive;

use super::{Answer, Env, Val};
use crate::parse::Mention;
use crate::value::{End, Interval, Rounding, Undecided, UnitId};

/// So many names a list has at most.
const MOST: u32 = 30;
/// How far behind its count a list begins, in bytes.
const REACH: usize = 36;
/// The longest name, in characters.
const LONGEST: usize = 8;
/// The longest noun between a count and the colon of its list, in characters.
const NOUN: usize = 9;
/// The word set of verbs that no list of names follows: 庭上说:…….
const SAYS: &str = "list-says";
/// What may stand behind 两地, 两国 that count the names before them: in 可持续发展需要两国各方努力 they count none.
const BEHIND_TWO: &str = "list-two";
/// What the first point begins with.
const FIRST: &str = "一是";
/// The word set of what the last point may begin with instead of its number.
const LAST: &str = "last-point";
/// What joins two names, and may stand inside one.
const JOINTS: [&str; 4] = ["以及", "和", "及", "与"];
/// The words that leave a list open.
const OPEN: &str = "list-open";
/// Words that stand before a list and not in a name of a place.
const BESIDE: [char; 12] = ['的', '在', '从', '对', '由', '将', '了', '是', '同', '为', '于', '到'];
const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// How many names stand behind a count and its colon.
pub(super) fn after(env: &Env<'_>, count: &Mention) -> Answer {
    small(count)?;
    let text = &env.text[count.extent.end as usize..];
    let colon = text.bytes().take(REACH).position(|byte| byte == b':').ok_or(Undecided::Unknown)?;
    let between = &text[..colon];
    let list = &text[colon + 1..];
    let list = &list[..list.find(['。', ';', '\n', '!', '?']).unwrap_or(list.len())];
    let prose = |text: &str| text.contains([',', ';', '。', '、', '(', ')', ':', '\n', '"']);
    let from = count.extent.end as usize + colon;
    let behind = env.mentions.partition_point(|other| (other.extent.start as usize) < from);
    let next = env.mentions.get(behind);
    let figure = next.is_some_and(|next| next.extent.start as usize <= from + list.len());
    if figure
        || between.is_empty()
        || between.chars().count() > NOUN
        || env.words.of(SAYS).iter().any(|word| between.contains(word.as_str()))
        || prose(between)
        || list.contains([',', ':', '(', '"', '《'])
        || NUMERALS.iter().any(|numeral| list.starts_with(&format!("{numeral}、")))
        || !list.contains('、')
    {
        return Err(Undecided::Unknown);
    }
    names(env, list)
}

/// How many names stand before a count: 甲、乙、丙三地. With 等 there may be more of them.
pub(super) fn before(env: &Env<'_>, count: &Mention) -> Answer {
    small(count)?;
    let spelled = &env.text[count.span.range()];
    if !spelled.starts_with(['两', '三', '四', '五', '六']) {
        return Err(Undecided::Unknown);
    }
    let behind = &env.text[count.extent.end as usize..];
    let ends = |word: &String| behind.starts_with(word.as_str());
    let breaks = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
    if spelled.starts_with('两') && !breaks && !env.words.of(BEHIND_TWO).iter().any(ends) {
        return Err(Undecided::Unknown);
    }
    let text = &env.text[..count.extent.start as usize];
    let known = env.mentions.partition_point(|other| other.extent.start < count.extent.start);
    let last = known.checked_sub(1).map_or(0, |at| env.mentions[at].extent.end as usize);
    let clause = text.rfind([',', ';', ':', '。', '(', ')', '\n', '"', '》']).unwrap_or(0);
    let (open, list) = match text[clause.max(last)..].strip_suffix('等') {
        Some(list) => (true, list),
        None => (false, &text[clause.max(last)..]),
    };
    let mut start = list.len();
    for (at, mark) in list.rmatch_indices('、') {
        let part = &list[at + mark.len()..start];
        if part.contains(BESIDE) || part.chars().count() > LONGEST {
            break;
        }
        start = at;
    }
    if start == list.len() {
        return Err(Undecided::Unknown);
    }
    let first = list[..start].rfind(BESIDE).map_or(0, |at| at + '的'.len_utf8());
    let Val::Amount(found, unit) = names(env, &list[first..])? else {
        return Err(Undecided::Unknown);
    };
    let found = if open { Interval::new(found.lo(), None) } else { Some(found) };
    Ok(Val::Amount(found.ok_or(Undecided::Arithmetic)?, unit))
}

/// How many points are told as 一是……二是 in the paragraph behind their count.
pub(super) fn enumerated(env: &Env<'_>, count: &Mention) -> Answer {
    small(count)?;
    let text = &env.text[count.extent.end as usize..];
    let mut rest = &text[..text.find('\n').unwrap_or(text.len())];
    let begin = rest.find(FIRST).filter(|&at| at <= REACH).ok_or(Undecided::Unknown)?;
    let before = rest[..begin].trim_end_matches([':', ',', '。']);
    if before.contains([',', ':', ';', '。', '、']) || before.chars().count() > NOUN {
        return Err(Undecided::Unknown);
    }
    // The next 一是 begins another list.
    let next = rest[begin + FIRST.len()..].find(FIRST);
    rest = next.map_or(rest, |at| &rest[..begin + FIRST.len() + at]);
    let mut points: u32 = 0;
    for numeral in NUMERALS {
        let found = rest.match_indices(numeral).find(|(at, _)| {
            let behind = &rest[at + numeral.len()..];
            behind.starts_with('是') && !rest[..*at].ends_with('第')
        });
        match found {
            Some((at, _)) => {
                points += 1;
                rest = &rest[at..];
            }
            None => break,
        }
    }
    let otherwise = env.words.of(LAST).iter().any(|word| rest.contains(word.as_str()));
    if points < 2 || otherwise {
        return Err(Undecided::Unknown);
    }
    Ok(Val::Amount(Interval::point(points.into()), UnitId::NONE))
}

/// The names in a list: 和 joins two of them or stands in one.
fn names(env: &Env<'_>, list: &str) -> Answer {
    let open = env.words.of(OPEN).iter().any(|word| list.contains(word.as_str()));
    let long = list.split('、').any(|name| {
        let length = name.trim().chars().count();
        length == 0 || length > LONGEST
    });
    if open || long {
        return Err(Undecided::Unknown);
    }
    let least = list.split('、').count();
    let joints: usize = JOINTS.iter().map(|joint| list.matches(joint).count()).sum();
    let [lo, hi] = [least, least + joints].map(|at| End::closed(at.into()));
    let found = Interval::new(Some(lo), Some(hi)).ok_or(Undecided::Arithmetic)?;
    Ok(Val::Amount(found, UnitId::NONE))
}

/// A plain count of a few things.
fn small(count: &Mention) -> Result<(), Undecided> {
    let figure = count.figure().ok_or(Undecided::Unknown)?;
    let exact = figure.rounding == Rounding::Exact && figure.hedges.is_empty();
    let few = figure.from.to_u32().is_some_and(|count| (2..=MOST).contains(&count));
    (exact && few && !figure.is_range()).then_some(()).ok_or(Undecided::Unknown)
}
