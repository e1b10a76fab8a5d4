//! A session from the faulty draft to the clean one, in every encoding, and what else is asked in one.

use serde_json::{Value, json};

use crate::common::Desk;
use crate::common::editor::{Editor, range, uri};

/// A draft in Traditional characters, with a rare one that is two units of UTF-16.
const DRAFT: &str = "𠮷町老街南院修好了\r\n\r\n𠮷町南院從3月4日動工，4月2日完工，前後用了39天。院裏住着12戶人家。\r\n";

/// A whole session: the faulty draft is opened, looked at, corrected by the first action offered, and clean.
#[test]
fn from_the_finding_to_the_clean_draft() {
    let desk = Desk::new();
    let draft = uri(&desk.path("南院.txt"));
    // Columns of 39天 and what stands before: in bytes, in units, in characters.
    for (encoding, from, to) in [("utf-8", 62, 67), ("utf-16", 24, 27), ("utf-32", 23, 26)] {
        let capabilities = json!({
            "general": { "positionEncodings": ["utf-7", encoding] },
            "workspace": { "workspaceEdit": { "documentChanges": true } },
            "textDocument": {
                "publishDiagnostics": { "relatedInformation": true },
                "hover": { "contentFormat": ["markdown"] },
            },
        });
        let mut editor = Editor::started(desk.path("").as_path(), capabilities, Value::Null);
        editor.open(&draft, DRAFT);
        let found = editor.published(&draft, 1);
        assert_eq!(found.len(), 1, "{found:#?}");
        let finding = &found[0];
        assert_eq!(finding["range"], range(2, from, to));
        assert_eq!((&finding["code"], &finding["severity"]), (&json!("date/duration"), &json!(1)));
        assert_eq!(finding["relatedInformation"].as_array().unwrap().len(), 2);
        let told = finding["message"].as_str().unwrap();
        assert!(told.starts_with("3月4日至4月2日与39天不符\n依据 "), "{told}");

        let place = json!({ "textDocument": { "uri": draft }, "position": { "line": 2, "character": from } });
        let hover = editor.request("textDocument/hover", place);
        assert_eq!(hover["range"], range(2, from, to));
        let told = hover["contents"]["value"].as_str().unwrap();
        assert!(told.starts_with("**39天** 时长\n\n* 读作:39 day"), "{told}");
        assert!(told.contains("* 错误:3月4日至4月2日与39天不符 `date/duration`"), "{told}");

        let params = json!({
            "textDocument": { "uri": draft },
            "range": range(2, from, from),
            "context": { "diagnostics": found },
        });
        let actions = editor.request("textDocument/codeAction", params);
        let action = &actions[0];
        assert_eq!(
            (&action["title"], &action["isPreferred"]),
            (&json!("把“39天”改为“30天”"), &json!(true))
        );
        let change = &action["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"], json!({ "uri": draft, "version": 1 }));
        let edit = &change["edits"][0];
        editor.change(&draft, 2, &edit["range"], edit["newText"].as_str().unwrap());
        assert!(editor.published(&draft, 2).is_empty());
        assert_eq!(editor.leave(), 0);
    }
}

