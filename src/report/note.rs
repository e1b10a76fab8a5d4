//! Findings as comments in the margin of a Word document.

use crate::Report;
use crate::finding::Finding;
use crate::report::text::severity_name;
use crate::span::SourceSpan;

/// Where each finding stands, and what is said of it there, a paragraph each.
#[must_use]
pub fn notes(report: &Report) -> Vec<(SourceSpan, Vec<String>)> {
    report.findings.iter().map(|finding| (finding.primary.span, lines(finding))).collect()
}

fn lines(finding: &Finding) -> Vec<String> {
    let Finding { rule, severity, message, help, proof, suggestions, .. } = finding;
    let mut lines = vec![format!("{} {message} [{rule}]", severity_name(*severity))];
    lines.push(format!("依据 {proof}"));
    for (at, suggestion) in suggestions.iter().enumerate() {
        let word = if at == 0 { "建议" } else { "或" };
        lines.push(format!("{word} {}", suggestion.message));
    }
    lines.push(format!("帮助 {help}"));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_finding_is_a_comment_of_some_paragraphs() {
        let mut report = fixture::report("稿.docx", None, "前后9天。");
        report.find(crate::finding::Severity::Warning, &[("9天", "")]);
        let notes = notes(&report);
        assert_eq!(notes[0].0, SourceSpan { start: 6, end: 10 });
        insta::assert_snapshot!(notes[0].1.join("\n"), @r"
        警告 起止日期与历时不符 [date/duration]
        依据 3月2日至3月9日共7至8天,文中作9天
        帮助 核对起止日期和天数
        ");
    }
}
