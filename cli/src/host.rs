//! What the command line needs from its surroundings.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A stream of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The standard output.
    Stdout,
    /// The standard error.
    Stderr,
}

/// A file or a folder in a folder.
#[derive(Debug)]
pub struct Entry {
    /// Its name.
    pub name: OsString,
    /// What it is.
    pub kind: EntryKind,
}

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file, or a link to one.
    File,
    /// A folder, but not a link to one.
    Folder,
    /// Anything else.
    Other,
}

/// The surroundings of the command line. Several threads use them at a time.
pub trait Host: Sync {
    /// Reads the first `limit` bytes of a file.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// Reads some bytes of the standard input, and returns their number: 0 at its end. Waits until there are any.
    fn read_stdin(&self, buffer: &mut [u8]) -> io::Result<usize>;

    /// Whether there is a folder at a path.
    fn is_folder(&self, path: &Path) -> bool;

    /// What is in a folder, in any order.
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// A path from the root. It may contain links.
    fn absolute(&self, path: &Path) -> io::Result<PathBuf>;

    /// Replaces the content of a file at once, so that no program sees half of it. Returns false, and changes nothing, if the
    /// content is no longer `old`.
    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool>;

    /// Writes bytes.
    fn write(&self, stream: Stream, bytes: &[u8]) -> io::Result<()>;

    /// Whether a stream is a terminal.
    fn is_terminal(&self, stream: Stream) -> bool;

    /// The value of an environment variable.
    fn variable(&self, name: &str) -> Option<String>;

    /// How long the program has been running.
    fn elapsed(&self) -> Duration;

    /// Starts to watch the entries of a folder, if they are not watched yet.
    fn watch(&self, folder: &Path) -> io::Result<()>;

    /// Waits until something has changed in a watched folder, and then until nothing more changes for a moment. Returns false if
    /// the program is to end.
    fn wait_for_change(&self) -> io::Result<bool>;
}
