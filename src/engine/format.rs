//! Puts values and formulas into words, for messages and proofs.

use rust_decimal::{Decimal, RoundingStrategy};

use super::calendar::When;
use super::eval::{Env, Filled, Val};
use super::restyle::Printed;
use super::shadow::{Part, Ref};
use crate::parse::{Mention, Value};
use crate::rule::compile::Rule;
use crate::rule::expr::Op;
use crate::rule::formula::Formula;
use crate::rule::function::Function;
use crate::rule::template::{Part as TemplatePart, Template};
use crate::span::Span;
use crate::text::Document;
use crate::value::{DatePart, DateValue, Interval, Truth, UnitId, YearFrom};

/// Where a mention, or one end of a range, stands.
#[must_use]
pub fn span_of(what: Ref, mentions: &[Mention]) -> Span {
    let mention = &mentions[what.mention as usize];
    match (&mention.value, what.part) {
        (Value::Dates([first, _]), Part::First) => first.span,
        (Value::Dates([_, last]), Part::Last) => last.span,
        (Value::Clocks([first, _]), Part::First) => first.span,
        (Value::Clocks([_, last]), Part::Last) => last.span,
        _ => mention.span,
    }
}

/// Writes values of one binding.
#[derive(Clone, Copy)]
pub struct Writer<'a> {
    /// The binding's environment.
    pub env: Env<'a>,
    /// The document, for the printed text of figures.
    pub document: &'a Document,
}

