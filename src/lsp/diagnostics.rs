//! Findings as editors show them.

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, Location, Message, Position, Range,
};

use crate::decision::Stale;
use crate::finding::{Finding, Severity};
use crate::lsp::analysis::{Analysis, Draft, Made};
use crate::lsp::client::Client;
use crate::lsp::explain;

/// Who says so.
const SOURCE: &str = "heshu";

/// What is to be shown of a document.
pub(crate) fn all(analysis: &Analysis, client: &Client) -> Vec<Diagnostic> {
    match &analysis.made {
        Made::Toml(diagnostics) => diagnostics.clone(),
        Made::Unread(None) => Vec::new(),
        Made::Unread(Some(why)) => {
            vec![plain(analysis.open.line(0), DiagnosticSeverity::Error, why.clone())]
        }
        Made::Draft(draft) => {
            let findings = draft.report.findings.iter();
            let findings = findings.map(|finding| of_finding(analysis, draft, finding, client));
            let stale = draft.stale.iter().filter_map(|stale| of_comment(analysis, stale));
            findings.chain(stale).collect()
        }
    }
}

/// A finding: what is wrong, with the arithmetic below it.
pub(crate) fn of_finding(
    analysis: &Analysis,
    draft: &Draft,
    finding: &Finding,
    client: &Client,
) -> Diagnostic {
    let mut message = finding.message.clone();
    if !finding.proof.is_empty() {
        message += &format!("\n依据 {}", finding.proof);
    }
    let related = client.shows_related.then(|| {
        let related = finding.related.iter().map(|label| DiagnosticRelatedInformation {
            location: Location {
                uri: analysis.open.uri.clone(),
                range: analysis.range(draft, label.span),
            },
            message: match label.label.as_str() {
                "" => draft.text(label.span),
                label => label.to_owned(),
            },
        });
        related.collect()
    });
    let link = client.opens_links.then(|| CodeDescription { href: explain::link(&finding.rule) });
    Diagnostic {
        code: Some(Code::String(finding.rule.to_string())),
        code_description: link,
        related_information: related,
        ..plain(analysis.range(draft, finding.primary.span), level(finding.severity), message)
    }
}

/// A comment that silences nothing, as what is not needed is shown.
fn of_comment(analysis: &Analysis, stale: &Stale) -> Option<Diagnostic> {
    let (rule, line, what) = match stale {
        Stale::Idle(rule, line) => (rule, line, "没有可以忽略的问题"),
        Stale::Unfounded(rule, line) => (rule, line, "没有写理由,不起作用"),
        // The file of decisions shows these.
        Stale::Gone(_) | Stale::Expired(_) => return None,
    };
    let range = analysis.open.line(line.saturating_sub(1));
    Some(Diagnostic {
        tags: Some(vec![DiagnosticTag::Unnecessary]),
        ..plain(range, DiagnosticSeverity::Warning, format!("heshu:ignore {rule} {what}"))
    })
}

/// A diagnostic without a rule.
pub(crate) fn plain(range: Range, severity: DiagnosticSeverity, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        source: Some(SOURCE.to_owned()),
        message: Message::String(message),
        code: None,
        code_description: None,
        tags: None,
        related_information: None,
        data: None,
    }
}

const fn level(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// The very start of a document.
pub(crate) const fn start() -> Range {
    let start = Position { line: 0, character: 0 };
    Range { start, end: start }
}
