//! What is wrong in a TOML file of ours: rules while somebody writes them, a configuration, decisions.

use std::path::Path;
use std::sync::Arc;

use gen_lsp_types::{Code, Diagnostic, DiagnosticSeverity, DiagnosticTag};
use toml::Spanned;

use crate::Checker;
use crate::decision::{Decision, Decisions};
use crate::house::today;
use crate::lsp::diagnostics::{plain, start};
use crate::lsp::newsroom::{Holds, Newsroom, Opened};
use crate::lsp::open::Open;
use crate::rule::compile::Rule;
use crate::rule::error::RuleError;
use crate::rule::model::PackFile;
use crate::trial::{self, Trial};

/// What is to be shown of the file.
pub(crate) fn diagnostics(
    open: &Open,
    newsroom: &mut Newsroom,
    opened: &Opened,
) -> Vec<Diagnostic> {
    let Some(path) = open.path.as_deref() else { return Vec::new() };
    match newsroom.holds(path) {
        Holds::Decisions => decisions(open, path),
        Holds::Configuration => {
            let (_, broken) = newsroom.setup_by(opened, Some(path.to_owned()));
            broken.iter().map(|broken| fault(open, path, broken)).collect()
        }
        Holds::Rules => rules(open, path, newsroom, opened),
    }
}

/// What is wrong with rules: the first mistake, or else the examples that fail.
fn rules(open: &Open, path: &Path, newsroom: &mut Newsroom, opened: &Opened) -> Vec<Diagnostic> {
    let folder = path.parent().unwrap_or(path);
    let (setup, broken) = newsroom.setup(opened, folder);
    if let Some(broken) = broken.filter(|broken| is_in(broken, path)) {
        return vec![fault(open, path, &broken)];
    }
    let is_ours = |rule: &Rule| Path::new(&*rule.file) == path;
    if setup.checker.rules().rules.iter().any(is_ours) {
        return examples(open, path, &setup.checker);
    }
    let looks_so = ["[[rule]]", "[[identity]]"].iter().any(|head| open.text().contains(head));
    match looks_so.then(|| newsroom.setup_with(opened, folder, path)) {
        None => Vec::new(),
        Some(Ok(setup)) => examples(open, path, &setup.checker),
        Some(Err(broken)) if is_in(&broken, path) => vec![fault(open, path, &broken)],
        Some(Err(_)) => Vec::new(),
    }
}

/// The examples of the file's rules that fail.
fn examples(open: &Open, path: &Path, checker: &Checker) -> Vec<Diagnostic> {
    // It was read before, or there would be a fault.
    let Ok(file) = toml::from_str::<PackFile>(open.text()) else { return Vec::new() };
    let mut failed = Vec::new();
    let mut tell = |at: &Spanned<String>, rule: &Rule, trial: Trial| {
        if !trial.is_validated() {
            let message = format!("这个例子没通过:{}", trial.describe());
            failed.push(Diagnostic {
                code: Some(Code::String(rule.id.to_string())),
                ..plain(open.range(at.span()), DiagnosticSeverity::Warning, message)
            });
        }
    };
    let rules = checker.rules().rules.iter().filter(|rule| Path::new(&*rule.file) == path);
    for rule in rules {
        let trials = || {
            let ok = rule.ok.iter().map(|example| trial::ok(checker, example));
            ok.chain(rule.bad.iter().map(|example| trial::bad(checker, rule, example)))
        };
        if let Some(entry) = file.rules.iter().find(|entry| **entry.id.get_ref() == *rule.id) {
            let texts = entry.ok.iter().chain(&entry.bad);
            texts.zip(trials()).for_each(|(at, trial)| tell(at, rule, trial));
        } else if let Some(line) = file.identities.iter().find(|it| is_of(rule, &it.equation)) {
            trials().for_each(|trial| tell(&line.equation, rule, trial));
        }
    }
    failed
}

/// Whether a rule was made of an equation.
fn is_of(rule: &Rule, equation: &Spanned<String>) -> bool {
    rule.id.ends_with(&format!("#{}", equation.get_ref().replace(' ', "")))
}

/// What is wrong with decisions: the first mistake, or else those whose time is over.
fn decisions(open: &Open, path: &Path) -> Vec<Diagnostic> {
    let read = match Decisions::read(&path.display().to_string(), open.text()) {
        Ok(read) => read,
        Err(broken) => return vec![fault(open, path, &Arc::new(broken.into()))],
    };
    let is_over = |it: &&Decision| it.expires.is_some_and(|last| last < today());
    let over = read.all.iter().filter(is_over);
    over.filter_map(|decision| {
        let at = open.text().find(&decision.sentence)?;
        let range = open.range(at..at + decision.sentence.len());
        Some(Diagnostic {
            tags: Some(vec![DiagnosticTag::Unnecessary]),
            ..plain(range, DiagnosticSeverity::Hint, "过了期,不再有效".to_owned())
        })
    })
    .collect()
}

/// A mistake, where it stands; at the start if it is in another file that this one names.
fn fault(open: &Open, path: &Path, broken: &miette::Report) -> Diagnostic {
    let help = broken.help().map(|help| help.to_string());
    let message = match broken.downcast_ref::<RuleError>() {
        Some(RuleError::Broken { message, .. }) if is_in(broken, path) => message.clone(),
        _ => broken.to_string(),
    };
    let message = [Some(message), help].into_iter().flatten().collect::<Vec<_>>().join("\n");
    let label = broken.labels().and_then(|mut labels| labels.next());
    let range = match label.filter(|_| is_in(broken, path)) {
        Some(at) => open.range(at.offset()..at.offset() + at.len()),
        None => start(),
    };
    plain(range, DiagnosticSeverity::Error, message)
}

/// Whether a mistake is one in this file.
pub(crate) fn is_in(broken: &miette::Report, path: &Path) -> bool {
    let label = broken.labels().and_then(|mut labels| labels.next());
    let name = label.and_then(|label| {
        let source = broken.source_code()?.read_span(label.inner(), 0, 0).ok()?;
        Some(Path::new(source.name()?) == path)
    });
    name.unwrap_or(false)
}
