//! The engine: rules × mentions → checks → findings.

pub mod bind;
pub mod calendar;
pub mod eval;
mod fix;
pub mod format;
pub mod list;
mod pair;
pub mod restyle;
pub mod shadow;

use bind::{Binder, Binding};
use eval::{Env, Filled};
use format::{Writer, span_of};
use shadow::{Ref, Shadow};

use crate::Keep;
use crate::claim::Status;
use crate::finding::{Finding, Label, RuleTally, Severity, Summary, Verified};
use crate::parse::{Kind, Mention};
use crate::rule::agenda::Stretch;
use crate::rule::compile::Rule;
use crate::rule::formula::Formula;
use crate::rule::model::Within;
use crate::rule::pack::RuleSet;
use crate::rule::pattern::Kinds;
use crate::text::{Document, Sentence};
use crate::value::{Reading, Truth, Units, Verdict, Widths};
use std::ops::Range;

/// What the rules are applied to.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The text.
    pub document: &'a Document,
    /// Its mentions.
    pub mentions: &'a [Mention],
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
    for stretch in Stretch::ALL {
        run.stretches(stretch);
    }
    run.pairs();
    run.finish()
}

/// Whether two sentences stand in one stretch.
fn same_stretch(stretch: Stretch, a: &Sentence, b: &Sentence) -> bool {
    match stretch {
        Stretch::Sentence => false,
        Stretch::Paragraph => a.paragraph == b.paragraph,
        Stretch::Document => true,
    }
}

struct Run<'a> {
    case: Case<'a>,
    keep: Keep,
    outcome: Outcome,
    corroborated: Vec<bool>,
}

impl<'a> Run<'a> {
    fn new(case: Case<'a>, keep: Keep) -> Self {
        let figures = case.mentions.iter().filter(|mention| mention.kind != Kind::Code).count();
        let summary = Summary { files: 1, figures, ..Summary::default() };
        let status = vec![Status::Unchecked; case.mentions.len()];
        let rules = if keep.tallies { case.rules.rules.len() } else { 0 };
        let tallies = vec![RuleTally::default(); rules];
        let outcome = Outcome { summary, status, tallies, ..Outcome::default() };
        Self { case, keep, outcome, corroborated: vec![false; case.mentions.len()] }
    }

    /// Tries the rules of one sort of stretch on every one that holds a mention.
    fn stretches(&mut self, sort: Stretch) {
        let case = self.case;
        let agenda = case.rules.agenda(sort);
        if agenda.is_empty() {
            return;
        }
        let mut one = Binding { rule: 0, filled: Vec::with_capacity(1), matched: 0..0 };
        let mut binder = Binder::new(case, agenda);
        let (mut shadow, mut bindings) = (Shadow::default(), Vec::new());
        let sentences = case.document.sentences();
        let mut first = 0;
        for stretch in sentences.chunk_by(|a, b| same_stretch(sort, a, b)) {
            let start = stretch.first().map_or(0, |sentence| sentence.span.start);
            first += ahead(&case.mentions[first..], start);
            if sort != Stretch::Sentence && !binder.may_bind(stretch, first) {
                continue;
            }
            shadow.clear();
            for sentence in stretch {
                first += ahead(&case.mentions[first..], sentence.span.start);
                let holds = case
                    .mentions
                    .get(first)
                    .is_some_and(|mention| mention.extent.start < sentence.span.end);
                if holds || sort != Stretch::Sentence {
                    shadow.push(case.document.folded(), sentence.span, case.mentions, first);
                    shadow.end_sentence();
                }
            }
            if !shadow.tokens.is_empty() {
                self.check_bare(&agenda.bare, &shadow, &mut one);
                binder.bind(&shadow, &mut bindings);
                self.check_all(&mut bindings, &shadow);
            }
        }
    }

    /// Checks the bindings of a stretch in order. Once a rule has applied to some mentions, neither it nor its variants
    /// relate two of them again.
    fn check_all(&mut self, bindings: &mut Vec<Binding>, shadow: &Shadow) {
        let rules = &self.case.rules.rules;
        let mut applied = 0;
        for at in 0..bindings.len() {
            let binding = &bindings[at];
            let name = &rules[binding.rule].name;
            let mut earlier = bindings[..applied].iter().filter(|b| rules[b.rule].name == *name);
            if !earlier.any(|other| binding.repeats(other)) && self.check(binding, shadow) {
                bindings.swap(applied, at);
                applied += 1;
            }
        }
        bindings.clear();
    }

