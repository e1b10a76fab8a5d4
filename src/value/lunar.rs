//! The Chinese lunisolar calendar from 1900 to 2100.

use jiff::ToSpan;
use jiff::civil::Date;

use super::date::DayRange;

/// The first year of the table.
const FIRST: i16 = 1900;

/// For each year: in bits 17 and up how many days after 1 January it begins, in bits 13 to 16 its leap month or 0, and
/// below, from the first month on (a leap month after the one it doubles), whether a month has 30 days instead of 29.
/// Computed by GB/T 33661—2017; agrees with `tyme4` but for eleven months that
/// begin within minutes of midnight.
const YEARS: [u32; 201] = [
    0x3D16D2, 0x620752, 0x4C0EA5, 0x38B64A, 0x5C064B, 0x440A9B, 0x309556, 0x56056A, 0x400B59,
    0x2A5752, 0x500752, 0x3ADB25, 0x600B25, 0x480A4B, 0x32B4AB, 0x5802AD, 0x42056B, 0x2C4B69,
    0x520DA9, 0x3EFD92, 0x640E92, 0x4C0D25, 0x36BA4D, 0x5C0A56, 0x4602B6, 0x2E95B5, 0x5606D4,
    0x400EA9, 0x2C5E92, 0x500E92, 0x3ACD26, 0x5E052B, 0x480A57, 0x32B2B6, 0x580B5A, 0x4406D4,
    0x2E6EC9, 0x520749, 0x3CF693, 0x620A93, 0x4C052B, 0x34CA5B, 0x5A0AAD, 0x46056A, 0x309B55,
    0x560BA4, 0x400B49, 0x2A5A93, 0x500A95, 0x38F52D, 0x5E0536, 0x480AAD, 0x34B5AA, 0x5805B2,
    0x420DA5, 0x2E7D4A, 0x540D4A, 0x3D0A95, 0x600A97, 0x4C0556, 0x36CAB5, 0x5A0AD5, 0x4606D2,
    0x308EA5, 0x560EA5, 0x40064A, 0x286C97, 0x4E0A9B, 0x3AF55A, 0x5E056A, 0x480B69, 0x34B752,
    0x5A0B52, 0x420B25, 0x2C964B, 0x520A4B, 0x3D14AB, 0x6002AD, 0x4A056D, 0x36CB69, 0x5C0DA9,
    0x460D92, 0x309D25, 0x560D25, 0x415A4D, 0x640A56, 0x4E02B6, 0x38C5B5, 0x5E06D5, 0x480EA9,
    0x34BE92, 0x5A0E92, 0x440D26, 0x2C6A56, 0x500A57, 0x3D14D6, 0x62035A, 0x4A06D5, 0x36B6C9,
    0x5C0749, 0x460693, 0x2E952B, 0x54052B, 0x3E0A5B, 0x2A555A, 0x4E056A, 0x38FB55, 0x600BA4,
    0x4A0B49, 0x32BA93, 0x580A95, 0x42052D, 0x2C8AAD, 0x500AB5, 0x3D35AA, 0x6205D2, 0x4C0DA5,
    0x36DD4A, 0x5C0D4A, 0x460C95, 0x30952E, 0x540556, 0x3E0AB5, 0x2A55B2, 0x5006D2, 0x38CEA5,
    0x5E0725, 0x48064B, 0x32AC97, 0x560CAB, 0x42055A, 0x2C6AD6, 0x520B69, 0x3D7752, 0x620B52,
    0x4C0B25, 0x36DA4B, 0x5A0A4B, 0x4404AB, 0x2EA55B, 0x5405AD, 0x3E0B6A, 0x2A5B52, 0x500D92,
    0x3AFD25, 0x5E0D25, 0x480A55, 0x32B4AD, 0x5804B6, 0x4005B5, 0x2C6DAA, 0x520EC9, 0x3F1E92,
    0x620E92, 0x4C0D26, 0x36CA56, 0x5A0A57, 0x4404D6, 0x2E86D5, 0x540755, 0x400749, 0x286E93,
    0x4E0693, 0x38F52B, 0x5E052B, 0x460A5B, 0x32B55A, 0x58056A, 0x420B65, 0x2C974A, 0x520B4A,
    0x3D1A95, 0x620A95, 0x4A052D, 0x34CAAD, 0x5A0AB5, 0x4605AA, 0x2E8BA5, 0x540DA5, 0x400D4A,
    0x2A7C95, 0x4E0C96, 0x38F94E, 0x5E0556, 0x480AB5, 0x32B5B2, 0x5806D2, 0x420EA5, 0x2E8E4A,
    0x50068B, 0x3B0C97, 0x6004AB, 0x4A055B, 0x34CAD6, 0x5A0B6A, 0x460752, 0x309725, 0x540B45,
    0x3E0A8B, 0x28549B, 0x4E04AB,
];

