//! The words of the calendar, from `rules/words/calendar.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::file::{File, UnitEntry};
use super::leads::Leads;
use super::misnamed::{Dynasty, Signs};
use crate::parse::glyph::begins_numeral;
use crate::value::{Base, UnitId};

/// The words of the calendar, ready for looking up.
#[derive(Debug, Default)]
pub(crate) struct Words {
    leads: Leads,
    /// What may follow a numeral that begins a calendar mention, and which parsers it calls for; in order.
    behind_numeral: Vec<(char, Calls)>,
    /// What may follow a year and be a part of it, numerals aside; in order.
    behind_year: Vec<char>,
    /// 上半年 …, behind a year.
    pub(super) halves: Vec<Phrase>,
    /// 上旬 …, behind a month.
    pub(super) thirds: Vec<Phrase>,
    /// 年底, 末 …, behind a year or a quarter.
    pub(super) edges: Vec<Phrase>,
    /// 凌晨 …
    pub(super) dayparts: Vec<Phrase>,
    /// 正月, 除夕 …
    pub(super) lunar_words: Vec<Phrase>,
    /// 农历 and 公历 between year and month.
    pub(super) calendars: Vec<Phrase>,
    /// 年, 个月 …
    pub(super) units: Vec<TimeUnit>,
    pub(super) bare_day: BareDay,
    pub(super) clock: ClockWords,
    pub(super) quarter: QuarterWords,
    pub(super) front: Front,
    pub(super) long_ago: LongAgo,
    pub(super) apposition: Apposition,
    pub(super) more: More,
    pub(super) bare_month: BareMonth,
    pub(super) one: One,
    pub(super) age: Age,
    pub(super) weekday: WeekdayWords,
    pub(super) dynasties: BTreeMap<Box<str>, Dynasty>,
    pub(super) signs: Signs,
}

/// A word, and what it must not stand between.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) text: Box<str>,
    /// What it says.
    pub sense: Sense,
    guard: Guard,
}

impl Phrase {
    /// Whether it is one character.
    pub(super) fn is_single(&self) -> bool {
        self.text.chars().nth(1).is_none()
    }

    /// What follows it, if it stands at `input`.
    pub(super) fn strip<'a>(&self, before: &str, input: &'a str) -> Option<&'a str> {
        let rest = input.strip_prefix(&*self.text)?;
        self.guard.admits(before, rest).then_some(rest)
    }
}

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// So many of a unit from a base: 去年.
    Relative(Base, Cycle, i8),
    /// 今明两年: two in a row, counted from the document.
    Pair(Cycle, i8, i8),
    /// 上半年 1.
    Half(u8),
    /// 上旬 1; 月底 3.
    Third(u8),
    /// 年底, 季末.
    Edge(Edge),
    /// 民国: the year before its first.
    Era(i16),
    /// 甲子: signs of the cycle of sixty, right or wrong.
    Signs,
    /// 公元前.
    BeforeEra,
    /// 上世纪: its first year.
    Century(i16),
    /// 公历, between year and month.
    Solar,
    /// 农历: what follows is a lunar date.
    Lunar,
    /// 闰, before a lunar month.
    Leap,
    /// 正月.
    LunarMonth(u8),
    /// 大年, before 初一.
    NewYear,
    /// 除夕.
    LunarDay(u8, u8),
    /// 星期, 周.
    Weekday,
    /// 上午.
    Daypart(Daypart),
    /// 第, before a quarter.
    Ordinal,
    /// 前, 首: the first so many quarters or months.
    Front,
    /// 半 or 个把, before a unit of time.
    HalfOf,
}

/// A unit of the calendar that dates are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cycle {
    Year,
    Quarter,
    Month,
    Week,
    Day,
}

/// A part of a year or quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Edge {
    Start,
    Middle,
    End,
}

/// How a part of the day changes the hour that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Daypart {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

/// A unit of a length of time.
#[derive(Debug)]
pub(super) struct TimeUnit {
    pub text: Box<str>,
    pub unit: UnitId,
    /// How many of `unit` one of it is.
    pub count: u8,
    pub needs: Option<Needs>,
    pub not_after: Box<str>,
}