    /// Tries the rules whose pattern is a single hole on every mention: no regular expression, and nothing allocated for
    /// a figure that is as it should be.
    fn check_bare(&mut self, bare: &[(usize, Kinds)], shadow: &Shadow, one: &mut Binding) {
        for token in &shadow.tokens {
            let kind = token.kind(self.case.mentions);
            for &(rule, _) in bare.iter().filter(|(_, kinds)| kinds.has(kind)) {
                one.rule = rule;
                one.filled.clear();
                one.filled.push(Filled::One(token.what));
                one.matched = token.at as usize..token.at as usize + 1;
                let at_its_place = one.matched.clone();
                let env = self.env(one, shadow, at_its_place);
                if !applies(&self.case.rules.rules[rule], &env) {
                    self.tally(rule, |tally| tally.aside += 1);
                } else if verdict(&self.case.rules.rules[rule], &env) == Verdict::Holds {
                    self.tally(rule, |tally| tally.held += 1);
                } else {
                    self.check(one, shadow);
                }
            }
        }
    }

    /// What the expressions of a binding see, its sentence being `sentence` of the shadow.
    fn env<'b>(&self, binding: &'b Binding, shadow: &'b Shadow, sentence: Range<usize>) -> Env<'b>
    where
        'a: 'b,
    {
        let case = self.case;
        Env {
            filled: &binding.filled,
            mentions: case.mentions,
            units: case.units,
            widths: case.widths,
            words: &case.rules.words,
            text: case.document.folded(),
            matched: &shadow.bytes[binding.matched.clone()],
            context: &shadow.bytes[sentence.start..binding.matched.end],
            sentence: &shadow.bytes[sentence],
            reading: Reading::Strict,
            printed: false,
            instead: None,
        }
    }

    /// Whether the rule applies to what it is bound to; then its verdict is kept.
    fn check(&mut self, binding: &Binding, shadow: &Shadow) -> bool {
        let (number, rule) = (binding.rule, &self.case.rules.rules[binding.rule]);
        let start = sentence_start(&shadow.bytes, binding.matched.start);
        let end = sentence_end(&shadow.bytes, binding.matched.end);
        let env = self.env(binding, shadow, start..end);
        let over_a_comma = env.matched.iter().any(|byte| matches!(byte, b',' | b';'));
        if rule.within == Within::Clause && over_a_comma || !applies(rule, &env) {
            self.tally(number, |tally| tally.aside += 1);
            return false;
        }
        self.judge(binding, &env);
        true
    }

    /// Notes what comes of a check that applies, unless the rule steps aside.
    fn judge(&mut self, binding: &Binding, env: &Env<'_>) {
        let (number, rule) = (binding.rule, &self.case.rules.rules[binding.rule]);
        if stands_aside(rule, env) {
            return self.tally(number, |tally| tally.aside += 1);
        }
        match verdict(rule, env) {
            Verdict::Holds => self.holds(rule, binding, env),
            Verdict::Contradicts(reading) => self.contradicts(rule, binding, env, reading),
            Verdict::Undecided(why) => {
                *self.outcome.summary.undecided.entry(why.reason()).or_default() += 1;
                self.tally(number, |tally| *tally.undecided.entry(why.reason()).or_default() += 1);
            }
        }
    }

    /// Counts for the rule of that number, if that was asked for.
    fn tally(&mut self, rule: usize, count: impl FnOnce(&mut RuleTally)) {
        if let Some(tally) = self.outcome.tallies.get_mut(rule) {
            count(tally);
        }
    }

    fn holds(&mut self, rule: &Rule, binding: &Binding, env: &Env<'_>) {
        self.tally(binding.rule, |tally| tally.held += 1);
        if binding.is_single() {
            return;
        }
        self.outcome.summary.verified += 1;
        for what in binding.refs() {
            self.corroborated[what.mention as usize] = true;
        }
        if self.keep.verified {
            let writer = Writer { env: *env, document: self.case.document };
            let span = |what| self.case.document.source_span(span_of(what, self.case.mentions));
            self.outcome.verified.push(Verified {
                rule: rule.name.clone(),
                spans: binding.refs().map(span).collect(),
                proof: writer.proof(rule),
            });
        }
    }

