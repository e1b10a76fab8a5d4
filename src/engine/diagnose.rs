//! From checks to findings: what is reported, how grave it is, and what would settle it.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Case;
use super::bind::Binding;
use super::check::{Check, primary};
use super::eval::Env;
use super::fix::{Mender, Remedy};
use super::format::{Writer, span_of};
use super::shadow::Ref;
use crate::finding::{Finding, Label, Severity, Verified};
use crate::span::SourceSpan;
use crate::value::Reading;

/// How grave a contradiction is.
///
/// An error if it stands under every fair reading, a warning if only under the strict one. What stands in the title is
/// one level graver. Figures of different utterances, or of an utterance and the text around it, are one level lighter:
/// two speakers may differ. A speaker whose own figures contradict each other is as wrong as a reporter. A rule may cap
/// the level.
pub(super) fn severity(case: Case<'_>, binding: &Binding, reading: Reading) -> Severity {
    let rule = case.rule(binding);
    let by_arithmetic = match reading {
        Reading::Lenient => Severity::Error,
        Reading::Strict => Severity::Warning,
    };
    let span = |what: Ref| span_of(what, case.mentions);
    let in_title =
        case.document.title().is_some_and(|it| it.contains(span(primary(rule, binding))));
    let mut utterances = binding.refs().map(|what| case.document.quotation(span(what)));
    let first = utterances.next();
    let level = if in_title { by_arithmetic.graver() } else { by_arithmetic };
    let level = if utterances.any(|it| Some(it) != first) { level.lighter() } else { level };
    level.min(rule.level)
}

/// What is said of figures beside the one that is reported.
const DERIVED: &str = "据此推算";

/// The same where nothing tells which of two is wrong.
const AS_SUSPECT: &str = "两处同样可疑";

/// A contradiction with the changes that would settle it.
struct Wrong {
    /// The number of its check.
    at: usize,
    severity: Severity,
    reading: Reading,
    /// The likeliest first.
    remedies: Vec<Remedy>,
}

impl Wrong {
    /// The other contradictions that its likeliest remedy settles too.
    fn settles(&self) -> &[usize] {
        self.remedies.first().map_or(&[], |it| &it.settles)
    }
}

/// The decided checks of a document, to be put into words.
pub(super) struct Diagnosis<'a> {
    case: Case<'a>,
    checks: &'a [Check],
    shadows: &'a [Vec<u8>],
    /// Figures with the numbers of the checks that name them, sorted; put together when first needed.
    named: OnceCell<Vec<(Ref, usize)>>,
}

impl<'a> Diagnosis<'a> {
    pub(super) const fn new(case: Case<'a>, checks: &'a [Check], shadows: &'a [Vec<u8>]) -> Self {
        Self { case, checks, shadows, named: OnceCell::new() }
    }