/// What a unit of time needs to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Needs {
    /// 个 before it: 三个月.
    Measure,
    /// No 个 before it: 三年.
    Bare,
    /// A greater or smaller unit beside it: 1小时20分.
    Compound,
}

/// What must not, or must, stand around a day without a month.
#[derive(Debug, Default, Deserialize)]
pub(super) struct BareDay {
    pub not_before: Vec<Box<str>>,
    pub not_after: Vec<Box<str>>,
    pub number_after: Vec<Box<str>>,
    pub number_before: Vec<Box<str>>,
}

/// What stands around times of day.
#[derive(Debug, Default, Deserialize)]
pub(super) struct ClockWords {
    pub point_before: Vec<Box<str>>,
    pub score_before: Vec<Box<str>>,
    pub before: Vec<Box<str>>,
    pub not_after: Box<str>,
    pub counted: Box<str>,
    pub half_not_after: Box<str>,
    pub halves: BTreeMap<Box<str>, u8>,
}

/// What 第三季 without 度 must stand before.
#[derive(Debug, Default, Deserialize)]
pub(super) struct QuarterWords {
    pub after: Box<str>,
}

/// What 前三季度 may follow.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Front {
    pub opens_after: Box<str>,
    pub not_before: Box<str>,
}

/// What makes a round number of years a length of time.
#[derive(Debug, Default, Deserialize)]
pub(super) struct LongAgo {
    pub before: Vec<Box<str>>,
    pub after: Vec<Box<str>>,
}

/// Words behind a date that say it again.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Apposition {
    pub words: Vec<Box<str>>,
}

/// What follows the 多 that ends a length of time, and the 分半 that is one.
#[derive(Debug, Default, Deserialize)]
pub(super) struct More {
    pub before: Box<str>,
    pub turns: Vec<Box<str>>,
}

/// Where 月 without 个 counts months.
#[derive(Debug, Default, Deserialize)]
pub(super) struct BareMonth {
    pub counted_after: Vec<Box<str>>,
    pub but_after: Vec<Box<str>>,
}

/// Where 一天 is no length of time.
#[derive(Debug, Default, Deserialize)]
pub(super) struct One {
    pub unless_before: Vec<Box<str>>,
    pub unless_after: Vec<Box<str>>,
    pub not_before: Box<str>,
    pub not_after: Box<str>,
}

/// The units of ages.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Age {
    pub years: Vec<Box<str>>,
    pub decades: Vec<Box<str>>,
    pub not_after: Vec<Box<str>>,
}

/// How weekdays are named.
#[derive(Debug, Default, Deserialize)]
pub(super) struct WeekdayWords {
    heads: Vec<Box<str>>,
    pub days: BTreeMap<char, u8>,
    pub not_before: Box<str>,
    pub not_after: Box<str>,
}

/// Characters next to a word that make it something else.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Guard {
    #[serde(default)]
    not_before: Box<str>,
    #[serde(default)]
    not_after: Box<str>,
}

impl Guard {
    fn admits(&self, before: &str, rest: &str) -> bool {
        let (last, next) = (before.chars().next_back(), rest.chars().next());
        !last.is_some_and(|c| self.not_before.contains(c))
            && !next.is_some_and(|c| self.not_after.contains(c))
    }
}

impl Words {
    /// Reads the words from the text of their file.
    ///
    /// # Errors
    ///
    /// The text is not TOML, or has keys that mean nothing.
    pub(crate) fn parse(source: &str) -> Result<Self, toml::de::Error> {
        toml::from_str::<File>(source).map(Self::new)
    }

    /// The first two characters of the words besides numerals with which a calendar mention may begin (今年, 去年, 周一, 年初
    /// …): where [`super::read`] shall be tried. The second is 0 where one is enough.
    pub(crate) fn leads(&self) -> impl Iterator<Item = [char; 2]> {
        self.leads.keys()
    }

