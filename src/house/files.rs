//! Where the files of a newsroom are read from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
