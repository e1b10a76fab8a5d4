//! In which year an edition of a recurring event was, which years a five-year plan took, and from when
//! anniversaries count, from `rules/tables/editions.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::calendar::When;
use crate::value::{DatePart, Truth, Undecided};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    event: Vec<Event>,
    occasion: BTreeMap<Box<str>, Vec<i16>>,
    plan: BTreeMap<Box<str>, i16>,
    jubilee: BTreeMap<Box<str>, i16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    names: Vec<Box<str>>,
    #[serde(default)]
    runs: Vec<Run>,
    #[serde(default)]
    years: Vec<[i16; 2]>,
}

/// Editions at regular intervals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    from: i16,
    to: i16,
    year: i16,
    /// So many years for …
    years: i16,
    /// … so many editions.
    #[serde(default = "one")]
    editions: i16,
}

const fn one() -> i16 {
    1
}

impl Event {
    /// The years in which an edition was held, or was to be.
    fn years_of(&self, edition: i16) -> impl Iterator<Item = i16> {
        let runs = self.runs.iter().filter(move |run| (run.from..=run.to).contains(&edition));
        let regular =
            runs.map(move |run| run.year + (edition - run.from) / run.editions.max(1) * run.years);
        let others = self.years.iter().filter(move |[number, _]| *number == edition);
        regular.chain(others.map(|&[_, year]| year))
    }
}

/// The built-in table.
fn table() -> &'static File {
    static TABLE: LazyLock<File> = LazyLock::new(|| {
        let file = crate::RULES.get_file("tables/editions.toml");
        let text = file.and_then(include_dir::File::contents_utf8).unwrap_or_default();
        // A test reads the file.
        toml::from_str(text).unwrap_or_default()
    });
    &TABLE
}

/// Of names in a text the longest: 冬季奥运会 is no 奥运会.
fn longest<'a, T>(text: &[u8], names: impl Iterator<Item = (&'a str, T)>) -> Result<T, Undecided> {
    let stands = |name: &str| memchr::memmem::find(text, name.as_bytes()).is_some();
    let found = names.filter(|(name, _)| stands(name)).max_by_key(|(name, _)| name.len());
    found.map(|(_, what)| what).ok_or(Undecided::Unknown)
}

/// Whether an edition of the event that a text names was in a year. Of those that the table lacks nothing is known.
///
/// # Errors
///
/// The year, the event or the edition is unknown.
pub(super) fn edition(text: &[u8], number: i16, when: When) -> Result<Truth, Undecided> {
    let names = |event: &'static Event| event.names.iter().map(move |name| (&**name, event));
    let event = longest(text, table().event.iter().flat_map(names))?;
    let mut years = event.years_of(number).peekable();
    years.peek().ok_or(Undecided::Unknown)?;
    let year = when.first.known_year().ok_or(Undecided::UnknownDate)?;
    Ok(Truth::known(years.any(|held| held == year)))
}

/// Whether the occasion that a text names was in a year.
///
/// # Errors
///
/// The year or the occasion is unknown.
pub(super) fn occasion(text: &[u8], when: When) -> Result<Truth, Undecided> {
    let names = table().occasion.iter().map(|(name, years)| (&**name, years));
    let years = longest(text, names)?;
    let year = when.first.known_year().ok_or(Undecided::UnknownDate)?;
    Ok(Truth::known(years.contains(&year)))
}

/// Which year of the five-year plan that a text names the first year of a date is.
///
/// # Errors
///
/// The year or the plan is unknown.
pub(super) fn plan_year(text: &[u8], when: When) -> Result<i16, Undecided> {
    let first = longest(text, table().plan.iter().map(|(name, year)| (&**name, year)))?;
    let year = when.first.known_year().ok_or(Undecided::UnknownDate)?;
    Ok(year - first + 1)
}

/// Whether what a text names came about so many years before a date; a day of the year may still lie before the
/// anniversary.
///
/// # Errors
///
/// The year or the beginning is unknown.
pub(super) fn jubilee(text: &[u8], years: Decimal, when: When) -> Result<Truth, Undecided> {
    let first = longest(text, table().jubilee.iter().map(|(name, year)| (&**name, year)))?;
    let passed = when.first.known_year().ok_or(Undecided::UnknownDate)? - first;
    let early = i16::from(when.first.part != DatePart::Year);
    Ok(Truth::known((passed - early..=passed).any(|passed| years == passed.into())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::DateValue;

    const fn year(year: i16) -> When {
        When::one(DateValue::stated(year, DatePart::Year))
    }

    #[test]
    fn editions_and_their_years() {
        for (text, number, when, expected) in [
            ("第33届夏季奥运会", 33, 2024, Ok(Truth::Always)),
            ("第32届奥运会", 32, 2021, Ok(Truth::Always)),
            ("第24届冬季奥运会", 24, 2022, Ok(Truth::Always)),
            ("第24届冬季奥运会", 24, 1988, Ok(Truth::Never)),
            ("第135届广交会", 135, 2024, Ok(Truth::Always)),
            ("第136届广交会", 136, 2024, Ok(Truth::Always)),
            ("第22届世界杯", 22, 2022, Ok(Truth::Always)),
            ("第十九届亚运会", 19, 2023, Ok(Truth::Always)),
            ("十八届三中全会", 18, 2012, Ok(Truth::Never)),
            ("第99届奥运会", 99, 2024, Err(Undecided::Unknown)),
            ("第5届庙会", 5, 2024, Err(Undecided::Unknown)),
        ] {
            assert_eq!(edition(text.as_bytes(), number, year(when)), expected, "{text}");
        }
    }

    #[test]
    fn occasions() {
        assert_eq!(occasion("党的十八大".as_bytes(), year(2012)), Ok(Truth::Always));
        assert_eq!(occasion("北京冬奥会".as_bytes(), year(2008)), Ok(Truth::Never));
    }

    #[test]
    fn plans() {
        assert_eq!(plan_year("“十四五”".as_bytes(), year(2025)), Ok(5));
        assert_eq!(plan_year("“十五五”".as_bytes(), year(2026)), Ok(1));
        assert_eq!(plan_year("规划".as_bytes(), year(2026)), Err(Undecided::Unknown));
    }

    #[test]
    fn jubilees() {
        let check = |years: i64, when| jubilee("新中国成立".as_bytes(), years.into(), when);
        assert_eq!(check(75, year(2024)), Ok(Truth::Always));
        assert_eq!(check(74, year(2024)), Ok(Truth::Never));
        let may = When::one(DateValue::stated(2024, DatePart::Months(5, 5)));
        assert_eq!(check(74, may), Ok(Truth::Always));
        assert_eq!(jubilee("建厂".as_bytes(), 50.into(), year(2024)), Err(Undecided::Unknown));
    }

    #[test]
    fn every_event_has_editions() {
        for event in &table().event {
            let known = (1..200).any(|number| event.years_of(number).next().is_some());
            assert!(known, "{:?}", event.names);
        }
        assert!(table().event.len() > 20);
    }
}
