//! `cargo xtask bench`: the benchmarks of `tests/bench`, an npm project of its own, and those of Python in it.

use std::path::Path;

use anyhow::{Result, bail};

use crate::npm;
use crate::python::{self, Wheel};
use crate::steps::{Steps, root, show};
use crate::trial::Trial;

/// Builds the packages, installs them as a user does, and runs `npm run bench` with these arguments on one, then the
/// benchmarks of Python on the other.
pub fn run(arguments: &[String]) -> Result<()> {
    let folder = root().join("tests/bench");
    if !folder.join("package.json").exists() {
        bail!("there are no benchmarks: tests/bench/package.json is absent");
    }
    let mut steps = Steps::new(npm::STEPS + 3 + python::STEPS + 2);
    let tarball = npm::package(&mut steps)?;
    let trial = steps.run("installing the package", || Trial::new(&tarball))?;
    let package = trial.folder().join("node_modules/alien-sdk");
    steps.run("installing the benchmarks' tools", || npm::install(&folder))?;
    steps.run("running the benchmarks", || {
        let bench = ["run", "--silent", "bench", "--", "--package"];
        show(
            crate::steps::npm(&folder)
                .args(bench)
                .arg(&package)
                .args(arguments),
        )
    })?;
    if python::is_there()? {
        in_python(&mut steps, &folder.join("python"))?;
    }
    Ok(())
}

fn in_python(steps: &mut Steps, folder: &Path) -> Result<()> {
    let wheel = Wheel::new(steps, false)?;
    steps.run("installing what it is compared with in Python", || {
        wheel.add(&folder.join("requirements.txt"))
    })?;
    steps.run("running the benchmarks in Python", || {
        show(wheel.python(folder).arg("bench.py"))
    })?;
    Ok(())
}
