//! Dates as intervals of days, and times of day.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::lunar::LunarMonth;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayRange {
    /// First day.
    pub first: Date,
    /// Last day, not before the first.
    pub last: Date,
}

impl DayRange {
    /// One day.
    #[must_use]
    pub const fn day(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// From one day to another; `None` if the second is before the first.
    #[must_use]
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The only day, if there is just one.
    #[must_use]
    pub fn as_day(self) -> Option<Date> {
        (self.first == self.last).then_some(self.first)
    }
}

/// Where the year of a date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YearFrom {
    /// It is written in the date.
    Stated,
    /// It is written in a date before this one in the same sentence or paragraph.
    Context,
    /// It was worked out from the date of the document (今年, 昨日, or a bare 3月5日 within half a year of it).
    Document,
    /// Nothing tells.
    Unknown,
    /// `year` is not a year but counts from that of another date: 去年 is −1. The parser leaves it so; resolving a document
    /// turns it into `Context`, `Document` or `Unknown`.
    Relative(Base),
}

/// What a relative date counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// The date of the document: 今年, 昨日, 上周五.
    Document,
    /// The date spoken of before: 次日, 当天, 同年.
    Preceding,
}

/// A day, week, month or quarter counted from another date. The numbers count units forward; −1 is the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shift {
    /// 昨日 is −1.
    Day(i16),
    /// 上周 is −1; weeks begin on Monday.
    Week(i8),
    /// 上周五 is (−1, 5).
    Weekday(i8, u8),
    /// 上月 is −1.
    Month(i8),
    /// 本月下旬 is (0, 3).
    MonthThird(i8, u8),
    /// 本月5日 is (0, 5).
    MonthDay(i8, u8),
    /// 上季度 is −1.
    Quarter(i8),
}

impl Shift {
    /// The date so far from `base`.
    #[must_use]
    pub fn from(self, base: Date) -> Option<(i16, DatePart)> {
        let month = |count: i8| base.first_of_month().checked_add(i32::from(count).months()).ok();
        let weekday = |weeks: i8, day: u8| {
            let monday =
                base.checked_sub(i32::from(base.weekday().to_monday_zero_offset()).days()).ok()?;
            monday.checked_add((i32::from(weeks) * 7 + i32::from(day) - 1).days()).ok()
        };
        let number = |n: i8| u8::try_from(n).ok();
        let whole_day =
            |day: Date| Some((day.year(), DatePart::Day(number(day.month())?, number(day.day())?)));
        match self {
            Self::Day(days) => whole_day(base.checked_add(i32::from(days).days()).ok()?),
            Self::Weekday(weeks, day) => whole_day(weekday(weeks, day)?),
            Self::Week(weeks) => {
                let week = weekday(weeks, 1)?.iso_week_date();
                Some((week.year(), DatePart::Week(number(week.week())?)))
            }
            Self::Month(count) => {
                let first = month(count)?;
                let number = number(first.month())?;
                Some((first.year(), DatePart::Months(number, number)))
            }
            Self::MonthThird(count, third) => {
                let first = month(count)?;
                Some((first.year(), DatePart::Third(number(first.month())?, third)))
            }
            Self::MonthDay(count, day) => {
                let first = month(count)?;
                Some((first.year(), DatePart::Day(number(first.month())?, day)))
            }
            Self::Quarter(count) => {
                let first = month(count.checked_mul(3)?)?;
                let quarter = number((first.month() + 2) / 3)?;
                Some((first.year(), DatePart::Quarters(quarter, quarter)))
            }
        }
    }
}

/// What of a year a date names. Numbers are as printed and may be impossible (13月, 32日); see [`DateValue::exists`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatePart {
    /// 世纪: `year` is the first year of the century.
    Century,
    /// 年代: `year` is the first year of the decade.
    Decade,
    /// The whole year.
    Year,
    /// 上半年 1, 下半年 2.
    Half(u8),
    /// 一季度 is (1, 1), 前三季度 (1, 3).
    Quarters(u8, u8),
    /// 9月 is (9, 9), 1—8月 (1, 8).
    Months(u8, u8),
    /// A month and 上旬 1, 中旬 2, 下旬 3. 月初 and 月底 are read as its first and last ten days.
    Third(u8, u8),
    /// A week by ISO 8601; the year is that of the week.
    Week(u8),
    /// Month and day; the month is 0 where only the day is written (5日).
    Day(u8, u8),
    /// A month of the lunar calendar and a day of it, 0 for all of it, [`LunarMonth::LAST`] for 除夕. The year is the one in
    /// which the lunar year begins.
    Lunar(LunarMonth, u8),
    /// Counted from another date that is not known (yet).
    Relative(Base, Shift),
}

impl DatePart {
    /// Whether it is certain that every year has it: a solar month, or one of the first 28 days of one.
    #[must_use]
    pub const fn is_in_every_year(self) -> bool {
        match self {
            Self::Year => true,
            Self::Months(first, last) => {
                matches!(first, 1..=12) && matches!(last, 1..=12) && first <= last
            }
            Self::Day(month, day) => matches!(month, 1..=12) && matches!(day, 1..=28),
            _ => false,
        }
    }

