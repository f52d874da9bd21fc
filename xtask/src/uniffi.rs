//! Builds the library for Kotlin, Swift and Ruby, and the code that calls it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use anyhow::{Context, Result, anyhow};

use crate::python::path_remapping_flags;
use crate::steps::{capture, cargo, root};

/// Builds the library, and returns its path.
pub fn library() -> Result<PathBuf> {
    let build = ["build", "--profile=native", "--package=alien-sdk-uniffi"];
    capture(cargo().args(build).env("RUSTFLAGS", path_remapping_flags()))?;
    let (prefix, suffix) = (env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
    Ok(root().join(format!("target/native/{prefix}alien_native{suffix}")))
}

/// Copies the library into a folder, without the symbols that only the generator needs.
pub fn copy_stripped(library: &Path, folder: &Path) -> Result<()> {
    let copy = folder.join(library.file_name().context("the library has no name")?);
    fs::copy(library, &copy)?;
    if !cfg!(windows) {
        capture(Command::new("strip").arg("-x").arg(&copy))?;
    }
    Ok(())
}

/// A file of the generated code.
pub fn generated(name: &str) -> Result<String> {
    static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| generate().map_err(|error| format!("{error:#}")));
    let folder = folder.as_ref().map_err(|error| anyhow!(error.clone()))?;
    fs::read_to_string(folder.join(name)).with_context(|| name.to_owned())
}

/// Generates the code in a folder.
fn generate() -> Result<PathBuf> {
    let folder = root().join("target/xtask/uniffi");
    let program = ["run", "--package=alien-sdk-uniffi", "--features=generate"];
    capture(
        cargo()
            .args(program)
            .args(["--bin=generate-bindings", "--"])
            .arg(library()?)
            .arg(&folder),
    )?;
    Ok(folder)
}
