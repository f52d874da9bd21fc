//! Questions about files and folders.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// Returns the sorted names of the files directly in `folder` for which `wanted` returns true. Returns no names if the
/// folder doesn't exist.
pub fn list_files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>> {
    let mut names = Vec::new();
    if folder.exists() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && wanted(&name) {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}

/// Returns whether `file` exists and is not older than any of `sources`.
pub fn is_up_to_date(file: &Path, sources: &[PathBuf]) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified());
    let Ok(file) = modified(file) else {
        return false;
    };
    sources
        .iter()
        .all(|source| modified(source).is_ok_and(|source| source <= file))
}

/// Copies a folder with everything in it. Replaces an existing folder.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
