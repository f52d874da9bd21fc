//! `alien-sdk check`: validates files, and fixes them.

mod file;
mod output;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use alien_sdk_core::Severity;

use crate::arguments::{CheckOptions, Format};
use crate::files::{Candidate, Candidates, plain};
use crate::host::{Host, Stream};
use crate::progress::Progress;
use crate::text::{error_line, is_stdin, name};
use crate::{CLEAN, MISUSE, PROBLEMS, print};
pub(crate) use file::validate;
use file::{Checked, Outcome, check_file};

pub(crate) fn run(options: &CheckOptions, host: &dyn Host) -> io::Result<u8> {
    if let Some(message) = misuse(options) {
        print(host, Stream::Stderr, &error_line(message))?;
        return Ok(MISUSE);
    }
    let mut results = Results::default();
    loop {
        let is_read = !results.update(options, host) || results.print(options, host)?;
        if !options.watch || !is_read || !host.wait_for_change()? {
            return Ok(results.exit_code(options));
        }
    }
}

fn misuse(options: &CheckOptions) -> Option<&'static str> {
    let has_stdin = options.paths.iter().any(|path| is_stdin(path));
    match has_stdin {
        true if options.fix => Some("--fix can't change the standard input; name a file"),
        true if options.watch => Some("--watch can't watch the standard input; name a file"),
        _ => None,
    }
}

/// The results of all files.
#[derive(Default)]
struct Results {
    files: Vec<(PathBuf, Outcome)>,
    faults: Vec<String>,
}

impl Results {
    /// Checks the files that are new or changed, and returns whether anything is different then.
    fn update(&mut self, options: &CheckOptions, host: &dyn Host) -> bool {
        let candidates = Candidates::find(&options.paths, options.watch, host);
        let mut earlier: HashMap<_, _> = std::mem::take(&mut self.files).into_iter().collect();
        let count = earlier.len();
        let progress = Progress::new(candidates.files.len(), host);
        let outcomes = map(&candidates.files, |candidate| {
            let outcome = check_file(candidate, earlier.get(&candidate.path), options, host);
            progress.step();
            outcome
        });
        progress.finish();
        let is_different = outcomes.iter().any(Option::is_some) || outcomes.len() != count;
        let outcomes = candidates.files.into_iter().zip(outcomes);
        let outcomes = outcomes.filter_map(|(Candidate { path, .. }, outcome)| {
            let outcome = outcome.or_else(|| earlier.remove(&path))?;
            Some((path, outcome))
        });
        self.files = outcomes.collect();
        let faults = self.faults(&candidates.faults, &candidates.folders);
        let is_different = is_different || faults != self.faults;
        self.faults = faults;
        is_different
    }

    /// What can't be read or written. If there is nothing else, a folder without declarations is a fault too.
    fn faults(&self, others: &[String], folders: &[PathBuf]) -> Vec<String> {
        let failed = self.files.iter();
        let failed = failed.filter_map(|(_, outcome)| outcome.result.as_ref().err());
        let mut faults: Vec<_> = others.iter().chain(failed).cloned().collect();
        if faults.is_empty() {
            let is_empty = |folder: &&PathBuf| {
                let is_in = |file: &Checked| plain(&file.path).starts_with(plain(folder));
                !self.checked().any(is_in)
            };
            let empty = folders.iter().find(is_empty);
            faults.extend(empty.map(|folder| no_declarations(folder)));
        }
        faults
    }

    /// The declarations.
    fn checked(&self) -> impl Iterator<Item = &Checked> {
        let results = self.files.iter();
        results.filter_map(|(_, outcome)| outcome.result.as_ref().ok()?.as_ref())
    }

    /// Prints everything. Returns false if nobody reads it.
    fn print(&mut self, options: &CheckOptions, host: &dyn Host) -> io::Result<bool> {
        let has_screen = options.watch && options.format == Format::Human;
        if has_screen && host.is_terminal(Stream::Stdout) {
            print(host, Stream::Stdout, CLEAR)?;
        }
        let files: Vec<_> = self.checked().collect();
        let is_read = output::print_results(&files, &self.faults, options.format, host)?;
        if options.watch && is_read {
            print(
                host,
                Stream::Stderr,
                "watching for changes; press Ctrl-C to stop\n",
            )?;
        }
        // What was fixed is not shown again.
        for (_, outcome) in &mut self.files {
            if let Ok(Some(checked)) = &mut outcome.result {
                checked.before = None;
            }
        }
        Ok(is_read)
    }

    fn exit_code(&self, options: &CheckOptions) -> u8 {
        let is_denied = |file: &Checked| {
            !file.report.valid || options.deny_warnings && file.count(Severity::Warning) > 0
        };
        match self.faults.is_empty() {
            false => MISUSE,
            true if self.checked().any(is_denied) => PROBLEMS,
            true => CLEAN,
        }
    }
}

/// Clears a terminal.
const CLEAR: &str = "\u{1b}[H\u{1b}[2J";

fn no_declarations(folder: &Path) -> String {
    let name = name(folder);
    format!(
        "{name}: there are no declarations here\n  help: name the files, or list them as `include` in alien-sdk.json; otherwise, only files such as *.alien.json and *.alien.yaml are checked, and those whose schema or content says what they are"
    )
}

/// Calls a function with each item, on all cores.
#[cfg(feature = "system")]
fn map<T: Sync, R: Send>(items: &[T], function: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(function).collect()
}

#[cfg(not(feature = "system"))]
fn map<T, R>(items: &[T], function: impl Fn(&T) -> R) -> Vec<R> {
    items.iter().map(function).collect()
}
