//! `cargo xtask growth`: runs the growth tests in `tests/growth`. Work and memory must not grow faster than the input.

use anyhow::{Context, Result};

use crate::steps::{Steps, capture, capture_and_print, cargo, command, root, target};
use crate::wasm;

const PACKAGE: &str = "--package=alien-sdk-growth";

/// Runs the shapes whose names contain all of the words.
pub fn run(words: &[String]) -> Result<()> {
    let mut steps = Steps::new(1);
    steps.check("growth", || run_shapes(words));
    steps.finish()
}

/// Runs these shapes, prints the instructions and memory that each takes, and returns how many passed.
pub fn run_shapes(words: &[String]) -> Result<String> {
    wasm::ensure_wasm_target()?;
    let build = ["build", "--release", PACKAGE];
    capture(
        cargo()
            .args(build)
            .args(["--lib", "--target=wasm32-unknown-unknown"]),
    )?;
    capture(cargo().args(build).arg("--bin=growth"))?;
    let folder = target()?;
    let module = folder.join("wasm32-unknown-unknown/release/alien_sdk_growth.wasm");
    let program = folder
        .join("release/growth")
        .with_extension(std::env::consts::EXE_EXTENSION);
    let printed = capture_and_print(command(&program, &root()).arg(module).args(words))?;
    let summary = printed
        .lines()
        .last()
        .and_then(|line| line.strip_prefix("growth "));
    Ok(summary
        .context("the program printed no summary")?
        .to_owned())
}
