//! Names that a text counts: three projects and their names, and points told as 一是……二是.

use rust_decimal::prelude::ToPrimitive;

use super::{Answer, Env, Val};
use crate::engine::list::leaves_open;
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
/// What stands before and behind the numeral of a point.
type Style = [&'static str; 2];
/// What makes a numeral an ordinal.
const ORDINAL: &str = "第";
/// How points are told.
const STYLES: [Style; 7] =
    [["", "是"], ["其", ","], ["其", "是"], ["第", ","], ["第", "是"], ["(", ")"], ["", "来"]];
/// The words, besides a colon, that begin the list of what is counted.
const INTRODUCED: [&str; 5] = ["分别是", "分别为", "分别叫", "依次是", "依次为"];
/// What stands before a list of values or names in the order of others.
const RESPECTIVELY: &str = "分别";
/// How far behind its count a list begins that such words begin, in bytes.
const FAR: usize = 60;
/// The longest text between a count and those words, in characters.
const CLAUSE: usize = 16;
/// The word set of what the last point may begin with instead of its number.
const LAST: &str = "last-point";
/// What joins two names, and may stand inside one.
const JOINTS: [&str; 4] = ["以及", "和", "及", "与"];
/// Words that stand before a list and not in a name of a place.
const BESIDE: [char; 12] = ['的', '在', '从', '对', '由', '将', '了', '是', '同', '为', '于', '到'];
const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// How many names stand behind a count and the colon or 分别是 that begins its list.
pub(super) fn after(env: &Env<'_>, count: &Mention) -> Answer {
    small(count)?;
    let text = &env.text[count.extent.end as usize..];
    let colon = text.bytes().take(REACH).position(|byte| byte == b':').map(|at| (at, 1));
    let (between, begin) = match colon.filter(|&(at, _)| !text[..at].contains(RESPECTIVELY)) {
        Some((at, length)) => (&text[..at], at + length),
        None => {
            // Not to the end of the document: this is asked of every small count.
            let near = &text[..text.floor_char_boundary(FAR + REACH)];
            let found = INTRODUCED.iter().filter_map(|word| Some((near.find(word)?, word.len())));
            let (at, length) =
                found.min().filter(|&(at, _)| at <= FAR).ok_or(Undecided::Unknown)?;
            (text[..at].trim_end_matches(','), at + length)
        }
    };
    let list = &text[begin..];
    let list = &list[..list.find(['。', ';', '\n', '!', '?']).unwrap_or(list.len())];
    let list = list.trim_start_matches(':');
    let prose = |text: &str| text.contains([';', '。', '、', '(', ')', ':', '\n', '"']);
    let at = count.extent.end as usize + begin;
    if between.is_empty()
        || between.chars().count() > if colon.is_some() { NOUN } else { CLAUSE }
        || colon.is_some() && between.contains(',')
        || env.words.of(SAYS).iter().any(|word| between.contains(word.as_str()))
        || prose(between)
    {
        return Err(Undecided::Unknown);
    }
    if list.starts_with('《') {
        return titles(env, list);
    }
    // The clause behind 分别是甲、乙、丙, is about something else, unless it lists on.
    let list = match list.split_once(',') {
        Some((list, behind)) if colon.is_none() && !behind.contains('、') => list,
        _ => list,
    };
    let inside = |it: &&Mention| (it.extent.start as usize) < at + list.len();
    let behind = env.mentions.partition_point(|other| (other.extent.start as usize) < at);
    if env.mentions.get(behind).filter(inside).is_some()
        || list.contains([',', ':', '(', '"', '《'])
        || NUMERALS.iter().any(|numeral| list.starts_with(&format!("{numeral}、")))
        || !list.contains('、')
    {
        return Err(Undecided::Unknown);
    }
    names(env, list)
}

/// How many titles of works stand at the start of a list, and nothing but they.
fn titles(env: &Env<'_>, list: &str) -> Answer {
    let open = leaves_open(env.words, list.as_bytes());
    let (count, rest) = leading_titles(list);
    let behind = rest.trim_start_matches(',');
    if open || count < 2 || behind.contains('《') {
        return Err(Undecided::Unknown);
    }
    Ok(Val::Amount(Interval::point(count.into()), UnitId::NONE))
}

/// How many titles stand side by side at the start of a text, and what follows them.
fn leading_titles(mut text: &str) -> (u32, &str) {
    let mut count = 0;
    loop {
        let next = JOINTS.iter().find_map(|joint| text.strip_prefix(joint)).unwrap_or(text);
        let title = next.trim_start_matches(['、', ' ']).strip_prefix('《');
        let Some((_, behind)) = title.and_then(|title| title.split_once('》')) else {
            return (count, text);
        };
        (count, text) = (count + 1, behind);
    }
}

/// How many titles stand right before a count: 《甲》《乙》《丙》三部. With 等 there may be more of them.
pub(super) fn titles_before(env: &Env<'_>, count: &Mention) -> Answer {
    small(count)?;
    let text = &env.text[..count.extent.start as usize];
    let (list, open) = match text.strip_suffix('等') {
        Some(list) => (list, true),
        None => (text, false),
    };
    let mut rest = list;
    let mut found: u32 = 0;
    while let Some((before, _)) = rest.strip_suffix('》').and_then(|title| title.rsplit_once('《'))
    {
        found += 1;
        let joint = JOINTS.iter().find_map(|joint| before.strip_suffix(joint)).unwrap_or(before);
        rest = joint.trim_end_matches(['、', ' ']);
    }
    if found < 2 {
        return Err(Undecided::Unknown);
    }
    let lo = End::closed(found.into());
    let found = Interval::new(Some(lo), (!open).then_some(lo)).ok_or(Undecided::Arithmetic)?;
    Ok(Val::Amount(found, UnitId::NONE))
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

/// How many points are told one by one in the paragraph behind their count: 一是……二是……, 第一,……第二,…….
pub(super) fn enumerated(env: &Env<'_>, count: &Mention) -> Answer {
    small(count)?;
    let text = &env.text[count.extent.end as usize..];
    let text = &text[..text.find('\n').unwrap_or(text.len())];
    let begins = |style: &Style| Some((point(text, style, NUMERALS[0])?, *style));
    let first = STYLES.iter().filter_map(begins).min_by_key(|((at, _), _)| *at);
    let ((begin, end), style) = first.ok_or(Undecided::Unknown)?;
    let before = text[..begin].trim_end_matches([':', ',', '。']);
    if begin > REACH
        || before.contains([',', ':', ';', '。', '、'])
        || before.chars().count() > NOUN
    {
        return Err(Undecided::Unknown);
    }
    // The next first point begins another list.
    let tail = &text[end..];
    let mut rest = point(tail, &style, NUMERALS[0]).map_or(tail, |(at, _)| &tail[..at]);
    let mut points: u32 = 1;
    while let Some((_, end)) =
        NUMERALS.get(points as usize).and_then(|numeral| point(rest, &style, numeral))
    {
        points += 1;
        rest = &rest[end..];
    }
    let mut last = env.words.of(LAST).iter().map(String::as_str);
    let mixed = |word: &str| style[0] != ORDINAL || !word.starts_with(ORDINAL);
    if points < 2 || last.any(|word| mixed(word) && rest.contains(word)) {
        return Err(Undecided::Unknown);
    }
    Ok(Val::Amount(Interval::point(points.into()), UnitId::NONE))
}

/// Where the mark of the point with that numeral stands: 一是, (一), 第一,.
fn point(text: &str, [before, behind]: &Style, numeral: &str) -> Option<(usize, usize)> {
    let mark = format!("{before}{numeral}{behind}");
    let apart = |at: &usize| !before.is_empty() || !text[..*at].ends_with(ORDINAL);
    text.match_indices(&mark).map(|(at, _)| at).find(apart).map(|at| (at, at + mark.len()))
}

/// The names in a list: 和 joins two of them or stands in one.
fn names(env: &Env<'_>, list: &str) -> Answer {
    let open = leaves_open(env.words, list.as_bytes());
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
