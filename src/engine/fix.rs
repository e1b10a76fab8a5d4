//! Candidate corrections: single changes that make a relation hold and break none that holds.

use std::cmp::Reverse;

use jiff::ToSpan;
use rust_decimal::Decimal;

use super::calendar::When;
use super::check::{Check, applies};
use super::edit::{Edit, Slip, far};
use super::eval::{Env, Filled, Instead, Val};
use super::format::span_of;
use super::restyle::{self, Printed};
use super::shadow::{Part, Ref};
use super::{Case, nearby, solve};
use crate::finding::Suggestion;
use crate::parse::{Kind, Mention, Value};
use crate::rule::compile::Rule;
use crate::span::Span;
use crate::value::{DatePart, DateValue, DayRange, Figure, Interval, Truth, YearFrom};

/// At most so many corrections are offered.
const MOST: usize = 6;
/// At most so many for one figure.
const MOST_EACH: usize = 2;
/// Of so many figures of a relation corrections are sought.
const FIGURES: usize = 12;
/// Of so many findings corrections are sought: a draft with more is none.
const FINDINGS: usize = 200;

/// Seeks the corrections of the checks that contradict.
pub(super) struct Mender<'a> {
    case: Case<'a>,
    checks: &'a [Check],
    shadows: &'a [Vec<u8>],
    /// Mentions with the checks they take part in, sorted.
    part_in: Vec<(u32, usize)>,
    /// The last check of which corrections are sought.
    last: usize,
}

/// A correction with what it does.
pub(super) struct Remedy {
    /// The change.
    pub(super) suggestion: Suggestion,
    /// The figure that it changes.
    pub(super) mention: u32,
    /// The other contradictions that it settles too.
    pub(super) settles: Vec<usize>,
}

/// A change on trial.
struct Candidate {
    /// What is replaced, in the folded text.
    span: Span,
    /// By what.
    text: String,
    /// The mention as it would then be.
    mention: Mention,
}

/// What decides the place of a correction among others: first those that settle most, then the smallest edit.
type Rank = (Reverse<usize>, Edit);

impl<'a> Mender<'a> {
    pub(super) fn new(case: Case<'a>, checks: &'a [Check], shadows: &'a [Vec<u8>]) -> Self {
        let mut part_in: Vec<(u32, usize)> = Vec::new();
        for (at, check) in checks.iter().enumerate() {
            part_in.extend(check.binding.refs().map(|what| (what.mention, at)));
        }
        part_in.sort_unstable();
        part_in.dedup();
        let mut wrong = checks.iter().enumerate().filter(|(_, it)| it.contradicts.is_some());
        let last = wrong.nth(FINDINGS).map_or(usize::MAX, |(at, _)| at);
        Self { case, checks, shadows, part_in, last }
    }

    /// The corrections of the check of that number, the likeliest first.
    pub(super) fn remedies(&self, at: usize) -> Vec<Remedy> {
        if at >= self.last {
            return Vec::new();
        }
        let mut refs: Vec<Ref> = Vec::new();
        for what in self.checks[at].binding.refs() {
            if refs.len() < FIGURES && !refs.contains(&what) {
                refs.push(what);
            }
        }
        let mut found: Vec<(Rank, Remedy)> =
            refs.into_iter().flat_map(|what| self.best(at, what)).collect();
        // Stable: of equals, the figure that the rule names first.
        found.sort_by_key(|(rank, _)| *rank);
        let mut seen: Vec<Remedy> = Vec::new();
        for (_, remedy) in found {
            if seen.iter().all(|it| it.suggestion != remedy.suggestion) {
                seen.push(remedy);
            }
        }
        seen.truncate(MOST);
        seen
    }

    /// The best corrections that change one figure of a check.
    fn best(&self, at: usize, what: Ref) -> Vec<(Rank, Remedy)> {
        let check = &self.checks[at];
        let mut found: Vec<(Rank, Remedy, Value)> = Vec::new();
        for candidate in self.candidates(check, what) {
            if found.iter().any(|(_, it, _)| it.suggestion.replacement == candidate.text) {
                continue;
            }
            let Some(settles) = self.settled(at, what.mention, &candidate) else { continue };
            let offer = self.offer(what, &candidate, settles.len());
            found.extend(offer.map(|(rank, suggestion)| {
                let remedy = Remedy { suggestion, mention: what.mention, settles };
                (rank, remedy, candidate.mention.value)
            }));
        }
        found.sort_by_key(|&(rank, ..)| rank);
        let mut best: Vec<(Rank, Remedy, Value)> = Vec::new();
        for offer in found {
            if best.len() < MOST_EACH && !best.iter().any(|(.., value)| same(value, &offer.2)) {
                best.push(offer);
            }
        }
        best.into_iter().map(|(rank, offer, _)| (rank, offer)).collect()
    }

