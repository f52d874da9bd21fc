//! The Swift package. Swift's compiler is not among the tools of this repository, so what needs no types is checked here, and
//! a machine with Swift can run the tests in the folder that `cargo xtask swift` writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::files::{copy_folder, list_files};
use crate::python::Tools;
use crate::steps::{Steps, capture, root};
use crate::uniffi;

/// The folders of the package with Swift files.
const SOURCES: [&str; 5] = [
    "swift/Sources/Alien",
    "swift/Sources/Alien/Generated",
    "swift/Tests/AlienPrograms",
    "swift/Tests/AlienReplay",
    "swift/Tests/AlienTests",
];

/// The pages with Swift programs.
const PAGES: [&str; 2] = ["swift/README.md", "docs/guides/swift.md"];

/// The folder of the C header of the library.
const HEADER: &str = "swift/Sources/AlienNative";

/// Runs `cargo xtask swift [FOLDER]`: writes the package with all that `swift test` needs into a folder.
pub fn run(arguments: &[String]) -> Result<()> {
    let folder = match arguments {
        [] => root().join("target/swift"),
        [folder] => PathBuf::from(folder),
        [_, second, ..] => bail!("unexpected argument `{second}`"),
    };
    if folder.exists() && !folder.join("Package.swift").exists() {
        bail!("{} exists, and is no Swift package", folder.display());
    }
    let mut steps = Steps::new(2);
    let library = steps.run("building the library", uniffi::library)?;
    steps.run("writing the package", || write_package(&folder, &library))?;
    println!("\nWith Swift 5.9 or later on this machine, run its tests:\n");
    println!("  cd {}", folder.display());
    println!("  ALIEN_SDK_REPOSITORY=\"$PWD/repository\" swift test");
    Ok(())
}

fn write_package(folder: &Path, library: &Path) -> Result<()> {
    let copies = [
        ("swift/Sources", "Sources"),
        ("swift/Tests", "Tests"),
        ("tests/vectors", "repository/tests/vectors"),
        ("tests/secrets", "repository/tests/secrets"),
    ];
    for (from, to) in copies {
        copy_folder(&root().join(from), &folder.join(to))?;
    }
    fs::copy(
        root().join("swift/Package.swift"),
        folder.join("Package.swift"),
    )?;
    let libraries = folder.join("Library");
    fs::create_dir_all(&libraries)?;
    let name = library.file_name().unwrap_or_default();
    fs::copy(library, libraries.join(name))?;
    Ok(())
}

/// Checks the syntax and the calls of the Swift files, and compiles the C header as Swift does.
pub fn check(tools: &Tools) -> Result<String> {
    let mut files = vec![String::from("swift/Package.swift")];
    files.extend(PAGES.map(str::to_owned));
    for folder in SOURCES {
        let names = list_files(&root().join(folder), |name| name.ends_with(".swift"))?;
        if names.is_empty() {
            bail!("{folder} has no Swift files");
        }
        files.extend(names.iter().map(|name| format!("{folder}/{name}")));
    }
    let script = "tests/swift/check.py";
    let checked = capture(tools.python(&root()).arg(script).args(&files))?;
    let header = compile_header()?;
    Ok(format!("{}, {header}", checked.trim()))
}

/// Imports the header as a module, if there is Clang, which Swift contains.
fn compile_header() -> Result<String> {
    let mut clang = Command::new("clang");
    let is_there = clang.arg("--version").output().is_ok();
    if !is_there {
        return Ok("without Clang, the header was not compiled".to_owned());
    }
    let folder = root().join("target/xtask/swift");
    fs::create_dir_all(&folder)?;
    let program = folder.join("import.m");
    let text = "@import AlienNative;\n\
                uint32_t version(void) { return ffi_alien_native_uniffi_contract_version(); }\n";
    fs::write(&program, text)?;
    let options = "-fsyntax-only -fmodules -Wall -Wextra -Werror -I";
    let mut clang = Command::new("clang");
    clang
        .current_dir(root())
        .args(options.split(' '))
        .arg(HEADER);
    let cache = folder.join("modules");
    clang.arg(format!("-fmodules-cache-path={}", cache.display()));
    clang.arg(format!("-fmodule-map-file={HEADER}/module.modulemap"));
    capture(clang.arg(program))?;
    Ok("and the header compiles".to_owned())
}
