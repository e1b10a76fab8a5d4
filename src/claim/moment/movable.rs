//! The calendars of movable feasts: Easter, the Hebrew and the Islamic calendar.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::value::LunarMonth;

/// Easter by the Gregorian rule (the anonymous algorithm of 1876).
pub(super) fn easter(year: i16) -> Option<Date> {
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
pub(super) fn orthodox_easter(year: i16) -> Option<Date> {
    let number = i32::from(year);
    let d = (19 * (number % 19) + 15) % 30;
    let e = (2 * (number % 4) + 4 * (number % 7) - d + 34) % 7;
    let sum = d + e + 114;
    let julian = Date::new(year, (sum / 31) as i8, (sum % 31 + 1) as i8).ok()?;
    julian.checked_add(13.days()).ok()
}

/// A day of the Hebrew calendar in a year of ours; months are counted from Nisan, and Adar is the one before it. Tevet, which
/// may fall into two of our years, has no feast and is left out.
pub(super) fn hebrew(year: i16, month: u8, day: u8) -> Option<Date> {
    // The year that begins in the autumn of ours.
    let autumn = i64::from(year) + 3761;
    let (new_year, next) = (hebrew_new_year(autumn), hebrew_new_year(autumn + 1));
    // From Nisan to the new year there are always as many days.
    let nisan = new_year - 177;
    let leap = new_year - hebrew_new_year(autumn - 1) > 380;
    let first = match month {
        1..=6 => nisan + [0, 30, 59, 89, 118, 148][usize::from(month) - 1],
        7 => new_year,
        8 => new_year + 30,
        9 => new_year + 59 + i64::from((next - new_year) % 10 == 5),
        11 => nisan - if leap { 89 } else { 59 },
        12 => nisan - 29,
        _ => return None,
    };
    ordinal(first + i64::from(day) - 1)
}

/// The day on which a year of the Hebrew calendar begins, counted from 1 January of the year 1 (Reingold and Dershowitz,
/// Calendrical Calculations, chapter 8).
fn hebrew_new_year(year: i64) -> i64 {
    const EPOCH: i64 = -1_373_427;
    let elapsed = |year: i64| {
        let months = (235 * year - 234).div_euclid(19);
        let parts = 12_084 + 13_753 * months;
        let day = 29 * months + parts.div_euclid(25_920);
        // It begins on no Sunday, Wednesday or Friday.
        if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
    };
    let (before, this, next) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let delay = match (next - this, this - before) {
        (356, _) => 2,
        (_, 382) => 1,
        _ => 0,
    };
    EPOCH + this + delay
}

/// A day of the Islamic calendar in a year of ours. A month begins the day after the moon was new, as in Mecca: the new moon is
/// that of the Chinese calendar, and the arithmetical calendar tells which it is.
pub(super) fn islamic(year: i16, month: u8, day: u8) -> Option<Date> {
    let near = (i64::from(year) - 622) * 33 / 32;
    (near - 1..=near + 2).find_map(|counted| {
        let first =
            new_moon_near(ordinal(islamic_month(counted, month.into()))?)?.tomorrow().ok()?;
        let found = first.checked_add((i64::from(day) - 1).days()).ok()?;
        (found.year() == year).then_some(found)
    })
}

/// The day on which a month begins in the arithmetical calendar, counted from 1 January of the year 1.
const fn islamic_month(year: i64, month: i64) -> i64 {
    const EPOCH: i64 = 227_015;
    EPOCH + 29 * (month - 1) + (6 * month - 1) / 11 + (year - 1) * 354 + (3 + 11 * year) / 30
}

/// The first day of the Chinese month that begins about that day.
fn new_moon_near(day: Date) -> Option<Date> {
    let months = [day.year() - 1, day.year()].into_iter().flat_map(|year| {
        let months =
            (1..=12).flat_map(|number| [false, true].map(|leap| LunarMonth { number, leap }));
        months.filter_map(move |month| Some(month.days_in(year)?.first))
    });
    let away = |first: &Date| day.until(*first).map_or(i32::MAX, |span| span.get_days().abs());
    months.min_by_key(away).filter(|first| away(first) <= 4)
}

/// The day of that number, the first of the year 1 being 1.
fn ordinal(number: i64) -> Option<Date> {
    Date::new(1, 1, 1).ok()?.checked_add((number - 1).days()).ok()
}
