//! What may have been meant: the figures, dates and times that one slip of the pen makes of a printed one.

use std::ops::Range;

use jiff::ToSpan;
use rust_decimal::Decimal;

use super::restyle::{self, Printed};
use crate::parse::number::Numeral;
use crate::parse::{Kind, Mention, Side, Value};
use crate::value::{Clock, DatePart, DateValue, DayRange, Figure, Hedges, YearFrom};

/// A text with what it says.
pub(super) type Reading = (String, Value);

/// The readings near to `text`, which says `value`.
pub(super) fn of(text: &str, value: &Value, kind: Kind) -> Vec<Reading> {
    match value {
        Value::Figure(figure) if figure.is_range() => range(text, figure, kind),
        Value::Figure(figure) => match Printed::of(text, figure.from) {
            Some(printed) => each(reread(&printed, figure, kind)),
            None => Vec::new(),
        },
        Value::Pair(a, b) => pairs(text, *a, *b, kind),
        Value::Date(date) => dates(text, date),
        Value::Clock(clock) => clocks(text, *clock),
        Value::Weekday(_) => weekdays(text),
        Value::Dates(_) | Value::Clocks(_) | Value::Code => Vec::new(),
    }
}

fn each(figures: Vec<(String, Figure)>) -> Vec<Reading> {
    figures.into_iter().map(|(text, figure)| (text, Value::Figure(figure))).collect()
}

/// The figure with one of its hedges left out; `text` is the document's.
pub(super) fn unhedged(text: &str, mention: &Mention) -> Vec<Reading> {
    let Some(figure) = mention.figure() else { return Vec::new() };
    let Hedges { before, inside, after } = figure.hedges;
    let part = |from: u32, to: u32| &text[from as usize..to as usize];
    let (extent, span) = (mention.extent, mention.span);
    let (head, body, tail) =
        (part(extent.start, span.start), part(span.start, span.end), part(span.end, extent.end));
    let mut found = Vec::new();
    let mut add = |text: String, hedges: Hedges| found.push((text, Figure { hedges, ..*figure }));
    if before.is_some() {
        // Of 约有 the verb stays.
        let verb = head.trim_end().chars().next_back().filter(|&c| "有为是占达需合在".contains(c));
        let verb = verb.map_or_else(String::new, String::from);
        add(format!("{verb}{body}{tail}"), Hedges { before: None, ..figure.hedges });
    }
    if let Some(at) = body.find(['余', '多']).filter(|_| inside.is_some()) {
        let body = format!("{}{}", &body[..at], &body[at + '余'.len_utf8()..]);
        add(format!("{head}{body}{tail}"), Hedges { inside: None, ..figure.hedges });
    }
    if after.is_some() {
        add(format!("{head}{body}"), Hedges { after: None, ..figure.hedges });
    }
    each(found)
}

fn reread(printed: &Printed<'_>, figure: &Figure, kind: Kind) -> Vec<(String, Figure)> {
    let scales = matches!(kind, Kind::Number | Kind::Count | Kind::Quantity | Kind::Money);
    let read = |numeral: String| {
        let read = printed.reread(&numeral, figure)?;
        let usual = printed.restyled(read.from).is_none_or(|usual| {
            numeral.starts_with(|c: char| c.is_ascii_digit()) || usual == numeral
        });
        (!read.from.is_zero() && usual).then(|| (printed.with(&numeral), read))
    };
    slips(printed.numeral(), scales).into_iter().filter_map(read).collect()
}

/// Numerals that differ by one slip: two digits swapped, one changed, left out or put in, another magnitude. Not all of
/// them are numbers. Magnitudes only if it `scales`.
fn slips(numeral: &str, scales: bool) -> Vec<String> {
    let plain: Vec<char> = numeral.chars().filter(|&c| c != ',').collect();
    let is_arabic = plain.first().is_some_and(char::is_ascii_digit);
    let alphabet: &[char] = if is_arabic { &ARABIC } else { &CHINESE };
    let places: Vec<usize> = (0..plain.len()).filter(|&at| alphabet.contains(&plain[at])).collect();
    let mut found: Vec<Vec<char>> = Vec::new();
    let mut change = |change: &dyn Fn(&mut Vec<char>)| {
        let mut changed = plain.clone();
        change(&mut changed);
        found.push(changed);
    };
    for (nth, &at) in places.iter().enumerate() {
        if let Some(&next) = places.get(nth + 1) {
            change(&|chars| chars.swap(at, next));
        }
        for &digit in alphabet.iter().filter(|&&digit| digit != plain[at]) {
            change(&|chars| chars[at] = digit);
        }
        change(&|chars| {
            chars.remove(at);
        });
        change(&|chars| chars.insert(at + 1, if is_arabic { '0' } else { '十' }));
    }
    if !is_arabic && let [_, _, ..] = plain.as_slice() {
        change(&|chars| chars.swap(0, 1));
    }
    let point = plain.iter().position(|&c| c == '.');
    if let Some(point) = point.filter(|&at| at > 0 && at + 1 < plain.len()) {
        change(&|chars| chars.swap(point - 1, point));
        change(&|chars| chars.swap(point, point + 1));
    }
    let mut texts: Vec<String> = found.iter().map(String::from_iter).collect();
    let digits = numeral.trim_end_matches(['万', '亿']);
    // 十大 is no 十万大.
    if scales && (is_arabic || digits != numeral) {
        texts.extend(["", "万", "亿"].map(|magnitude| format!("{digits}{magnitude}")));
    }
    texts.retain(|text| is_well_formed(text) && *text != numeral);
    if numeral.contains(',') {
        texts.iter_mut().for_each(|text| *text = restyle::separated(text));
    }
    texts
}

