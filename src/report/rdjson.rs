//! Reviewdog's diagnostics, in the form `rdjson`. Columns count bytes of UTF-8 there, and ends are exclusive.

use std::io::{self, Write};

use serde::Serialize;

use crate::Report;
use crate::finding::Severity;
use crate::report::locate::{Columns, Locator, Region};
use crate::report::uri;
use crate::span::{Place, SourceSpan};

/// What stands before the first diagnostic.
pub const HEAD: &str = "{\"source\":{\"name\":\"heshu\"},\"diagnostics\":[\n";
/// What stands behind the last diagnostic.
pub const TAIL: &str = "\n]}\n";
/// What stands between the diagnostics of two inputs.
pub const BETWEEN: &str = ",\n";

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location<'a>,
}

/// The findings of the input `name` as objects parted by [`BETWEEN`].
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, name: &str, report: &Report) -> io::Result<()> {
    let at = Locator::new(&report.document);
    let range = |span: SourceSpan| {
        let position = |Place { line, column }| Position { line, column };
        let Region { start, end } = at.region(span, Columns::Bytes);
        Range { start: position(start), end: position(end) }
    };
    let path = uri::relative(name);
    let location = |span| Location { path: &path, range: range(span) };
    for (nth, finding) in report.findings.iter().enumerate() {
        let diagnostic = Diagnostic {
            message: [&*finding.message, &*finding.proof].join("\n"),
            location: location(finding.primary.span),
            severity: match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            },
            code: Code { value: &finding.rule },
            suggestions: (at.suggestions(finding))
                .map(|it| Suggestion { range: range(it.span), text: &it.replacement })
                .collect(),
            related_locations: (finding.related.iter())
                .map(|it| Related { message: &it.label, location: location(it.span) })
                .collect(),
        };
        out.write_all(if nth == 0 { "" } else { BETWEEN }.as_bytes())?;
        serde_json::to_writer(&mut *out, &diagnostic)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::written;

    #[test]
    fn columns_count_bytes() {
        insta::assert_snapshot!(written(super::write), @r#"
        {"message":"起止日期与历时不符\n3月2日至3月9日共7至8天,文中作9天","location":{"path":"稿/灯会 1.txt","range":{"start":{"line":1,"column":10},"end":{"line":1,"column":14}}},"severity":"ERROR","code":{"value":"date/duration"},"suggestions":[{"range":{"start":{"line":1,"column":10},"end":{"line":1,"column":14}},"text":"8天"}],"related_locations":[{"message":"起","location":{"path":"稿/灯会 1.txt","range":{"start":{"line":3,"column":14},"end":{"line":3,"column":22}}}},{"message":"止","location":{"path":"稿/灯会 1.txt","range":{"start":{"line":3,"column":29},"end":{"line":3,"column":37}}}}]},
        {"message":"起止日期与历时不符\n3月2日至3月9日共7至8天,文中作9天","location":{"path":"稿/灯会 1.txt","range":{"start":{"line":3,"column":29},"end":{"line":3,"column":37}}},"severity":"WARNING","code":{"value":"date/duration"}}
        "#);
    }
}
