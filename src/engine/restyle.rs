//! Writes a value in the style of a printed figure: digits or Chinese numerals, same magnitude, same decimals, same unit.

use rust_decimal::Decimal;
use std::ops::Range;

use crate::parse::number::{self, Numeral, Written};
use crate::value::{Figure, Rounding};

/// The numeral in the text of a figure.
#[derive(Debug)]
pub(super) struct Printed<'a> {
    text: &'a str,
    at: Range<usize>,
    numeral: Numeral,
    /// What one of the numeral is in the figure: 10 in 三成, 10000 in 30多万.
    scale: Decimal,
}

impl<'a> Printed<'a> {
    /// The only numeral of `text`, which says `stated`. `None` where the two are not a power of ten apart: 两个半小时.
    pub(super) fn of(text: &'a str, stated: Decimal) -> Option<Self> {
        // The number of 百分之五 is 五.
        let from = text.find("分之").map_or(0, |at| at + "分之".len());
        let (at, numeral) = first_numeral(&text[from..])?;
        let at = at.start + from..at.end + from;
        if first_numeral(&text[at.end..]).is_some() {
            return None;
        }
        Self::at(text, at, numeral, stated)
    }

    /// The numeral that stands at `at` and says `stated`.
    pub(super) fn at(
        text: &'a str,
        at: Range<usize>,
        numeral: Numeral,
        stated: Decimal,
    ) -> Option<Self> {
        let scale = stated.checked_div(numeral.value)?;
        is_power_of_ten(scale.abs()).then_some(Self { text, at, numeral, scale })
    }

    /// The numeral as it stands.
    pub(super) fn numeral(&self) -> &'a str {
        &self.text[self.at.clone()]
    }

    /// A numeral in the same style for a figure of `value`.
    pub(super) fn restyled(&self, value: Decimal) -> Option<String> {
        number(self.numeral(), &self.numeral, value.checked_div(self.scale)?, 0)
    }

    /// The same with one more decimal where the places printed do not suffice.
    pub(super) fn refined(&self, value: Decimal) -> Option<String> {
        let value = value.checked_div(self.scale)?;
        let same = |numeral: &String| {
            let read = number::numeral(numeral).ok().map(|(_, read)| read.value);
            read.is_some_and(|read| read == value)
        };
        number(self.numeral(), &self.numeral, value, 0)
            .filter(same)
            .or_else(|| number(self.numeral(), &self.numeral, value, 1))
    }

    /// The text with another numeral.
    pub(super) fn with(&self, numeral: &str) -> String {
        format!("{}{numeral}{}", &self.text[..self.at.start], &self.text[self.at.end..])
    }

    /// What `figure` says with another numeral in its text.
    pub(super) fn reread(&self, numeral: &str, figure: &Figure) -> Option<Figure> {
        let (_, read) = number::numeral(numeral).ok().filter(|(rest, _)| rest.is_empty())?;
        let scaled = |value: Decimal| value.checked_mul(self.scale);
        let (value, step) = (scaled(read.value)?, scaled(read.step)?.abs());
        let rounding = if read.rough { Rounding::Rounded } else { figure.rounding };
        let round = scaled(read.round)?.abs();
        Some(Figure { from: value, to: value, step, round, rounding, ..*figure })
    }
}

fn is_power_of_ten(number: Decimal) -> bool {
    let mut digits = number.normalize().mantissa();
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
    }
    digits == 1
}

/// `text` with its number replaced by `value`, which is in the text's own unit; `stated` is what it says now.
///
/// `None` where the style cannot be kept: two numbers in the text, or a value that it has no digits for.
///
/// ```
/// use heshu::engine::restyle::figure;
/// assert_eq!(figure("3.6万平方米", 36000.into(), 41000.into()).as_deref(), Some("4.1万平方米"));
/// assert_eq!(figure("十二名", 12.into(), 15.into()).as_deref(), Some("十五名"));
/// ```
#[must_use]
pub fn figure(text: &str, stated: Decimal, value: Decimal) -> Option<String> {
    let printed = Printed::of(text, stated)?;
    printed.restyled(value).map(|numeral| printed.with(&numeral))
}

/// The last numerals of `text` replaced by `values`, each in its own style.
///
/// ```
/// use heshu::engine::restyle::last;
/// assert_eq!(last("2023年10月31日", &[11, 9]).as_deref(), Some("2023年11月9日"));
/// ```
#[must_use]
pub fn last(text: &str, values: &[i64]) -> Option<String> {
    let runs = numerals(text);
    let runs = runs.len().checked_sub(values.len()).map(|skip| &runs[skip..])?;
    let mut out = text.to_owned();
    for ((at, numeral), &value) in runs.iter().zip(values).rev() {
        if numeral.value != Decimal::from(value) {
            out.replace_range(at.clone(), &number(&text[at.clone()], numeral, value.into(), 0)?);
        }
    }
    Some(out)
}

/// The numerals of a text, in order.
pub(super) fn numerals(text: &str) -> Vec<(Range<usize>, Numeral)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((at, numeral)) = first_numeral(&text[from..]) {
        let start = from + at.start;
        from = start + numeral.len;
        found.push((start..from, numeral));
    }
    found
}

