//! A day with its time of day: 3月5日下午3时, 上周五晚上, 今天9点至11点.

use jiff::ToSpan;
use jiff::civil::Date;

use super::festival::Feast;
use super::instant::{Day, Instant};
use super::words::Daypart;
use super::{Place, Reader};
use crate::parse::Value;
use crate::value::{Base, Clock, DatePart, DateValue, DayRange, YearFrom};

/// What was read: one instant, or a stretch between two.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub from: Instant,
    pub to: Option<Instant>,
    /// An instant that stands for the stretch, where it has no clear ends (下午).
    pub middle: Option<Instant>,
    /// Whether it is a part of a day, which is a stretch and yet can be the end of one.
    pub part: bool,
    /// Whether it is made of more than one piece, or of a word that is no mention.
    pub joined: bool,
}

impl Point {
    pub(super) fn of(from: Instant) -> Self {
        Self { from, to: None, middle: None, part: false, joined: false }
    }

    /// From one day to another.
    pub(super) fn over(days: DayRange) -> Self {
        let end =
            |date: Date| Instant::day(Day { iso: date.to_string(), days: Some(days), read: None });
        Self { to: Some(end(days.last)), ..Self::of(end(days.first)) }
    }

    pub(super) fn joined(self) -> Self {
        Self { joined: true, ..self }
    }

    /// Whether it has two ends of its own.
    pub(super) const fn is_stretch(&self) -> bool {
        self.to.is_some() && !self.part
    }
}

