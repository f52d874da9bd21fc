//! Numbered steps on the terminal, and commands that fail in one clear sentence.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Says which of how many steps is running, and how long each took.
pub struct Steps {
    total: usize,
    started: usize,
    /// The checks so far: what each is called, and what it found, unless it failed.
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

    /// Runs a step that the rest needs: `[2/6] packing …  0.4 s`.
    pub fn run<T>(&mut self, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.begin(what);
        let start = Instant::now();
        let value = work().inspect_err(|_| println!("  failed"))?;
        println!("  {}", seconds(start));
        Ok(value)
    }

    /// Runs a step that nothing needs, which says in a few words what it found. Where it fails, the rest goes on
    /// and `finish` fails.
    pub fn check(&mut self, what: &'static str, work: impl FnOnce() -> Result<String>) {
        self.begin(what);
        let start = Instant::now();
        let found = match work() {
            Ok(found) => {
                println!("  {}", seconds(start));
                Some(found)
            }
            Err(error) => {
                println!("  failed\n\n{error:#}\n");
                None
            }
        };
        self.checks.push((what, found));
    }

    /// Prints a line for each check.
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
        // A terminal that can't be flushed only shows the line later.
        let _ = std::io::stdout().flush();
    }
}

/// The time since `start`, as `12.3 s`.
pub fn seconds(start: Instant) -> String {
    format!("{:.1} s", start.elapsed().as_secs_f64())
}

/// The root of the repository that this command runs in: a path from when xtask was compiled would be that of another
/// checkout, if this one is a copy.
pub fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let is_root = |folder: &&Path| folder.join("xtask/Cargo.toml").is_file();
    here.ancestors().find(is_root).unwrap_or(&here).to_owned()
}

/// The folder that Cargo builds into, found from this program, which stands in `TARGET/PROFILE/`.
pub fn target() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2);
    Ok(target.context("xtask has no parent folder")?.to_owned())
}

/// The Cargo that runs this program.
pub fn cargo() -> Command {
    let mut command =
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsStr::new("cargo").to_owned()));
    command.current_dir(root());
    command
}

/// A program, run in `folder`.
pub fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    command
}

/// Node, run in `folder`.
pub fn node(folder: &Path) -> Command {
    let mut command = Command::new("node");
    command.current_dir(folder);
    command
}

/// npm, run in `folder`.
pub fn npm(folder: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder);
    command
}

/// Runs a command and gives what it printed, and whether it failed.
pub fn output(command: &mut Command) -> Result<Output> {
    command
        .stdin(Stdio::null())
        .output()
        .or_else(|error| not_started(command, error))
}

/// Runs a command and gives what it printed; its whole output is in the error where it fails.
pub fn capture(command: &mut Command) -> Result<String> {
    let Output {
        status,
        stdout,
        stderr,
    } = output(command)?;
    let stdout = String::from_utf8_lossy(&stdout).into_owned();
    if !status.success() {
        let stderr = String::from_utf8_lossy(&stderr);
        bail!("`{}` failed\n\n{stdout}{stderr}", spelled(command));
    }
    Ok(stdout)
}

/// Runs a command whose output is worth seeing as it comes, and gives it.
pub fn show(command: &mut Command) -> Result<String> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .or_else(|error| not_started(command, error))?;
    let mut printed = String::new();
    println!();
    for line in lines(child.stdout.take()) {
        let line = line?;
        println!("      {line}");
        printed.push_str(&line);
        printed.push('\n');
    }
    if !child.wait()?.success() {
        bail!("`{}` failed", spelled(command));
    }
    Ok(printed)
}

/// The lines of an output as they come.
fn lines(output: Option<impl Read>) -> impl Iterator<Item = std::io::Result<String>> {
    output
        .into_iter()
        .flat_map(|output| BufReader::new(output).lines())
}

fn not_started<T>(command: &Command, error: std::io::Error) -> Result<T> {
    let program = command.get_program().to_string_lossy();
    let folder_is_there = command.get_current_dir().is_none_or(Path::exists);
    if error.kind() != ErrorKind::NotFound || !folder_is_there {
        return Err(error).with_context(|| format!("`{}` did not start", spelled(command)));
    }
    let remedy = match program.as_ref() {
        "node" | "npm" | "npm.cmd" => "install Node.js 20 or later",
        "rustup" => "install it, or add the target wasm32-unknown-unknown to this Rust toolchain",
        _ => "install it",
    };
    bail!("{program} was not found: {remedy}, then run this again");
}

/// The command as a person would type it, with paths relative to the repository.
fn spelled(command: &Command) -> String {
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
