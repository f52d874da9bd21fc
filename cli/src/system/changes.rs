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
/// The time between two questions whether the program is interrupted.
const POLL: Duration = Duration::from_millis(100);

/// The changes of files in watched folders.
#[derive(Default)]
pub(super) struct Changes {
    is_interrupted: Option<fn() -> bool>,
    watched: Mutex<Option<Watched>>,
}

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
    pub(super) fn with_interrupt(is_interrupted: fn() -> bool) -> Self {
        Self {
            is_interrupted: Some(is_interrupted),
            ..Self::default()
        }
    }

    /// Starts to watch a folder, given as an absolute path.
    pub(super) fn watch(&self, folder: &Path) -> io::Result<()> {
        let mut watched = self.lock();
        let watched = match &mut *watched {
            Some(watched) => watched,
            none => none.insert(self.start()?),
        };
        if watched.folders.insert(folder.to_owned()) {
            let mode = RecursiveMode::NonRecursive;
            watched.watcher.watch(folder, mode).map_err(error)?;
        }
        Ok(())
    }

    fn start(&self) -> io::Result<Watched> {
        let (sender, messages) = channel();
        if self.is_interrupted.is_none() {
            let sender = sender.clone();
            // If nothing receives messages, the program is about to end.
            let interrupt = move || drop(sender.send(Message::Interrupted));
            ctrlc::set_handler(interrupt).map_err(io::Error::other)?;
        }
        let watcher = notify::recommended_watcher(move |event| send(event, &sender));
        Ok(Watched {
            watcher: watcher.map_err(error)?,
            folders: HashSet::new(),
            messages,
        })
    }

    /// Waits for a change. Returns false if the program is interrupted.
    pub(super) fn wait(&self) -> io::Result<bool> {
        let mut watched = self.lock();
        let Some(watched) = &mut *watched else {
            return Ok(false);
        };
        let poll = self.is_interrupted.map_or(Duration::MAX, |_| POLL);
        let mut first_change: Option<Instant> = None;
        loop {
            let timeout = first_change.map_or(poll, |_| PAUSE);
            match watched.messages.recv_timeout(timeout) {
                Ok(Message::Changed { gone }) => {
                    first_change.get_or_insert_with(Instant::now);
                    // If they come back, they are other folders, which are to be watched again.
                    watched.folders.retain(|folder| !gone.contains(folder));
                }
                Err(RecvTimeoutError::Timeout) if first_change.is_some() => return Ok(true),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Message::Interrupted) | Err(RecvTimeoutError::Disconnected) => return Ok(false),
            }
            if self
                .is_interrupted
                .is_some_and(|is_interrupted| is_interrupted())
            {
                return Ok(false);
            }
            if first_change.is_some_and(|first| first.elapsed() > PATIENCE) {
                return Ok(true);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Watched>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
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
