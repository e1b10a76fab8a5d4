//! Where the files of a newsroom are read from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A place that files are read from: the disk, or what an editor has open before it.
pub(crate) trait Files {
    /// The text of a file.
    fn text(&self, path: &Path) -> io::Result<String>;

    /// What lies in a folder, in no order.
    fn folder(&self, path: &Path) -> io::Result<Vec<PathBuf>>;
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
