//! Annotations of GitHub Actions: workflow commands, one line a finding.

use std::fmt::{self, Display, Formatter, Write as _};
use std::io::{self, Write};

use crate::Report;
use crate::finding::Severity;
use crate::report::locate::{Columns, Locator, Region};
use crate::report::uri;

/// The findings of the input `name`, `::error file=…,line=…::…` each.
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, name: &str, report: &Report) -> io::Result<()> {
    let at = Locator::new(&report.document);
    for finding in &report.findings {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let Region { start, end } = at.region(finding.primary.span, Columns::Characters);
        let file = uri::relative(name);
        write!(out, "::{level} title={},file={}", Property(&finding.rule), Property(&file))?;
        write!(out, ",line={},endLine={}", start.line, end.line)?;
        // Columns say something of one line only.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
        let message = [&*finding.message, &*finding.proof].join("\n");
        writeln!(out, "::{}", Message(message.trim_end()))?;
    }
    Ok(())
}

/// The value of a property of a command.
struct Property<'a>(&'a str);

/// What a command says.
struct Message<'a>(&'a str);

impl Display for Property<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        escape(f, self.0, &['%', '\r', '\n', ':', ','])
    }
}

impl Display for Message<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        escape(f, self.0, &['%', '\r', '\n'])
    }
}

fn escape(f: &mut Formatter<'_>, text: &str, signs: &[char]) -> fmt::Result {
    for character in text.chars() {
        match signs.contains(&character) {
            true => write!(f, "%{:02X}", character as u32)?,
            false => f.write_char(character)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Message, Property};
    use crate::report::fixture::written;

    #[test]
    fn a_finding_is_a_command() {
        insta::assert_snapshot!(written(super::write), @r"
        ::error title=date/duration,file=稿/灯会 1.txt,line=1,endLine=1,col=4,endColumn=6::起止日期与历时不符%0A3月2日至3月9日共7至8天,文中作9天
        ::warning title=date/duration,file=稿/灯会 1.txt,line=3,endLine=3,col=12,endColumn=16::起止日期与历时不符%0A3月2日至3月9日共7至8天,文中作9天
        ");
    }

    #[test]
    fn signs_of_commands_are_written_out() {
        assert_eq!(Property("5%:甲,乙").to_string(), "5%25%3A甲%2C乙");
        assert_eq!(Message("5%:甲,乙\n").to_string(), "5%25:甲,乙%0A");
    }
}
