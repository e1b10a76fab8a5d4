//! Dates that come with a draft from outside.

use jiff::civil::{Date, DateTime, Time};

/// Reads a date as archives and forms write it: year, month and day, and a time of day or none, whatever stands between
/// them. A time zone is not looked at: the date is that of the place. A bare year or month is no date.
///
/// ```
/// use heshu::source::parse_date;
/// let day = parse_date("2024-03-05").map(|date| date.to_string());
/// assert_eq!(day.as_deref(), Some("2024-03-05T00:00:00"));
/// assert_eq!(parse_date("2024/3/5"), parse_date("2024年3月5日"));
/// assert_eq!(parse_date("2024年3月"), None);
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<DateTime> {
    let numbers: Vec<i16> = without_zone(text)
        .split(|character: char| !character.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map_while(|digits| digits.parse().ok())
        .take(6)
        .collect();
    let [year @ 1000..=9999, month, day, clock @ ..] = numbers.as_slice() else { return None };
    let small = |number: i16| i8::try_from(number).ok();
    let part = |index: usize| small(clock.get(index).copied().unwrap_or(0));
    let date = Date::new(*year, small(*month)?, small(*day)?).ok()?;
    let time = Time::new(part(0)?, part(1)?, part(2)?, 0).ok()?;
    Some(date.to_datetime(time))
}

/// The text up to an offset from universal time: a plus sign, or a minus sign after a time of day.
fn without_zone(text: &str) -> &str {
    let clock = text.find(':').unwrap_or(text.len());
    let zone = text.find('+').or_else(|| Some(clock + text[clock..].find('-')?));
    &text[..zone.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let read = parse_date(text).map(|date| date.to_string());
        assert_eq!(read.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn dates_of_archives() {
        check("2024-03-05", "2024-03-05T00:00:00");
        check("2024/3/5", "2024-03-05T00:00:00");
        check("2024-03-05T07:08", "2024-03-05T07:08:00");
        check("2024-03-05T07:08:09", "2024-03-05T07:08:09");
        check("2024-03-05T07:08:09Z", "2024-03-05T07:08:09");
        check("2024-03-05T07:08:09.5+08:00", "2024-03-05T07:08:09");
        check("2024-03-05T07:08+08:00", "2024-03-05T07:08:00");
        check("2024-03-05T07:08-05:00", "2024-03-05T07:08:00");
        check("2024-03-05+08:00", "2024-03-05T00:00:00");
        check("2007年9月6日 22:15", "2007-09-06T22:15:00");
        check("2011/1/2 08:33:21 星期日", "2011-01-02T08:33:21");
    }

    #[test]
    fn what_is_no_date() {
        for text in ["", "2024", "2024年3月", "2023-02-29", "24-3-5", "99999-01-01", "昨天"] {
            check(text, "none");
        }
    }
}
