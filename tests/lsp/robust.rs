//! What no client should do, and what only few do: the server answers, and goes on.

use serde_json::{Value, json};

use crate::common::Desk;
use crate::common::editor::{Editor, range, uri};

const FAULTY: &str = "灯会3月2日开幕,3月9日闭幕,前后15天。\n";

fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_default()
}

#[test]
fn what_is_no_request_is_refused() {
    let desk = Desk::new();
    let mut editor = Editor::new(&desk.path(""));
    let early = editor.ask("textDocument/hover", json!({}));
    assert_eq!(code(&editor.answer(early)), -32002);
    editor.request("initialize", json!({ "capabilities": { "general": 7 } }));
    for (method, params, wanted) in [
        ("textDocument/hover", json!({ "textDocument": 5 }), -32602),
        ("textDocument/hover", Value::Null, -32602),
        ("textDocument/none", json!({}), -32601),
        ("$/none", json!({}), -32601),
        ("initialize", json!({}), -32600),
        ("workspace/executeCommand", json!({ "command": "rm" }), -32602),
        ("workspace/executeCommand", json!({ "command": "heshu.claims" }), -32602),
        (
            "workspace/executeCommand",
            json!({ "command": "heshu.accept", "arguments": [{}] }),
            -32602,
        ),
        (
            "workspace/executeCommand",
            json!({ "command": "heshu.explain", "arguments": ["x"] }),
            -32803,
        ),
        ("workspace/textDocumentContent", json!({ "uri": "file:///etc/passwd" }), -32803),
    ] {
        let id = editor.ask(method, params);
        let answer = editor.answer(id);
        assert_eq!(code(&answer), wanted, "{method}: {answer}");
    }
    editor.send_raw(b"Content-Length: 9\r\n\r\n{\"method\"");
    assert_eq!(code(&editor.wait(|message| message["id"].is_null() && code(message) != 0)), -32700);
    editor.send_raw(b"Content-Length: none\r\n\r\n");
    assert_eq!(code(&editor.wait(|message| message["id"].is_null() && code(message) != 0)), -32600);
    // Notifications that make no sense are passed over.
    editor
        .notify("textDocument/didChange", json!({ "textDocument": { "uri": "x", "version": 1 } }));
    editor.change("file:///nie", 4, &range(0, 0, 1), "x");
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": "file:///nie" } }));
    editor.notify("$/cancelRequest", json!({ "id": 99 }));
    editor.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "heshu": { "rules": 5 } } }),
    );
    assert!(editor.told("window/showMessage")["message"].as_str().unwrap().contains("设置有误"));
    let draft = uri(&desk.path("a.txt"));
    editor.open(&draft, FAULTY);
    assert_eq!(editor.published(&draft, 1).len(), 1);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_client_that_hangs_up_is_not_waited_for() {
    let desk = Desk::new();
    assert_eq!(Editor::new(&desk.path("")).hang_up(), 1);
    let mut editor = Editor::started(&desk.path(""), json!({}), Value::Null);
    editor.open("untitled:1", FAULTY);
    assert_eq!(editor.hang_up(), 1);
}

#[test]
fn positions_and_versions_of_any_kind_are_taken() {
    let desk = Desk::new();
    let mut editor = Editor::started(&desk.path(""), json!({}), Value::Null);
    let draft = "untitled:Untitled-1";
    editor.open(draft, FAULTY);
    assert_eq!(editor.published(draft, 1).len(), 1);
    let far = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    let place = json!({ "textDocument": { "uri": draft }, "position": far });
    assert_eq!(editor.request("textDocument/hover", place), Value::Null);
    let start = json!({ "line": 0, "character": 0 });
    let backwards = json!({ "start": far, "end": start });
    editor.change(draft, -3, &backwards, FAULTY);
    assert_eq!(editor.published(draft, -3).len(), 2);
    editor.rewrite(draft, 7, "\u{feff}灯会3月2日开幕,3月9日闭幕,前后15天。");
    assert_eq!(editor.published(draft, 7)[0]["range"], range(0, 19, 22));
    editor.rewrite(draft, 8, "有\0字");
    assert_eq!(editor.published(draft, 8)[0]["severity"], 1);
    editor.rewrite(draft, 9, "");
    assert!(editor.published(draft, 9).is_empty());
    assert_eq!(editor.leave(), 0);
}

/// A million characters take their time to check: meanwhile questions can be taken back, and edits are taken.
#[test]
fn a_long_document_holds_nobody_up() {
    let desk = Desk::new();
    let mut editor = Editor::started(&desk.path(""), json!({}), Value::Null);
    let line = "灯会于3月2日开幕,近5万人次前来游览,门票每张20元,比去年增加了3元。";
    // Without optimisation a check takes twenty times as long.
    let characters = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };
    let long = format!("{}\n", line.repeat(6)).repeat(characters / (line.chars().count() * 6));
    let (draft, small) = (uri(&desk.path("long.txt")), uri(&desk.path("small.txt")));
    editor.open(&draft, &format!("{FAULTY}{long}"));
    let symbols = json!({ "textDocument": { "uri": draft } });
    let cancelled = editor.ask("textDocument/documentSymbol", symbols.clone());
    editor.notify("$/cancelRequest", json!({ "id": cancelled }));
    assert_eq!(code(&editor.answer(cancelled)), -32800);
    for version in 2..40 {
        editor.change(&draft, version, &range(1, 0, 0), "又");
    }
    editor.open(&small, FAULTY);
    assert_eq!(editor.published(&draft, 39).len(), 1);
    assert_eq!(editor.published(&small, 1).len(), 1);
    let place =
        json!({ "textDocument": { "uri": draft }, "position": { "line": 0, "character": 18 } });
    let hover = editor.request("textDocument/hover", place);
    assert_eq!(hover["range"], range(0, 18, 21));
    assert_eq!(editor.leave(), 0);
}

#[test]
fn many_documents_are_kept_apart() {
    let desk = Desk::new();
    let mut editor = Editor::started(&desk.path(""), json!({}), Value::Null);
    let names: Vec<String> =
        (0..200).map(|number| uri(&desk.path(&format!("{number}.txt")))).collect();
    for (number, name) in names.iter().enumerate() {
        editor.open(name, &FAULTY.repeat(number % 3));
    }
    for (number, name) in names.iter().enumerate() {
        assert_eq!(editor.published(name, 1).len(), number % 3);
        editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": name } }));
    }
    for name in &names {
        let closed = |message: &Value| {
            message["params"]["uri"] == **name && message["params"].get("version").is_none()
        };
        assert_eq!(editor.wait(closed)["params"]["diagnostics"], json!([]));
    }
    assert_eq!(editor.leave(), 0);
}
