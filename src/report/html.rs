//! One page for an editor's desk: the text with its figures tinted by what is known of them, the findings beside it, the
//! figures left to verify with boxes to tick, and a line to sign. It needs nothing from elsewhere, and prints.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use crate::Report;
use crate::claim::{Claim, Status};
use crate::digest::sha256;
use crate::finding::Finding;
use crate::parse::Kind;
use crate::report::checkstyle::level;
use crate::report::text::severity_name;
use crate::report::unchecked;
use crate::report::xml::Text;

/// What stands before the first draft.
pub const HEAD: &str = concat!(
    "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>核数报告</title>\n<style>\n",
    include_str!("html/page.css"),
    "</style>\n</head>\n<body>\n<p class=\"legend\">数字:<mark class=\"contradicted\">互相矛盾</mark> ",
    "<mark class=\"corroborated\">核实相符</mark> <mark class=\"unchecked\">稿内无从核对</mark></p>\n",
);
/// What stands behind the last draft.
pub const TAIL: &str = "</body>\n</html>\n";

/// The input `name` as a section; the report must have kept its claims.
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, name: &str, report: &Report) -> io::Result<()> {
    let hash = sha256(report.document.source().as_bytes());
    let page = Page { id: sha256(format!("{name}\n{hash}").as_bytes())[..8].to_owned(), report };
    let mut text = String::new();
    page.header(&mut text, name, &hash);
    text += "<div class=\"columns\">\n<div class=\"text\">\n";
    page.text(&mut text);
    text += "</div>\n<aside>\n";
    page.findings(&mut text);
    text += "</aside>\n</div>\n";
    page.silenced(&mut text);
    page.open(&mut text);
    text += "<footer>核对人 <span></span> 日期 <span></span> 责任编辑 <span></span></footer>\n</section>\n";
    out.write_all(text.as_bytes())
}

struct Page<'a> {
    /// What sets its anchors apart from those of other drafts.
    id: String,
    report: &'a Report,
}

