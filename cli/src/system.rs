//! The files, the streams and the signals of the system.

mod changes;
mod replace;

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::host::{Entry, EntryKind, Host, Stream};
use changes::Changes;

/// The surroundings of a program, which Ctrl-C ends.
pub struct System {
    start: Instant,
    changes: Changes,
}

impl System {
    /// The surroundings of a program that starts now.
    #[allow(clippy::new_without_default)] // There is no default time.
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
            changes: Changes::default(),
        }
    }
}

impl Host for System {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_stdin(&self, buffer: &mut [u8]) -> io::Result<usize> {
        io::stdin().read(buffer)
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let entries = fs::read_dir(folder)?.map(|entry| {
            let entry = entry?;
            let kind = match entry.file_type()? {
                kind if kind.is_file() => EntryKind::File,
                kind if kind.is_dir() => EntryKind::Folder,
                _ if entry.path().is_file() => EntryKind::File,
                _ => EntryKind::Other,
            };
            let name = entry.file_name();
            Ok(Entry { name, kind })
        });
        entries.collect()
    }

    fn absolute(&self, path: &Path) -> io::Result<PathBuf> {
        std::path::absolute(path)
    }

    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool> {
        replace::replace(path, old, new)
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        fn write(mut stream: impl Write, bytes: &[u8]) -> io::Result<()> {
            stream.write_all(bytes)?;
            stream.flush()
        }
        match stream {
            Stream::Stdout => write(io::stdout().lock(), bytes),
            Stream::Stderr => write(io::stderr().lock(), bytes),
        }
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        match stream {
            Stream::Stdout => io::stdout().is_terminal(),
            Stream::Stderr => io::stderr().is_terminal(),
        }
    }

    fn variable(&self, name: &str) -> Option<String> {
        Some(std::env::var_os(name)?.to_string_lossy().into_owned())
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn watch(&self, folder: &Path) -> io::Result<()> {
        self.changes.watch(&self.absolute(folder)?)
    }

    fn wait_for_change(&self) -> io::Result<bool> {
        self.changes.wait()
    }
}
