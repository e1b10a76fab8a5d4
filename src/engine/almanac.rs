//! What the almanac says of a day or a year: its lunar date, its name in a cycle, its festival.

use jiff::civil::Date;

use super::calendar::When;
use crate::claim::Festival;
use crate::rule::words::Words;
use crate::value::{DatePart, DateValue, DayRange, LunarMonth, Truth, Undecided};

/// The lunar year a day lies in, named after the year in which it begins; `None` outside the table.
pub(super) fn lunar_year(day: Date) -> Option<i16> {
    let new_year = LunarMonth { number: 1, leap: false }.days_in(day.year())?.first;
    Some(day.year() - i16::from(day < new_year))
}

/// Whether a solar date can be a lunar one. A month that is doubled may be either of the two.
///
/// # Errors
///
/// The solar day is unknown or outside the table, or the second date is not lunar.
pub(super) fn falls(solar: When, lunar: When) -> Result<Truth, Undecided> {
    let days = solar.days()?;
    let DatePart::Lunar(month, day) = lunar.first.part else { return Err(Undecided::UnknownDate) };
    let years = lunar_year(days.first).zip(lunar_year(days.last)).ok_or(Undecided::UnknownDate)?;
    let months = [month, LunarMonth { leap: true, ..month }];
    let in_year = |year: i16| {
        months.iter().filter_map(move |month| match day {
            0 => month.days_in(year),
            _ => month.day_in(year, day),
        })
    };
    let meets = |lunar: DayRange| lunar.first <= days.last && days.first <= lunar.last;
    Ok(Truth::known((years.0..=years.1).flat_map(in_year).any(meets)))
}

/// The word of a cycle that stands in a text, as its place in the cycle and the length of that.
pub(super) fn named(cycle: &[String], text: &[u8]) -> Option<(usize, usize)> {
    let place = |word: &String| memchr::memmem::find(text, word.as_bytes());
    let found = cycle.iter().enumerate().filter_map(|(at, word)| Some((place(word)?, at)));
    found.min().map(|(_, at)| (at, cycle.len()))
}

/// Whether a year has its turn at a place of a cycle whose first was the year 4. In January and February the year before
/// may still be meant.
///
/// # Errors
///
/// The year is unknown.
pub(super) fn cyclic(when: When, (place, length): (usize, usize)) -> Result<Truth, Undecided> {
    let year = |date: &DateValue| date.known_year().ok_or(Undecided::UnknownDate);
    let turns = matches!(
        when.first.part,
        DatePart::Day(..=2, _) | DatePart::Months(..=2, _) | DatePart::Third(..=2, _)
    );
    let late = matches!(when.first.part, DatePart::Lunar(month, _) if month.number > 10);
    let first = i64::from(year(&when.first)?) - i64::from(turns || late);
    let length = i64::try_from(length).map_err(|_| Undecided::Arithmetic)?;
    let place = i64::try_from(place).map_err(|_| Undecided::Arithmetic)?;
    let hit =
        (first..=i64::from(year(&when.last)?)).any(|year| (year - 4).rem_euclid(length) == place);
    Ok(Truth::known(hit))
}

/// The years that a day without one may be of.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2050;

/// Whether the festival that stands first in a text is on a day.
///
/// # Errors
///
/// There is no festival in the text, or one that is not the same day everywhere, or the day is unknown. A day of a year that
/// is not known may be one in any of the [`YEARS`] in which it is kept.
pub(super) fn celebrates(text: &[u8], when: When) -> Result<Truth, Undecided> {
    let text = std::str::from_utf8(text).map_err(|_| Undecided::Unknown)?;
    let festival = Festival::named_in(text).filter(|one| one.is_settled());
    let festival = festival.ok_or(Undecided::Unknown)?;
    if let (Festival::Solar(month, day), DatePart::Day(..)) = (festival, when.first.part) {
        return Ok(Truth::known(when.first.part == DatePart::Day(month, day)));
    }
    if let (Festival::Lunar(number, day), DatePart::Lunar(month, on)) = (festival, when.first.part)
    {
        let last = day == LunarMonth::LAST && on > 28;
        return Ok(Truth::known(number == month.number && (day == on || last)));
    }
    if let (DatePart::Day(month, day), None) = (when.first.part, when.first.known_year()) {
        let kept = |date: Date| (date.month() as u8, date.day() as u8) == (month, day);
        let ever = YEARS.filter_map(|year| festival.day_in(year)).any(kept);
        return if ever { Err(Undecided::UnknownDate) } else { Ok(Truth::Never) };
    }
    let day = when.days()?.as_day().ok_or(Undecided::UnknownDate)?;
    // The lunar year begins weeks after the solar one: 腊八 may fall into January.
    let held = [day.year() - 1, day.year()].map(|year| festival.day_in(year));
    if held[1].is_none() {
        return Err(Undecided::UnknownDate);
    }
    Ok(Truth::known(held.contains(&Some(day))))
}

/// The day of the festival that stands first in a text, in the year of a date.
///
/// # Errors
///
/// There is no festival in the text, or one that is not the same day everywhere, or the year is unknown.
pub(super) fn festival_day(text: &[u8], when: When) -> Result<When, Undecided> {
    let text = std::str::from_utf8(text).map_err(|_| Undecided::Unknown)?;
    let festival = Festival::named_in(text).filter(|one| one.is_settled());
    let year = when.first.known_year().ok_or(Undecided::UnknownDate)?;
    let day = festival.ok_or(Undecided::Unknown)?.day_in(year);
    day.map(When::day).ok_or(Undecided::UnknownDate)
}

