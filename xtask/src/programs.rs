//! Runs random programs in Rust, TypeScript, Python, Kotlin and Ruby. Their results must be the same, byte for byte.
//!
//! A program is a list of builder calls; see `tests/programs`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use alien_sdk_core::Options;
use alien_sdk_core::internal::document::json;
use alien_sdk_core::internal::language::{JAVASCRIPT, KOTLIN, Language, PYTHON, RUBY};
use alien_sdk_core::internal::wire::{self, Diagnostic};
use anyhow::{Context, Result, bail};
use serde::Serialize;
use serde_json::Value;

use crate::node::node;
use crate::packages::Packages;
use crate::python::Wheel;
use crate::steps::{root, target};
use crate::wasm;

/// The number of programs.
const COUNT: usize = 12_000;
/// The seed of the random number generator. Another seed generates other programs.
const SEED: &str = "1";

/// The results of all programs in one language.
struct Results {
    language: &'static str,
    /// A file with one line for each program.
    path: PathBuf,
}

/// Generates the programs, runs them in all languages, and compares the results. Without a jar, Kotlin is skipped; without a
/// gem, Ruby.
pub fn run(packages: &Packages, wheel: &Wheel) -> Result<String> {
    let trial = packages.trial;
    let folder = target()?.join("xtask/programs");
    fs::create_dir_all(&folder)?;
    let sources = root().join("tests/programs");
    let programs = folder.join("programs.jsonl");
    let mut generate = wheel.python(&sources);
    generate.arg("generate.py").arg(COUNT.to_string()).arg(SEED);
    run_into_file(&mut generate, &programs)?;

    trial.write("programs.js", &fs::read_to_string(sources.join("run.js"))?)?;

    let run_rust = |style: &'static Language, name: &str| -> Result<Results> {
        let path = folder.join(name).with_extension("jsonl");
        let results = run_in_rust(&fs::read_to_string(&programs)?, style)?;
        fs::write(&path, results)?;
        let language = "Rust";
        Ok(Results { language, path })
    };
    let run_command = |run: &mut Command, language: &'static str| -> Result<Results> {
        let path = folder.join(language).with_extension("jsonl");
        run_into_file(run.stdin(File::open(&programs)?), &path)?;
        Ok(Results { language, path })
    };
    // Messages show calls in the style of a language, so Rust runs the programs once for each style.
    let expected = run_rust(&JAVASCRIPT, "RustForTypeScript")?;
    for module in wasm::CONDITIONS {
        let mut run = node(trial.folder());
        let actual = run_command(run.arg(module).arg("programs.js"), "TypeScript")?;
        compare(&programs, &expected, &actual)?;
    }
    let expected = run_rust(&PYTHON, "RustForPython")?;
    let actual = run_command(wheel.python(&sources).arg("run.py"), "Python")?;
    compare(&programs, &expected, &actual)?;
    let mut languages = 3;
    if let Some(jar) = packages.jar {
        let expected = run_rust(&KOTLIN, "RustForKotlin")?;
        let actual = run_command(&mut jar.programs()?, "Kotlin")?;
        compare(&programs, &expected, &actual)?;
        languages += 1;
    }
    if let Some(gem) = packages.gem {
        let expected = run_rust(&RUBY, "RustForRuby")?;
        let actual = run_command(gem.ruby(&sources).arg("run.rb"), "Ruby")?;
        compare(&programs, &expected, &actual)?;
        languages += 1;
    }
    summary(&expected.path, languages)
}

/// Returns the core's results, one line for each program. Diagnostics show calls in the style of `language`.
fn run_in_rust(programs: &str, language: &'static Language) -> Result<String> {
    let mut out = String::new();
    for program in programs.lines() {
        let calls = json::parse_normalised(program);
        let built = wire::BuildResult::from_calls(&calls, language, &Options::default());
        let result = ProgramResult {
            normalised: built.json,
            diagnostics: built.report.diagnostics,
        };
        out.push_str(&serde_json::to_string(&result)?);
        out.push('\n');
    }
    Ok(out)
}

/// The result of one program.
#[derive(Serialize)]
struct ProgramResult {
    #[serde(skip_serializing_if = "Option::is_none")]
    normalised: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

/// Runs a command, and writes its standard output into a file.
fn run_into_file(run: &mut Command, output: &Path) -> Result<()> {
    let run = run.stdout(File::create(output)?).stderr(Stdio::inherit());
    let status = run
        .status()
        .with_context(|| format!("{} did not start", run.get_program().display()))?;
    if !status.success() {
        bail!("{} failed", run.get_program().display());
    }
    Ok(())
}

/// Fails if the results of a program differ between two languages, or if a result is missing.
fn compare(programs: &Path, first: &Results, second: &Results) -> Result<()> {
    let programs = fs::read_to_string(programs)?;
    let one = fs::read_to_string(&first.path)?;
    let two = fs::read_to_string(&second.path)?;
    let (first, second) = (first.language, second.language);
    let results = one.split('\n').zip(two.split('\n'));
    let mut lines = programs.split('\n').zip(results);
    if let Some((program, (one, two))) = lines.find(|(_, (one, two))| !is_same(one, two)) {
        bail!("the results of a program differ\n\n{program}\n\n{first}: {one}\n\n{second}: {two}");
    }
    let count = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
    let counts = [count(&one), count(&two)];
    if counts != [COUNT; 2] {
        let [one, two] = counts;
        bail!("{first} and {second} gave {one} and {two} results for {COUNT} programs");
    }
    Ok(())
}

/// Whether two results are the same. Languages print small numbers differently, such as `1e-7` and `1e-07`.
fn is_same(one: &str, two: &str) -> bool {
    let parse = |text: &str| serde_json::from_str::<Value>(text).ok();
    one == two || parse(one).is_some_and(|one| parse(two) == Some(one))
}

/// Returns how many programs are valid. Fails if almost all or almost none are, since the comparison would then say
/// little.
fn summary(results: &Path, languages: usize) -> Result<String> {
    let results = fs::read_to_string(results)?;
    let valid = results
        .lines()
        .filter(|line| line.starts_with(r#"{"normalised""#))
        .count();
    if !(COUNT / 4..COUNT * 3 / 4).contains(&valid) {
        bail!(
            "{valid} of {COUNT} programs are valid: change generate.py so that about half of them are"
        );
    }
    Ok(format!(
        "{COUNT} programs the same in {languages} languages, {valid} of them valid"
    ))
}
