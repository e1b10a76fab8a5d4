//! Rule packs in folders.

use std::fs;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use thiserror::Error;

use crate::rule::pack::RuleText;

/// Why a pack could not be read.
#[derive(Debug, Error, Diagnostic)]
#[error("规则目录 {} 读不了:{reason}", path.display())]
#[diagnostic(
    code("heshu::rules"),
    help("检查 --rules 给的路径:要是一个目录,里面有 .toml 文件,有读取权限")
)]
pub(crate) struct PackError {
    path: PathBuf,
    reason: String,
}

impl PackError {
    fn new(path: &Path, reason: impl ToString) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string() }
    }
}

/// The `*.toml` files of a folder, by name.
pub(crate) fn read(folder: &Path) -> Result<Vec<RuleText>, PackError> {
    let entries = fs::read_dir(folder).map_err(|error| PackError::new(folder, error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| PackError::new(folder, error))?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(PackError::new(folder, "里面没有 .toml 文件"));
    }
    paths.sort();
    let file = |path: PathBuf| {
        let text = fs::read_to_string(&path).map_err(|error| PackError::new(&path, error))?;
        Ok(RuleText { name: path.display().to_string().into(), text })
    };
    paths.into_iter().map(file).collect()
}
