//! `cargo xtask fuzz`: looks for texts and calls that break a law, with the targets of `fuzz/`.
//!
//! The fuzzer is LLVM's libFuzzer. As the core has no `unsafe`, it goes without the sanitizers, for which alone it would
//! need a nightly compiler.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::steps::{Steps, capture, cargo, command, output, root, target};

/// The programs of `fuzz/fuzz_targets`.
const TARGETS: [&str; 3] = ["text", "fixes", "calls"];

/// The version of cargo-fuzz that is installed.
const VERSION: &str = "0.13.2";

/// How long each target runs, unless it is said.
const SECONDS: u32 = 20;

/// The manifest of the targets, a workspace of their own.
pub const MANIFEST: &str = "fuzz/Cargo.toml";

/// Runs each target for so many seconds.
pub fn run(arguments: &[String]) -> Result<()> {
    let seconds = match arguments {
        [] => SECONDS,
        [seconds] => seconds
            .parse()
            .context("usage: cargo xtask fuzz [SECONDS]")?,
        _ => bail!("usage: cargo xtask fuzz [SECONDS]"),
    };
    if !has_compiler()? {
        return Ok(());
    }
    let mut steps = Steps::new(2 + TARGETS.len());
    let tool = steps.run("installing cargo-fuzz", install)?;
    steps.run("compiling the fuzz targets", || build(&tool))?;
    for name in TARGETS {
        steps.check(name, || fuzz(&tool, name, seconds));
    }
    steps.finish()
}

/// Whether there is a compiler for libFuzzer, which is C++; says so where there is none, and fails in CI.
fn has_compiler() -> Result<bool> {
    let compiler = std::env::var_os("CXX").unwrap_or_else(|| "c++".into());
    let runs = output(Command::new(&compiler).arg("--version"));
    if runs.is_ok_and(|output| output.status.success()) {
        return Ok(true);
    }
    let missing = "no C++ compiler was found: install one (g++ on Debian), then run this again";
    if std::env::var_os("CI").is_some() {
        bail!(missing);
    }
    println!("fuzzing is left out: {missing}");
    Ok(false)
}

/// Installs cargo-fuzz among the built files, unless it is there, and gives its path.
fn install() -> Result<PathBuf> {
    let folder = target()?.join("xtask/cargo-fuzz").join(VERSION);
    let program = folder
        .join("bin/cargo-fuzz")
        .with_extension(std::env::consts::EXE_EXTENSION);
    if !program.exists() {
        let what = ["install", "cargo-fuzz", "--locked", "--version", VERSION];
        capture(cargo().args(what).arg("--root").arg(&folder))?;
    }
    Ok(program)
}

/// A command of cargo-fuzz, up to the name of the target.
fn cargo_fuzz(tool: &Path, verb: &str) -> Result<Command> {
    let mut cargo_fuzz = command(tool, &root());
    cargo_fuzz.args(["fuzz", verb, "--sanitizer=none", "--target-dir"]);
    cargo_fuzz.arg(target()?.join("xtask/fuzz"));
    Ok(cargo_fuzz)
}

fn build(tool: &Path) -> Result<()> {
    // cargo-fuzz itself would change a stale lock file.
    capture(cargo().args(["fetch", "--locked", "--manifest-path", MANIFEST]))?;
    capture(&mut cargo_fuzz(tool, "build")?)?;
    Ok(())
}

/// Runs a target on its seeds and on what earlier runs found, and says how often.
fn fuzz(tool: &Path, name: &str, seconds: u32) -> Result<String> {
    let found = root().join("fuzz/corpus").join(name);
    fs::create_dir_all(&found)?;
    let run = output(
        cargo_fuzz(tool, "run")?
            .env("RUST_BACKTRACE", "1")
            .arg(name)
            // The fuzzer adds to the first folder only.
            .args([found, root().join("fuzz/seeds").join(name)])
            .arg("--")
            .args(["-print_final_stats=1", "-timeout=10", "-max_len=4096"])
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-dict={}", dictionary()?.display())),
    )?;
    // The fuzzer prints to its error output.
    let printed = String::from_utf8_lossy(&run.stderr);
    let after = |what: &str| {
        printed
            .lines()
            .find_map(|line| Some(line.split_once(what)?.1))
    };
    if !run.status.success() {
        let input = after("Test unit written to ").context(printed.trim_end().to_owned())?;
        bail!("{}\n\nthe input is in {input}", broken(&printed));
    }
    let executions = after("stat::number_of_executed_units:");
    let executions = executions.context("the fuzzer did not say how often it ran")?;
    Ok(format!("{} executions in {seconds} s", executions.trim()))
}

/// The assertion that failed; of an input that takes too long, everything that was printed.
fn broken(printed: &str) -> &str {
    let panic = printed
        .find("panicked at ")
        .and_then(|at| printed.get(at..));
    let message = panic.and_then(|panic| panic.split("\nstack backtrace:").next());
    message.unwrap_or(printed.trim_end())
}

/// The words that the fuzzer puts into texts: every short string of the schemas and of the examples of codes.
fn dictionary() -> Result<PathBuf> {
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
