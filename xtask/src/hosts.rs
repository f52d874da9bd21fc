//! Tests the packed npm package in every runtime, bundler and browser that it supports, with `tests/hosts/run.js`.

use std::path::Path;

use anyhow::Result;

use crate::node::{install, node};
use crate::steps::{capture, capture_and_print, root};
use crate::trial::Trial;

/// Runs the tests, and returns how many passed and how many were skipped.
pub fn run(trial: &Trial, tarball: &Path) -> Result<String> {
    let folder = root().join("tests/hosts");
    install(&folder)?;
    let tsc = "../../npm/node_modules/typescript/bin/tsc";
    capture(node(&folder).arg(tsc))?;
    let mut run = node(&folder);
    run.arg("run.js").arg(trial.folder()).arg(tarball);
    let printed = capture_and_print(&mut run)?;
    let count = |word: &str| printed.lines().filter(|line| line.contains(word)).count();
    let (ok, skipped) = (count(" ok "), count(" skipped"));
    Ok(match skipped {
        0 => format!("{ok} ok"),
        _ => format!("{ok} ok, {skipped} skipped"),
    })
}
