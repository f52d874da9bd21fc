//! Builds the crates in `bindings/wasm`, `bindings/wasm-cli` and `bindings/wasm-yaml`, and writes the files in `npm/src/generated`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
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

/// A module that the npm package contains.
struct Module {
    /// The name of its files. `npm/scripts/build.js` says which entry of the package takes which module.
    name: &'static str,
    /// The crate.
    package: &'static str,
    /// The profile in `Cargo.toml`.
    profile: &'static str,
    /// The features of the crate.
    features: &'static str,
    flags: &'static str,
    /// The start of the row of the README with its size.
    row: &'static str,
}

/// All modules. The first one has all functions, so the TypeScript declarations are made from it.
const MODULES: [Module; 5] = [
    // For servers. It is compiled for speed, but only small functions are compiled into their callers. With 75 for these and 100
    // for functions marked `#[inline]`, the compressed module would be a twentieth smaller, and validating a large container 6 %
    // slower. What frequent paths need is marked `#[inline(always)]`.
    Module {
        name: "alien",
        package: CORE,
        profile: "wasm",
        features: "whole",
        flags: "-Cllvm-args=-inline-threshold=100",
        row: "| `alien-sdk` on servers |",
    },
    Module {
        name: "alien-small",
        package: CORE,
        profile: "wasm-small",
        features: "whole",
        flags: "",
        row: "| `alien-sdk` in browsers |",
    },
    Module {
        name: "alien-validate",
        package: CORE,
        profile: "wasm-validate",
        features: "",
        flags: "",
        row: "| `alien-sdk/validate` |",
    },
    Module {
        name: "alien-yaml",
        package: "alien-sdk-wasm-yaml",
        profile: "wasm-small",
        features: "",
        flags: "",
        row: "| `alien-sdk/yaml` |",
    },
    Module {
        name: "alien-cli",
        package: "alien-sdk-wasm-cli",
        profile: "wasm-small",
        features: "",
        flags: "",
        row: "| `npx alien-sdk` |",
    },
];

/// The crate with the core.
const CORE: &str = "alien-sdk-wasm";

/// The options with which Node.js runs `alien-sdk` with each of its modules, as on servers and as in browsers.
pub const CONDITIONS: [&str; 2] = ["--conditions=node", "--conditions=browser"];

/// How much the size of a module may differ from the README.
const TOLERANCE: f64 = 0.02;

impl Module {
    fn path(&self) -> PathBuf {
        generated_folder().join(self.name).with_extension("wasm")
    }
}

/// The folder with the generated files: each module with its glue, and `types.d.ts`.
pub fn generated_folder() -> PathBuf {
    root().join("npm/src/generated")
}

/// Builds the modules and their JavaScript glue, unless they are up to date.
pub fn build() -> Result<()> {
    // This also installs the optimiser.
    install(&root().join("npm"))?;
    ensure_wasm_target()?;
    for module in &MODULES {
        build_module(module).with_context(|| format!("in {}.wasm", module.name))?;
    }
    let types = glue_folder(&MODULES[0])?.join("types.d.ts");
    fs::copy(types, generated_folder().join("types.d.ts"))?;
    Ok(())
}

fn build_module(module: &Module) -> Result<()> {
    let compiled = compile(module)?;
    let sources = [
        compiled.clone(),
        std::env::current_exe()?,
        root().join("npm/package-lock.json"),
    ];
    if is_up_to_date(&module.path(), &sources) {
        return Ok(());
    }
    let glue = glue_folder(module)?;
    write_glue(&compiled, module.name, &glue)?;
    fs::create_dir_all(generated_folder())?;
    for extension in ["js", "d.ts"] {
        let name = format!("{}.{extension}", module.name);
        fs::copy(glue.join(&name), generated_folder().join(&name))?;
    }
    optimise(
        &glue.join(format!("{}_bg.wasm", module.name)),
        &module.path(),
    )
}

fn glue_folder(module: &Module) -> Result<PathBuf> {
    Ok(target()?.join("xtask").join(module.name))
}

/// Builds the modules, and returns the TypeScript declarations of their types and functions.
pub fn declarations() -> Result<String> {
    build()?;
    Ok(fs::read_to_string(
        glue_folder(&MODULES[0])?.join("types.d.ts"),
    )?)
}

/// Builds the modules, and compares their sizes with the README of the package. Returns the sizes.
pub fn check_sizes() -> Result<String> {
    build()?;
    let readme = fs::read_to_string(root().join("npm/README.md"))?;
    let mut sizes = Vec::new();
    for module in &MODULES {
        let kilobytes = gzipped_size(&fs::read(module.path())?)? as f64 / 1000.0;
        let row = readme.lines().find(|line| line.starts_with(module.row));
        let row = row.with_context(|| format!("npm/README.md has no row {}", module.row))?;
        let stated = row.trim_end_matches(" KB |").rsplit(' ').next();
        let stated: f64 = stated.unwrap_or_default().parse().context(row.to_owned())?;
        if (kilobytes / stated - 1.0).abs() > TOLERANCE {
            bail!(
                "{}.wasm has {kilobytes:.0} KB, but npm/README.md says {stated} KB: change the number if this is intended",
                module.name
            );
        }
        sizes.push(format!("{} {kilobytes:.1} KB", module.name));
    }
    Ok(sizes.join(", "))
}

/// The number of bytes that gzip makes of a file.
pub fn gzipped_size(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
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

fn compile(module: &Module) -> Result<PathBuf> {
    let Module {
        package,
        profile,
        features,
        ..
    } = module;
    capture(
        cargo()
            .args(["build", &format!("--package={package}")])
            .args(["--target=wasm32-unknown-unknown", "--no-default-features"])
            .arg(format!("--profile={profile}"))
            .arg(format!("--features={features}"))
            .env("RUSTFLAGS", module.flags),
    )?;
    let folder = target()?.join("wasm32-unknown-unknown").join(profile);
    Ok(folder
        .join(package.replace('-', "_"))
        .with_extension("wasm"))
}

/// Generates the JavaScript glue and the TypeScript declarations.
fn write_glue(module: &Path, name: &str, into: &Path) -> Result<()> {
    generator(module, name)
        .web(true)?
        // After a trap, a module can't be used anymore. This function replaces its instance.
        .reset_state_function(true)
        .generate(into)
        .context("wasm-bindgen failed")?;
    // Declarations for bundlers don't mention browser types, so programs for Node.js can be type-checked with them.
    let output = generator(module, name).bundler(true)?.generate_output()?;
    let types = output.ts().context("wasm-bindgen made no declarations")?;
    fs::write(into.join("types.d.ts"), types)?;
    Ok(())
}

fn generator(module: &Path, name: &str) -> Bindgen {
    let mut generator = Bindgen::new();
    generator
        .input_path(module)
        .out_name(name)
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
