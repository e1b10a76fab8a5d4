//! Reads the figures of a text: numbers, amounts, dates, ranks … as [`Mention`]s.
//!
//! Knows no rules. Reading never fails: what cannot be read is no mention.

mod mention;

pub use mention::{Kind, Mention, RangeEnd, Value};
