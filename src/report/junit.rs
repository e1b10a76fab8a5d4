//! JUnit's XML: an input is a suite, a finding a test that fails; an input without findings is one that passes.

use std::io::{self, Write};

use crate::Report;
use crate::report::checkstyle::level;
use crate::report::locate::Locator;
use crate::report::xml::Text;

/// What stands before the first suite.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"heshu\">\n";
/// What stands behind the last suite.
pub const TAIL: &str = "</testsuites>\n";

/// The input `name` as a `testsuite` element.
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, name: &str, report: &Report) -> io::Result<()> {
    let at = Locator::new(&report.document);
    let (name, failures) = (Text(name), report.findings.len());
    let tests = failures.max(1);
    writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    )?;
    if report.findings.is_empty() {
        writeln!(out, "    <testcase name=\"heshu\" classname=\"{name}\"/>")?;
    }
    for finding in &report.findings {
        let place = at.locate(finding.primary.span);
        let rule = Text(&finding.rule);
        let case = format!("{rule}:{}:{}", place.line, place.column);
        writeln!(out, "    <testcase name=\"{case}\" classname=\"{name}\">")?;
        writeln!(
            out,
            "      <failure type=\"{}\" message=\"{}\">{}</failure>",
            level(finding.severity),
            Text(&finding.message),
            Text(&finding.proof),
        )?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{report, written};

    #[test]
    fn a_finding_is_a_test_that_fails() {
        insta::assert_snapshot!(written(super::write), @r#"
        <testsuite name="稿/灯会 1.txt" tests="2" failures="2" errors="0">
          <testcase name="date/duration:1:4" classname="稿/灯会 1.txt">
            <failure type="error" message="起止日期与历时不符">3月2日至3月9日共7至8天,文中作9天</failure>
          </testcase>
          <testcase name="date/duration:3:12" classname="稿/灯会 1.txt">
            <failure type="warning" message="起止日期与历时不符">3月2日至3月9日共7至8天,文中作9天</failure>
          </testcase>
        </testsuite>
        "#);
    }

    #[test]
    fn an_input_without_findings_passes() {
        let mut out = Vec::new();
        super::write(&mut out, "a.txt", &report("a.txt", None, "无事。")).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        <testsuite name="a.txt" tests="1" failures="0" errors="0">
          <testcase name="heshu" classname="a.txt"/>
        </testsuite>
        "#);
    }
}
