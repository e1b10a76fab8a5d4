//! What can be done about a finding or a figure: correct it, accept it, note by what it was verified.

use std::collections::HashMap;

use gen_lsp_types::{
    CodeAction, CodeActionKind, Command, Diagnostic, DocumentChange, Edit,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextDocumentIdentifier,
    TextEdit, WorkspaceEdit,
};

use crate::decision::sentence;
use crate::lsp::analysis::{Analysis, Draft};
use crate::lsp::client::Client;
use crate::lsp::diagnostics::of_finding;
use crate::lsp::open::Open;
use crate::lsp::queue::Decide;
use crate::lsp::settings::Settings;
use crate::report::locate::Locator;
use crate::report::unchecked;

/// Accepts a finding, for a reason.
pub(crate) const ACCEPT: &str = "heshu.accept";
/// Notes by what the figures of a sentence were verified.
pub(crate) const VERIFY: &str = "heshu.verify";
/// Our own extension asks its user for the reason or the source first.
const ASK_REASON: &str = "heshu.acceptWithReason";
const ASK_SOURCE: &str = "heshu.verifyWithSource";

/// What can be done about what stands in a range.
pub(crate) fn all(
    analysis: &Analysis,
    range: Range,
    client: &Client,
    settings: &Settings,
) -> Vec<CodeAction> {
    let Some(draft) = analysis.draft() else { return Vec::new() };
    let bytes = analysis.open.bytes(range);
    let locator = Locator::new(&draft.report.document);
    let mut actions = Vec::new();
    for finding in &draft.report.findings {
        let mut labels = std::iter::once(&finding.primary).chain(&finding.related);
        if !labels.any(|label| draft.touches(label.span, &bytes)) {
            continue;
        }
        let about = of_finding(analysis, draft, finding, client);
        for (at, suggestion) in locator.suggestions(finding).enumerate() {
            let range = analysis.range(draft, suggestion.span);
            let edit = TextEdit { range, new_text: suggestion.replacement.clone() };
            actions.push(CodeAction {
                is_preferred: (at == 0).then_some(true),
                edit: Some(replace(&analysis.open, edit, client)),
                ..bare(suggestion.message.clone(), Some(&about))
            });
        }
        let rule = &*finding.rule;
        let decide = Decision {
            what: format!("接受 {rule}"),
            command: ACCEPT,
            ask: (ASK_REASON, "写下理由"),
            presets: &settings.reasons,
            rule: Some(rule),
            sentence: sentence(&draft.report.document, finding.primary.span),
        };
        decide.actions(analysis, Some(&about), client, &mut actions);
    }
    for sentence in open_sentences(draft, &bytes) {
        let decide = Decision {
            what: "这一句已核实".to_owned(),
            command: VERIFY,
            ask: (ASK_SOURCE, "写下出处"),
            presets: &settings.sources,
            rule: None,
            sentence,
        };
        decide.actions(analysis, None, client, &mut actions);
    }
    actions
}

/// The sentences of the figures there that nothing verifies.
fn open_sentences(draft: &Draft, bytes: &std::ops::Range<usize>) -> Vec<String> {
    let open = unchecked::open(&draft.report).into_iter();
    let here = open.filter(|open| draft.touches(open.claim.span, bytes));
    let mut sentences: Vec<_> =
        here.map(|open| sentence(&draft.report.document, open.sentence)).collect();
    sentences.dedup();
    sentences
}

/// Something to decide, with the ways to say why.
struct Decision<'a> {
    what: String,
    command: &'static str,
    ask: (&'static str, &'static str),
    presets: &'a [String],
    rule: Option<&'a str>,
    sentence: String,
}

impl Decision<'_> {
    fn actions(
        &self,
        analysis: &Analysis,
        about: Option<&Diagnostic>,
        client: &Client,
        actions: &mut Vec<CodeAction>,
    ) {
        // What is no file has no decisions beside it.
        if analysis.open.path.is_none() {
            return;
        }
        let mut add = |title: String, command: &str, by: &str| {
            let decide = Decide {
                uri: analysis.open.uri.clone(),
                rule: self.rule.map(str::to_owned),
                sentence: self.sentence.clone(),
                by: by.to_owned(),
            };
            let arguments = serde_json::to_value(decide).ok().map(|it| vec![it]);
            let title_of_command = title.clone();
            actions.push(CodeAction {
                command: Some(Command {
                    title: title_of_command,
                    tooltip: None,
                    command: command.to_owned(),
                    arguments,
                }),
                ..bare(title, about)
            });
        };
        for by in self.presets {
            add(format!("{}:{by}", self.what), self.command, by);
        }
        if client.is_ours {
            let (command, words) = self.ask;
            add(format!("{},{words}…", self.what), command, "");
        }
    }
}

fn bare(title: String, about: Option<&Diagnostic>) -> CodeAction {
    CodeAction {
        title,
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: about.map(|about| vec![about.clone()]),
        is_preferred: None,
        disabled: None,
        edit: None,
        command: None,
        data: None,
        tags: None,
    }
}

/// An edit of an open document, of this version if the client knows such.
pub(crate) fn replace(open: &Open, edit: TextEdit, client: &Client) -> WorkspaceEdit {
    let edit_of_version = |edit| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            version: Some(open.version),
            text_document_identifier: TextDocumentIdentifier { uri: open.uri.clone() },
        },
        edits: vec![Edit::TextEdit(edit)],
    };
    let (changes, document_changes) = match client.has_versioned_edits {
        true => (None, Some(vec![DocumentChange::TextDocumentEdit(edit_of_version(edit))])),
        false => (Some(HashMap::from([(open.uri.clone(), vec![edit])])), None),
    };
    WorkspaceEdit { changes, document_changes, change_annotations: None }
}
