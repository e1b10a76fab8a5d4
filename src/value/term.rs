//! The twenty-four solar terms (节气) from 1900 to 2100.

use jiff::civil::Date;

/// The first year of the table.
const FIRST: i16 = 1900;

/// The earliest day of its month on which each term falls, from 小寒 in January to 冬至 in December.
const EARLIEST: [i8; 24] =
    [4, 19, 3, 18, 4, 19, 4, 19, 4, 20, 4, 20, 6, 22, 6, 22, 6, 22, 7, 22, 6, 21, 6, 21];

/// For each year and term, in two bits from the lowest on, how many days later than the earliest it falls. Computed by
/// GB/T 33661—2017; agrees with `tyme4` on every term.
const LATER: [u64; 201] = [
    0x5AA665A65A56,
    0x6AAAA6AA9A5A,
    0xAAAAAABAAA6A,
    0xAAABBABBAFAA,
    0x5AA665A65AAB,
    0x6AAAA6AA9A5A,
    0xAAAAAAAAAA6A,
    0xAAABBABBAFAA,
    0x5AA665A65AAB,
    0x6AAAA6AA9A5A,
    0xAAAAAAAAAA6A,
    0xAAABBABBAFAA,
    0x56A665A65AAB,
    0x6AA6A6AA9A56,
    0xAAAAAAAA9A5A,
    0xAAABAABAAEAA,
    0x569665A65AAA,
    0x6AA6A6A69A56,
    0x6AAAAAAA9A5A,
    0xAAABAABAAEAA,
    0x569665A65AAA,
    0x5AA6A6A65A56,
    0x6AAAAAAA9A5A,
    0xAAABAABAAA6A,
    0x569665A65AAA,
    0x5AA6A6A65A56,
    0x6AAAA6AA9A5A,
    0xAAABAABAAA6A,
    0x555665A65AAA,
    0x5AA665A65A56,
    0x6AAAA6AA9A5A,
    0xAAAAAABAAA6A,
    0x555665665AAA,
    0x5AA665A65A56,
    0x6AAAA6AA9A5A,
    0xAAAAAAAAAA6A,
    0x555665665AAA,
    0x5AA665A65A56,
    0x6AAAA6AA9A5A,
    0xAAAAAAAAAA6A,
    0x555665665AAA,
    0x5AA665A65A56,
    0x6AAAA6AA9A5A,
    0xAAAAAAAAAA6A,
    0x555665655AAA,
    0x569665A65A56,
    0x6AA6A6AA9A56,
    0xAAAAAAAA9A5A,
    0x5556556559AA,
    0x569665A65A55,
    0x6AA6A6A65A56,
    0xAAAAAAAA9A5A,
    0x5556556559AA,
    0x569665A65A55,
    0x5AA6A6A65A56,
    0x6AAAA6AA9A5A,
    0x5556556555AA,
    0x569665A65A55,
    0x5AA665A65A56,
    0x6AAAA6AA9A5A,
    0x55555565556A,
    0x555665665A55,
    0x5AA665A65A56,
    0x6AAAA6AA9A5A,
    0x55555565556A,
    0x555665665A55,
    0x5AA665A65A56,
    0x6AAAA6AA9A5A,
    0x55555555556A,
    0x555665665A55,
    0x5AA665A65A56,
    0x6AAAA6AA9A5A,
    0x55555555556A,
    0x555665655A55,
    0x5AA665A65A56,
    0x6AA6A6AA9A5A,
    0x55555555456A,
    0x555655655A55,
    0x5A9665A65A56,
    0x6AA6A6A69A56,
    0x55555555456A,
    0x555655655A55,
    0x569665A65A56,
    0x6AA6A6A65A56,
    0x55555155455A,
    0x555655655955,
    0x569665A65A55,
    0x5AA6A5A65A56,
    0x15555155455A,
    0x555555655555,
    0x569665665A55,
    0x5AA665A65A56,
    0x15555155455A,
    0x555555655515,
    0x555665665A55,
    0x5AA665A65A56,
    0x15555155455A,
    0x555555555515,
    0x555665665A55,
    0x5AA665A65A56,
    0x15555155455A,
    0x555555555515,
    0x555665665A55,
    0x5AA665A65A56,
    0x15555155455A,
    0x555555555515,
    0x555655655A55,
    0x5AA665A65A56,
    0x15515155455A,
    0x555555554515,
    0x555655655A55,
    0x5A9665A65A56,
    0x15515151455A,
    0x555551554515,
    0x555655655A55,
    0x569665A65A56,
    0x155151510556,
    0x555551554505,
    0x555655655955,
    0x569665665A55,
    0x155110510556,
    0x155551554505,
    0x555555655555,
    0x569665665A55,
    0x055110510556,
    0x155551554505,
    0x555555555515,
    0x555665665A55,
    0x055110510556,
    0x155551554505,
    0x555555555515,
    0x555665665A55,
    0x055110510556,
    0x155551554505,
    0x555555555515,
    0x555655655A55,
    0x055110510556,
    0x155551554505,
    0x555555555515,
    0x555655655A55,
    0x055110510556,
    0x155151514505,
    0x555555554515,
    0x555655655A55,
    0x054110510556,
    0x155151510505,
    0x555551554515,
    0x555655655A55,
    0x014110110556,
    0x155110510501,
    0x555551554505,
    0x555555655555,
    0x014110110555,
    0x155110510501,
    0x555551554505,
    0x555555555555,
    0x014110110555,
    0x055110510501,
    0x155551554505,
    0x555555555555,
    0x000110110555,
    0x055110510501,
    0x155551554505,
    0x555555555515,
    0x000110110555,
    0x055110510501,
    0x155551554505,
    0x555555555515,
    0x000100100555,
    0x055110510501,
    0x155151514505,
    0x555555555515,
    0x000100100555,
    0x054110510501,
    0x155151514505,
    0x555551554515,
    0x000100100555,
    0x054110510501,
    0x155150510505,
    0x555551554515,
    0x000100100555,
    0x014110110501,
    0x155110510505,
    0x555551554505,
    0x000000100055,
    0x014110110500,
    0x155110510501,
    0x555551554505,
    0x000000000055,
    0x014110110500,
    0x055110510501,
    0x155551554505,
    0x000000000055,
    0x000110110500,
    0x055110510501,
    0x155551554505,
    0x000000000015,
    0x000100110500,
    0x055110510501,
    0x155551554505,
    0x555555555515,
];

