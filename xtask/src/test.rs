//! `cargo xtask test`: every test of the repository.

use std::fs;

use anyhow::{Context, Result};

use crate::python::{self, Wheel};
use crate::steps::{Steps, capture, cargo, node, root};
use crate::trial::{Trial, files, runnable};
use crate::{growth, hosts, npm, programs};

/// Where tests of the package find the repository, for vectors and other data.
const REPOSITORY: &str = "ALIEN_SDK_REPOSITORY";

/// Tests the Rust crates, then the packages as they are packed.
pub fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments(arguments)?;
    let mut steps = Steps::new(npm::STEPS + 6 + python::STEPS + 5);
    steps.check("Rust tests", rust);
    steps.check("growth", || growth::count(&[]));
    let tarball = npm::package(&mut steps)?;
    let trial = steps.run("installing the package in an empty project", || {
        Trial::new(&tarball)
    })?;
    steps.check("npm tests", || package(&trial));
    steps.check("type tests", || types(&trial));
    steps.check("host trials", || hosts::run(&trial, &tarball));
    if !python::is_there()? {
        return steps.finish();
    }
    let wheel = Wheel::new(&mut steps, true)?;
    steps.check("Python tests", || wheel.tests());
    steps.check("Python types", || wheel.types());
    steps.check("Python files", || wheel.files());
    steps.check("Python versions", || wheel.versions());
    steps.check("random programs", || programs::run(&trial, &wheel));
    steps.finish()
}

fn rust() -> Result<String> {
    // xtask has no tests, and would be compiled again with the features of the whole workspace.
    let printed =
        capture(cargo().args(["test", "--workspace", "--exclude=xtask", "--no-fail-fast"]))?;
    let passed: u64 = printed
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. "))
        .filter_map(|line| line.split_once(" passed")?.0.parse::<u64>().ok())
        .sum();
    Ok(format!("{passed} passed"))
}

/// Runs `npm/test/*.test.*` against the installed package.
fn package(trial: &Trial) -> Result<String> {
    let folder = root().join("npm/test");
    let tests = files(&folder, |name| name.contains(".test."))?;
    trial.transpile(&folder, "test")?;
    let printed = capture(
        node(trial.folder())
            .env(REPOSITORY, root())
            .args(["--enable-source-maps", "--test", "--test-reporter=tap"])
            .args(tests.iter().map(|name| format!("test/{}", runnable(name)))),
    )?;
    let passed = printed
        .lines()
        .find_map(|line| line.strip_prefix("# pass "));
    let passed = passed.context("Node did not say how many tests passed")?;
    Ok(format!("{passed} passed"))
}

/// Checks `npm/test/types` against the installed package's declarations, the way each kind of project sees them.
fn types(trial: &Trial) -> Result<String> {
    let folder = root().join("npm/test/types");
    let tests = files(&folder, |name| name.ends_with(".ts"))?;
    let projects = [
        (
            "esm",
            "module",
            ["--module", "nodenext", "--lib", "es2022"].as_slice(),
        ),
        (
            "cjs",
            "commonjs",
            &["--module", "nodenext", "--lib", "es2022"],
        ),
        (
            "bundler",
            "module",
            &["--module", "esnext", "--moduleResolution", "bundler"],
        ),
    ];
    let tools = root().join("npm/node_modules");
    for (name, kind, options) in projects {
        let project = format!("types/{name}");
        trial.write(
            &format!("{project}/package.json"),
            &format!(r#"{{ "type": "{kind}" }}"#),
        )?;
        for test in &tests {
            let copy = format!("{project}/{test}");
            trial.write(&copy, &fs::read_to_string(folder.join(test))?)?;
        }
        capture(
            node(&trial.folder().join(&project))
                .arg(tools.join("typescript/bin/tsc"))
                .args([
                    "--noEmit", "--strict", "--target", "es2022", "--types", "node",
                ])
                .arg("--typeRoots")
                .arg(tools.join("@types"))
                .args(options)
                .args(&tests),
        )
        .with_context(|| format!("in a project of kind {name}"))?;
    }
    Ok(format!(
        "{} files, in {} kinds of project",
        tests.len(),
        projects.len()
    ))
}
