//! Checkstyle's XML, which many build servers read.

use std::io::{self, Write};

use crate::Report;
use crate::finding::Severity;
use crate::report::locate::Locator;
use crate::report::xml::Text;

/// What stands before the first file.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
/// What stands behind the last file.
pub const TAIL: &str = "</checkstyle>\n";

/// What a level is called by programs.
pub(super) const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The input `name` as a `file` element.
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, name: &str, report: &Report) -> io::Result<()> {
    let at = Locator::new(&report.document);
    writeln!(out, "  <file name=\"{}\">", Text(name))?;
    for finding in &report.findings {
        let place = at.locate(finding.primary.span);
        let message = [&*finding.message, &*finding.proof].join(":");
        writeln!(
            out,
            "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"{}\"/>",
            place.line,
            place.column,
            level(finding.severity),
            Text(&message),
            Text(&finding.rule),
        )?;
    }
    writeln!(out, "  </file>")
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::written;

    #[test]
    fn an_input_is_a_file() {
        insta::assert_snapshot!(written(super::write), @r#"
        <file name="稿/灯会 1.txt">
          <error line="1" column="4" severity="error" message="起止日期与历时不符:3月2日至3月9日共7至8天,文中作9天" source="date/duration"/>
          <error line="3" column="12" severity="warning" message="起止日期与历时不符:3月2日至3月9日共7至8天,文中作9天" source="date/duration"/>
        </file>
        "#);
    }
}
