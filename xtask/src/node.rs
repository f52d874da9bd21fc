//! Node.js and npm: how to run them, and how to install what a lock file lists.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::files::is_up_to_date;
use crate::steps::{capture, command, root};

/// The oldest major version of Node.js that is supported.
const OLDEST_NODE: u32 = 20;

/// A command that runs Node.js in `folder`.
pub fn node(folder: &Path) -> Command {
    command(Path::new("node"), folder)
}

/// A command that runs npm in `folder`.
pub fn npm(folder: &Path) -> Command {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    command(Path::new(program), folder)
}

/// Installs the packages in the lock file of `folder`, unless they are installed already.
pub fn install(folder: &Path) -> Result<()> {
    check_node_version()?;
    let installed = folder.join("node_modules/.package-lock.json");
    let sources = [
        folder.join("package.json"),
        folder.join("package-lock.json"),
    ];
    if !is_up_to_date(&installed, &sources) {
        capture(npm(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    }
    Ok(())
}

fn check_node_version() -> Result<()> {
    let version = capture(node(&root()).arg("--version"))?;
    let version = version.trim().trim_start_matches('v');
    let major = version
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!("Node.js {version} is too old: install 20 or later, then run this again");
    }
    Ok(())
}
