//! `cargo xtask bench`: the benchmarks of `tests/bench`, an npm project of its own.

use anyhow::{Result, bail};

use crate::npm;
use crate::steps::{Steps, root, show};
use crate::trial::Trial;

/// Builds the package, installs it as a user does, and runs `npm run bench` with these arguments on it.
pub fn run(arguments: &[String]) -> Result<()> {
    let folder = root().join("tests/bench");
    if !folder.join("package.json").exists() {
        bail!("there are no benchmarks: tests/bench/package.json is absent");
    }
    let mut steps = Steps::new(npm::STEPS + 3);
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
    Ok(())
}
