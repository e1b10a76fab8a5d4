//! What the server says it can do.

use serde_json::{Value, json};

use crate::lsp::client::Client;
use crate::lsp::explain;
use crate::lsp::server::COMMANDS;

/// What the server can do for a client.
pub(crate) fn of(client: &Client) -> Value {
    let mut abilities = json!({
        "positionEncoding": client.encoding.kind(),
        "textDocumentSync": { "openClose": true, "change": 2, "save": true },
        "hoverProvider": true,
        "codeActionProvider": { "codeActionKinds": ["quickfix"] },
        "documentSymbolProvider": { "label": "核数" },
        "inlayHintProvider": true,
        "executeCommandProvider": { "commands": COMMANDS },
        "workspace": {
            "workspaceFolders": { "supported": true, "changeNotifications": true },
        },
    });
    // A client that pulls is not published to: it would show everything twice.
    if client.pulls {
        abilities["diagnosticProvider"] = json!({
            "identifier": "heshu",
            "interFileDependencies": true,
            "workspaceDiagnostics": false,
        });
    }
    if client.opens_links {
        abilities["workspace"]["textDocumentContent"] = json!({ "schemes": [explain::SCHEME] });
    }
    abilities
}