impl Page<'_> {
    fn header(&self, out: &mut String, name: &str, hash: &str) {
        let summary = &self.report.summary;
        push(out, format_args!("<section class=\"draft\">\n<header>\n<h1>{}</h1>\n", Text(name)));
        push(
            out,
            format_args!(
                "<p>读到 {} 个数字,核实 {} 处关系;错误 {},警告 {},提示 {}</p>\n",
                summary.figures, summary.verified, summary.errors, summary.warnings, summary.infos
            ),
        );
        push(out, format_args!("<p>内容 SHA-256 <code>{hash}</code></p>\n</header>\n"));
    }

    /// The lines of the text that are not blank, with marks.
    fn text(&self, out: &mut String) {
        let document = &self.report.document;
        let title = document.title().map(|title| document.source_span(title).range());
        let (marks, notes) = (self.marks(), self.notes());
        let mut start = 0;
        for line in document.source().split_inclusive('\n') {
            let range = start..start + line.len();
            start = range.end;
            if line.trim().is_empty() {
                continue;
            }
            let is_title = title.as_ref().is_some_and(|it| range.contains(&it.start));
            let tag = if is_title { "h2" } else { "p" };
            push(out, format_args!("<{tag}>"));
            self.line(out, range, &marks, &notes);
            push(out, format_args!("</{tag}>\n"));
        }
    }

    /// A part of the text in which figures are marked, each followed by the numbers of its findings.
    fn line(
        &self,
        out: &mut String,
        range: Range<usize>,
        marks: &[(Range<usize>, Status)],
        notes: &BTreeMap<usize, Vec<usize>>,
    ) {
        let source = self.report.document.source();
        let first = marks.partition_point(|(mark, _)| mark.start < range.start);
        let mut done = range.start;
        for (mark, status) in marks[first..].iter().take_while(|(mark, _)| mark.end <= range.end) {
            self.plain(out, done..mark.start, notes);
            let class = match status {
                Status::Contradicted => "contradicted",
                Status::Corroborated => "corroborated",
                Status::Unchecked => "unchecked",
            };
            push(
                out,
                format_args!("<mark class=\"{class}\">{}</mark>", Text(&source[mark.clone()])),
            );
            self.numbers(out, mark.start + 1..mark.end + 1, notes);
            done = mark.end;
        }
        self.plain(out, done..range.end, notes);
    }

    /// Text without figures; findings may end there all the same.
    fn plain(&self, out: &mut String, range: Range<usize>, notes: &BTreeMap<usize, Vec<usize>>) {
        let text = self.report.document.source()[range.clone()].trim_end_matches(['\r', '\n']);
        push(out, format_args!("{}", Text(text)));
        self.numbers(out, range.start + 1..range.end + 1, notes);
    }

    /// The numbers of the findings whose figures end in a range.
    fn numbers(&self, out: &mut String, ends: Range<usize>, notes: &BTreeMap<usize, Vec<usize>>) {
        if ends.is_empty() {
            return;
        }
        for number in notes.range(ends).flat_map(|(_, numbers)| numbers) {
            let id = &self.id;
            push(out, format_args!("<sup><a href=\"#f{id}-{number}\">{number}</a></sup>"));
        }
    }

    /// The figures, in order, none inside another. Words such as 昨日 have nothing that could be verified.
    fn marks(&self) -> Vec<(Range<usize>, Status)> {
        let mut marks: Vec<(Range<usize>, Status)> = Vec::new();
        let states = |claim: &&Claim| {
            claim.kind != Kind::Code
                && (claim.status != Status::Unchecked || !claim.numerals.is_empty())
        };
        for claim in self.report.claims.iter().filter(states) {
            let range = claim.span.range();
            if marks.last().is_none_or(|(last, _)| last.end <= range.start) {
                marks.push((range, claim.status));
            }
        }
        marks
    }

    /// The numbers of findings by the byte at which their figures end.
    fn notes(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut notes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, finding) in self.report.findings.iter().enumerate() {
            notes.entry(finding.primary.span.range().end).or_default().push(at + 1);
        }
        notes
    }

    fn findings(&self, out: &mut String) {
        if self.report.findings.is_empty() {
            out.push_str("<p>没有发现互相矛盾的数字。</p>\n");
        }
        for (at, finding) in self.report.findings.iter().enumerate() {
            self.finding(out, at + 1, finding);
        }
    }

    fn finding(&self, out: &mut String, number: usize, finding: &Finding) {
        let (id, class) = (&self.id, level(finding.severity));
        push(
            out,
            format_args!(
                "<article class=\"finding {class}\" id=\"f{id}-{number}\">\n<h3>{number} {} {}</h3>\n",
                severity_name(finding.severity),
                Text(&finding.message)
            ),
        );
        push(out, format_args!("<p class=\"proof\">{}</p>\n", Text(&finding.proof)));
        if !finding.suggestions.is_empty() {
            out.push_str("<ul>\n");
            for suggestion in &finding.suggestions {
                push(out, format_args!("<li>{}</li>\n", Text(&suggestion.message)));
            }
            out.push_str("</ul>\n");
        }
        let (help, rule) = (Text(&finding.help), Text(&finding.rule));
        push(out, format_args!("<p>{help} <small>{rule}</small></p>\n</article>\n"));
    }

    fn silenced(&self, out: &mut String) {
        if self.report.silenced.is_empty() {
            return;
        }
        out.push_str("<section class=\"open\">\n<h2>按决定不报</h2>\n<ol>\n");
        for silenced in &self.report.silenced {
            let (what, why) = (Text(&silenced.finding.message), Text(&silenced.reason));
            push(out, format_args!("<li>{what} <small>{why}</small></li>\n"));
        }
        out.push_str("</ol>\n</section>\n");
    }

    /// The figures that are left to verify by hand.
    fn open(&self, out: &mut String) {
        let open = unchecked::open(self.report);
        if open.is_empty() {
            return;
        }
        let source = self.report.document.source();
        out.push_str("<section class=\"open\">\n<h2>要人工核对的数字</h2>\n<ol>\n");
        for unchecked::Open { claim, place, sentence, need } in open {
            let text = |from: u32, to: u32| Text(&source[from as usize..to as usize]);
            push(
                out,
                format_args!(
                    "<li><label><input type=\"checkbox\">{place} {}<mark class=\"unchecked\">{}</mark>{} \
                     <small>{}</small></label></li>\n",
                    text(sentence.start, claim.span.start),
                    text(claim.span.start, claim.span.end),
                    text(claim.span.end, sentence.end),
                    Text(need),
                ),
            );
        }
        out.push_str("</ol>\n</section>\n");
    }
}

