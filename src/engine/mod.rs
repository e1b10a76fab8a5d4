//! The engine: rules × mentions → checks → findings.

mod again;
mod age;
mod almanac;
pub mod bind;
pub mod calendar;
mod check;
mod diagnose;
mod edit;
mod edition;
pub mod eval;
mod fix;
pub mod format;
pub mod list;
mod nearby;
mod pair;
pub mod restyle;
pub mod shadow;
mod solve;
mod stretch;

use std::ops::Range;

use again::Found;
pub(crate) use again::{Before, Trail};
use bind::Binding;
use check::Check;
use diagnose::Diagnosis;
use eval::Filled;
use shadow::Shadow;

use crate::Keep;
use crate::claim::Status;
use crate::finding::{Finding, RuleTally, Severity, Summary, Verified};
use crate::parse::{Kind, Mention};
use crate::rule::agenda::Bare;
use crate::rule::pack::RuleSet;
use crate::text::Document;
use crate::value::{Units, Verdict, Widths};
use jiff::civil::Date;

/// What the rules are applied to.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The text.
    pub document: &'a Document,
    /// Its mentions.
    pub mentions: &'a [Mention],
    /// The day it was published, if known.
    pub published: Option<Date>,
    /// The rules.
    pub rules: &'a RuleSet,
    /// The units.
    pub units: &'a Units,
    /// The widths of hedges.
    pub widths: &'a Widths,
}

/// What came of all checks of a document.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Contradictions, in reading order.
    pub findings: Vec<Finding>,
    /// Relations that hold, if asked for.
    pub verified: Vec<Verified>,
    /// What became of each mention.
    pub status: Vec<Status>,
    /// What became of each rule, if asked for.
    pub tallies: Vec<RuleTally>,
    /// The numbers.
    pub summary: Summary,
}

/// Applies all rules.
#[must_use]
pub fn run(case: Case<'_>, keep: Keep) -> Outcome {
    let mut run = Run::new(case, keep);
    run.stretches(None);
    run.pairs();
    run.finish().0
}

/// Applies all rules, but for those of paragraphs that were checked `before`, and leaves a trail for the next version. What
/// became of each rule is not told.
pub(crate) fn run_on(case: Case<'_>, keep: Keep, before: Option<&Before<'_>>) -> (Outcome, Trail) {
    let mut run = Run::new(case, Keep { tallies: false, ..keep });
    run.trail = Some(Trail::default());
    run.stretches(before);
    run.pairs();
    run.finish()
}

struct Run<'a> {
    case: Case<'a>,
    keep: Keep,
    outcome: Outcome,
    found: Found,
    /// What is left for the next version.
    trail: Option<Trail>,
}

impl<'a> Run<'a> {
    fn new(case: Case<'a>, keep: Keep) -> Self {
        let figures = case.mentions.iter().filter(|mention| mention.kind != Kind::Code).count();
        let summary = Summary { files: 1, figures, ..Summary::default() };
        let rules = if keep.tallies { case.rules.rules.len() } else { 0 };
        let tallies = vec![RuleTally::default(); rules];
        let outcome = Outcome { summary, tallies, ..Outcome::default() };
        Self { case, keep, outcome, found: Found::default(), trail: None }
    }

    /// Tries the rules whose pattern is a single hole on every mention: no search, and nothing allocated for
    /// a figure that is as it should be.
    fn check_bare(&mut self, bare: &[Bare], shadow: &Shadow, one: &mut Binding) {
        for token in &shadow.tokens {
            let mention = &self.case.mentions[token.what.mention as usize];
            for &Bare { rule, guard, .. } in bare.iter().filter(|bare| bare.kinds.has(token.kind)) {
                if !guard.admits(mention) {
                    let holds = guard.holds_otherwise();
                    self.tally(rule, |tally| {
                        *(if holds { &mut tally.held } else { &mut tally.aside }) += 1;
                    });
                    continue;
                }
                one.rule = rule;
                one.filled.clear();
                one.filled.push(Filled::One(token.what));
                one.matched = token.at as usize..token.at as usize + 1;
                let env = self.case.env(one, &shadow.bytes, one.matched.clone());
                let judged = self.case.rule(one);
                if !check::applies(judged, &env) {
                    self.tally(rule, |tally| tally.aside += 1);
                } else if check::verdict(judged, &env) == Verdict::Holds {
                    self.tally(rule, |tally| tally.held += 1);
                } else {
                    let sentence = check::sentence(&shadow.bytes, &one.matched);
                    self.check(one, &shadow.bytes, sentence);
                }
            }
        }
    }

