//! `rules/words/calendar.toml` as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::misnamed::{Dynasty, Signs};
use super::words::{
    Age, Apposition, BareDay, BareMonth, ClockWords, Cycle, Daypart, Edge, Front, Guard, LongAgo,
    More, Needs, One, QuarterWords, Sense, TimeUnit, WeekdayWords,
};
use crate::value::{Base, UnitId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub document: Cycles,
    pub preceding: Cycles,
    pub guard: BTreeMap<Box<str>, Guard>,
    pub half: BTreeMap<Box<str>, u8>,
    pub third: BTreeMap<Box<str>, u8>,
    pub edge: BTreeMap<Box<str>, Edge>,
    pub era: BTreeMap<Box<str>, i16>,
    pub century: BTreeMap<Box<str>, i16>,
    pub dynasty: BTreeMap<Box<str>, Dynasty>,
    pub signs: Signs,
    pub lunar: Lunar,
    pub pairs: Pairs,
    pub weekday: WeekdayWords,
    pub daypart: BTreeMap<Box<str>, Daypart>,
    pub bare_day: BareDay,
    pub clock: ClockWords,
    pub unit: BTreeMap<Box<str>, UnitEntry>,
    pub quarter: QuarterWords,
    pub front: Front,
    pub long_ago: LongAgo,
    pub apposition: Apposition,
    pub more: More,
    pub bare_month: BareMonth,
    pub one: One,
    pub age: Age,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pairs {
    year: BTreeMap<Box<str>, [i8; 2]>,
    day: BTreeMap<Box<str>, [i8; 2]>,
}

impl Pairs {
    pub(super) fn senses(&self) -> impl Iterator<Item = (&str, Sense)> {
        [(&self.year, Cycle::Year), (&self.day, Cycle::Day)].into_iter().flat_map(
            |(words, cycle)| {
                words
                    .iter()
                    .map(move |(word, [from, to])| (&**word, Sense::Pair(cycle, *from, *to)))
            },
        )
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lunar {
    prefixes: Vec<Box<str>>,
    months: BTreeMap<Box<str>, u8>,
    days: BTreeMap<Box<str>, [u8; 2]>,
    new_year: Vec<Box<str>>,
    solar: Vec<Box<str>>,
}

impl Lunar {
    /// Months and days with names of their own.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, Sense)> {
        let months = self.months.iter().map(|(word, month)| (&**word, Sense::LunarMonth(*month)));
        let days = self.days.iter();
        months.chain(days.map(|(word, [month, day])| (&**word, Sense::LunarDay(*month, *day))))
    }

    /// Names of calendars.
    pub(super) fn calendars(&self) -> impl Iterator<Item = (&str, Sense)> {
        let solar = self.solar.iter().map(|word| (&**word, Sense::Solar));
        solar.chain(self.prefixes.iter().map(|word| (&**word, Sense::Lunar)))
    }

    /// The words that begin a lunar date.
    pub(super) fn senses(&self) -> impl Iterator<Item = (&str, Sense)> {
        let prefixes = self.prefixes.iter().map(|word| (&**word, Sense::Lunar));
        let new_year = self.new_year.iter().map(|word| (&**word, Sense::NewYear));
        prefixes.chain(self.named()).chain(new_year)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Cycles {
    pub year: BTreeMap<Box<str>, i8>,
    pub quarter: BTreeMap<Box<str>, i8>,
    pub month: BTreeMap<Box<str>, i8>,
    pub week: BTreeMap<Box<str>, i8>,
    pub day: BTreeMap<Box<str>, i8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitEntry {
    pub name: UnitName,
    #[serde(default = "once")]
    pub count: u8,
    pub needs: Option<Needs>,
    #[serde(default)]
    pub not_after: Box<str>,
}

impl UnitEntry {
    /// The unit of that name.
    pub(super) fn named(&self, text: &str) -> TimeUnit {
        TimeUnit {
            text: text.into(),
            unit: self.name.id(),
            count: self.count,
            needs: self.needs,
            not_after: self.not_after.clone(),
        }
    }
}

const fn once() -> u8 {
    1
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum UnitName {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl UnitName {
    pub(super) const fn id(self) -> UnitId {
        match self {
            Self::Year => UnitId::YEAR,
            Self::Month => UnitId::MONTH,
            Self::Week => UnitId::WEEK,
            Self::Day => UnitId::DAY,
            Self::Hour => UnitId::HOUR,
            Self::Minute => UnitId::MINUTE,
            Self::Second => UnitId::SECOND,
        }
    }
}

impl Cycles {
    pub(super) fn senses(&self, base: Base) -> impl Iterator<Item = (&str, Sense)> {
        [
            (&self.year, Cycle::Year),
            (&self.quarter, Cycle::Quarter),
            (&self.month, Cycle::Month),
            (&self.week, Cycle::Week),
            (&self.day, Cycle::Day),
        ]
        .into_iter()
        .flat_map(move |(words, cycle)| {
            words.iter().map(move |(word, by)| (&**word, Sense::Relative(base, cycle, *by)))
        })
    }
}
