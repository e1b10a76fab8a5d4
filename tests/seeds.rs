//! Five published articles beside the project, when they are there: nothing is wrong in them, and what is made wrong is found.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail loudly"
)]

mod common;

use std::path::{Path, PathBuf};

use common::root;
use heshu::finding::{Finding, Severity};
use heshu::text::Draft;
use heshu::{Checker, Keep, Report};

/// The articles, or none with a word on it.
fn seeds() -> Vec<(PathBuf, String)> {
    let folder = root().join("../shared/seeds");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: there is no {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let text = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
    paths.into_iter().map(|path| (path.clone(), text(&path))).collect()
}

/// The article that holds `words`, and only once.
fn seed_with(words: &str) -> Option<(PathBuf, String)> {
    let mut seeds = seeds();
    seeds.retain(|(_, text)| text.contains(words));
    let seed = seeds.into_iter().next()?;
    assert_eq!(seed.1.matches(words).count(), 1);
    Some(seed)
}

fn check(path: &Path, text: &str) -> Report {
    let checker = Checker::new([]).expect("the built-in rules are sound");
    let draft =
        Draft { name: path.display().to_string(), text: text.to_owned(), ..Draft::default() };
    checker.check(draft, Keep { verified: true, claims: true, ..Keep::default() })
}

fn only_error(report: &Report) -> &Finding {
    match report.findings.as_slice() {
        [finding] if finding.severity == Severity::Error => finding,
        findings => panic!("wanted one error: {findings:#?}"),
    }
}

fn labelled<'a>(report: &'a Report, finding: &Finding) -> Vec<&'a str> {
    let labels = std::iter::once(&finding.primary).chain(&finding.related);
    labels.map(|label| &report.document.source()[label.span.range()]).collect()
}

#[test]
fn nothing_is_found_in_them() {
    for (path, text) in seeds() {
        let report = check(&path, &text);
        assert!(report.findings.is_empty(), "{}: {:#?}", path.display(), report.findings);
        assert!(report.summary.figures > 0, "{}", path.display());
    }
}

#[test]
fn the_duration_of_the_first_is_verified() {
    let Some((path, text)) = seed_with("用了45天") else { return };
    let report = check(&path, &text);
    let source = report.document.source();
    let is_duration = |span: &heshu::span::SourceSpan| &source[span.range()] == "45天";
    assert!(
        report.verified.iter().any(|held| held.spans.iter().any(is_duration)),
        "{:#?}",
        report.verified
    );
}

#[test]
fn a_wrong_duration_is_proved() {
    let Some((path, text)) = seed_with("用了45天") else { return };
    let report = check(&path, &text.replace("用了45天", "用了54天"));
    let finding = only_error(&report);
    let labels = labelled(&report, finding);
    for figure in ["9月17日", "10月31日", "54天"] {
        assert!(labels.contains(&figure), "{figure} is not labelled: {labels:?}");
    }
    assert!(finding.proof.contains("44") && finding.proof.contains("45"), "{}", finding.proof);
    let source = report.document.source();
    let mended: Vec<&str> = finding.suggestions.iter().map(|it| &source[it.span.range()]).collect();
    assert!(mended.iter().any(|text| text.contains("54")), "{mended:?}");
    assert!(mended.iter().any(|text| text.contains('月')), "{mended:?}");
}

#[test]
fn a_weekday_beside_a_date_is_checked() {
    let Some((path, text)) = seed_with("4月5日,濰坊市") else { return };
    let with = |weekday: &str| text.replace("4月5日,濰坊市", &format!("4月5日({weekday}),濰坊市"));
    let right = check(&path, &with("星期五"));
    assert!(right.findings.is_empty(), "{:#?}", right.findings);
    let report = check(&path, &with("星期四"));
    let labels = labelled(&report, only_error(&report));
    assert!(labels.contains(&"星期四") && labels.contains(&"4月5日"), "{labels:?}");
}
