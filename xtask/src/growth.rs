//! `cargo xtask growth`: runs the shapes of `tests/growth`, whose work and memory must grow as their input does.

use anyhow::{Context, Result};

use crate::steps::{Steps, capture, cargo, command, root, show, target};
use crate::wasm;

const PACKAGE: &str = "--package=alien-sdk-growth";

/// Runs the shapes whose names have all of the words.
pub fn run(words: &[String]) -> Result<()> {
    let mut steps = Steps::new(1);
    steps.check("growth", || count(words));
    steps.finish()
}

/// Runs the shapes, prints what each takes, and says how many passed.
pub fn count(words: &[String]) -> Result<String> {
    wasm::ensure_target()?;
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
    let printed = show(command(&program, &root()).arg(module).args(words))?;
    let summary = printed
        .lines()
        .last()
        .and_then(|line| line.strip_prefix("growth "));
    Ok(summary
        .context("the program printed no summary")?
        .to_owned())
}
