//! Findings as people read them: drawn by miette, in Chinese, with the arithmetic below.

use std::fmt::Write as _;
use std::ops::Range;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters,
};

use crate::Report;
use crate::finding::{Finding, Label, Severity, Summary, Verified};
use crate::report::excerpt::Excerpts;
use crate::report::foreign::Headed;
use crate::report::locate::Locator;
use crate::report::table::reasons;
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

/// Some of the findings of a document.
pub(super) fn findings<'a>(
    document: &Document,
    findings: impl Iterator<Item = &'a Finding>,
    colored: bool,
) -> String {
    let (mut out, pen, locator) = (String::new(), Pen::new(colored), Locator::new(document));
    findings.for_each(|finding| pen.finding(&mut out, document, &locator, finding));
    out
}

/// What was done, in one line; `failed` inputs could not be read.
#[must_use]
pub fn summary(summary: &Summary, failed: usize) -> String {
    let Summary { files, figures, verified, undecided, errors, warnings, infos, silenced, .. } =
        summary;
    let open: usize = undecided.values().sum();
    let mut out = format!(
        "共检查 {files} 个文件:读到 {figures} 个数字,核实 {verified} 处关系,{open} 处无法判断"
    );
    if open > 0 {
        push(&mut out, format_args!("({})", reasons(undecided)));
    }
    push(&mut out, format_args!(";错误 {errors},警告 {warnings},提示 {infos}"));
    if *silenced > 0 {
        push(&mut out, format_args!(";按决定不报 {silenced}"));
    }
    if failed > 0 {
        push(&mut out, format_args!(";{failed} 个输入没能检查"));
    }
    out.push('\n');
    out
}

/// What a level is called.
#[must_use]
pub const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Info => "提示",
    }
}

