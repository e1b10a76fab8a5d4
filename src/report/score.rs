//! How wrong a text is, as the rules for the quality of newspapers count it: an error is one, in a headline two, a matter of
//! style a tenth, and the sum is held against the characters of the text. Warnings are not proven, and count nothing.

use serde::Serialize;

use crate::Report;
use crate::finding::{Finding, Severity};

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Tenths of an error.
    tenths: usize,
    /// Characters of the titles and paragraphs, signs included, white space left out.
    characters: usize,
}

/// A score as it is written for machines.
#[derive(Debug, Serialize)]
pub(super) struct ScoreView {
    errors: f64,
    characters: usize,
    per_10000: f64,
}

impl Score {
    /// The score of one document.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let document = &report.document;
        let paragraphs = document.paragraphs().iter();
        let written =
            paragraphs.map(|span| &document.source()[document.source_span(*span).range()]);
        let characters = written
            .map(|text| text.chars().filter(|character| !character.is_whitespace()).count())
            .sum();
        let title = document.title().map(|title| document.source_span(title));
        let weight = |finding: &Finding| match finding.severity {
            Severity::Error => {
                let at = finding.primary.span.start;
                10 * (1 + usize::from(title.is_some_and(|it| it.range().contains(&(at as usize)))))
            }
            Severity::Warning => 0,
            Severity::Info => 1,
        };
        Self { tenths: report.findings.iter().map(weight).sum(), characters }
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: Self) {
        self.tenths += other.tenths;
        self.characters += other.characters;
    }

    /// Errors in 10,000 characters, to two places.
    fn rate(self) -> f64 {
        match self.characters {
            0 => 0.0,
            characters => (self.tenths as f64 * 1e5 / characters as f64).round() / 100.0,
        }
    }

    pub(super) fn view(self) -> ScoreView {
        let errors = self.tenths as f64 / 10.0;
        ScoreView { errors, characters: self.characters, per_10000: self.rate() }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, tenth) = (self.tenths / 10, self.tenths % 10);
        write!(
            f,
            "计错 {whole}.{tenth},全文 {} 字,差错率万分之 {:.2}",
            self.characters,
            self.rate()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::report as report_on;

    #[test]
    fn errors_are_weighed() {
        let text = format!("灯会办9天\n\n灯会3月2日开幕。{}", "无数。".repeat(662));
        let mut report = report_on("a.txt", None, &text);
        let label = [("3月2日", "")];
        report.find(Severity::Error, &[("9天", "")]);
        report.find(Severity::Error, &label);
        report.find(Severity::Warning, &label);
        report.find(Severity::Info, &label);
        let mut score = Score::of(&report);
        assert_eq!(score.to_string(), "计错 3.1,全文 2000 字,差错率万分之 15.50");
        score.add(score);
        assert_eq!(score.to_string(), "计错 6.2,全文 4000 字,差错率万分之 15.50");
        assert_eq!(Score::default().to_string(), "计错 0.0,全文 0 字,差错率万分之 0.00");
    }
}
