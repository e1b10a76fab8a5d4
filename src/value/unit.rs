//! Units, and which of them convert into each other.

use rust_decimal::Decimal;

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
        Self {
            all: vec![
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
            ],
        }
    }

    /// Adds a unit, or finds the one with its symbol and dimension.
    pub fn add(&mut self, unit: Unit) -> UnitId {
        if let Some(known) =
            self.all.iter().position(|u| u.symbol == unit.symbol && u.dimension == unit.dimension)
        {
            return UnitId(known as u16);
        }
        self.all.push(unit);
        UnitId(self.all.len() as u16 - 1)
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
}
