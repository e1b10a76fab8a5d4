//! `heshu explain`: what a rule is about, with examples.

use std::fmt::Write as _;

use crate::cli::Ended;
use crate::cli::args::ExplainArgs;
use crate::report::text::severity_name;
use crate::rule::compile::Rule;
use crate::rule::error::did_you_mean;
use crate::rule::example::Example;

pub(crate) fn run(args: &ExplainArgs) -> miette::Result<Ended> {
    let checker = super::checker(&args.packs)?;
    let all = &checker.rules().rules;
    let wanted = |rule: &&Rule| *rule.id == *args.rule || *rule.name == *args.rule;
    let rules: Vec<&Rule> = all.iter().filter(wanted).collect();
    if rules.is_empty() {
        let help = did_you_mean(&args.rule, all.iter().map(|rule| &*rule.name));
        return Err(miette::miette!(help = help, "没有规则 {}", args.rule));
    }
    let texts: Vec<String> = rules.into_iter().map(explanation).collect();
    super::print(&texts.join("\n"))?;
    Ok(Ended::Clean)
}

fn explanation(rule: &Rule) -> String {
    let mut out = format!("{} {}\n", rule.id, rule.title);
    let mut say = |head: &str, text: &str| {
        if !text.is_empty() {
            // Writing to a string does not fail.
            let _ = writeln!(out, "  {head} {text}");
        }
    };
    say("说明", &rule.why);
    say("帮助", &rule.help);
    say("级别", &format!("最重为{}", severity_name(rule.level)));
    say("出处", &rule.file);
    for example in &rule.bad {
        say("会报", &marked(example));
    }
    for example in &rule.ok {
        say("不报", &example.text);
    }
    out
}

/// The text with 【】 around the reported figure and 〔〕 around the related ones, as it stands in the rule file.
fn marked(example: &Example) -> String {
    let primary = example.primary.iter().map(|span| (span, '【', '】'));
    let related = example.related.iter().map(|span| (span, '〔', '〕'));
    let mut marks: Vec<_> = primary
        .chain(related)
        .flat_map(|(span, open, close)| [(span.start, open), (span.end, close)])
        .collect();
    marks.sort_unstable();
    let mut text = example.text.clone();
    for (at, mark) in marks.into_iter().rev() {
        text.insert(at, mark);
    }
    text
}
