//! Builds and packs the npm package.

use std::fs;
use std::path::{Path, PathBuf};

use alien_sdk_core::internal::functions;
use anyhow::{Context, Result};

use crate::files::copy_folder;
use crate::node::{install, node, npm};
use crate::steps::{Steps, capture, root, target};
use crate::wasm;

/// The number of steps of [`package`].
pub const STEPS: usize = 4;

/// Runs `cargo xtask build`: builds the package and prints its sizes.
pub fn run() -> Result<()> {
    let tarball = package(&mut Steps::new(STEPS))?;
    let dist = root().join("npm/dist");
    println!();
    println!("{}", wasm::check_sizes()?);
    for file in [
        dist.join("esm/engine.js"),
        dist.join("browser/engine.js"),
        dist.join("esm/index.js"),
        dist.join("esm/validate-only.js"),
        tarball,
    ] {
        print_size(&file)?;
    }
    Ok(())
}

/// Builds the package and returns the path of its tarball.
pub fn package(steps: &mut Steps) -> Result<PathBuf> {
    let npm = root().join("npm");
    steps.run("installing the npm tools", || install(&npm))?;
    steps.run("building the wasm module", wasm::build)?;
    steps.run("bundling and declaring types", bundle)?;
    steps.run("packing", pack)
}

/// Copies the documents of the package, and runs `npm/scripts/build.js`.
fn bundle() -> Result<()> {
    let npm = root().join("npm");
    for folder in ["docs", "schema"] {
        fs::create_dir_all(npm.join(folder))?;
    }
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "docs/codes.md"] {
        fs::copy(root().join(file), npm.join(file))?;
    }
    for folder in ["docs/guides", "docs/reference"] {
        copy_folder(&root().join(folder), &npm.join(folder))?;
    }
    fs::copy(root().join("docs/README.md"), npm.join("docs/README.md"))?;
    for kind in ["container", "stack", "state"] {
        let schema = format!("schema/{kind}.schema.json");
        fs::copy(root().join("docs").join(&schema), npm.join(&schema))?;
    }
    let catalog = serde_json::to_string(&functions::catalog())?;
    fs::write(wasm::generated_folder().join("catalog.json"), catalog)?;
    capture(node(&npm).arg("scripts/build.js"))?;
    Ok(())
}

fn pack() -> Result<PathBuf> {
    let folder = target()?.join("xtask");
    fs::create_dir_all(&folder)?;
    let printed = capture(
        npm(&root().join("npm"))
            .args(["pack", "--silent", "--pack-destination"])
            .arg(&folder),
    )?;
    let name = printed
        .lines()
        .last()
        .context("`npm pack` named no tarball")?;
    Ok(folder.join(name))
}

fn print_size(file: &Path) -> Result<()> {
    let bytes = fs::read(file).with_context(|| format!("{} is absent", file.display()))?;
    let gzipped = wasm::gzipped_size(&bytes)?;
    let shown = file.strip_prefix(root()).unwrap_or(file).display();
    println!("{shown}: {} bytes, {gzipped} gzipped", bytes.len());
    Ok(())
}