/// Whether a year lies in the reign that a text names, or in the year before or after it. Reigns are word sets:
/// `reign-1522-1566`.
///
/// # Errors
///
/// There is no reign in the text, or the year is unknown.
pub(super) fn reigned(words: &Words, text: &[u8], when: When) -> Result<Truth, Undecided> {
    let stands = |word: &String| memchr::memmem::find(text, word.as_bytes()).is_some();
    let mut reigns = words.named_with_prefix("reign-").filter(|(_, set)| set.iter().any(stands));
    let name = reigns.next().and_then(|(name, _)| name.strip_prefix("reign-"));
    let ends = name.and_then(|name| name.split_once('-'));
    let years = ends.and_then(|(a, b)| a.parse::<i16>().ok().zip(b.parse::<i16>().ok()));
    let ((first, last), year) = years.zip(when.first.known_year()).ok_or(Undecided::UnknownDate)?;
    Ok(Truth::known((first - 1..=last + 1).contains(&year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: u8, day: u8) -> When {
        When::one(DateValue::stated(year, DatePart::Day(month, day)))
    }

    fn lunar(number: u8, day: u8) -> When {
        let month = LunarMonth { number, leap: false };
        When::one(DateValue::undated(DatePart::Lunar(month, day)))
    }

    #[test]
    fn lunar_days() {
        for (solar, lunar, expected) in [
            (day(2016, 7, 18), lunar(6, 15), Truth::Always),
            (day(2016, 7, 18), lunar(6, 14), Truth::Never),
            (day(2024, 1, 13), lunar(12, 3), Truth::Always),
            // The second sixth month of 2025.
            (day(2025, 7, 25), lunar(6, 1), Truth::Always),
            (day(2024, 2, 9), lunar(12, LunarMonth::LAST), Truth::Always),
            (day(2025, 3, 5), lunar(2, 0), Truth::Always),
        ] {
            assert_eq!(falls(solar, lunar), Ok(expected), "{solar:?} {lunar:?}");
        }
        assert_eq!(falls(day(1600, 1, 1), lunar(1, 1)), Err(Undecided::UnknownDate));
    }

    #[test]
    fn years_in_a_cycle() {
        let year = |year| When::one(DateValue::stated(year, DatePart::Year));
        // 甲辰 is the 41st of sixty.
        assert_eq!(cyclic(year(2024), (40, 60)), Ok(Truth::Always));
        assert_eq!(cyclic(year(1896), (40, 60)), Ok(Truth::Never));
        assert_eq!(cyclic(day(2025, 1, 20), (40, 60)), Ok(Truth::Always));
        assert_eq!(cyclic(day(2025, 3, 20), (40, 60)), Ok(Truth::Never));
        assert_eq!(cyclic(year(-1), (11, 12)), Ok(Truth::known((-5_i64).rem_euclid(12) == 11)));
        assert_eq!(named(&["甲子".into(), "乙丑".into()], "岁次乙丑".as_bytes()), Some((1, 2)));
    }

    #[test]
    fn reigns() {
        let mut words = Words::default();
        words.define("reign-1522-1566", ["嘉靖".to_owned()]);
        let check = |year| {
            let when = When::one(DateValue::stated(year, DatePart::Year));
            reigned(&words, "嘉靖年间(".as_bytes(), when)
        };
        assert_eq!(check(1521), Ok(Truth::Always));
        assert_eq!(check(1740), Ok(Truth::Never));
    }

    #[test]
    fn festivals() {
        let check = |text: &str, when| celebrates(text.as_bytes(), when);
        assert_eq!(check("(清明节", day(2024, 4, 4)), Ok(Truth::Always));
        assert_eq!(check("清明", day(2024, 4, 8)), Ok(Truth::Never));
        assert_eq!(check("中秋节", day(2024, 9, 17)), Ok(Truth::Always));
        assert_eq!(check("中秋节", day(2024, 9, 18)), Ok(Truth::Never));
        assert_eq!(check("腊八节", day(2024, 1, 18)), Ok(Truth::Always));
        assert_eq!(check("端午节", lunar(5, 5)), Ok(Truth::Always));
        assert_eq!(check("端午节", lunar(5, 6)), Ok(Truth::Never));
        let undated = When::one(DateValue::undated(DatePart::Day(3, 12)));
        assert_eq!(check("植树节", undated), Ok(Truth::Always));
        assert_eq!(check("中秋节", undated), Ok(Truth::Never));
        let undated = When::one(DateValue::undated(DatePart::Day(9, 17)));
        assert_eq!(check("中秋节", undated), Err(Undecided::UnknownDate));
        assert_eq!(check("冬至", undated), Ok(Truth::Never));
        assert_eq!(check("赶集", undated), Err(Undecided::Unknown));
        let year = When::one(DateValue::stated(2024, DatePart::Year));
        assert_eq!(
            festival_day("中秋节是".as_bytes(), year).map(|it| it.first.part),
            Ok(DatePart::Day(9, 17))
        );
    }
}
