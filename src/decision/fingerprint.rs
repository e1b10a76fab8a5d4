//! What names a finding from one version of a draft to the next: its rule and its sentence, not its line.

use std::collections::HashMap;

use crate::Report;
use crate::digest::sha256;
use crate::finding::Finding;
use crate::span::SourceSpan;
use crate::text::Document;

/// What the sentence of a finding says, however it is spaced; of what stands outside the article, the figure alone.
#[must_use]
pub fn wording(document: &Document, finding: &Finding) -> String {
    let span = finding.primary.span;
    let text = match document.sentence_around(span) {
        Some(sentence) => &document.folded()[sentence.range()],
        None => &document.source()[span.range()],
    };
    text.split_whitespace().collect()
}

/// The sentence in which a span of the source ends, as it is written, in one line; the span alone where that stands outside
/// the article. What decisions are about.
#[must_use]
pub fn sentence(document: &Document, span: SourceSpan) -> String {
    let sentence = document.sentence_around(span).map(|it| document.source_span(it));
    let text = &document.source()[sentence.unwrap_or(span).range()];
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A fingerprint for each finding of a report, 32 hexadecimal digits. Findings of one rule in equal sentences are told apart
/// by their order.
#[must_use]
pub fn fingerprints(report: &Report) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut print = |finding: &Finding| {
        let wording = wording(&report.document, finding);
        let name = format!("{}\n{wording}\n{}", finding.rule, finding.primary.label);
        let nth = seen.entry(name.clone()).and_modify(|nth| *nth += 1).or_default();
        let mut print = sha256(format!("{name}\n{nth}").as_bytes());
        print.truncate(32);
        print
    };
    report.findings.iter().map(&mut print).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::report::fixture::report as report_on;

    fn prints(text: &str, figures: &[&str]) -> Vec<String> {
        let mut report = report_on("a.txt", None, text);
        for figure in figures {
            report.find(Severity::Error, &[(figure, "")]);
        }
        fingerprints(&report)
    }

    #[test]
    fn a_fingerprint_stays_with_its_sentence() {
        let one = prints("灯会3月2日开幕,3月9日闭幕,前后9天。", &["9天"]);
        assert_eq!(one[0].len(), 32);
        assert_eq!(
            one,
            prints("预告\n\n灯会 3月2日开幕，3月9日闭幕，前后 9天。又开10天。", &["9天"])
        );
        assert_ne!(one, prints("灯会3月2日开幕,3月8日闭幕,前后9天。", &["9天"]));
    }

    #[test]
    fn equal_findings_are_told_apart() {
        let two = prints("前后9天。", &["9天", "9天"]);
        assert_ne!(two[0], two[1]);
    }
}