const ARABIC: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const CHINESE: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// No zero in front of other digits, no point at an end.
fn is_well_formed(numeral: &str) -> bool {
    let mut chars = numeral.chars();
    let (first, second) = (chars.next(), chars.next());
    let leading_zero = first == Some('0') && second.is_some_and(|c| c.is_ascii_digit());
    let last = numeral.trim_end_matches(['万', '亿']).chars().next_back();
    !leading_zero && first.is_some_and(|c| c != '.') && last.is_some_and(|c| c != '.')
}

/// The two figures of a range swapped, or one of them with a slip.
fn range(text: &str, figure: &Figure, kind: Kind) -> Vec<Reading> {
    let numerals = restyle::numerals(text);
    let [(a, _), (b, _)] = numerals.as_slice() else { return Vec::new() };
    let swapped = [&text[..a.start], &text[b.clone()], &text[a.end..b.start], &text[a.clone()]];
    let swapped = swapped.concat() + &text[b.end..];
    let exchanged = Figure { from: figure.to, to: figure.from, ..*figure };
    let alike = numerals[0].1.magnitude == numerals[1].1.magnitude;
    let mut found: Vec<_> = alike.then_some((swapped, exchanged)).into_iter().collect();
    let ends = [(figure.from, &numerals[0]), (figure.to, &numerals[1])];
    for (at, (stated, numeral)) in ends.into_iter().enumerate() {
        for (text, read) in side(text, numeral, &Figure { from: stated, ..*figure }, kind) {
            let ends = if at == 0 { (read.from, figure.to) } else { (figure.from, read.from) };
            found.push((text, Figure { from: ends.0, to: ends.1, ..*figure }));
        }
    }
    each(found)
}

/// One side of a ratio or score with a slip.
fn pairs(text: &str, a: Side, b: Side, kind: Kind) -> Vec<Reading> {
    let numerals = restyle::numerals(text);
    let [first, second] = numerals.as_slice() else { return Vec::new() };
    let slips = |numeral, printed: Side| {
        let slips = side(text, numeral, &printed.figure(), kind).into_iter();
        slips.map(|(text, figure)| (text, Side { value: figure.from, step: figure.step }))
    };
    let left = slips(first, a).map(|(text, it)| (text, Value::Pair(it, b)));
    let right = slips(second, b).map(|(text, it)| (text, Value::Pair(a, it)));
    left.chain(right).collect()
}

/// One of two numerals in a text with a slip.
fn side(
    text: &str,
    (place, numeral): &(Range<usize>, Numeral),
    figure: &Figure,
    kind: Kind,
) -> Vec<(String, Figure)> {
    let printed = Printed::at(text, place.clone(), *numeral, figure.from);
    printed.map_or_else(Vec::new, |printed| reread(&printed, figure, kind))
}

/// Another day, month, year or weekday.
fn dates(text: &str, date: &DateValue) -> Vec<Reading> {
    let mut found = named_days(text, date);
    let Some(written) = Written::of(text, date) else { return found };
    let mut add = |changed: DateValue, values: &[i64]| {
        if changed != *date && changed.exists() {
            found.extend(restyle::last(text, values).map(|text| (text, Value::Date(changed))));
        }
    };
    let Written { month, day, year } = written;
    let tail: Vec<i64> = [month, day].into_iter().flatten().map(i64::from).collect();
    if let DatePart::Day(month, _) = date.part {
        for other in 1..=31 {
            add(DateValue { part: DatePart::Day(month, other), ..*date }, &[other.into()]);
        }
    }
    if month.is_some() {
        for other in 1..=12 {
            let mut values = tail.clone();
            values[0] = other.into();
            add(DateValue { part: with_month(date.part, other), ..*date }, &values);
        }
    }
    if let Some(year) = year {
        for by in -YEARS..=YEARS {
            let Some(other) = year.checked_add(by) else { continue };
            let values = [&[i64::from(other)], tail.as_slice()].concat();
            add(DateValue { year: other, ..*date }, &values);
        }
    }
    found
}

/// So many years to either side are tried.
const YEARS: i16 = 12;

/// The numbers that a date is written with, as its last numerals.
struct Written {
    year: Option<i16>,
    month: Option<u8>,
    day: Option<u8>,
}

