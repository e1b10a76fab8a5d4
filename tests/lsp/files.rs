//! Files beside the drafts: decisions, configurations, rules; written by the server, or changed under it.

use serde_json::{Value, json};

use crate::common::Desk;
use crate::common::editor::{Editor, range, uri};

const DRAFT: &str = "南院从3月4日动工,4月2日完工,前后用了39天。院里住着12户人家。\n";

/// A rule of one's own, with an example that it must report and one that it must not.
const RULE: &str = "[[rule]]
id = 'house/yard'
title = '院子太小'
find = ['院里住着{n:count}']
require = 'n >= 20'
say = '住着{n}'
ok = ['院里住着20户人家。']
bad = ['院里住着【12户】人家。']
";

fn started(desk: &Desk) -> Editor {
    Editor::started(&desk.path(""), json!({}), Value::Null)
}

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|it| it["code"].as_str().unwrap_or_default()).collect()
}

/// The first action with such a title, done.
fn act(editor: &mut Editor, draft: &str, at: u32, title: &str) -> Value {
    let params = json!({
        "textDocument": { "uri": draft },
        "range": range(0, at, at),
        "context": { "diagnostics": [] },
    });
    let actions = editor.request("textDocument/codeAction", params);
    let actions = actions.as_array().unwrap();
    let wanted = actions.iter().find(|it| it["title"].as_str().unwrap() == title);
    let command = &wanted.unwrap_or_else(|| panic!("{actions:#?}"))["command"];
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    editor.request("workspace/executeCommand", params)
}

#[test]
fn a_finding_is_accepted_and_a_figure_verified() {
    let desk = Desk::new().with("南院.txt", DRAFT);
    let draft = uri(&desk.path("南院.txt"));
    let mut editor = started(&desk);
    editor.open(&draft, DRAFT);
    assert_eq!(codes(&editor.published(&draft, 1)), ["date/duration"]);
    act(&mut editor, &draft, 21, "接受 date/duration:原文如此");
    assert!(editor.published(&draft, 1).is_empty());
    act(&mut editor, &draft, 30, "这一句已核实:已查原始材料");
    let params = json!({ "command": "heshu.unchecked", "arguments": [draft] });
    let open = editor.request("workspace/executeCommand", params);
    assert!(!open["text"].as_str().unwrap().contains("12户"));
    assert_eq!(editor.leave(), 0);
    let ran = desk.run("check 南院.txt");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran}");
    let decisions = desk.run("decisions").out;
    assert!(decisions.contains("接受 date/duration:原文如此"), "{decisions}");
    assert!(decisions.contains("核实:已查原始材料"), "{decisions}");
}