    /// Whether the rule applies to what it is bound to, the sentences being `sentence` of the shadow; then what comes of
    /// it is noted.
    fn check(&mut self, binding: &Binding, shadow: &[u8], sentence: Range<usize>) -> bool {
        let (number, rule) = (binding.rule, self.case.rule(binding));
        let env = self.case.env(binding, shadow, sentence.clone());
        if !check::applies(rule, &env) || check::stands_aside(rule, &env) {
            self.tally(number, |tally| tally.aside += 1);
            return false;
        }
        let contradicts = match check::verdict(rule, &env) {
            Verdict::Undecided(why) => {
                self.found.undecided.push(why);
                self.tally(number, |tally| *tally.undecided.entry(why.reason()).or_default() += 1);
                return true;
            }
            Verdict::Holds => {
                self.tally(number, |tally| tally.held += 1);
                if binding.is_single() || !check::verifies(rule) {
                    return true;
                }
                None
            }
            Verdict::Contradicts(_) if check::speaks_of_mistake(self.case, binding, &env) => {
                self.tally(number, |tally| tally.aside += 1);
                return true;
            }
            Verdict::Contradicts(reading) => {
                let severity = diagnose::severity(self.case, binding, reading);
                self.tally(number, |tally| tally.contradicts(severity));
                Some((severity, reading))
            }
        };
        let (binding, shadow) = (binding.clone(), self.found.shadows.len());
        self.found.checks.push(Check { binding, sentence, shadow, contradicts });
        true
    }

    /// Keeps a shadow if a check was found in it.
    fn keep_shadow(&mut self, shadow: &[u8]) {
        let Found { checks, shadows, .. } = &mut self.found;
        if checks.last().is_some_and(|check| check.shadow == shadows.len()) {
            shadows.push(shadow.to_vec());
        }
    }

    /// Counts for the rule of that number, if that was asked for.
    fn tally(&mut self, rule: usize, count: impl FnOnce(&mut RuleTally)) {
        if let Some(tally) = self.outcome.tallies.get_mut(rule) {
            count(tally);
        }
    }

    fn finish(self) -> (Outcome, Trail) {
        let Self { case, keep, mut outcome, found, trail } = self;
        let Found { checks, shadows, undecided } = &found;
        let diagnosis = Diagnosis::new(case, checks, shadows);
        outcome.status = status(case.mentions.len(), checks);
        outcome.findings = diagnosis.findings();
        if keep.verified {
            outcome.verified = diagnosis.verified();
        }
        let summary = &mut outcome.summary;
        for why in undecided {
            *summary.undecided.entry(why.reason()).or_default() += 1;
        }
        summary.verified = checks.iter().filter(|check| check.contradicts.is_none()).count();
        let states = case.mentions.iter().zip(&outcome.status);
        let open =
            states.filter(|(it, status)| it.kind != Kind::Code && **status == Status::Unchecked);
        summary.unchecked = open.count();
        for finding in &outcome.findings {
            match finding.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => summary.infos += 1,
            }
        }
        (outcome, trail.map(|trail| trail.keep(found)).unwrap_or_default())
    }
}

/// What became of so many mentions.
fn status(mentions: usize, checks: &[Check]) -> Vec<Status> {
    let mut status = vec![Status::Unchecked; mentions];
    for check in checks {
        for what in check.binding.refs() {
            let status = &mut status[what.mention as usize];
            *status = match check.contradicts {
                None if *status == Status::Unchecked => Status::Corroborated,
                None => *status,
                Some(_) => Status::Contradicted,
            };
        }
    }
    status
}
