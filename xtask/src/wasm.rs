//! Builds the crate in `bindings/wasm`, and writes the files in `npm/src/generated`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::files::is_up_to_date;
use crate::node::{install, node};
use crate::steps::{capture, cargo, root, target};

/// The WebAssembly features that rustc 1.95 enables for wasm32-unknown-unknown. wasm-opt may use them too.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The folder with the generated files: `alien.js` with its declarations, `alien.wasm`, and `types.d.ts`.
pub fn generated_folder() -> PathBuf {
    root().join("npm/src/generated")
}

/// Builds the module and its JavaScript glue, unless they are up to date.
pub fn build() -> Result<()> {
    // This also installs the optimiser.
    install(&root().join("npm"))?;
    ensure_wasm_target()?;
    let module = compile()?;
    let wasm = generated_folder().join("alien.wasm");
    let sources = [
        module.clone(),
        std::env::current_exe()?,
        root().join("npm/package-lock.json"),
    ];
    if is_up_to_date(&wasm, &sources) {
        return Ok(());
    }
    let glue = target()?.join("xtask/wasm");
    write_glue(&module, &glue)?;
    fs::create_dir_all(generated_folder())?;
    for name in ["alien.js", "alien.d.ts", "types.d.ts"] {
        fs::copy(glue.join(name), generated_folder().join(name))?;
    }
    optimise(&glue.join("alien_bg.wasm"), &wasm)
}

/// Builds the module, and returns the TypeScript declarations of its types and functions.
pub fn declarations() -> Result<String> {
    build()?;
    Ok(fs::read_to_string(target()?.join("xtask/wasm/types.d.ts"))?)
}

/// Adds the WebAssembly target to the Rust toolchain if it is missing.
pub fn ensure_wasm_target() -> Result<()> {
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

/// Generates the JavaScript glue and the TypeScript declarations.
fn write_glue(module: &Path, into: &Path) -> Result<()> {
    generator(module)
        .web(true)?
        // After a trap, a module can't be used anymore. This function replaces its instance.
        .reset_state_function(true)
        .generate(into)
        .context("wasm-bindgen failed")?;
    // Declarations for bundlers don't mention browser types, so programs for Node.js can be type-checked with them.
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
        // If the glue contained the file name of the module, bundlers would look for that file.
        .omit_default_module_path(true)
        .remove_producers_section(true);
    generator
}

fn optimise(from: &Path, to: &Path) -> Result<()> {
    let npm = root().join("npm");
    capture(
        node(&npm)
            .arg("node_modules/binaryen/bin/wasm-opt")
            // What the compiler didn't inline stays so: a function with a single caller would be inlined even if it is large,
            // and most of those run rarely. In the order of their names, similar functions are neighbours and compress better.
            .args([
                "-O3",
                "--one-caller-inline-max-function-size=0",
                "--converge",
                "--reorder-functions-by-name",
                "--strip-debug",
            ])
            .args(FEATURES)
            .arg(from)
            .arg("--output")
            .arg(to),
    )?;
    Ok(())
}
