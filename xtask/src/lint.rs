//! `cargo xtask lint`: everything that is checked without running a test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::steps::{Steps, capture, cargo, node, output, root, target};
use crate::{fuzz, generate, npm, python, wasm};

/// What Biome looks at.
const FORMATTED: &[&str] = &["biome.json", "npm", "tests", "examples"];

/// The TypeScript projects.
const PROJECTS: &[&str] = &["npm", "examples"];

/// The runtime dependencies of the core, each with its reason.
const DEPENDENCIES: &str = "core/dependencies.toml";

/// Runs every check and fails in the end where one failed; with `--fix`, only corrects what formatters can.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => check(),
        [flag] if flag == "--fix" => fix(),
        _ => bail!("usage: cargo xtask lint [--fix]"),
    }
}

fn fix() -> Result<()> {
    for mut formatter in formatters()? {
        capture(&mut formatter)?;
    }
    npm::install(&root().join("npm"))?;
    print!("{}", biome(&["check", "--write"])?);
    if python::is_there()? {
        python::Tools::new()?.ruff(true)?;
    }
    Ok(())
}

fn check() -> Result<()> {
    let mut steps = Steps::new(10);
    steps.check("Rust formatting", rust_formatting);
    steps.check("clippy", clippy);
    steps.check("dependencies of the core", dependencies);
    steps.check("versions", versions);
    let tools = root().join("npm");
    steps.run("installing the npm tools", || npm::install(&tools))?;
    steps.check("generated files", generate::check);
    steps.check("biome", || {
        biome(&["ci", "--error-on-warnings"])?;
        Ok("clean".to_owned())
    });
    steps.check("types", types);
    if python::is_there()? {
        let tools = steps.run("installing the Python tools", python::Tools::new)?;
        steps.check("ruff", || tools.ruff(false));
    }
    steps.finish()
}

fn rust_formatting() -> Result<String> {
    let mut files = BTreeSet::new();
    for mut formatter in formatters()? {
        files.extend(unformatted(formatter.args(["--check", "-l"]))?);
    }
    if files.is_empty() {
        return Ok("clean".to_owned());
    }
    let files: Vec<_> = files.into_iter().collect();
    bail!(
        "run `cargo xtask lint --fix`; not formatted:\n{}",
        files.join("\n")
    );
}

/// The files that a formatter would change, as it lists them.
fn unformatted(formatter: &mut Command) -> Result<BTreeSet<String>> {
    let output = output(formatter)?;
    let root = root();
    let name = |line: &str| {
        let path = Path::new(line);
        let path = path.strip_prefix(&root).unwrap_or(path);
        path.display().to_string()
    };
    let listed = String::from_utf8_lossy(&output.stdout);
    let files: BTreeSet<_> = listed.lines().map(name).collect();
    if !output.status.success() && files.is_empty() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(files)
}

/// What formats everything that is Rust: the workspace, that of the fuzz targets, and the rules.
fn formatters() -> Result<[Command; 3]> {
    let (mut workspace, mut targets) = (cargo(), cargo());
    workspace.args(["fmt", "--all", "--"]);
    targets.args(["fmt", "--manifest-path", fuzz::MANIFEST, "--"]);
    Ok([workspace, targets, rustfmt()?])
}

/// Formats the rules by name: `cargo fmt` does not see the files behind the macros that list them.
fn rustfmt() -> Result<Command> {
    let mut command = Command::new("rustfmt");
    command.current_dir(root()).args(["--edition", "2024"]);
    for folder in ["", "stack", "state", "update"] {
        for entry in fs::read_dir(root().join("core/src/rules").join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                command.arg(path);
            }
        }
    }
    Ok(command)
}

fn clippy() -> Result<String> {
    let arguments = "clippy --workspace --all-targets --all-features -- -D warnings";
    capture(cargo().args(arguments.split(' ')))?;
    // Without its default features, libFuzzer is not compiled.
    let targets = "clippy --locked --no-default-features --manifest-path";
    let deny = ["--", "-D", "warnings"];
    capture(
        cargo()
            .args(targets.split(' '))
            .args([fuzz::MANIFEST, "--target-dir"])
            .arg(target()?)
            .args(deny),
    )?;
    Ok("clean".to_owned())
}

/// Compares what the core depends on at run time, on any target, with the list of what it may depend on.
fn dependencies() -> Result<String> {
    let tree = "tree --package alien-sdk-core --edges normal,no-proc-macro --all-features --target all \
                --prefix none --format {p}";
    let printed = capture(cargo().args(tree.split_whitespace()))?;
    let actual: BTreeSet<&str> = printed
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| !name.is_empty() && *name != "alien-sdk-core")
        .collect();
    let list = fs::read_to_string(root().join(DEPENDENCIES))?;
    let allowed: BTreeMap<String, String> = toml::from_str(&list)
        .with_context(|| format!("{DEPENDENCIES} is not name = \"reason\""))?;

    let unlisted = actual.iter().filter(|name| !allowed.contains_key(**name));
    let stale = allowed
        .keys()
        .filter(|name| !actual.contains(name.as_str()));
    let faults: Vec<String> = unlisted
        .map(|name| format!("`{name}` is not listed: drop it, or add it with a reason"))
        .chain(stale.map(|name| format!("`{name}` is listed but not used: remove it")))
        .collect();
    if !faults.is_empty() {
        bail!("{DEPENDENCIES}:\n{}", faults.join("\n"));
    }
    Ok(format!("{} allowed", allowed.len()))
}

/// The npm package has the version of the crates.
fn versions() -> Result<String> {
    let wanted = env!("CARGO_PKG_VERSION");
    let manifest = fs::read_to_string(root().join("npm/package.json"))?;
    let line = format!("\"version\": \"{wanted}\"");
    if !manifest.contains(&line) {
        bail!("npm/package.json differs from Cargo.toml: run `npm version {wanted}` in npm/");
    }
    Ok(wanted.to_owned())
}

fn biome(arguments: &[&str]) -> Result<String> {
    let present = FORMATTED.iter().filter(|path| root().join(path).exists());
    capture(
        node(&root())
            .arg("npm/node_modules/@biomejs/biome/bin/biome")
            .args(arguments)
            .arg("--colors=off")
            .args(present),
    )
}

fn types() -> Result<String> {
    wasm::build()?;
    for project in PROJECTS {
        capture(
            node(&root())
                .args(["npm/node_modules/typescript/bin/tsc", "--project"])
                .arg(project),
        )?;
    }
    Ok(format!("{} projects", PROJECTS.len()))
}