    /// The characters behind a numeral that call for a parser.
    pub(crate) fn follow(&self) -> impl Iterator<Item = char> {
        self.behind_numeral.iter().map(|&(c, _)| c)
    }

    /// The longest word that stands at `input` and may begin a mention.
    pub(super) fn lead(&self, before: &str, input: &str) -> Option<&Phrase> {
        let mut chars = input.chars();
        let first = chars.next()?;
        let second = chars.next().unwrap_or('\0');
        let mut stands =
            self.leads.find([first, second]).iter().chain(self.leads.find([first, '\0']));
        stands.find(|phrase| phrase.strip(before, input).is_some())
    }

    /// Which parsers a character behind a numeral calls for.
    pub(super) fn calls(&self, behind: char) -> Calls {
        match self.behind_numeral.binary_search_by_key(&behind, |&(c, _)| c) {
            Ok(at) => self.behind_numeral[at].1,
            Err(_) => Calls::default(),
        }
    }

    /// Whether what begins with a character may be the part of a year that stands before it.
    pub(super) fn may_be_of_year(&self, first: char) -> bool {
        begins_numeral(first) || self.behind_year.binary_search(&first).is_ok()
    }

    fn new(file: File) -> Self {
        let phrase = |(text, sense): (&str, Sense)| Phrase {
            text: text.into(),
            sense,
            guard: file.guard.get(text).cloned().unwrap_or_default(),
        };
        let list = |senses: Vec<(&str, Sense)>| {
            let mut phrases: Vec<Phrase> = senses.into_iter().map(phrase).collect();
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.text.len()));
            phrases
        };
        let halves = pairs(&file.half, Sense::Half);
        let thirds = pairs(&file.third, Sense::Third);
        let edges = pairs(&file.edge, Sense::Edge);
        let dayparts = pairs(&file.daypart, Sense::Daypart);
        let signs = file.signs.pairs();
        // Behind another word 初 is enough; alone it must be 年初 or 月初.
        let alone = |&(word, _): &(&str, Sense)| word.starts_with(['年', '月']);
        let mut starts: Vec<(&str, Sense)> = file
            .document
            .senses(Base::Document)
            .chain(file.preceding.senses(Base::Preceding))
            .chain(halves.clone().into_iter().filter(|(word, _)| !word.starts_with(['前', '后'])))
            .chain(thirds.clone().into_iter().filter(alone))
            .chain(edges.clone().into_iter().filter(alone))
            .chain(dayparts.clone())
            .chain(pairs(&file.era, Sense::Era))
            .chain(pairs(&file.century, Sense::Century))
            .chain(file.lunar.senses())
            .chain(file.pairs.senses())
            .chain(signs.iter().map(|pair| (&**pair, Sense::Signs)))
            .chain(file.weekday.heads.iter().map(|head| (&**head, Sense::Weekday)))
            .collect();
        starts.extend([
            ("公元前", Sense::BeforeEra),
            ("第", Sense::Ordinal),
            ("前", Sense::Front),
            ("头", Sense::Front),
            ("首", Sense::Front),
            ("半", Sense::HalfOf),
            ("个把", Sense::HalfOf),
            ("闰", Sense::Leap),
        ]);
        let (halves, edges) = (list(halves), list(edges));
        let lunar_words = list(file.lunar.named().collect());
        let calendars = list(file.lunar.calendars().collect());
        let of_year = [&halves, &edges, &lunar_words, &calendars].into_iter().flatten();
        Self {
            leads: Leads::new(list(starts)),
            behind_numeral: behind_numeral(&file),
            behind_year: behind_year(of_year),
            halves,
            thirds: list(thirds),
            edges,
            dayparts: list(dayparts),
            lunar_words,
            calendars,
            units: units(&file.unit),
            bare_day: file.bare_day,
            clock: file.clock,
            quarter: file.quarter,
            front: file.front,
            long_ago: file.long_ago,
            apposition: file.apposition,
            more: file.more,
            bare_month: file.bare_month,
            one: file.one,
            age: file.age,
            weekday: file.weekday,
            dynasties: file.dynasty,
            signs: file.signs,
        }
    }
}

