//! What `heshu.toml` sets, and what is told of its mistakes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail loudly"
)]

mod common;

use common::{Desk, RULE, Ran, heshu};
use insta::assert_snapshot;
use serde_json::Value;

const FAULTY: &str = "南院从3月4日动工,4月2日完工,前后用了39天。\n";

/// The paths of a run with the rules and levels of what was found in them.
fn found(ran: &Ran) -> Vec<String> {
    let show = |line: &str| {
        let report: Value = serde_json::from_str(line).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        let findings = findings.map(|it| format!(" {}:{}", it["rule"], it["severity"]));
        (report["path"].to_string() + &findings.collect::<String>()).replace('"', "")
    };
    ran.out.lines().map(show).collect()
}

#[test]
fn the_nearest_file_counts() {
    let desk = Desk::new()
        .with("heshu.toml", "[rules]\n'date' = 'warning'\n")
        .with("a.txt", FAULTY)
        .with("内/heshu.toml", "[rules]\ndate = 'off'\n'date/duration' = 'info'\n")
        .with("内/深/b.txt", FAULTY)
        .with("关/heshu.toml", "[rules]\n'date/duration' = 'off'\n")
        .with("关/c.txt", FAULTY);
    let run = |arguments: &str| {
        let ran = desk.run(&format!("check --format jsonl {arguments}"));
        assert_eq!(ran.err, "");
        found(&ran)
    };
    let set = ["a.txt date/duration:warning", "关/c.txt", "内/深/b.txt date/duration:info"];
    assert_eq!(run("a.txt 关 内"), set);
    assert_eq!(run("--jobs 1 a.txt 关 内"), set);
    assert_eq!(run("--isolated 关"), ["关/c.txt date/duration:error"]);
    assert_eq!(run("--config 内/heshu.toml 关"), ["关/c.txt date/duration:info"]);
}

