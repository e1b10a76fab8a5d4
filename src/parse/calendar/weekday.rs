//! Weekdays: 星期五, 周日, 礼拜三.

use super::words::Words;
use super::{Scene, mention, offset};
use crate::parse::mention::{Kind, Mention, Value};
use crate::parse::spot::Spot;

/// The weekday at the spot, which stands at 星期 or 周.
pub(super) fn read(spot: Spot<'_>, scene: Scene<'_>) -> Option<Mention> {
    let input = spot.rest();
    let head = scene.words.lead(scene.before, input)?;
    let (rest, day) = day(head.strip(scene.before, input)?, scene.words)?;
    let short = input.starts_with(['周', '拜']);
    if short && scene.before.ends_with(|c| scene.words.weekday.not_before.contains(c)) {
        return None;
    }
    Some(mention(spot, offset(input, rest), Kind::Weekday, Value::Weekday(day)))
}

/// The 五 or 星期五 behind 上周.
pub(super) fn named<'a>(input: &'a str, words: &Words) -> Option<(&'a str, u8)> {
    let rest = input.strip_prefix('的').unwrap_or(input);
    let full = ["星期", "礼拜"].iter().find_map(|head| rest.strip_prefix(head));
    day(full.unwrap_or(input), words)
}

/// The 五 of 星期五, 周五 and 上周五.
pub(super) fn day<'a>(input: &'a str, words: &Words) -> Option<(&'a str, u8)> {
    let mut chars = input.chars();
    let day = *words.weekday.days.get(&chars.next()?)?;
    let rest = chars.as_str();
    // 每周一次, 一周五天, 周二十.
    let counted = rest.starts_with(|c| words.weekday.not_after.contains(c));
    (!counted).then_some((rest, day))
}
