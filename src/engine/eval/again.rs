//! Whether the words around two figures take something up again: the classifier of a series, the name of a person.

use super::Env;
use crate::parse::Mention;

/// The classifiers that count anything; what they count stands behind them.
const GENERAL: [&str; 4] = ["个", "项", "件", "种"];

/// Whether an ordinal numbers what a count has counted: 共40集 … 第42【集】, 三个阶段 … 第四【阶段】.
pub(super) fn same_series(env: &Env<'_>, count: &Mention, ordinal: &Mention) -> bool {
    let Some(figure) = count.figure() else { return false };
    let unit = &env.units.get(figure.unit).symbol;
    if unit.is_empty() {
        return false;
    }
    let number = &env.text[ordinal.span.range()];
    let behind = &env.text[ordinal.span.end as usize..];
    if number.ends_with(unit.as_str()) || behind.starts_with(unit.as_str()) {
        return true;
    }
    let noun = &env.text[count.span.end as usize..];
    let noun = noun.char_indices().nth(2).map_or(noun, |(at, _)| &noun[..at]);
    GENERAL.contains(&unit.as_str()) && noun.chars().count() == 2 && behind.starts_with(noun)
}

/// The events of a life that anniversaries are kept of.
const LIFE: [&str; 3] = ["诞辰", "逝世", "出生"];
/// How far behind a figure a name is looked for, in bytes.
const NEAR: usize = 60;

/// Whether whoever the first figure is an anniversary of is named again behind the second: 【司马迁】诞辰2150周年 …
/// 2300多年前,【司马迁】.
pub(super) fn names_again(env: &Env<'_>, anniversary: &Mention, later: &Mention) -> bool {
    let before = env.text[..anniversary.extent.start as usize].trim_end();
    let name = LIFE.iter().find_map(|event| before.strip_suffix(event));
    let start = name.and_then(|name| name.char_indices().rev().nth(1)).map(|(at, _)| at);
    let Some((name, start)) = name.zip(start) else { return false };
    let name = &name[start..];
    let behind = &env.text[later.extent.end as usize..];
    let end = (0..=NEAR.min(behind.len())).rev().find(|&at| behind.is_char_boundary(at));
    !name.contains(['的', ',', '。', ' ']) && behind[..end.unwrap_or(0)].contains(name)
}
