//! Writes a value in the style of a printed figure: digits or Chinese numerals, same magnitude, same decimals, same unit.

use jiff::civil::Date;
use rust_decimal::Decimal;
use std::ops::Range;

use crate::parse::number::{self, Numeral, Written};

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
    // The number of 百分之五 is 五.
    let from = text.find("分之").map_or(0, |at| at + "分之".len());
    let (at, numeral) = first_numeral(&text[from..])?;
    let at = at.start + from..at.end + from;
    let end = at.end;
    if numeral.value.is_zero() || first_numeral(&text[end..]).is_some() {
        return None;
    }
    // 百分之五: the number in the text is a multiple of what it says.
    let scale = stated.checked_div(numeral.value)?;
    let value = value.checked_div(if scale.is_zero() { Decimal::ONE } else { scale })?;
    let printed = number(&text[at.start..end], &numeral, value)?;
    Some(format!("{}{printed}{}", &text[..at.start], &text[end..]))
}

/// `text`, a date down to the day, with month and day replaced by those of `day`.
#[must_use]
pub fn date(text: &str, day: Date, month_stated: bool) -> Option<String> {
    let mut runs: Vec<(Range<usize>, Numeral)> = Vec::new();
    let mut from = 0;
    while let Some((at, numeral)) = first_numeral(&text[from..]) {
        let start = from + at.start;
        from = start + numeral.len;
        runs.push((start..from, numeral));
    }
    let wanted = if month_stated { 2 } else { 1 };
    let values = [i64::from(day.month()), i64::from(day.day())];
    let runs = runs.len().checked_sub(wanted).map(|skip| &runs[skip..])?;
    let mut out = text.to_owned();
    for ((at, numeral), value) in runs.iter().zip(&values[2 - wanted..]).rev() {
        out.replace_range(at.clone(), &number(&text[at.clone()], numeral, (*value).into())?);
    }
    Some(out)
}

fn first_numeral(text: &str) -> Option<(Range<usize>, Numeral)> {
    text.char_indices().find_map(|(at, _)| {
        let (_, numeral) = number::numeral(&text[at..]).ok()?;
        Some((at..at + numeral.len, numeral))
    })
}

/// `value` in the style of the numeral printed as `printed`.
fn number(printed: &str, numeral: &Numeral, value: Decimal) -> Option<String> {
    match numeral.digits {
        Written::Arabic => arabic(printed, numeral, value),
        Written::Chinese if numeral.row => None,
        Written::Chinese => chinese(value, printed.contains('两')),
        Written::Mixed => None,
    }
}

fn arabic(printed: &str, numeral: &Numeral, value: Decimal) -> Option<String> {
    let digits =
        printed.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c))).unwrap_or(printed.len());
    let (digits, magnitude) = printed.split_at(digits);
    let scale = numeral.value.checked_div(digits.replace(',', "").parse().ok()?)?;
    let places = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len() as u32);
    let value = value.checked_div(scale)?.round_dp(places);
    let mut plain = format!("{value:.*}", places as usize);
    if digits.contains(',') {
        plain = separated(&plain);
    }
    Some(plain + magnitude)
}

/// With a comma before every third digit of the whole part.
fn separated(plain: &str) -> String {
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
        let day = jiff::civil::date(2023, 11, 9);
        assert_eq!(date("10月31日", day, true).as_deref(), Some("11月9日"));
        assert_eq!(date("2023年10月31日", day, true).as_deref(), Some("2023年11月9日"));
        assert_eq!(date("31日", day, false).as_deref(), Some("9日"));
        assert_eq!(date("十月三十一日", day, true).as_deref(), Some("十一月九日"));
    }
}
