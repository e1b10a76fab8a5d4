//! The editor shows what `heshu check` reports.

use serde_json::{Value, json};

use crate::common::editor::{Editor, uri};
use crate::common::{Desk, root};

/// The drafts of the corpus, and what a draft may be written in.
fn drafts() -> Vec<(String, String)> {
    let mut drafts = Vec::new();
    for folder in ["corpus/faulty", "corpus/clean", "corpus/traps"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            if name.ends_with(".txt") {
                let paragraphs: String =
                    text.lines().map(|line| format!("<p>{line}</p>\n")).collect();
                drafts.push((name.replace(".txt", ".md"), text.replace('\n', "\n\n")));
                drafts.push((
                    name.replace(".txt", ".html"),
                    format!("<html><body>{paragraphs}</body>"),
                ));
                drafts.push((name, text));
            }
        }
    }
    drafts
}

/// What matters of a finding: rule, level, message, and where it stands, counted from 0 in characters.
fn told(finding: &Value) -> (String, String, String, u64, u64) {
    let text = |key: &str| finding[key].as_str().unwrap().to_owned();
    let at = |key: &str| finding["primary"][key].as_u64().unwrap() - 1;
    (text("rule"), text("severity"), text("message"), at("line"), at("column"))
}

fn shown(diagnostic: &Value) -> (String, String, String, u64, u64) {
    let level = match diagnostic["severity"].as_u64().unwrap() {
        1 => "error",
        2 => "warning",
        _ => "info",
    };
    let message = diagnostic["message"].as_str().unwrap().split("\n依据 ").next().unwrap();
    let start = &diagnostic["range"]["start"];
    let at = |key: &str| start[key].as_u64().unwrap();
    let rule = diagnostic["code"].as_str().unwrap().to_owned();
    (rule, level.to_owned(), message.to_owned(), at("line"), at("character"))
}

#[test]
fn the_editor_shows_what_the_check_reports() {
    let drafts = drafts();
    let desk = drafts.iter().fold(Desk::new(), |desk, (name, text)| desk.with(name, text));
    let out = desk.run("check --format json --exit-zero .").out;
    let report: Value = serde_json::from_str(&out).unwrap();
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), drafts.len());
    let capabilities = json!({ "general": { "positionEncodings": ["utf-32"] } });
    let mut editor = Editor::started(&desk.path(""), capabilities, Value::Null);
    let mut found = 0;
    for file in files {
        let name = file["path"].as_str().unwrap().trim_start_matches("./");
        let document = uri(&desk.path(name));
        let text = std::fs::read_to_string(desk.path(name)).unwrap();
        editor.open(&document, &text);
        let diagnostics: Vec<_> = editor.published(&document, 1).iter().map(shown).collect();
        let findings: Vec<_> = file["findings"].as_array().unwrap().iter().map(told).collect();
        assert_eq!(diagnostics, findings, "{name}");
        found += findings.len();
    }
    assert!(found > 100, "{found}");
    assert_eq!(editor.leave(), 0);
}
