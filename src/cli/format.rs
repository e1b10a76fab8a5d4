//! The formats of `heshu check`: what each writes of an input, and around and between the inputs.

use std::io::{self, Write};

use miette::IntoDiagnostic as _;

use crate::cli::args::{Format, PackArgs};
use crate::cli::run::Sheet;
use crate::finding::{Severity, Summary};
use crate::report::json::{self, Extra, Key};
use crate::report::sarif::{self, RuleCard};
use crate::report::score::Score;
use crate::report::{checkstyle, compact, github, gitlab, html, junit, rdjson, text};
use crate::{Checker, Report};

impl Format {
    /// A sheet for the format; one that lists the rules loads them from `packs`.
    pub(crate) fn sheet(self, packs: &PackArgs) -> miette::Result<Sheet> {
        let (head, between) = match self {
            Self::Text | Self::Compact | Self::Jsonl | Self::Github => ("", ""),
            Self::Json => (json::HEAD, ","),
            Self::Sarif => {
                let checker = super::checker(packs)?;
                let head = sarif::head(cards(&checker)).into_diagnostic()?;
                return Ok(Sheet::new(head, sarif::BETWEEN));
            }
            Self::Gitlab => (gitlab::HEAD, gitlab::BETWEEN),
            Self::Checkstyle => (checkstyle::HEAD, ""),
            Self::Junit => (junit::HEAD, ""),
            Self::Rdjson => (rdjson::HEAD, rdjson::BETWEEN),
            Self::Html => (html::HEAD, ""),
        };
        Ok(Sheet::new(head.to_owned(), between))
    }

    /// What comes after all inputs.
    pub(crate) fn tail(self, summary: &Summary, score: Option<Score>) -> io::Result<String> {
        Ok(match self {
            Self::Text | Self::Compact | Self::Jsonl | Self::Github => String::new(),
            Self::Json => json::tail(Some(summary), score)?,
            Self::Sarif => sarif::TAIL.to_owned(),
            Self::Gitlab => gitlab::TAIL.to_owned(),
            Self::Checkstyle => checkstyle::TAIL.to_owned(),
            Self::Junit => junit::TAIL.to_owned(),
            Self::Rdjson => rdjson::TAIL.to_owned(),
            Self::Html => html::TAIL.to_owned(),
        })
    }

    /// Writes what came of one input; what is `extra` in the formats that have a place for it, and in those of tests which
    /// findings fail: from `least` on, or none.
    pub(crate) fn write(
        self,
        out: &mut dyn Write,
        key: &Key,
        report: &Report,
        extra: Extra,
        colored: bool,
        least: Option<Severity>,
    ) -> io::Result<()> {
        let name = key.to_string();
        match self {
            Self::Text => out.write_all(text::report(report, extra.verified, colored).as_bytes()),
            Self::Json => Ok(json::write_findings(out, key, report, extra)?),
            Self::Jsonl => {
                json::write_findings(&mut *out, key, report, extra)?;
                out.write_all(b"\n")
            }
            Self::Compact => compact::write(out, &name, report),
            Self::Sarif => sarif::write(out, &name, report),
            Self::Github => github::write(out, &name, report),
            Self::Gitlab => gitlab::write(out, &name, report),
            Self::Checkstyle => checkstyle::write(out, &name, report),
            Self::Junit => junit::write(out, &name, report, least),
            Self::Rdjson => rdjson::write(out, &name, report),
            Self::Html => html::write(out, &name, report),
        }
    }
}

/// The rules by the names that findings carry: of the variants of a rule the first.
fn cards(checker: &Checker) -> impl Iterator<Item = RuleCard<'_>> {
    let mut named = std::collections::HashSet::new();
    let rules = checker.rules().rules.iter().filter(move |rule| named.insert(&*rule.name));
    rules.map(|rule| RuleCard {
        id: &rule.name,
        title: &rule.title,
        why: &rule.why,
        help: &rule.help,
        level: rule.level,
    })
}
