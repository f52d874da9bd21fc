//! Replaces the content of files.

use std::fs::{self, File};
use std::io::{self, Write};
#[cfg(unix)]
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Replaces a file by one that is written beside it. Returns false, and changes nothing, if its content is no longer `old`.
pub(super) fn replace(path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool> {
    // Otherwise, a link would be replaced, and not the file that it leads to.
    let path = fs::canonicalize(path)?;
    // It could be replaced all the same, but that is not what its owner wants.
    if fs::metadata(&path)?.permissions().readonly() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is read-only",
        ));
    }
    File::options().write(true).open(&path)?;
    let beside = beside(&path);
    let file = File::create_new(&beside)?;
    let replaced = write(file, &path, new).and_then(|()| {
        let is_same = fs::read(&path)? == old;
        if is_same {
            fs::rename(&beside, &path)?;
        }
        Ok(is_same)
    });
    if !matches!(replaced, Ok(true)) {
        // The reason why nothing was replaced matters more than a file that can't be removed.
        let _ = fs::remove_file(&beside);
    }
    replaced
}

/// The path of a new file in the folder of a file.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// Writes a file with the owner and the permissions of another one.
fn write(mut file: File, other: &Path, content: &[u8]) -> io::Result<()> {
    file.write_all(content)?;
    let other = fs::metadata(other)?;
    // Only an administrator can keep the owner if that is somebody else.
    #[cfg(unix)]
    let _ = std::os::unix::fs::fchown(&file, Some(other.uid()), Some(other.gid()));
    file.set_permissions(other.permissions())?;
    file.sync_all()
}
