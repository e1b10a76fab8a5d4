//! Times that have names: “十四五”期间, 甲辰年, 龙年, and the days that a story numbers: 第三天.

use jiff::ToSpan;
use jiff::civil::Date;

use super::instant::{Day, Instant};
use super::narrow::small;
use super::point::Point;
use super::{Place, Reader};
use crate::parse::Value;
use crate::value::{DatePart, DateValue, DayRange, LunarMonth};

/// How long a plan is, in years.
const PLAN: i16 = 5;
/// The year 4 of the common era was 甲子.
const FIRST: i16 = 4;
/// The names of the years come again after so many.
const CYCLE: i16 = 60;
/// The animals come again after so many years.
const ANIMALS: i16 = 12;

impl Reader<'_> {
    /// Whether a named time may stand there.
    pub(super) fn names(&self, text: &str) -> bool {
        text.starts_with(['“', '"', '「', '十']) && self.plan(text).is_some()
            || self.words.cycle.reads(text).is_some()
            || self.words.within.season_year.keys().any(|year| text.starts_with(*year))
    }

    /// The named time that begins at a place.
    pub(super) fn named(&self, place: Place, end: usize) -> Option<(Place, Point)> {
        let rest = self.rest(place, end);
        let at = |len: usize| self.past(place, place.at + len);
        if let Some((len, days)) = self.plan(rest) {
            return Some(self.within_plan(at(len)?, end, days));
        }
        if let Some((len, name)) = self.words.cycle.reads(rest) {
            let (behind, day) = self.in_lunar_year(at(len)?, end, self.year_called(name));
            return Some((behind, Point::of(Instant::day(day)).joined()));
        }
        if let Some((len, days)) = self.short_season(rest) {
            let behind = at(len)?;
            return Some((behind, self.spanning(behind, end, days).joined()));
        }
        let (len, day) = self.numbered(place, rest)?;
        Some((at(len)?, Point::of(Instant::day(day)).joined()))
    }

    /// The years of a plan, or what is said of them: “十四五”末, “十四五”以来.
    fn within_plan(&self, place: Place, end: usize, days: DayRange) -> (Place, Point) {
        let rest = self.rest(place, end);
        let words = &self.words.within;
        let year = |year: i16| Instant::day(Day::read(&DateValue::stated(year, DatePart::Year)));
        let edges = [(&words.early, days.first.year()), (&words.late, days.last.year())];
        let edge =
            edges.into_iter().find_map(|(list, of)| Some((self.words.stands(list, rest)?, of)));
        if let Some((len, of)) = edge {
            return (Place { at: place.at + len, ..place }, Point::of(year(of)).joined());
        }
        (place, self.spanning(place, end, days).joined())
    }

    /// Some days, or only their beginning where a word behind opens them to one side.
    fn spanning(&self, place: Place, end: usize, days: DayRange) -> Point {
        let (rest, open) = (self.rest(place, end), &self.words.open);
        let opened = [&open.since, &open.until, &open.after, &open.from];
        if opened.into_iter().any(|list| self.words.stands(list, rest).is_some()) {
            let iso = days.first.to_string();
            return Point::of(Instant::day(Day { iso, days: Some(days), read: None }));
        }
        Point::over(days)
    }

    /// A plan with its quotation marks and what belongs to it, and its years.
    fn plan(&self, text: &str) -> Option<(usize, DayRange)> {
        let words = &self.words.plan;
        let open = text.chars().next().filter(|c| matches!(c, '“' | '"' | '「'));
        let inner = &text[open.map_or(0, char::len_utf8)..];
        let (name, &first) = words
            .first
            .iter()
            .filter(|(name, _)| inner.starts_with(&***name))
            .max_by_key(|(name, _)| name.len())?;
        let rest = &inner[name.len()..];
        let rest = match open {
            Some(_) => rest.strip_prefix(['”', '"', '」'])?,
            None => rest,
        };
        let gap = usize::from(rest.starts_with(' '));
        let long = self.words.stands(&words.period, &rest[gap..]).map(|len| len + gap);
        let long_name = name.chars().count() > 2;
        if open.is_none()
            && (!long_name || long.is_none() && self.words.stands(&words.after, rest).is_none())
        {
            return None;
        }
        let len = text.len() - rest.len() + long.unwrap_or(0);
        let day = |year: i16, month: i8, day: i8| Date::new(year, month, day).ok();
        Some((len, DayRange::new(day(first, 1, 1)?, day(first + PLAN - 1, 12, 31)?)?))
    }

    /// A lunar year, or the day or month of it that stands behind: 甲辰年中秋节, 乙巳年正月.
    fn in_lunar_year(&self, place: Place, end: usize, year: Option<i16>) -> (Place, Day) {
        if let Some(Value::Date(date)) = self.mention(place).map(|mention| mention.value)
            && matches!(date.part, DatePart::Lunar(..))
        {
            let date = match year {
                Some(year) => DateValue::stated(year, date.part),
                None => DateValue::undated(date.part),
            };
            return (self.behind(place), Day::read(&date));
        }
        if let Some((len, feast)) = self.festivals.find(self.rest(place, end), true) {
            return (Place { at: place.at + len, ..place }, feast.day(year, None));
        }
        let Some(year) = year else {
            return (place, Day::read(&DateValue::undated(DatePart::Year)));
        };
        let first = |year| Some(LunarMonth { number: 1, leap: false }.days_in(year)?.first);
        let days = first(year)
            .zip(first(year + 1))
            .and_then(|(first, next)| DayRange::new(first, next.yesterday().ok()?));
        (place, Day { iso: format!("{year:04}"), days, read: None })
    }

    /// The lunar year of that name nearest to the document.
    fn year_called(&self, name: Named) -> Option<i16> {
        let today = self.now?.date();
        let began = LunarMonth { number: 1, leap: false }.days_in(today.year())?;
        let this = if today < began.first { today.year() - 1 } else { today.year() };
        let (place, every) = match name {
            Named::Stem(place) => (place, CYCLE),
            Named::Animal(place) => (place, ANIMALS),
        };
        let ahead = (place - (this - FIRST)).rem_euclid(every);
        Some(if ahead > every / 2 { this + ahead - every } else { this + ahead })
    }

    /// 去冬, 今夏: the season of a year counted from the document.
    fn short_season(&self, text: &str) -> Option<(usize, DayRange)> {
        let words = &self.words.within;
        let mut chars = text.chars();
        let (year, month) = (words.season_year.get(&chars.next()?)?, chars.next()?);
        let month = *words.short_season.get(&month)?;
        let rest = chars.as_str();
        // 今秋 is a season, 明春秋大义 is not.
        let other = rest.starts_with(|c: char| words.short_season.contains_key(&c));
        let first = Date::new(self.now?.year() + year, month, 1).ok().filter(|_| !other)?;
        let last = first.checked_add(3.months()).ok()?.yesterday().ok()?;
        Some((text.len() - rest.len(), DayRange::new(first, last)?))
    }

    /// 第三天, 第二年 at the beginning of a clause: counted from the day spoken of, which is the first; from the document only
    /// where nothing stands before.
    fn numbered(&self, place: Place, text: &str) -> Option<(usize, Day)> {
        let inner = text.strip_prefix('第').filter(|_| self.opens_clause(place))?;
        let (rest, number) = small(inner).filter(|&(_, number)| number > 1)?;
        let told = self.now.filter(|_| place.at == 0);
        let base = self.spoken_day(place).or(told)?.date();
        let len = |unit: char| text.len() - rest.len() + unit.len_utf8();
        let number = i64::from(number) - 1;
        match rest.chars().next()? {
            '天' => Some((len('天'), Day::of(base.checked_add(number.days()).ok()?))),
            '年' => {
                let year = base.year().checked_add(i16::try_from(number).ok()?)?;
                Some((len('年'), Day::read(&DateValue::stated(year, DatePart::Year))))
            }
            _ => None,
        }
    }
}