/// `new`, a change of the folded text `folded`, with the characters and widths of what stands in the draft.
///
/// `None` where folding left out characters, so that nothing tells which stands for which.
///
/// ```
/// use heshu::engine::restyle::as_written;
/// assert_eq!(as_written("3.6万元", "３.６萬元", "4.1万元").as_deref(), Some("４.１萬元"));
/// assert_eq!(as_written("3.6万元", "3.6萬元", "3.6亿元").as_deref(), Some("3.6億元"));
/// ```
#[must_use]
pub fn as_written(folded: &str, written: &str, new: &str) -> Option<String> {
    if folded == written {
        return Some(new.to_owned());
    }
    let pairs: Vec<(char, char)> = folded.chars().zip(written.chars()).collect();
    if pairs.len() != folded.chars().count() || pairs.len() != written.chars().count() {
        return None;
    }
    let wide = pairs.iter().any(|(plain, wide)| plain.is_ascii_digit() && plain != wide);
    let traditional = pairs.iter().any(|(plain, other)| !plain.is_ascii() && plain != other);
    let write = |c: char| match pairs.iter().find(|(plain, _)| *plain == c) {
        Some((_, written)) => *written,
        None if wide && c.is_ascii_digit() => {
            char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c)
        }
        None if traditional => in_traditional(c),
        None => c,
    };
    Some(new.chars().map(write).collect())
}

/// The Traditional form of the characters that numerals are made of.
const fn in_traditional(c: char) -> char {
    match c {
        '万' => '萬',
        '亿' => '億',
        '两' => '兩',
        other => other,
    }
}

fn first_numeral(text: &str) -> Option<(Range<usize>, Numeral)> {
    text.char_indices().find_map(|(at, _)| {
        let (_, numeral) = number::numeral(&text[at..]).ok()?;
        Some((at..at + numeral.len, numeral))
    })
}

/// `value` in the style of the numeral printed as `printed`, with so many `more` decimals.
fn number(printed: &str, numeral: &Numeral, value: Decimal, more: u32) -> Option<String> {
    match numeral.digits {
        Written::Arabic => arabic(printed, numeral, value, more),
        Written::Chinese if numeral.row => None,
        Written::Chinese => chinese(value, printed.contains('两')),
        Written::Mixed => None,
    }
}

fn arabic(printed: &str, numeral: &Numeral, value: Decimal, more: u32) -> Option<String> {
    let digits =
        printed.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c))).unwrap_or(printed.len());
    let (digits, magnitude) = printed.split_at(digits);
    let scale = numeral.value.checked_div(digits.replace(',', "").parse().ok()?)?;
    let places = more + digits.split_once('.').map_or(0, |(_, decimals)| decimals.len() as u32);
    let value = value.checked_div(scale)?.round_dp(places);
    let mut plain = format!("{value:.*}", places as usize);
    if digits.contains(',') {
        plain = separated(&plain);
    }
    Some(plain + magnitude)
}

/// With a comma before every third digit of the whole part.
pub(super) fn separated(plain: &str) -> String {
    let whole = plain.find('.').unwrap_or(plain.len());
    plain.char_indices().fold(String::new(), |mut out, (at, c)| {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(c);
        out
    })
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A whole number below 10¹² in Chinese.
fn chinese(value: Decimal, liang: bool) -> Option<String> {
    let value = u64::try_from(value)
        .ok()
        .filter(|&whole| Decimal::from(whole) == value && whole < 1_000_000_000_000)?;
    if value == 0 {
        return Some("零".to_owned());
    }
    if value == 2 && liang {
        return Some("两".to_owned());
    }
    let mut out = String::new();
    let mut pending_zero = false;
    for (unit, magnitude) in [("亿", 100_000_000), ("万", 10_000), ("", 1)] {
        let section = value / magnitude % 10_000;
        if section == 0 {
            pending_zero = !out.is_empty();
            continue;
        }
        if !out.is_empty() && (pending_zero || section < 1000) {
            out.push('零');
        }
        pending_zero = false;
        push_section(section, &mut out);
        out.push_str(unit);
    }
    Some(out.strip_prefix("一十").map_or(out.clone(), |rest| format!("十{rest}")))
}

fn push_section(section: u64, out: &mut String) {
    let mut zero = false;
    let mut begun = false;
    for (unit, place) in [("千", 1000), ("百", 100), ("十", 10), ("", 1)] {
        let digit = section / place % 10;
        if digit == 0 {
            zero = begun;
            continue;
        }
        if zero {
            out.push('零');
        }
        (zero, begun) = (false, true);
        out.push(DIGITS[digit as usize]);
        out.push_str(unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_their_style() {
        let check = |text: &str, stated: i64, value: &str, expected: Option<&str>| {
            assert_eq!(
                figure(text, stated.into(), value.parse().unwrap()).as_deref(),
                expected,
                "{text} {value}"
            );
        };
        check("54天", 54, "45", Some("45天"));
        check("1,200元", 1200, "1300200", Some("1,300,200元"));
        check("五十四天", 54, "105", Some("一百零五天"));
        check("两年", 2, "3", Some("三年"));
        check("百分之五", 5, "12", Some("百分之十二"));
        check("3至5家", 3, "4", None);
    }

    #[test]
    fn chinese_numbers() {
        for (value, text) in [
            (10, "十"),
            (21, "二十一"),
            (1005, "一千零五"),
            (20_300, "二万零三百"),
            (100_010_000, "一亿零一万"),
        ] {
            assert_eq!(chinese(value.into(), false).as_deref(), Some(text));
            assert_eq!(number::numeral(text).unwrap().1.value, Decimal::from(value));
        }
    }

    #[test]
    fn dates_keep_their_style() {
        assert_eq!(last("10月31日", &[11, 9]).as_deref(), Some("11月9日"));
        assert_eq!(last("31日", &[9]).as_deref(), Some("9日"));
        assert_eq!(last("十月三十一日", &[11, 9]).as_deref(), Some("十一月九日"));
        assert_eq!(last("31日", &[11, 9]), None);
    }
}
