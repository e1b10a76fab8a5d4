//! Times of day: 下午3时20分, 15:20, 晚8点半, 9时至11时30分.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag_no_case;
use nom::character::complete::{char, one_of};
use nom::combinator::{map_opt, not, opt, verify};
use nom::sequence::preceded;

use super::words::{Cycle, Daypart, Sense};
use super::{Parsed, Scene, Small, blank, fail, joint, mention, offset, phrase, small};
use crate::parse::mention::{Kind, Mention, RangeEnd, Value};
use crate::parse::number::arabic_int;
use crate::parse::spot::Spot;
use crate::value::Clock;

/// The time or the stretch of times at the spot.
pub(super) fn read<'a>(spot: Spot<'a>, scene: Scene<'a>) -> Option<Mention> {
    let input = spot.rest();
    if let Some((back, short)) = short_of(scene.before) {
        let behind = scene.daypart_before(&spot.text_before()[..spot.text_before().len() - back]);
        let (rest, told) = scene.first_time(input, behind).ok()?;
        let clock = before_the_hour(told.clock, short)?;
        let span = spot.span_back(back, offset(input, rest));
        return Some(Mention { span, extent: span, kind: Kind::Time, value: Value::Clock(clock) });
    }
    let behind = scene.daypart_before(spot.text_before());
    let (rest, first) = scene.first_time(input, behind).ok()?;
    let first_len = offset(input, rest);
    let Ok((tail, (second_from, second))) = scene.second_time(first, rest) else {
        let told =
            first.told || behind.is_some() || scene.tells_time(rest) || stands_by_a_day(spot, rest);
        return told.then(|| mention(spot, first_len, Kind::Time, Value::Clock(first.clock)));
    };
    let len = offset(input, tail);
    let start = first_len + second_from;
    let clock = match half_day_of(&input[..len]) {
        Some(part) if first.daypart.is_none() => share(part, first.clock, second),
        _ => first.clock,
    };
    let ends = [
        RangeEnd { span: spot.span(0, first_len), value: clock },
        RangeEnd { span: spot.span(start, len), value: second },
    ];
    Some(mention(spot, len, Kind::TimeRange, Value::Clocks(ends)))
}

/// 差一刻, 差5分 in front of an hour: its length and minutes.
fn short_of(before: &str) -> Option<(usize, u8)> {
    let head = before.strip_suffix('钟').unwrap_or(before);
    if !head.ends_with(['分', '刻']) {
        return None;
    }
    let from = before.char_indices().rev().take(6).find(|(_, c)| *c == '差')?.0;
    let (rest, number) = small(&before[from + '差'.len_utf8()..]).ok()?;
    let minutes = match rest.trim_end_matches('钟') {
        "分" => number.short()?,
        "刻" => number.short()?.checked_mul(15)?,
        _ => return None,
    };
    (1..60).contains(&minutes).then(|| (before.len() - from, minutes))
}

/// So many minutes before a full hour.
fn before_the_hour(clock: Clock, minutes: u8) -> Option<Clock> {
    let full = clock.minute.is_none_or(|minute| minute == 0) && clock.second.is_none();
    let hour = if clock.hour == 0 { 23 } else { clock.hour - 1 };
    full.then(|| Clock { hour, minute: Some(60 - minutes), second: None })
}

/// Whether a day stands right before (明天10点), or nothing stands around.
fn stands_by_a_day(spot: Spot<'_>, rest: &str) -> bool {
    let before = spot.text_before();
    if before.is_empty() {
        return rest.is_empty();
    }
    // 2024-03-05 18:59.
    let word = before.trim_end_matches(' ');
    // Not back to the start of the document: this is asked of every time.
    let word = &word[word.floor_char_boundary(word.len().saturating_sub(16))..];
    let word = word.rsplit(' ').next().unwrap_or_default();
    let tail = word.len().saturating_sub(10);
    let digital = |date: &str| {
        date.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'/' || b == b'.')
            && (date.contains('-') || date.contains('/'))
            && date.len() >= 8
    };
    if word.get(tail..).is_some_and(digital) && spot.before().trim_matches([' ', '-']).is_empty() {
        return true;
    }
    // What was read before ends here, and its last word is that of a day.
    let adjacent = spot.before().trim_end_matches(' ').is_empty();
    adjacent
        && before
            .trim_end_matches(' ')
            .ends_with(['日', '号', '天', '一', '二', '三', '四', '五', '六'])
}

