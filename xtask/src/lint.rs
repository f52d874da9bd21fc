//! `cargo xtask lint`: all checks that don't run tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::files::list_files;
use crate::node::{install, node};
use crate::steps::{Steps, capture, cargo, output, root, target};
use crate::{fuzz, generate, python, wasm};

/// The files and folders that Biome checks.
const FORMATTED: &[&str] = &["biome.json", "npm", "tests", "examples"];

/// The TypeScript projects.
const PROJECTS: &[&str] = &["npm", "examples"];

/// The file that lists the runtime dependencies of the core, each with the reason for it.
const DEPENDENCIES: &str = "core/dependencies.toml";

/// Runs all checks, and fails at the end if one failed. With `--fix`, runs the formatters instead.
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
    install(&root().join("npm"))?;
    print!("{}", biome(&["check", "--write"])?);
    if python::is_available()? {
        python::Tools::new()?.ruff(true)?;
    }
    Ok(())
}

fn check() -> Result<()> {
    let mut steps = Steps::new(13);
    steps.check("Rust formatting", check_rust_formatting);
    steps.check("clippy", clippy);
    steps.check("Rust documentation", check_rust_docs);
    steps.check("dependencies of the core", check_dependencies);
    steps.check("versions", check_versions);
    steps.check("links", check_links);
    let tools = root().join("npm");
    steps.run("installing the npm tools", || install(&tools))?;
    steps.check("generated files", generate::check);
    steps.check("biome", || {
        biome(&["ci", "--error-on-warnings"])?;
        Ok("clean".to_owned())
    });
    steps.check("types", check_types);
    steps.check("sizes of modules", wasm::check_sizes);
    if python::is_available()? {
        let tools = steps.run("installing the Python tools", python::Tools::new)?;
        steps.check("ruff", || tools.ruff(false));
    }
    steps.finish()
}

/// Fails if a link in the documentation for Rust programs leads nowhere.
fn check_rust_docs() -> Result<String> {
    let arguments = ["doc", "--package=alien-sdk-core", "--no-deps", "--quiet"];
    capture(cargo().args(arguments).env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok("clean".to_owned())
}

fn check_rust_formatting() -> Result<String> {
    let mut files = BTreeSet::new();
    for mut formatter in formatters()? {
        files.extend(unformatted_files(formatter.args(["--check", "-l"]))?);
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

/// Returns the files that a formatter would change.
fn unformatted_files(formatter: &mut Command) -> Result<BTreeSet<String>> {
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

/// The commands that format all Rust files: those of the workspace, of the fuzz targets, and the rules.
fn formatters() -> Result<[Command; 3]> {
    let (mut workspace, mut targets) = (cargo(), cargo());
    workspace.args(["fmt", "--all", "--"]);
    targets.args(["fmt", "--manifest-path", fuzz::MANIFEST, "--"]);
    Ok([workspace, targets, format_rules()?])
}

/// The command that formats the files of the rules. `cargo fmt` doesn't find these files, since macros declare their
/// modules.
fn format_rules() -> Result<Command> {
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
    // The default features would compile libFuzzer, which needs a C++ compiler.
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

/// Compares the runtime dependencies of the core, on all targets, with the list of allowed dependencies.
fn check_dependencies() -> Result<String> {
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

/// Checks that the packages have the same version as the crates.
fn check_versions() -> Result<String> {
    let wanted = env!("CARGO_PKG_VERSION");
    let manifest = fs::read_to_string(root().join("npm/package.json"))?;
    let line = format!("\"version\": \"{wanted}\"");
    if !manifest.contains(&line) {
        bail!("npm/package.json differs from Cargo.toml: run `npm version {wanted}` in npm/");
    }
    for file in [
        "kotlin/pom.xml",
        "kotlin/README.md",
        "docs/guides/kotlin.md",
    ] {
        let text = fs::read_to_string(root().join(file))?;
        if !text.contains(&format!("<version>{wanted}</version>")) {
            bail!("{file} differs from Cargo.toml: write the version {wanted}");
        }
    }
    Ok(wanted.to_owned())
}

/// The pages whose links are checked, besides the guides and the reference.
const PAGES: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/README.md",
    "tests/vectors/README.md",
];

/// Checks that every relative link leads to a file.
fn check_links() -> Result<String> {
    let mut pages: Vec<String> = PAGES.iter().map(ToString::to_string).collect();
    for folder in ["docs/guides", "docs/reference"] {
        let names = list_files(&root().join(folder), |name| name.ends_with(".md"))?;
        pages.extend(names.into_iter().map(|name| format!("{folder}/{name}")));
    }
    let (mut count, mut broken) = (0, Vec::new());
    for page in pages {
        let path = root().join(&page);
        let text = fs::read_to_string(&path).with_context(|| page.clone())?;
        // Every second part is inside a fence or in code.
        let prose = text.split("\n```").step_by(2);
        let prose = prose.flat_map(|part| part.split('`').step_by(2));
        let links = prose.flat_map(|part| part.split("](").skip(1));
        for link in links.filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            let folder = path.parent().unwrap_or(&path);
            count += 1;
            if !link.contains("://") && !folder.join(file).exists() {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    if !broken.is_empty() {
        bail!("these links lead nowhere:\n{}", broken.join("\n"));
    }
    Ok(format!("{count} ok"))
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

/// Checks the types of the TypeScript projects.
fn check_types() -> Result<String> {
    // The projects use generated files that are not checked in.
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
