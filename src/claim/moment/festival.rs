//! Festivals and solar terms, from `rules/words/festivals.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::instant::Day;
use crate::value::{DatePart, DateValue, DayRange, LunarMonth, SolarTerm};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    solar: BTreeMap<Box<str>, [u8; 2]>,
    lunar: BTreeMap<Box<str>, [u8; 2]>,
    week: BTreeMap<Box<str>, [i8; 3]>,
    easter: BTreeMap<Box<str>, i16>,
    orthodox: BTreeMap<Box<str>, i16>,
    term: BTreeMap<Box<str>, SolarTerm>,
    doubtful: Doubtful,
    not_after: NotAfter,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Doubtful {
    words: Vec<Box<str>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NotAfter {
    chars: Box<str>,
}

/// What lies within so many days of a document is what it speaks of.
const FRESH: i32 = 31;

/// When a festival is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Festival {
    /// A month and a day of the year.
    Solar(u8, u8),
    /// A month and a day of the lunar year; 31 is the last.
    Lunar(u8, u8),
    /// The month, which of its weekdays of that name, and the weekday.
    Week(i8, i8, i8),
    /// So many days after Easter.
    Easter(i16),
    /// So many days after Easter of the eastern churches.
    Orthodox(i16),
    /// A solar term.
    Term(SolarTerm),
}

impl Festival {
    /// The one whose name stands first in a text.
    #[must_use]
    pub fn named_in(text: &str) -> Option<Self> {
        let festivals = Festivals::builtin();
        text.char_indices().find_map(|(at, _)| Some(festivals.find(&text[at..], true)?.1))
    }

    /// Its day in a year.
    #[must_use]
    pub fn day_in(self, year: i16) -> Option<Date> {
        let after = |date: Date, days: i16| date.checked_add(i64::from(days).days()).ok();
        match self {
            Self::Solar(month, day) => Date::new(year, month as i8, day as i8).ok(),
            Self::Lunar(number, day) => {
                LunarMonth { number, leap: false }.day_in(year, day).and_then(DayRange::as_day)
            }
            Self::Week(month, nth, day) => {
                let weekday = Weekday::from_monday_one_offset(day).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Self::Easter(days) => after(easter(year)?, days),
            Self::Orthodox(days) => after(orthodox_easter(year)?, days),
            Self::Term(term) => term.day_in(year),
        }
    }

    /// The one of the year of a day, or one of the years beside it that lies within a month of that day.
    fn near(self, today: Date) -> Option<Date> {
        let away = |day: &Date| today.until(*day).map_or(i32::MAX, |span| span.get_days().abs());
        let beside = [today.year() - 1, today.year() + 1].into_iter();
        let fresh = beside.filter_map(|year| self.day_in(year)).find(|day| away(day) <= FRESH);
        fresh.or_else(|| self.day_in(today.year()))
    }

    /// As a date: in `year` if that is known, else the one that `today` speaks of.
    pub(super) fn day(self, year: Option<i16>, today: Option<Date>) -> Day {
        let found = match (year, today) {
            (Some(year), _) => self.day_in(year),
            (None, Some(today)) => self.near(today),
            (None, None) => None,
        };
        found.map_or_else(|| Day { iso: self.undated(), days: None, read: None }, Day::of)
    }

    fn undated(self) -> String {
        let part = match self {
            Self::Solar(month, day) => DatePart::Day(month, day),
            Self::Lunar(number, day) => DatePart::Lunar(LunarMonth { number, leap: false }, day),
            Self::Week(month, ..) => DatePart::Months(month as u8, month as u8),
            Self::Term(SolarTerm(number)) => {
                let month = number.div_ceil(2);
                DatePart::Months(month, month)
            }
            Self::Easter(_) | Self::Orthodox(_) => DatePart::Year,
        };
        DateValue::undated(part).iso()
    }
}

/// Easter by the Gregorian rule (the anonymous algorithm of 1876).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    Date::new(year as i16, (sum / 31) as i8, (sum % 31 + 1) as i8).ok()
}

