//! Prints numbered steps on the terminal, and runs commands with clear error messages.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Says that what needs a missing tool is skipped, or fails in CI, which skips nothing. Returns that the tool is not available.
pub fn skip(what: &str, missing: &str) -> Result<bool> {
    if std::env::var_os("CI").is_some() {
        bail!("{missing}");
    }
    println!("skipping {what}: {missing}");
    Ok(false)
}

/// Prints which step is running, how many steps there are, and how long each step took.
pub struct Steps {
    total: usize,
    started: usize,
    /// The finished checks: the name of each, and its result in a few words. A failed check has no result.
    checks: Vec<(&'static str, Option<String>)>,
}

impl Steps {
    /// A sequence of `total` steps.
    pub fn new(total: usize) -> Self {
        Self {
            total,
            started: 0,
            checks: Vec::new(),
        }
    }

    /// Runs a step that later steps need: `[2/6] packing …  0.4 s`. If it fails, so does the command.
    pub fn run<T>(&mut self, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.begin(what);
        let start = Instant::now();
        let value = work().inspect_err(|_| println!("  failed"))?;
        println!("  {}", elapsed(start));
        Ok(value)
    }

    /// Runs a step that no other step needs. `work` returns its result in a few words. If it fails, the next steps run
    /// nevertheless, and [`Steps::finish`] fails.
    pub fn check(&mut self, what: &'static str, work: impl FnOnce() -> Result<String>) {
        self.begin(what);
        let start = Instant::now();
        let found = match work() {
            Ok(found) => {
                println!("  {}", elapsed(start));
                Some(found)
            }
            Err(error) => {
                println!("  failed\n\n{error:#}\n");
                None
            }
        };
        self.checks.push((what, found));
    }

    /// Prints the result of each check. Fails if a check failed.
    pub fn finish(self) -> Result<()> {
        println!();
        let width = self.checks.iter().map(|(what, _)| what.len()).max();
        let width = width.unwrap_or(0);
        for (what, found) in &self.checks {
            let found = found.as_deref().unwrap_or("FAILED");
            println!("{what:width$}  {found}");
        }
        let failed = self.checks.iter().filter(|(_, found)| found.is_none());
        match failed.count() {
            0 => Ok(()),
            1 => bail!("one check failed"),
            failed => bail!("{failed} checks failed"),
        }
    }

    fn begin(&mut self, what: &str) {
        self.started += 1;
        print!("[{}/{}] {what} …", self.started, self.total);
        // If flushing fails, the line only appears later.
        let _ = std::io::stdout().flush();
    }
}

/// Formats the time since `start`, such as `12.3 s`.
fn elapsed(start: Instant) -> String {
    format!("{:.1} s", start.elapsed().as_secs_f64())
}

/// Returns the root of the repository that contains the working directory.
///
/// A path that was determined when xtask was compiled could belong to another checkout, since folders with compiled files
/// can be copied.
pub fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let is_root = |folder: &&Path| folder.join("xtask/Cargo.toml").is_file();
    here.ancestors().find(is_root).unwrap_or(&here).to_owned()
}

/// Returns Cargo's target folder. The running program is in `TARGET/PROFILE/`.
pub fn target() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2);
    Ok(target.context("xtask has no parent folder")?.to_owned())
}

/// A command that runs the same Cargo that runs this program.
pub fn cargo() -> Command {
    let mut command =
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsStr::new("cargo").to_owned()));
    command.current_dir(root());
    command
}

/// A command that runs a program in `folder`.
pub fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    command
}

/// Runs a command and returns its output and exit status. Fails only if the command can't be started.
pub fn output(command: &mut Command) -> Result<Output> {
    command
        .stdin(Stdio::null())
        .output()
        .or_else(|error| fail_to_start(command, error))
}

/// Runs a command and returns its standard output. If the command fails, the error contains its whole output.
pub fn capture(command: &mut Command) -> Result<String> {
    let Output {
        status,
        stdout,
        stderr,
    } = output(command)?;
    let stdout = String::from_utf8_lossy(&stdout).into_owned();
    if !status.success() {
        let stderr = String::from_utf8_lossy(&stderr);
        bail!("`{}` failed\n\n{stdout}{stderr}", command_line(command));
    }
    Ok(stdout)
}

/// Runs a command, prints its standard output while it runs, and returns that output.
pub fn capture_and_print(command: &mut Command) -> Result<String> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .or_else(|error| fail_to_start(command, error))?;
    let mut printed = String::new();
    println!();
    for line in lines(child.stdout.take()) {
        let line = line?;
        println!("      {line}");
        printed.push_str(&line);
        printed.push('\n');
    }
    if !child.wait()?.success() {
        bail!("`{}` failed", command_line(command));
    }
    Ok(printed)
}

/// The lines of an output, each as soon as it is printed.
fn lines(output: Option<impl Read>) -> impl Iterator<Item = std::io::Result<String>> {
    output
        .into_iter()
        .flat_map(|output| BufReader::new(output).lines())
}

/// Returns an error that says how to install the missing program.
fn fail_to_start<T>(command: &Command, error: std::io::Error) -> Result<T> {
    let program = command.get_program().to_string_lossy();
    let folder_is_there = command.get_current_dir().is_none_or(Path::exists);
    if error.kind() != ErrorKind::NotFound || !folder_is_there {
        return Err(error).with_context(|| format!("`{}` did not start", command_line(command)));
    }
    let remedy = match program.as_ref() {
        "node" | "npm" | "npm.cmd" => "install Node.js 20 or later",
        "rustup" => "install it, or add the target wasm32-unknown-unknown to this Rust toolchain",
        _ => "install it",
    };
    bail!("{program} was not found: {remedy}, then run this again");
}

/// Formats a command for an error message, with paths relative to the repository.
fn command_line(command: &Command) -> String {
    let root = root();
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| {
            let word = Path::new(word);
            let word = word.strip_prefix(&root).unwrap_or(word);
            word.display().to_string()
        })
        .collect::<Vec<_>>()
        .join(" ")
}