    fn contradicts(&mut self, rule: &Rule, binding: &Binding, env: &Env<'_>, reading: Reading) {
        let document = self.case.document;
        let quoted = |what: Ref| document.is_in_title_marks(span_of(what, self.case.mentions));
        if binding.refs().any(quoted) || corrects(env) {
            return self.tally(binding.rule, |tally| tally.aside += 1);
        }
        let severity = match reading {
            Reading::Lenient => Severity::Error,
            Reading::Strict => Severity::Warning,
        };
        let severity = severity.min(rule.level);
        self.tally(binding.rule, |tally| tally.contradicts(severity));
        let primary = primary(rule, binding);
        let label = |what: Ref, label: &str| Label {
            span: document.source_span(span_of(what, self.case.mentions)),
            label: label.to_owned(),
        };
        let mut related: Vec<Label> = binding
            .refs()
            .filter(|&what| what != primary)
            .map(|what| label(what, "据此推算"))
            .collect();
        related.sort_by_key(|label| label.span);
        let proof_env = Env { reading, ..*env };
        let writer = Writer { env: proof_env, document };
        let finding = Finding {
            rule: rule.name.clone(),
            severity,
            message: writer.template(&rule.say),
            help: rule.help.clone(),
            proof: writer.proof(rule),
            primary: label(primary, &rule.title),
            related,
            suggestions: fix::suggestions(rule, &Writer { env: *env, document }),
        };
        for what in binding.refs() {
            self.outcome.status[what.mention as usize] = Status::Contradicted;
        }
        self.outcome.findings.push(finding);
    }

    fn finish(mut self) -> Outcome {
        let Outcome { findings, verified, status, summary, .. } = &mut self.outcome;
        findings.sort_by(|a, b| {
            let key =
                |finding: &Finding| (finding.primary.span, std::cmp::Reverse(finding.severity));
            key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
        });
        findings.dedup_by(|later, earlier| {
            later.rule == earlier.rule && later.primary.span == earlier.primary.span
        });
        verified.sort_by(|a, b| a.spans.cmp(&b.spans).then_with(|| a.rule.cmp(&b.rule)));
        for finding in findings.iter() {
            match finding.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => summary.infos += 1,
            }
        }
        for (status, _) in
            status.iter_mut().zip(&self.corroborated).filter(|(_, corroborated)| **corroborated)
        {
            if *status == Status::Unchecked {
                *status = Status::Corroborated;
            }
        }
        self.outcome
    }
}

/// The word set of corrections and quoted mistakes: a sentence with one of them says what was wrong elsewhere.
const CORRECTION: &str = "correction";

/// Whether an antipattern of the rule stands in the sentences of the match.
fn stands_aside(rule: &Rule, env: &Env<'_>) -> bool {
    rule.not.iter().any(|antipattern| antipattern.stands_in(env.sentence, env.words))
}

/// Whether the sentence of a check speaks of a mistake.
fn corrects(env: &Env<'_>) -> bool {
    let words = env.words.of(CORRECTION);
    words.iter().any(|word| memchr::memmem::find(env.sentence, word.as_bytes()).is_some())
}

/// How many of `mentions` begin before `start`.
fn ahead(mentions: &[Mention], start: u32) -> usize {
    mentions.iter().take_while(|mention| mention.extent.start < start).count()
}

fn sentence_end(shadow: &[u8], at: usize) -> usize {
    memchr::memchr(crate::rule::finder::BREAK, &shadow[at..])
        .map_or(shadow.len(), |found| at + found)
}

fn sentence_start(shadow: &[u8], at: usize) -> usize {
    memchr::memrchr(crate::rule::finder::BREAK, &shadow[..at]).map_or(0, |found| found + 1)
}

fn applies(rule: &Rule, env: &Env<'_>) -> bool {
    rule.condition
        .as_ref()
        .is_none_or(|condition| env.truth(condition).is_ok_and(Truth::is_possible))
}

fn verdict(rule: &Rule, env: &Env<'_>) -> Verdict {
    match env.truth(&rule.require) {
        Err(why) => Verdict::Undecided(why),
        Ok(truth) if truth.is_possible() => Verdict::Holds,
        Ok(_) => match (Env { reading: Reading::Lenient, ..*env }).truth(&rule.require) {
            Err(why) => Verdict::Undecided(why),
            Ok(Truth::Never) => Verdict::Contradicts(Reading::Lenient),
            Ok(_) => Verdict::Contradicts(Reading::Strict),
        },
    }
}

/// The figure to report: the first one that `require` names, conditions aside.
fn primary(rule: &Rule, binding: &Binding) -> Ref {
    let mut judged = &rule.require;
    while let Formula::If(parts) = judged {
        judged = &parts[1];
    }
    let filled = judged.holes().first().map_or(&binding.filled[0], |&hole| &binding.filled[hole]);
    match filled {
        Filled::One(one) => *one,
        Filled::List(list) => list.items[0],
    }
}
