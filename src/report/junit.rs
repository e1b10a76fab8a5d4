//! JUnit's XML: an input is a suite, a finding a test, which fails if the finding is as grave as the run was told to fail on;
//! else it passes, and says what was found. An input without findings is one test that passes.

use std::io::{self, Write};

use crate::Report;
use crate::finding::{Finding, Severity};
use crate::report::checkstyle::level;
use crate::report::locate::Locator;
use crate::report::xml::Text;

/// What stands before the first suite.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"heshu\">\n";
/// What stands behind the last suite.
pub const TAIL: &str = "</testsuites>\n";

/// The input `name` as a `testsuite` element; findings fail from `least` on, or never.
///
/// # Errors
///
/// Those of `out`.
pub fn write(
    out: &mut dyn Write,
    name: &str,
    report: &Report,
    least: Option<Severity>,
) -> io::Result<()> {
    let at = Locator::new(&report.document);
    let name = Text(name);
    let fails = |it: &&Finding| least.is_some_and(|least| it.severity >= least);
    let failures = report.findings.iter().filter(fails).count();
    let tests = report.findings.len().max(1);
    writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    )?;
    let least_name = least.map_or("never", level);
    writeln!(
        out,
        "    <properties>\n      <property name=\"fail-on\" value=\"{least_name}\"/>\n    </properties>"
    )?;
    if report.findings.is_empty() {
        writeln!(out, "    <testcase name=\"heshu\" classname=\"{name}\"/>")?;
    }
    for finding in &report.findings {
        let place = at.locate(finding.primary.span);
        let rule = Text(&finding.rule);
        let case = format!("{rule}:{}:{}", place.line, place.column);
        writeln!(out, "    <testcase name=\"{case}\" classname=\"{name}\">")?;
        let (level, message) = (level(finding.severity), Text(&finding.message));
        let proof = Text(&finding.proof);
        match fails(&finding) {
            true => writeln!(
                out,
                "      <failure type=\"{level}\" message=\"{message}\">{proof}</failure>"
            )?,
            false => {
                writeln!(out, "      <system-out>{level}: {message}: {proof}</system-out>")?;
            }
        }
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::report::fixture::{report, written};

    #[test]
    fn a_finding_that_is_grave_enough_is_a_test_that_fails() {
        insta::assert_snapshot!(written(|out, name, report| {
            super::write(out, name, report, Some(Severity::Error))
        }), @r#"
        <testsuite name="稿/灯会 1.txt" tests="2" failures="1" errors="0">
          <properties>
            <property name="fail-on" value="error"/>
          </properties>
          <testcase name="date/duration:1:4" classname="稿/灯会 1.txt">
            <failure type="error" message="起止日期与历时不符">3月2日至3月9日共7至8天,文中作9天</failure>
          </testcase>
          <testcase name="date/duration:3:12" classname="稿/灯会 1.txt">
            <system-out>warning: 起止日期与历时不符: 3月2日至3月9日共7至8天,文中作9天</system-out>
          </testcase>
        </testsuite>
        "#);
    }

    #[test]
    fn an_input_without_findings_passes() {
        let mut out = Vec::new();
        super::write(&mut out, "a.txt", &report("a.txt", None, "无事。"), None).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        <testsuite name="a.txt" tests="1" failures="0" errors="0">
          <properties>
            <property name="fail-on" value="never"/>
          </properties>
          <testcase name="heshu" classname="a.txt"/>
        </testsuite>
        "#);
    }
}
