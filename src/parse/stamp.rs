//! The date line near the top of a page: 来源:某报 2021-12-16 09:13.

use jiff::civil::{DateTime, Time};

use super::calendar::{Scene, Words, blank};
use super::glyph::is_han;
use super::mention::{Mention, Value};
use crate::span::Span;
use crate::text::Document;
use crate::value::YearFrom;

/// Lines that are looked at, blank ones not counted.
const LINES: usize = 40;
/// A longer line is prose.
const LONGEST: usize = 240;

/// The date of the first date line, unless the text speaks of another time.
pub(super) fn find(document: &Document, mentions: &[Mention]) -> Option<DateTime> {
    let text = document.folded();
    let title = document.title().map_or(0..0, Span::range);
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let at = start;
        start += line.len() + 1;
        (at, line)
    });
    let stamp = lines
        .filter(|(_, line)| !line.trim().is_empty())
        .take(LINES)
        .take_while(|(_, line)| line.len() <= 3 * LONGEST)
        .filter(|(at, line)| line.len() <= LONGEST && !line.contains('。') && !title.contains(at))
        .find_map(|(at, line)| Some((in_line(line)?, at + line.len())));
    let (stamp, end) = stamp?;
    let of_text = mentions.partition_point(|mention| (mention.span.start as usize) < end);
    (stamp.is_sure || !contradicts(stamp.at, &mentions[of_text..])).then_some(stamp.at)
}

/// A date line.
struct Stamp {
    at: DateTime,
    /// Whether it says that the article was published then, and not the page.
    is_sure: bool,
}

/// Whether the youngest year the text states lies well before the stamp.
fn contradicts(stamp: DateTime, mentions: &[Mention]) -> bool {
    let years = mentions.iter().filter_map(|mention| match mention.value {
        Value::Date(date) if date.year_from == YearFrom::Stated => Some(date.year),
        Value::Dates([_, last]) if last.value.year_from == YearFrom::Stated => {
            Some(last.value.year)
        }
        _ => None,
    });
    years.max().is_some_and(|youngest| youngest < stamp.year() - 1)
}

fn in_line(line: &str) -> Option<Stamp> {
    let words = Words::default();
    let mut run = false;
    for (at, byte) in line.bytes().enumerate() {
        let starts = byte.is_ascii_digit() && !run;
        run = byte.is_ascii_digit();
        if !starts {
            continue;
        }
        let scene = Scene { before: &line[..at], words: &words, joined: false };
        let Ok((rest, date)) = scene.numeral_date(&line[at..]) else { continue };
        let day = date.days().and_then(crate::value::DayRange::as_day);
        if let Some(day) = day.filter(|_| date.year_from == YearFrom::Stated) {
            let time = time_of_day(rest);
            if time.is_none() && is_told(line, &line[..at], rest) {
                return None;
            }
            let at = day.to_datetime(time.unwrap_or(Time::midnight()));
            return Some(Stamp { at, is_sure: time.is_some() });
        }
    }
    None
}

/// Whether a date in a line is spoken of and stamps nothing: 截至2018年6月30日的个案,按类分列如下.
fn is_told(line: &str, before: &str, after: &str) -> bool {
    let goes_on = |char: Option<char>, marks: &str| {
        char.is_some_and(|char| is_han(char) && !marks.contains(char))
    };
    line.contains([',', ';', '!', '?'])
        || goes_on(before.trim_end().chars().next_back(), LEADS)
        || goes_on(after.chars().next(), FOLLOWS)
}

/// What a label or the name of a paper before a date ends with: 发布于, 时间, 日期, 日报, 新华网.
const LEADS: &str = "于间期报网社刊";
/// What may follow a date at once: 星期三, 第3版, 上午, 来源, 作者, 责编.
const FOLLOWS: &str = "星周礼第上下早晚凌中来作责编记电讯发";

/// 09:13 or 09:13:20 behind a date.
fn time_of_day(rest: &str) -> Option<Time> {
    let mut numbers = blank(rest).split([':', ' ']).map_while(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        (digits == 2 || digits == 1).then(|| part[..digits].parse::<i8>().ok()).flatten()
    });
    let (hour, minute) = (numbers.next()?, numbers.next()?);
    Time::new(hour, minute, 0, 0).ok()
}
