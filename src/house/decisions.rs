//! The files of decisions.

use std::io;
use std::path::{Path, PathBuf};

use super::Files;
use super::files::absolute;
use crate::decision::Decisions;

/// The file of decisions about the drafts of a folder.
pub(crate) const DECISIONS: &str = "heshu-decisions.toml";

/// The file with the decisions about the draft `path`, the one that is `named` or the one beside it, and what the draft is
/// called in it.
pub(crate) fn about(named: Option<&Path>, path: &Path) -> Option<(PathBuf, String)> {
    match named {
        Some(named) => Some((named.to_owned(), in_file(named, path))),
        None => {
            let file = path.file_name()?.to_string_lossy().into_owned();
            Some((path.with_file_name(DECISIONS), file))
        }
    }
}

/// What the draft `path` is called in the file of decisions `decisions`: the way to it from the folder of that file.
fn in_file(decisions: &Path, path: &Path) -> String {
    let (decisions, path) = (absolute(decisions), absolute(path));
    let mut folder = decisions.parent().unwrap_or(Path::new(""));
    let mut way = String::new();
    let below = loop {
        match (path.strip_prefix(folder), folder.parent()) {
            (Ok(below), _) => break below,
            (Err(_), Some(above)) => {
                way += "../";
                folder = above;
            }
            (Err(_), None) => return path.display().to_string(),
        }
    };
    way + &below.display().to_string().replace('\\', "/")
}

/// The decisions of a file; none where there is no such file.
pub(crate) fn read(files: &dyn Files, path: &Path) -> miette::Result<Decisions> {
    match files.text(path) {
        Ok(text) => Ok(Decisions::read(&path.display().to_string(), &text)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Decisions::default()),
        Err(error) => Err(miette::miette!("读不了 {}:{error}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_called_by_the_way_to_them() {
        let check = |decisions: &str, path: &str, expected: &str| {
            assert_eq!(in_file(Path::new(decisions), Path::new(path)), expected);
        };
        check("决定.toml", "稿/a.txt", "稿/a.txt");
        check("/报/决定.toml", "/报/稿/../稿/a.txt", "稿/a.txt");
        check("/报/决定/全部.toml", "/报/稿/a.txt", "../稿/a.txt");
    }
}
