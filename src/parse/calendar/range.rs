//! Dates and stretches of dates: 11月26日至29日, 2014-2023年, 一季度至三季度.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::one_of;
use nom::combinator::{map_opt, verify};

use super::date::plain_year;
use super::words::Cycle;
use super::{Parsed, Scene, fail, joint, mention, offset, small};
use crate::parse::glyph::begins_numeral;
use crate::parse::mention::{Kind, Mention, RangeEnd, Value};
use crate::parse::number::arabic_int;
use crate::parse::spot::Spot;
use crate::value::{Base, DatePart, DateValue, Shift, YearFrom};

/// The date or the stretch of dates at the spot.
pub(super) fn read<'a>(spot: Spot<'a>, scene: Scene<'a>) -> Option<Mention> {
    let input = spot.rest();
    let (rest, first) = scene.first_end(input).ok()?;
    let first_len = offset(input, rest);
    let Ok((tail, second)) = scene.second_end(&first, rest) else {
        let found = mention(spot, first_len, Kind::Date, Value::Date(first));
        // Q1季度.
        let coded = matches!(first.part, DatePart::Quarters(..)) && scene.before.ends_with('Q');
        let span = if coded { spot.span_back(1, first_len) } else { found.span };
        return Some(Mention { span, extent: span, ..found });
    };
    let len = offset(input, tail);
    let second_from = offset(input, behind_joint(&first, rest).ok()?.0);
    let ends = [
        RangeEnd { span: spot.span(0, first_len), value: first },
        RangeEnd { span: spot.span(second_from, len), value: second },
    ];
    Some(mention(spot, len, Kind::DateRange, Value::Dates(ends)))
}

