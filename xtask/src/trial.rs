//! Installs the packed npm package in an empty project, as a user would.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::node::{node, npm};
use crate::steps::{capture, root};

/// A project outside the repository with the package installed. Dropping this value deletes the project.
pub struct Trial {
    folder: PathBuf,
}

impl Trial {
    /// Creates the project and installs `tarball` in it.
    pub fn new(tarball: &Path) -> Result<Self> {
        let name = format!("alien-sdk-trial-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder)?;
        let trial = Self { folder };
        trial.write("package.json", r#"{ "private": true, "type": "module" }"#)?;
        let install = ["install", "--no-audit", "--no-fund", "--no-package-lock"];
        capture(npm(&trial.folder).args(install).arg(tarball))?;
        Ok(trial)
    }

    /// The folder of the project.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file in the project.
    pub fn write(&self, name: &str, text: &str) -> Result<()> {
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, text).with_context(|| format!("{} was not written", path.display()))
    }

    /// Copies a folder of the repository into the project, and compiles TypeScript files to JavaScript. With the source
    /// maps, stack traces show the original files.
    pub fn transpile(&self, from: &Path, to: &str) -> Result<()> {
        let npm = root().join("npm");
        let script = ["scripts/transpile.js"];
        capture(node(&npm).args(script).arg(from).arg(self.folder.join(to)))?;
        Ok(())
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        // If this fails, the project stays in the system's folder for temporary files.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The name of the file that [`Trial::transpile`] writes for the file `name`.
pub fn transpiled_name(name: &str) -> String {
    match name.strip_suffix(".ts") {
        Some(stem) => format!("{stem}.js"),
        None => name.to_owned(),
    }
}
