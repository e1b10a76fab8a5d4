//! One end of a stretch of time: a day or longer, a time of day, or both.

use jiff::civil::{Date, DateTime};

use crate::value::{Clock, DatePart, DateValue, DayRange, Shift, YearFrom};

/// A day (or month, year …), a time of day, or a time on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Instant {
    /// The day as far as it is known; absent where only a time of day is said.
    pub date: Option<Day>,
    /// The time of day.
    pub clock: Option<String>,
}

/// A date in its written precision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// ISO 8601 as far as it is known.
    pub iso: String,
    /// Its days, if known.
    pub days: Option<DayRange>,
    /// As it was read, if it was.
    pub read: Option<DateValue>,
}

impl Day {
    /// A day.
    pub(super) fn of(date: Date) -> Self {
        Self { iso: date.to_string(), days: Some(DayRange::day(date)), read: None }
    }

    /// A date of the text.
    pub(super) fn read(date: &DateValue) -> Self {
        Self { iso: date.iso(), days: date.days(), read: Some(*date) }
    }

    /// The same in the year of a later one, or the year before it, where its own year is not known: 三月和九月之间.
    pub(super) fn in_year_before(&self, later: &Self) -> Option<Self> {
        let date = self.read.filter(|date| date.known_year().is_none())?;
        let (year, last) = (later.read?.known_year()?, later.days?.last);
        let found = [year, year - 1]
            .into_iter()
            .find(|&year| date.days_in(year).is_some_and(|days| days.last <= last));
        found.map(|year| {
            Self::read(&DateValue { year, year_from: YearFrom::Context, part: date.part })
        })
    }

    /// The same a year earlier, where its year is not written and it would come after the other.
    pub(super) fn before(&self, later: &Self) -> Option<Self> {
        let (one, other) = (self.read?, later.read?);
        let told = one.year_from != YearFrom::Stated && other.known_year().is_some();
        let turned = self.days?.first > later.days?.last && told;
        turned.then(|| Self::read(&DateValue { year: one.year - 1, ..one }))
    }

    /// Whether it is a day and nothing longer, known or not.
    pub(super) fn is_day(&self) -> bool {
        match (self.days, self.read) {
            (Some(days), _) => days.as_day().is_some(),
            (None, Some(date)) => matches!(
                date.part,
                DatePart::Day(..)
                    | DatePart::Lunar(_, 1..)
                    | DatePart::Relative(
                        _,
                        Shift::Day(_) | Shift::Weekday(..) | Shift::MonthDay(..)
                    )
            ),
            (None, None) => true,
        }
    }

    /// The only day, if it is one.
    pub(super) fn single(&self) -> Option<Date> {
        self.days?.as_day()
    }
}

impl Instant {
    /// A date.
    pub(super) const fn day(day: Day) -> Self {
        Self { date: Some(day), clock: None }
    }

    /// A point in time.
    pub(super) fn at(time: DateTime) -> Self {
        let seconds = time.second();
        let (hour, minute) = (time.hour(), time.minute());
        let clock = if seconds == 0 {
            format!("{hour:02}:{minute:02}")
        } else {
            format!("{hour:02}:{minute:02}:{seconds:02}")
        };
        Self { date: Some(Day::of(time.date())), clock: Some(clock) }
    }

    /// The same day at a time of day.
    pub(super) fn with(&self, clock: &str) -> Self {
        Self { date: self.date.clone(), clock: Some(clock.to_owned()) }
    }

    /// The same with a clock of the text.
    pub(super) fn with_clock(&self, clock: Clock) -> Self {
        self.with(&clock.iso())
    }

    /// Whether it says a time of day.
    pub(super) const fn is_timed(&self) -> bool {
        self.clock.is_some()
    }

    /// As it was stated.
    pub(super) fn stated(&self) -> String {
        let date = self.date.as_ref().map(|day| day.iso.as_str());
        join(date, self.clock.as_deref())
    }

    /// Where it begins, if its day is known.
    pub(super) fn begin(&self) -> Option<String> {
        self.known(|days| days.first)
    }

    /// Where it ends, if its day is known.
    pub(super) fn end(&self) -> Option<String> {
        self.known(|days| days.last)
    }

    fn known(&self, end: impl Fn(DayRange) -> Date) -> Option<String> {
        let date = match &self.date {
            Some(day) => Some(end(day.days?).to_string()),
            None => None,
        };
        Some(join(date.as_deref(), self.clock.as_deref()))
    }
}

fn join(date: Option<&str>, clock: Option<&str>) -> String {
    match (date, clock) {
        (Some(date), Some(clock)) => format!("{date}T{clock}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}