impl<'a> Scene<'a> {
    fn date(self, input: &'a str) -> Parsed<'a, DateValue> {
        // 万历 begins with a numeral.
        let (rest, date) = if input.starts_with(begins_numeral) && !input.starts_with("万历") {
            self.numeral_date(input)?
        } else {
            self.worded_date(input)?
        };
        // 15日当天 is one date.
        let again = &self.words.apposition.words;
        let again = again.iter().find_map(|word| rest.strip_prefix(&**word));
        Ok((again.unwrap_or(rest), date))
    }

    fn first_end(self, input: &'a str) -> Parsed<'a, DateValue> {
        let plain = |i| self.first_plain_year(i);
        alt((|i| self.date(i), first_year, plain, |i| self.first_day(i))).parse(input)
    }

    /// What follows a first end, if it joins a second one to it.
    fn second_end(self, first: &DateValue, input: &'a str) -> Parsed<'a, DateValue> {
        let (start, ()) = behind_joint(first, input)?;
        let scene = self.joined();
        let plain = |i| self.last_plain_year(first, i);
        let (rest, second) =
            alt((|i| scene.date(i), |i| last_year(first, i), plain)).parse(start)?;
        if !join(first, &second) {
            return fail(input);
        }
        Ok((rest, second.completing(first)))
    }

    /// The 2016 of 从2016到2018, where 从 tells that it is a year.
    fn first_plain_year(self, input: &'a str) -> Parsed<'a, DateValue> {
        let told = self.before.ends_with(['从', '自']);
        let (rest, year) = verify(map_opt(arabic_int, plain_year), |_| told).parse(input)?;
        let first = DateValue::stated(year, DatePart::Year);
        let (start, ()) = behind_joint(&first, rest)?;
        self.last_plain_year(&first, start)?;
        Ok((rest, first))
    }

    /// The 2018 of 从2016到2018, and the 2009 of 2008.03-2009.
    fn last_plain_year(self, first: &DateValue, input: &'a str) -> Parsed<'a, DateValue> {
        let told = match first.part {
            DatePart::Year => self.before.ends_with(['从', '自']),
            DatePart::Months(from, to) => from == to,
            _ => false,
        };
        let told = told && first.year_from == YearFrom::Stated;
        let (rest, year) = verify(map_opt(arabic_int, plain_year), |_| told).parse(input)?;
        let ends =
            rest.chars().next().is_none_or(|c| matches!(c, ',' | '。' | ';' | '、' | ')' | '\n'));
        if !ends || year <= first.year {
            return fail(input);
        }
        Ok((rest, DateValue::stated(year, DatePart::Year)))
    }

    /// The 5 of 5至7日, where no length of time is spoken of.
    fn first_day(self, input: &'a str) -> Parsed<'a, DateValue> {
        let (rest, number) = small(input)?;
        let (tail, (last, _)) = (second_number, one_of("日号")).parse(rest)?;
        if self.follows(&self.words.bare_day.not_before) {
            return fail(input);
        }
        let after = |list: &[Box<str>]| list.iter().any(|word| tail.starts_with(&**word));
        let (Some(day), Some(last)) = (number.short(), last.short()) else { return fail(input) };
        let days = (1..=31).contains(&day) && (1..=31).contains(&last) && !number.chinese;
        if !days || after(&self.words.bare_day.not_after) {
            return fail(input);
        }
        Ok((rest, DateValue::undated(DatePart::Day(0, day))))
    }
}

fn second_number(input: &str) -> Parsed<'_, super::Small> {
    let (rest, ()) = joint(input)?;
    small(rest)
}

/// The 2014 of 2014-2023年, 2023/24赛季.
fn first_year(input: &str) -> Parsed<'_, DateValue> {
    let (rest, number) = verify(small, |number| number.places == 4).parse(input)?;
    let first = DateValue::stated(number.value as i16, DatePart::Year);
    let (start, ()) = behind_joint(&first, rest)?;
    last_year(&first, start)?;
    if (1000..3000).contains(&number.value) { Ok((rest, first)) } else { fail(input) }
}

/// 今明两年: a stretch whose ends stand side by side.
pub(super) fn pair(
    spot: Spot<'_>,
    scene: Scene<'_>,
    (cycle, from, to): (Cycle, i8, i8),
) -> Option<Mention> {
    let input = spot.rest();
    let len = offset(input, scene.words.lead(scene.before, input)?.strip(scene.before, input)?);
    let end = |by: i8| match cycle {
        Cycle::Year => DateValue::relative(Base::Document, by.into(), DatePart::Year),
        _ => DateValue::undated(DatePart::Relative(Base::Document, Shift::Day(by.into()))),
    };
    let first = input.chars().next()?.len_utf8();
    let ends = [
        RangeEnd { span: spot.span(0, first), value: end(from) },
        RangeEnd { span: spot.span(first, len), value: end(to) },
    ];
    Some(mention(spot, len, Kind::DateRange, Value::Dates(ends)))
}

/// What joins two dates; two years also a slash.
fn behind_joint<'a>(first: &DateValue, input: &'a str) -> Parsed<'a, ()> {
    match input.strip_prefix('/') {
        Some(rest) if first.part == DatePart::Year => Ok((rest, ())),
        _ => joint(input),
    }
}

/// The 2023年 or 23年 of a stretch of years, with what years are counted for.
fn last_year<'a>(first: &DateValue, input: &'a str) -> Parsed<'a, DateValue> {
    if first.part != DatePart::Year || first.year_from != YearFrom::Stated {
        return fail(input);
    }
    let (rest, number) = verify(small, |number| matches!(number.places, 2 | 4)).parse(input)?;
    let (rest, sign) =
        alt((tag("年度"), tag("学年"), tag("财年"), tag("赛季"), tag("年"))).parse(rest)?;
    let value = number.value as i16;
    let year = if number.places == 4 { value } else { first.year / 100 * 100 + value };
    let sane = (first.year + 1..=first.year + 1000).contains(&year);
    // 2019年-23年3月: what follows belongs to the date, not to the year.
    if !sane
        || sign == "年"
            && (rest.starts_with('代') || small(rest).is_ok_and(|(rest, _)| rest.starts_with('月')))
    {
        return fail(input);
    }
    Ok((rest, DateValue::stated(year, DatePart::Year)))
}

/// Whether two dates can be the ends of one stretch.
fn join(first: &DateValue, second: &DateValue) -> bool {
    let both_dated = first.year_from != YearFrom::Unknown && second.year_from != YearFrom::Unknown;
    scale(first.part) == scale(second.part) || both_dated
}

/// How fine a date is; the ends of a stretch are equally fine.
fn scale(part: DatePart) -> u8 {
    match part {
        DatePart::Century => 0,
        DatePart::Decade => 1,
        DatePart::Year => 2,
        DatePart::Half(_) => 3,
        DatePart::Quarters(..) | DatePart::Relative(_, Shift::Quarter(_)) => 4,
        DatePart::Months(..) | DatePart::Third(..) => 5,
        DatePart::Relative(_, Shift::Month(_) | Shift::MonthThird(..)) => 5,
        DatePart::Week(_) | DatePart::Relative(_, Shift::Week(_)) => 6,
        DatePart::Day(..) => 7,
        DatePart::Lunar(_, 0) => 8,
        DatePart::Lunar(..) => 9,
        DatePart::Relative(_, Shift::Day(_) | Shift::Weekday(..) | Shift::MonthDay(..)) => 7,
    }
}
