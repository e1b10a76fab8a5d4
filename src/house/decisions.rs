//! The files of decisions.

use std::io;
use std::path::{Path, PathBuf};

use super::Files;
use crate::decision::Decisions;

/// The file of decisions about the drafts of a folder.
pub(crate) const DECISIONS: &str = "heshu-decisions.toml";

/// The file with the decisions about the draft `path`, and what the draft is called in it.
pub(crate) fn beside(path: &Path) -> Option<(PathBuf, String)> {
    let file = path.file_name()?.to_string_lossy().into_owned();
    Some((path.with_file_name(DECISIONS), file))
}

/// What the draft `path` is called in the file of decisions `decisions`.
pub(crate) fn in_file(decisions: &Path, path: &Path) -> String {
    let folder = decisions.parent().unwrap_or(Path::new(""));
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.display().to_string().replace('\\', "/")
}

/// The decisions of a file; none where there is no such file.
pub(crate) fn read(files: &dyn Files, path: &Path) -> miette::Result<Decisions> {
    match files.text(path) {
        Ok(text) => Ok(Decisions::read(&path.display().to_string(), &text)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Decisions::default()),
        Err(error) => Err(miette::miette!("读不了 {}:{error}", path.display())),
    }
}
