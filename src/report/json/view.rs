//! The parts of the JSON output, as they are written.

use serde::Serialize;

use crate::claim::{Claim, Numeral, Status};
use crate::decision::Silenced;
use crate::finding::{Finding, Label, Severity, Suggestion, Verified};
use crate::report::locate::{Location, Locator, Part};
use crate::span::SourceSpan;

#[derive(Serialize)]
pub(super) struct FindingView<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    help: &'a str,
    proof: &'a str,
    primary: SpanView<'a>,
    related: Vec<SpanView<'a>>,
    suggestions: Vec<SuggestionView<'a>>,
}

#[derive(Serialize)]
pub(super) struct SilencedView<'a> {
    #[serde(flatten)]
    finding: FindingView<'a>,
    reason: &'a str,
}

#[derive(Serialize)]
pub(super) struct VerifiedView<'a> {
    rule: &'a str,
    proof: &'a str,
    spans: Vec<SpanView<'a>>,
}

#[derive(Serialize)]
pub(super) struct SpanView<'a> {
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    part: Option<Part>,
}

#[derive(Serialize)]
pub(super) struct SuggestionView<'a> {
    start: u32,
    end: u32,
    replacement: &'a str,
    message: &'a str,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    part: Option<Part>,
}

#[derive(Serialize)]
pub(super) struct OpenView<'a> {
    #[serde(flatten)]
    pub(super) claim: ClaimView<'a>,
    pub(super) place: &'a str,
    pub(super) sentence: &'a str,
    pub(super) need: &'static str,
}

#[derive(Serialize)]
pub(super) struct ClaimView<'a> {
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    text: &'a str,
    kind: &'static str,
    value: Option<&'a str>,
    lo: Option<&'a str>,
    hi: Option<&'a str>,
    lo_open: bool,
    hi_open: bool,
    precision: Option<&'a str>,
    unit: Option<&'a str>,
    dimension: Option<&'a str>,
    hedge: Option<&'a str>,
    subject: Option<&'a str>,
    attribute: Option<&'a str>,
    period: Option<PeriodView<'a>>,
    scope: Option<&'a str>,
    status: Status,
    numerals: Vec<NumeralView<'a>>,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    part: Option<Part>,
}

#[derive(Serialize)]
pub(super) struct PeriodView<'a> {
    start: &'a str,
    end: &'a str,
}

#[derive(Serialize)]
pub(super) struct NumeralView<'a> {
    start: u32,
    end: u32,
    value: &'a str,
}

impl<'a> FindingView<'a> {
    pub(super) fn new(finding: &'a Finding, at: &Locator<'a>) -> Self {
        let label = |label: &'a Label| SpanView::new(label.span, Some(&label.label), at);
        Self {
            rule: &finding.rule,
            severity: finding.severity,
            message: &finding.message,
            help: &finding.help,
            proof: &finding.proof,
            primary: label(&finding.primary),
            related: finding.related.iter().map(label).collect(),
            suggestions: (at.suggestions(finding))
                .map(|suggestion| SuggestionView::new(suggestion, at))
                .collect(),
        }
    }
}

impl<'a> SilencedView<'a> {
    pub(super) fn new(silenced: &'a Silenced, at: &Locator<'a>) -> Self {
        let finding = FindingView::new(&silenced.finding, at);
        Self { finding, reason: &silenced.reason }
    }
}

impl<'a> VerifiedView<'a> {
    pub(super) fn new(held: &'a Verified, at: &Locator<'a>) -> Self {
        let spans = held.spans.iter().map(|&span| SpanView::new(span, None, at)).collect();
        Self { rule: &held.rule, proof: &held.proof, spans }
    }
}

impl<'a> SpanView<'a> {
    pub(super) fn new(span: SourceSpan, label: Option<&'a str>, at: &Locator<'a>) -> Self {
        let Location { start, end, line, column, text, part } = at.locate(span);
        Self { start, end, line, column, text, label, part }
    }
}

impl<'a> SuggestionView<'a> {
    pub(super) fn new(suggestion: &'a Suggestion, at: &Locator<'a>) -> Self {
        let Location { start, end, part, .. } = at.locate(suggestion.span);
        let Suggestion { replacement, message, .. } = suggestion;
        Self { start, end, replacement, message, part }
    }
}

impl<'a> ClaimView<'a> {
    pub(super) fn new(claim: &'a Claim, at: &Locator<'a>) -> Self {
        let Location { start, end, line, column, text, part } = at.locate(claim.span);
        let numeral = |numeral: &'a Numeral| {
            let (start, end) = at.offsets(numeral.span);
            NumeralView { start, end, value: &numeral.value }
        };
        Self {
            start,
            end,
            line,
            column,
            text,
            kind: claim.kind.name(),
            value: claim.value.as_deref(),
            lo: claim.lo.as_deref(),
            hi: claim.hi.as_deref(),
            lo_open: claim.lo_open,
            hi_open: claim.hi_open,
            precision: claim.precision.as_deref(),
            unit: claim.unit.as_deref(),
            dimension: claim.dimension.as_deref(),
            hedge: claim.hedge.as_deref(),
            subject: claim.subject.as_deref(),
            attribute: claim.attribute.as_deref(),
            period: claim.period.as_ref().map(|(start, end)| PeriodView { start, end }),
            scope: claim.scope.as_deref(),
            status: claim.status,
            numerals: claim.numerals.iter().map(numeral).collect(),
            part,
        }
    }
}