impl Writer<'_> {
    /// A message.
    #[must_use]
    pub fn template(&self, template: &Template) -> String {
        let part = |part: &TemplatePart| match part {
            TemplatePart::Text(text) => text.clone(),
            TemplatePart::Value(formula) => self.printed(formula),
        };
        template.parts.iter().map(part).collect()
    }

    /// A hole as it stands in the draft, anything else as its value by the printed digits.
    fn printed(&self, formula: &Formula) -> String {
        if self.env.bound(formula).is_some() {
            return self.shown(formula);
        }
        let value = Env { printed: true, ..self.env }.value(formula);
        value.map_or_else(|reason| reason.reason().to_owned(), |value| self.value(&value))
    }

    /// A formula as arithmetic over the printed figures.
    #[must_use]
    pub fn shown(&self, formula: &Formula) -> String {
        match formula {
            Formula::Number { value, percent } => {
                format!("{value}{}", if *percent { "%" } else { "" })
            }
            Formula::Words(set) => self.env.words.set(*set).first().cloned().unwrap_or_default(),
            Formula::Hole(_) => match self.env.bound(formula) {
                Some(Filled::One(one)) => self.text(*one),
                Some(Filled::List(list)) => {
                    list.items.iter().map(|&item| self.text(item)).collect::<Vec<_>>().join("、")
                }
                None => String::new(),
            },
            Formula::Call(function, arguments) => self.call(*function, arguments),
            Formula::Not(inner) => format!("并非{}", self.shown(inner)),
            Formula::Negate(inner) => format!("−{}", self.shown(inner)),
            Formula::Binary(op, sides) => {
                format!("{}{}{}", self.shown(&sides[0]), sign(*op), self.shown(&sides[1]))
            }
            Formula::If(parts) => match self.env.truth(&parts[0]) {
                Ok(Truth::Never) => self.shown(&parts[2]),
                _ => self.shown(&parts[1]),
            },
        }
    }

    fn call(&self, function: Function, arguments: &[Formula]) -> String {
        if let (Function::Sum, [list @ Formula::Hole(_)]) = (function, arguments) {
            return self.shown(list).replace('、', "+");
        }
        let mut shown = function.signature().shown.to_owned();
        for (at, argument) in arguments.iter().enumerate() {
            shown = shown.replace(&format!("{{{at}}}"), &self.shown(argument));
        }
        shown
    }

    /// The printed text of a mention.
    #[must_use]
    pub fn text(&self, what: Ref) -> String {
        let span = self.document.source_span(span_of(what, self.env.mentions));
        self.document.source()[span.range()].to_owned()
    }

    /// The proof: each side of each comparison with its value, as far as it is not simply a printed figure.
    #[must_use]
    pub fn proof(&self, rule: &Rule) -> String {
        if let Some(proof) = &rule.proof {
            return self.template(proof);
        }
        let mut lines = Vec::new();
        self.prove(&rule.require, &mut lines);
        lines.dedup();
        lines.join(";")
    }

    fn prove(&self, formula: &Formula, lines: &mut Vec<String>) {
        match formula {
            Formula::Binary(Op::And | Op::Or, sides) => {
                sides.iter().for_each(|side| self.prove(side, lines));
            }
            Formula::Not(inner) => match self.env.truth(inner) {
                Ok(Truth::Never) => lines.push(self.shown(formula)),
                _ => self.prove(inner, lines),
            },
            Formula::If(parts) => match self.env.truth(&parts[0]) {
                Ok(Truth::Never) => self.prove(&parts[2], lines),
                _ => self.prove(&parts[1], lines),
            },
            Formula::Binary(_, sides) => {
                lines.extend(sides.iter().filter_map(|side| self.side(side)));
            }
            Formula::Call(Function::Exists, arguments) => {
                lines.extend(arguments.first().and_then(|hole| self.limit(hole)));
            }
            Formula::Call(..) => lines.push(self.shown(formula)),
            _ => {}
        }
    }

    /// What the calendar or the clock has instead of a date or time that does not exist.
    fn limit(&self, hole: &Formula) -> Option<String> {
        Some(match self.env.value(hole).ok()? {
            Val::When(When {
                first: DateValue { year, year_from, part: DatePart::Day(month, _) },
                ..
            }) if (1..=12).contains(&month) => {
                let known = year_from != YearFrom::Unknown;
                let in_year = if known { year } else { 2024 };
                let days =
                    DateValue { year: in_year, year_from, part: DatePart::Months(month, month) };
                let last = days.days_in(in_year)?.last.day();
                let year = if known && month == 2 { format!("{year}年") } else { String::new() };
                format!("{year}{month}月只有{last}天")
            }
            Val::When(_) => "一年只有12个月,一月最多31天".to_owned(),
            Val::Clock(_) => "一天只有24小时,一小时只有60分".to_owned(),
            _ => return None,
        })
    }

    /// `9月17日至10月31日的天数=44…45`; for a figure that stands for an interval, `3.6万(35500…36500)`.
    fn side(&self, formula: &Formula) -> Option<String> {
        let Val::Amount(admitted, unit) = self.env.value(formula).ok()? else {
            return self.dated(formula);
        };
        let shown = self.shown(formula);
        // A hole, or a hole with a minus sign, is its own value.
        let bare = if let Formula::Negate(inner) = formula { inner } else { formula };
        let bound = self.env.bound(bare).is_some();
        let printed = Env { printed: true, ..self.env }.value(formula).ok();
        let point = match &printed {
            Some(Val::Amount(interval, _)) => *interval,
            _ => admitted,
        };
        let mut line = shown.clone();
        if !bound {
            line = format!("{shown}={}", self.amount(point, unit));
        }
        if admitted != point && admitted.as_point().is_none() {
            line = format!("{line}(可为{})", self.amount(admitted, unit));
        }
        (line != shown || bound).then_some(line)
    }

    fn dated(&self, formula: &Formula) -> Option<String> {
        match self.env.value(formula).ok()? {
            Val::Weekday(day) if self.env.bound(formula).is_none() => {
                Some(format!("{}={}", self.shown(formula), weekday(day)))
            }
            Val::When(when) => Some(format!("{}={}", self.shown(formula), iso(when))),
            _ => Some(self.shown(formula)),
        }
    }

    /// A value in words.
    #[must_use]
    pub fn value(&self, value: &Val) -> String {
        match value {
            Val::Amount(interval, unit) => self.amount(*interval, *unit),
            Val::When(when) => iso(*when),
            Val::Clock(clock) => clock.iso(),
            Val::Weekday(day) => weekday(*day).to_owned(),
            Val::Pair(sides) => sides.map(|side| side.from.normalize().to_string()).join(":"),
            Val::List(items, _) => items
                .iter()
                .map(|&(item, unit)| self.amount(item, unit))
                .collect::<Vec<_>>()
                .join("、"),
            Val::Truth(truth) => if truth.is_possible() { "是" } else { "否" }.to_owned(),
        }
    }

    /// A number, or an interval as `44…45`. Percent with its sign, lengths of time and bare numbers without a unit, all
    /// else like a printed figure in the same unit.
    fn amount(&self, interval: Interval, unit: UnitId) -> String {
        let ends = match (interval.lo(), interval.hi()) {
            (Some(lo), Some(hi)) if lo.at == hi.at => {
                return self.end(lo.at, unit, RoundingStrategy::MidpointAwayFromZero);
            }
            ends => ends,
        };
        let lo = ends.0.map(|e| self.end(e.at, unit, RoundingStrategy::ToNegativeInfinity));
        let hi = ends.1.map(|e| self.end(e.at, unit, RoundingStrategy::ToPositiveInfinity));
        match (lo, hi) {
            (Some(lo), Some(hi)) if lo == hi => lo,
            (Some(lo), Some(hi)) => format!("{lo}…{hi}"),
            (Some(lo), None) => format!("{lo}以上"),
            (None, Some(hi)) => format!("{hi}以下"),
            (None, None) => "任何数".to_owned(),
        }
    }

    fn end(&self, at: Decimal, unit: UnitId, rounding: RoundingStrategy) -> String {
        let plain =
            |places: u32| at.round_dp_with_strategy(places, rounding).normalize().to_string();
        match unit {
            UnitId::PERCENT => format!("{}%", plain(2)),
            UnitId::POINT => format!("{}个百分点", plain(2)),
            _ if self.env.units.get(unit).dimension == "time" => plain(2),
            UnitId::NONE | UnitId::TIMES => plain(3),
            _ => {
                let refined = rounding != RoundingStrategy::MidpointAwayFromZero;
                self.like(at, unit, refined).unwrap_or_else(|| plain(2))
            }
        }
    }

    /// Like a figure of the binding in the same unit: the one with most decimals, or `refined` by another.
    fn like(&self, at: Decimal, unit: UnitId, refined: bool) -> Option<String> {
        let refs = self.env.filled.iter().flat_map(Filled::refs);
        let same = refs.filter_map(|what| {
            let figure = self.env.mentions[what.mention as usize].figure()?;
            (figure.unit == unit && !figure.is_range()).then(|| (self.text(*what), figure))
        });
        let (text, figure) = same.min_by_key(|(_, figure)| figure.step)?;
        let printed = Printed::of(&text, figure.from)?;
        let numeral = if refined { printed.refined(at) } else { printed.restyled(at) };
        numeral.map(|numeral| printed.with(&numeral))
    }
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Equal => "=",
        Op::Unequal => "≠",
        Op::Less => "<",
        Op::AtMost => "≤",
        Op::Greater => ">",
        Op::AtLeast => "≥",
        Op::Add => "+",
        Op::Sub => "−",
        Op::Mul => "×",
        Op::Div => "÷",
        Op::And => "且",
        Op::Or => "或",
    }
}

fn weekday(day: u8) -> &'static str {
    ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]
        [usize::from(day.clamp(1, 7)) - 1]
}

fn iso(when: When) -> String {
    if when.first == when.last {
        when.first.iso()
    } else {
        format!("{}—{}", when.first.iso(), when.last.iso())
    }
}
