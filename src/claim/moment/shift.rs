//! Lengths of time counted from the document: 三天前, 10天内, 未来7天, 过去十年.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::instant::{Day, Instant};
use super::lapse::{Grain, Lapse};
use super::narrow::small;
use super::point::Point;
use super::words::ending;
use super::{Moment, Place, Reader};
use crate::parse::{Kind, Value, begins_numeral};
use crate::span::Span;
use crate::value::{DatePart, DateValue, Figure, YearFrom};

/// So many mentions back a day is looked for.
const NEAR: usize = 6;

/// Where a length of time is counted from, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Since,
    Within,
    Ago,
    /// 以前: then or before.
    LongAgo,
    Later,
    /// 以后: then or after.
    LongLater,
}

impl Turn {
    const fn sign(self) -> i64 {
        match self {
            Self::Since | Self::Ago | Self::LongAgo => -1,
            Self::Within | Self::Later | Self::LongLater => 1,
        }
    }
}

impl Reader<'_> {
    /// The length of time at a place, counted from the document where words around it say so.
    pub(super) fn shifted(&self, place: Place, floor: usize, end: usize) -> Option<Moment> {
        let lapse = self.lapse(place)?;
        // Hours and minutes need the time of day.
        let now = if lapse.grain == Grain::Instant { self.time()? } else { self.now? };
        let before = &self.text[floor..place.at];
        let coming = ending(&self.words.stretch.coming, before).is_some();
        let counted = if coming { None } else { self.ahead_or_back(place, end, lapse, now) };
        counted.or_else(|| self.stretching(place, before, end, lapse, now))
    }

    /// 三天前, 10天内, 半年来.
    fn ahead_or_back(
        &self,
        place: Place,
        end: usize,
        lapse: Lapse,
        now: DateTime,
    ) -> Option<Moment> {
        let behind = self.behind(place);
        let (turn, len) = self.turn(self.rest(behind, end))?;
        // 开工的一年后 is counted from what is told.
        let told = !matches!(turn, Turn::Since | Turn::Within);
        if told && self.text[..place.at].ends_with('的') {
            return None;
        }
        let behind = Place { at: behind.at + len, ..behind };
        let base = match turn {
            Turn::Later | Turn::LongLater => self.spoken_day(place).unwrap_or(now),
            _ => now,
        };
        let at = lapse.from(base, turn.sign())?;
        let point = self.instant(at, lapse.grain);
        let far = self.lapse_to(place)?.from(base, turn.sign())?;
        if matches!(turn, Turn::Ago | Turn::Later)
            && far == at
            && let Some((behind, timed)) = self.time_behind(behind, end, &point)
        {
            return Some(self.whole(place.at, place, behind, timed));
        }
        if lapse.grain == Grain::Year
            && far == at
            && let Some((behind, date)) = self.date_in_year(behind, end, at.year())
        {
            let day = Instant::day(Day::read(&date));
            let (behind, point) =
                self.time_behind(behind, end, &day).unwrap_or_else(|| (behind, Point::of(day)));
            return Some(self.whole(place.at, place, behind, point));
        }
        let whole = |at: DateTime| match lapse.grain {
            Grain::Instant => Some([Instant::at(at).stated(), Instant::at(at).stated()]),
            grain => {
                let days = grain.around(at.date())?;
                Some([days.first.to_string(), days.last.to_string()])
            }
        };
        let [[first, _], [_, last]] = [whole(at.min(far))?, whole(at.max(far))?];
        let present = self.present()?.stated();
        let stated = if far == at { point.stated() } else { format!("{first}/{last}") };
        let (value, lo, hi) = match turn {
            Turn::Since => (format!("{first}/"), Some(first), Some(present)),
            Turn::Within => (stated, Some(present), Some(self.instant(far, lapse.grain).stated())),
            Turn::LongAgo => (format!("/{last}"), None, Some(last)),
            Turn::LongLater => {
                let exact = if self.time().is_some_and(|now| now == base) {
                    Instant::at(at)
                } else {
                    point
                };
                (format!("{first}/"), Some(exact.stated()), None)
            }
            Turn::Ago | Turn::Later => (stated, Some(first), Some(last)),
        };
        let kind = match (turn, lapse.grain) {
            (Turn::Ago | Turn::Later, Grain::Instant) => Kind::Time,
            (Turn::Ago | Turn::Later, _) => Kind::Date,
            (_, Grain::Instant) => Kind::TimeRange,
            _ => Kind::DateRange,
        };
        let span = Span::new(place.at, behind.at);
        Some(Moment { span, mentions: place.next..behind.next, kind, value, lo, hi })
    }

    /// The date without a year that stands there, in that year: 两年后的3月5日.
    fn date_in_year(&self, place: Place, end: usize, year: i16) -> Option<(Place, DateValue)> {
        let linked = if self.rest(place, end).starts_with('的') { '的'.len_utf8() } else { 0 };
        let inner = Place { at: place.at + linked, ..place };
        let mention = self.mention(inner)?;
        let Value::Date(date) = mention.value else { return None };
        // 十年后的今天 is today.
        let printed = self.text[mention.span.range()].starts_with(begins_numeral);
        let named = printed && matches!(date.part, DatePart::Day(1.., _) | DatePart::Months(..));
        let open = matches!(date.year_from, YearFrom::Unknown | YearFrom::Document);
        (named && open).then(|| (self.behind(inner), DateValue::stated(year, date.part)))
    }

    /// The word behind a length of time that says from where it is counted, and its length.
    fn turn(&self, rest: &str) -> Option<(Turn, usize)> {
        let words = &self.words.shift;
        let turns = [
            (&words.since, Turn::Since),
            (&words.within, Turn::Within),
            (&words.ago, Turn::Ago),
            (&words.long_ago, Turn::LongAgo),
            (&words.later, Turn::Later),
            (&words.long_later, Turn::LongLater),
        ];
        let found = turns
            .into_iter()
            .filter_map(|(list, turn)| Some((turn, self.words.stands(list, rest)?)));
        found.max_by_key(|&(_, len)| len)
    }

    /// The day spoken of before in the same paragraph, from which 三天后 is counted in a story.
    pub(super) fn spoken_day(&self, place: Place) -> Option<DateTime> {
        let before = self.mentions.get(..place.next)?.iter().rev().take(NEAR);
        let mut near = before
            .take_while(|mention| !self.text[mention.span.end as usize..place.at].contains('\n'));
        near.find_map(|mention| match mention.value {
            Value::Date(date) => date.days()?.as_day(),
            Value::Dates([_, last]) => last.value.days()?.as_day(),
            _ => None,
        })
        .map(|day| day.to_datetime(Time::midnight()))
    }

    /// A length of time counted from a day that stands before it: 2月13号的3天后, 圣诞节前一天.
    pub(super) fn counted_from(
        &self,
        place: Place,
        end: usize,
        day: Date,
    ) -> Option<(Place, Instant)> {
        let words = &self.words.shift;
        let rest = self.rest(place, end);
        let linked = if rest.starts_with('的') { '的'.len_utf8() } else { 0 };
        let start = Place { at: place.at + linked, ..place };
        let inner = self.rest(start, end);
        if let Some((len, days)) = self.beside(inner) {
            let at = day.checked_add(days.days()).ok()?;
            return Some((self.past(start, start.at + len)?, Instant::day(Day::of(at))));
        }
        let ahead = |len: usize, sign: i64| {
            let at = Place { at: start.at + len, ..start };
            Some((at, self.behind(at), self.lapse(at)?, sign))
        };
        let (_, behind, lapse, sign) =
            match (self.words.stands(&words.before, inner), self.words.stands(&words.after, inner))
            {
                (Some(len), _) => ahead(len, -1)?,
                (_, Some(len)) => ahead(len, 1)?,
                _ => {
                    let lapse = self.lapse(start)?;
                    let mut behind = self.behind(start);
                    let after = self.rest(behind, end);
                    let back = self
                        .words
                        .stands(&words.ago, after)
                        .or_else(|| self.words.stands(&words.long_ago, after));
                    let on = self
                        .words
                        .stands(&words.later, after)
                        .or_else(|| self.words.stands(&words.long_later, after));
                    let (len, sign) =
                        back.map(|len| (len, -1)).or_else(|| on.map(|len| (len, 1)))?;
                    behind.at += len;
                    (start, behind, lapse, sign)
                }
            };
        let at = lapse.from(day.to_datetime(Time::midnight()), sign)?;
        Some((behind, self.instant(at, lapse.grain)))
    }

    /// The day beside another or so many days from it, and the length of its name: 前一天, 后的第3天.
    fn beside(&self, text: &str) -> Option<(usize, i64)> {
        let words = &self.words.shift;
        let beside = [(&words.eve, -1), (&words.morrow, 1)];
        let beside =
            beside.into_iter().find_map(|(list, by)| Some((self.words.stands(list, text)?, by)));
        if beside.is_some() {
            return beside;
        }
        let sides = [(&words.before, -1), (&words.after, 1)];
        let (len, sign) = sides
            .into_iter()
            .find_map(|(list, sign)| Some((self.words.stands(list, text)?, sign)))?;
        let rest = text[len..].strip_prefix('的').unwrap_or(&text[len..]).strip_prefix('第')?;
        let (rest, count) = small(rest)?;
        let rest = rest.strip_prefix(['天', '日'])?;
        Some((text.len() - rest.len(), sign * i64::from(count)))
    }

    /// The greater of the lengths that an estimate names: 三五天.
    fn lapse_to(&self, place: Place) -> Option<Lapse> {
        let figure = self.mention(place)?.figure()?;
        Lapse::of(&Figure { from: figure.to, ..*figure })
    }

    /// The length of time at a place.
    fn lapse(&self, place: Place) -> Option<Lapse> {
        let mention = self.mention(place).filter(|mention| mention.kind == Kind::Duration)?;
        Lapse::of(mention.figure()?)
    }

    /// 未来7天, 过去十年, 前两天, 后三天.
    fn stretching(
        &self,
        place: Place,
        before: &str,
        end: usize,
        lapse: Lapse,
        now: DateTime,
    ) -> Option<Moment> {
        let words = &self.words.stretch;
        let groups = [&words.coming, &words.past, &words.before, &words.after, &words.passing];
        let (group, len) = groups
            .into_iter()
            .enumerate()
            .filter_map(|(at, words)| Some((at, ending(words, before)?)))
            .max_by_key(|&(at, len)| (len, std::cmp::Reverse(at)))?;
        let earlier = &before[..before.len() - len];
        let opens = earlier
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() || words.opens_after.contains(c));
        let half = lapse.half(now.date(), &before[before.len() - len..]);
        if earlier.ends_with(|c| words.not_before.contains(c))
            || matches!(group, 2 | 3) && !opens && half.is_none()
        {
            return None;
        }
        let mut behind = self.behind(place);
        // 未来三天内 is 未来三天.
        if group == 0 {
            let inside = self.words.stands(&self.words.shift.within, self.rest(behind, end));
            behind.at += inside.unwrap_or(0);
        }
        let span = Span::new(place.at - len, behind.at);
        let mentions = place.next..behind.next;
        if group == 4 {
            let point = self.instant(lapse.from(now, 1)?, lapse.grain).stated();
            let kind = if lapse.grain == Grain::Instant { Kind::Time } else { Kind::Date };
            return Some(Moment {
                span,
                mentions,
                kind,
                value: format!("{point}/"),
                lo: Some(point.clone()),
                hi: Some(point),
            });
        }
        if let Some(days) = half {
            let [first, last] = [days.first.to_string(), days.last.to_string()];
            let value = format!("{first}/{last}");
            let kind = Kind::DateRange;
            return Some(Moment { span, mentions, kind, value, lo: Some(first), hi: Some(last) });
        }
        // 未来三五年 may reach five years ahead.
        let far = self.lapse_to(place).unwrap_or(lapse);
        let sign = if matches!(group, 0 | 3) { 1 } else { -1 };
        let other = self.instant(lapse.from(now, sign)?, lapse.grain);
        let present = self.instant(now, lapse.grain);
        let [from, to] = if sign > 0 { [present, other] } else { [other, present] };
        let counted = format!("{}/{}", from.stated(), to.stated());
        let (value, lo, hi) = match (group, lapse.grain) {
            (2 | 3, Grain::Instant) | (0 | 1, _) => {
                let exact = |sign: i64| self.exact(now, far, sign);
                let [lo, hi] = if sign > 0 { [exact(0), exact(1)] } else { [exact(-1), exact(0)] };
                let value = match group {
                    0 if lapse.grain == Grain::Day => tomorrow_on(&counted, now, &to),
                    2 | 3 => lapse.whole_units(now, sign).map_or(counted, |[from, to]| {
                        format!("{}/{}", Instant::at(from).stated(), Instant::at(to).stated())
                    }),
                    _ => counted,
                };
                (value, lo?, hi?)
            }
            _ => {
                let units = lapse.whole_days(now.date(), sign)?;
                let later = group == 3 && lapse.grain != Grain::Day;
                let counted = if later { tomorrow_on(&counted, now, &to) } else { counted };
                (counted, units.first.to_string(), units.last.to_string())
            }
        };
        let kind = if lapse.grain == Grain::Instant { Kind::TimeRange } else { Kind::DateRange };
        Some(Moment { span, mentions, kind, value, lo: Some(lo), hi: Some(hi) })
    }

    /// The instant a length of time away, as exactly as the document's time is known.
    fn exact(&self, now: DateTime, lapse: Lapse, sign: i64) -> Option<String> {
        let at = if sign == 0 { now } else { lapse.from(now, sign)? };
        let timed = self.time().is_some() && (sign == 0 || lapse.grain == Grain::Instant);
        Some(if timed { Instant::at(at).stated() } else { at.date().to_string() })
    }

    /// A point in time, or only its day where the length was counted in days or longer.
    fn instant(&self, at: DateTime, grain: Grain) -> Instant {
        if grain == Grain::Instant { Instant::at(at) } else { Instant::day(Day::of(at.date())) }
    }
}

/// Days to come begin with the next one: 未来两天.
fn tomorrow_on(counted: &str, now: DateTime, to: &Instant) -> String {
    match now.date().tomorrow() {
        Ok(next) => format!("{next}/{}", to.stated()),
        Err(_) => counted.to_owned(),
    }
}
