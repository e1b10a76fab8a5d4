//! Candidate corrections: single changes that make the relation hold.

use jiff::ToSpan;
use rust_decimal::Decimal;

use super::calendar::When;
use super::eval::{Env, Filled, Val};
use super::format::{Writer, span_of};
use super::restyle;
use crate::finding::Suggestion;
use crate::parse::{Mention, Value};
use crate::rule::compile::{Fix, Rule};
use crate::rule::error::edit_distance;
use crate::value::{DatePart, DateValue, DayRange, Interval, Rounding, UnitId};

/// At most so many are offered.
const MOST: usize = 6;

/// The corrections of a contradicting binding, those closest to what is printed first.
pub(super) fn suggestions(rule: &Rule, writer: &Writer<'_>) -> Vec<Suggestion> {
    let mut found: Vec<(usize, Suggestion)> = Vec::new();
    for fix in &rule.fixes {
        for (value, text) in candidates(fix, writer) {
            let env = Env { instead: Some((fix.hole, &value)), ..writer.env };
            if !env.truth(&rule.require).is_ok_and(crate::value::Truth::is_possible) {
                continue;
            }
            if let Some(suggestion) = suggestion(fix, writer, text) {
                let printed = &writer.document.source()[suggestion.span.range()];
                found.push((edit_distance(printed, &suggestion.replacement), suggestion));
            }
        }
    }
    found.sort_by_key(|(distance, suggestion)| (*distance, suggestion.span));
    found.dedup_by(|(_, a), (_, b)| a == b);
    found.into_iter().map(|(_, suggestion)| suggestion).take(MOST).collect()
}

fn suggestion(fix: &Fix, writer: &Writer<'_>, replacement: String) -> Option<Suggestion> {
    let [one] = writer.env.filled[fix.hole].refs() else { return None };
    let span = writer.document.source_span(span_of(*one, writer.env.mentions));
    let printed = &writer.document.source()[span.range()];
    let message = format!("把“{printed}”改为“{replacement}”");
    (printed != replacement).then_some(Suggestion { span, replacement, message })
}

/// Values for the hole of `fix`, each with its text in the style of what is printed.
fn candidates(fix: &Fix, writer: &Writer<'_>) -> Vec<(Val, String)> {
    let Filled::One(one) = &writer.env.filled[fix.hole] else { return Vec::new() };
    let mention = &writer.env.mentions[one.mention as usize];
    let text = writer.text(*one);
    let env = Env { printed: true, ..writer.env };
    match env.value(&fix.value) {
        Ok(Val::Amount(interval, unit)) => amounts(&env, mention, &text, interval, unit),
        Ok(Val::When(when)) => days(mention, *one, &text, when),
        Ok(Val::Weekday(day)) => {
            weekday(&text, day).into_iter().map(|text| (Val::Weekday(day), text)).collect()
        }
        _ => Vec::new(),
    }
}

fn amounts(
    env: &Env<'_>,
    mention: &Mention,
    text: &str,
    interval: Interval,
    unit: UnitId,
) -> Vec<(Val, String)> {
    let Some(figure) = mention.figure().filter(|figure| !figure.is_range()) else {
        return Vec::new();
    };
    let Ok(interval) = env.convert(interval, unit, figure.unit) else { return Vec::new() };
    let (Some(lo), Some(hi)) = (interval.lo(), interval.hi()) else { return Vec::new() };
    // 392人 is not mended to -392人.
    if figure.from >= Decimal::ZERO && hi.at < Decimal::ZERO {
        return Vec::new();
    }
    let values: Vec<Decimal> = if lo.at == hi.at {
        vec![lo.at]
    } else if hi.at - lo.at <= Decimal::from(3) {
        let mut whole = vec![lo.at.ceil()];
        while let Some(&last) = whole.last().filter(|last| **last + Decimal::ONE <= hi.at) {
            whole.push(last + Decimal::ONE);
        }
        whole
    } else {
        vec![(lo.at + hi.at) / Decimal::TWO]
    };
    let styled = |value: Decimal| {
        let text = restyle::figure(text, figure.from, value)?;
        // What the rounded digits of the replacement say, not the exact value, is put to the test.
        let places = figure.step.normalize();
        let rounded = if places.is_zero() { value } else { (value / places).round() * places };
        let slack = if figure.rounding == Rounding::Exact {
            Decimal::ZERO
        } else {
            figure.step / Decimal::TWO
        };
        Some((Val::Amount(Interval::around(rounded, slack), figure.unit), text))
    };
    values.into_iter().filter_map(styled).collect()
}

fn days(mention: &Mention, what: super::shadow::Ref, text: &str, when: When) -> Vec<(Val, String)> {
    let stated = match (&mention.value, what.part) {
        (Value::Date(date), _) => *date,
        (Value::Dates([first, _]), super::shadow::Part::First) => first.value,
        (Value::Dates([_, last]), super::shadow::Part::Last) => last.value,
        _ => return Vec::new(),
    };
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
        if (month_stated || u8::try_from(day.month()) == Ok(month))
            && let Some(text) = restyle::date(text, day, month_stated)
        {
            let date = DateValue { year_from, ..When::day(day).first };
            out.push((Val::When(When::one(date)), text));
        }
        match day.checked_add(1.day()) {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    out
}

/// The weekday in the words of the text: 星期五 → 星期四, 周日 → 周六.
fn weekday(text: &str, day: u8) -> Option<String> {
    let last = text.chars().next_back()?;
    let head = &text[..text.len() - last.len_utf8()];
    let name = ['一', '二', '三', '四', '五', '六', if last == '天' { '天' } else { '日' }];
    Some(format!("{head}{}", name[usize::from(day.clamp(1, 7)) - 1]))
}
