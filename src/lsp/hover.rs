//! What is known of the figure under the pointer.

use std::fmt::Write as _;

use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind, Position};

use crate::claim::{Claim, Status};
use crate::lsp::analysis::{Analysis, Draft};
use crate::lsp::client::Client;
use crate::report::table::{reading, status_name};
use crate::report::text::severity_name;
use crate::report::unchecked;
use crate::span::SourceSpan;

/// The narrowest figure that stands there.
pub(crate) fn at(analysis: &Analysis, position: Position, client: &Client) -> Option<Hover> {
    let draft = analysis.draft()?;
    let byte = analysis.open.byte(position);
    let here = draft.report.claims.iter().filter(|it| draft.touches(it.span, &(byte..byte)));
    // Of two that meet there, the one that begins there.
    let claim = here.min_by_key(|it| {
        let bytes = draft.bytes(it.span);
        (bytes.end == byte, bytes.len())
    })?;
    let value = told(draft, claim);
    let (kind, value) = match client.reads_markdown {
        true => (MarkupKind::Markdown, value),
        false => (MarkupKind::PlainText, value.replace("**", "").replace('`', "")),
    };
    let contents = Contents::MarkupContent(MarkupContent { kind, value });
    Some(Hover { contents, range: Some(analysis.range(draft, claim.span)) })
}

/// What is known of a figure, in Markdown.
fn told(draft: &Draft, claim: &Claim) -> String {
    let mut out = format!("**{}** {}\n", draft.text(claim.span), claim.kind.label());
    let mut say = |head: &str, text: &str| {
        if !text.is_empty() {
            // Writing to a string does not fail.
            let _ = write!(out, "\n* {head}:{text}");
        }
    };
    let unit = claim.unit.as_deref().unwrap_or_default();
    say("读作", format!("{} {unit}", reading(claim)).trim());
    say("所指", &unchecked::about(claim));
    if let Some((first, last)) = &claim.period {
        say("时间", &format!("{first} 至 {last}"));
    }
    say("范围", claim.scope.as_deref().unwrap_or_default());
    let report = &draft.report;
    let is_it = |span: SourceSpan| span.start < claim.span.end && claim.span.start < span.end;
    let mut is_told = false;
    for finding in &report.findings {
        let mut labels = std::iter::once(&finding.primary).chain(&finding.related);
        if labels.any(|label| is_it(label.span)) {
            let level = severity_name(finding.severity);
            say(level, &format!("{} `{}`", finding.message, finding.rule));
            say("依据", &finding.proof);
            is_told = true;
        }
    }
    for held in report.verified.iter().filter(|held| held.spans.iter().any(|&span| is_it(span))) {
        say("相符", &format!("{} `{}`", held.proof, held.rule));
        is_told = true;
    }
    for silenced in &report.silenced {
        if is_it(silenced.finding.primary.span) {
            say("已接受", &format!("{}({})", silenced.finding.message, silenced.reason));
            is_told = true;
        }
    }
    match claim.status {
        Status::Unchecked => {
            let open = unchecked::open(report);
            let need = open.iter().find(|open| open.claim.span == claim.span);
            match need {
                Some(open) => say("稿内无从核对,需要", open.need),
                None => say("核对", "稿内没有别的数字可比"),
            }
        }
        status if !is_told => say("核对", status_name(status)),
        _ => {}
    }
    out
}
