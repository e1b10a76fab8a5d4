//! The values that options can have.

use std::num::NonZeroUsize;

use clap::ValueEnum;
use jiff::civil::DateTime;

use crate::finding::Severity;
use crate::source::Encoding;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    Text,
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Json,
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Jsonl,
    Compact,
    Sarif,
    Github,
    Gitlab,
    Checkstyle,
    Junit,
    Rdjson,
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The least level that fails.
    pub(crate) fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }

    /// Whether a run whose gravest finding is `worst` has failed.
    pub(crate) fn fails(self, worst: Option<Severity>) -> bool {
        self.least().is_some_and(|least| worst >= Some(least))
    }
}

pub(super) fn parse_date(text: &str) -> Result<DateTime, String> {
    crate::source::parse_date(text).ok_or_else(|| "要写成 2024-03-05 的样子".to_owned())
}

pub(super) fn parse_encoding(text: &str) -> Result<&'static Encoding, &'static str> {
    Encoding::for_label_no_replacement(text.as_bytes())
        .ok_or("常用的有 utf-8、gb18030、gbk、big5、utf-16le、utf-16be")
}

/// The name of a pack that is there to be enabled.
pub(super) fn parse_optional(text: &str) -> Result<String, String> {
    let mut names = crate::rule::pack::optional().map(|(name, _)| name);
    names.find(|name| name == text).ok_or_else(|| {
        let names: Vec<_> = crate::rule::pack::optional().map(|(name, _)| name).collect();
        format!("可选的规则有:{}", names.join("、"))
    })
}

pub(super) fn parse_jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "要写正整数".to_owned())
}
