//! Findings as people read them: drawn by miette, in Chinese, with the arithmetic below.

use std::fmt::Write as _;
use std::ops::Range;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters,
};

use crate::Report;
use crate::finding::{Finding, Label, Severity, Summary, Verified};
use crate::report::excerpt::Excerpts;
use crate::report::locate::Locator;
use crate::text::Document;

/// The findings of one document, and with `verbose` the relations that hold.
#[must_use]
pub fn report(report: &Report, verbose: bool, colored: bool) -> String {
    let mut out = String::new();
    let verified = if verbose { report.verified.as_slice() } else { &[] };
    if report.findings.is_empty() && verified.is_empty() {
        return out;
    }
    let pen = Pen::new(colored);
    let locator = Locator::new(&report.document);
    for finding in &report.findings {
        pen.finding(&mut out, &report.document, &locator, finding);
    }
    for held in verified {
        pen.verified(&mut out, &report.document, &locator, held);
    }
    out
}

/// What was done, in one line; `failed` inputs could not be read.
#[must_use]
pub fn summary(summary: &Summary, failed: usize) -> String {
    let Summary { files, figures, verified, undecided, errors, warnings, infos } = summary;
    let open: usize = undecided.values().sum();
    let mut out = format!(
        "共检查 {files} 个文件:读到 {figures} 个数字,核实 {verified} 处关系,{open} 处无法判断"
    );
    if open > 0 {
        let reasons: Vec<_> =
            undecided.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
        push(&mut out, format_args!("({})", reasons.join("、")));
    }
    push(&mut out, format_args!(";错误 {errors},警告 {warnings},提示 {infos}"));
    if failed > 0 {
        push(&mut out, format_args!(";{failed} 个输入没能检查"));
    }
    out.push('\n');
    out
}

/// A diagnostic about the run itself: its inputs, its rules.
#[must_use]
pub fn draw(diagnostic: &dyn Diagnostic, colored: bool) -> String {
    let mut out = String::new();
    let pen = Pen::new(colored);
    pen.diagnostic(&mut out, diagnostic);
    if let Some(help) = diagnostic.help() {
        pen.note(&mut out, "帮助", &help.to_string());
    }
    for related in diagnostic.related().into_iter().flatten() {
        out.push_str(&draw(related, colored));
    }
    out
}

/// Draws with or without colours.
struct Pen {
    handler: GraphicalReportHandler,
    theme: GraphicalTheme,
}

impl Pen {
    fn new(colored: bool) -> Self {
        let mut theme = match colored {
            true => GraphicalTheme::unicode(),
            false => GraphicalTheme::unicode_nocolor(),
        };
        theme.characters = ThemeCharacters {
            error: "错误".to_owned(),
            warning: "警告".to_owned(),
            advice: "提示".to_owned(),
            ..ThemeCharacters::unicode()
        };
        let handler = GraphicalReportHandler::new_themed(theme.clone())
            .with_wrap_lines(false)
            .without_syntax_highlighting();
        Self { handler, theme }
    }

    fn finding(&self, out: &mut String, document: &Document, at: &Locator<'_>, finding: &Finding) {
        let (drawn, covered) = lay_out(finding);
        let ranges: Vec<_> = drawn.iter().map(|mark| mark.range.clone()).collect();
        self.diagnostic(
            out,
            &Drawing {
                headline: format!("{} [{}]", finding.message, finding.rule),
                severity: finding.severity,
                labels: drawn.into_iter().map(Mark::into_label).collect(),
                excerpts: Excerpts::new(document, at, &ranges),
            },
        );
        for mark in covered {
            let text = &document.source()[mark.range];
            self.note(out, "其中", &format!("“{text}”{}", mark.text));
        }
        self.note(out, "依据", &finding.proof);
        for (index, suggestion) in finding.suggestions.iter().enumerate() {
            self.note(out, if index == 0 { "建议" } else { "  或" }, &suggestion.message);
        }
        self.note(out, "帮助", &finding.help);
        out.push('\n');
    }

