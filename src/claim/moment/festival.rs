//! Festivals and solar terms, from `rules/words/festivals.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::instant::Day;
use super::movable::{easter, hebrew, islamic, orthodox_easter};
use crate::value::{DatePart, DateValue, DayRange, LunarMonth, SolarTerm};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    solar: BTreeMap<Box<str>, [u8; 2]>,
    lunar: BTreeMap<Box<str>, [u8; 2]>,
    week: BTreeMap<Box<str>, [i8; 3]>,
    easter: BTreeMap<Box<str>, i16>,
    orthodox: BTreeMap<Box<str>, i16>,
    hebrew: BTreeMap<Box<str>, [u8; 2]>,
    islamic: BTreeMap<Box<str>, [u8; 2]>,
    listed: Vec<List>,
    term: BTreeMap<Box<str>, SolarTerm>,
    days: BTreeMap<Box<str>, u8>,
    doubtful: Doubtful,
    not_after: NotAfter,
}

/// Festivals whose days are known from tables alone.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    names: Vec<Box<str>>,
    days: Vec<Box<str>>,
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
    /// A month of the Hebrew calendar, from Nisan on, and its day.
    Hebrew(u8, u8),
    /// A month and a day of the Islamic calendar.
    Islamic(u8, u8),
    /// One of the tables of days.
    Listed(u8),
    /// A solar term.
    Term(SolarTerm),
}

impl Festival {
    /// The one whose name stands first in a text.
    #[must_use]
    pub fn named_in(text: &str) -> Option<Self> {
        let festivals = Festivals::builtin();
        text.char_indices().find_map(|(at, _)| Some(festivals.find(&text[at..], true)?.1.festival))
    }

    /// Whether everybody keeps the same day: not where the moon has to be seen, or where it begins the evening before.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        !matches!(self, Self::Hebrew(..) | Self::Islamic(..) | Self::Listed(_))
    }

    /// Its (first) day in a year.
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
            Self::Hebrew(month, day) => hebrew(year, month, day),
            Self::Islamic(month, day) => islamic(year, month, day),
            Self::Listed(list) => {
                let days = Festivals::builtin().lists.get(usize::from(list))?;
                days.iter().find(|day| day.year() == year).copied()
            }
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

    fn undated(self) -> String {
        let part = match self {
            Self::Solar(month, day) => DatePart::Day(month, day),
            Self::Lunar(number, day) => DatePart::Lunar(LunarMonth { number, leap: false }, day),
            Self::Week(month, ..) => DatePart::Months(month as u8, month as u8),
            Self::Term(SolarTerm(number)) => {
                let month = number.div_ceil(2);
                DatePart::Months(month, month)
            }
            Self::Easter(_)
            | Self::Orthodox(_)
            | Self::Hebrew(..)
            | Self::Islamic(..)
            | Self::Listed(_) => DatePart::Year,
        };
        DateValue::undated(part).iso()
    }
}

/// A festival and how long it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Feast {
    festival: Festival,
    /// In days.
    days: u8,
}

impl Feast {
    /// As a date: in `year` if that is known, else the one that `today` speaks of.
    pub(super) fn day(self, year: Option<i16>, today: Option<Date>) -> Day {
        let found = match (year, today) {
            (Some(year), _) => self.festival.day_in(year),
            (None, Some(today)) => self.festival.near(today),
            (None, None) => None,
        };
        match found.and_then(|first| Some((first, self.around(first)?))) {
            Some((first, days)) => Day { iso: first.to_string(), days: Some(days), read: None },
            None => Day { iso: self.festival.undated(), days: None, read: None },
        }
    }

    /// The next one after a day.
    pub(super) fn next(self, today: Date) -> Option<Day> {
        let years = today.year()..=today.year().checked_add(2)?;
        let mut first = years.filter_map(|year| self.festival.day_in(year));
        let year = first.find(|first| *first > today)?.year();
        Some(self.day(Some(year), None))
    }

    /// The days of the festival that begins on one: a Jewish one begins the evening before, and an Islamic one may be a day
    /// later where the moon is seen later.
    fn around(self, first: Date) -> Option<DayRange> {
        let last = first.checked_add((i64::from(self.days) - 1).days()).ok()?;
        match self.festival {
            Festival::Hebrew(..) => DayRange::new(first.yesterday().ok()?, last),
            Festival::Islamic(..) => DayRange::new(first, last.tomorrow().ok()?),
            _ => DayRange::new(first, last),
        }
    }
}

