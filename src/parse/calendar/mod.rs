//! Dates, times, durations, weekdays and ages: the entry into the calendar parsers, and what they share.

mod age;
mod date;
mod digital;
mod duration;
mod file;
mod leads;
mod lunar;
mod misnamed;
mod range;
mod relative;
mod time;
mod weekday;
mod words;

use nom::branch::alt;
use nom::combinator::verify;
use nom::error::{Error, ErrorKind};
use nom::{IResult, Parser};

use super::amount::begins_estimate;
use super::glyph::{Glyph, begins_numeral, glyph};
use super::lexicon::Lexicon;
use super::mention::{Kind, Mention, Value};
use super::number::{arabic_int, chinese_digits, small_chinese};
use super::spot::Spot;

pub(crate) use words::Words;
use words::{Calls, Phrase, Sense};

/// What a calendar parser returns.
pub(super) type Parsed<'a, T> = IResult<&'a str, T>;

/// The calendar mention whose candidate character (a numeral or one of [`Words::leads`]) stands at `spot`. Its span
/// begins there; its extent includes the hedges around it.
pub(crate) fn read(spot: Spot<'_>, lexicon: &Lexicon) -> Option<Mention> {
    let words = &lexicon.calendar;
    let scene = Scene { before: spot.before(), words, joined: false };
    let first = spot.rest().chars().next()?;
    if begins_numeral(first) || begins_estimate(first) {
        if first == '万' && spot.rest().starts_with("万历") {
            return era(spot, scene);
        }
        let calls = calls(spot.rest(), words).or(Calls {
            // 从2016到2018.
            date: scene.before.ends_with(['从', '自']) && first.is_ascii_digit(),
            ..Calls::default()
        });
        let tried = |wanted: bool, parser: fn(Spot<'_>, Scene<'_>) -> Option<Mention>| {
            wanted.then(|| parser(spot, scene)).flatten()
        };
        return tried(calls.date, range::read)
            .or_else(|| tried(calls.time, time::read))
            .or_else(|| tried(calls.length, duration::read))
            .or_else(|| tried(calls.age, age::read));
    }
    match words.lead(scene.before, spot.rest())?.sense {
        Sense::Weekday => weekday::read(spot, scene),
        Sense::Daypart(_) => time::read(spot, scene),
        Sense::HalfOf => duration::read(spot, scene),
        Sense::Era(_) => era(spot, scene),
        Sense::Signs => words.signs.read(spot),
        Sense::Pair(cycle, from, to) => range::pair(spot, scene, (cycle, from, to)),
        _ => range::read(spot, scene),
    }
}

/// A year of an era, or the dynasty in front of an era that is not its own.
fn era(spot: Spot<'_>, scene: Scene<'_>) -> Option<Mention> {
    range::read(spot, scene).or_else(|| match scene.words.lead(scene.before, spot.rest())?.sense {
        Sense::Era(before) => misnamed::dynasty(&scene.words.dynasties, before, spot),
        _ => None,
    })
}

/// Which parsers a numeral calls for, by what follows it or, if it is joined to another, that one. Most numerals call
/// for none, so this comes before any is read.
fn calls(input: &str, words: &Words) -> Calls {
    let rest = behind_numeral(input);
    let dashed = match input.as_bytes() {
        [a, b, c, d, b'-' | b'.' | b'/' | b' ' | b'0'..=b'3', ..] => {
            [a, b, c, d].into_iter().all(u8::is_ascii_digit)
        }
        _ => false,
    };
    let dashed = dashed || begins_day_first(input.as_bytes());
    // 一点五小时.
    let chinese = |tail: &&str| tail.starts_with(|c: char| !c.is_ascii());
    let decimal = rest.strip_prefix('点').filter(chinese);
    let date = Calls { date: dashed, ..Calls::default() };
    let called = |rest: &str| rest.chars().next().map_or(Calls::default(), |c| words.calls(c));
    let first = called(rest).or(date);
    let joined = decimal
        .or_else(|| Some(joint(rest).ok()?.0))
        .or_else(|| rest.strip_prefix(['、', '和', '/']));
    match joined.filter(|second| second.starts_with(begins_numeral)) {
        Some(second) => first.or(called(behind_numeral(second))),
        None => first,
    }
}

/// Whether a day, a month and a year of four digits may stand there: 13.5.2015.
fn begins_day_first(bytes: &[u8]) -> bool {
    let number =
        |from: usize| bytes[from..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let first = number(0);
    let Some(sign @ (b'-' | b'.' | b'/')) = bytes.get(first) else { return false };
    let second = number(first + 1);
    (1..=2).contains(&first)
        && (1..=2).contains(&second)
        && bytes.get(first + second + 1) == Some(sign)
}

/// What follows a numeral and the 多, 个 and 半 behind it. Of a long numeral only the beginning is looked at.
fn behind_numeral(input: &str) -> &str {
    let arabic = input
        .bytes()
        .take(16)
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        .count();
    let mut rest = &input[arabic..];
    for _ in 0..10 {
        let mut chars = rest.chars();
        match chars.next() {
            Some('时' | '点' | '日' | '年' | '月') | None => break,
            Some(' ' | '个' | '多' | '余' | '来' | '半') => rest = chars.as_str(),
            Some('0' | 'O' | 'o') => rest = chars.as_str(),
            Some(c) if begins_numeral(c) || begins_estimate(c) => rest = chars.as_str(),
            Some(_) => break,
        }
    }
    rest
}

/// Where a calendar parser stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'a> {
    /// What stands before it and belongs to no other mention.
    pub before: &'a str,
    /// The words.
    pub words: &'a Words,
    /// Whether it is the second end of a range.
    pub joined: bool,
}