/// A client that asks for diagnostics, knows no Markdown and no symbols inside of symbols.
#[test]
fn a_client_may_ask_for_diagnostics() {
    let desk = Desk::new();
    let draft = uri(&desk.path("南院.txt"));
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    let mut editor = Editor::started(&desk.path(""), capabilities, Value::Null);
    editor.open(&draft, DRAFT);
    let pull = |id: &Value| json!({ "textDocument": { "uri": draft }, "previousResultId": id });
    let first = editor.request("textDocument/diagnostic", pull(&Value::Null));
    assert_eq!((&first["kind"], first["items"].as_array().unwrap().len()), (&json!("full"), 1));
    let again = editor.request("textDocument/diagnostic", pull(&first["resultId"]));
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    editor.change(&draft, 2, &range(2, 24, 26), "30");
    let mended = editor.request("textDocument/diagnostic", pull(&first["resultId"]));
    assert_eq!((&mended["kind"], &mended["items"]), (&json!("full"), &json!([])));

    let document = json!({ "textDocument": { "uri": draft } });
    let symbols = editor.request("textDocument/documentSymbol", document);
    let names: Vec<&str> =
        symbols.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["3月4日", "4月2日", "30天", "12戶"]);
    let place =
        json!({ "textDocument": { "uri": draft }, "position": { "line": 2, "character": 25 } });
    let hover = editor.request("textDocument/hover", place);
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let told = hover["contents"]["value"].as_str().unwrap();
    assert!(told.contains("相符:") && !told.contains('`'), "{told}");
    assert_eq!(editor.leave(), 0);
}

#[test]
fn claims_are_the_outline_and_open_figures_are_hinted_at() {
    let desk = Desk::new();
    let draft = uri(&desk.path("南院.txt"));
    let capabilities = json!({
        "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } },
        "workspace": { "configuration": true, "inlayHint": { "refreshSupport": true } },
    });
    let mut editor = Editor::started(&desk.path(""), capabilities, Value::Null);
    editor.open(&draft, DRAFT);
    editor.published(&draft, 1);
    let document = json!({ "textDocument": { "uri": draft } });
    let symbols = editor.request("textDocument/documentSymbol", document);
    assert_eq!(symbols.as_array().unwrap().len(), 1);
    assert_eq!(symbols[0]["name"], "𠮷町南院從3月4日動工，4月2日…");
    let details: Vec<&str> = symbols[0]["children"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["detail"].as_str().unwrap())
        .collect();
    assert_eq!(details.len(), 4);
    assert!(details[2].ends_with("矛盾") && details[3].ends_with("未核"), "{details:?}");

    let all = json!({ "textDocument": { "uri": draft }, "range": range(2, 0, 99) });
    assert_eq!(editor.request("textDocument/inlayHint", all.clone()), json!([]));
    editor.settings = json!({ "hints": { "unchecked": true } });
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    editor.forget();
    editor.wait(|message| message["method"] == "workspace/inlayHint/refresh");
    let hints = editor.request("textDocument/inlayHint", all);
    assert_eq!(hints.as_array().unwrap().len(), 1);
    assert_eq!(hints[0]["label"], "未核");
    assert_eq!(editor.leave(), 0);
}

#[test]
fn rules_are_explained_and_claims_are_listed() {
    let desk = Desk::new();
    let draft = uri(&desk.path("南院.txt"));
    let capabilities = json!({ "workspace": { "textDocumentContent": {} } });
    let mut editor = Editor::started(&desk.path(""), capabilities, Value::Null);
    editor.open(&draft, DRAFT);
    let link = editor.published(&draft, 1)[0]["codeDescription"]["href"].clone();
    assert_eq!(link, "heshu:/rules/date/duration.md");
    let page = editor.request("workspace/textDocumentContent", json!({ "uri": link }));
    assert!(page["text"].as_str().unwrap().starts_with("# date/duration\n"));
    let command = |name: &str, argument: &str| json!({ "command": name, "arguments": [argument] });
    let same =
        editor.request("workspace/executeCommand", command("heshu.explain", "date/duration"));
    assert_eq!(same, page);
    let table = editor.request("workspace/executeCommand", command("heshu.claims", &draft));
    assert!(table["text"].as_str().unwrap().contains("39天"));
    let open = editor.request("workspace/executeCommand", command("heshu.unchecked", &draft));
    assert!(open["text"].as_str().unwrap().contains("【12戶】"));
    let numbers = editor.request("workspace/executeCommand", command("heshu.check", &draft));
    assert_eq!((&numbers["errors"], &numbers["unchecked"]), (&json!(1), &json!(1)));
    assert_eq!(editor.leave(), 0);
}
