//! Waits for changes of files.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::text::because;

/// An editor that saves a file changes it in several steps, with less than this time between them.
const PAUSE: Duration = Duration::from_millis(20);
/// How long a change is kept back if changes follow each other without a pause.
const PATIENCE: Duration = Duration::from_millis(500);

/// The changes of files in watched folders.
#[derive(Default)]
pub(super) struct Changes(Mutex<Option<Watched>>);

struct Watched {
    watcher: RecommendedWatcher,
    folders: HashSet<PathBuf>,
    messages: Receiver<Message>,
}

enum Message {
    /// Something has changed. The paths no longer lead where they did.
    Changed {
        gone: Vec<PathBuf>,
    },
    Interrupted,
}

impl Changes {
    /// Starts to watch a folder, given as an absolute path.
    pub(super) fn watch(&self, folder: &Path) -> io::Result<()> {
        let mut watched = self.lock();
        let watched = match &mut *watched {
            Some(watched) => watched,
            none => none.insert(Watched::new()?),
        };
        if watched.folders.insert(folder.to_owned()) {
            let mode = RecursiveMode::NonRecursive;
            watched.watcher.watch(folder, mode).map_err(error)?;
        }
        Ok(())
    }

    /// Waits for a change. Returns false if the program is interrupted.
    pub(super) fn wait(&self) -> io::Result<bool> {
        let mut watched = self.lock();
        let Some(watched) = &mut *watched else {
            return Ok(false);
        };
        let mut first_change: Option<Instant> = None;
        loop {
            let timeout = first_change.map_or(Duration::MAX, |_| PAUSE);
            match watched.messages.recv_timeout(timeout) {
                Ok(Message::Changed { gone }) => {
                    first_change.get_or_insert_with(Instant::now);
                    // If they come back, they are other folders, which are to be watched again.
                    watched.folders.retain(|folder| !gone.contains(folder));
                }
                Err(RecvTimeoutError::Timeout) => return Ok(true),
                Ok(Message::Interrupted) | Err(RecvTimeoutError::Disconnected) => return Ok(false),
            }
            if first_change.is_some_and(|first| first.elapsed() > PATIENCE) {
                return Ok(true);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Watched>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watched {
    fn new() -> io::Result<Self> {
        let (sender, messages) = channel();
        let interrupts = sender.clone();
        // If nothing receives messages, the program is about to end.
        let interrupt = move || drop(interrupts.send(Message::Interrupted));
        ctrlc::set_handler(interrupt).map_err(io::Error::other)?;
        let watcher = notify::recommended_watcher(move |event| send(event, &sender));
        Ok(Self {
            watcher: watcher.map_err(error)?,
            folders: HashSet::new(),
            messages,
        })
    }
}

fn send(event: notify::Result<Event>, sender: &Sender<Message>) {
    let gone = match event {
        // The check itself reads files.
        Ok(event) if event.kind.is_access() => return,
        Ok(event) if is_gone(event.kind) => event.paths,
        _ => Vec::new(),
    };
    // If nothing receives messages, the program is about to end.
    let _ = sender.send(Message::Changed { gone });
}

fn is_gone(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    )
}

fn error(error: notify::Error) -> io::Error {
    let error = match error.kind {
        notify::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    };
    because("changes can't be watched", &error)
}
