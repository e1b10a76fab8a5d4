//! Tries the examples that rules carry: their `ok` texts must pass in silence, their `bad` texts must be reported.

use std::ops::Range;

use crate::finding::{Finding, Severity};
use crate::rule::compile::Rule;
use crate::rule::example::Example;
use crate::text::Draft;
use crate::{Checker, Keep};

/// What came of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// As it should.
    Validated,
    /// A right text was reported, by this rule or another.
    Noisy(Box<Finding>),
    /// A wrong text was not reported.
    Missing,
    /// A wrong text was reported more than once.
    Repeated(usize),
    /// A wrong text was reported at another place than the one marked.
    Misplaced {
        /// The text that is reported.
        found: String,
        /// The text that is marked.
        wanted: String,
    },
}

/// Tries an `ok` example: no rule at all may report more than a matter of style.
#[must_use]
pub fn ok(checker: &Checker, example: &Example) -> Trial {
    let findings = check(checker, example);
    let alarm = findings.into_iter().find(|finding| finding.severity > Severity::Info);
    alarm.map_or(Trial::Validated, |finding| Trial::Noisy(Box::new(finding)))
}

/// Tries a `bad` example: `rule` must report it once, with its marked figures.
#[must_use]
pub fn bad(checker: &Checker, rule: &Rule, example: &Example) -> Trial {
    let findings: Vec<Finding> =
        check(checker, example).into_iter().filter(|finding| finding.rule == rule.name).collect();
    let [finding] = findings.as_slice() else {
        return if findings.is_empty() { Trial::Missing } else { Trial::Repeated(findings.len()) };
    };
    let spans = finding.related.iter().map(|label| label.span.range());
    let related: Vec<Range<usize>> = spans.collect();
    let primary = finding.primary.span.range();
    let text = |range: &Range<usize>| example.text[range.clone()].to_owned();
    match &example.primary {
        Some(wanted) if *wanted != primary => {
            Trial::Misplaced { found: text(&primary), wanted: text(wanted) }
        }
        _ => match example.related.iter().find(|wanted| !related.contains(wanted)) {
            None => Trial::Validated,
            Some(wanted) => {
                let found = related.iter().map(text).collect::<Vec<_>>().join("、");
                Trial::Misplaced { found, wanted: text(wanted) }
            }
        },
    }
}

fn check(checker: &Checker, example: &Example) -> Vec<Finding> {
    let draft = Draft { name: "例句".to_owned(), text: example.text.clone(), ..Draft::default() };
    checker.check(draft, Keep::default()).findings
}

impl Trial {
    /// Whether it went as it should.
    #[must_use]
    pub const fn is_validated(&self) -> bool {
        matches!(self, Self::Validated)
    }

    /// What happened, for the person who wrote the rule.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Validated => "通过".to_owned(),
            Self::Noisy(finding) => format!("误报:{} {}", finding.rule, finding.message),
            Self::Missing => "漏报".to_owned(),
            Self::Repeated(times) => format!("报了 {times} 次,应只报一次"),
            Self::Misplaced { found, wanted } => format!("位置不对:报在“{found}”,应在“{wanted}”"),
        }
    }
}