/// Which parsers are to be tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Calls {
    pub date: bool,
    pub time: bool,
    pub length: bool,
    pub age: bool,
}

impl Calls {
    /// Those of either.
    pub(super) const fn or(self, other: Self) -> Self {
        Self {
            date: self.date || other.date,
            time: self.time || other.time,
            length: self.length || other.length,
            age: self.age || other.age,
        }
    }
}

/// The characters with which the part of a year begins: those of the phrases, and what [`Scene::of_year`] names itself.
///
/// [`Scene::of_year`]: super::Scene::of_year
fn behind_year<'p>(phrases: impl Iterator<Item = &'p Phrase>) -> Vec<char> {
    let first = phrases.filter_map(|phrase| phrase.text.chars().next());
    let mut chars: Vec<char> = first.chain("第首前头的度Q ".chars()).collect();
    chars.sort_unstable();
    chars.dedup();
    chars
}

fn behind_numeral(file: &File) -> Vec<(char, Calls)> {
    let none = Calls::default();
    let fixed = [
        ("年月日号季世学财赛Q", Calls { date: true, ..none }),
        ("时点:aApP", Calls { time: true, ..none }),
    ];
    let first = |word: &str| word.chars().next().unwrap_or_default();
    let lengths = file.unit.keys().map(|word| (first(word), Calls { length: true, ..none }));
    let ages = file.age.years.iter().chain(&file.age.decades);
    let ages = ages.map(|word| (first(word), Calls { age: true, ..none }));
    let mut calls: BTreeMap<char, Calls> = BTreeMap::new();
    let fixed = fixed.iter().flat_map(|(chars, call)| chars.chars().map(|c| (c, *call)));
    for (c, call) in fixed.chain(lengths).chain(ages) {
        let known = calls.entry(c).or_default();
        *known = known.or(call);
    }
    calls.into_iter().collect()
}

fn pairs<T: Copy>(words: &BTreeMap<Box<str>, T>, sense: fn(T) -> Sense) -> Vec<(&str, Sense)> {
    words.iter().map(|(word, value)| (&**word, sense(*value))).collect()
}

fn units(entries: &BTreeMap<Box<str>, UnitEntry>) -> Vec<TimeUnit> {
    let mut units: Vec<TimeUnit> = entries.iter().map(|(text, entry)| entry.named(text)).collect();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.text.len()));
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../rules/words/calendar.toml");

    /// Whatever stands in the file is found in a text, and no guard belongs to a word that is not there.
    #[test]
    fn every_word_is_used() {
        let (words, file): (Words, File) =
            (Words::parse(FILE).unwrap(), toml::from_str(FILE).unwrap());
        let cycles = [file.document.senses(Base::Document), file.preceding.senses(Base::Preceding)];
        let leading = cycles
            .into_iter()
            .flatten()
            .chain(pairs(&file.era, Sense::Era))
            .chain(pairs(&file.century, Sense::Century))
            .chain(pairs(&file.daypart, Sense::Daypart))
            .chain(file.lunar.senses())
            .chain(file.pairs.senses());
        for (word, sense) in leading {
            let found = words.lead("", word).unwrap_or_else(|| panic!("{word} is not found"));
            assert_eq!((&*found.text, found.sense), (word, sense));
        }
        let behind = [&words.halves, &words.thirds, &words.edges, &words.calendars];
        let known = |word: &str| {
            words.lead("", word).is_some_and(|found| &*found.text == word)
                || behind.iter().any(|list| list.iter().any(|phrase| &*phrase.text == word))
        };
        let names = file.half.keys().chain(file.third.keys()).chain(file.edge.keys());
        for word in names.chain(file.guard.keys()) {
            assert!(known(word), "{word} is not used");
        }
        for unit in file.unit.keys().chain(&file.age.years).chain(&file.age.decades) {
            let first = unit.chars().next().unwrap();
            assert_ne!(words.calls(first), Calls::default(), "{unit} is not called for");
        }
    }
}
