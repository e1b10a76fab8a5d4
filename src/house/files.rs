//! Where the files of a newsroom are read from.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

/// A place that files are read from: the disk, or what an editor has open before it.
pub(crate) trait Files {
    /// The text of a file.
    fn text(&self, path: &Path) -> io::Result<String>;

    /// What lies in a folder, in no order.
    fn folder(&self, path: &Path) -> io::Result<Vec<PathBuf>>;
}

/// A path from the root on, with nothing to go up again in it.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    // What cannot be told stays as it is.
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut short = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => _ = short.pop(),
            part => short.push(part),
        }
    }
    short
}

/// The disk.
pub(crate) struct Disk;

impl Files for Disk {
    fn text(&self, path: &Path) -> io::Result<String> {
        fs::read_to_string(path)
    }

    fn folder(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect()
    }
}

/// What tells one state of a file or folder from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp(Option<(Option<SystemTime>, u64)>);

impl Stamp {
    /// That of what lies at `path` now, or of there being nothing.
    pub(crate) fn of(path: &Path) -> Self {
        let stamp = |data: fs::Metadata| (data.modified().ok(), data.len());
        Self(fs::metadata(path).ok().map(stamp))
    }
}