/// The name of a lunar year, by its place in its cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// 甲子 is 0.
    Stem(i16),
    /// 鼠 is 0.
    Animal(i16),
}

impl super::words::Cycle {
    /// The name of a year that stands at `text`, with 年: its length and place.
    pub(super) fn reads(&self, text: &str) -> Option<(usize, Named)> {
        let mut chars = text.chars();
        let place = |list: &str, c: char| list.chars().position(|one| one == c).map(|at| at as i16);
        let (first, second) = (chars.next()?, chars.next()?);
        let named = match place(&self.stems, first) {
            Some(stem) => {
                let branch = place(&self.branches, second)?;
                // 壬寅虎年.
                let third = chars.next()?;
                let third = match place(&self.animals, third) {
                    Some(animal) if animal == branch => chars.next()?,
                    _ => third,
                };
                if third != '年' || (stem - branch) % 2 != 0 {
                    return None;
                }
                // The place that both the ten stems and the twelve branches give.
                Named::Stem((6 * stem - 5 * branch).rem_euclid(CYCLE))
            }
            None if second == '年' => Named::Animal(place(&self.animals, first)?),
            None => return None,
        };
        let rest = chars.as_str();
        let other = self.not_after.iter().any(|word| rest.starts_with(&**word));
        (!other).then_some((text.len() - rest.len(), named))
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;

    #[test]
    fn years_have_their_names() {
        let cycle = &Words::builtin().cycle;
        let stem = |name: &str| cycle.reads(name).map(|(_, named)| named);
        assert_eq!(stem("甲子年"), Some(Named::Stem(0)));
        assert_eq!(stem("甲辰年"), Some(Named::Stem((2024 - FIRST) % CYCLE)));
        assert_eq!(stem("癸亥年"), Some(Named::Stem(59)));
        assert_eq!(stem("龙年"), Some(Named::Animal((2024 - FIRST) % ANIMALS)));
        // 戍 is written for 戌, and 甲丑 does not exist.
        assert_eq!((stem("丙戍年"), stem("甲丑年"), stem("猴年马月")), (None, None, None));
    }
}
