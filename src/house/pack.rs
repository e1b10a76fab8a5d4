//! Rule packs on disk.

use std::path::{Path, PathBuf};

use miette::Diagnostic;
use thiserror::Error;

use super::Files;
use crate::rule::pack::RuleText;

/// Why a pack could not be read.
#[derive(Debug, Error, Diagnostic)]
#[error("规则 {} 读不了:{reason}", path.display())]
#[diagnostic(
    code("heshu::rules"),
    help("检查 --rules 给的路径:要是 .toml 文件,或装着 .toml 文件的文件夹")
)]
pub(super) struct PackError {
    path: PathBuf,
    reason: String,
}

impl PackError {
    fn new(path: &Path, reason: impl ToString) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string() }
    }
}

/// The `*.toml` files of a folder, by name; or one file.
pub(super) fn read(files: &dyn Files, path: &Path) -> Result<Vec<RuleText>, PackError> {
    if !path.is_dir() {
        return Ok(vec![file(files, path)?]);
    }
    let mut paths = files.folder(path).map_err(|error| PackError::new(path, error))?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    if paths.is_empty() {
        return Err(PackError::new(path, "里面没有 .toml 文件"));
    }
    paths.sort();
    paths.iter().map(|path| file(files, path)).collect()
}

fn file(files: &dyn Files, path: &Path) -> Result<RuleText, PackError> {
    let text = files.text(path).map_err(|error| PackError::new(path, error))?;
    Ok(RuleText { name: path.display().to_string().into(), text })
}
