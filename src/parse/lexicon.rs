//! The words that reading figures needs, from `rules/words/`.

use crate::value::Units;

use super::calendar;

/// Units, classifiers, currencies, hedges, idioms …, loaded once.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// All units.
    pub units: Units,
    /// The words of the calendar.
    pub(crate) calendar: calendar::Words,
}
