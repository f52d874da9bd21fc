//! Records the file and line of builder calls. Recording is cheap, since the name of a file is only looked up when an
//! error shows it.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// How many more calls are recorded. By default the number is limited, since recording takes time.
static REMAINING: AtomicI64 = AtomicI64::new(2000);

/// The line of a call, and the code object that contains it. A site that was restored from a pickle has the
/// name of the file instead of the code object.
pub struct CallSite {
    code: Py<PyAny>,
    line: u32,
}

/// Turns the recording of the file and line of builder calls on or off. Errors that `build()` raises show them.
///
/// By default, the first 2,000 calls of a process are recorded. `track_calls(True)` records all further calls, and
/// `track_calls(False)` none.
///
/// >>> alien.track_calls(True)
// def track_calls(enabled: bool) -> None
#[pyfunction]
pub fn track_calls(enabled: bool) {
    REMAINING.store(if enabled { i64::MAX } else { 0 }, Ordering::Relaxed);
}

/// Returns the line that called the current function of this module, or `None` if no more calls are recorded.
pub fn current(py: Python<'_>) -> Option<CallSite> {
    let before = REMAINING.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |remaining| {
        (remaining > 0).then(|| remaining.saturating_sub(1))
    });
    before.ok()?;
    innermost_frame(py).ok()
}

fn innermost_frame(py: Python<'_>) -> PyResult<CallSite> {
    static GET_FRAME: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    // A function of an extension module has no frame, so the innermost frame is that of its caller.
    let frame = GET_FRAME.import(py, "sys", "_getframe")?.call0()?;
    Ok(CallSite {
        code: frame.getattr(intern!(py, "f_code"))?.unbind(),
        line: frame.getattr(intern!(py, "f_lineno"))?.extract()?,
    })
}

impl CallSite {
    /// Returns a copy of the call site.
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

    /// Returns the name of the file and the line, which are pickled.
    pub fn pickled<'py>(&self, py: Python<'py>) -> (Bound<'py, PyAny>, u32) {
        let code = self.code.bind(py);
        let name = code.getattr(intern!(py, "co_filename"));
        (name.unwrap_or_else(|_| code.clone()), self.line)
    }

    /// Restores a pickled site.
    pub fn restored(file: Bound<'_, PyAny>, line: u32) -> Self {
        let code = file.unbind();
        Self { code, line }
    }

    /// Returns the path of the file as it is shown to people: relative to the working directory if it is inside.
    pub fn file(&self, py: Python<'_>) -> Option<String> {
        let (name, _) = self.pickled(py);
        let name = name.extract::<String>().ok()?;
        let folder = std::env::current_dir().unwrap_or_default();
        let relative = Path::new(&name).strip_prefix(&folder).ok();
        // A path relative to the root directory is no shorter than the absolute path.
        let relative = relative.filter(|_| folder.parent().is_some());
        Some(match relative.and_then(Path::to_str) {
            Some(relative) => relative.to_owned(),
            None => name,
        })
    }
}
