//! Dates of the lunar calendar: 农历七月十四, 正月初一, 腊月二十三, 大年初二, 除夕, 八月初三.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::char;
use nom::combinator::{map_opt, opt};
use nom::sequence::preceded;

use super::words::Sense;
use super::{Parsed, Scene, blank, fail, phrase, small};
use crate::value::{DatePart, DateValue, LunarMonth};

impl<'a> Scene<'a> {
    /// What follows 农历: a year, a month, a day.
    pub(super) fn lunar_date(self, input: &'a str) -> Parsed<'a, DateValue> {
        let year = map_opt(small, |number| {
            i16::try_from(number.value).ok().filter(|year| (1000..3000).contains(year))
        });
        let (rest, year) = opt((year, char('年'))).parse(blank(input))?;
        let (rest, part) = self.lunar_month(blank(rest))?;
        let date = match year {
            Some((year, _)) => DateValue::stated(year, part),
            None => DateValue::undated(part),
        };
        Ok((rest, date))
    }

    /// 闰六月初一, 七月十四, 正月.
    pub(super) fn lunar_month(self, input: &'a str) -> Parsed<'a, DatePart> {
        let (rest, leap) = opt(char('闰')).parse(input)?;
        let (rest, number) = match phrase(&self.words.lunar_words, "", rest) {
            Some((rest, found)) => match found.sense {
                Sense::LunarMonth(month) => (rest, month),
                _ => return fail(input),
            },
            None => {
                let (rest, number) = map_opt(small, super::Small::short).parse(rest)?;
                (char('月').parse(rest)?.0, number)
            }
        };
        Ok(lunar_day(LunarMonth { number, leap: leap.is_some() }, rest))
    }

    /// 八月初三 and, as part of a year, 正月十五: only Chinese numerals and only what no solar date is written like.
    pub(super) fn plain_lunar(self, input: &'a str) -> Parsed<'a, DatePart> {
        if let Some((rest, found)) = phrase(&self.words.lunar_words, "", input) {
            let month = |number| LunarMonth { number, leap: false };
            match found.sense {
                Sense::LunarMonth(number) => return Ok(lunar_day(month(number), rest)),
                Sense::LunarDay(number, day) => {
                    return Ok((rest, DatePart::Lunar(month(number), day)));
                }
                _ => return fail(input),
            }
        }
        let (rest, month) =
            map_opt(small, |number| number.short().filter(|_| number.chinese)).parse(input)?;
        let (rest, _) = char('月').parse(rest)?;
        let (rest, day) = alt((first_ten, last_ten)).parse(rest)?;
        Ok((rest, DatePart::Lunar(LunarMonth { number: month, leap: false }, day)))
    }
}

/// The day behind a lunar month, 0 where there is none.
pub(super) fn lunar_day(month: LunarMonth, input: &str) -> (&str, DatePart) {
    let mut plain = map_opt(small, |number| {
        number.short().filter(|day| (number.chinese || *day > 9) && (1..=30).contains(day))
    });
    let day = first_ten(input).or_else(|_| plain.parse(input)).ok();
    match day {
        Some((rest, day)) => {
            (rest.strip_prefix(['日', '号']).unwrap_or(rest), DatePart::Lunar(month, day))
        }
        None => (input, DatePart::Lunar(month, 0)),
    }
}

/// 初一 to 初十, and the impossible 初十五.
pub(super) fn first_ten(input: &str) -> Parsed<'_, u8> {
    preceded(tag("初"), map_opt(small, super::Small::short)).parse(input)
}

/// 廿一 to 廿九, which solar dates write with 日.
fn last_ten(input: &str) -> Parsed<'_, u8> {
    if !input.starts_with('廿') {
        return fail(input);
    }
    let (rest, day) = map_opt(small, super::Small::short).parse(input)?;
    if rest.starts_with(['日', '号']) { fail(input) } else { Ok((rest, day)) }
}
