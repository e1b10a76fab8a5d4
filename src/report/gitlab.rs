//! Code quality reports of GitLab: one array of issues.

use std::io::{self, Write};

use serde::Serialize;

use crate::Report;
use crate::decision::fingerprints;
use crate::finding::Severity;
use crate::report::locate::{Columns, Locator};
use crate::report::uri;

/// What stands before the first issue.
pub const HEAD: &str = "[\n";
/// What stands behind the last issue.
pub const TAIL: &str = "\n]\n";
/// What stands between the issues of two inputs.
pub const BETWEEN: &str = ",\n";

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// The findings of the input `name` as objects parted by [`BETWEEN`].
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, name: &str, report: &Report) -> io::Result<()> {
    let at = Locator::new(&report.document);
    let path = uri::relative(name);
    for (nth, (finding, print)) in report.findings.iter().zip(fingerprints(report)).enumerate() {
        let region = at.region(finding.primary.span, Columns::Characters);
        let issue = Issue {
            description: [&*finding.message, &*finding.proof].join(":"),
            check_name: &finding.rule,
            // One finding may stand in many files.
            fingerprint: crate::digest::sha256(format!("{path}\n{print}").as_bytes()),
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location {
                path: &path,
                lines: Lines { begin: region.start.line, end: region.end.line },
            },
        };
        out.write_all(if nth == 0 { "" } else { BETWEEN }.as_bytes())?;
        serde_json::to_writer(&mut *out, &issue)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::written;

    #[test]
    fn a_finding_is_an_issue() {
        insta::assert_snapshot!(written(super::write), @r#"
        {"description":"起止日期与历时不符:3月2日至3月9日共7至8天,文中作9天","check_name":"date/duration","fingerprint":"e51c16ab50d6100874d45c134e2031d5ae8176755a6049fccc7d38ee68aec1f6","severity":"major","location":{"path":"稿/灯会 1.txt","lines":{"begin":1,"end":1}}},
        {"description":"起止日期与历时不符:3月2日至3月9日共7至8天,文中作9天","check_name":"date/duration","fingerprint":"47eb167495b16a411ea979c1103f1dba27d7332dbb369964ebae818ad19d8afc","severity":"minor","location":{"path":"稿/灯会 1.txt","lines":{"begin":3,"end":3}}}
        "#);
    }
}
