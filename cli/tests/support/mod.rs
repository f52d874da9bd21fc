//! Runs the program in a folder.

#![allow(dead_code)] // Each test uses a part of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A declaration without problems.
pub const VALID: &str = r#"{"id": "api", "code": {"type": "image", "image": "ghcr.io/acme/api:v1"}, "cpu": {"min": "1", "desired": "1"}, "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#;

/// A declaration that `--fix` changes.
pub const FIXABLE: &str = r#"{"memory": "1Gi"}"#;
/// What it becomes.
pub const FIXED: &str = r#"{"memory": {"min": "1Gi", "desired": "1Gi"}}"#;

/// A new folder with some files.
pub fn new_folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    for (name, content) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// The command that starts the program: another one if a variable names it, since the program is in several packages. Its words
/// are separated by line breaks.
pub fn command() -> Vec<String> {
    let other = std::env::var("ALIEN_SDK_COMMAND").ok();
    let command = other.unwrap_or_else(|| env!("CARGO_BIN_EXE_alien-sdk").to_owned());
    command.split('\n').map(str::to_owned).collect()
}

/// The program, without the variables that decide whether there are colours.
pub fn alien_sdk(folder: &Path) -> Command {
    let command = command();
    let (name, arguments) = command.split_first().unwrap();
    let mut program = Command::new(name);
    program
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        program.env_remove(variable);
    }
    program
}

/// Runs a command line. Its arguments are separated by single spaces.
pub fn run(arguments: &str, folder: &Path) -> Output {
    alien_sdk(folder)
        .args(arguments.split(' '))
        .output()
        .unwrap()
}

/// What a command printed, and its exit code.
pub fn printed(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = output.status.code().unwrap();
    (code, text(&output.stdout), text(&output.stderr))
}
