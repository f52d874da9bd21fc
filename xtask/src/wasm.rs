//! From the crate in `bindings/wasm` to the files of `npm/src/generated`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::npm;
use crate::steps::{capture, cargo, node, root, target};

/// What rustc 1.95 takes for granted on wasm32-unknown-unknown, so what wasm-opt may use.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The folder of the generated files: `alien.js` with its declarations, `alien.wasm`, and `types.d.ts`.
pub fn generated() -> PathBuf {
    root().join("npm/src/generated")
}

/// Builds the module and its glue, unless they are newer than what they are made from.
pub fn build() -> Result<()> {
    // The optimiser comes from there.
    npm::install(&root().join("npm"))?;
    ensure_target()?;
    let module = compile()?;
    let wasm = generated().join("alien.wasm");
    let made_from = [
        module.clone(),
        std::env::current_exe()?,
        root().join("npm/package-lock.json"),
    ];
    if npm::is_fresh(&wasm, &made_from) {
        return Ok(());
    }
    let glue = target()?.join("xtask/wasm");
    bind(&module, &glue)?;
    fs::create_dir_all(generated())?;
    for name in ["alien.js", "alien.d.ts", "types.d.ts"] {
        fs::copy(glue.join(name), generated().join(name))?;
    }
    optimise(&glue.join("alien_bg.wasm"), &wasm)
}

/// The types that cross into JavaScript and the functions that take them.
pub fn types() -> Result<String> {
    build()?;
    Ok(fs::read_to_string(target()?.join("xtask/wasm/types.d.ts"))?)
}

/// Adds the wasm target to the toolchain where it is absent.
pub fn ensure_target() -> Result<()> {
    let sysroot = capture(std::process::Command::new("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown");
    if !library.exists() {
        capture(
            std::process::Command::new("rustup")
                .current_dir(root())
                .args(["target", "add", "wasm32-unknown-unknown"]),
        )?;
    }
    Ok(())
}

fn compile() -> Result<PathBuf> {
    capture(cargo().args([
        "build",
        "--package=alien-sdk-wasm",
        "--target=wasm32-unknown-unknown",
        "--profile=wasm",
    ]))?;
    Ok(target()?.join("wasm32-unknown-unknown/wasm/alien_sdk_wasm.wasm"))
}

/// Makes the JavaScript glue and the type declarations.
fn bind(module: &Path, into: &Path) -> Result<()> {
    generator(module)
        .web(true)?
        // A module that trapped can't be used any more: this makes another.
        .reset_state_function(true)
        .generate(into)
        .context("wasm-bindgen failed")?;
    // Declarations for a bundler name no browser types, so a program for Node can be checked against them.
    let output = generator(module).bundler(true)?.generate_output()?;
    let types = output.ts().context("wasm-bindgen made no declarations")?;
    fs::write(into.join("types.d.ts"), types)?;
    Ok(())
}

fn generator(module: &Path) -> Bindgen {
    let mut generator = Bindgen::new();
    generator
        .input_path(module)
        .out_name("alien")
        .typescript(true)
        // The glue must name no file: bundlers would look for it.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    generator
}

fn optimise(from: &Path, to: &Path) -> Result<()> {
    let npm = root().join("npm");
    capture(
        node(&npm)
            .arg("node_modules/binaryen/bin/wasm-opt")
            .arg("-O3")
            .args(FEATURES)
            .arg(from)
            .arg("--output")
            .arg(to),
    )?;
    Ok(())
}