impl<'a> Scene<'a> {
    /// The same for the second end of a range.
    pub(super) const fn joined(self) -> Self {
        Self { before: "", joined: true, ..self }
    }

    /// Whether what stands before ends with one of the words.
    pub(super) fn follows(&self, words: &[Box<str>]) -> bool {
        let before = self.before.trim_end_matches(' ');
        words.iter().any(|word| before.ends_with(&**word))
    }
}

/// A small whole number as dates and times print it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Small {
    /// Up to four digits.
    pub value: u16,
    /// How many digits are printed; 0 where a Chinese numeral names its places (二十三).
    pub places: usize,
    /// Whether it is in Chinese.
    pub chinese: bool,
}

impl Small {
    /// Chinese digits in a row (二〇二四), which only years and 零 are printed in.
    pub(super) const fn is_row(self) -> bool {
        self.chinese && self.places > 1
    }

    /// As the number of a month, a day, an hour or a minute: at most two digits, possible or not.
    pub(super) fn short(self) -> Option<u8> {
        let short = self.value < 100 && self.places <= 2 && (!self.is_row() || self.value < 10);
        u8::try_from(self.value).ok().filter(|_| short)
    }
}

/// A number of up to four digits, and a blank behind it.
fn small(input: &str) -> Parsed<'_, Small> {
    let number = |value: u32, places, chinese| Small { value: value as u16, places, chinese };
    let arabic = verify(arabic_int, |&(_, places)| places <= 4);
    let (rest, found) = alt((
        arabic.map(|(value, places)| number(value, places, false)),
        year_row.map(|value| number(value, 4, true)),
        small_chinese.map(|value| number(value, 0, true)),
        verify(chinese_digits, |&(_, places)| places <= 4)
            .map(|(value, places)| number(value, places, true)),
    ))
    .parse(input)?;
    // 着陆月球: a single formal numeral is a word of its own.
    if offset(input, rest) == 3 && input.starts_with(is_formal) {
        return fail(input);
    }
    Ok(split_by_page(rest, found).unwrap_or((blank(rest), found)))
}

fn is_formal(c: char) -> bool {
    !c.is_ascii() && begins_numeral(c) && !"〇零一二三四五六七八九十百千两廿卅卌".contains(c)
}

/// Four digits of a year with zeros of another alphabet among them: 二00二年.
fn year_row(input: &str) -> Parsed<'_, u32> {
    let mut value = 0;
    let mut chars = input.chars();
    for place in 0..4 {
        let digit = match chars.next() {
            Some('0' | 'O' | 'o') if place > 0 => 0,
            Some(c) => match glyph(c) {
                Some(Glyph::Digit(digit)) => u32::from(digit),
                Some(Glyph::Zero) => 0,
                _ => return fail(input),
            },
            None => return fail(input),
        };
        value = value * 10 + digit;
    }
    let rest = chars.as_str();
    if rest.starts_with('年') { Ok((rest, value)) } else { fail(input) }
}

/// Two digits that a page has torn apart: `1 0月`.
fn split_by_page(rest: &str, first: Small) -> Option<(&str, Small)> {
    let [b' ', digit @ b'0'..=b'9', ..] = rest.as_bytes() else { return None };
    let tail = &rest[2..];
    let torn = first.places == 1 && !first.chinese && tail.starts_with(['年', '月', '日']);
    torn.then(|| {
        let value = first.value * 10 + u16::from(digit - b'0');
        (tail, Small { value, places: 2, chinese: false })
    })
}

/// Skips one blank.
pub(super) fn blank(input: &str) -> &str {
    input.strip_prefix(' ').unwrap_or(input)
}

/// What joins the two ends of a range.
fn joint(input: &str) -> Parsed<'_, ()> {
    const WORDS: [&str; 5] = ["起至", "起到", "一直到", "直到", "直至"];
    let start = blank(input);
    // Asked of nearly every numeral, and nearly always in vain.
    let rest = match start.chars().next() {
        Some('至' | '到' | '~' | '—') => start.strip_prefix(['至', '到', '~', '—']),
        Some('-') => start.strip_prefix("--").or_else(|| start.strip_prefix('-')),
        Some('起' | '一' | '直') => WORDS.iter().find_map(|word| start.strip_prefix(word)),
        _ => None,
    };
    match rest {
        Some(rest) => Ok((blank(rest), ())),
        None => fail(input),
    }
}

/// Nothing is here.
fn fail<T>(input: &str) -> Parsed<'_, T> {
    Err(nom::Err::Error(Error::new(input, ErrorKind::Fail)))
}

/// How far `rest` is behind the start of `input`, of which it is the tail.
const fn offset(input: &str, rest: &str) -> usize {
    input.len() - rest.len()
}

/// A mention without hedges, from the spot on.
fn mention(spot: Spot<'_>, len: usize, kind: Kind, value: Value) -> Mention {
    let span = spot.span(0, len);
    Mention { span, extent: span, kind, value }
}

/// The longest phrase of a list that stands at `input`, with what follows it.
fn phrase<'a, 'w>(
    phrases: &'w [Phrase],
    before: &str,
    input: &'a str,
) -> Option<(&'a str, &'w Phrase)> {
    phrases.iter().find_map(|phrase| Some((phrase.strip(before, input)?, phrase)))
}

#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;
