//! Moments as a whole: points, stretches between two of them, and stretches that are open to one side.

use jiff::ToSpan;
use jiff::civil::Date;

use super::instant::{Day, Instant};
use super::point::Point;
use super::words::ending;
use super::{Moment, Place, Reader, may_begin};
use crate::parse::{Kind, Value};
use crate::span::Span;
use crate::value::{Base, DatePart, DateValue, Shift, YearFrom};

impl Reader<'_> {
    /// The moment at a place, if it is more than a single mention. `floor` is where the one before ended.
    pub(super) fn moment(&self, place: Place, floor: usize, end: usize) -> Option<Moment> {
        if self.mention(place).is_some_and(|mention| !may_begin(mention)) {
            return None;
        }
        if let Some(found) = self.shifted(place, floor, end) {
            return Some(found);
        }
        let (behind, first) = self.point(place, end)?;
        let begin = self.start(place).max(floor);
        let before = &self.text[floor..begin];
        if let Some((last, second)) = self.second(behind, end, &first) {
            return Some(self.between(place, last, before, first, second));
        }
        if let Some(found) = self.opened(place, before, behind, end, &first) {
            return Some(found);
        }
        let stretched = first.is_stretch();
        let from = ending(&self.words.joint.from, before).filter(|_| stretched);
        let closing = self.words.stands(&self.words.joint.end, self.rest(behind, end));
        let behind = Place { at: behind.at + closing.filter(|_| stretched).unwrap_or(0), ..behind };
        let start = begin - from.unwrap_or(0);
        let mention = self.mention(place);
        let hedged = begin < place.at
            || mention.is_some_and(|mention| (mention.span.end as usize) < behind.at);
        if !first.joined && from.is_none() && !hedged {
            return None;
        }
        Some(self.whole(start, place, behind, first))
    }

    /// The second end of a stretch, with what joins it to the first.
    fn second(&self, place: Place, end: usize, first: &Point) -> Option<(Place, Point)> {
        if first.is_stretch() {
            return None;
        }
        let rest = self.rest(place, end);
        let blank = usize::from(rest.starts_with(' '));
        let rest = &rest[blank..];
        let joint = &self.words.joint;
        let (len, paired) = match self.words.stands(&joint.to, rest) {
            Some(len) => (len, false),
            None => (self.words.stands(&joint.and, rest)?, true),
        };
        let gap = usize::from(rest[len..].starts_with(' '));
        let (behind, second) =
            self.point(Place { at: place.at + blank + len + gap, ..place }, end)?;
        if second.is_stretch() {
            return None;
        }
        // 2021-09-12-11:23 and 星期六 - 08:58 are a day and its time.
        if !first.from.is_timed() && second.from.date.is_none() {
            return None;
        }
        let rest = self.rest(behind, end);
        let closing = self.words.stands(&joint.between, rest);
        if paired && closing.is_none() {
            return None;
        }
        let close = closing.or_else(|| self.words.stands(&joint.end, rest)).unwrap_or(0);
        Some((Place { at: behind.at + close, ..behind }, second))
    }

    /// A stretch from one point to another.
    fn between(
        &self,
        place: Place,
        behind: Place,
        before: &str,
        first: Point,
        second: Point,
    ) -> Moment {
        let start = self.start(place) - ending(&self.words.joint.from, before).unwrap_or(0);
        let mut to = second.to.unwrap_or(second.from);
        let mut first = first;
        if let (Some(one), Some(other)) = (&first.from.date, &to.date)
            && let Some(dated) = one.in_year_before(other)
        {
            first.from.date = Some(dated);
        }
        // 10月和5月之间: the first lies in the year before.
        if let (Some(one), Some(other)) = (&first.from.date, &to.date)
            && let Some(dated) = one.before(other)
        {
            first.from.date = Some(dated);
        }
        // 夜间至次日上午, of the document's day.
        if first.from.date.is_none()
            && let Some(next) = to.date.as_ref().and_then(|day| self.near_document(day))
        {
            first.from.date = self.now.map(|now| Day::of(now.date()));
            to.date = Some(next);
        }
        // 今天9点到11点: the second end shares the day.
        if to.date.is_none() {
            to.date.clone_from(&first.from.date);
        }
        // 周六至周一: the second weekday comes after the first.
        let weekly =
            self.mention(place).is_some_and(|mention| matches!(mention.value, Value::Weekday(_)));
        if weekly
            && let (Some(one), Some(other)) = (single(&first.from), single(&to))
            && other < one
            && let Ok(next) = other.checked_add(7.days())
        {
            to.date = Some(Day::of(next));
        }
        let stated = first.middle.as_ref().unwrap_or(&first.from).stated();
        let value = format!("{stated}/{}", to.stated());
        let whole = Point { to: Some(to), middle: None, part: false, joined: true, ..first };
        Moment { value, ..self.whole(start, place, behind, whole) }
    }

    /// A day that counts from one nobody spoke of, counted from the document.
    fn near_document(&self, day: &Day) -> Option<Day> {
        let read = day.read.filter(|_| day.days.is_none())?;
        let DatePart::Relative(Base::Preceding, shift @ Shift::Day(_)) = read.part else {
            return None;
        };
        let (year, part) = shift.from(self.now?.date())?;
        Some(Day::read(&DateValue { year, year_from: YearFrom::Document, part }))
    }

    /// 3月5日以前, 2018年以来, 今晚八点以后.
    fn opened(
        &self,
        place: Place,
        before: &str,
        behind: Place,
        end: usize,
        point: &Point,
    ) -> Option<Moment> {
        if point.is_stretch() {
            return None;
        }
        let rest = self.rest(behind, end);
        let open = &self.words.open;
        let groups = [&open.since, &open.until, &open.after, &open.from];
        let (group, len) = groups
            .into_iter()
            .enumerate()
            .find_map(|(at, words)| Some((at, self.words.stands(words, rest)?)))?;
        let included = open.included.iter().any(|word| **word == rest[..len]);
        let point = &point.from;
        let behind = Place { at: behind.at + len, ..behind };
        let present = self.present();
        let begin = point.begin().unwrap_or_else(|| point.stated());
        let last = point.end().unwrap_or_else(|| point.stated());
        let (value, lo, hi) = match group {
            0 => (format!("{begin}/"), point.begin(), present.as_ref().map(Instant::stated)),
            1 if included => (format!("/{last}"), None, point.end()),
            1 => {
                let ahead = present.as_ref().map(Instant::stated).filter(|now| *now < begin);
                let hi = ahead.as_ref().and_then(|_| point.end());
                (format!("/{begin}"), ahead, hi)
            }
            2 if included || point.is_timed() => (format!("{begin}/"), None, None),
            2 => {
                let days = point.date.as_ref().and_then(|day| day.days);
                let next = days
                    .filter(|days| days.first < days.last)
                    .and_then(|days| days.last.tomorrow().ok());
                (format!("{}/", next.map_or(begin, |next| next.to_string())), None, None)
            }
            _ => (
                format!("{begin}/"),
                point.begin(),
                present.as_ref().map(Instant::stated).filter(|now| *now > begin),
            ),
        };
        let kind = if point.is_timed() { Kind::TimeRange } else { Kind::DateRange };
        let from = ending(&self.words.joint.from, before).filter(|_| matches!(group, 0 | 3));
        let span = Span::new(self.start(place) - from.unwrap_or(0), behind.at);
        Some(Moment { span, mentions: place.next..behind.next, kind, value, lo, hi })
    }

    /// A point or stretch from `start` on.
    pub(super) fn whole(&self, start: usize, place: Place, behind: Place, point: Point) -> Moment {
        let timed = point.from.is_timed() || point.to.as_ref().is_some_and(Instant::is_timed);
        let kind = match (timed, point.to.is_some()) {
            (true, true) => Kind::TimeRange,
            (true, false) => Kind::Time,
            (false, true) => Kind::DateRange,
            (false, false) => Kind::Date,
        };
        let (from, to) = (&point.from, point.to.as_ref().unwrap_or(&point.from));
        let stated = match (&point.middle, &point.to) {
            (Some(middle), _) => middle.stated(),
            (None, Some(to)) => format!("{}/{}", from.stated(), to.stated()),
            (None, None) => from.stated(),
        };
        Moment {
            span: Span::new(start, behind.at),
            mentions: place.next..behind.next,
            kind,
            value: stated,
            lo: from.begin(),
            hi: to.end(),
        }
    }
}

fn single(instant: &Instant) -> Option<Date> {
    instant.date.as_ref().and_then(Day::single)
}
