//! The claims of a document, as its outline.

use gen_lsp_types::{DocumentSymbol, Location, SymbolInformation, SymbolKind};
use serde_json::Value;

use crate::claim::{Claim, Status};
use crate::lsp::analysis::{Analysis, Draft};
use crate::lsp::client::Client;
use crate::parse::Kind;
use crate::report::table::status_name;
use crate::report::unchecked;

/// The longest beginning of a paragraph that names it, in characters.
const NAME: usize = 16;

/// The claims, below the paragraphs they stand in; or one after the other for clients that know no more.
pub(crate) fn all(analysis: &Analysis, client: &Client) -> Result<Value, serde_json::Error> {
    let Some(draft) = analysis.draft() else { return Ok(Value::Null) };
    match client.nests_symbols {
        true => serde_json::to_value(paragraphs(analysis, draft)),
        false => {
            let claims = draft.report.claims.iter();
            let flat = claims.map(|claim| flat(analysis, draft, claim));
            serde_json::to_value(flat.collect::<Vec<_>>())
        }
    }
}

fn paragraphs(analysis: &Analysis, draft: &Draft) -> Vec<DocumentSymbol> {
    let document = &draft.report.document;
    let mut claims = draft.report.claims.iter().peekable();
    let mut symbols = Vec::new();
    for &paragraph in document.paragraphs() {
        let span = document.source_span(paragraph);
        while claims.next_if(|claim| claim.span.start < span.start).is_some() {}
        let inside = std::iter::from_fn(|| claims.next_if(|claim| claim.span.end <= span.end));
        let children: Vec<_> = inside.map(|claim| symbol(analysis, draft, claim)).collect();
        if children.is_empty() {
            continue;
        }
        let range = analysis.range(draft, span);
        let text = draft.text(span);
        let name: String = text.chars().take(NAME).collect();
        let more = if name.len() < text.len() { "…" } else { "" };
        symbols.push(DocumentSymbol {
            name: format!("{name}{more}"),
            detail: Some(format!("{} 处", children.len())),
            children: Some(children),
            ..bare(SymbolKind::String, range)
        });
    }
    symbols
}

fn symbol(analysis: &Analysis, draft: &Draft, claim: &Claim) -> DocumentSymbol {
    let range = analysis.range(draft, claim.span);
    let kind = kind(claim);
    DocumentSymbol {
        name: draft.text(claim.span),
        detail: Some(detail(claim)),
        ..bare(kind, range)
    }
}

#[expect(deprecated, reason = "the protocol has the field still")]
fn bare(kind: SymbolKind, range: gen_lsp_types::Range) -> DocumentSymbol {
    DocumentSymbol {
        name: String::new(),
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range: range,
        children: None,
    }
}

#[expect(deprecated, reason = "the protocol has the field still")]
fn flat(analysis: &Analysis, draft: &Draft, claim: &Claim) -> SymbolInformation {
    let range = analysis.range(draft, claim.span);
    SymbolInformation {
        base_symbol_information: gen_lsp_types::BaseSymbolInformation {
            name: draft.text(claim.span),
            kind: kind(claim),
            tags: None,
            container_name: Some(detail(claim)),
        },
        deprecated: None,
        location: Location { uri: analysis.open.uri.clone(), range },
    }
}

/// 计数 青檀县 航线 矛盾
fn detail(claim: &Claim) -> String {
    let status = match claim.status {
        Status::Unchecked => "未核",
        status => status_name(status),
    };
    let about = unchecked::about(claim);
    let words = [claim.kind.label(), about.as_str(), status];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

const fn kind(claim: &Claim) -> SymbolKind {
    match claim.kind {
        Kind::Date
        | Kind::DateRange
        | Kind::Time
        | Kind::TimeRange
        | Kind::Weekday
        | Kind::Duration => SymbolKind::Event,
        Kind::Code => SymbolKind::Key,
        _ => SymbolKind::Number,
    }
}
