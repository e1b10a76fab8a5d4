//! Dates in figures alone: 2024-03-05, 13.5.2015, 20240307.

use nom::Parser;
use nom::character::complete::{char, one_of};
use nom::combinator::{map_opt, verify};
use nom::sequence::preceded;

use super::date::plain_year;
use super::{Parsed, Scene, begins_day_first, fail, joint};
use crate::parse::glyph::is_han;
use crate::parse::number::arabic_int;
use crate::value::{DatePart, DateValue};

impl<'a> Scene<'a> {
    /// 2024-03-05, 2024.3.5, 2024/3/5, 2024-03, 2024/03.
    pub(super) fn dashed(self, input: &'a str) -> Parsed<'a, DateValue> {
        let year_and_sign = matches!(input.as_bytes(), [_, _, _, _, b'-' | b'.' | b'/', ..]);
        if !year_and_sign
            || self
                .before
                .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/'))
        {
            return fail(input);
        }
        let number = |most: u8| {
            map_opt(verify(arabic_int, |&(_, places)| places <= 2), move |(value, places)| {
                let value = u8::try_from(value).ok().filter(|value| (1..=most).contains(value))?;
                Some((value, places))
            })
        };
        let (rest, year) = map_opt(arabic_int, plain_year).parse(input)?;
        let (rest, sign) = one_of("-./").parse(rest)?;
        let (rest, (month, places)) = number(12).parse(rest)?;
        if let Some((rest, day)) = rest.strip_prefix(sign).and_then(glued_day) {
            return Ok((rest, DateValue::stated(year, DatePart::Day(month, day))));
        }
        if let Ok((rest, (day, _))) = preceded(char(sign), number(31)).parse(rest)
            && !continues(rest)
        {
            return Ok((rest, DateValue::stated(year, DatePart::Day(month, day))));
        }
        let joins_years = rest.starts_with(['年', '-', '.', '/', '赛', '学', '财']);
        // 2008.03-2011.05 is a stretch, 2008.03 alone a number.
        let told = match sign {
            '.' => self.joined || ends_in_year(rest),
            // 2023/24 is a season.
            '/' => input[5..].starts_with('0') && !joins_years,
            sign => sign == '-' && !joins_years,
        };
        if !told || places != 2 || continues(rest) {
            return fail(input);
        }
        Ok((rest, DateValue::stated(year, DatePart::Months(month, month))))
    }

    /// 13.5.2015, 08/22/2017. Where both numbers can be the month, nothing tells which is.
    pub(super) fn day_first(self, input: &'a str) -> Parsed<'a, DateValue> {
        if !begins_day_first(input.as_bytes())
            || self.before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-./".contains(c))
        {
            return fail(input);
        }
        let short =
            || verify(arabic_int, |&(value, places)| places <= 2 && (1..=31).contains(&value));
        let (rest, ((first, _), sign)) = (short(), one_of("-./")).parse(input)?;
        let (rest, ((second, _), _)) = (short(), char(sign)).parse(rest)?;
        let (rest, year) = map_opt(arabic_int, plain_year).parse(rest)?;
        let (day, month) = if second > 12 { (second, first) } else { (first, second) };
        let either = day <= 12 && day != month;
        if either || month > 12 || continues(rest) || rest.starts_with('年') {
            return fail(input);
        }
        Ok((rest, DateValue::stated(year, DatePart::Day(month as u8, day as u8))))
    }

    /// 20240307 and 2024 03 07, where no unit follows.
    pub(super) fn compact(self, input: &'a str) -> Parsed<'a, DateValue> {
        let open = |c: char| c.is_ascii_alphanumeric() || "-./,:".contains(c);
        let bytes = input.as_bytes();
        let begins = matches!(bytes, [b'0'..=b'9', _, _, b'0'..=b'9', b' ' | b'0'..=b'9', ..]);
        if !begins || self.before.ends_with(open) {
            return fail(input);
        }
        let len = if bytes.get(4) == Some(&b' ') && bytes.get(7) == Some(&b' ') { 10 } else { 8 };
        let digits = input
            .get(..len)
            .map(|text| text.replace(' ', ""))
            .filter(|text| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()));
        let rest = input.get(len..).unwrap_or_default();
        let mut ahead = rest.chars();
        let goes_on = ahead.next().is_some_and(|c| match c {
            '.' | ',' | ':' => ahead.next().is_some_and(|c| c.is_ascii_digit()),
            _ => open(c) || is_han(c) || c == '%',
        });
        if goes_on {
            return fail(input);
        }
        let number = |from: usize, to: usize| digits.as_ref()?.get(from..to)?.parse::<i16>().ok();
        let (Some(year @ 1900..=2100), Some(month), Some(day)) =
            (number(0, 4), number(4, 6), number(6, 8))
        else {
            return fail(input);
        };
        let date = DateValue::stated(year, DatePart::Day(month as u8, day as u8));
        if date.exists() { Ok((rest, date)) } else { fail(input) }
    }
}

/// The day that a page has glued to the time behind it: 2024-03-0510:09.
fn glued_day(input: &str) -> Option<(&str, u8)> {
    let [a, b, c, d, b':', ..] = input.as_bytes() else { return None };
    [a, b, c, d].into_iter().all(u8::is_ascii_digit).then_some(())?;
    let day = input[..2].parse().ok().filter(|day| (1..=31).contains(day))?;
    Some((&input[2..], day))
}

/// Whether a month that is printed with a dot is the first of a stretch: 2008.03-2011.05, 2008.03-2009, 2008.03至今.
fn ends_in_year(input: &str) -> bool {
    if input.starts_with("至今") {
        return true;
    }
    let Ok((rest, ())) = joint(input) else { return false };
    let Some((rest, _)) =
        arabic_int(rest).ok().and_then(|(rest, year)| Some((rest, plain_year(year)?)))
    else {
        return false;
    };
    match rest.strip_prefix('.') {
        Some(rest) => arabic_int(rest).is_ok_and(|(rest, (month, places))| {
            places == 2 && (1..=12).contains(&month) && !continues(rest) && !measures(rest)
        }),
        None => !continues(rest) && !measures(rest),
    }
}

/// Whether a unit follows, so that what was read are numbers: 2008.03-2011.05点.
fn measures(input: &str) -> bool {
    input.starts_with(['%', '点', '元', '万', '亿', '吨', '米', '千', '公', '美', '倍'])
}

/// Whether more digits follow, so that what was read is a piece of a code.
fn continues(input: &str) -> bool {
    let mut chars = input.chars();
    match chars.next() {
        Some(c) if c.is_ascii_digit() => true,
        Some('.' | '/') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}