    fn env(&self, check: &'a Check) -> Env<'a> {
        let shadow = &self.shadows[check.shadow];
        self.case.env(&check.binding, shadow, check.sentence.clone())
    }

    fn candidates(&self, check: &'a Check, what: Ref) -> Vec<Candidate> {
        let rule = self.case.rule(&check.binding);
        let mention = &self.case.mentions[what.mention as usize];
        let env = self.env(check);
        let mut found = Vec::new();
        for part in parts(&mention.value, what.part) {
            let span = span_of(Ref { part, ..what }, self.case.mentions);
            let text = &self.case.document.folded()[span.range()];
            let Some(value) = part_of(&mention.value, part) else { continue };
            let mut readings = wanted(rule, &env, what, text, &value);
            if !check.binding.is_single() || !is_measure(mention) {
                let near = nearby::of(text, &value, mention.kind);
                let near = near.into_iter().filter(|near| explains(near, text, &value, &readings));
                let near: Vec<nearby::Reading> = near.collect();
                readings.extend(near);
            }
            found.extend(readings.into_iter().map(|(text, value)| Candidate {
                span,
                text,
                mention: Mention { value: with_part(mention.value, part, value), ..*mention },
            }));
        }
        let whole = |span| {
            move |(text, value)| Candidate { span, text, mention: Mention { value, ..*mention } }
        };
        found.extend(nearby::renamed(env.text, mention).map(whole(mention.span)));
        found.extend(nearby::unhedged(env.text, mention).into_iter().map(whole(mention.extent)));
        found
    }

    /// The other contradictions that a change settles; `None` unless it settles the check and breaks no other.
    fn settled(&self, at: usize, mention: u32, candidate: &Candidate) -> Option<Vec<usize>> {
        let instead = Instead { mention, says: &candidate.mention, text: &candidate.text };
        let truth = |check: &'a Check| {
            let env = Env { instead: Some(instead), ..self.env(check) };
            let rule = self.case.rule(&check.binding);
            (applies(rule, &env), env.truth(&rule.require))
        };
        match truth(&self.checks[at]) {
            (true, Ok(truth)) if truth.is_possible() => {}
            _ => return None,
        }
        let from = self.part_in.partition_point(|&(other, _)| other < mention);
        let sharing = self.part_in[from..].iter().take_while(|&&(other, _)| other == mention);
        let mut settled = Vec::new();
        for &(_, other) in sharing.filter(|&&(_, other)| other != at) {
            let check = &self.checks[other];
            match truth(check) {
                (true, Ok(Truth::Never)) if check.contradicts.is_none() => return None,
                (true, Ok(truth)) if check.contradicts.is_some() && truth.is_possible() => {
                    settled.push(other);
                }
                _ => {}
            }
        }
        Some(settled)
    }

    fn offer(
        &self,
        what: Ref,
        candidate: &Candidate,
        settled: usize,
    ) -> Option<(Rank, Suggestion)> {
        let document = self.case.document;
        let folded = &document.folded()[candidate.span.range()];
        let span = document.source_span(candidate.span);
        let printed = &document.source()[span.range()];
        let replacement = restyle::as_written(folded, printed, &candidate.text)?;
        if replacement == printed {
            return None;
        }
        let was = &self.case.mentions[what.mention as usize].value;
        let edit = Edit::new((folded, was), (&candidate.text, &candidate.mention.value));
        let rank = (Reverse(settled), edit);
        let message = format!("把“{printed}”改为“{replacement}”");
        Some((rank, Suggestion { span, replacement, message }))
    }
}

/// Whether a text near to the printed one may have been meant. Where the relation says what the figure must be, it is the
/// slip that tells it from other digits, and it says nearly that.
fn explains(
    (text, value): &nearby::Reading,
    printed: &str,
    says: &Value,
    wanted: &[nearby::Reading],
) -> bool {
    let meets =
        |(_, wanted): &nearby::Reading| far(value, wanted) * Decimal::TEN <= far(says, wanted);
    let digit = matches!(Slip::between(printed, text), Slip::Changed | Slip::Other);
    wanted.is_empty() || !digit && wanted.iter().any(meets)
}

/// Whether two figures say the same: 3.6亿 and 36000.0万.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Figure(a), Value::Figure(b)) => {
            (a.from, a.to, a.hedges) == (b.from, b.to, b.hedges)
        }
        _ => a == b,
    }
}

/// A figure that is no place in a row or list and no range: standing for itself, it is wrong in its words, not its digits.
fn is_measure(mention: &Mention) -> bool {
    let ranked = matches!(mention.kind, Kind::Rank | Kind::Ordinal);
    mention.figure().is_some() && !mention.is_range() && !ranked
}

/// The parts of a mention that can be changed by themselves, as far as a hole is bound to them.
fn parts(value: &Value, bound: Part) -> Vec<Part> {
    match (value, bound) {
        (Value::Dates(_) | Value::Clocks(_), Part::Whole) => vec![Part::First, Part::Last],
        _ => vec![bound],
    }
}

/// What one part of a mention says.
fn part_of(value: &Value, part: Part) -> Option<Value> {
    let end = usize::from(part == Part::Last);
    match value {
        Value::Dates(ends) => Some(Value::Date(ends[end].value)),
        Value::Clocks(ends) => Some(Value::Clock(ends[end].value)),
        Value::Code => None,
        other => Some(*other),
    }
}

