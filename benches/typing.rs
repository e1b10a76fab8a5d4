//! From a keystroke to the published diagnostics: a thousand keystrokes against the real server, `cargo bench --bench typing`.

#![cfg(feature = "lsp")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench fails loudly"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use common::editor::{Editor, range, uri};
use common::{Desk, root};
use serde_json::{Value, json};

/// Keystrokes a draft.
const KEYS: usize = 1000;

/// Drafts by their characters, with the time in which 99 of 100 keystrokes must be answered.
const GOALS: [(usize, Duration); 2] =
    [(10_000, Duration::from_millis(10)), (1_000_000, Duration::from_millis(150))];

/// What somebody types at the end of the first paragraph, over and over.
const TYPED: &str = "灯会于3月2日开幕,3月9日闭幕,前后15天,每天接待2.5万人次,比去年增长8.6%。";

fn main() -> ExitCode {
    // `cargo test --benches` only wants to see it run.
    if std::env::args().any(|argument| argument == "--test") {
        return ExitCode::SUCCESS;
    }
    let kept = GOALS.map(|(characters, goal)| types(characters, goal));
    if kept.iter().all(|&kept| kept) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Types into a draft of so many characters; whether the goal was kept.
fn types(characters: usize, goal: Duration) -> bool {
    let desk = Desk::new();
    let draft = uri(&desk.path("稿件.txt"));
    let capabilities = json!({ "general": { "positionEncodings": ["utf-16"] } });
    let mut editor = Editor::started(&desk.path(""), capabilities, Value::Null);
    editor.open(&draft, &text(characters));
    editor.published(&draft, 1);
    let mut took = Vec::with_capacity(KEYS);
    let mut memory = Vec::new();
    for (key, character) in TYPED.chars().cycle().take(KEYS).enumerate() {
        let version = key as i32 + 2;
        let column = key as u32;
        let begun = Instant::now();
        editor.change(&draft, version, &range(0, column, column), &character.to_string());
        editor.published(&draft, version);
        took.push(begun.elapsed());
        if key % (KEYS / 4) == KEYS / 4 - 1 {
            memory.push(format!("{} MiB", editor.memory() >> 20));
        }
    }
    took.sort_unstable();
    let at = |percent: usize| took[KEYS * percent / 100 - 1];
    println!(
        "{characters:>9} characters: half in {:?}, 99 % in {:?} (goal {goal:?}), all in {:?}; memory {}",
        at(50),
        at(99),
        at(100),
        memory.join(", ")
    );
    editor.leave();
    at(99) <= goal
}

/// A paragraph without a figure. Our drafts are full of figures, one in ten characters; news has one in fifty.
const PLAIN: &str = "入秋以来,河口村的晒场热闹起来,家家户户忙着收割、翻晒、装袋。工人们正在加固堤坝,水泵同时作业,\
    村民老周一边说,一边把菜往车上搬。他表示,下一步要把便民服务送到田间地头,让大家少跑腿、好办事。\
    学校把食堂的账目贴在公告栏里,家长随时可以查看;这项措施推出以来,市民反应热烈,查询电话打不通。\n";

/// The right drafts of the corpus, over and over, with paragraphs between them that have no figures.
fn text(characters: usize) -> String {
    let mut drafts: Vec<_> = std::fs::read_dir(root().join("corpus/clean"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    drafts.sort();
    let drafts = drafts.iter().filter_map(|draft| std::fs::read_to_string(draft).ok());
    let drafts: String = drafts
        .map(|draft| {
            let plain = 6 * draft.chars().count() / PLAIN.chars().count();
            format!("{}\n{}", draft.trim(), PLAIN.repeat(plain))
        })
        .collect();
    let long = format!("\n{}", drafts.repeat(1 + characters / drafts.chars().count()));
    long.chars().take(characters).collect()
}
