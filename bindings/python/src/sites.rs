//! Records where builder calls are made. Recording is cheap; file names are only determined when an error needs
//! them.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// Recording takes time, so only a limited number of calls is recorded by default.
static REMAINING: AtomicI64 = AtomicI64::new(2000);

/// The line of a call, and the code object that contains it.
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

/// The line that called the running function of this module; `None` once the limit of recorded calls is reached.
pub fn here(py: Python<'_>) -> Option<Site> {
    let taken = REMAINING.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |remaining| {
        (remaining > 0).then(|| remaining.saturating_sub(1))
    });
    taken.ok()?;
    frame(py).ok()
}

fn frame(py: Python<'_>) -> PyResult<Site> {
    static GET_FRAME: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    // A function of an extension module has no frame, so the innermost frame is that of its caller.
    let frame = GET_FRAME.import(py, "sys", "_getframe")?.call0()?;
    Ok(Site {
        code: frame.getattr(intern!(py, "f_code"))?.unbind(),
        line: frame.getattr(intern!(py, "f_lineno"))?.extract()?,
    })
}

impl Site {
    /// Returns a copy of the location.
    pub fn clone_ref(&self, py: Python<'_>) -> Self {
        Self {
            code: self.code.clone_ref(py),
            line: self.line,
        }
    }

    /// The line, counted from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The path of the file for people: relative to the working directory.
    pub fn file(&self, py: Python<'_>) -> Option<String> {
        let name = self
            .code
            .bind(py)
            .getattr(intern!(py, "co_filename"))
            .ok()?;
        let name = name.extract::<String>().ok()?;
        let folder = std::env::current_dir().unwrap_or_default();
        let relative = Path::new(&name).strip_prefix(&folder).ok();
        // Paths relative to the root directory are not shorter.
        let relative = relative.filter(|_| folder.parent().is_some());
        Some(match relative.and_then(Path::to_str) {
            Some(relative) => relative.to_owned(),
            None => name,
        })
    }
}
