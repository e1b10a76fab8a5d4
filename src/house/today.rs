//! The day of the run. Nothing that is checked depends on it: only decisions are dated by it, and expire.

use std::time::SystemTime;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// Today in Beijing.
pub(crate) fn today() -> Date {
    const BEIJING: u64 = 8 * 3600;
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let days = since.map_or(0, |since| (since.as_secs() + BEIJING) / 86_400);
    let days = i32::try_from(days).unwrap_or(i32::MAX);
    date(1970, 1, 1).saturating_add(days.days())
}
