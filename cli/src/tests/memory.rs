//! Surroundings in memory.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::{Entry, EntryKind, Host, Stream, run};

/// Files and streams in memory. The current folder is `/shop`.
#[derive(Default)]
pub(crate) struct Memory {
    pub(super) files: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
    pub(super) stdin: Vec<u8>,
    /// The number of bytes of the standard input that were read.
    stdin_read: Mutex<usize>,
    stdout: Mutex<String>,
    stderr: Mutex<String>,
    pub(crate) is_terminal: bool,
    pub(crate) variables: Vec<(&'static str, &'static str)>,
    /// A file or folder that can't be read.
    pub(super) unreadable: Option<(&'static str, io::ErrorKind)>,
    /// Why files can't be written.
    pub(super) unwritable: Option<io::ErrorKind>,
    /// Why the standard output can't be written.
    pub(super) closed: Option<io::ErrorKind>,
    /// What another program writes to each file after it was read.
    pub(super) written_meanwhile: Option<&'static str>,
    /// How much later it is at each look at the clock.
    pub(super) delay: Duration,
    looks: AtomicU64,
    pub(super) watched: Mutex<BTreeSet<PathBuf>>,
    /// The changes that other programs make while the command line watches.
    pub(super) changes: Mutex<VecDeque<Change>>,
}

/// A file, and its new content if it is not removed.
pub(super) type Change = (&'static str, Option<String>);

impl Memory {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let files = files.iter();
        let files = files.map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec()));
        Self {
            files: Mutex::new(files.collect()),
            ..Self::default()
        }
    }

    pub(super) fn run(&self, arguments: &str) -> u8 {
        let arguments = ["alien-sdk"].into_iter().chain(arguments.split(' '));
        *self.stdin_read.lock().unwrap() = 0;
        run(arguments.map(OsString::from), self)
    }

    pub(super) fn file(&self, name: &str) -> String {
        let files = self.files.lock().unwrap();
        String::from_utf8(files[Path::new(name)].clone()).unwrap()
    }

    pub(super) fn stdout(&self) -> String {
        self.stdout.lock().unwrap().clone()
    }

    pub(super) fn stderr(&self) -> String {
        self.stderr.lock().unwrap().clone()
    }

    /// Forgets what was printed.
    pub(super) fn clear(&self) {
        self.stdout.lock().unwrap().clear();
        self.stderr.lock().unwrap().clear();
    }

    fn check_readable(&self, path: &Path) -> io::Result<()> {
        match self.unreadable {
            Some((unreadable, kind)) if path == Path::new(unreadable) => Err(kind.into()),
            _ => Ok(()),
        }
    }
}

/// The path of a file from the current folder, without `.`.
fn relative(path: &Path) -> PathBuf {
    let path = path.strip_prefix("/shop").unwrap_or(path);
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

fn first(bytes: &[u8], limit: u64) -> Vec<u8> {
    bytes.iter().copied().take(limit as usize).collect()
}

impl Host for Memory {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.check_readable(path)?;
        let files = self.files.lock().unwrap();
        let bytes = files.get(&relative(path)).ok_or(io::ErrorKind::NotFound)?;
        Ok(first(bytes, limit))
    }

    fn read_stdin(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut read = self.stdin_read.lock().unwrap();
        let count = (&self.stdin[*read..]).read(buffer)?;
        *read += count;
        Ok(count)
    }

    fn is_folder(&self, path: &Path) -> bool {
        let files = self.files.lock().unwrap();
        let path = relative(path);
        files
            .keys()
            .any(|file| *file != path && file.starts_with(&path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        self.check_readable(folder)?;
        let files = self.files.lock().unwrap();
        let inside = |path: &PathBuf| {
            let mut rest = path.strip_prefix(relative(folder)).ok()?.components();
            let name = rest.next()?.as_os_str().to_owned();
            let kind = match rest.next() {
                None => EntryKind::File,
                Some(_) => EntryKind::Folder,
            };
            Some((name, kind))
        };
        let entries: BTreeMap<_, _> = files.keys().filter_map(inside).collect();
        Ok(entries
            .into_iter()
            .map(|(name, kind)| Entry { name, kind })
            .collect())
    }

    fn absolute(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(Path::new("/shop").join(relative(path)))
    }

    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool> {
        if let Some(kind) = self.unwritable {
            return Err(kind.into());
        }
        let mut files = self.files.lock().unwrap();
        let file = files.get_mut(path).unwrap();
        if let Some(text) = self.written_meanwhile {
            *file = text.as_bytes().to_vec();
        }
        let is_same = file == old;
        if is_same {
            *file = new.to_vec();
        }
        Ok(is_same)
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        let written = match (stream, self.closed) {
            (Stream::Stdout, Some(kind)) => return Err(kind.into()),
            (Stream::Stdout, None) => &self.stdout,
            (Stream::Stderr, _) => &self.stderr,
        };
        let text = std::str::from_utf8(bytes).unwrap();
        written.lock().unwrap().push_str(text);
        Ok(())
    }

    fn is_terminal(&self, _: Stream) -> bool {
        self.is_terminal
    }

    fn variable(&self, name: &str) -> Option<String> {
        let found = self.variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    }

    fn elapsed(&self) -> Duration {
        self.delay * self.looks.fetch_add(1, Ordering::Relaxed) as u32
    }

    fn watch(&self, folder: &Path) -> io::Result<()> {
        self.watched.lock().unwrap().insert(relative(folder));
        Ok(())
    }

    fn wait_for_change(&self) -> io::Result<bool> {
        let Some((file, content)) = self.changes.lock().unwrap().pop_front() else {
            return Ok(false);
        };
        let mut files = self.files.lock().unwrap();
        match content {
            Some(content) => files.insert(file.into(), content.into()),
            None => files.remove(Path::new(file)),
        };
        self.clear();
        Ok(true)
    }
}