#[test]
fn decisions_that_are_open_are_changed_in_the_editor() {
    let desk = Desk::new();
    let (draft, file) = (uri(&desk.path("南院.txt")), desk.path("heshu-decisions.toml"));
    let decisions = uri(&file);
    let mut editor = started(&desk);
    editor.open(&draft, DRAFT);
    editor.published(&draft, 1);
    editor.open(&decisions, "");
    editor.published(&decisions, 1);
    act(&mut editor, &draft, 21, "接受 date/duration:口径不同");
    let edit = editor.told("workspace/applyEdit");
    let text = edit["edit"]["changes"][&decisions][0]["newText"].as_str().unwrap().to_owned();
    assert!(!file.exists());
    editor.rewrite(&decisions, 2, &text);
    assert!(editor.published(&decisions, 2).is_empty());
    assert!(editor.published(&draft, 1).is_empty());
    // While they are being written they may be wrong, and then those from before count.
    editor.rewrite(&decisions, 3, "[[decision]]\nfile = 5\n");
    assert_eq!(editor.published(&decisions, 3).len(), 1);
    editor.change(&draft, 2, &range(0, 0, 0), "\n");
    assert!(editor.published(&draft, 2).is_empty());
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_configuration_and_rules_are_picked_up_when_they_change() {
    let desk = Desk::new();
    let draft = uri(&desk.path("稿/南院.txt"));
    let mut editor = started(&desk);
    editor.open(&draft, DRAFT);
    assert_eq!(codes(&editor.published(&draft, 1)), ["date/duration"]);
    let changed = json!({ "changes": [{ "uri": uri(&desk.path("heshu.toml")), "type": 1 }] });
    let desk = desk.with("heshu.toml", "[rules]\n'date/duration' = 'off'\n");
    editor.notify("workspace/didChangeWatchedFiles", changed.clone());
    assert!(editor.published(&draft, 1).is_empty());
    let desk = desk.with("规则/yard.toml", RULE).with("heshu.toml", "packs = ['规则']\n");
    editor.notify("workspace/didChangeWatchedFiles", changed.clone());
    assert_eq!(codes(&editor.published(&draft, 1)), ["date/duration", "house/yard"]);
    // A client that does not watch files is told at the next change.
    let desk = desk.with("规则/yard.toml", RULE.replace(">= 20", ">= 2").replace("12", "1"));
    editor.change(&draft, 2, &range(0, 0, 0), "\n");
    assert_eq!(codes(&editor.published(&draft, 2)), ["date/duration"]);
    // What is wrong is told once, and what counted before still counts.
    let _desk = desk.with("heshu.toml", "packs = ['规则', '没有这个']\n");
    editor.notify("workspace/didChangeWatchedFiles", changed);
    let told = editor.told("window/showMessage");
    assert!(told["message"].as_str().unwrap().contains("没有这个"), "{told}");
    editor.change(&draft, 3, &range(0, 0, 0), "\n");
    assert_eq!(codes(&editor.published(&draft, 3)), ["date/duration"]);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn rules_are_checked_while_they_are_written() {
    let desk = Desk::new().with("heshu.toml", "packs = ['规则']\n").with("规则/yard.toml", RULE);
    let (draft, rules) = (uri(&desk.path("南院.txt")), uri(&desk.path("规则/yard.toml")));
    let mut editor = started(&desk);
    editor.open(&draft, DRAFT);
    assert_eq!(codes(&editor.published(&draft, 1)), ["date/duration", "house/yard"]);
    editor.open(&rules, RULE);
    assert!(editor.published(&rules, 1).is_empty());
    assert_eq!(codes(&editor.published(&draft, 1)), ["date/duration", "house/yard"]);
    // A mistake is shown where it stands, and drafts go on with the rules from before.
    editor.rewrite(&rules, 2, &RULE.replace("say", "sey"));
    let found = editor.published(&rules, 2);
    assert_eq!(found[0]["range"]["start"], json!({ "line": 5, "character": 0 }));
    assert_eq!(found[0]["message"], "没有“sey”这一项\n是不是想写 say?");
    // An example that fails is shown, and drafts are checked by what is in the editor.
    editor.rewrite(&rules, 3, &RULE.replace("n >= 20", "n >= 10"));
    let found = editor.published(&rules, 3);
    assert_eq!(codes(&found), ["house/yard"]);
    assert_eq!(found[0]["message"], "这个例子没通过:漏报");
    assert_eq!(found[0]["range"], range(7, 7, 21));
    assert_eq!(codes(&editor.published(&draft, 1)), ["date/duration"]);
    // Closed unsaved, the file on disk counts again.
    let document = json!({ "textDocument": { "uri": rules } });
    editor.notify("textDocument/didClose", document);
    assert_eq!(codes(&editor.published(&draft, 1)), ["date/duration", "house/yard"]);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_rule_file_by_itself_and_a_configuration_are_checked_too() {
    let desk = Desk::new();
    let mut editor = started(&desk);
    let rules = uri(&desk.path("yard.toml"));
    editor.open(&rules, &RULE.replace("n >= 20", "m >= 20"));
    let found = editor.published(&rules, 1);
    assert_eq!((found.len(), &found[0]["range"]["start"]["line"]), (1, &json!(4)));
    let config = uri(&desk.path("heshu.toml"));
    editor.open(&config, "[rules]\n'date/weekdya' = 'off'\n");
    assert_eq!(editor.published(&config, 1)[0]["range"], range(1, 0, 14));
    let other = uri(&desk.path("Cargo.toml"));
    editor.open(&other, "[package]\nname = 3\n");
    assert!(editor.published(&other, 1).is_empty());
    assert_eq!(editor.leave(), 0);
}

#[test]
fn comments_that_silence_nothing_are_not_needed() {
    let desk = Desk::new();
    let draft = uri(&desk.path("南院.md"));
    let mut editor = started(&desk);
    editor.open(&draft, "<!-- heshu:ignore date/age 改过了 -->\n院里住着12户人家。\n");
    let found = editor.published(&draft, 1);
    assert_eq!((&found[0]["tags"], &found[0]["severity"]), (&json!([1]), &json!(2)));
    assert_eq!(found[0]["range"]["start"]["line"], 0);
    assert_eq!(editor.leave(), 0);
}