/// Appends; writing to a string does not fail.
fn push(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(arguments);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Draft;
    use crate::{Checker, Keep};

    fn page(title: Option<&str>, text: &str) -> String {
        let draft =
            Draft { text: text.to_owned(), title: title.map(str::to_owned), ..Draft::default() };
        let keep = Keep { claims: true, ..Keep::default() };
        let report = Checker::new([]).unwrap().check(draft, keep);
        let mut out = Vec::new();
        write(&mut out, "桥<1>.txt", &report).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_draft_is_a_section() {
        let text = "老桥从3月4日动工,4月2日完工,前后用了39天。\n\n昨日量得桥长1.2公里,单价“<5元”。";
        insta::assert_snapshot!(page(Some("老桥修了39天"), text), @r##"
        <section class="draft">
        <header>
        <h1>桥&lt;1&gt;.txt</h1>
        <p>读到 7 个数字,核实 1 处关系;错误 1,警告 0,提示 0</p>
        <p>内容 SHA-256 <code>96a0c614b56a13cede6811033d7359f076c85c3ebc194826245620bc359d2a0f</code></p>
        </header>
        <div class="columns">
        <div class="text">
        <h2>老桥修了<mark class="corroborated">39天</mark></h2>
        <p>老桥从<mark class="contradicted">3月4日</mark>动工,<mark class="contradicted">4月2日</mark>完工,前后用了<mark class="contradicted">39天</mark><sup><a href="#fb5d60064-1">1</a></sup>。</p>
        <p>昨日量得桥长<mark class="unchecked">1.2公里</mark>,单价“<mark class="unchecked">&lt;5元</mark>”。</p>
        </div>
        <aside>
        <article class="finding error" id="fb5d60064-1">
        <h3>1 错误 3月4日至4月2日与39天不符</h3>
        <p class="proof">39天;3月4日至4月2日的时间=29…30</p>
        <ul>
        <li>把“39天”改为“30天”</li>
        <li>把“39天”改为“29天”</li>
        <li>把“4月2日”改为“4月12日”</li>
        <li>把“4月2日”改为“4月11日”</li>
        <li>把“3月4日”改为“2月22日”</li>
        <li>把“3月4日”改为“2月23日”</li>
        </ul>
        <p>起、止、历时三者必有一个写错 <small>date/duration</small></p>
        </article>
        </aside>
        </div>
        <section class="open">
        <h2>要人工核对的数字</h2>
        <ol>
        <li><label><input type="checkbox">第2段第1句 昨日量得桥长<mark class="unchecked">1.2公里</mark>,单价“&lt;5元”。 <small>写有这个数的出处,或者文中另一处</small></label></li>
        <li><label><input type="checkbox">第2段第1句 昨日量得桥长1.2公里,单价“<mark class="unchecked">&lt;5元</mark>”。 <small>写有这个数的出处,或者文中另一处</small></label></li>
        </ol>
        </section>
        <footer>核对人 <span></span> 日期 <span></span> 责任编辑 <span></span></footer>
        </section>
        "##);
    }

    #[test]
    fn a_draft_without_figures_says_so() {
        insta::assert_snapshot!(page(None, "无事。\r\n"), @r#"
        <section class="draft">
        <header>
        <h1>桥&lt;1&gt;.txt</h1>
        <p>读到 0 个数字,核实 0 处关系;错误 0,警告 0,提示 0</p>
        <p>内容 SHA-256 <code>da2cf083cfe6913cb9c6c7bb5cb90016328b7941b756fbb8d3940e085b33c3d7</code></p>
        </header>
        <div class="columns">
        <div class="text">
        <p>无事。</p>
        </div>
        <aside>
        <p>没有发现互相矛盾的数字。</p>
        </aside>
        </div>
        <footer>核对人 <span></span> 日期 <span></span> 责任编辑 <span></span></footer>
        </section>
        "#);
    }

    #[test]
    fn a_page_needs_nothing_from_elsewhere() {
        for from in ["http://", "https://", "url(", "@import", "<script", "src="] {
            assert!(!HEAD.contains(from), "{from}");
        }
    }
}