/// One of the twenty-four, from 小寒, which is 1, to 冬至, which is 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(transparent)]
pub struct SolarTerm(pub u8);

impl SolarTerm {
    /// Its day in a year; `None` outside 1900 to 2100 and for a number that is none.
    #[must_use]
    pub fn day_in(self, year: i16) -> Option<Date> {
        let later = *LATER.get(usize::try_from(year.checked_sub(FIRST)?).ok()?)?;
        let index = self.0.checked_sub(1)?;
        let earliest = *EARLIEST.get(usize::from(index))?;
        let days = (later >> (2 * index) & 3) as i8;
        Date::new(year, i8::try_from(index / 2 + 1).ok()?, earliest + days).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_tyme() {
        for year in FIRST..FIRST + 201 {
            for number in 1..=24 {
                let term = tyme4rs::tyme::solar::SolarTerm::from_index(year.into(), number);
                let day = term.get_julian_day().get_solar_day();
                let found = SolarTerm(number as u8).day_in(year).unwrap();
                assert_eq!(found.to_string(), day_text(&day), "{year} {number}");
            }
        }
        assert_eq!(SolarTerm(7).day_in(2101), None);
        assert_eq!(SolarTerm(25).day_in(2000), None);
    }

    fn day_text(day: &tyme4rs::tyme::solar::SolarDay) -> String {
        format!("{:04}-{:02}-{:02}", day.get_year(), day.get_month(), day.get_day())
    }
}
