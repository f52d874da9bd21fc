//! Shows how far a long check is.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::host::{Host, Stream};

/// How long a check may take without a word, in milliseconds.
const PATIENCE: u64 = 500;
/// The time between two changes of the shown number, in milliseconds.
const INTERVAL: u64 = 100;

/// A line on the terminal with the number of files that were checked. Several threads count.
pub(crate) struct Progress<'h> {
    host: &'h dyn Host,
    is_shown: bool,
    total: usize,
    done: AtomicUsize,
    /// When the number is shown for the first time.
    first: u64,
    /// When it is shown next.
    next: AtomicU64,
}

impl<'h> Progress<'h> {
    pub(crate) fn new(total: usize, host: &'h dyn Host) -> Self {
        let first = milliseconds(host) + PATIENCE;
        Self {
            host,
            is_shown: host.is_terminal(Stream::Stderr),
            total,
            done: AtomicUsize::new(0),
            first,
            next: AtomicU64::new(first),
        }
    }

    /// Counts a file.
    pub(crate) fn step(&self) {
        if !self.is_shown {
            return;
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let (now, next) = (milliseconds(self.host), self.next.load(Ordering::Relaxed));
        // Of several threads, the one that moves the time shows the number.
        let order = Ordering::Relaxed;
        let take = |later| self.next.compare_exchange(next, later, order, order);
        if now >= next && take(now + INTERVAL).is_ok() {
            let line = format!("\r\u{1b}[Kchecked {done} of {} files", self.total);
            show(&line, self.host);
        }
    }

    /// Removes the line, if there is one.
    pub(crate) fn finish(self) {
        if self.next.into_inner() > self.first {
            show("\r\u{1b}[K", self.host);
        }
    }
}

fn show(text: &str, host: &dyn Host) {
    // If the terminal is gone, the results can't be printed either, which is reported.
    let _ = host.write(Stream::Stderr, text.as_bytes());
}

fn milliseconds(host: &dyn Host) -> u64 {
    host.elapsed().as_millis() as u64
}