/// A mention's value with another part.
fn with_part(mut whole: Value, part: Part, new: Value) -> Value {
    let end = usize::from(part == Part::Last);
    match (&mut whole, new) {
        (Value::Dates(ends), Value::Date(date)) => ends[end].value = date,
        (Value::Clocks(ends), Value::Clock(clock)) => ends[end].value = clock,
        (_, new) => return new,
    }
    whole
}

/// What the other figures of the relation want a figure to be, in the style of its text.
fn wanted(
    rule: &Rule,
    env: &Env<'_>,
    what: Ref,
    text: &str,
    value: &Value,
) -> Vec<nearby::Reading> {
    let printed = Env { printed: true, ..*env };
    let mut found: Vec<nearby::Reading> = Vec::new();
    for fix in &rule.fixes {
        if env.filled[fix.hole] != Filled::One(what) {
            continue;
        }
        match (printed.value(&fix.value), value) {
            (Ok(Val::Amount(interval, unit)), Value::Figure(figure)) => {
                let interval = env.convert(interval, unit, figure.unit);
                let values = interval.map_or_else(|_| Vec::new(), whole_numbers);
                found.extend(values.into_iter().flat_map(|value| figures(text, figure, value)));
            }
            (Ok(Val::When(when)), Value::Date(date)) => found.extend(days(date, text, when)),
            (Ok(Val::Weekday(day)), _) => {
                found.extend(nearby::weekday(text, day).map(|text| (text, Value::Weekday(day))));
            }
            _ => {}
        }
    }
    if let Value::Figure(figure) = value {
        let values = solve::values(env, &rule.require, what.mention);
        found.extend(values.into_iter().flat_map(|value| figures(text, figure, value)));
    }
    found
}

/// The number of an interval that is a point, the whole numbers of a short one, the middle of others.
fn whole_numbers(interval: Interval) -> Vec<Decimal> {
    let (Some(lo), Some(hi)) = (interval.lo(), interval.hi()) else { return Vec::new() };
    if lo.at == hi.at {
        return vec![lo.at];
    }
    if hi.at - lo.at > Decimal::from(3) {
        return vec![(lo.at + hi.at) / Decimal::TWO];
    }
    let first = lo.at.ceil();
    let whole = (0..4).map(|by| first + Decimal::from(by));
    whole.take_while(|value| *value <= hi.at).collect()
}

/// A figure with another value, rounded to the places printed; both neighbours where it lies halfway between them.
fn figures(text: &str, figure: &Figure, value: Decimal) -> Vec<nearby::Reading> {
    // 392人 is not mended to -392人.
    if figure.is_range() || figure.from >= Decimal::ZERO && value < Decimal::ZERO {
        return Vec::new();
    }
    let Some(printed) = Printed::of(text, figure.from) else { return Vec::new() };
    let half = figure.step / Decimal::TWO;
    let places = value.checked_div(figure.step).unwrap_or(value);
    let halfway = (places.fract().abs() - Decimal::new(5, 1)).abs() < Decimal::new(1, 3);
    let values = if halfway { vec![value - half, value + half] } else { vec![value] };
    let styled = |value: Decimal| {
        let numeral = printed.restyled(value)?;
        // What the rounded digits say, not the exact value, is put to the test.
        let read = printed.reread(&numeral, figure)?;
        Some((printed.with(&numeral), Value::Figure(read)))
    };
    values.into_iter().filter_map(styled).collect()
}

/// The days that `when` can be, as `text` would say them.
fn days(stated: &DateValue, text: &str, when: When) -> Vec<nearby::Reading> {
    let DatePart::Day(month, _) = stated.part else { return Vec::new() };
    // Without a year the days are those of a common year, and so is the correction.
    let year_from = when.first.year_from;
    let year = |date: &DateValue| date.known_year().unwrap_or(date.year);
    let range = when.first.days_in(year(&when.first)).zip(when.last.days_in(year(&when.last)));
    let Some(range) = range.and_then(|(first, last)| DayRange::new(first.first, last.last)) else {
        return Vec::new();
    };
    // 31日 without its month can only be moved inside the month.
    let month_stated = text.contains('月') || text.contains(['-', '/', '.']);
    let mut out = Vec::new();
    let mut day = range.first;
    while day <= range.last && out.len() < 3 {
        let values = [i64::from(day.year()), i64::from(day.month()), i64::from(day.day())];
        let same_year = stated.known_year().is_none_or(|year| year == day.year());
        let values = match (month_stated, same_year) {
            (true, true) => &values[1..],
            (true, false) => &values[..],
            (false, _) => &values[2..],
        };
        let same_month = u8::try_from(day.month()) == Ok(month);
        // A year that is not printed cannot be changed.
        let year_stated = stated.year_from == YearFrom::Stated && text.contains('年');
        if (month_stated || same_month)
            && (same_year || year_stated)
            && let Some(text) = restyle::last(text, values)
        {
            let date = DateValue { year_from, ..When::day(day).first };
            out.push((text, Value::Date(date)));
        }
        match day.checked_add(1.day()) {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    out
}
