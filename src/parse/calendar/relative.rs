//! Dates that begin with a word: 今年5月18日, 昨日, 上周五, 第一季度, 前三季度, 民国113年, 公元前221年.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, one_of};
use nom::combinator::{map_opt, opt};
use nom::sequence::preceded;

use super::date::{day, decade_of, months_at};
use super::lunar::{first_ten, lunar_day};
use super::weekday;
use super::words::{Cycle, Sense};
use super::{Parsed, Scene, Small, blank, fail, offset, small};
use crate::value::{Base, DatePart, DateValue, LunarMonth, Shift};

impl<'a> Scene<'a> {
    /// A date that begins with a word.
    pub(super) fn worded_date(self, input: &'a str) -> Parsed<'a, DateValue> {
        let Some(phrase) = self.words.lead(self.before, input) else { return fail(input) };
        let Some(rest) = phrase.strip(self.before, input) else { return fail(input) };
        match phrase.sense {
            Sense::Relative(..) if phrase.is_single() && !names_day(rest) => fail(input),
            // 《今日说法》 is the name of a work.
            Sense::Relative(_, Cycle::Day, _) if self.before.ends_with('《') => fail(input),
            Sense::Relative(base, cycle, by) => Ok(self.counted(base, cycle, by, rest)),
            Sense::Half(half) => Ok((rest, DateValue::undated(DatePart::Half(half)))),
            Sense::Third(third) => {
                Ok((rest, month_from(Base::Preceding, Shift::MonthThird(0, third))))
            }
            Sense::Edge(edge) => {
                Ok((rest, DateValue::relative(Base::Preceding, 0, months_at(edge))))
            }
            Sense::Era(before) => self.era(before, rest),
            Sense::BeforeEra => before_era(rest),
            Sense::Century(year) => Ok(decade_of(year, rest)),
            Sense::Lunar => self.lunar_date(rest.strip_prefix('的').unwrap_or(rest)),
            Sense::Leap => self.lunar_date(input),
            Sense::LunarMonth(month) => {
                let (rest, part) = lunar_day(LunarMonth { number: month, leap: false }, rest);
                Ok((rest, DateValue::undated(part)))
            }
            Sense::NewYear => {
                let (rest, day) = first_ten(rest)?;
                let month = LunarMonth { number: 1, leap: false };
                Ok((rest, DateValue::undated(DatePart::Lunar(month, day))))
            }
            Sense::LunarDay(month, day) => {
                let month = LunarMonth { number: month, leap: false };
                Ok((rest, DateValue::undated(DatePart::Lunar(month, day))))
            }
            Sense::Ordinal => {
                let (rest, part) = self.ordinal_quarter(rest)?;
                let season = input[..offset(input, rest)].ends_with('季');
                if season && !rest.starts_with(|c| self.words.quarter.after.contains(c)) {
                    return fail(input);
                }
                Ok((rest, DateValue::undated(part)))
            }
            Sense::Front => {
                let (rest, part) = self.front(input)?;
                let text = &input[..offset(input, rest)];
                if !self.opens(text) {
                    return fail(input);
                }
                Ok((rest, DateValue::undated(part)))
            }
            Sense::Weekday
            | Sense::Daypart(_)
            | Sense::HalfOf
            | Sense::Pair(..)
            | Sense::Signs
            | Sense::Solar => fail(input),
        }
    }

    /// A date counted from another, with the part of it that is named behind.
    fn counted(self, base: Base, cycle: Cycle, by: i8, input: &'a str) -> (&'a str, DateValue) {
        match cycle {
            Cycle::Year => {
                let (rest, part) = self.of_year(input);
                (rest, DateValue::relative(base, by.into(), part))
            }
            Cycle::Quarter => (input, month_from(base, Shift::Quarter(by))),
            Cycle::Month => match alt((
                |i| day(i).map(|(rest, day)| (rest, Shift::MonthDay(by, day))),
                |i| self.third(i).map(|(rest, third)| (rest, Shift::MonthThird(by, third))),
            ))
            .parse(blank(input))
            {
                Ok((rest, shift)) => (rest, month_from(base, shift)),
                Err(_) => (input, month_from(base, Shift::Month(by))),
            },
            Cycle::Week => match weekday::named(input, self.words) {
                Some((rest, day)) => (rest, month_from(base, Shift::Weekday(by, day))),
                None => (input, month_from(base, Shift::Week(by))),
            },
            Cycle::Day => (input, month_from(base, Shift::Day(by.into()))),
        }
    }

    /// 第一季度, 第四季.
    fn ordinal_quarter(self, input: &'a str) -> Parsed<'a, DatePart> {
        let (rest, quarter) = map_opt(small, quarter_number).parse(input)?;
        let (rest, _) = char('季').parse(rest)?;
        Ok(self.quarter_edge(quarter, quarter, rest.strip_prefix('度').unwrap_or(rest)))
    }

    /// 前三季度, 前10个月, 首季度, 第一季度: the beginning of a year.
    pub(super) fn front(self, input: &'a str) -> Parsed<'a, DatePart> {
        if let Some(rest) = input.strip_prefix('第') {
            return self.ordinal_quarter(rest);
        }
        if let Some(rest) = input.strip_prefix("首季") {
            return Ok((rest.strip_prefix('度').unwrap_or(rest), DatePart::Quarters(1, 1)));
        }
        let (rest, _) = alt((char('前'), char('头'))).parse(input)?;
        let (rest, count) = small(rest)?;
        let (rest, _) = opt(char('个')).parse(rest)?;
        if let (Ok((rest, _)), Some(to)) = (char::<_, ()>('季').parse(rest), quarter_number(count))
        {
            return Ok((rest.strip_prefix('度').unwrap_or(rest), DatePart::Quarters(1, to)));
        }
        let (rest, _) = char('月').parse(rest)?;
        match count.short() {
            Some(to @ 2..=12) if !count.is_row() => Ok((rest, DatePart::Months(1, to))),
            _ => fail(input),
        }
    }

    /// Whether 前 begins a phrase, so that 前10个月 is not 此前10个月 or 开业前10个月, nor 前五月 what 婚前五月 has.
    fn opens(self, text: &str) -> bool {
        let words = &self.words.front;
        self.before.trim_end_matches(' ').chars().next_back().is_none_or(|c| {
            !c.is_alphanumeric()
                || words.opens_after.contains(c)
                || (text.ends_with(['季', '度']) || text.contains(|c: char| c.is_ascii_digit()))
                    && !text.contains('个')
                    && !words.not_before.contains(c)
        })
    }

    /// 民国113年, 公元618年.
    fn era(self, before: i16, input: &'a str) -> Parsed<'a, DateValue> {
        if let Some((rest, year)) = cyclic_year(before, input) {
            let (rest, part) = self.of_year(rest);
            return Ok((rest, DateValue::stated(year, part)));
        }
        let (rest, number) =
            alt((char('元').map(|_| 1), small.map(|number| number.value))).parse(blank(input))?;
        let (rest, _) = char('年').parse(rest)?;
        if rest.starts_with(['间', '代']) {
            return fail(input);
        }
        let (rest, part) = self.of_year(rest);
        match i16::try_from(number) {
            Ok(number) => Ok((rest, DateValue::stated(before + number, part))),
            Err(_) => fail(input),
        }
    }
}

/// 甲午年 behind the name of a reign: its first year of that name.
fn cyclic_year(before: i16, input: &str) -> Option<(&str, i16)> {
    let place = |cycle: &str, c: char| {
        cycle.chars().position(|one| one == c).and_then(|at| i16::try_from(at).ok())
    };
    let mut chars = input.chars();
    let stem = place("甲乙丙丁戊己庚辛壬癸", chars.next()?)?;
    let branch = place("子丑寅卯辰巳午未申酉戌亥", chars.next()?)?;
    let rest = chars.as_str().strip_prefix('年')?;
    // The year 4 was 甲子; the place in the cycle of sixty is what both names give.
    let place = (6 * stem - 5 * branch).rem_euclid(60);
    let first = before + 1;
    let named = first + (place + 4 - first).rem_euclid(60);
    (before > 0 && (stem - branch) % 2 == 0).then_some((rest, named))
}

/// Whether a day in brackets follows: 今(14日), 昨(四)日.
fn names_day(input: &str) -> bool {
    let number = preceded(char('('), small);
    (number, one_of("日号月)")).parse(input).is_ok()
}

/// 公元前221年, 公元前3世纪.
fn before_era(input: &str) -> Parsed<'_, DateValue> {
    let (rest, number) =
        map_opt(small, |number| i16::try_from(number.value).ok()).parse(blank(input))?;
    alt((
        char('年').map(move |_| DateValue::stated(1 - number, DatePart::Year)),
        tag("世纪").map(move |_| DateValue::stated(1 - number.min(99) * 100, DatePart::Century)),
    ))
    .parse(rest)
}

fn quarter_number(number: Small) -> Option<u8> {
    number.short().filter(|quarter| (1..=4).contains(quarter))
}

const fn month_from(base: Base, shift: Shift) -> DateValue {
    DateValue::undated(DatePart::Relative(base, shift))
}