/// Easter by the Julian rule, in the Gregorian calendar (Meeus); the two are 13 days apart from 1900 to 2099.
fn orthodox_easter(year: i16) -> Option<Date> {
    let number = i32::from(year);
    let d = (19 * (number % 19) + 15) % 30;
    let e = (2 * (number % 4) + 4 * (number % 7) - d + 34) % 7;
    let sum = d + e + 114;
    let julian = Date::new(year, (sum / 31) as i8, (sum % 31 + 1) as i8).ok()?;
    julian.checked_add(13.days()).ok()
}

/// The names of festivals.
#[derive(Debug, Default)]
pub(super) struct Festivals {
    /// By their first character, the longest first.
    names: BTreeMap<char, Vec<(Box<str>, Festival)>>,
    doubtful: Vec<Box<str>>,
    not_after: Box<str>,
}

impl Festivals {
    /// Those that are built in.
    pub(super) fn builtin() -> &'static Self {
        static FESTIVALS: LazyLock<Festivals> = LazyLock::new(|| {
            let file = crate::RULES.get_file("words/festivals.toml");
            let text = file.and_then(include_dir::File::contents_utf8).unwrap_or_default();
            // A test reads the file.
            Festivals::new(toml::from_str(text).unwrap_or_default())
        });
        &FESTIVALS
    }

    fn new(file: File) -> Self {
        let solar = file.solar.into_iter().map(|(name, [m, d])| (name, Festival::Solar(m, d)));
        let lunar = file.lunar.into_iter().map(|(name, [m, d])| (name, Festival::Lunar(m, d)));
        let week = file.week.into_iter().map(|(name, [m, n, d])| (name, Festival::Week(m, n, d)));
        let easter = file.easter.into_iter().map(|(name, days)| (name, Festival::Easter(days)));
        let other = file.orthodox.into_iter().map(|(name, days)| (name, Festival::Orthodox(days)));
        let terms = file.term.into_iter().map(|(name, term)| (name, Festival::Term(term)));
        let mut names: BTreeMap<char, Vec<(Box<str>, Festival)>> = BTreeMap::new();
        for (name, festival) in
            solar.chain(lunar).chain(week).chain(easter).chain(other).chain(terms)
        {
            if let Some(first) = name.chars().next() {
                names.entry(first).or_default().push((name, festival));
            }
        }
        for list in names.values_mut() {
            list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Self { names, doubtful: file.doubtful.words, not_after: file.not_after.chars }
    }

    /// The festival that stands at `text`, with the length of its name. Words that mean other things too count only where
    /// the year stands before them or nothing else is said (`sure`).
    pub(super) fn find(&self, text: &str, sure: bool) -> Option<(usize, Festival)> {
        let list = self.names.get(&text.chars().next()?)?;
        let (name, festival) = list.iter().find(|(name, _)| text.starts_with(&**name))?;
        let rest = &text[name.len()..];
        let other = rest.starts_with(|c| self.not_after.contains(c))
            || !sure && !rest.is_empty() && self.doubtful.contains(name);
        (!other).then_some((name.len(), *festival))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, year: i16, expected: &str) {
        let (len, festival) = Festivals::builtin().find(name, true).unwrap();
        assert_eq!(
            (len, festival.day_in(year).unwrap().to_string()),
            (name.len(), expected.to_owned())
        );
    }

    #[test]
    fn known_days() {
        check("春节", 2024, "2024-02-10");
        check("清明节", 2025, "2025-04-04");
        check("母亲节", 2024, "2024-05-12");
        check("感恩节", 2023, "2023-11-23");
        check("复活节", 2024, "2024-03-31");
        check("东正教复活节", 2024, "2024-05-05");
        check("圣灰礼仪日", 2025, "2025-03-05");
        check("冬至", 2024, "2024-12-21");
    }

    #[test]
    fn every_name_is_found() {
        let file = crate::RULES.get_file("words/festivals.toml").unwrap().contents_utf8().unwrap();
        let festivals = Festivals::new(toml::from_str(file).unwrap());
        for (name, festival) in festivals.names.values().flatten() {
            assert_eq!(festivals.find(name, true), Some((name.len(), *festival)), "{name}");
            assert!(festival.day_in(2024).is_some(), "{name}");
        }
        assert!(festivals.doubtful.iter().all(|name| festivals.find(name, true).is_some()));
        assert_eq!(festivals.find("春节假期", false), None);
        assert_eq!(festivals.find("大雪纷飞", false), None);
    }
}
