//! Reports made by hand, to test how they are written.

use std::sync::Arc;

use crate::Report;
use crate::finding::{Finding, Label, Severity, Suggestion, Summary, Verified};
use crate::span::SourceSpan;
use crate::text::{Document, Draft};

/// A report on a draft, without findings.
pub(crate) fn report(name: &str, title: Option<&str>, text: &str) -> Report {
    let draft = Draft {
        name: name.to_owned(),
        text: text.to_owned(),
        title: title.map(ToOwned::to_owned),
        ..Draft::default()
    };
    Report {
        document: Document::new(draft),
        findings: Vec::new(),
        silenced: Vec::new(),
        verified: Vec::new(),
        claims: Vec::new(),
        tallies: Vec::new(),
        summary: Summary { files: 1, ..Summary::default() },
        trace: None,
    }
}

/// What a format writes of a report with two findings, one with corrections.
pub(crate) fn written(
    write: impl Fn(&mut dyn std::io::Write, &str, &Report) -> std::io::Result<()>,
) -> String {
    let text = "灯会办9天\n\n𠮷町灯会3月2日开幕,3月9日闭幕。票价“<20元”。";
    let mut report = report("稿/灯会 1.txt", None, text);
    report.find(Severity::Error, &[("9天", "文中作9天"), ("3月2日", "起"), ("3月9日", "止")]);
    report.suggest("9天", "8天");
    report.find(Severity::Warning, &[("3月9日", "")]);
    let mut out = Vec::new();
    write(&mut out, "稿/灯会 1.txt", &report).expect("a vector takes all");
    String::from_utf8(out).expect("formats write text")
}

impl Report {
    /// The first place where `text` stands.
    pub(crate) fn span(&self, text: &str) -> SourceSpan {
        let start = self.document.source().find(text).expect("the text holds it") as u32;
        SourceSpan { start, end: start + text.len() as u32 }
    }

    /// Adds a finding that labels texts, the first as the primary one, each by a few words.
    pub(crate) fn find(&mut self, severity: Severity, labels: &[(&str, &str)]) -> &mut Finding {
        let mut labels = labels.iter().map(|(text, label)| self.label(text, label));
        let finding = Finding {
            rule: Arc::from("date/duration"),
            severity,
            message: "起止日期与历时不符".to_owned(),
            help: "核对起止日期和天数".to_owned(),
            proof: "3月2日至3月9日共7至8天,文中作9天".to_owned(),
            primary: labels.next().expect("there is a label"),
            related: labels.collect(),
            suggestions: Vec::new(),
        };
        self.findings.push(finding);
        self.findings.last_mut().expect("one was just added")
    }

    /// Adds a suggestion to the last finding.
    pub(crate) fn suggest(&mut self, text: &str, replacement: &str) {
        let suggestion = Suggestion {
            span: self.span(text),
            replacement: replacement.to_owned(),
            message: format!("把“{text}”改为“{replacement}”"),
        };
        self.findings.last_mut().expect("there is a finding").suggestions.push(suggestion);
    }

    /// Adds a relation that holds.
    pub(crate) fn verify(&mut self, texts: &[&str], proof: &str) {
        let spans = texts.iter().map(|text| self.span(text)).collect();
        let rule = Arc::from("date/duration");
        self.verified.push(Verified { rule, spans, proof: proof.to_owned() });
    }

    fn label(&self, text: &str, label: &str) -> Label {
        Label { span: self.span(text), label: label.to_owned() }
    }
}