    fn verified(&self, out: &mut String, document: &Document, at: &Locator<'_>, held: &Verified) {
        let texts: Vec<_> =
            held.spans.iter().map(|span| &document.source()[span.range()]).collect();
        let place = held.spans.first().map(|&span| at.locate(span));
        let place = place
            .map_or(String::new(), |it| format!("{}:{}:{} ", document.name(), it.line, it.column));
        let relation = format!("{place}{}\n{} [{}]", texts.join("、"), held.proof, held.rule);
        self.note(out, "核实", &relation);
    }

    /// The headline and the labelled text.
    fn diagnostic(&self, out: &mut String, diagnostic: &dyn Diagnostic) {
        // Writing to a string does not fail, and what miette cannot draw, such as a label outside its text, it says so itself.
        let _ = self.handler.render_report(out, &Headed(diagnostic));
    }

    /// A line below, if there is anything to say.
    fn note(&self, out: &mut String, head: &str, text: &str) {
        let mut lines = text.lines();
        if let Some(first) = lines.next() {
            push(out, format_args!("  {} {first}\n", self.theme.styles.help.style(head)));
        }
        for line in lines {
            push(out, format_args!("       {line}\n"));
        }
    }
}

/// A label as it is drawn.
struct Mark {
    range: Range<usize>,
    text: String,
    is_primary: bool,
}

impl Mark {
    fn into_label(self) -> LabeledSpan {
        let text = (!self.text.is_empty()).then_some(self.text);
        match self.is_primary {
            true => LabeledSpan::new_primary_with_span(text, self.range),
            false => LabeledSpan::new_with_span(text, self.range),
        }
    }
}

/// The labels to draw, in order; and those that lie around or across others, which miette would draw wrong.
fn lay_out(finding: &Finding) -> (Vec<Mark>, Vec<Mark>) {
    let mark = |label: &Label, is_primary| Mark {
        range: label.span.range(),
        text: label.label.clone(),
        is_primary,
    };
    let mut marks = vec![mark(&finding.primary, true)];
    marks.extend(finding.related.iter().map(|label| mark(label, false)));
    marks.retain(|mark| !mark.range.is_empty());
    // Shortest first: what is drawn already lies inside.
    marks.sort_by_key(|mark| (mark.range.len(), mark.range.start));
    let (mut drawn, mut covered): (Vec<Mark>, Vec<Mark>) = (Vec::new(), Vec::new());
    for mark in marks {
        let rival = drawn
            .iter_mut()
            .find(|it| it.range.start < mark.range.end && mark.range.start < it.range.end);
        match rival {
            None => drawn.push(mark),
            Some(same) if same.range == mark.range => same.join(mark),
            Some(_) => covered.push(mark),
        }
    }
    drawn.sort_by_key(|mark| mark.range.start);
    (drawn, covered)
}

impl Mark {
    /// Takes over what another label on the same span says.
    fn join(&mut self, other: Self) {
        self.is_primary |= other.is_primary;
        if !other.text.is_empty() && other.text != self.text {
            if !self.text.is_empty() {
                self.text.push(';');
            }
            self.text.push_str(&other.text);
        }
    }
}

/// A finding in miette's terms.
struct Drawing<'a> {
    headline: String,
    severity: Severity,
    labels: Vec<LabeledSpan>,
    excerpts: Excerpts<'a>,
}

impl Diagnostic for Drawing<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpts)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl std::error::Error for Drawing<'_> {}

impl std::fmt::Display for Drawing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.headline)
    }
}

impl std::fmt::Debug for Drawing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.headline)
    }
}

/// A diagnostic without what miette would word in English: help and related ones.
#[derive(Debug)]
struct Headed<'a>(&'a dyn Diagnostic);

impl Diagnostic for Headed<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        self.0.severity()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.0.labels()
    }

    fn diagnostic_source(&self) -> Option<&dyn Diagnostic> {
        self.0.diagnostic_source()
    }
}

impl std::error::Error for Headed<'_> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

impl std::fmt::Display for Headed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self.0, f)
    }
}

/// Appends; writing to a string does not fail.
fn push(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(arguments);
}