/// A diagnostic about the run itself: its inputs, its rules.
#[must_use]
pub fn draw(diagnostic: &dyn Diagnostic, colored: bool) -> String {
    let mut out = String::new();
    let pen = Pen::new(colored);
    pen.diagnostic(&mut out, &Headed::new(diagnostic));
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
            error: severity_name(Severity::Error).to_owned(),
            warning: severity_name(Severity::Warning).to_owned(),
            advice: severity_name(Severity::Info).to_owned(),
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
            self.note(out, "另见", &format!("“{text}” {}", mark.text));
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
        // Writing to a string does not fail, and of a label outside its text miette itself says so.
        let _ = self.handler.render_report(out, diagnostic);
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

/// Appends; writing to a string does not fail.
fn push(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(arguments);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::report as report_on;

    const TEXT: &str = "灯会预告\n\n灯会3月2日开幕,3月9日闭幕,前后9天。票价每张20元。";

    fn drawn(report: &Report) -> String {
        super::report(report, true, false)
    }

    #[test]
    fn a_finding_shows_its_sentence_and_its_arithmetic() {
        let mut report = report_on("灯会.txt", None, TEXT);
        let labels = [("9天", "文中作9天"), ("3月2日", "起"), ("3月9日", "止")];
        report.find(Severity::Error, &labels);
        report.suggest("9天", "8天");
        report.suggest("3月9日", "3月10日");
        insta::assert_snapshot!(drawn(&report), @r"
         错误 起止日期与历时不符 [date/duration]
          ╭─[灯会.txt:3:19]
        3 │ 灯会3月2日开幕,3月9日闭幕,前后9天。
          ·     ───┬──     ───┬──         ─┬─
          ·        │          │            ╰── 文中作9天
          ·        │          ╰── 止
          ·        ╰── 起
          ╰────
         依据 3月2日至3月9日共7至8天,文中作9天
         建议 把“9天”改为“8天”
           或 把“3月9日”改为“3月10日”
         帮助 核对起止日期和天数
        ");
    }

    #[test]
    fn labels_in_distant_sentences_get_an_excerpt_each() {
        let filler = "中间还有一句很长很长的话,说的是别的事情,和灯会毫无关系,".repeat(3);
        let text = format!("灯会3月2日开幕。{filler}说完了。闭幕在3月9日,前后9天。");
        let mut report = report_on("灯会.txt", None, &text);
        report.find(Severity::Warning, &[("9天", ""), ("3月2日", "起"), ("3月9日", "止")]);
        insta::assert_snapshot!(drawn(&report), @r"
         警告 起止日期与历时不符 [date/duration]
          ╭─[灯会.txt:1:3]
        1 │ 灯会3月2日开幕。
          ·     ───┬──
          ·        ╰── 起
          ╰────
          ╭─[灯会.txt:1:111]
        1 │ 闭幕在3月9日,前后9天。
          ·       ───┬──     ───
          ·          ╰── 止
          ╰────
         依据 3月2日至3月9日共7至8天,文中作9天
         帮助 核对起止日期和天数
        ");
    }

    #[test]
    fn a_long_sentence_is_cut_at_clauses() {
        let filler = "中间还有一段很长很长的话,说的是别的事情,".repeat(4);
        let text = format!("{filler}灯会3月2日开幕,{filler}3月9日闭幕,{filler}前后9天。");
        let mut report = report_on("灯会.txt", None, &text);
        report.find(Severity::Info, &[("9天", ""), ("3月2日", "起"), ("3月9日", "止")]);
        insta::assert_snapshot!(drawn(&report), @r"
         提示 起止日期与历时不符 [date/duration]
          ╭─[灯会.txt:1:87]
        1 │ 中间还有一段很长很长的话,说的是别的事情,灯会3月2日开幕,中间还有一段很长很长的话,说的是别的事情,
          ·                                             ───┬──
          ·                                                ╰── 起
          ╰────
          ╭─[灯会.txt:1:178]
        1 │ 中间还有一段很长很长的话,说的是别的事情,3月9日闭幕,中间还有一段很长很长的话,说的是别的事情,
          ·                                         ───┬──
          ·                                            ╰── 止
          ╰────
          ╭─[灯会.txt:1:271]
        1 │ 中间还有一段很长很长的话,说的是别的事情,前后9天。
          ·                                             ───
          ╰────
         依据 3月2日至3月9日共7至8天,文中作9天
         帮助 核对起止日期和天数
        ");
    }

    #[test]
    fn nested_labels_are_not_drawn_over_each_other() {
        let mut report = report_on("灯会.txt", None, TEXT);
        let labels = [("3月9日闭幕,前后9天", "全句"), ("9天", "天数"), ("9天", "多一天")];
        report.find(Severity::Error, &labels);
        insta::assert_snapshot!(drawn(&report), @r"
         错误 起止日期与历时不符 [date/duration]
          ╭─[灯会.txt:3:19]
        3 │ 灯会3月2日开幕,3月9日闭幕,前后9天。
          ·                               ─┬─
          ·                                ╰── 天数;多一天
          ╰────
         另见 “3月9日闭幕,前后9天” 全句
         依据 3月2日至3月9日共7至8天,文中作9天
         帮助 核对起止日期和天数
        ");
    }

    #[test]
    fn a_title_that_came_apart_is_named() {
        let mut report = report_on("a1", Some("灯会办9天"), "灯会3月2日开幕,3月9日闭幕。");
        report.find(Severity::Error, &[("9天", ""), ("3月2日", "起"), ("3月9日", "止")]);
        insta::assert_snapshot!(drawn(&report), @r"
         错误 起止日期与历时不符 [date/duration]
          ╭─[a1(标题):1:4]
        1 │ 灯会办9天
          ·       ───
          ╰────
          ╭─[a1:1:3]
        1 │ 灯会3月2日开幕,3月9日闭幕。
          ·     ───┬──     ───┬──
          ·        │          ╰── 止
          ·        ╰── 起
          ╰────
         依据 3月2日至3月9日共7至8天,文中作9天
         帮助 核对起止日期和天数
        ");
    }

    #[test]
    fn relations_that_hold_show_their_arithmetic() {
        let mut report = report_on("灯会.txt", None, TEXT);
        report.verify(&["3月2日", "3月9日"], "3月2日不晚于3月9日");
        insta::assert_snapshot!(drawn(&report), @r"
        核实 灯会.txt:3:3 3月2日、3月9日
             3月2日不晚于3月9日 [date/duration]
        ");
        assert_eq!(super::report(&report, false, false), "");
    }

    #[derive(Debug, thiserror::Error, Diagnostic)]
    #[error("文件有误")]
    #[diagnostic(code("not::shown"), help("改一改"))]
    struct Wrong {
        #[source_code]
        file: miette::NamedSource<&'static str>,
        #[label("这里")]
        at: miette::SourceSpan,
    }

    #[test]
    fn what_is_wrong_with_the_run_is_drawn_too() {
        let text = "首行\n第二行有错\n末行";
        let at = text.find('错').map(|at| (at, 3)).unwrap().into();
        let wrong = Wrong { file: miette::NamedSource::new("规则.toml", text), at };
        insta::assert_snapshot!(draw(&wrong, false), @r"
         错误 文件有误
          ╭─[规则.toml:2:5]
        1 │ 首行
        2 │ 第二行有错
          ·         ─┬
          ·          ╰── 这里
        3 │ 末行
          ╰────
         帮助 改一改
        ");
    }

    #[test]
    fn the_summary_counts() {
        let mut counts = Summary { files: 3, figures: 412, verified: 37, ..Summary::default() };
        counts.undecided.insert("年份不明", 2);
        insta::assert_snapshot!(summary(&counts, 0), @"共检查 3 个文件:读到 412 个数字,核实 37 处关系,2 处无法判断(年份不明 2);错误 0,警告 0,提示 0");
        insta::assert_snapshot!(summary(&Summary::default(), 1), @"共检查 0 个文件:读到 0 个数字,核实 0 处关系,0 处无法判断;错误 0,警告 0,提示 0;1 个输入没能检查");
    }
}
