//! The command line, for `python -m alien`.

use std::ffi::OsString;

use alien_sdk_cli::System;
use pyo3::prelude::*;

/// Runs a command line, whose first argument is the name of the program, and returns the exit code.
// def _run_command_line(args: list[str]) -> int
#[pyfunction]
#[pyo3(name = "_run_command_line")]
pub fn run_command_line(py: Python<'_>, args: Vec<OsString>) -> u8 {
    py.detach(|| alien_sdk_cli::run(args, &System::new()))
}
