//! Rule packs on disk.

use std::fs;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use thiserror::Error;

use crate::rule::pack::RuleText;

/// Why a pack could not be read.
#[derive(Debug, Error, Diagnostic)]
#[error("规则 {} 读不了:{reason}", path.display())]
#[diagnostic(
    code("heshu::rules"),
    help("检查 --rules 给的路径:要是 .toml 文件,或装着 .toml 文件的文件夹")
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

/// The `*.toml` files of a folder, by name; or one file.
pub(crate) fn read(path: &Path) -> Result<Vec<RuleText>, PackError> {
    if path.is_file() {
        return Ok(vec![file(path)?]);
    }
    let entries = fs::read_dir(path).map_err(|error| PackError::new(path, error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| PackError::new(path, error))?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(PackError::new(path, "里面没有 .toml 文件"));
    }
    paths.sort();
    paths.iter().map(|path| file(path)).collect()
}

fn file(path: &Path) -> Result<RuleText, PackError> {
    let text = fs::read_to_string(path).map_err(|error| PackError::new(path, error))?;
    Ok(RuleText { name: path.display().to_string().into(), text })
}
