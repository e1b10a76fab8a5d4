//! Lengths of time as calendars count them.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span as Length, ToSpan};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::value::{DayRange, Figure, UnitId};

/// A length of time as calendars count it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lapse {
    months: i64,
    days: i64,
    seconds: i64,
    /// How many seconds its unit has, if that is shorter than a day; else 0.
    unit: i64,
    pub grain: Grain,
}

/// How fine a length is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    Year,
    Month,
    Week,
    Day,
    Instant,
}

impl Lapse {
    /// Of a figure whose number is clear.
    pub(super) fn of(figure: &Figure) -> Option<Self> {
        let number = figure.from;
        let whole = |per: i64| {
            let count = number.checked_mul(Decimal::from(per))?;
            count.fract().is_zero().then(|| count.to_i64()).flatten()
        };
        let plain = number.fract().is_zero();
        let of =
            |months, days, seconds, grain| Some(Self { months, days, seconds, unit: 0, grain });
        let short = |unit| {
            Some(Self { months: 0, days: 0, seconds: whole(unit)?, unit, grain: Grain::Instant })
        };
        match figure.unit {
            UnitId::YEAR if plain => of(whole(12)?, 0, 0, Grain::Year),
            UnitId::YEAR => of(whole(12)?, 0, 0, Grain::Month),
            UnitId::MONTH => {
                let days = number.fract().checked_mul(Decimal::from(30))?.to_i64()?;
                of(number.trunc().to_i64()?, days, 0, if plain { Grain::Month } else { Grain::Day })
            }
            UnitId::WEEK if plain => of(0, whole(7)?, 0, Grain::Week),
            UnitId::WEEK => of(0, 0, whole(604_800)?, Grain::Day),
            UnitId::DAY if plain => of(0, whole(1)?, 0, Grain::Day),
            UnitId::DAY => of(0, 0, whole(86_400)?, Grain::Instant),
            UnitId::HOUR => short(3600),
            UnitId::MINUTE => short(60),
            UnitId::SECOND => short(1),
            _ => None,
        }
    }

    fn span(self, sign: i64) -> Option<Length> {
        let length = Length::new().try_months(self.months * sign).ok()?;
        length.try_days(self.days * sign).ok()?.try_seconds(self.seconds * sign).ok()
    }

    pub(super) fn from(self, now: DateTime, sign: i64) -> Option<DateTime> {
        now.checked_add(self.span(sign)?).ok()
    }
}

impl Lapse {
    /// 上半月, 下半月, 上半周, 下半周 of the month and week around a day.
    pub(super) fn half(self, today: Date, word: &str) -> Option<DayRange> {
        let second = match word {
            "上" => false,
            "下" => true,
            _ => return None,
        };
        let (around, count) = match (self.months, self.days, self.seconds) {
            (0, 15, 0) => (Grain::Month.around(today)?, 15),
            (0, 0, 302_400) => (Grain::Week.around(today)?, 3),
            _ => return None,
        };
        let turn = around.first.checked_add(i64::from(count).days()).ok()?;
        if second {
            DayRange::new(turn, around.last)
        } else {
            DayRange::new(around.first, turn.yesterday().ok()?)
        }
    }

    /// The whole hours, minutes or seconds before or after the present one.
    pub(super) fn whole_units(self, now: DateTime, sign: i64) -> Option<[DateTime; 2]> {
        let midnight = now.date().to_datetime(Time::midnight());
        let passed =
            i64::from(now.hour()) * 3600 + i64::from(now.minute()) * 60 + i64::from(now.second());
        let start =
            midnight.checked_add((passed - passed.checked_rem(self.unit)?).seconds()).ok()?;
        if sign > 0 {
            let next = start.checked_add(self.unit.seconds()).ok()?;
            Some([next, self.from(next, 1)?])
        } else {
            Some([self.from(start, -1)?, start])
        }
    }

    /// The whole years, months, weeks or days before or after the present one.
    pub(super) fn whole_days(self, today: Date, sign: i64) -> Option<DayRange> {
        let this = self.grain.around(today)?;
        if sign > 0 {
            let first = this.last.tomorrow().ok()?;
            let last = first.checked_add(self.span(1)?).ok()?.yesterday().ok()?;
            DayRange::new(first, last)
        } else {
            let first = this.first.checked_add(self.span(-1)?).ok()?;
            DayRange::new(first, this.first.yesterday().ok()?)
        }
    }
}

impl Grain {
    /// The year, month, week or day around a day.
    pub(super) fn around(self, day: Date) -> Option<DayRange> {
        let week = i64::from(day.weekday().to_monday_zero_offset());
        match self {
            Self::Year => DayRange::new(day.first_of_year(), day.last_of_year()),
            Self::Month => DayRange::new(day.first_of_month(), day.last_of_month()),
            Self::Week => {
                let monday = day.checked_sub(week.days()).ok()?;
                DayRange::new(monday, monday.checked_add(6.days()).ok()?)
            }
            Self::Day | Self::Instant => Some(DayRange::day(day)),
        }
    }
}
