//! The packed package in every host that it promises to work in. The trials themselves are `tests/hosts/run.js`.

use std::path::Path;

use anyhow::Result;

use crate::npm;
use crate::steps::{capture, node, root, show};
use crate::trial::Trial;

/// Runs all trials and says how many there were.
pub fn run(trial: &Trial, tarball: &Path) -> Result<String> {
    let folder = root().join("tests/hosts");
    npm::install(&folder)?;
    let tsc = "../../npm/node_modules/typescript/bin/tsc";
    capture(node(&folder).arg(tsc))?;
    let printed = show(node(&folder).arg("run.js").arg(trial.folder()).arg(tarball))?;
    let count = |word: &str| printed.lines().filter(|line| line.contains(word)).count();
    let (ok, skipped) = (count(" ok "), count(" skipped"));
    Ok(match skipped {
        0 => format!("{ok} ok"),
        _ => format!("{ok} ok, {skipped} skipped"),
    })
}
