//! Where builder calls stand in a program. Taking note is cheap; names of files are made when an error needs them.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// A capture takes its time, so that only so many calls of a process are noted unless it asks for more.
static REMAINING: AtomicI64 = AtomicI64::new(2000);

/// The line of a call, and the code that it stands in.
pub struct Site {
    code: Py<PyAny>,
    line: u32,
}

/// Turns the recording of the file and line of builder calls on or off. Errors that `build()` raises show them.
///
/// By default, the first 2,000 calls of a process are recorded. `track_calls(True)` records all further calls, and
/// `track_calls(False)` none.
///
/// >>> alien.track_calls(True)
#[pyfunction]
pub fn track_calls(enabled: bool) {
    REMAINING.store(if enabled { i64::MAX } else { 0 }, Ordering::Relaxed);
}

/// The line that calls the running function of this module; `None` once enough calls were noted.
pub fn here(py: Python<'_>) -> Option<Site> {
    let taken = REMAINING.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |remaining| {
        (remaining > 0).then(|| remaining.saturating_sub(1))
    });
    taken.ok()?;
    frame(py).ok()
}

fn frame(py: Python<'_>) -> PyResult<Site> {
    static GET_FRAME: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    // A function of an extension has no frame, so that the innermost one is its caller's.
    let frame = GET_FRAME.import(py, "sys", "_getframe")?.call0()?;
    Ok(Site {
        code: frame.getattr(intern!(py, "f_code"))?.unbind(),
        line: frame.getattr(intern!(py, "f_lineno"))?.extract()?,
    })
}

impl Site {
    /// The same place once more.
    pub fn clone_ref(&self, py: Python<'_>) -> Self {
        Self {
            code: self.code.clone_ref(py),
            line: self.line,
        }
    }

    /// The line, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The file as a person would name it: relative to the folder that the program runs in.
    pub fn file(&self, py: Python<'_>) -> Option<String> {
        let name = self
            .code
            .bind(py)
            .getattr(intern!(py, "co_filename"))
            .ok()?;
        let name = name.extract::<String>().ok()?;
        let folder = std::env::current_dir().unwrap_or_default();
        let relative = Path::new(&name).strip_prefix(&folder).ok();
        // Nothing is shorter below the root folder.
        let relative = relative.filter(|_| folder.parent().is_some());
        Some(match relative.and_then(Path::to_str) {
            Some(relative) => relative.to_owned(),
            None => name,
        })
    }
}