#[test]
fn folders_are_narrowed_and_named_files_are_not() {
    let desk = Desk::new()
        .with("heshu.toml", "include = ['稿/**']\nexclude = ['旧稿/', '草*.txt']\n")
        .with("稿/a.txt", FAULTY)
        .with("稿/草b.txt", FAULTY)
        .with("稿/旧稿/c.txt", FAULTY)
        .with("外/d.txt", FAULTY);
    let paths = |arguments: &str| {
        let ran = desk.run(&format!("check --format jsonl {arguments}"));
        let found = found(&ran);
        found
            .iter()
            .map(|it| it.split(' ').next().unwrap().trim_start_matches("./").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(paths("."), ["稿/a.txt"]);
    assert_eq!(paths("稿 外/d.txt"), ["稿/a.txt", "外/d.txt"]);
}

#[test]
fn dates_packs_and_widths_are_set() {
    let pack = "[[rule]]\nid = 'date/duration'\nlevel = 'info'\n";
    let desk = Desk::new()
        .with("甲/heshu.toml", "packs = ['规则.toml']\ndate = '2024-03-05'\n[widths]\nabout_lenient = '0.9'\nabout_strict = '0.9'\n")
        .with("甲/规则.toml", pack)
        .with("甲/a.txt", FAULTY.to_owned() + "昨日到港30吨。\n")
        .with("宽.txt", "去年有100人,今年约250人,增长50%。\n");
    let ran = desk.run("check --format jsonl 甲/a.txt");
    assert_eq!(found(&ran), ["甲/a.txt date/duration:info"], "{ran}");
    let ran = desk.run("claims --format jsonl 甲/a.txt");
    assert!(ran.out.contains("2024-03-04"), "{ran}");
    assert_eq!(
        found(&desk.run("check --format jsonl 宽.txt")).join("").matches("growth").count(),
        1
    );
    let ran = desk.run("check --format jsonl --config 甲/heshu.toml 宽.txt");
    assert_eq!(found(&ran), ["宽.txt"]);
}

#[test]
fn mistakes_are_shown_where_they_are_and_others_go_on() {
    let desk = Desk::new()
        .with("坏/heshu.toml", "[rules]\n'date/durations' = 'off'\n")
        .with("坏/a.txt", FAULTY)
        .with("坏/b.txt", FAULTY)
        .with("错/heshu.toml", "excludes = ['*.md']\n")
        .with("错/c.txt", FAULTY)
        .with("好.txt", FAULTY);
    let ran = desk.run("check --format jsonl 坏 错 好.txt");
    assert_eq!((ran.status, found(&ran)), (2, vec!["好.txt date/duration:error".to_owned()]));
    let folder = std::fs::canonicalize(desk.path("")).unwrap().display().to_string();
    assert_snapshot!(ran.err.replace(&format!("{folder}/"), ""), @r"
     错误 配置文件 坏/heshu.toml 有误:没有 date/durations 这条或这组规则
      ╭─[坏/heshu.toml:2:1]
    1 │ [rules]
    2 │ 'date/durations' = 'off'
      · ────────┬───────
      ·         ╰── 这里
      ╰────
     帮助 是不是想写 date/duration?
     错误 配置文件 错/heshu.toml 有误:没有“excludes”这一项
      ╭─[错/heshu.toml:1:1]
    1 │ excludes = ['*.md']
      · ────┬───
      ·     ╰── 这里
      ╰────
     帮助 是不是想写 exclude?
    ");
    assert_eq!(desk.run("check --config 无.toml 好.txt").status, 2);
}

#[test]
fn the_configuration_is_shown() {
    let desk = Desk::new()
        .with("heshu.toml", "date = '2024-03-05'\n[rules]\ndate = 'off'\n")
        .with("稿/a.txt", FAULTY);
    let folder = std::fs::canonicalize(desk.path("")).unwrap().display().to_string();
    let ran = desk.run("config show 稿/a.txt");
    assert_snapshot!(ran.to_string().replace(&format!("{folder}/"), ""), @r"
    # heshu.toml
    packs = []
    enable = []
    date = '2024-03-05'
    include = []
    exclude = []

    [rules]
    'date' = 'off'

    [widths]
    about_strict = '0.10'
    about_lenient = '0.20'
    near_strict = '0.85'
    near_lenient = '0.70'
    above_strict = '2'
    ---- 0
    ");
    let ran = desk.run("config show --isolated");
    assert!(ran.out.starts_with("# 没有配置文件,一切照默认\npacks = []\n"), "{ran}");
}

/// Every command goes by the configuration of the draft, wherever it is run.
#[test]
fn the_nearest_configuration_counts_for_every_command() {
    let desk = Desk::new()
        .with("甲/heshu.toml", "[rules]\ndate = 'off'\n")
        .with("甲/a.txt", FAULTY)
        .with("甲/b.txt", FAULTY.replace("39", "30"))
        .with("乙/heshu.toml", "[rules]\ndate = 'info'\n")
        .with("乙/a.txt", FAULTY)
        .with("规则.toml", RULE.replace("trip/return", "date/trip"));
    assert_eq!(desk.run("check --diff 甲/b.txt 甲/a.txt").status, 0);
    let ran = desk.run("check --diff 甲/b.txt 乙/a.txt");
    assert!(ran.out.contains("提示 3月4日至4月2日与39天不符"), "{ran}");
    let survey = |folder: &str| {
        let ran = desk.run(&format!("rules survey --format json {folder}"));
        let run: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let rules = run["rules"].as_array().unwrap().iter();
        let infos =
            rules.filter(|rule| rule["rule"] == "date/duration").map(|it| it["infos"].clone());
        infos.collect::<Vec<_>>()
    };
    assert_eq!((survey("甲"), survey("乙")), (vec![0.into()], vec![1.into()]));
    let desk = desk
        .with("甲/c.txt", "3月5日启航,3月2日返航。")
        .with("乙/c.txt", "3月5日启航,3月2日返航。");
    let tried = |folder: &str| desk.run(&format!("rules try 规则.toml {folder}/c.txt")).out;
    assert!(tried("乙").contains("[date/trip]") && !tried("甲").contains("[date/trip]"));
    // From a folder that has another one.
    let desk =
        desk.with("甲/乙/c.txt", FAULTY).with("甲/乙/heshu.toml", "[rules]\ndate = 'info'\n");
    let ran =
        heshu(&desk.path("甲/乙")).args(["check", "-q", "../b.txt", "../a.txt"]).output().unwrap();
    assert_eq!((ran.status.code(), ran.stdout.len()), (Some(0), 0), "{ran:?}");
}

#[test]
fn the_configuration_names_the_file_of_decisions() {
    let desk = Desk::new()
        .with("heshu.toml", "decisions = '决定/全部.toml'\n")
        .with("决定/说明.txt", "")
        .with("稿/甲/a.txt", FAULTY);
    let ran = desk.run("accept 稿/甲/a.txt --reason 含停工 --on 2024-03-05");
    assert_eq!(ran.status, 0, "{ran}");
    let written = std::fs::read_to_string(desk.path("决定/全部.toml")).unwrap();
    assert!(written.contains("含停工"), "{written}");
    assert_eq!(desk.run("check --quiet 稿").to_string(), "---- 0\n");
    let ran = heshu(&desk.path("稿")).args(["check", "-q", "甲/a.txt"]).output().unwrap();
    assert_eq!((ran.status.code(), ran.stderr.len()), (Some(0), 0), "{ran:?}");
    assert!(desk.run("decisions 稿").out.contains("含停工"));
    assert!(desk.run("config show 稿").out.contains("decisions = '决定/全部.toml'\n"));
    // The command line has the last word.
    assert_eq!(desk.run("check --quiet --decisions 无.toml 稿").status, 1);
}
