//! What is wrong with a rule file, as a diagnostic that points into it.

use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

/// A mistake inside a rule, before it is known in which file: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Bytes of the string it was found in, then of the file.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Flaw {
    /// A flaw at a place.
    pub fn new(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: help.into() }
    }

    /// Moved by the place of the string inside the file.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        self.at = self.at.start + by..self.at.end + by;
        self
    }
}

/// Why the rules could not be loaded.
#[derive(Debug, Error, Diagnostic)]
pub enum RuleError {
    /// A file is wrong.
    #[error("{what} {name} 有误:{message}")]
    #[diagnostic(code("heshu::rules"))]
    Broken {
        /// What kind of file it is.
        what: &'static str,
        /// The file's name.
        name: String,
        /// What is wrong.
        message: String,
        /// What to do.
        #[help]
        help: String,
        /// The file.
        #[source_code]
        source_code: Arc<NamedSource<String>>,
        /// Where.
        #[label("这里")]
        at: SourceSpan,
    },
}

impl RuleError {
    /// A flaw of the file `name` with the text `text`.
    #[must_use]
    pub fn broken(name: &str, text: &str, flaw: Flaw) -> Self {
        Self::of("规则文件", name, text, flaw)
    }

    /// A flaw of the configuration file `name` with the text `text`.
    #[must_use]
    pub fn misconfigured(name: &str, text: &str, flaw: Flaw) -> Self {
        Self::of("配置文件", name, text, flaw)
    }

    fn of(what: &'static str, name: &str, text: &str, flaw: Flaw) -> Self {
        let end = flaw.at.end.min(text.len());
        let start = flaw.at.start.min(end);
        Self::Broken {
            what,
            name: name.to_owned(),
            message: flaw.message,
            help: flaw.help,
            source_code: Arc::new(NamedSource::new(name, text.to_owned())),
            at: (start, end - start).into(),
        }
    }
}

/// What is wrong with a file that is no TOML, or holds what it should not.
#[must_use]
pub fn toml_flaw(error: &toml::de::Error) -> Flaw {
    let message = error.message();
    // `unknown field `a`, expected one of `b`, `c``
    let mut named = message.split('`').skip(1).step_by(2);
    let (message, help) = match named.next() {
        Some(field) if message.starts_with("unknown field") => {
            (format!("没有“{field}”这一项"), did_you_mean(field, named))
        }
        Some(word) if message.starts_with("unknown variant") => {
            (format!("不能写“{word}”"), did_you_mean(word, named))
        }
        _ => (message.to_owned(), "按 TOML 的写法改正;模式和式子用单引号字符串".to_owned()),
    };
    Flaw::new(error.span().unwrap_or(0..0), message, help)
}

/// The candidate nearest to `word`, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = word.chars().count().div_ceil(3).max(2);
    candidates
        .into_iter()
        .map(|candidate| (edit_distance(word, candidate), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance in characters.
#[must_use]
pub fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let substitute = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// Help that names the nearest known word, or all of them when none is near.
#[must_use]
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match nearest(word, known.clone()) {
        Some(near) => format!("是不是想写 {near}?"),
        None => format!("可用的有:{}", known.into_iter().collect::<Vec<_>>().join("、")),
    }
}
