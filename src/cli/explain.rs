//! `heshu explain`: what a rule is about, with a worked example.

use std::fmt::Write as _;

use crate::cli::Ended;
use crate::cli::args::ExplainArgs;
use crate::cli::terminal::Terminal;
use crate::report::text::{self, severity_name};
use crate::rule::compile::Rule;
use crate::rule::error::did_you_mean;
use crate::rule::example::{Example, near_miss};
use crate::text::Draft;
use crate::{Checker, Keep};

pub(crate) fn run(args: &ExplainArgs, terminal: &Terminal) -> miette::Result<Ended> {
    let checker = super::checker(&args.packs)?;
    let all = &checker.rules().rules;
    let wanted = |rule: &&Rule| *rule.id == *args.rule || *rule.name == *args.rule;
    let rules: Vec<&Rule> = all.iter().filter(wanted).collect();
    if rules.is_empty() {
        let help = did_you_mean(&args.rule, all.iter().map(|rule| &*rule.name));
        return Err(miette::miette!(help = help, "没有规则 {}", args.rule));
    }
    let texts: Vec<String> =
        rules.into_iter().map(|rule| explanation(&checker, rule, terminal.colored_out)).collect();
    super::print(&texts.join("\n"))?;
    Ok(Ended::Clean)
}

fn explanation(checker: &Checker, rule: &Rule, colored: bool) -> String {
    let mut out = format!("{} {}\n", rule.id, rule.title);
    say(&mut out, "说明", &rule.why);
    for finder in &rule.finders {
        say(&mut out, "找", &finder.in_words(&checker.rules().words));
    }
    say(&mut out, "帮助", &rule.help);
    say(&mut out, "级别", &format!("最重为{}", severity_name(rule.level)));
    say(&mut out, "出处", &rule.file);
    let (worked, right) = match near_miss(&rule.bad, &rule.ok) {
        Some((bad, ok)) => (Some(bad), Some(ok)),
        None => (rule.bad.first(), rule.ok.first()),
    };
    if let Some(bad) = worked {
        out.push_str("\n例如\n");
        out.push_str(&drawn(checker, rule, bad, colored));
    }
    if let Some(ok) = right {
        out.push_str("这样就对\n");
        out.push_str(&drawn(checker, rule, ok, colored));
        say(&mut out, "例句", &ok.text);
    }
    for example in rule.bad.iter().filter(|it| Some(*it) != worked) {
        say(&mut out, "会报", &example.marked());
    }
    for example in rule.ok.iter().filter(|it| Some(*it) != right) {
        say(&mut out, "不报", &example.text);
    }
    out
}

fn say(out: &mut String, head: &str, text: &str) {
    for (at, line) in text.trim().lines().enumerate() {
        let head = if at == 0 { head } else { "" };
        // Writing to a string does not fail.
        let _ = writeln!(out, "  {head} {line}");
    }
}

/// What the rule finds in an example, with its proof.
fn drawn(checker: &Checker, rule: &Rule, example: &Example, colored: bool) -> String {
    let draft = Draft { name: "例句".to_owned(), text: example.text.clone(), ..Draft::default() };
    let mut report = checker.check(draft, Keep { verified: true, ..Keep::default() });
    report.findings.retain(|finding| finding.rule == rule.name);
    report.verified.retain(|held| held.rule == rule.name);
    text::report(&report, true, colored)
}