    /// Month and day where it begins, to see which of two comes first in a year.
    fn order(self) -> (u8, u8) {
        match self {
            Self::Half(half) => (half.saturating_mul(6).saturating_sub(5), 0),
            Self::Quarters(from, _) => (from.saturating_mul(3).saturating_sub(2), 0),
            Self::Months(from, _) => (from, 0),
            Self::Third(month, third) => (month, third.saturating_mul(10).saturating_sub(9)),
            Self::Day(month, day) => (month, day),
            Self::Lunar(month, day) => (month.number, day),
            Self::Century | Self::Decade | Self::Year | Self::Week(_) | Self::Relative(..) => {
                (0, 0)
            }
        }
    }
}

/// A date as written, with its year as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateValue {
    /// The year, negative before the common era (−220 is 公元前221年), meaningless when unknown.
    pub year: i16,
    /// Where it comes from.
    pub year_from: YearFrom,
    /// The part of the year.
    pub part: DatePart,
}

impl DateValue {
    /// The year, if known.
    #[must_use]
    pub fn known_year(&self) -> Option<i16> {
        let known =
            matches!(self.year_from, YearFrom::Stated | YearFrom::Context | YearFrom::Document);
        known.then_some(self.year)
    }

    /// A date with its year written.
    #[must_use]
    pub const fn stated(year: i16, part: DatePart) -> Self {
        Self { year, year_from: YearFrom::Stated, part }
    }

    /// A date without a year.
    #[must_use]
    pub const fn undated(part: DatePart) -> Self {
        Self { year: 0, year_from: YearFrom::Unknown, part }
    }

    /// A date in a year counted from another: 去年 is −1 from the document's.
    #[must_use]
    pub const fn relative(base: Base, years: i16, part: DatePart) -> Self {
        Self { year: years, year_from: YearFrom::Relative(base), part }
    }

    /// The second end of a range, with what it leaves out taken from the first: 11月26日至29日, 12月28日至1月3日.
    ///
    /// ```
    /// use heshu::value::{DatePart, DateValue, YearFrom};
    /// let first = DateValue::stated(2023, DatePart::Day(12, 28));
    /// let second = DateValue::undated(DatePart::Day(0, 3)).completing(&first);
    /// assert_eq!(second.iso(), "2024-01-03");
    /// assert_eq!(second.year_from, YearFrom::Context);
    /// ```
    #[must_use]
    pub fn completing(self, first: &Self) -> Self {
        if self.year_from != YearFrom::Unknown {
            return self;
        }
        let year_from = match first.year_from {
            YearFrom::Stated => YearFrom::Context,
            other => other,
        };
        let (part, turned) = match (self.part, first.part) {
            (DatePart::Relative(..), _) => return self,
            (DatePart::Day(0, day), DatePart::Day(month, before)) if month > 0 => {
                let next = if day < before { month % 12 + 1 } else { month };
                (DatePart::Day(next, day), next < month)
            }
            (DatePart::Day(0, day), DatePart::Relative(base, Shift::MonthDay(months, before))) => {
                let months = if day < before { months.saturating_add(1) } else { months };
                (DatePart::Relative(base, Shift::MonthDay(months, day)), false)
            }
            (part, first) => (part, part.order() < first.order()),
        };
        let year = if year_from == YearFrom::Unknown { 0 } else { first.year + i16::from(turned) };
        Self { year, year_from, part }
    }

    /// Its days, if its year (and month) are known and it exists.
    #[must_use]
    pub fn days(&self) -> Option<DayRange> {
        self.days_in(self.known_year()?)
    }

    /// Its days if it fell into `year`.
    #[must_use]
    pub fn days_in(&self, year: i16) -> Option<DayRange> {
        let months = |from: u8, to: u8| {
            let first = Date::new(year, i8::try_from(from).ok()?, 1).ok()?;
            let last = Date::new(year, i8::try_from(to).ok()?, 1).ok()?.last_of_month();
            DayRange::new(first, last)
        };
        let years = |count: i32| {
            let first = Date::new(year, 1, 1).ok()?;
            DayRange::new(first, first.checked_add(count.years()).ok()?.yesterday().ok()?)
        };
        match self.part {
            DatePart::Century => years(100),
            DatePart::Decade => years(10),
            DatePart::Year => years(1),
            DatePart::Half(half @ 1..=2) => months(half * 6 - 5, half * 6),
            DatePart::Quarters(from @ 1..=4, to @ 1..=4) => months(from * 3 - 2, to * 3),
            DatePart::Half(_) | DatePart::Quarters(..) | DatePart::Relative(..) => None,
            DatePart::Lunar(month, 0) => month.days_in(year),
            DatePart::Lunar(month, day) => month.day_in(year, day),
            DatePart::Week(week) => {
                let monday =
                    ISOWeekDate::new(year, i8::try_from(week).ok()?, Weekday::Monday).ok()?.date();
                DayRange::new(monday, monday.checked_add(6.days()).ok()?)
            }
            DatePart::Months(from, to) => months(from, to),
            DatePart::Third(month, third) => {
                let month = months(month, month)?;
                let (first, last) = match third {
                    1 => (1, 10),
                    2 => (11, 20),
                    _ => (21, month.last.day()),
                };
                let day = |day: i8| Date::new(year, month.first.month(), day).ok();
                DayRange::new(day(first)?, day(last)?)
            }
            DatePart::Day(month, day) => {
                let date =
                    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
                Some(DayRange::day(date))
            }
        }
    }

