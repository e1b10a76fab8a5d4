//! Dates, times, durations, weekdays and ages: the entry into the calendar parsers.

use super::lexicon::Lexicon;
use super::mention::Mention;
use super::spot::Spot;

/// The words of `rules/words/calendar.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {}

impl Words {
    /// The characters besides numerals with which a calendar mention may begin (今, 去, 周, 年初 …): where
    /// [`read`] shall be tried.
    pub(crate) fn leads(&self) -> impl Iterator<Item = char> {
        std::iter::empty()
    }
}

/// The calendar mention whose candidate character (a numeral or one of [`Words::leads`]) stands at `spot`. Its span may
/// begin before the spot (`公元前`221年) and ends behind it; its extent includes the hedges around it.
pub(crate) fn read(spot: Spot<'_>, lexicon: &Lexicon) -> Option<Mention> {
    let _ = (spot, &lexicon.calendar);
    None
}
