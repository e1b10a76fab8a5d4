//! The formats of `heshu check`, through the real binary: each is one whole over all inputs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use common::{Desk, Ran};
use insta::assert_snapshot;
use serde_json::Value;

const WRONG: &str = "老桥3月4日封闭,4月2日重开,前后39天。\n";
const RIGHT: &str = "老桥3月4日封闭,4月2日重开,前后30天。\n";

/// `heshu check --format` over a wrong draft, a right one and a wrong one.
fn run(format: &str) -> Ran {
    let desk = Desk::new().with("稿/1.txt", WRONG).with("稿/2.txt", RIGHT).with("稿/3.txt", WRONG);
    let ran = desk.run(&format!("check --format {format} 稿"));
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{format}");
    let alone = desk.run(&format!("check --format {format} --jobs 1 稿"));
    assert_eq!(ran.out, alone.out, "{format}");
    ran
}

/// The same over the right draft alone.
fn silent(format: &str) -> String {
    let ran = Desk::new().with("2.txt", RIGHT).run(&format!("check --format {format} 2.txt"));
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{format}");
    ran.out
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn lines() {
    assert_snapshot!(run("compact").out, @"");
    assert_snapshot!(run("github").out, @"");
    assert_eq!(silent("compact") + &silent("github"), "");
}

#[test]
fn xml() {
    assert_snapshot!(run("checkstyle").out, @"");
    assert_snapshot!(run("junit").out, @"");
    assert_snapshot!(silent("checkstyle") + &silent("junit"), @"");
}

#[test]
fn arrays() {
    let issues = json(&run("gitlab").out);
    let prints: Vec<&str> =
        issues.as_array().unwrap().iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), 2);
    assert_ne!(prints[0], prints[1], "one fingerprint a file");
    assert_eq!(json(&silent("gitlab")), json("[]"));
    let diagnostics = json(&run("rdjson").out);
    assert_eq!(diagnostics["diagnostics"].as_array().unwrap().len(), 2);
    let range = &diagnostics["diagnostics"][0]["location"]["range"];
    assert_eq!(
        range.to_string(),
        r#"{"end":{"column":51,"line":1},"start":{"column":46,"line":1}}"#
    );
    assert_eq!(json(&silent("rdjson"))["diagnostics"], json("[]"));
}

#[test]
fn sarif() {
    let log = json(&run("sarif").out);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let mut ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "a rule stands once: {ids:?}");
    for result in results {
        assert!(ids.contains(&result["ruleId"].as_str().unwrap()));
        assert!(!result["fixes"].as_array().unwrap().is_empty());
    }
    let place = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E7%A8%BF/3.txt");
    assert_eq!(place["region"]["snippet"]["text"], "39天");
    let prints = results.iter().map(|it| it["partialFingerprints"]["heshu/v1"].clone());
    assert_eq!(prints.collect::<std::collections::HashSet<_>>().len(), 1);
    assert_eq!(json(&silent("sarif"))["runs"][0]["results"], json("[]"));
}

#[test]
fn inputs_that_cannot_be_read_leave_the_whole_whole() {
    for format in ["json", "sarif", "gitlab", "rdjson"] {
        let ran = Desk::new().run(&format!("check --format {format} 无.txt"));
        assert_eq!(ran.status, 2, "{format}");
        json(&ran.out);
    }
}
