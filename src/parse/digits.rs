//! Digits in a row, Arabic and Chinese, and what stands behind them.

use nom::bytes::complete::take_while;
use nom::character::complete::digit1;
use nom::combinator::verify;
use nom::error::{Error, ErrorKind};
use nom::{IResult, Parser};

use super::glyph::{Glyph, glyph};
use super::number::MAX_DIGITS;

/// An integer in Arabic digits, at most nine of them, and how many there are: `08` → (8, 2).
///
/// # Errors
///
/// There is none here, or a longer one.
pub fn arabic_int(input: &str) -> IResult<&str, (u32, usize)> {
    let value = |digits: &str| digits.bytes().fold(0, |n, digit| n * 10 + u32::from(digit - b'0'));
    verify(digit1, |digits: &str| digits.len() <= 9)
        .map(|digits| (value(digits), digits.len()))
        .parse(input)
}

/// Chinese digits in a row, at most nine, and how many there are: 二〇二四 → (2024, 4), 三 → (3, 1).
///
/// # Errors
///
/// There are none here, or more.
pub fn chinese_digits(input: &str) -> IResult<&str, (u32, usize)> {
    let digit = |c| match glyph(c) {
        Some(Glyph::Digit(digit)) => Some(u32::from(digit)),
        Some(Glyph::Zero) => Some(0),
        _ => None,
    };
    let (rest, row) = take_while(|c| digit(c).is_some()).parse(input)?;
    match row.chars().take(10).count() {
        count @ 1..=9 => {
            Ok((rest, (row.chars().filter_map(digit).fold(0, |n, digit| n * 10 + digit), count)))
        }
        _ => Err(nom::Err::Error(Error::new(input, ErrorKind::Digit))),
    }
}

/// The bytes of the run of numeral characters at the start, whatever they mean: what to skip where no parser understood.
#[must_use]
pub fn run_len(input: &str) -> usize {
    input.char_indices().find(|&(_, c)| glyph(c).is_none()).map_or(input.len(), |(at, _)| at)
}

fn groups_of_three(bytes: &[u8]) -> bool {
    digits_at(&bytes[..bytes.len().min(4)]) == 3
}

/// How many ASCII digits stand at the start.
pub(super) fn digits_at(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The length of the groups of three behind the first `run` digits: `,345,678`.
pub(super) fn separated(bytes: &[u8], run: usize) -> usize {
    let mut len = 0;
    if !(1..=3).contains(&run) || bytes[0] == b'0' {
        return 0;
    }
    // More groups than a number may have are too many anyway.
    while len <= MAX_DIGITS
        && bytes.get(run + len) == Some(&b',')
        && groups_of_three(&bytes[run + len + 1..])
    {
        len += 4;
    }
    len
}

/// The length of the groups of three behind the first `run` digits that blanks set apart, ` 345 678`: only in front of a
/// word that counts or measures, for most numbers with a blank between them are two.
pub(super) fn spaced(bytes: &[u8], run: usize) -> usize {
    if !(1..=3).contains(&run) || bytes[0] == b'0' {
        return 0;
    }
    let mut len = 0;
    while len <= MAX_DIGITS
        && bytes.get(run + len) == Some(&b' ')
        && groups_of_three(&bytes[run + len + 1..])
    {
        len += 4;
    }
    let Some(tail) = bytes.get(run + len..).filter(|_| len > 0) else { return 0 };
    let decimals = match tail {
        [b'.', tail @ ..] => 1 + digits_at(tail),
        _ => 0,
    };
    let tail = &tail[decimals..];
    let tail = tail.strip_prefix(b" ").unwrap_or(tail);
    let counts = COUNTED.iter().any(|word| tail.starts_with(word.as_bytes()));
    if counts { len } else { 0 }
}

/// What follows numbers in groups.
const COUNTED: [&str; 20] = [
    "万", "亿", "元", "美元", "欧元", "港元", "日元", "人", "吨", "亩", "公顷", "公里", "平方",
    "立方", "户", "个", "家", "辆", "件", "台",
];
