//! What a list of paths holds: files, and the drafts of folders.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::source::{Input, JsonLines, STDIN, SourceError};

/// What the inputs are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A draft a file.
    Text,
    /// A draft a line.
    JsonLines,
}

/// Inputs in order.
type Inputs = Box<dyn Iterator<Item = Result<Input, SourceError>>>;

impl Format {
    /// The extensions by which files of a folder are taken for drafts.
    const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text", "md", "markdown", "html", "htm", "docx"],
            Self::JsonLines => &["jsonl", "ndjson"],
        }
    }

    fn fits(self, path: &Path) -> bool {
        // While Word has a document open, a file with such a name lies beside it.
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        if name.starts_with("~$") {
            return false;
        }
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        self.extensions().iter().any(|known| extension.eq_ignore_ascii_case(known))
    }
}

/// What `paths` hold, in order, `-` being standard input. Of a folder the drafts in it and below, by name; hidden ones and
/// those that a `.gitignore` names are left out, and folders behind links are not entered.
pub fn inputs(paths: Vec<PathBuf>, format: Format) -> Inputs {
    let files = paths.into_iter().flat_map(move |path| expand(path, format));
    match format {
        Format::Text => Box::new(files),
        Format::JsonLines => Box::new(files.flat_map(|file| match file {
            Ok(file) => lines(file),
            Err(error) => one(Err(error)),
        })),
    }
}

fn one(input: Result<Input, SourceError>) -> Inputs {
    Box::new(std::iter::once(input))
}

fn expand(path: PathBuf, format: Format) -> Inputs {
    if path == Path::new("-") {
        return one(Ok(Input::Stdin));
    }
    if !path.is_dir() {
        return one(Ok(Input::File(path)));
    }
    let mut drafts = walk(&path, format).peekable();
    if drafts.peek().is_some() {
        return Box::new(drafts);
    }
    let extensions = format.extensions().join("、.");
    one(Err(SourceError::NoDrafts { folder: path.display().to_string(), extensions }))
}

fn walk(folder: &Path, format: Format) -> impl Iterator<Item = Result<Input, SourceError>> + use<> {
    let walk = ignore::WalkBuilder::new(folder)
        // A folder need not be a repository for its .gitignore to hold.
        .require_git(false)
        .sort_by_file_name(OsStr::cmp)
        .build();
    let folder = folder.to_owned();
    walk.filter_map(move |entry| match entry {
        Ok(entry) => is_draft(&entry, format).then(|| Ok(Input::File(entry.into_path()))),
        Err(error) => Some(Err(walk_error(&folder, error))),
    })
}

/// Whether it is a file of the format. Pipes and devices are not, as reading them may never end.
fn is_draft(entry: &ignore::DirEntry, format: Format) -> bool {
    let fits = || format.fits(entry.path());
    match entry.file_type() {
        Some(kind) if kind.is_file() => fits(),
        // A link that leads nowhere is complained of when it is read.
        Some(kind) if kind.is_symlink() => {
            fits() && entry.path().metadata().map_or(true, |data| data.is_file())
        }
        _ => false,
    }
}

fn walk_error(folder: &Path, mut error: ignore::Error) -> SourceError {
    let mut path = folder.to_owned();
    loop {
        error = match error {
            ignore::Error::WithPath { path: inner, err } => {
                path = inner;
                *err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                *err
            }
            error => {
                let message = error.to_string();
                let error = error.into_io_error().unwrap_or_else(|| io::Error::other(message));
                return SourceError::read(&path.display().to_string(), &error);
            }
        }
    }
}

fn lines(input: Input) -> Inputs {
    let path = match input {
        Input::File(path) => path,
        Input::Stdin => return json_lines(STDIN, BufReader::new(io::stdin())),
        Input::Line(_) => return one(Ok(input)),
    };
    let name = path.display().to_string();
    match File::open(&path) {
        Ok(file) => json_lines(&name, BufReader::new(file)),
        Err(error) => one(Err(SourceError::read(&name, &error))),
    }
}

fn json_lines(origin: &str, reader: impl BufRead + 'static) -> Inputs {
    Box::new(JsonLines::new(origin, reader).map(|line| line.map(Input::Line)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::source::Told;

    /// The inputs in a folder that holds `files`, or what is wrong with them, without the folder's own name.
    fn found(files: &[(&str, &str)], format: Format) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        listed(folder.path(), format)
    }

    fn listed(folder: &Path, format: Format) -> Vec<String> {
        let show = |input| match input {
            Ok(Input::File(path)) => path.display().to_string(),
            Ok(input) => input.read(&Told::default()).unwrap().draft.name,
            Err(error) => SourceError::to_string(&error),
        };
        let root = format!("{}/", folder.display());
        let shown = inputs(vec![folder.to_owned()], format).map(show);
        shown.map(|it| it.replace(&root, "").replace(&root[..root.len() - 1], "此处")).collect()
    }

    #[test]
    fn folders_yield_their_drafts_in_order() {
        let files = [
            ("乙.txt", ""),
            ("a.TXT", ""),
            ("b/c.text", ""),
            ("b/图.jpg", ""),
            (".hidden.txt", ""),
            ("b/旧/d.txt", ""),
            (".gitignore", "旧/\n"),
        ];
        assert_eq!(found(&files, Format::Text), ["a.TXT", "b/c.text", "乙.txt"]);
    }

    #[test]
    fn a_folder_without_drafts_is_told() {
        assert_eq!(found(&[("图.jpg", "")], Format::Text), ["文件夹 此处 里没有稿件"]);
    }

    #[test]
    fn records_of_several_files_follow_each_other() {
        let files =
            [("2.jsonl", "{\"id\":\"丙\",\"text\":\"\"}"), ("1.jsonl", "{\"text\":\"\"}\n")];
        assert_eq!(found(&files, Format::JsonLines), ["1", "丙"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_nowhere_or_in_circles_do_no_harm() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        symlink(folder.path(), at("圈.txt")).unwrap();
        symlink(folder.path(), at("圈")).unwrap();
        symlink(at("自.txt"), at("自.txt")).unwrap();
        symlink(at("无"), at("断.txt")).unwrap();
        assert_eq!(listed(folder.path(), Format::Text), ["断.txt", "自.txt"]);
        for name in ["断.txt", "自.txt"] {
            assert!(Input::File(at(name)).read(&Told::default()).is_err());
        }
    }
}
