//! `cargo xtask bench`: runs the benchmarks in `tests/bench`, for JavaScript, Python, Kotlin and Ruby.

use std::env::consts::EXE_SUFFIX;
use std::path::Path;

use anyhow::Result;

use crate::kotlin::{self, Jar};
use crate::node::node;
use crate::python::{self, Wheel};
use crate::ruby::{self, Gem};
use crate::steps::{Steps, capture, capture_and_print, cargo, root, target};
use crate::trial::Trial;
use crate::{node, npm};

/// The steps of other programs and languages than JavaScript.
const OTHER_STEPS: usize = EDITOR_STEPS + python::STEPS + 2 + kotlin::STEPS + 1 + ruby::STEPS + 1;

/// The steps of the command line and the language server.
const EDITOR_STEPS: usize = 3;

/// Builds and installs the packages, and runs their benchmarks. `arguments` are passed to the JavaScript benchmarks. With
/// `--gate`, only runs those that compare the npm package with other libraries, in the Node.js of this machine.
pub fn run(arguments: &[String]) -> Result<()> {
    let is_gate = arguments.iter().any(|argument| argument == "--gate");
    let folder = root().join("tests/bench");
    let others = if is_gate { 0 } else { OTHER_STEPS };
    let mut steps = Steps::new(npm::STEPS + 3 + others);
    let tarball = npm::package(&mut steps)?;
    let trial = steps.run("installing the package", || Trial::new(&tarball))?;
    let package = trial.folder().join("node_modules/alien-sdk");
    steps.run("installing the benchmarks' tools", || {
        if !is_gate {
            node::install(&folder.join("nodes"))?;
        }
        node::install(&folder)
    })?;
    steps.run("running the benchmarks", || {
        let bench = ["run", "--silent", "bench", "--", "--package"];
        capture_and_print(node::npm(&folder).args(bench).arg(&package).args(arguments))
    })?;
    if is_gate {
        return Ok(());
    }
    run_in_editors(&mut steps, &folder.join("editors"))?;
    if python::is_available()? {
        run_in_python(&mut steps, &folder.join("python"))?;
    }
    if let Some(jar) = Jar::new(&mut steps)? {
        steps.run("running the benchmarks in Kotlin", || jar.bench())?;
    }
    if let Some(gem) = Gem::new(&mut steps)? {
        run_in_ruby(&mut steps, &gem, &folder.join("ruby"))?;
    }
    Ok(())
}

/// Compares the language server with others, and the command line with reading the files.
fn run_in_editors(steps: &mut Steps, folder: &Path) -> Result<()> {
    steps.run("building the command line", || {
        let package = ["--package=alien-sdk-cli", "--profile=program"];
        capture(cargo().arg("build").args(package))
    })?;
    steps.run("installing the language servers to compare with", || {
        node::install(folder)
    })?;
    steps.run(
        "running the benchmarks of editors and of the command line",
        || {
            let program = format!("program/alien-sdk{EXE_SUFFIX}");
            let program = target()?.join(program);
            let schema = root().join("docs/schema/stack.schema.json");
            capture_and_print(node(folder).arg("bench.js").arg(program).arg(schema))
        },
    )?;
    Ok(())
}

fn run_in_python(steps: &mut Steps, folder: &Path) -> Result<()> {
    let wheel = Wheel::new(steps, false)?;
    steps.run("installing the Python libraries to compare with", || {
        wheel.install_requirements(&folder.join("requirements.txt"))
    })?;
    steps.run("running the benchmarks in Python", || {
        capture_and_print(wheel.python(folder).arg("bench.py"))
    })?;
    Ok(())
}

fn run_in_ruby(steps: &mut Steps, gem: &Gem, folder: &Path) -> Result<()> {
    steps.run("running the benchmarks in Ruby", || {
        capture_and_print(gem.ruby(folder).arg("bench.rb"))
    })?;
    Ok(())
}