/// A time with what told that it is one.
#[derive(Clone, Copy, Debug)]
struct Told {
    clock: Clock,
    daypart: Option<Daypart>,
    /// Nothing but a time is written so.
    told: bool,
}

/// How an hour is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hour {
    /// 时.
    Formal,
    /// 点, which stands for much else.
    Point,
}

impl<'a> Scene<'a> {
    fn first_time(self, input: &'a str, behind: Option<Daypart>) -> Parsed<'a, Told> {
        let (rest, daypart) = self.daypart(input);
        alt((|i| self.clock(i, daypart.or(behind)), |i| bare_hour(i, daypart.or(behind))))
            .parse(rest)
    }

    /// The second end, and where it begins behind the first.
    fn second_time(self, first: Told, input: &'a str) -> Parsed<'a, (usize, Clock)> {
        let (start, ()) = joint(input)?;
        let day = self.next_day(start);
        let start = day.unwrap_or(start);
        let (rest, daypart) = self.daypart(start);
        let evening = || day.and_then(|_| self.daypart_before(&input[..offset(input, start)]));
        let daypart = daypart.or_else(evening);
        let (rest, second) = self.joined().clock(rest, daypart)?;
        let mut clock = second.clock;
        // 下午3时至5时: the second end shares the part of the day unless it would come before the first.
        let shared = first
            .daypart
            .filter(|_| daypart.is_none() && day.is_none())
            .map(|part| (shift(part, clock.hour), part));
        if let Some((hour, Daypart::Noon | Daypart::Afternoon | Daypart::Evening | Daypart::Night)) =
            shared
            && hour >= first.clock.hour
        {
            clock.hour = hour;
        }
        Ok((rest, (offset(input, start), clock)))
    }

    /// 次日, 第二天, 当天 before the second end.
    fn next_day(self, input: &'a str) -> Option<&'a str> {
        if let Some(rest) = input.strip_prefix("第二天") {
            return Some(rest);
        }
        let found = self.words.lead("", input)?;
        let day = matches!(found.sense, Sense::Relative(_, Cycle::Day, 0 | 1));
        found.strip("", input).filter(|_| day)
    }

    fn daypart(self, input: &'a str) -> (&'a str, Option<Daypart>) {
        match phrase(&self.words.dayparts, "", input) {
            Some((rest, found)) => match found.sense {
                Sense::Daypart(part) => {
                    let rest = rest.strip_prefix('的').unwrap_or(rest);
                    (blank(rest), Some(part))
                }
                _ => (input, None),
            },
            None => (input, None),
        }
    }

    /// The part of the day that stands right before: 今晚, 凌晨约.
    fn daypart_before(self, before: &str) -> Option<Daypart> {
        let mut before = before;
        for hedge in [" ", "约", "近", "大", "的"] {
            before = before.strip_suffix(hedge).unwrap_or(before);
        }
        match before.chars().next_back()? {
            '晚' | '夜' | '午' | '晨' | '早' | '间' | '上' | '里' | '昼' => {
                let start = before.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
                let last = before.char_indices().next_back().map_or(0, |(at, _)| at);
                [start, last].into_iter().find_map(|from| {
                    let (rest, found) = phrase(&self.words.dayparts, "", &before[from..])?;
                    match found.sense {
                        Sense::Daypart(part) if rest.is_empty() => Some(part),
                        _ => None,
                    }
                })
            }
            _ => None,
        }
    }

    /// A time that begins with its hour.
    fn clock(self, input: &'a str, daypart: Option<Daypart>) -> Parsed<'a, Told> {
        let (rest, mut found) =
            alt((|i| self.digital(i, daypart), |i| self.written_clock(i, daypart), meridiem))
                .parse(input)?;
        if let Some(part) = found.daypart {
            found.clock.hour = shift(part, found.clock.hour);
        }
        Ok((rest, found))
    }

    /// 15:20, 15:20:30, 3:00pm.
    fn digital(self, input: &'a str, daypart: Option<Daypart>) -> Parsed<'a, Told> {
        let number = |most: u8, places: std::ops::RangeInclusive<usize>| {
            map_opt(arabic_int, move |(value, read)| {
                u8::try_from(value).ok().filter(|value| *value <= most && places.contains(&read))
            })
        };
        // 2021-09-12-11:23: the dash is all that stands between the day and its time.
        if self.before.ends_with([':', '.', '/', '-']) && self.before != "-"
            || self.before.ends_with(|c: char| c.is_ascii_digit())
        {
            return fail(input);
        }
        let zero = input.starts_with('0');
        let (rest, hour) = number(24, 1..=2).parse(input)?;
        let (rest, minute) = preceded(char(':'), number(59, 2..=2)).parse(rest)?;
        let (rest, second) = opt(preceded(char(':'), number(60, 2..=2))).parse(rest)?;
        if rest.starts_with(|c: char| c.is_ascii_digit() || c == ':' || c == '%') {
            return fail(input);
        }
        let (rest, half_day) = half_day(rest);
        let rest = rest.strip_prefix(['时', '分']).unwrap_or(rest);
        let scored = self.follows(&self.words.clock.score_before);
        let told = second.is_some()
            || half_day.is_some()
            || daypart.is_some()
            || self.joined
            || self.follows(&self.words.clock.point_before)
            || !scored && (zero || minute.is_multiple_of(5) && !self.in_score())
            || self.before.is_empty() && rest.is_empty();
        let clock = Clock { hour, minute: Some(minute), second };
        Ok((rest, Told { clock, daypart: half_day.or(daypart), told }))
    }

    /// 15时20分, 3点半, 零点.
    fn written_clock(self, input: &'a str, daypart: Option<Daypart>) -> Parsed<'a, Told> {
        if self.before.ends_with('第') {
            return fail(input);
        }
        let (rest, number) = small(input)?;
        let (rest, sign) = one_of("时点").parse(rest)?;
        let Some(hour) = number.short().filter(|hour| *hour < 30) else { return fail(input) };
        let kind = if sign == '时' { Hour::Formal } else { Hour::Point };
        if rest.starts_with(|c| self.words.clock.not_after.contains(c)) {
            return fail(input);
        }
        let (rest, (minute, second)) = self.minutes(kind, rest);
        let (rest, o_clock) = match rest.strip_prefix('钟').or_else(|| rest.strip_prefix("多钟"))
        {
            Some(rest) if minute.is_none() => (rest, true),
            _ => (rest, false),
        };
        let (rest, half_day) = half_day(rest);
        let daypart = half_day.or(daypart);
        let formal =
            kind == Hour::Formal && !(number.chinese && number.value <= 1 && number.places == 0);
        let told = formal
            || daypart.is_some()
            || minute.is_some()
            || o_clock
            || self.joined
            || number.value == 0 && !rest.starts_with(crate::parse::glyph::begins_numeral)
            || self.follows(&self.words.clock.point_before);
        Ok((rest, Told { clock: Clock { hour, minute, second }, daypart, told }))
    }

    /// 20分30秒, 半, 一刻, and the bare 20 of 15点20.
    fn minutes(self, kind: Hour, input: &'a str) -> (&'a str, (Option<u8>, Option<u8>)) {
        let halves = &self.words.clock.halves;
        if let Some((text, minute)) = halves.iter().find(|(text, _)| input.starts_with(&***text)) {
            let rest = &input[text.len()..];
            if !rest.starts_with(|c| self.words.clock.half_not_after.contains(c)) {
                return (rest, (Some(*minute), None));
            }
        }
        let short = || map_opt(small, Small::short);
        // 五点五分钟 is a length of time.
        let minute = (short(), char('分'), not(char('钟'))).map(|(minute, ..)| minute);
        if let Ok((rest, minute)) = preceded(opt(char('零')), minute).parse(blank(input)) {
            let mut second = (short(), char('秒')).map(|(second, _)| second);
            return match second.parse(blank(rest)) {
                Ok((rest, second)) => (rest, (Some(minute), Some(second))),
                Err(_) => (rest, (Some(minute), None)),
            };
        }
        // 3点5秒.
        if let Ok((rest, second)) = short().parse(input)
            && let Some(rest) = rest.strip_prefix('秒').filter(|rest| !rest.starts_with('钟'))
        {
            return (rest, (Some(0), Some(second)));
        }
        if let Some((rest, minute)) = marks(input) {
            return (rest, (Some(minute), None));
        }
        let mut bare = map_opt(small, |number| {
            let two = number.places == 2 || number.chinese && number.value > 9;
            number.short().filter(|minute| two && *minute < 60)
        });
        match bare.parse(input) {
            Ok((rest, minute)) if kind == Hour::Point && self.ends_clock(rest) => {
                (rest, (Some(minute), None))
            }
            _ => (input, (None, None)),
        }
    }

    /// Whether nothing follows that the two digits before could count: 8点30人.
    fn ends_clock(self, rest: &str) -> bool {
        half_day(rest).1.is_some()
            || rest.chars().next().is_none_or(|c| {
                !c.is_ascii_alphanumeric()
                    && !matches!(c, '.' | '%')
                    && !self.words.clock.counted.contains(c)
            })
    }

    /// Whether what follows a doubtful time speaks for one.
    fn tells_time(self, rest: &str) -> bool {
        let words = &self.words.clock;
        let told = rest.starts_with(['许', '左'])
            || words.before.iter().any(|word| rest.starts_with(&**word));
        told && !self.follows(&words.score_before)
    }

    /// Whether a contest is being told, where 21:15 is a score.
    fn in_score(self) -> bool {
        self.before.ends_with(['、', '(']) || self.follows(&self.words.clock.score_before)
    }
}

/// 三点搭三, 三点三个字: as Hong Kong counts in marks of five minutes.
fn marks(input: &str) -> Option<(&str, u8)> {
    let struck = input.strip_prefix('搭');
    if let Some(rest) = struck.and_then(|rest| rest.strip_prefix('半')) {
        return Some((rest, 30));
    }
    let (rest, number) = small(struck.unwrap_or(input)).ok()?;
    let rest = match struck {
        Some(_) => rest,
        None => rest.strip_prefix("个字")?,
    };
    let mark = number.short().filter(|mark| number.chinese && (1..12).contains(mark))?;
    Some((rest, mark * 5))
}

/// The 9 of 9至11时.
fn bare_hour(input: &str, daypart: Option<Daypart>) -> Parsed<'_, Told> {
    let (rest, number) = small(input)?;
    let (second, ()) = joint(rest)?;
    let (tail, last) = map_opt(small, Small::short).parse(second)?;
    let (_, sign) = one_of("时点").parse(tail)?;
    match number.short() {
        Some(hour) if hour < last && last <= 24 && (sign == '时' || daypart.is_some()) => {
            let shifted = daypart.map_or(hour, |part| shift(part, hour));
            let clock = Clock { hour: shifted, minute: None, second: None };
            Ok((rest, Told { clock, daypart, told: true }))
        }
        _ => fail(input),
    }
}

/// 3pm, 11 a.m.
fn meridiem(input: &str) -> Parsed<'_, Told> {
    let (rest, (hour, _)) =
        verify(arabic_int, |&(hour, places)| places <= 2 && (1..=12).contains(&hour))
            .parse(input)?;
    let (rest, daypart) = half_day(rest);
    if daypart.is_none() || rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return fail(input);
    }
    let clock = Clock { hour: hour as u8, minute: None, second: None };
    Ok((rest, Told { clock, daypart, told: true }))
}

/// am, pm.
fn half_day(input: &str) -> (&str, Option<Daypart>) {
    let am = alt((tag_no_case::<_, _, ()>("am"), tag_no_case("a.m."), tag_no_case("a.m")));
    let pm = alt((tag_no_case::<_, _, ()>("pm"), tag_no_case("p.m."), tag_no_case("p.m")));
    let halves = (am.map(|_| Daypart::Morning), pm.map(|_| Daypart::Afternoon));
    match alt(halves).parse(blank(input)) {
        Ok((rest, part)) => (rest, Some(part)),
        Err(_) => (input, None),
    }
}

/// The am or pm that a text ends with.
fn half_day_of(text: &str) -> Option<Daypart> {
    let from = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.').len();
    half_day(&text[from..]).1
}

/// The first end of 3点至5点pm.
fn share(part: Daypart, first: Clock, last: Clock) -> Clock {
    let hour = shift(part, first.hour);
    if hour < last.hour { Clock { hour, ..first } } else { first }
}

/// The hour on the 24-hour clock.
const fn shift(part: Daypart, hour: u8) -> u8 {
    match (part, hour) {
        (Daypart::Morning, 12) => 0,
        // 中午12点到6点.
        (Daypart::Noon, 1..=6) | (Daypart::Afternoon, 1..=11) => hour + 12,
        (Daypart::Evening, 5..=11) | (Daypart::Night, 6..=11) => hour + 12,
        (Daypart::Evening | Daypart::Night, 12) => 24,
        _ => hour,
    }
}
