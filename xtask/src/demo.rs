//! `cargo xtask demo`: what a user gets, from nothing.

use anyhow::{Result, bail};

use crate::steps::{Steps, node, root, show};
use crate::trial::{Trial, files, runnable};
use crate::{npm, python};

/// Builds the packages, installs each in an empty place and runs its files of `examples/` there.
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
    let in_python = files(&folder, |name| name.ends_with(".py"))?;
    let count = examples.len() + in_python.len();
    let mut steps = Steps::new(npm::STEPS + 1 + python::STEPS + count);
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
    if !python::is_there()? {
        return Ok(());
    }
    let wheel = python::Wheel::new(&mut steps, false)?;
    for example in &in_python {
        steps.run(&format!("running examples/{example}"), || {
            show(wheel.python(&root()).arg(format!("examples/{example}")))
        })?;
    }
    Ok(())
}
