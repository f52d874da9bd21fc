//! `cargo xtask demo`: what a user gets, from nothing.

use anyhow::{Result, bail};

use crate::npm;
use crate::steps::{Steps, node, root, show};
use crate::trial::{Trial, files, runnable};

/// Builds the package, installs it in an empty project and runs the files of `examples/` there.
pub fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments(arguments)?;
    let folder = root().join("examples");
    let is_program = |name: &str| {
        let suffixes = [".ts", ".mjs", ".cjs"];
        suffixes.iter().any(|suffix| name.ends_with(suffix)) && !name.ends_with(".d.ts")
    };
    let examples = files(&folder, is_program)?;
    if examples.is_empty() {
        bail!("examples/ holds no program");
    }
    let mut steps = Steps::new(npm::STEPS + 1 + examples.len());
    let tarball = npm::package(&mut steps)?;
    let trial = steps.run("installing the package in an empty project", || {
        let trial = Trial::new(&tarball)?;
        trial.transpile(&folder, "examples")?;
        Ok(trial)
    })?;
    for example in &examples {
        steps.run(&format!("running examples/{example}"), || {
            // Run from here, so that the places in messages are those of the files as they stand here.
            let program = trial.folder().join("examples").join(runnable(example));
            show(node(&root()).arg("--enable-source-maps").arg(program))
        })?;
    }
    Ok(())
}
