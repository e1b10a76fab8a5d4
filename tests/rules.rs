//! Every example of every rule is a test of its own.

#![allow(clippy::panic, reason = "tests fail loudly")]

use heshu::rule::compile::Rule;
use heshu::rule::example::{Example, near_miss};
use heshu::text::Draft;
use heshu::trial::{self, Trial as Outcome};
use heshu::{Checker, Keep};
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeSet;
use std::sync::Arc;

fn main() {
    let arguments = Arguments::from_args();
    let checker = match Checker::new(heshu::rule::pack::optional().map(|(_, pack)| pack)) {
        Ok(checker) => Arc::new(checker),
        Err(error) => panic!("{:?}", miette::Report::from(error)),
    };
    let mut trials = Vec::new();
    for (at, rule) in checker.rules().rules.iter().enumerate() {
        let names =
            (0..rule.ok.len()).map(|n| (true, n)).chain((0..rule.bad.len()).map(|n| (false, n)));
        for (right, number) in names {
            let checker = checker.clone();
            let name = format!("{} {} {}", rule.id, if right { "ok" } else { "bad" }, number + 1);
            trials.push(Trial::test(name, move || {
                let rule = &checker.rules().rules[at];
                let example = if right { &rule.ok[number] } else { &rule.bad[number] };
                let outcome = if right {
                    trial::ok(&checker, example)
                } else {
                    trial::bad(&checker, rule, example)
                };
                judge(&checker, rule, example, &outcome)
            }));
        }
    }
    let names: BTreeSet<Arc<str>> =
        checker.rules().rules.iter().map(|rule| Arc::clone(&rule.name)).collect();
    for name in names {
        let checker = checker.clone();
        let title = format!("{name} examples");
        trials.push(Trial::test(title, move || has_examples(checker.rules().named(&name))));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// A rule with its variants has at least four right and two wrong texts, and two of them differ in one figure.
fn has_examples<'a>(variants: impl Iterator<Item = &'a Rule>) -> Result<(), Failed> {
    let (mut ok, mut bad) = (Vec::new(), Vec::new());
    for rule in variants {
        ok.extend_from_slice(&rule.ok);
        bad.extend_from_slice(&rule.bad);
    }
    if ok.len() < 4 || bad.len() < 2 {
        return Err(format!("{} ok and {} bad; wanted are 4 and 2", ok.len(), bad.len()).into());
    }
    match near_miss(&bad, &ok) {
        Some(_) => Ok(()),
        None => Err("no ok differs from a bad in one figure".into()),
    }
}

fn judge(
    checker: &Checker,
    rule: &Rule,
    example: &Example,
    outcome: &Outcome,
) -> Result<(), Failed> {
    if outcome.is_validated() {
        return Ok(());
    }
    let draft = Draft { name: rule.id.to_string(), text: example.text.clone(), ..Draft::default() };
    let read = checker.check(draft, Keep { claims: true, verified: true, ..Keep::default() });
    let claims: Vec<String> = read
        .claims
        .iter()
        .map(|claim| {
            format!("{} {:?} {:?}", &example.text[claim.span.range()], claim.kind, claim.value)
        })
        .collect();
    Err(format!("{}\n{}\nread: {claims:#?}\n{:?}", outcome.describe(), example.text, read.summary)
        .into())
}
