//! `cargo xtask bench`: the benchmarks of `tests/bench`, an npm project of its own.

use anyhow::{Result, bail};

use crate::npm;
use crate::steps::{Steps, root, show};

/// Builds the package, installs the benchmarks' tools and runs `npm run bench`.
pub fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments(arguments)?;
    let folder = root().join("tests/bench");
    if !folder.join("package.json").exists() {
        bail!("there are no benchmarks: tests/bench/package.json is absent");
    }
    let mut steps = Steps::new(npm::STEPS + 2);
    npm::package(&mut steps)?;
    steps.run("installing the benchmarks' tools", || npm::install(&folder))?;
    steps.run("running the benchmarks", || {
        show(crate::steps::npm(&folder).args(["run", "--silent", "bench"]))
    })?;
    Ok(())
}
