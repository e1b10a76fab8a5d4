//! Dates that begin with a numeral: 2024年3月5日, 2024-03-05, 9月下旬, 一季度, 20世纪80年代, 5日.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, one_of};
use nom::combinator::{map_opt, opt, peek, verify};
use nom::sequence::preceded;

use super::words::{Edge, Sense};
use super::{Parsed, Scene, Small, blank, fail, joint, offset, phrase, small};
use crate::value::{DatePart, DateValue};

/// Four-digit numbers of years that are years. Longer ago and later ones are lengths of time: 5000年文明.
const YEARS: std::ops::RangeInclusive<u16> = 1000..=2999;
/// Years of the Republic of China that are printed without their era (112年3月5日).
const REPUBLIC: std::ops::RangeInclusive<u16> = 80..=150;
/// The year before the first of the Republic.
const BEFORE_REPUBLIC: i16 = 1911;

impl<'a> Scene<'a> {
    /// A date that begins with a numeral.
    pub(in crate::parse) fn numeral_date(self, input: &'a str) -> Parsed<'a, DateValue> {
        alt((|i| self.dashed(i), |i| self.day_first(i), |i| self.compact(i), |i| self.written(i)))
            .parse(input)
    }

    /// A number with 年, 月, 日, 季度, 世纪 or 年代 behind it.
    fn written(self, input: &'a str) -> Parsed<'a, DateValue> {
        let (rest, first) = small(input)?;
        match rest.chars().next() {
            Some('年') => {
                alt((|i| decade(first, i), preceded(char('年'), |i| self.year(first, i))))
                    .parse(rest)
            }
            Some('Q') => {
                let year = plain_year((first.value.into(), first.places));
                let Some(year) = year else { return fail(input) };
                let (rest, part) = self.quarter_code(rest)?;
                Ok((rest, DateValue::stated(year, part)))
            }
            Some('世') => self.century(first, rest),
            Some('日' | '号') => self.bare_day(first, rest),
            Some('月') => alt((
                |i| self.plain_lunar(i).map(|(rest, part)| (rest, DateValue::undated(part))),
                |i| self.bare_month(first, i),
            ))
            .parse(input),
            _ => alt((
                |i| self.quarters(i).map(|(rest, part)| (rest, DateValue::undated(part))),
                |i| self.plain_lunar(i).map(|(rest, part)| (rest, DateValue::undated(part))),
                |i| self.bare_month(first, i),
            ))
            .parse(input),
        }
    }

    /// What follows 年, after the number of the year.
    fn year(self, number: Small, input: &'a str) -> Parsed<'a, DateValue> {
        let (rest, part) = self.of_year(input);
        // 20年第52周: weeks are numbered in a year.
        let whole = part == DatePart::Year && !self.numbers_weeks(input);
        let year = match plain_year((number.value.into(), number.places)) {
            Some(year) if !whole || !self.is_length(number, input) => Some(year),
            Some(_) => None,
            None => self.short_year(number, whole, input.starts_with('度')),
        };
        match year {
            Some(year) => Ok((rest, DateValue::stated(year, part))),
            None => fail(input),
        }
    }

    /// Whether a week of the year is named behind it.
    fn numbers_weeks(self, input: &str) -> bool {
        let week = input.strip_prefix('第').and_then(|rest| small(rest).ok());
        let unit = week.map(|(rest, _)| rest.strip_prefix('个').unwrap_or(rest));
        !self.before.ends_with('第')
            && unit.is_some_and(|rest| {
                ["周", "星期", "礼拜"].iter().any(|word| rest.starts_with(word))
            })
    }

    /// Whether a round number of years is a length of time: 近2000年, 1500年的历史.
    fn is_length(self, number: Small, after: &str) -> bool {
        let words = &self.words.long_ago;
        words.after.iter().any(|word| after.starts_with(&**word))
            || number.value.is_multiple_of(100) && self.follows(&words.before)
    }

    /// A year of two digits (08年, 15年3月, 九八年), of the Republic (112年3月), or in words (二千零八年).
    fn short_year(self, number: Small, whole: bool, budget: bool) -> Option<i16> {
        let value = i16::try_from(number.value).ok()?;
        // 三七年 is one of the last century.
        let recent = if number.chinese { 30 } else { 50 };
        let full = if value < recent { 2000 + value } else { 1900 + value };
        let quoted = self.before.ends_with(['’', '\'', '‘']);
        match (number.chinese, number.places) {
            (false, 2) if !whole || quoted || value < 10 => Some(full),
            (false | true, 3)
                if !quoted
                    && (!whole && !REPUBLIC.contains(&number.value)
                        || whole && self.before.ends_with('在'))
                    && number.value >= 100 =>
            {
                Some(value)
            }
            (false, 3) if (!whole || budget) && REPUBLIC.contains(&number.value) => {
                Some(value + BEFORE_REPUBLIC)
            }
            (true, 2) if value < 10 || !is_estimate(number) => Some(full),
            (true, 0) if (1900..=2100).contains(&value) && (!whole || value % 100 != 0) => {
                Some(value)
            }
            _ => None,
        }
    }

    /// The part of a year named behind it, or the whole year.
    pub(super) fn of_year(self, input: &'a str) -> (&'a str, DatePart) {
        if !input.chars().next().is_some_and(|first| self.words.may_be_of_year(first)) {
            return (input, DatePart::Year);
        }
        let inner = blank(input);
        let parsed = alt((
            |i| self.plain_lunar(i),
            |i| self.months(i),
            |i| self.quarters(i),
            |i| self.quarter_code(i),
            |i| self.front(i),
            |i| self.half(i),
            |i| self.year_edge(i),
        ))
        .parse(inner);
        if let Ok(parsed) = parsed {
            return parsed;
        }
        let linked = inner.strip_prefix('的').map(|rest| self.months(blank(rest)));
        let named =
            phrase(&self.words.calendars, "", inner).map(|(rest, found)| match found.sense {
                Sense::Lunar => self.lunar_month(rest),
                _ => self.months(blank(rest)),
            });
        if let Some(Ok(parsed)) = linked.or(named) {
            return parsed;
        }
        match input.strip_prefix('度') {
            Some(rest) if !rest.starts_with(['过', '假', '汛', '日']) => (rest, DatePart::Year),
            _ => (input, DatePart::Year),
        }
    }

    /// 3月5日, 9月下旬, 3月, 1-8月, with possible and impossible numbers.
    pub(super) fn months(self, input: &'a str) -> Parsed<'a, DatePart> {
        if input.starts_with(['两', '俩']) {
            return fail(input);
        }
        let (rest, first) = map_opt(small, Small::short).parse(input)?;
        if let Ok((rest, last)) = month_stretch(first, rest) {
            return Ok((rest, DatePart::Months(first, last)));
        }
        let (rest, _) = char('月').parse(rest)?;
        if rest.starts_with(['龄', '嫂']) {
            return fail(input);
        }
        Ok(self.of_month(first, rest))
    }

    /// What of a month is named behind it.
    fn of_month(self, month: u8, input: &'a str) -> (&'a str, DatePart) {
        if let Some(rest) = input.strip_prefix('份') {
            return (rest, DatePart::Months(month, month));
        }
        let inner = blank(input);
        if let Ok((rest, day)) = day(inner) {
            return (rest, DatePart::Day(month, day));
        }
        match self.third(inner) {
            Ok((rest, third)) => (rest, DatePart::Third(month, third)),
            Err(_) => (input, DatePart::Months(month, month)),
        }
    }

    /// 上旬, 初, 底.
    pub(super) fn third(self, input: &'a str) -> Parsed<'a, u8> {
        match phrase(&self.words.thirds, "", input) {
            Some((rest, found)) => match found.sense {
                Sense::Third(third) => Ok((rest, third)),
                _ => fail(input),
            },
            None => fail(input),
        }
    }

    fn bare_month(self, number: Small, input: &'a str) -> Parsed<'a, DateValue> {
        // 这一月, 第三月, 每一月.
        let counted = number.chinese && number.value == 1 || self.before.ends_with('第');
        if counted && self.before.ends_with(['这', '那', '每', '同', '某', '哪', '第', '有'])
        {
            return fail(input);
        }
        let (rest, part) = self.months(input)?;
        // 近三月 is three months long.
        if self.counts_months() && input[..offset(input, rest)].ends_with('月') {
            return fail(input);
        }
        match part {
            DatePart::Months(month, _) | DatePart::Third(month, _)
                if !(1..=12).contains(&month) =>
            {
                fail(input)
            }
            _ => Ok((rest, DateValue::undated(part))),
        }
    }

    /// Whether a number of months is spoken of before.
    pub(super) fn counts_months(self) -> bool {
        let words = &self.words.bare_month;
        self.follows(&words.counted_after) && !self.follows(&words.but_after)
    }

    /// 一季度, 1-3季度, 一二季度, 三季度末.
    pub(super) fn quarters(self, input: &'a str) -> Parsed<'a, DatePart> {
        let quarter =
            |number: u16| u8::try_from(number).ok().filter(|number| (1..=4).contains(number));
        let (rest, first) = small(input)?;
        let second = alt((joint, one_of("、和").map(|_| ())));
        let (rest, last) = opt(preceded(second, small)).parse(rest)?;
        let (from, to) = match (first, last) {
            (first, Some(last)) => (quarter(first.value), quarter(last.value)),
            (row, None) if row.is_row() => (quarter(row.value / 10), quarter(row.value % 10)),
            (one, None) => (quarter(one.value), quarter(one.value)),
        };
        let (Some(from), Some(to)) = (from, to) else { return fail(input) };
        let (rest, _) = tag("季度").parse(rest)?;
        if from > to {
            return fail(input);
        }
        Ok(self.quarter_edge(from, to, rest))
    }

    /// Q3 behind a year.
    fn quarter_code(self, input: &'a str) -> Parsed<'a, DatePart> {
        let [b'Q', digit @ b'1'..=b'4', ..] = input.as_bytes() else { return fail(input) };
        let (rest, quarter) = (&input[2..], digit - b'0');
        if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return fail(input);
        }
        Ok((rest.strip_prefix("季度").unwrap_or(rest), DatePart::Quarters(quarter, quarter)))
    }

    /// 初, 末 behind a quarter.
    pub(super) fn quarter_edge(self, from: u8, to: u8, input: &'a str) -> (&'a str, DatePart) {
        match self.edge(input) {
            Ok((rest, Edge::Start)) => (rest, DatePart::Months(from * 3 - 2, from * 3 - 2)),
            Ok((rest, Edge::End)) => (rest, DatePart::Months(to * 3, to * 3)),
            Ok((_, Edge::Middle)) | Err(_) => (input, DatePart::Quarters(from, to)),
        }
    }

    fn year_edge(self, input: &'a str) -> Parsed<'a, DatePart> {
        let (rest, edge) = self.edge(input)?;
        Ok((rest, months_at(edge)))
    }

    fn edge(self, input: &'a str) -> Parsed<'a, Edge> {
        match phrase(&self.words.edges, "", input) {
            Some((rest, found)) => match found.sense {
                Sense::Edge(edge) => Ok((rest, edge)),
                _ => fail(input),
            },
            None => fail(input),
        }
    }

    fn half(self, input: &'a str) -> Parsed<'a, DatePart> {
        match phrase(&self.words.halves, "", input) {
            Some((rest, found)) => match found.sense {
                Sense::Half(half) => Ok((rest, DatePart::Half(half))),
                _ => fail(input),
            },
            None => fail(input),
        }
    }

    /// 20世纪, 20世纪80年代.
    fn century(self, number: Small, input: &'a str) -> Parsed<'a, DateValue> {
        let (rest, _) = tag("世纪").parse(input)?;
        if !(1..=30).contains(&number.value) || self.before.ends_with(['半', '近', '约', '个'])
        {
            return fail(input);
        }
        Ok(decade_of((number.value as i16 - 1) * 100, rest))
    }

    /// 5日 and 5号, where they are a day of the month.
    fn bare_day(self, number: Small, input: &'a str) -> Parsed<'a, DateValue> {
        let (rest, sign) = one_of("日号").parse(input)?;
        let words = &self.words.bare_day;
        let precedes = |list: &[Box<str>]| list.iter().any(|word| rest.starts_with(&**word));
        let day = number.short().filter(|day| (1..40).contains(day) && !number.is_row());
        let Some(day) = day else { return fail(input) };
        let told = self.joined
            || rest.starts_with(['电', '讯', '晚', '早', '凌', '上', '下', '起', '至', '到', ')']);
        let is_day = if sign == '号' {
            self.joined
                || precedes(&words.number_after) && (self.follows(&words.number_before) || told)
        } else {
            !counts_on(rest)
                && !precedes(&words.not_after)
                && !self.follows(&words.not_before)
                && (told || !number.chinese || day >= 10)
        };
        if is_day { Ok((rest, DateValue::undated(DatePart::Day(0, day)))) } else { fail(input) }
    }
}

/// The months a year begins or ends with.
pub(super) const fn months_at(edge: Edge) -> DatePart {
    match edge {
        Edge::Start => DatePart::Months(1, 2),
        Edge::Middle => DatePart::Months(6, 7),
        Edge::End => DatePart::Months(11, 12),
    }
}

/// A century or, if 80年代 follows, a decade of it.
pub(super) fn decade_of(century: i16, input: &str) -> (&str, DateValue) {
    let decade = map_opt(small, |number| {
        let year = i16::try_from(number.value).ok()?;
        (year < 100 && year % 10 == 0).then_some(year)
    });
    match (decade, tag("年代")).parse(blank(input)) {
        Ok((rest, (year, _))) => (rest, DateValue::stated(century + year, DatePart::Decade)),
        Err(_) => (input, DateValue::stated(century, DatePart::Century)),
    }
}

/// 年代 behind a number: 1980年代, and 80年代 of the twentieth century.
fn decade(number: Small, input: &str) -> Parsed<'_, DateValue> {
    let (rest, _) = tag("年代").parse(input)?;
    let year = match number.value {
        year if YEARS.contains(&year) => year,
        year @ (0 | 10) => 2000 + year,
        year @ 20..=90 => 1900 + year,
        _ => return fail(input),
    };
    if !year.is_multiple_of(10) {
        return fail(input);
    }
    Ok((rest, DateValue::stated(year as i16, DatePart::Decade)))
}

/// The second month and 月 of 1-8月 and 1、2月, if it comes after the first.
fn month_stretch(first: u8, input: &str) -> Parsed<'_, u8> {
    let second = || (map_opt(small, Small::short), char('月')).map(|(month, _)| month);
    let (rest, last) = alt((
        preceded(joint, second()),
        verify(preceded(char('、'), second()), |&last| last == first + 1),
    ))
    .parse(input)?;
    let is_day = (small, one_of("日号")).parse(rest).is_ok();
    if first == 0 || last <= first || last > 12 || is_day {
        return fail(input);
    }
    Ok((rest.strip_prefix('份').unwrap_or(rest), last))
}

/// The day behind a month: 5日, 5号, and 5 in 3月5至7日 and 3月5、6日.
pub(super) fn day(input: &str) -> Parsed<'_, u8> {
    let number = || map_opt(small, Small::short);
    let another =
        (alt((joint, char('、').map(|_| ()))), verify(number(), |&day| day <= 31), one_of("日号"));
    let (rest, (day, _)) =
        (number(), alt((one_of("日号").map(|_| ()), peek(another).map(|_| ())))).parse(input)?;
    Ok((rest, day))
}

/// A year of four digits.
pub(super) fn plain_year((value, places): (u32, usize)) -> Option<i16> {
    let year = u16::try_from(value).ok().filter(|year| places == 4 && YEARS.contains(year))?;
    i16::try_from(year).ok()
}

/// Two Chinese digits that are an estimate: 三五年, 七八年.
fn is_estimate(number: Small) -> bool {
    let (tens, ones) = (number.value / 10, number.value % 10);
    ones == tens + 1 || (tens, ones) == (3, 5)
}

/// Whether a number follows that is no time of day: 4日8宗 are lengths and counts.
fn counts_on(input: &str) -> bool {
    small(input).is_ok_and(|(rest, _)| !rest.starts_with(['时', '点', ':', '日', '月', '年']))
}
