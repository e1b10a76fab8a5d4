//! A part of a year, month or week that is counted inside it: 2021年第一周, 6月第3个星期日, 上月最后五天, 今年夏天, 下周末.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::instant::{Day, Instant};
use super::point::Point;
use super::{Place, Reader};
use crate::parse::Value;
use crate::parse::number::{arabic_int, small_chinese};
use crate::value::{DatePart, DateValue, DayRange, LunarMonth, YearFrom};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    /// 1 is Monday.
    Weekday(i8),
}

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Nth(i8),
    First(i8),
    Last(i8),
}

impl Reader<'_> {
    /// The part of a date that is counted behind it.
    pub(super) fn narrowed(
        &self,
        place: Place,
        end: usize,
        date: &DateValue,
    ) -> Option<(Place, Point)> {
        let date = &self.in_this_year(date);
        let rest = self.rest(place, end);
        let inner = rest.strip_prefix('的').unwrap_or(rest);
        let inner = inner.strip_prefix(' ').unwrap_or(inner);
        let (after, days) = self
            .season(inner, date)
            .or_else(|| self.weekend(rest, date))
            .or_else(|| self.opening(inner, date))
            .or_else(|| self.thirds(rest, date))
            .or_else(|| self.third(rest, date))
            .or_else(|| self.quarter_edge(rest, date))
            .or_else(|| {
                let (after, which, unit) = self.counted(inner)?;
                match date.days() {
                    Some(days) => Some((after, Some(part(days, date.part, which, unit)?))),
                    None => Some((after, None)),
                }
            })?;
        let behind = self.past(place, place.at + rest.len() - after.len())?;
        let point = match days.map(|days| (days, days.as_day())) {
            Some((days, None)) => Point::over(days),
            Some((_, Some(day))) => Point::of(Instant::day(Day::of(day))),
            None => Point::of(Instant::day(Day { iso: date.iso(), days: None, read: None })),
        };
        Some((behind, point.joined()))
    }

    /// The day behind a month that is printed without 日: 一月二十三. The fifteenth of the eighth, in Chinese, is the lunar one.
    pub(super) fn bare_day(
        &self,
        place: Place,
        end: usize,
        date: &DateValue,
    ) -> Option<(Place, Point)> {
        let DatePart::Months(month, last) = date.part else { return None };
        let rest = self.rest(place, end);
        let (after, day) = small(rest).filter(|&(_, day)| month == last && day <= 31)?;
        let day = u8::try_from(day).ok()?;
        let chinese = !rest.starts_with(|c: char| c.is_ascii_digit());
        let open = after
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '.' | '-' | '/' | ':'));
        let timed = self.words.daypart(after).is_some();
        if open && !timed || chinese && day <= 10 || after.starts_with(['、', '~']) {
            return None;
        }
        let autumn = chinese && (month, day) == (8, 15) && date.year_from != YearFrom::Stated;
        let part = if autumn {
            DatePart::Lunar(LunarMonth { number: 8, leap: false }, 15)
        } else {
            DatePart::Day(month, day)
        };
        let behind = self.past(place, place.at + rest.len() - after.len())?;
        let date = self.in_this_year(&DateValue { part, ..*date });
        Some((behind, Point::of(Instant::day(Day::read(&date))).joined()))
    }

    /// The date in the year of the document, if it has a month and no year.
    fn in_this_year(&self, date: &DateValue) -> DateValue {
        let month = matches!(date.part, DatePart::Months(from, to) if from == to);
        let day = matches!(date.part, DatePart::Day(1.., _) | DatePart::Lunar(..));
        match self.now.filter(|_| date.year_from == YearFrom::Unknown && (month || day)) {
            Some(now) => DateValue { year: now.year(), year_from: YearFrom::Document, ..*date },
            None => *date,
        }
    }

    /// 夏天 of a year.
    fn season<'b>(&self, input: &'b str, date: &DateValue) -> Option<(&'b str, Option<DayRange>)> {
        if date.part != DatePart::Year {
            return None;
        }
        let (word, &month) =
            self.words.within.season.iter().find(|(word, _)| input.starts_with(&***word))?;
        let days = date.known_year().and_then(|year| {
            let first = Date::new(year, month, 1).ok()?;
            DayRange::new(first, first.checked_add(3.months()).ok()?.yesterday().ok()?)
        });
        Some((&input[word.len()..], days))
    }

    /// 末 behind a week.
    fn weekend<'b>(&self, input: &'b str, date: &DateValue) -> Option<(&'b str, Option<DayRange>)> {
        if !matches!(
            date.part,
            DatePart::Week(_) | DatePart::Relative(_, crate::value::Shift::Week(_))
        ) {
            return None;
        }
        let rest = input.strip_prefix(&*self.words.within.weekend)?;
        let days =
            date.days().and_then(|week| DayRange::new(week.last.yesterday().ok()?, week.last));
        Some((rest, days))
    }

    /// 伊始, 首月 of a year: its first month.
    fn opening<'b>(&self, input: &'b str, date: &DateValue) -> Option<(&'b str, Option<DayRange>)> {
        if date.part != DatePart::Year {
            return None;
        }
        let word = self.words.within.opening.iter().find(|word| input.starts_with(&***word))?;
        let days =
            date.days().and_then(|days| DayRange::new(days.first, days.first.last_of_month()));
        Some((&input[word.len()..], days))
    }

    /// 上中旬, 中下旬 of a month.
    fn thirds<'b>(&self, input: &'b str, date: &DateValue) -> Option<(&'b str, Option<DayRange>)> {
        let DatePart::Months(from, to) = date.part else { return None };
        let words = &self.words.within.thirds;
        let (word, &[first, last]) =
            words.iter().find(|(word, _)| from == to && input.starts_with(&***word))?;
        let days = date.days().and_then(|days| {
            let at = |day: u8| days.first.checked_add((i64::from(day) - 1).days()).ok();
            DayRange::new(at(first)?, at(last)?.min(days.last))
        });
        Some((&input[word.len()..], days))
    }

    /// 初, 中期, 末 of a decade or century.
    fn third<'b>(&self, input: &'b str, date: &DateValue) -> Option<(&'b str, Option<DayRange>)> {
        let words = &self.words.within;
        let groups = match date.part {
            DatePart::Decade => [(&words.early, 0, 3), (&words.middle, 3, 4), (&words.late, 7, 3)],
            DatePart::Century => {
                [(&words.early, 0, 20), (&words.middle, 40, 20), (&words.late, 80, 20)]
            }
            _ => return None,
        };
        let (len, from, count) = groups
            .into_iter()
            .find_map(|(list, from, count)| Some((self.words.stands(list, input)?, from, count)))?;
        let days = date.days().and_then(|days| years(days.first, from, count));
        Some((&input[len..], days))
    }

    /// 初, 末 of a quarter: its first or last month.
    fn quarter_edge<'b>(
        &self,
        input: &'b str,
        date: &DateValue,
    ) -> Option<(&'b str, Option<DayRange>)> {
        if !matches!(date.part, DatePart::Quarters(..)) {
            return None;
        }
        let words = &self.words.within;
        let groups = [(&words.early, 0), (&words.late, 2)];
        let (len, from) = groups
            .into_iter()
            .find_map(|(list, from)| Some((self.words.stands(list, input)?, from)))?;
        let days = date.days().and_then(|days| months(days.first, from, 1));
        Some((&input[len..], days))
    }

    /// 第三周, 前两天, 最后五天, 最后一个周三.
    fn counted<'b>(&self, input: &'b str) -> Option<(&'b str, Which, Unit)> {
        let words = &self.words.within;
        let strip = |list: &[Box<str>]| {
            list.iter().filter_map(|word| input.strip_prefix(&**word)).min_by_key(|rest| rest.len())
        };
        let (which, rest): (fn(i8) -> Which, &str) =
            if let Some(rest) = input.strip_prefix(&*words.nth) {
                (Which::Nth, rest)
            } else if let Some(rest) = strip(&words.last) {
                (Which::Last, rest)
            } else {
                (Which::First, strip(&words.first)?)
            };
        let (rest, number) = small(rest.strip_prefix(' ').unwrap_or(rest))?;
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let unit = |list: &[Box<str>]| {
            list.iter().filter_map(|word| rest.strip_prefix(&**word)).min_by_key(|rest| rest.len())
        };
        if let Some(after) = unit(&words.weeks) {
            let named = after.chars().next().and_then(weekday);
            return Some(
                match named.filter(|_| matches!(which(1), Which::Nth(_) | Which::Last(_))) {
                    Some(day) => (&after[3..], which(number), Unit::Weekday(day)),
                    None => (after, which(number), Unit::Week),
                },
            );
        }
        if let Some(after) = unit(&words.months) {
            return Some((after, which(number), Unit::Month));
        }
        Some((unit(&words.days)?, which(number), Unit::Day))
    }

    /// The place behind `at`, if no mention is cut there.
    pub(super) fn past(&self, place: Place, at: usize) -> Option<Place> {
        let inside = self.mentions[place.next..]
            .iter()
            .take_while(|mention| (mention.span.start as usize) < at);
        let count = inside.clone().count();
        let whole = inside.clone().all(|mention| {
            mention.span.end as usize <= at && !matches!(mention.value, Value::Clock(_))
        });
        whole.then_some(Place { at, next: place.next + count })
    }
}

