//! One line a finding, for people who look through many drafts and for programs that read lines.

use std::io::{self, Write};

use crate::Report;
use crate::report::locate::Locator;
use crate::report::text::severity_name;

/// The findings of the input `name`, `路径:行:列: 级别 说明(依据) [规则]` each.
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, name: &str, report: &Report) -> io::Result<()> {
    let at = Locator::new(&report.document);
    for finding in &report.findings {
        let place = at.locate(finding.primary.span);
        let proof = match finding.proof.is_empty() {
            true => String::new(),
            false => format!("({})", finding.proof),
        };
        let line = format!(
            "{name}:{}:{}: {} {}{proof} [{}]",
            place.line,
            place.column,
            severity_name(finding.severity),
            finding.message,
            finding.rule
        );
        writeln!(out, "{}", line.replace(['\r', '\n'], " "))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::written;

    #[test]
    fn a_finding_is_one_line() {
        insta::assert_snapshot!(written(super::write), @r"
        稿/灯会 1.txt:1:4: 错误 起止日期与历时不符(3月2日至3月9日共7至8天,文中作9天) [date/duration]
        稿/灯会 1.txt:3:12: 警告 起止日期与历时不符(3月2日至3月9日共7至8天,文中作9天) [date/duration]
        ");
    }
}
