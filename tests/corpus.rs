//! Our own drafts: what is reported of each is pinned; what is right stays unreported, and what is planted is found.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail loudly"
)]

mod common;

use std::path::Path;
use std::sync::Arc;

use common::root;
use heshu::finding::{Finding, Severity};
use heshu::report::text;
use heshu::text::Draft;
use heshu::{Checker, Keep, Report};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let checker = Arc::new(Checker::new([]).expect("the built-in rules are sound"));
    let planted = Arc::new(planted());
    let mut trials = Vec::new();
    for folder in ["faulty", "clean", "traps"] {
        for name in drafts(folder) {
            let (checker, planted) = (Arc::clone(&checker), Arc::clone(&planted));
            let title = format!("{folder}/{name}");
            let trial = move || examine(&checker, &planted, folder, &name);
            trials.push(Trial::test(title, trial));
        }
    }
    let checker = Arc::clone(&checker);
    let trial = move || {
        score(&checker, &planted);
        Ok(())
    };
    trials.push(Trial::test("planted mistakes", trial));
    libtest_mimic::run(&arguments, trials).exit();
}

/// A mistake somebody put into a faulty draft, as the corpus lists it.
struct Planted {
    file: String,
    rule: String,
    wrong: String,
}

impl Planted {
    fn is_found_by(&self, finding: &Finding, source: &str) -> bool {
        let at = source.find(&self.wrong).expect("the wrong figure stands in its draft");
        let labels = std::iter::once(&finding.primary).chain(&finding.related);
        let mut spans = labels.map(|label| label.span.range());
        finding.rule.starts_with(&self.rule)
            && is_alarm(finding)
            && spans.any(|span| span.start < at + self.wrong.len() && at < span.end)
    }
}

/// The rows of the table under "Faulty drafts".
fn planted() -> Vec<Planted> {
    let readme = std::fs::read_to_string(root().join("corpus/README.md")).unwrap();
    let table = readme.split("## Faulty drafts").nth(1).expect("there is a table");
    let table = table.split("\n## ").next().unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, file, rule, wrong, ..] = cells.as_slice() else { panic!("{row}") };
        let owned = |cell: &str| cell.trim_matches('`').to_owned();
        Planted { file: owned(file), rule: owned(rule), wrong: owned(wrong) }
    })
    .collect()
}

fn drafts(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join("corpus").join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name.ends_with(".txt")).collect();
    names.sort();
    names
}

fn check(checker: &Checker, folder: &str, name: &str) -> Report {
    let path = Path::new("corpus").join(folder).join(name);
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let draft = Draft { name: format!("{folder}/{name}"), text, ..Draft::default() };
    checker.check(draft, Keep { verified: true, ..Keep::default() })
}

fn is_alarm(finding: &Finding) -> bool {
    finding.severity > Severity::Info
}

fn examine(checker: &Checker, planted: &[Planted], folder: &str, name: &str) -> Result<(), Failed> {
    let report = check(checker, folder, name);
    let source = report.document.source();
    let mine: Vec<_> = planted.iter().filter(|it| folder == "faulty" && it.file == name).collect();
    let false_alarm = report.findings.iter().find(|finding| {
        is_alarm(finding) && !mine.iter().any(|it| it.is_found_by(finding, source))
    });
    if let Some(finding) = false_alarm {
        return Err(format!("false alarm: {finding:#?}").into());
    }
    if folder == "faulty" && !report.findings.iter().any(is_alarm) {
        return Err("nothing found".into());
    }

    let drawn = text::report(&report, true, false) + &text::summary(&report.summary, 0);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name.trim_end_matches(".txt"), drawn));
    Ok(())
}

/// Which planted mistakes are found, as a list that changes with every gain and loss.
fn score(checker: &Checker, planted: &[Planted]) {
    let mut found = 0;
    let mut lines = String::new();
    for mistake in planted {
        let report = check(checker, "faulty", &mistake.file);
        let source = report.document.source();
        let is_found = report.findings.iter().any(|it| mistake.is_found_by(it, source));
        found += usize::from(is_found);
        let Planted { file, rule, wrong } = mistake;
        lines += &format!("{} {file} {rule} {wrong}\n", if is_found { "found " } else { "missed" });
    }
    lines += &format!("{found} of {}\n", planted.len());
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("planted", lines));
}