impl Written {
    fn of(text: &str, date: &DateValue) -> Option<Self> {
        let numerals = restyle::numerals(text);
        let mut rest = numerals.as_slice();
        let mut last = |value: i64| {
            let (numeral, before) = rest.split_last()?;
            (numeral.1.value == Decimal::from(value)).then(|| rest = before)
        };
        let (month, day) = match date.part {
            DatePart::Day(month, day) => {
                last(day.into())?;
                (last(month.into()).map(|()| month), Some(day))
            }
            DatePart::Months(from, to) if from == to => {
                last(from.into())?;
                (Some(from), None)
            }
            DatePart::Third(month, _) => {
                last(month.into())?;
                (Some(month), None)
            }
            DatePart::Year => (None, None),
            _ => return None,
        };
        let stated = date.year_from == YearFrom::Stated
            && (month.is_some() || day.is_none())
            && last(date.year.into()).is_some();
        Some(Self { year: stated.then_some(date.year), month, day })
    }
}

const fn with_month(part: DatePart, month: u8) -> DatePart {
    match part {
        DatePart::Day(_, day) => DatePart::Day(month, day),
        DatePart::Third(_, third) => DatePart::Third(month, third),
        _ => DatePart::Months(month, month),
    }
}

/// 月 for 日 in front of another numeral, as in 8日3日; 日 for 月 behind 月, as in 9月6月. `text` is the document's.
pub(super) fn renamed(text: &str, mention: &Mention) -> Option<Reading> {
    let Value::Date(date) = mention.value else { return None };
    let (start, end) = (mention.span.start as usize, mention.span.end as usize);
    let printed = &text[start..end];
    let number = printed.strip_suffix(['日', '月'])?;
    let (unit, part) = match date.part {
        DatePart::Day(_, day) if text[end..].starts_with(|c: char| c.is_ascii_digit()) => {
            ("月", DatePart::Months(day, day))
        }
        DatePart::Months(month, _) if text[..start].ends_with('月') => {
            ("日", DatePart::Day(0, month))
        }
        _ => return None,
    };
    let named = DateValue { part, ..date };
    named.exists().then(|| (format!("{number}{unit}"), Value::Date(named)))
}

/// Another day of the week in 上周五.
fn named_days(text: &str, date: &DateValue) -> Vec<Reading> {
    let weekday = text.trim_end_matches(|c| "一二三四五六日天".contains(c));
    let Some(day) = date.days().and_then(DayRange::as_day) else { return Vec::new() };
    if weekday.len() + '一'.len_utf8() != text.len() || !weekday.ends_with(['周', '期', '拜']) {
        return Vec::new();
    }
    let monday = day.weekday().to_monday_zero_offset();
    let other = |number: u8| {
        let on = day.checked_add((i64::from(number) - 1 - i64::from(monday)).days()).ok()?;
        let part = DatePart::Day(on.month() as u8, on.day() as u8);
        let on = DateValue { year: on.year(), part, ..*date };
        Some((self::weekday(text, number)?, Value::Date(on)))
    };
    (1..=7).filter_map(other).filter(|(other, _)| other != text).collect()
}

/// Another hour or minute.
fn clocks(text: &str, clock: Clock) -> Vec<Reading> {
    let numerals = restyle::numerals(text);
    let Some(&printed) = numerals.first().map(|(_, numeral)| &numeral.value) else {
        return Vec::new();
    };
    // 下午3时 is 15 on the clock.
    let Ok(printed) = u8::try_from(printed) else { return Vec::new() };
    let Some(half_day) = clock.hour.checked_sub(printed) else { return Vec::new() };
    let rest: Vec<i64> =
        [clock.minute, clock.second].into_iter().flatten().map(i64::from).collect();
    if numerals.len() != 1 + rest.len() {
        return Vec::new();
    }
    let hours = (0..=24_u8).filter(|&hour| hour >= half_day && hour != clock.hour).map(|hour| {
        (Clock { hour, ..clock }, [&[i64::from(hour - half_day)], rest.as_slice()].concat())
    });
    let minutes = (0..60_u8).filter(|&it| clock.minute.is_some_and(|minute| minute != it));
    let minutes = minutes.map(|minute| {
        let values = [&[i64::from(minute)], &rest[1..]].concat();
        (Clock { minute: Some(minute), ..clock }, values)
    });
    hours
        .chain(minutes)
        .filter(|(clock, _)| clock.exists())
        .filter_map(|(clock, values)| Some((restyle::last(text, &values)?, Value::Clock(clock))))
        .collect()
}

fn weekdays(text: &str) -> Vec<Reading> {
    let other = |day: u8| Some((weekday(text, day)?, Value::Weekday(day)));
    (1..=7).filter_map(other).filter(|(other, _)| other != text).collect()
}

/// A weekday in the words of the text: 星期五 → 星期四, 周日 → 周六.
pub(super) fn weekday(text: &str, day: u8) -> Option<String> {
    let last = text.chars().next_back()?;
    let head = &text[..text.len() - last.len_utf8()];
    let name = ['一', '二', '三', '四', '五', '六', if last == '天' { '天' } else { '日' }];
    Some(format!("{head}{}", name[usize::from(day.clamp(1, 7)) - 1]))
}
