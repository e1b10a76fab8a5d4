//! Units, and which of them convert into each other.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::interval::Interval;

/// A unit in [`Units`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub(crate) u16);

impl UnitId {
    /// No unit: a bare number.
    pub const NONE: Self = Self(0);
    /// Percent.
    pub const PERCENT: Self = Self(1);
    /// Percentage point.
    pub const POINT: Self = Self(2);
    /// Times (倍).
    pub const TIMES: Self = Self(3);
    /// Calendar year as a length of time.
    pub const YEAR: Self = Self(4);
    /// Calendar month as a length of time.
    pub const MONTH: Self = Self(5);
    /// Week.
    pub const WEEK: Self = Self(6);
    /// Day.
    pub const DAY: Self = Self(7);
    /// Hour.
    pub const HOUR: Self = Self(8);
    /// Minute.
    pub const MINUTE: Self = Self(9);
    /// Second.
    pub const SECOND: Self = Self(10);
}

/// What a figure is counted or measured in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Symbol for machines: `m2`, `CNY`, `%`, `day`, or the classifier itself (`人`).
    pub symbol: String,
    /// What is measured: `area`, `money`, `time`, `count`, `percent` …
    pub dimension: String,
    /// Units of one family convert into each other by their factors; others never do. A currency and a classifier with a
    /// meaning of its own are families by themselves.
    pub family: String,
    /// How many of the family's base unit one of it is.
    pub factor: Decimal,
    /// Whether things in it are whole (people, houses, days), so that a plain integer is exact.
    pub whole: bool,
}

/// All units known to a run.
#[derive(Clone, Debug)]
pub struct Units {
    all: Vec<Unit>,
    /// By dimension and symbol.
    ids: HashMap<(String, String), UnitId>,
    /// What a dollar has bought of each currency.
    rates: HashMap<UnitId, Interval>,
}

impl Default for Units {
    fn default() -> Self {
        Self::new()
    }
}

impl Units {
    /// Only the units that have a name in [`UnitId`].
    #[must_use]
    pub fn new() -> Self {
        let unit = |symbol: &str, dimension: &str, factor: i64, whole: bool| Unit {
            symbol: symbol.into(),
            dimension: dimension.into(),
            family: dimension.into(),
            factor: factor.into(),
            whole,
        };
        let month = |symbol: &str, factor: i64| Unit {
            family: "month".into(),
            ..unit(symbol, "time", factor, true)
        };
        let mut units = Self { all: Vec::new(), ids: HashMap::new(), rates: HashMap::new() };
        for one in [
            unit("", "number", 1, false),
            unit("%", "percent", 1, false),
            unit("pp", "percent-point", 1, false),
            unit("times", "multiple", 1, false),
            month("year", 12),
            month("month", 1),
            unit("week", "time", 604_800, true),
            unit("day", "time", 86_400, true),
            unit("hour", "time", 3_600, false),
            unit("minute", "time", 60, false),
            unit("second", "time", 1, false),
        ] {
            units.add(one);
        }
        units
    }

    /// Adds a unit, or finds the one with its symbol and dimension.
    ///
    /// There is room for 65,535 units; beyond, everything is a bare number.
    pub fn add(&mut self, unit: Unit) -> UnitId {
        let key = (unit.dimension.clone(), unit.symbol.clone());
        if let Some(known) = self.ids.get(&key) {
            return *known;
        }
        let Ok(id) = u16::try_from(self.all.len()).map(UnitId) else { return UnitId::NONE };
        self.ids.insert(key, id);
        self.all.push(unit);
        id
    }

    /// The unit with that dimension and symbol.
    #[must_use]
    pub fn find(&self, dimension: &str, symbol: &str) -> Option<UnitId> {
        self.ids.get(&(dimension.to_owned(), symbol.to_owned())).copied()
    }

    /// The unit of an id.
    #[must_use]
    pub fn get(&self, id: UnitId) -> &Unit {
        &self.all[id.0 as usize]
    }

    /// How many `to` one `from` is, if the two convert.
    ///
    /// ```
    /// use heshu::value::{UnitId, Units};
    /// let units = Units::new();
    /// assert_eq!(units.factor(UnitId::YEAR, UnitId::MONTH), Some(12.into()));
    /// assert_eq!(units.factor(UnitId::MONTH, UnitId::DAY), None);
    /// ```
    #[must_use]
    pub fn factor(&self, from: UnitId, to: UnitId) -> Option<Decimal> {
        if from == to {
            return Some(Decimal::ONE);
        }
        let (from, to) = (self.get(from), self.get(to));
        if from.family != to.family {
            return None;
        }
        from.factor.checked_div(to.factor)
    }

    /// Says how many of a currency a dollar has bought.
    pub fn set_rate(&mut self, currency: UnitId, per_dollar: Interval) {
        self.rates.insert(currency, per_dollar);
    }

    /// How many `to` one `from` has bought, for two different currencies whose rates are known.
    #[must_use]
    pub fn exchange(&self, from: UnitId, to: UnitId) -> Option<Interval> {
        let (from, to) = (self.rates.get(&from)?, self.rates.get(&to).filter(|_| from != to)?);
        to.checked_div(*from)
    }
}
