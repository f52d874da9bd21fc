//! What the command line needs from its surroundings.

use std::io;
use std::path::{Path, PathBuf};

/// A stream of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The standard output.
    Stdout,
    /// The standard error.
    Stderr,
}

/// The files in a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, sorted. Their paths start with that of the folder.
    pub files: Vec<PathBuf>,
    /// What can't be read, a message for each.
    pub faults: Vec<String>,
}

/// The surroundings of the command line. Files are read by several threads at a time.
pub trait Host: Sync {
    /// Reads the first `limit` bytes of a file.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// Reads the first `limit` bytes of the standard input.
    fn read_stdin(&self, limit: u64) -> io::Result<Vec<u8>>;

    /// Whether there is a folder at a path.
    fn is_folder(&self, path: &Path) -> bool;

    /// The files in a folder and in the folders inside it, without those that `.gitignore` excludes.
    fn find_files(&self, folder: &Path) -> Found;

    /// Replaces the content of a file at once, so that no program sees half of it. Returns false, and changes nothing, if the
    /// content is no longer `old`.
    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool>;

    /// Writes a text.
    fn write(&mut self, stream: Stream, text: &str) -> io::Result<()>;

    /// Whether colours are wanted: whether the stream is a terminal that shows them, and no variable such as `NO_COLOR` turns
    /// them off.
    fn shows_colors(&self, stream: Stream) -> bool;
}