    /// Whether there is such a date: in the year given, or in some year where the year is unknown.
    ///
    /// ```
    /// use heshu::value::{DatePart, DateValue, YearFrom};
    /// let leap_day = |year, year_from| DateValue { year, year_from, part: DatePart::Day(2, 29) };
    /// assert!(leap_day(2024, YearFrom::Stated).exists());
    /// assert!(!leap_day(2023, YearFrom::Stated).exists());
    /// assert!(leap_day(0, YearFrom::Unknown).exists());
    /// ```
    #[must_use]
    pub fn exists(&self) -> bool {
        match self.part {
            DatePart::Day(0, day) => (1..=31).contains(&day),
            DatePart::Relative(_, Shift::MonthDay(_, day)) => (1..=31).contains(&day),
            DatePart::Relative(..) => true,
            // Without a year, or before and after the table, all that can be told.
            DatePart::Lunar(month, day) => {
                let named = (1..=12).contains(&month.number) && day <= LunarMonth::LAST;
                let year = self.known_year().filter(|year| (1900..=2100).contains(year));
                named && year.is_none_or(|year| self.days_in(year).is_some())
            }
            _ => self.days_in(self.known_year().unwrap_or(2000)).is_some(),
        }
    }

    /// ISO 8601 as far as it is known: `2024-03-05`, `2023-Q3`, `2023`, `XXXX-09-17`.
    #[must_use]
    pub fn iso(&self) -> String {
        let year = match self.known_year() {
            Some(year) if year < 0 => format!("-{:04}", -i32::from(year)),
            Some(year) => format!("{year:04}"),
            None => "XXXX".to_owned(),
        };
        match self.part {
            DatePart::Century | DatePart::Decade | DatePart::Year => year,
            DatePart::Half(half) => format!("{year}-H{half}"),
            DatePart::Quarters(from, to) if from == to => format!("{year}-Q{from}"),
            DatePart::Quarters(from, to) => format!("{year}-Q{from}/{year}-Q{to}"),
            DatePart::Months(from, to) if from == to => format!("{year}-{from:02}"),
            DatePart::Months(from, to) => format!("{year}-{from:02}/{year}-{to:02}"),
            DatePart::Third(month, third) => format!("{year}-{month:02}-T{third}"),
            DatePart::Week(week) => format!("{year}-W{week:02}"),
            DatePart::Lunar(month, day) => match self.days() {
                Some(days) if day > 0 => days.first.to_string(),
                Some(days) => format!("{}/{}", days.first, days.last),
                None => format!("{year}-L{:02}-{day:02}", month.number),
            },
            DatePart::Relative(_, Shift::MonthDay(_, day)) => format!("{year}-XX-{day:02}"),
            DatePart::Relative(..) => year,
            DatePart::Day(0, day) => format!("{year}-XX-{day:02}"),
            DatePart::Day(month, day) => format!("{year}-{month:02}-{day:02}"),
        }
    }
}

/// A time of day as printed; numbers may be impossible (25时, 61分).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// Hour on the 24-hour clock; 24 stands for midnight at the end of the day.
    pub hour: u8,
    /// Minute, if stated.
    pub minute: Option<u8>,
    /// Second, if stated.
    pub second: Option<u8>,
}

impl Clock {
    /// Whether there is such a time.
    #[must_use]
    pub fn exists(&self) -> bool {
        let (minute, second) = (self.minute.unwrap_or(0), self.second.unwrap_or(0));
        (self.hour < 24 && minute < 60 && second <= 60)
            || (self.hour == 24 && minute == 0 && second == 0)
    }

    /// Seconds since midnight.
    #[must_use]
    pub fn seconds(&self) -> u32 {
        u32::from(self.hour) * 3600
            + u32::from(self.minute.unwrap_or(0)) * 60
            + u32::from(self.second.unwrap_or(0))
    }

    /// ISO 8601: `15:20`, `15:20:30`.
    #[must_use]
    pub fn iso(&self) -> String {
        let minute = self.minute.unwrap_or(0);
        match self.second {
            Some(second) => format!("{:02}:{minute:02}:{second:02}", self.hour),
            None => format!("{:02}:{minute:02}", self.hour),
        }
    }
}