impl Reader<'_> {
    /// The point that begins at a place.
    pub(super) fn point(&self, place: Place, end: usize) -> Option<(Place, Point)> {
        match self.day(place, end) {
            Some((behind, point)) => {
                let day =
                    point.from.date.as_ref().and_then(Day::single).filter(|_| point.to.is_none());
                if let Some((behind, at)) = day.and_then(|day| self.counted_from(behind, end, day))
                {
                    return Some((behind, Point::of(at).joined()));
                }
                if point.to.is_some() || point.from.is_timed() {
                    return Some((behind, point));
                }
                let timed = self.time_behind(behind, end, &point.from);
                Some(timed.unwrap_or((behind, point)))
            }
            None => self.clock(place, end, &Instant::default()),
        }
    }

    /// The day, or two, that begin at a place.
    fn day(&self, place: Place, end: usize) -> Option<(Place, Point)> {
        if let Some(found) = self.numeric(place, end).or_else(|| self.named(place, end)) {
            return Some(found);
        }
        let mention = self.mention(place);
        let behind = self.behind(place);
        match mention.map(|mention| (mention, mention.value)) {
            Some((mention, Value::Date(date))) => {
                let part = self
                    .festival_of(behind, end, &date)
                    .or_else(|| self.this_day_of(behind, end, &date));
                let part = part.or_else(|| self.day_behind_comma(place, end, &date));
                let part = part.or_else(|| self.bare_day(behind, end, &date));
                if let Some(found) = part.or_else(|| self.narrowed(behind, end, &date)) {
                    return Some(found);
                }
                let day = Instant::day(Day::read(&date));
                let text = &self.text[mention.span.range()];
                let late = self.words.ending_daypart(text).filter(|part| part.text.len() == 3);
                // 今晚8点: the clock knows already that it is evening.
                match late.filter(|_| self.time_behind(behind, end, &day).is_none()) {
                    Some(part) => Some((behind, part_of(&day, part).joined())),
                    None => Some(self.with_weekday(behind, end, Point::of(day))),
                }
            }
            Some((_, Value::Dates([first, last]))) => {
                let to = Some(Instant::day(Day::read(&last.value)));
                let from = Instant::day(Day::read(&first.value));
                Some((behind, Point { to, ..Point::of(from) }))
            }
            // 每周三 is no day of the calendar.
            Some((_, Value::Weekday(_))) if self.text[..place.at].ends_with(['每', '逢']) => None,
            Some((_, Value::Weekday(day))) => {
                if let Some(found) = self.date_behind(behind, end) {
                    return Some(found);
                }
                let day = Day::of(self.weekday(day)?);
                Some((behind, Point::of(Instant::day(day)).joined()))
            }
            Some(_) => None,
            None => {
                if let Some(len) = self.words.now(self.rest(place, end)) {
                    let before = &self.text[..place.at];
                    let words = &self.words.now;
                    let word = &self.rest(place, end)[..len];
                    let behind_one = before.ends_with(|c| words.after.contains(c));
                    let noun = words.opening.iter().any(|one| **one == *word)
                        && !self.opens_clause(place)
                        && !behind_one;
                    let other = noun || before.ends_with(|c| words.not_before.contains(c));
                    let now = self.present().filter(|_| !other)?;
                    let behind = Place { at: place.at + len, ..place };
                    return Some((behind, Point::of(now).joined()));
                }
                let today = self.now.map(jiff::civil::DateTime::date);
                if let Some((len, feast)) = self.next_festival(self.rest(place, end)) {
                    let behind = self.past(place, place.at + len)?;
                    return Some((behind, Point::of(Instant::day(feast.next(today?)?)).joined()));
                }
                let alone = place.at == 0 || self.text[..place.at].ends_with('\n');
                let (len, feast) = self.festivals.find(self.rest(place, end), alone)?;
                let behind = Place { at: place.at + len, ..place };
                let next = today.filter(|_| self.ahead).and_then(|today| feast.next(today));
                let day = next.unwrap_or_else(|| feast.day(None, today));
                Some((behind, Point::of(Instant::day(day)).joined()))
            }
        }
    }

    /// 下一个国庆节: the festival that is named to come, and the length of it all.
    pub(super) fn next_festival(&self, text: &str) -> Option<(usize, Feast)> {
        if !text.starts_with('下') {
            return None;
        }
        let before = self.words.stands(&self.words.next, text)?;
        let (len, feast) = self.festivals.find(&text[before..], true)?;
        Some((before + len, feast))
    }

    /// The festival behind a year: 去年春节.
    fn festival_of(&self, place: Place, end: usize, date: &DateValue) -> Option<(Place, Point)> {
        if date.part != DatePart::Year {
            return None;
        }
        let rest = self.rest(place, end);
        let gap = ["的", " "].iter().find(|gap| rest.starts_with(**gap)).map_or(0, |gap| gap.len());
        let (len, feast) = self.festivals.find(&rest[gap..], true)?;
        let day = match date.known_year() {
            Some(year) => feast.day(Some(year), None),
            None => feast.day(None, None),
        };
        let behind = Place { at: place.at + gap + len, ..place };
        Some((behind, Point::of(Instant::day(day)).joined()))
    }

    /// The day of the document in another year: 去年今天, 去年本月十日.
    fn this_day_of(&self, place: Place, end: usize, date: &DateValue) -> Option<(Place, Point)> {
        if date.part != DatePart::Year {
            return None;
        }
        let linked = if self.rest(place, end).starts_with('的') { '的'.len_utf8() } else { 0 };
        let inner = Place { at: place.at + linked, ..place };
        let Value::Date(other) = self.mention(inner)?.value else { return None };
        let counted = matches!(other.year_from, YearFrom::Document)
            || matches!(other.part, DatePart::Relative(Base::Document, _));
        if !counted
            || !matches!(
                other.part,
                DatePart::Day(..) | DatePart::Months(..) | DatePart::Relative(..)
            )
        {
            return None;
        }
        let day = match date.known_year() {
            Some(year) => Day::read(&DateValue { year, ..other }),
            None => Day::read(&DateValue::undated(other.part)),
        };
        // 去年3月5日, whose day is not counted from the document, is read as one already.
        Some((self.behind(inner), Point::of(Instant::day(day)).joined()))
    }

    /// The day behind a year that stands alone in its clause: 2014年,3月5日.
    fn day_behind_comma(
        &self,
        place: Place,
        end: usize,
        year: &DateValue,
    ) -> Option<(Place, Point)> {
        let subject = |c: char| matches!(c, '我' | '他' | '她');
        let before = self.text[..place.at].trim_end_matches(subject);
        let alone = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        if year.part != DatePart::Year || year.year_from != YearFrom::Stated || !alone {
            return None;
        }
        let behind = self.behind(place);
        let rest = self.rest(behind, end);
        let gap = [", ", ","].iter().find(|gap| rest.starts_with(**gap))?.len();
        let day = Place { at: behind.at + gap, ..behind };
        let Value::Date(date) = self.mention(day)?.value else { return None };
        let named =
            matches!(date.part, DatePart::Day(1.., _)) && date.year_from != YearFrom::Stated;
        let date = named.then_some(DateValue { part: date.part, ..*year })?;
        Some((self.behind(day), Point::of(Instant::day(Day::read(&date))).joined()))
    }

    /// The date behind a weekday that names the same day: 周日,2月10日.
    fn date_behind(&self, place: Place, end: usize) -> Option<(Place, Point)> {
        let rest = self.rest(place, end);
        let gap = [", ", ",", " "].iter().find(|gap| rest.starts_with(**gap))?.len();
        let date = Place { at: place.at + gap, ..place };
        match self.mention(date)?.value {
            Value::Date(value) if matches!(value.part, DatePart::Day(1.., _)) => {
                Some((self.behind(date), Point::of(Instant::day(Day::read(&value))).joined()))
            }
            _ => None,
        }
    }

    /// Behind a weekday that stands behind a date and before a time: 3月5日(周二)9时.
    fn with_weekday(&self, place: Place, end: usize, point: Point) -> (Place, Point) {
        let rest = self.rest(place, end);
        let inner = usize::from(rest.starts_with(['(', ' ']));
        let weekday = Place { at: place.at + inner, ..place };
        if !self.mention(weekday).is_some_and(|found| matches!(found.value, Value::Weekday(_))) {
            return (place, point);
        }
        let mut behind = self.behind(weekday);
        if rest.starts_with('(') {
            if !self.rest(behind, end).starts_with(')') {
                return (place, point);
            }
            behind.at += 1;
        }
        match self.time_behind(behind, end, &point.from) {
            Some(_) => (behind, point),
            None => (place, point),
        }
    }

    /// The day of that name in the week of the document, as 本周五 and a bare 周五 are meant, or the next one.
    fn weekday(&self, day: u8) -> Option<Date> {
        let today = self.now?.date();
        let ahead = i64::from(day) - i64::from(today.weekday().to_monday_one_offset());
        let ahead = if self.ahead && ahead <= 0 { ahead + 7 } else { ahead };
        today.checked_add(ahead.days()).ok()
    }

    /// The time of day that follows a day.
    pub(super) fn time_behind(
        &self,
        place: Place,
        end: usize,
        day: &Instant,
    ) -> Option<(Place, Point)> {
        let rest = self.rest(place, end);
        let glued = self.text[..place.at].ends_with(|c: char| c.is_ascii_digit());
        let gap = usize::from(rest.starts_with([' ', 'T']) || glued && rest.starts_with('-'));
        let linked = if rest.starts_with('的') { '的'.len_utf8() } else { gap };
        let at = Place { at: place.at + linked, ..place };
        let (behind, point) = self.clock(at, end, day)?;
        Some((behind, point.joined()))
    }

    /// The time of day, or the stretch of it, at a place, on a day.
    fn clock(&self, place: Place, end: usize, day: &Instant) -> Option<(Place, Point)> {
        if let Some(found) = self.clock_mention(place, day) {
            return Some(found);
        }
        let rest = self.rest(place, end);
        if day.date.is_some()
            && let Some(about) = self.words.stands(&self.words.joint.about, rest)
        {
            let behind = Place { at: place.at + about, ..place };
            return self.clock_mention(behind, day);
        }
        let part = self.words.daypart(rest)?;
        if day.date.as_ref().is_some_and(|date| !date.is_day()) {
            return None;
        }
        let behind = Place { at: place.at + part.text.len(), ..place };
        let alone = day.date.is_none();
        if alone && (part.text.len() == 3 || self.words.named.contains(part.text)) {
            return None;
        }
        let about = self.words.stands(&self.words.joint.about, self.rest(behind, end)).unwrap_or(0);
        let hour = Place { at: behind.at + about, ..behind };
        if let Some((behind, point)) = self.clock_mention(hour, day) {
            return Some((behind, point.joined()));
        }
        Some((behind, part_of(day, part).joined()))
    }

    fn clock_mention(&self, place: Place, day: &Instant) -> Option<(Place, Point)> {
        let found = self.mention(place)?;
        let behind = self.behind(place);
        match found.value {
            Value::Clock(clock) => Some((behind, Point::of(day.with_clock(clock)))),
            Value::Clocks([first, last]) => {
                let between = &self.text[first.span.end as usize..last.span.start as usize];
                // 13:20至次日5:40, of the document's day.
                let turns = between.contains(['次', '翌', '隔']) || between.contains("第二");
                let today = self.now.filter(|_| day.date.is_none() && turns);
                let today = today.map(|now| Instant::day(Day::of(now.date())));
                let day = today.as_ref().unwrap_or(day);
                let to = self.end_of_clocks(day, [first.value, last.value], between);
                let from = day.with_clock(first.value);
                Some((behind, Point { to: Some(to), joined: today.is_some(), ..Point::of(from) }))
            }
            _ => None,
        }
    }

    /// The second end of a stretch of times: on the same day, or on the one that stands between them.
    fn end_of_clocks(&self, day: &Instant, [first, last]: [Clock; 2], between: &str) -> Instant {
        let same = day.with_clock(last);
        let Some(date) = day.date.as_ref().and_then(Day::single) else { return same };
        let today = self.now.map(jiff::civil::DateTime::date);
        let next = date.tomorrow().ok();
        let other = match between {
            text if text.contains(['次', '翌', '隔']) || text.contains("第二") => next,
            text if text.contains(['明', '听']) => today.and_then(|today| today.tomorrow().ok()),
            text if text.contains('今') => today,
            _ if last.seconds() < first.seconds() => next,
            _ => None,
        };
        other.map_or(same, |other| Instant::day(Day::of(other)).with_clock(last))
    }
}

/// A part of a day.
fn part_of(day: &Instant, part: Daypart<'_>) -> Point {
    let [from, to] = part.span;
    Point {
        from: day.with(from),
        to: Some(day.with(to)),
        middle: part.at.map(|at| day.with(at)),
        part: true,
        joined: false,
    }
}
