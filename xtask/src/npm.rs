//! The npm package: its tools, its bundles and declarations, its tarball.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::steps::{Steps, capture, node, npm, root, target};
use crate::{generate, wasm};

const OLDEST_NODE: u32 = 20;

/// How many steps `package` takes.
pub const STEPS: usize = 4;

/// `cargo xtask build`.
pub fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments(arguments)?;
    let tarball = package(&mut Steps::new(STEPS))?;
    let dist = root().join("npm/dist");
    println!();
    for file in [
        wasm::generated().join("alien.wasm"),
        dist.join("esm/engine.js"),
        dist.join("esm/index.js"),
        tarball,
    ] {
        print_size(&file)?;
    }
    Ok(())
}

/// Builds the package and gives the path of its tarball.
pub fn package(steps: &mut Steps) -> Result<PathBuf> {
    let npm = root().join("npm");
    steps.run("installing the npm tools", || install(&npm))?;
    steps.run("building the wasm module", wasm::build)?;
    steps.run("bundling and declaring types", bundle)?;
    steps.run("packing", pack)
}

/// Installs what `folder`'s lock file lists, unless that is already done.
pub fn install(folder: &Path) -> Result<()> {
    check_node()?;
    let stamp = folder.join("node_modules/.package-lock.json");
    let made_from = [
        folder.join("package.json"),
        folder.join("package-lock.json"),
    ];
    if !is_fresh(&stamp, &made_from) {
        capture(npm(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    }
    Ok(())
}

/// Whether `file` is there and no older than any of `made_from`.
pub fn is_fresh(file: &Path, made_from: &[PathBuf]) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified());
    let Ok(file) = modified(file) else {
        return false;
    };
    made_from
        .iter()
        .all(|source| modified(source).is_ok_and(|source| source <= file))
}

fn check_node() -> Result<()> {
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

fn bundle() -> Result<()> {
    let npm = root().join("npm");
    for folder in ["docs", "schema"] {
        fs::create_dir_all(npm.join(folder))?;
    }
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "docs/codes.md"] {
        fs::copy(root().join(file), npm.join(file))?;
    }
    for kind in ["container", "stack", "state"] {
        let schema = format!("schema/{kind}.schema.json");
        fs::copy(root().join("docs").join(&schema), npm.join(&schema))?;
    }
    let catalog = wasm::generated().join("catalog.json");
    fs::write(catalog, generate::catalog()?)?;
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
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    let gzipped = encoder.finish()?.len();
    let shown = file.strip_prefix(root()).unwrap_or(file).display();
    println!("{shown}: {} bytes, {gzipped} gzipped", bytes.len());
    Ok(())
}
