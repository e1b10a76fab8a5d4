//! Writes files whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Puts `text` into the file `path`.
pub(crate) fn save(path: &Path, text: &str) -> miette::Result<()> {
    save_with(path, |file| file.write_all(text.as_bytes()))
}

/// Puts what `write` writes into the file `path`: a new file beside it is written to the end and then takes its place, so that
/// a full disk or a run that is broken off leaves what was there.
pub(crate) fn save_with(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> miette::Result<()> {
    replace(path, write).map_err(|error| {
        miette::miette!(
            help = "看看那个文件夹在不在、能不能写,磁盘满没满;原来的文件没有动",
            "写不了 {}:{error}",
            path.display()
        )
    })
}

fn replace(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    // A device is no file that could be replaced.
    if path.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir()) {
        return write(&mut File::create(path)?);
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    let beside = path.with_file_name(name);
    let written = File::create_new(&beside).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all()
    });
    let replaced = written.and_then(|()| fs::rename(&beside, path));
    if replaced.is_err() {
        // What could not be written is of no use, and what cannot be removed neither.
        let _ = fs::remove_file(&beside);
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("甲.toml");
        let replace = |path: &Path, text: &str| replace(path, |it| it.write_all(text.as_bytes()));
        replace(&path, "一").unwrap();
        replace(&path, "二").unwrap();
        super::replace(&path, |file| {
            file.write_all("三".as_bytes())?;
            Err(io::ErrorKind::StorageFull.into())
        })
        .unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "二");
        // A folder of that name cannot be replaced by a file.
        let taken = folder.path().join("乙");
        fs::create_dir_all(taken.join("丙")).unwrap();
        replace(&taken, "三").unwrap_err();
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
