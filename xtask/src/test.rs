//! `cargo xtask test`: runs all tests of the repository.

use std::fs;

use anyhow::{Context, Result};

use crate::files::list_files;
use crate::node::node;
use crate::python::{self, Wheel};
use crate::steps::{Steps, capture, cargo, root};
use crate::trial::{Trial, transpiled_name};
use crate::{growth, guides, hosts, npm, programs};

/// The environment variable with the path of the repository. Tests of the package read vectors and other data from there.
const REPOSITORY: &str = "ALIEN_SDK_REPOSITORY";

/// Tests the Rust crates, then the built packages.
pub fn run() -> Result<()> {
    let mut steps = Steps::new(npm::STEPS + 6 + python::STEPS + 6);
    steps.check("Rust tests", run_rust_tests);
    steps.check("growth", || growth::run_shapes(&[]));
    let tarball = npm::package(&mut steps)?;
    let trial = steps.run("installing the package in an empty project", || {
        Trial::new(&tarball)
    })?;
    steps.check("npm tests", || run_npm_tests(&trial));
    steps.check("type tests", || run_type_tests(&trial));
    steps.check("host tests", || hosts::run(&trial, &tarball));
    if !python::is_available()? {
        steps.check("guides", || guides::check(&trial, None, &[]));
        return steps.finish();
    }
    let wheel = Wheel::new(&mut steps, true)?;
    steps.check("Python tests", || wheel.run_tests());
    steps.check("Python types", || wheel.check_types());
    steps.check("Python files", || wheel.check_files());
    steps.check("Python versions", || wheel.run_with_all_pythons());
    steps.check("guides", || guides::check(&trial, Some(&wheel), &[]));
    steps.check("random programs", || programs::run(&trial, &wheel));
    steps.finish()
}

fn run_rust_tests() -> Result<String> {
    // xtask has no tests, and compiling it with the features of the whole workspace would take time.
    let printed =
        capture(cargo().args(["test", "--workspace", "--exclude=xtask", "--no-fail-fast"]))?;
    let passed: u64 = printed
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. "))
        .filter_map(|line| line.split_once(" passed")?.0.parse::<u64>().ok())
        .sum();
    Ok(format!("{passed} passed"))
}

/// Runs the tests in `npm/test` with the installed package.
fn run_npm_tests(trial: &Trial) -> Result<String> {
    let folder = root().join("npm/test");
    let tests = list_files(&folder, |name| name.contains(".test."))?;
    trial.transpile(&folder, "test")?;
    let printed = capture(
        node(trial.folder())
            .env(REPOSITORY, root())
            .args(["--enable-source-maps", "--test", "--test-reporter=tap"])
            .args(
                tests
                    .iter()
                    .map(|name| format!("test/{}", transpiled_name(name))),
            ),
    )?;
    let passed = printed
        .lines()
        .find_map(|line| line.strip_prefix("# pass "));
    let passed = passed.context("Node did not say how many tests passed")?;
    Ok(format!("{passed} passed"))
}

/// Compiles the files in `npm/test/types` with the declarations of the installed package, in several kinds of projects.
fn run_type_tests(trial: &Trial) -> Result<String> {
    let folder = root().join("npm/test/types");
    let tests = list_files(&folder, |name| name.ends_with(".ts"))?;
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
