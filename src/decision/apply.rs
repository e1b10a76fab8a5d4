//! Takes from a report what has been decided.

use std::ops::Range;

use jiff::civil::Date;

use crate::Report;
use crate::claim::Status;
use crate::decision::{
    Baseline, Decision, Verdict, covers, fingerprints, ignores, is_over, wording,
};
use crate::finding::{Finding, Severity};
use crate::parse::Kind;
use crate::text::fold;

/// A finding that is not reported, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    /// The finding.
    pub finding: Finding,
    /// Why.
    pub reason: String,
    /// Whether the draft itself says so.
    pub in_draft: bool,
}

/// A decision that has no effect (any more).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// No sentence says this any more, or nothing is found there.
    Gone(Decision),
    /// Its time is over.
    Expired(Decision),
    /// A comment for a rule that finds nothing there, with its line.
    Idle(String, usize),
    /// A comment without a reason, with its line.
    Unfounded(String, usize),
}

/// What has been decided about one draft.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The decisions about it.
    pub decisions: &'a [Decision],
    /// The findings that were known, and what the draft is called among them.
    pub known: Option<(&'a Baseline, &'a str)>,
    /// The day on which decisions must still hold.
    pub today: Date,
}

/// Takes the findings that are accepted or known out of a report, and takes figures that were verified for corroborated.
/// Returns what has no effect.
pub fn apply(report: &mut Report, case: Case<'_>) -> Vec<Stale> {
    let mut stale = Vec::new();
    let mut open = Vec::new();
    for decision in case.decisions {
        match is_over(decision.expires, case.today) {
            true => stale.push(Stale::Expired(decision.clone())),
            false => open.push((decision, bare(&decision.sentence), false)),
        }
    }
    let mut comments = Vec::new();
    let written = report.document.written();
    for ignore in ignores(written) {
        let line = 1 + written[..ignore.at].matches('\n').count();
        match ignore.reason.is_empty() {
            true => stale.push(Stale::Unfounded(ignore.rule, line)),
            false => comments.push((ignore, line, false)),
        }
    }
    let known = case.known.map(|(baseline, name)| (baseline, name, fingerprints(report)));
    let is_known = |at: usize| {
        let (baseline, name, prints) = known.as_ref()?;
        baseline.contains(&((*name).to_owned(), prints.get(at)?.clone())).then_some(())
    };
    let findings = std::mem::take(&mut report.findings);
    for (at, finding) in findings.into_iter().enumerate() {
        let text = wording(&report.document, &finding);
        let accepted = open.iter_mut().find_map(|(decision, sentence, used)| {
            let Some(Verdict::Accepted { rule, reason }) = decision.verdict() else { return None };
            let fits = *sentence == text && covers(rule, &finding);
            *used |= fits;
            fits.then(|| (reason.to_owned(), false))
        });
        let place = report.document.written_span(finding.primary.span).start as usize;
        let ignored = comments.iter_mut().find_map(|(ignore, _, used)| {
            let fits = ignore.covered.contains(&place) && covers(&ignore.rule, &finding);
            *used |= fits;
            fits.then(|| (ignore.reason.clone(), true))
        });
        let listed = || is_known(at).map(|()| ("基线里已有".to_owned(), false));
        match ignored.or(accepted).or_else(listed) {
            Some((reason, in_draft)) => silence(report, Silenced { finding, reason, in_draft }),
            None => report.findings.push(finding),
        }
    }
    verify(report, &mut open);
    let idle = open.into_iter().filter(|(.., used)| !used);
    stale.extend(idle.map(|(decision, ..)| Stale::Gone(decision.clone())));
    let idle = comments.into_iter().filter(|(.., used)| !used);
    stale.extend(idle.map(|(ignore, line, _)| Stale::Idle(ignore.rule, line)));
    stale
}

fn silence(report: &mut Report, silenced: Silenced) {
    let summary = &mut report.summary;
    let count = match silenced.finding.severity {
        Severity::Error => &mut summary.errors,
        Severity::Warning => &mut summary.warnings,
        Severity::Info => &mut summary.infos,
    };
    *count = count.saturating_sub(1);
    summary.silenced += 1;
    report.silenced.push(silenced);
}

/// Takes the figures of verified sentences for corroborated.
fn verify(report: &mut Report, open: &mut [(&Decision, String, bool)]) {
    let is_verified =
        |decision: &Decision| matches!(decision.verdict(), Some(Verdict::Verified(_)));
    if !open.iter().any(|(decision, ..)| is_verified(decision)) {
        return;
    }
    let document = &report.document;
    let mut spans: Vec<Range<u32>> = Vec::new();
    for sentence in document.sentences() {
        let text = bare(&document.folded()[sentence.span.range()]);
        let verified = open.iter_mut().filter(|(decision, ..)| is_verified(decision));
        for (.., used) in verified.filter(|(_, sentence, _)| *sentence == text) {
            *used = true;
            let span = document.source_span(sentence.span);
            spans.push(span.start..span.end);
        }
    }
    for claim in &mut report.claims {
        let stands_there = |it: &Range<u32>| it.contains(&claim.span.start);
        if claim.status == Status::Unchecked && spans.iter().any(stands_there) {
            claim.status = Status::Corroborated;
            let counted = usize::from(claim.kind != Kind::Code);
            report.summary.unchecked = report.summary.unchecked.saturating_sub(counted);
        }
    }
}

/// Folded, without white space, as [`wording`] has it.
fn bare(text: &str) -> String {
    fold(text).split_whitespace().collect()
}