    /// Those that contradict, in reading order; of one figure, one rule is reported once.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let wrong = self.checks.iter().enumerate();
        let wrong: Vec<_> = wrong.filter_map(|(at, it)| Some((at, it.contradicts?))).collect();
        if wrong.is_empty() {
            return Vec::new();
        }
        let mender = Mender::new(self.case, self.checks, self.shadows);
        let mend = |(at, (severity, reading))| Wrong {
            at,
            severity,
            reading,
            remedies: mender.remedies(at),
        };
        let mut open: BTreeMap<usize, Wrong> =
            wrong.into_iter().map(mend).map(|it| (it.at, it)).collect();
        // Those first of which one change settles most.
        let mut order: Vec<_> = open
            .values()
            .map(|it| {
                let name = &*self.case.rule(&self.checks[it.at].binding).name;
                (Reverse(it.settles().len()), Reverse(it.severity), name, it.at)
            })
            .collect();
        order.sort_unstable();
        let mut findings = Vec::new();
        for (.., at) in order {
            let Some(first) = open.remove(&at) else { continue };
            let settled = first.settles().iter().filter(|&&other| !self.is_same(at, other));
            let too = settled.filter_map(|other| open.remove(other)).collect();
            findings.push(self.one_finding(first, too));
        }
        findings.sort_by(|a, b| {
            let key =
                |finding: &Finding| (finding.primary.span, std::cmp::Reverse(finding.severity));
            key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
        });
        findings.dedup_by(|later, earlier| {
            let same = later.rule == earlier.rule && later.primary.span == earlier.primary.span;
            if same && earlier.related.len() == 1 {
                // One figure against several: they stand together.
                let more = later.related.drain(..).filter(|it| !earlier.related.contains(it));
                earlier.related.extend(more.collect::<Vec<_>>());
            }
            same
        });
        without_repeats(findings)
    }

    /// Whether two checks tell of the same figures, or one of some of them: the same relation, under another rule.
    fn is_same(&self, one: usize, other: usize) -> bool {
        let refs = |at: usize| self.checks[at].binding.refs();
        let within = |a: usize, b: usize| refs(a).all(|it| refs(b).any(|other| other == it));
        within(one, other) || within(other, one)
    }

    /// The finding for a contradiction and others that the same change settles.
    fn one_finding(&self, first: Wrong, too: Vec<Wrong>) -> Finding {
        let check = &self.checks[first.at];
        let culprit = first.remedies.first().filter(|_| !too.is_empty()).map(|it| it.mention);
        let mut finding = self.finding(check, first.reading, culprit);
        finding.severity = too.iter().map(|it| it.severity).fold(first.severity, Ord::max);
        for other in too {
            let other = self.finding(&self.checks[other.at], other.reading, culprit);
            let more = other.related.into_iter().chain([other.primary]);
            for label in more {
                let is_new = |it: &Label| it.span != label.span;
                if is_new(&finding.primary) && finding.related.iter().all(is_new) {
                    finding.related.push(Label { label: DERIVED.to_owned(), ..label });
                }
            }
            if !finding.proof.contains(&other.proof) {
                finding.proof = format!("{}\n{}", finding.proof, other.proof);
            }
        }
        finding.related.sort_by_key(|label| label.span);
        finding.suggestions = first.remedies.into_iter().map(|it| it.suggestion).collect();
        finding
    }

    /// The figure of a check that is reported. Of claims that should be one, the one that most contradictions name and
    /// the fewest relations that hold; of others, the one that the rule names first.
    fn suspect(&self, check: &Check) -> Ref {
        let rule = self.case.rule(&check.binding);
        let first = primary(rule, &check.binding);
        if rule.same.is_empty() {
            return first;
        }
        let blame = |what: &Ref| (self.blame(*what), *what != first, *what);
        check.binding.refs().min_by_key(blame).unwrap_or(first)
    }

    /// How many contradictions name a figure, and how many relations that hold: the less, the more suspect.
    fn blame(&self, what: Ref) -> (Reverse<usize>, usize) {
        let named = self.named.get_or_init(|| {
            let checks = self.checks.iter().enumerate();
            let mut named: Vec<(Ref, usize)> =
                checks.flat_map(|(at, it)| it.binding.refs().map(move |what| (what, at))).collect();
            named.sort_unstable();
            named.dedup();
            named
        });
        let from = named.partition_point(|&(other, _)| other < what);
        let of_it = named[from..].iter().take_while(|&&(other, _)| other == what);
        let wrong = |&&(_, at): &&(Ref, usize)| self.checks[at].contradicts.is_some();
        let all = of_it.clone().count();
        let contradictions = of_it.filter(wrong).count();
        (Reverse(contradictions), all - contradictions)
    }

    /// Whether the figures of a check should be one, and nothing tells which of them is wrong.
    fn is_doubtful(&self, check: &Check) -> bool {
        let mut blames = check.binding.refs().map(|what| self.blame(what));
        let first = blames.next();
        let pair =
            self.case.rule(&check.binding).same.len() == 1 && check.binding.filled.len() == 2;
        pair && blames.all(|it| Some(it) == first)
    }

    /// Those that hold, in reading order.
    pub(super) fn verified(&self) -> Vec<Verified> {
        let held = self.checks.iter().filter(|check| check.contradicts.is_none());
        let mut verified: Vec<Verified> = held.map(|check| self.held(check)).collect();
        verified.sort_by(|a, b| a.spans.cmp(&b.spans).then_with(|| a.rule.cmp(&b.rule)));
        verified
    }

    fn writer(&self, check: &'a Check, reading: Reading) -> Writer<'a> {
        let shadow = &self.shadows[check.shadow];
        let env = self.case.env(&check.binding, shadow, check.sentence.clone());
        Writer { env: Env { reading, ..env }, document: self.case.document }
    }

    fn label(&self, what: Ref, label: &str) -> Label {
        let span = self.case.document.source_span(span_of(what, self.case.mentions));
        Label { span, label: label.to_owned() }
    }

    /// The finding of a check; `culprit` is the figure to blame, if that is known.
    fn finding(&self, check: &'a Check, reading: Reading, culprit: Option<u32>) -> Finding {
        let rule = self.case.rule(&check.binding);
        let writer = self.writer(check, reading);
        let blamed = check.binding.refs().find(|what| Some(what.mention) == culprit);
        let primary = blamed.unwrap_or_else(|| self.suspect(check));
        let others = check.binding.refs().filter(|&what| what != primary);
        let is_doubtful = culprit.is_none() && self.is_doubtful(check);
        let beside = if is_doubtful { AS_SUSPECT } else { DERIVED };
        let mut related: Vec<Label> = others.map(|what| self.label(what, beside)).collect();
        related.sort_by_key(|label| label.span);
        Finding {
            rule: rule.name.clone(),
            severity: rule.level,
            message: writer.template(&rule.say),
            help: rule.help.clone(),
            proof: writer.proof(rule),
            primary: self.label(primary, &rule.title),
            related,
            suggestions: Vec::new(),
        }
    }

    fn held(&self, check: &'a Check) -> Verified {
        let rule = self.case.rule(&check.binding);
        let span = |what| self.case.document.source_span(span_of(what, self.case.mentions));
        Verified {
            rule: rule.name.clone(),
            spans: check.binding.refs().map(span).collect(),
            proof: self.writer(check, Reading::Strict).proof(rule),
        }
    }
}

/// So many findings before and behind one may tell the same.
const NEAR: usize = 8;

/// The findings without those whose figures all stand in another that is as grave: two rules tell one mistake.
fn without_repeats(findings: Vec<Finding>) -> Vec<Finding> {
    let figures = |finding: &Finding| -> Vec<SourceSpan> {
        [&finding.primary].into_iter().chain(&finding.related).map(|label| label.span).collect()
    };
    let all: Vec<Vec<SourceSpan>> = findings.iter().map(figures).collect();
    let repeats = |at: usize| {
        let more = |other: usize| {
            let (mine, theirs) = (&all[at], &all[other]);
            let inside = mine.iter().all(|span| theirs.contains(span));
            // Of two that name the same figures, the first stays.
            let is_less = mine.len() < theirs.len() || mine.len() == theirs.len() && other < at;
            mine.len() > 2 && inside && is_less && findings[other].severity >= findings[at].severity
        };
        // They begin with the same figure, so they are near each other.
        (at.saturating_sub(NEAR)..all.len().min(at + NEAR + 1)).any(more)
    };
    let kept: Vec<bool> = (0..findings.len()).map(|at| !repeats(at)).collect();
    findings.into_iter().zip(kept).filter_map(|(finding, keep)| keep.then_some(finding)).collect()
}
