//! `heshu rules`: lists the rules, tests them by their examples, tries new ones, surveys what they do on many drafts.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use miette::IntoDiagnostic as _;
use unicode_width::UnicodeWidthStr;

use crate::cli::Ended;
use crate::cli::args::{PacksArgs, RulesVerb, SurveyArgs, TableFormat, TryArgs};
use crate::cli::input::Named;
use crate::cli::run::{Done, Sheet, Tally, run as run_over};
use crate::cli::terminal::Terminal;
use crate::finding::{RuleTally, Severity};
use crate::report::text::{self, severity_name};
use crate::report::{json, table};
use crate::rule::compile::Rule;
use crate::trial::{self, Trial};
use crate::{Checker, Keep};

pub(crate) fn run(verb: &RulesVerb, terminal: &Terminal) -> miette::Result<Ended> {
    match verb {
        RulesVerb::List(args) => list(args),
        RulesVerb::Test(args) => test(args),
        RulesVerb::Try(args) => try_out(args, terminal),
        RulesVerb::Survey(args) => survey(args, terminal),
    }
}

fn list(args: &PacksArgs) -> miette::Result<Ended> {
    let checker = super::checker(&args.packs)?;
    let rules = meant(&checker, args);
    let width = rules.iter().map(|rule| rule.id.width()).max().unwrap_or(0);
    let lines = rules.iter().map(|rule| {
        let level = severity_name(rule.level);
        format!("{:width$}  {level}  {}\n", rule.id, rule.title)
    });
    super::print(&lines.collect::<String>())?;
    Ok(Ended::Clean)
}

/// The rules whose ids are asked for.
fn meant<'a>(checker: &'a Checker, args: &PacksArgs) -> Vec<&'a Rule> {
    let asked = |rule: &&Rule| args.ids.as_ref().is_none_or(|ids| ids.is_match(&rule.id));
    checker.rules().rules.iter().filter(asked).collect()
}

fn test(args: &PacksArgs) -> miette::Result<Ended> {
    let checker = super::checker(&args.packs)?;
    let rules = meant(&checker, args);
    let (mut tried, mut failed) = (0, 0);
    let mut out = String::new();
    for rule in &rules {
        for (example, trial) in trials(&checker, rule) {
            tried += 1;
            if !trial.is_validated() {
                failed += 1;
                // Writing to a string does not fail.
                let _ = writeln!(out, "{} {}\n  {example}", rule.id, trial.describe());
            }
        }
    }
    let outcome = match failed {
        0 => "全部通过".to_owned(),
        _ => format!("{failed} 个没通过"),
    };
    let _ = writeln!(out, "{} 条规则,{tried} 个例子:{outcome}", rules.len());
    super::print(&out)?;
    Ok(if failed == 0 { Ended::Clean } else { Ended::Findings })
}

fn trials<'a>(checker: &Checker, rule: &'a Rule) -> impl Iterator<Item = (&'a str, Trial)> {
    let ok = rule.ok.iter().map(|example| (example, trial::ok(checker, example)));
    let bad = rule.bad.iter().map(|example| (example, trial::bad(checker, rule, example)));
    ok.chain(bad).map(|(example, trial)| (example.text.as_str(), trial))
}

/// Shows what the rules of one file find and what they hold to be right, of all inputs.
fn try_out(args: &TryArgs, terminal: &Terminal) -> miette::Result<Ended> {
    let mut input = args.input.clone();
    input.packs.rules.push(args.file.clone());
    let file = args.file.display().to_string();
    let checker = super::checker(&input.packs)?;
    let rules = checker.rules().rules.iter().filter(|rule| *rule.file == *file);
    let names: BTreeSet<Arc<str>> = rules.map(|rule| Arc::clone(&rule.name)).collect();
    let mut sheet = Sheet::new(String::new(), "");
    let mut tally = Tally::default();
    let written = run_over(&input, terminal, &mut sheet, &mut tally, |named, out| {
        tried(&names, terminal, named, out)
    });
    let written = written.and_then(|()| sheet.finish(&outcome(&names, &tally)));
    super::unless_reader_left(written)?;
    Ok(tally.ended(tally.worst == Some(Severity::Error)))
}

fn tried(
    names: &BTreeSet<Arc<str>>,
    terminal: &Terminal,
    Named { draft, setup, .. }: Named,
    out: &mut dyn io::Write,
) -> io::Result<Done> {
    let mut report = setup.checker.check(draft, Keep { verified: true, ..Keep::default() });
    report.findings.retain(|finding| names.contains(&finding.rule));
    report.verified.retain(|held| names.contains(&held.rule));
    out.write_all(text::report(&report, true, terminal.colored_out).as_bytes())?;
    let mut summary = report.summary;
    let count = |severity| report.findings.iter().filter(|it| it.severity == severity).count();
    summary.errors = count(Severity::Error);
    summary.warnings = count(Severity::Warning);
    summary.infos = count(Severity::Info);
    summary.verified = report.verified.len();
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    Ok(Done { summary, worst, ..Done::default() })
}

fn outcome(names: &BTreeSet<Arc<str>>, tally: &Tally) -> String {
    let summary = &tally.summary;
    let reported = summary.errors + summary.warnings + summary.infos;
    let (rules, verified, files) = (names.len(), summary.verified, summary.files);
    format!("试用 {rules} 条规则,{files} 个文件:报告 {reported} 处,核实 {verified} 处\n")
}

/// Counts by rule what became of its relations in all inputs. Which rules there are is for the configuration of each to say;
/// those of the current folder are all listed.
fn survey(args: &SurveyArgs, terminal: &Terminal) -> miette::Result<Ended> {
    let here = super::checker(&args.input.packs)?;
    let mut sheet = Sheet::new(String::new(), "");
    let mut tally = Tally::default();
    let written = run_over(&args.input, terminal, &mut sheet, &mut tally, |named, _| {
        let checker = &named.setup.checker;
        let report = checker.check(named.draft, Keep { tallies: true, ..Keep::default() });
        let ids = checker.rules().rules.iter().map(|rule| Arc::clone(&rule.id));
        let rules = ids.zip(report.tallies).filter(|(_, tally)| *tally != RuleTally::default());
        Ok(Done { summary: report.summary, rules: rules.collect(), ..Done::default() })
    });
    let ids: Vec<&str> = here.rules().rules.iter().map(|rule| &*rule.id).collect();
    let others = tally.rules.keys().map(|id| &**id).filter(|id| !ids.contains(id));
    let none = RuleTally::default();
    let row = |id| (id, tally.rules.get(id).unwrap_or(&none));
    let rows: Vec<(&str, &RuleTally)> = ids.iter().copied().chain(others).map(row).collect();
    let drawn = match args.format {
        TableFormat::Text => table::survey(&rows) + &text::summary(&tally.summary, tally.failed),
        TableFormat::Json => json::survey(&rows, &tally.summary).into_diagnostic()? + "\n",
    };
    super::unless_reader_left(written.and_then(|()| sheet.finish(&drawn)))?;
    Ok(tally.ended(false))
}