/// A month of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LunarMonth {
    /// 1 to 12, as printed.
    pub number: u8,
    /// Whether it is the leap month that follows the one of its number: 闰六月.
    pub leap: bool,
}

impl LunarMonth {
    /// Its days in the lunar year that begins in `year`; `None` outside 1900 to 2100 and where the year has no such month.
    #[must_use]
    pub fn days_in(self, year: i16) -> Option<DayRange> {
        let entry = *YEARS.get(usize::try_from(year.checked_sub(FIRST)?).ok()?)?;
        let leap = (entry >> 13 & 0xF) as u8;
        if !(1..=12).contains(&self.number) || self.leap && leap != self.number {
            return None;
        }
        let doubled = leap != 0 && self.number > leap || self.leap;
        let before = u32::from(self.number) - 1 + u32::from(doubled);
        let long = (entry & ((1 << before) - 1)).count_ones();
        let from_new_year = before * 29 + long;
        let length = 29 + (entry >> before & 1);
        let first = Date::new(year, 1, 1).ok()?;
        let first = first.checked_add(i64::from((entry >> 17) + from_new_year).days()).ok()?;
        DayRange::new(first, first.checked_add(i64::from(length - 1).days()).ok()?)
    }

    /// A day of it; 除夕 is the last of the twelfth month whatever its number.
    #[must_use]
    pub fn day_in(self, year: i16, day: u8) -> Option<DayRange> {
        let days = self.days_in(year)?;
        if day == Self::LAST {
            return Some(DayRange::day(days.last));
        }
        let day = days.first.checked_add((i64::from(day) - 1).days()).ok()?;
        days.contains(day).then_some(DayRange::day(day))
    }

    /// The day number that stands for the last day of a month.
    pub const LAST: u8 = 31;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(year: i16, number: u8, leap: bool, day: u8, expected: &str) {
        let day = LunarMonth { number, leap }.day_in(year, day).and_then(DayRange::as_day);
        assert_eq!(day.map_or_else(String::new, |day| day.to_string()), expected);
    }

    #[test]
    fn known_days() {
        check(2024, 1, false, 1, "2024-02-10");
        check(2025, 6, false, 1, "2025-06-25");
        check(2025, 6, true, 1, "2025-07-25");
        check(2024, 8, false, 15, "2024-09-17");
        check(2023, 12, false, LunarMonth::LAST, "2024-02-09");
        check(2023, 12, false, 30, "2024-02-09");
        check(2024, 12, false, 30, "");
        check(2024, 6, true, 1, "");
        check(1900, 1, false, 1, "1900-01-31");
        check(2101, 1, false, 1, "");
    }

    #[test]
    fn years_join() {
        for year in 1900..2100 {
            let last = LunarMonth { number: 12, leap: false }.days_in(year).map(|days| days.last);
            let leap = LunarMonth { number: 12, leap: true }.days_in(year).map(|days| days.last);
            let next = LunarMonth { number: 1, leap: false }.days_in(year + 1).map(|d| d.first);
            assert_eq!(leap.or(last).and_then(|day| day.tomorrow().ok()), next, "{year}");
        }
    }

    /// The months whose new moon falls so close to midnight in Beijing that `tyme4`, whose formula is shorter, begins them on
    /// the day before or after: 1957-03-02 at 0:12, 1954-02-03 at 23:55.
    const AT_MIDNIGHT: [(i16, u8); 11] = [
        (1906, 4),
        (1909, 8),
        (1910, 12),
        (1916, 3),
        (1920, 10),
        (1927, 10),
        (1928, 9),
        (1942, 8),
        (1943, 11),
        (1954, 1),
        (1957, 2),
    ];

    #[test]
    fn agrees_with_tyme() {
        for year in 1900..=2100 {
            let months = tyme4rs::tyme::lunar::LunarYear::from_year(year.into()).get_months();
            let leap = |number| LunarMonth { number, leap: true }.days_in(year).is_some();
            assert_eq!((1..=12).filter(|&number| leap(number)).count() + 12, months.len());
            for month in months {
                let ours = LunarMonth { number: month.get_month() as u8, leap: month.is_leap() };
                let first = month.get_first_julian_day().get_solar_day();
                let theirs = Date::new(
                    first.get_year() as i16,
                    first.get_month() as i8,
                    first.get_day() as i8,
                );
                let same = ours.days_in(year).map(|days| days.first) == theirs.ok();
                let close = AT_MIDNIGHT.contains(&(year, ours.number)) && !ours.leap;
                assert_eq!(same, !close, "{year} {ours:?}");
            }
        }
    }
}
