//! What figures mean: intervals of decimals, units, dates and times, three-valued truth.
//!
//! Pure: knows no text and no rules.

mod date;
mod figure;
mod interval;
mod lunar;
mod slip;
mod term;
mod truth;
mod unit;

pub use date::{Base, Clock, DatePart, DateValue, DayRange, Shift, YearFrom};
pub use figure::{Effect, Figure, Hedges, Rounding, Widths};
pub use interval::{End, Interval};
pub use lunar::LunarMonth;
pub use slip::Slip;
pub use term::SolarTerm;
pub use truth::{Reading, Truth, Undecided, Verdict};
pub use unit::{Unit, UnitId, Units};
