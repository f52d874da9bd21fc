//! `cargo xtask fuzz`: looks for texts and calls that break an invariant, with the fuzz targets in `fuzz/`.
//!
//! The fuzzer is LLVM's libFuzzer. It runs without sanitizers, which would need a nightly compiler. The core doesn't need
//! them, since it has no `unsafe` code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::steps::{Steps, capture, cargo, command, output, root, skip, target};

/// The programs in `fuzz/fuzz_targets`.
const TARGETS: [&str; 3] = ["text", "fixes", "calls"];

/// The version of cargo-fuzz to install.
const VERSION: &str = "0.13.2";

/// How long each target runs by default.
const SECONDS: u32 = 20;

/// The manifest of the targets, which are in a workspace of their own.
pub const MANIFEST: &str = "fuzz/Cargo.toml";

/// Runs each target for the given number of seconds.
pub fn run(arguments: &[String]) -> Result<()> {
    let seconds = match arguments {
        [] => SECONDS,
        [seconds] => seconds
            .parse()
            .context("usage: cargo xtask fuzz [SECONDS]")?,
        _ => bail!("usage: cargo xtask fuzz [SECONDS]"),
    };
    if !has_cpp_compiler()? {
        return Ok(());
    }
    let mut steps = Steps::new(2 + TARGETS.len());
    let tool = steps.run("installing cargo-fuzz", install_cargo_fuzz)?;
    steps.run("compiling the fuzz targets", || build_targets(&tool))?;
    for name in TARGETS {
        steps.check(name, || run_target(&tool, name, seconds));
    }
    steps.finish()
}

/// Returns whether there is a C++ compiler, which libFuzzer needs. If there is none, prints a message, or fails in CI.
fn has_cpp_compiler() -> Result<bool> {
    let compiler = std::env::var_os("CXX").unwrap_or_else(|| "c++".into());
    let runs = output(Command::new(&compiler).arg("--version"));
    if runs.is_ok_and(|output| output.status.success()) {
        return Ok(true);
    }
    let missing = "no C++ compiler was found: install one (g++ on Debian), then run this again";
    skip("the fuzzer", missing)
}

/// Installs cargo-fuzz in the target folder, unless it is installed already, and returns its path.
fn install_cargo_fuzz() -> Result<PathBuf> {
    let folder = target()?.join("xtask/cargo-fuzz").join(VERSION);
    let program = folder
        .join("bin/cargo-fuzz")
        .with_extension(std::env::consts::EXE_EXTENSION);
    if !program.exists() {
        let install = ["install", "cargo-fuzz", "--locked", "--version", VERSION];
        capture(cargo().args(install).arg("--root").arg(&folder))?;
    }
    Ok(program)
}

/// A cargo-fuzz command. The caller adds the name of the target and further arguments.
fn cargo_fuzz(tool: &Path, verb: &str) -> Result<Command> {
    let mut cargo_fuzz = command(tool, &root());
    cargo_fuzz.args(["fuzz", verb, "--sanitizer=none", "--target-dir"]);
    cargo_fuzz.arg(target()?.join("xtask/fuzz"));
    Ok(cargo_fuzz)
}

fn build_targets(tool: &Path) -> Result<()> {
    // cargo-fuzz would silently update a stale lock file. This command fails instead.
    capture(cargo().args(["fetch", "--locked", "--manifest-path", MANIFEST]))?;
    capture(&mut cargo_fuzz(tool, "build")?)?;
    Ok(())
}

/// Runs a target, starting from its seeds and from the inputs that earlier runs found. Returns the number of executions.
fn run_target(tool: &Path, name: &str, seconds: u32) -> Result<String> {
    let corpus = root().join("fuzz/corpus").join(name);
    fs::create_dir_all(&corpus)?;
    let run = output(
        cargo_fuzz(tool, "run")?
            .env("RUST_BACKTRACE", "1")
            .arg(name)
            // The fuzzer only adds inputs to the first folder.
            .args([corpus, root().join("fuzz/seeds").join(name)])
            .arg("--")
            .args(["-print_final_stats=1", "-timeout=10", "-max_len=4096"])
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-dict={}", write_dictionary()?.display())),
    )?;
    // The fuzzer prints everything to standard error.
    let printed = String::from_utf8_lossy(&run.stderr);
    let text_after = |label: &str| {
        printed
            .lines()
            .find_map(|line| Some(line.split_once(label)?.1))
    };
    if !run.status.success() {
        let input = text_after("Test unit written to ").context(printed.trim_end().to_owned())?;
        bail!("{}\n\nthe input is in {input}", panic_message(&printed));
    }
    let executions = text_after("stat::number_of_executed_units:");
    let executions = executions.context("the fuzzer printed no number of executions")?;
    Ok(format!("{} executions in {seconds} s", executions.trim()))
}

/// Returns the message of the panic. If there was no panic, for example because of a timeout, returns the whole output.
fn panic_message(printed: &str) -> &str {
    let panic = printed
        .find("panicked at ")
        .and_then(|at| printed.get(at..));
    let message = panic.and_then(|panic| panic.split("\nstack backtrace:").next());
    message.unwrap_or(printed.trim_end())
}

/// Writes the file with the words that the fuzzer inserts into texts, and returns its path. They are the
/// short strings in the schemas and in the examples of codes.
fn write_dictionary() -> Result<PathBuf> {
    let mut words = BTreeSet::new();
    for file in [
        "codes.md",
        "schema/container.schema.json",
        "schema/stack.schema.json",
        "schema/state.schema.json",
    ] {
        let text = fs::read_to_string(root().join("docs").join(file))?;
        let is_plain = |word: &str| {
            let is_letter = |c: char| c.is_ascii_alphanumeric() || "-_./:".contains(c);
            word.len() < 40
                && word.starts_with(|c: char| c.is_ascii_alphanumeric())
                && word.chars().all(is_letter)
        };
        words.extend(
            text.split('"')
                .filter(|word| is_plain(word))
                .map(str::to_owned),
        );
    }
    let lines: Vec<_> = words
        .iter()
        .map(|word| format!("\"\\\"{word}\\\"\"\n"))
        .collect();
    let path = target()?.join("xtask/fuzz.dict");
    fs::write(&path, lines.concat())?;
    Ok(path)
}
