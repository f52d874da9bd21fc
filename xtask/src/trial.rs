//! The packed package in an empty project, as a user has it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::steps::{capture, node, npm, root};

/// A project outside the repository in which the package is installed. It is removed in the end.
pub struct Trial {
    folder: PathBuf,
}

impl Trial {
    /// Makes the project and installs `tarball` in it.
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

    /// Writes a file of the project.
    pub fn write(&self, name: &str, text: &str) -> Result<()> {
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, text).with_context(|| format!("{} was not written", path.display()))
    }

    /// Copies a folder of the repository into the project, its TypeScript as JavaScript. Source maps lead stack
    /// traces back to the files as they are written.
    pub fn transpile(&self, from: &Path, to: &str) -> Result<()> {
        let npm = root().join("npm");
        let script = ["scripts/transpile.js"];
        capture(node(&npm).args(script).arg(from).arg(self.folder.join(to)))?;
        Ok(())
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        // What stays behind is in the system's folder for temporary files.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The files in `folder` itself for which `wanted` holds, sorted; none where there is no such folder.
pub fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>> {
    let mut names = Vec::new();
    if folder.exists() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && wanted(&name) {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}

/// What Node runs after `transpile` in place of `name`.
pub fn runnable(name: &str) -> String {
    match name.strip_suffix(".ts") {
        Some(stem) => format!("{stem}.js"),
        None => name.to_owned(),
    }
}
