//! Random programs of the builder, run by every language: each must say the same, byte for byte.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use alien_sdk_core::Options;
use alien_sdk_core::internal::document::json;
use alien_sdk_core::internal::language::{JAVASCRIPT, Language, PYTHON};
use alien_sdk_core::internal::wire::{self, Diagnostic};
use anyhow::{Context, Result, bail};
use serde::Serialize;

use crate::python::Wheel;
use crate::steps::{node, root, target};
use crate::trial::Trial;

const COUNT: usize = 12_000;
/// Another one gives other programs.
const SEED: &str = "1";

/// Generates the programs, runs them in Rust, TypeScript and Python, and compares what they say.
pub fn run(trial: &Trial, wheel: &Wheel) -> Result<String> {
    let folder = target()?.join("xtask/programs");
    fs::create_dir_all(&folder)?;
    let sources = root().join("tests/programs");
    let programs = folder.join("programs.jsonl");
    let mut generate = wheel.python(&sources);
    generate.arg("generate.py").arg(COUNT.to_string()).arg(SEED);
    write(&mut generate, &programs)?;

    trial.write("programs.js", &fs::read_to_string(sources.join("run.js"))?)?;

    let in_rust = |language: &'static Language, name: &str| -> Result<(String, PathBuf)> {
        let output = folder.join(name).with_extension("jsonl");
        let said = run_in_rust(&fs::read_to_string(&programs)?, language)?;
        fs::write(&output, said)?;
        Ok(("Rust".to_owned(), output))
    };
    let mut in_node = node(trial.folder());
    in_node.arg("programs.js");
    let mut in_python = wheel.python(&sources);
    in_python.arg("run.py");
    let said = |name: &str, run: &mut Command| -> Result<(String, PathBuf)> {
        let output = folder.join(name).with_extension("jsonl");
        write(run.stdin(File::open(&programs)?), &output)?;
        Ok((name.to_owned(), output))
    };
    // Messages show calls as the language writes them.
    let first = in_rust(&JAVASCRIPT, "RustForTypeScript")?;
    compare(&programs, &first, &said("TypeScript", &mut in_node)?)?;
    let for_python = in_rust(&PYTHON, "RustForPython")?;
    compare(&programs, &for_python, &said("Python", &mut in_python)?)?;
    summary(&first.1)
}

/// What the core says of programs, a line each, with calls as a language writes them.
fn run_in_rust(programs: &str, language: &'static Language) -> Result<String> {
    let mut out = String::new();
    for program in programs.lines() {
        let calls = json::parse_normalised(program);
        let built = wire::BuildResult::from_calls(&calls, language, &Options::default());
        let said = Said {
            normalised: built.json,
            diagnostics: built.report.diagnostics,
        };
        out.push_str(&serde_json::to_string(&said)?);
        out.push('\n');
    }
    Ok(out)
}

#[derive(Serialize)]
struct Said {
    #[serde(skip_serializing_if = "Option::is_none")]
    normalised: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

/// Runs a command, with its output in a file.
fn write(run: &mut Command, output: &Path) -> Result<()> {
    let run = run.stdout(File::create(output)?).stderr(Stdio::inherit());
    let status = run
        .status()
        .with_context(|| format!("{} did not start", run.get_program().display()))?;
    if !status.success() {
        bail!("{} failed", run.get_program().display());
    }
    Ok(())
}

fn compare(programs: &Path, first: &(String, PathBuf), other: &(String, PathBuf)) -> Result<()> {
    let (one, two) = (fs::read_to_string(&first.1)?, fs::read_to_string(&other.1)?);
    let programs = fs::read_to_string(programs)?;
    let said = one.split('\n').zip(two.split('\n'));
    let mut lines = programs.split('\n').zip(said);
    if let Some((program, (one, two))) = lines.find(|(_, (one, two))| one != two) {
        let ((first, _), (other, _)) = (first, other);
        bail!("a program differs\n\n{program}\n\n{first}: {one}\n\n{other}: {two}");
    }
    let count = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
    if [count(&one), count(&two)] != [COUNT; 2] {
        bail!(
            "{} and {} gave {} and {} lines for {COUNT} programs",
            first.0,
            other.0,
            count(&one),
            count(&two)
        );
    }
    Ok(())
}

/// Both kinds of programs must be there, or nothing was compared.
fn summary(said: &Path) -> Result<String> {
    let said = fs::read_to_string(said)?;
    let valid = said
        .lines()
        .filter(|line| line.starts_with(r#"{"normalised""#))
        .count();
    if !(COUNT / 4..COUNT * 3 / 4).contains(&valid) {
        bail!(
            "{valid} of {COUNT} programs are valid: generate.py should make as many that are not"
        );
    }
    Ok(format!(
        "{COUNT} programs the same in 3 languages, {valid} of them valid"
    ))
}
