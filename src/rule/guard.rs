//! What a figure must be for a rule about single figures to be worth asking.
//!
//! Such rules are asked of every figure of a text, and nearly all figures are plain.

use super::expr::Op;
use super::formula::Formula;
use super::function::Function;
use crate::parse::{Mention, Value};
use crate::value::DatePart;

/// What the figure must be; of others the answer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anything.
    Any,
    /// With hedges on two sides: no others contradict each other. Of others the rule holds.
    HedgedTwice,
    /// With a hedge; to others the rule does not apply.
    Hedged,
    /// A date that not every month and year has. Of others the rule holds.
    Doubtful,
    /// A range; to others the rule does not apply.
    Range,
    /// A lunar date; to others the rule does not apply.
    Lunar,
}

impl Guard {
    /// What a rule asks first: its `condition`, or what it requires where it has none.
    #[must_use]
    pub fn of(condition: Option<&Formula>, require: &Formula) -> Self {
        let Some(mut first) = condition else {
            return Self::of_requirement(require);
        };
        while let Formula::Binary(Op::And, sides) = first {
            first = &sides[0];
        }
        match first {
            Formula::Call(Function::HedgedBy, _) => Self::Hedged,
            Formula::Call(Function::Range, _) => Self::Range,
            Formula::Call(Function::Lunar, _) => Self::Lunar,
            _ => Self::Any,
        }
    }

    fn of_requirement(require: &Formula) -> Self {
        // What holds by its first part needs no other.
        let mut judged = require;
        while let Formula::Binary(Op::Or, sides) = judged {
            judged = &sides[0];
        }
        match judged {
            Formula::Call(Function::Exists, _) => Self::Doubtful,
            Formula::Not(inner) => match **inner {
                Formula::Call(
                    Function::Clash | Function::Redundant | Function::Repeated | Function::Vague,
                    _,
                ) => Self::HedgedTwice,
                _ => Self::Any,
            },
            _ => Self::Any,
        }
    }

    /// Whether the rule must be asked of `mention`.
    #[must_use]
    pub fn admits(self, mention: &Mention) -> bool {
        match (self, &mention.value) {
            (Self::HedgedTwice, Value::Figure(figure)) => {
                let hedges = figure.hedges;
                hedges.before.is_some() && (hedges.inside.is_some() || hedges.after.is_some())
            }
            (Self::Hedged, _) => mention.extent != mention.span,
            (Self::Doubtful, Value::Date(date)) => !date.part.is_in_every_year(),
            (Self::Range, Value::Figure(figure)) => figure.is_range(),
            (Self::Lunar, Value::Date(date)) => matches!(date.part, DatePart::Lunar(..)),
            _ => true,
        }
    }

    /// Whether the rule holds for the mentions it does not admit; it does not apply to them otherwise.
    #[must_use]
    pub fn holds_otherwise(self) -> bool {
        matches!(self, Self::HedgedTwice | Self::Doubtful)
    }
}
