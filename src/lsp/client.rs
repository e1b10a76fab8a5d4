//! What a client can do, as it says when it starts.

use std::path::PathBuf;

use serde_json::Value;

use crate::lsp::encoding::Encoding;
use crate::lsp::uri;

/// What a client can do. What it does not mention, or in a way we do not understand, it cannot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Client {
    pub(crate) encoding: Encoding,
    /// It asks for diagnostics; else they are published.
    pub(crate) pulls: bool,
    /// It shows the other places of a diagnostic.
    pub(crate) shows_related: bool,
    /// It opens what explains a diagnostic.
    pub(crate) opens_links: bool,
    /// It shows hovers in Markdown.
    pub(crate) reads_markdown: bool,
    /// It knows edits of one version of a document.
    pub(crate) has_versioned_edits: bool,
    /// It can be asked for settings.
    pub(crate) has_settings: bool,
    /// It can be told later to watch files.
    pub(crate) watches: bool,
    /// It shows symbols inside of symbols.
    pub(crate) nests_symbols: bool,
    /// It asks anew for diagnostics when told to.
    pub(crate) refreshes_diagnostics: bool,
    /// It asks anew for hints when told to.
    pub(crate) refreshes_hints: bool,
    /// It asks its user for reasons and sources, and wants the numbers of each check: our own extension.
    pub(crate) is_ours: bool,
    /// The folder that is being worked in.
    pub(crate) folder: Option<PathBuf>,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(crate) fn new(params: &Value) -> Self {
        let at = |path: &str| params.pointer(path);
        let can = |path: &str| {
            at(&format!("/capabilities/{path}")).and_then(Value::as_bool).unwrap_or(false)
        };
        let has = |path: &str| at(&format!("/capabilities/{path}")).is_some_and(Value::is_object);
        let lists = |path: &str, word: &str| {
            let list = at(&format!("/capabilities/{path}")).and_then(Value::as_array);
            list.is_some_and(|list| list.iter().any(|it| it == word))
        };
        let offered = at("/capabilities/general/positionEncodings").and_then(Value::as_array);
        let offered = offered.into_iter().flatten().filter_map(Value::as_str);
        let folder = at("/workspaceFolders/0/uri").or_else(|| at("/rootUri"));
        Self {
            encoding: Encoding::agreed(offered),
            pulls: has("textDocument/diagnostic"),
            shows_related: can("textDocument/publishDiagnostics/relatedInformation")
                || can("textDocument/diagnostic/relatedInformation"),
            opens_links: has("workspace/textDocumentContent"),
            reads_markdown: lists("textDocument/hover/contentFormat", "markdown"),
            has_versioned_edits: can("workspace/workspaceEdit/documentChanges"),
            has_settings: can("workspace/configuration"),
            watches: can("workspace/didChangeWatchedFiles/dynamicRegistration"),
            nests_symbols: can("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            refreshes_diagnostics: can("workspace/diagnostics/refreshSupport"),
            refreshes_hints: can("workspace/inlayHint/refreshSupport"),
            is_ours: at("/initializationOptions/extension").and_then(Value::as_bool) == Some(true),
            folder: folder.and_then(Value::as_str).and_then(uri::path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_understood_is_not_there() {
        let odd = json!({
            "rootUri": 5,
            "capabilities": {
                "general": { "positionEncodings": ["utf-8", 7] },
                "textDocument": { "hover": { "contentFormat": "markdown" }, "diagnostic": null },
                "workspace": { "configuration": "yes" },
            },
        });
        let client = Client::new(&odd);
        assert_eq!(client.encoding, Encoding::Utf8);
        assert!(!client.reads_markdown && !client.pulls && !client.has_settings);
        assert_eq!(client.folder, None);
        assert!(!Client::new(&Value::Null).watches);
    }
}
