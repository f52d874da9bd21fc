//! `cargo xtask demo`: runs the examples with the built packages, as a user would.

use anyhow::{Result, bail};

use crate::files::list_files;
use crate::node::node;
use crate::steps::{Steps, capture_and_print, root};
use crate::trial::{Trial, transpiled_name};
use crate::{npm, python};

/// Builds the packages, installs each in an empty project, and runs the examples in its language there.
pub fn run() -> Result<()> {
    let folder = root().join("examples");
    let is_program = |name: &str| {
        let suffixes = [".ts", ".mjs", ".cjs"];
        suffixes.iter().any(|suffix| name.ends_with(suffix)) && !name.ends_with(".d.ts")
    };
    let examples = list_files(&folder, is_program)?;
    if examples.is_empty() {
        bail!("examples/ contains no program");
    }
    let in_python = list_files(&folder, |name| name.ends_with(".py"))?;
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
            // The working directory is the root, so that messages show the paths of the files in the repository.
            let program = trial
                .folder()
                .join("examples")
                .join(transpiled_name(example));
            capture_and_print(node(&root()).arg("--enable-source-maps").arg(program))
        })?;
    }
    if !python::is_available()? {
        return Ok(());
    }
    let wheel = python::Wheel::new(&mut steps, false)?;
    for example in &in_python {
        steps.run(&format!("running examples/{example}"), || {
            capture_and_print(wheel.python(&root()).arg(format!("examples/{example}")))
        })?;
    }
    Ok(())
}