/// The names of festivals.
#[derive(Debug, Default)]
pub(super) struct Festivals {
    /// By their first character, the longest first.
    names: BTreeMap<char, Vec<(Box<str>, Feast)>>,
    /// The tables of days.
    lists: Vec<Vec<Date>>,
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
        let mut named: Vec<(Box<str>, Festival)> = Vec::new();
        named.extend(file.solar.into_iter().map(|(name, [m, d])| (name, Festival::Solar(m, d))));
        named.extend(file.lunar.into_iter().map(|(name, [m, d])| (name, Festival::Lunar(m, d))));
        named
            .extend(file.week.into_iter().map(|(name, [m, n, d])| (name, Festival::Week(m, n, d))));
        named.extend(file.easter.into_iter().map(|(name, days)| (name, Festival::Easter(days))));
        named.extend(file.orthodox.into_iter().map(|(name, at)| (name, Festival::Orthodox(at))));
        named.extend(file.hebrew.into_iter().map(|(name, [m, d])| (name, Festival::Hebrew(m, d))));
        named
            .extend(file.islamic.into_iter().map(|(name, [m, d])| (name, Festival::Islamic(m, d))));
        named.extend(file.term.into_iter().map(|(name, term)| (name, Festival::Term(term))));
        let mut lists = Vec::new();
        for (at, list) in (0..).zip(file.listed) {
            named.extend(list.names.into_iter().map(|name| (name, Festival::Listed(at))));
            // A test reads them all.
            lists.push(list.days.iter().filter_map(|day| day.parse().ok()).collect());
        }
        let mut names: BTreeMap<char, Vec<(Box<str>, Feast)>> = BTreeMap::new();
        for (name, festival) in named {
            let days = file.days.get(&name).copied().unwrap_or(1);
            if let Some(first) = name.chars().next() {
                names.entry(first).or_default().push((name, Feast { festival, days }));
            }
        }
        for list in names.values_mut() {
            list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Self { names, lists, doubtful: file.doubtful.words, not_after: file.not_after.chars }
    }

    /// The festival that stands at `text`, with the length of its name. Words that mean other things too count only where
    /// the year stands before them or nothing else is said (`sure`).
    pub(super) fn find(&self, text: &str, sure: bool) -> Option<(usize, Feast)> {
        let list = self.names.get(&text.chars().next()?)?;
        let (name, feast) = list.iter().find(|(name, _)| text.starts_with(&**name))?;
        let rest = &text[name.len()..];
        let other = rest.starts_with(|c| self.not_after.contains(c))
            || !sure && !rest.is_empty() && self.doubtful.contains(name);
        (!other).then_some((name.len(), *feast))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, year: i16, expected: &str) {
        let (len, feast) = Festivals::builtin().find(name, true).unwrap();
        let day = feast.festival.day_in(year).unwrap();
        assert_eq!((len, day.to_string()), (name.len(), expected.to_owned()));
    }

    #[track_caller]
    fn check_days(name: &str, year: i16, expected: &str) {
        let (_, feast) = Festivals::builtin().find(name, true).unwrap();
        let days = feast.day(Some(year), None).days.unwrap();
        assert_eq!(format!("{}/{}", days.first, days.last), expected, "{name} {year}");
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
    fn days_of_other_calendars() {
        check("赎罪日", 1973, "1973-10-06");
        check("逾越节", 2024, "2024-04-23");
        check("犹太新年", 2023, "2023-09-16");
        check("普珥节", 2024, "2024-03-24");
        check("光明节", 2024, "2024-12-26");
        check("开斋节", 2023, "2023-04-21");
        check("古尔邦节", 2025, "2025-06-06");
        check("排灯节", 2021, "2021-11-04");
        check_days("住棚节", 2023, "2023-09-29/2023-10-07");
        check_days("斋月", 2025, "2025-03-01/2025-03-31");
        check_days("大斋期", 2025, "2025-03-05/2025-04-19");
    }

    #[test]
    fn every_name_is_found() {
        let file = crate::RULES.get_file("words/festivals.toml").unwrap().contents_utf8().unwrap();
        let festivals = Festivals::new(toml::from_str(file).unwrap());
        for (name, feast) in festivals.names.values().flatten() {
            assert_eq!(festivals.find(name, true), Some((name.len(), *feast)), "{name}");
            assert!(feast.festival.day_in(2024).is_some(), "{name}");
        }
        let file: File = toml::from_str(file).unwrap();
        let lasting =
            |name: &str| festivals.find(name, true).is_some_and(|(_, feast)| feast.days > 1);
        assert!(file.days.keys().all(|name| lasting(name)));
        for (list, days) in file.listed.iter().zip(&festivals.lists) {
            assert!(days.is_sorted() && days.len() == list.days.len(), "{:?}", list.names);
        }
        assert!(festivals.doubtful.iter().all(|name| festivals.find(name, true).is_some()));
        assert_eq!(festivals.find("春节假期", false), None);
        assert_eq!(festivals.find("大雪纷飞", false), None);
    }
}
