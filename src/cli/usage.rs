//! What is wrong with a command line, in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use miette::Diagnostic;
use thiserror::Error;

/// A command line that cannot be run.
#[derive(Debug, Error, Diagnostic)]
#[error("{what}")]
#[diagnostic(help("{remedy}"))]
pub(crate) struct UsageError {
    what: String,
    remedy: String,
}

impl UsageError {
    /// Says what clap found wrong; `None` where clap only has something to show, such as help.
    pub(crate) fn new(error: &clap::Error) -> Option<Self> {
        if !error.use_stderr()
            || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        {
            return None;
        }
        let part = |kind| error.get(kind).map(words).unwrap_or_default();
        let argument = part(ContextKind::InvalidArg);
        let value = part(ContextKind::InvalidValue);
        let what = match error.kind() {
            ErrorKind::UnknownArgument => format!("没有 {argument} 这个选项"),
            ErrorKind::InvalidSubcommand => {
                format!("没有 {} 这个命令", part(ContextKind::InvalidSubcommand))
            }
            ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面要有值"),
            ErrorKind::InvalidValue => format!("{argument} 不能是“{value}”"),
            ErrorKind::ValueValidation => {
                let reason = std::error::Error::source(error).map(ToString::to_string);
                format!("{argument} 不能是“{value}”:{}", reason.unwrap_or_default())
            }
            ErrorKind::ArgumentConflict if argument == part(ContextKind::PriorArg) => {
                format!("{argument} 只能写一次")
            }
            ErrorKind::ArgumentConflict => {
                format!("{argument} 不能和 {} 一起用", part(ContextKind::PriorArg))
            }
            ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
            kind => kind.to_string(),
        };
        let choices = part(ContextKind::ValidValue);
        let near = [
            ContextKind::SuggestedArg,
            ContextKind::SuggestedSubcommand,
            ContextKind::SuggestedValue,
        ];
        let near = near.into_iter().map(part).find(|near| !near.is_empty());
        let remedy = match near {
            _ if !choices.is_empty() => format!("可以是 {choices}"),
            Some(near) => format!("是不是 {near}?"),
            None => "加上 --help 看用法".to_owned(),
        };
        Some(Self { what, remedy })
    }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(words) => words.join("、"),
        ContextValue::StyledStrs(words) => {
            words.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
        ContextValue::None => String::new(),
        other => other.to_string(),
    }
}