/// A number of at most two digits.
pub(super) fn small(input: &str) -> Option<(&str, i8)> {
    let (rest, number) = match arabic_int(input) {
        Ok((rest, (number, _))) => (rest, number),
        Err(_) if input.starts_with('两') => (&input[3..], 2),
        Err(_) => small_chinese(input).ok()?,
    };
    Some((rest, i8::try_from(number).ok().filter(|number| (1..=99).contains(number))?))
}

fn weekday(c: char) -> Option<i8> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '日' | '天' => 7,
        _ => return None,
    })
}

/// The counted part of some days.
fn part(days: DayRange, of: DatePart, which: Which, unit: Unit) -> Option<DayRange> {
    let found = match (which, unit) {
        (Which::Nth(n), Unit::Day) => {
            DayRange::day(days.first.checked_add((i64::from(n) - 1).days()).ok()?)
        }
        (Which::First(n), Unit::Day) => {
            DayRange::new(days.first, days.first.checked_add((i64::from(n) - 1).days()).ok()?)?
        }
        (Which::Last(n), Unit::Day) => {
            DayRange::new(days.last.checked_sub((i64::from(n) - 1).days()).ok()?, days.last)?
        }
        (Which::Nth(n), Unit::Month) => months(days.first, n - 1, 1)?,
        (Which::First(n), Unit::Month) => months(days.first, 0, n)?,
        (Which::Last(n), Unit::Month) => months(days.last.first_of_month(), 1 - n, n)?,
        (Which::Nth(n), Unit::Weekday(day)) => {
            let weekday = Weekday::from_monday_one_offset(day).ok()?;
            let first = days.first.yesterday().ok()?.nth_weekday(n.into(), weekday).ok()?;
            DayRange::day(first)
        }
        (Which::Last(_), Unit::Weekday(day)) => {
            let weekday = Weekday::from_monday_one_offset(day).ok()?;
            DayRange::day(days.last.tomorrow().ok()?.nth_weekday(-1, weekday).ok()?)
        }
        (Which::Nth(n), Unit::Week) if of == DatePart::Year => {
            let monday = ISOWeekDate::new(days.first.year(), n, Weekday::Monday).ok()?.date();
            return week(monday, 1);
        }
        // Weeks of a month are counted from its first Monday on.
        (Which::Nth(n), Unit::Week) => {
            week(first_monday(days.first)?.checked_add(((i64::from(n) - 1) * 7).days()).ok()?, 1)?
        }
        (Which::First(n), Unit::Week) => week(first_monday(days.first)?, n)?,
        (Which::Last(n), Unit::Week) => {
            let sunday = days.last.tomorrow().ok()?.nth_weekday(-1, Weekday::Sunday).ok()?;
            week(sunday.checked_sub((i64::from(n) * 7 - 1).days()).ok()?, n)?
        }
        (Which::First(_), Unit::Weekday(_)) => return None,
    };
    days.contains(found.first).then_some(found)
}

fn first_monday(first: Date) -> Option<Date> {
    first.yesterday().ok()?.nth_weekday(1, Weekday::Monday).ok()
}

fn week(monday: Date, count: i8) -> Option<DayRange> {
    DayRange::new(monday, monday.checked_add((i64::from(count) * 7 - 1).days()).ok()?)
}

/// So many years, beginning some years after the first.
fn years(first: Date, from: i32, count: i32) -> Option<DayRange> {
    let from = first.checked_add(from.years()).ok()?;
    DayRange::new(from, from.checked_add(count.years()).ok()?.yesterday().ok()?)
}

/// So many months, beginning some months after the first.
fn months(first: Date, from: i8, count: i8) -> Option<DayRange> {
    let from = first.checked_add(i32::from(from).months()).ok()?;
    DayRange::new(from, from.checked_add(i32::from(count).months()).ok()?.yesterday().ok()?)
}
