//! Runs the real binary, in an environment of its own and a folder of its own.

#![allow(dead_code, reason = "each test file uses a part")]

#[cfg(feature = "lsp")]
pub(crate) mod editor;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The folder a test's drafts lie in.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Lays a file there.
    pub(crate) fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `heshu arguments`, the arguments split at blanks, run in this folder.
    pub(crate) fn run(&self, arguments: &str) -> Ran {
        self.run_with(arguments, "")
    }

    /// The same with something on standard input.
    pub(crate) fn run_with(&self, arguments: &str, input: impl AsRef<[u8]>) -> Ran {
        let mut child = heshu(self.folder.path())
            .args(arguments.split_whitespace())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_owned();
        // A run that ends early closes the pipe.
        let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        feeder.join().unwrap();
        Ran {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}---- {}\n{}", self.out, self.status, self.err)
    }
}

/// The binary, in `folder`, with nothing of our environment.
pub(crate) fn heshu(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heshu"));
    command.current_dir(folder).env_clear();
    command
}

/// The root of the package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A rule of our own, on words that no other rule looks for.
pub(crate) const RULE: &str = "
[[rule]]
id = 'trip/return'
title = '返程早于出发'
why = '返程总在出发之后。'
find = ['{go:date}启航…{back:date}返航']
require = 'go <= back'
say = '{go}启航,{back}返航'
help = '核对两个日期'
ok = ['3月2日启航,3月5日返航。']
bad = ['【3月5日】启航,〔3月2日〕返航。']
";

/// A zip package of members by name.
#[cfg(feature = "docx")]
pub(crate) fn package<N: AsRef<str>, C: AsRef<[u8]>>(
    members: impl IntoIterator<Item = (N, C)>,
) -> Vec<u8> {
    use zip::write::{SimpleFileOptions, ZipWriter};

    let mut package = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        package.start_file(name.as_ref(), SimpleFileOptions::default()).unwrap();
        package.write_all(content.as_ref()).unwrap();
    }
    package.finish().unwrap().into_inner()
}
