//! Runs the program with files, links, pipes and variables as they may be on a system.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use support::{FIXABLE, FIXED, VALID, alien_sdk, command, new_folder, printed, run};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<_> = entries
        .map(|entry| name(entry).into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut program = alien_sdk(&new_folder("closed-pipe", &[("a", "")]));
    program.args(["check", "-"]).stdin(Stdio::piped());
    let pipes = program.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    // The program waits for its input, so the pipe is closed before it prints.
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(b"{}").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(printed(&output), (1, String::new(), String::new()));
}

#[test]
fn head_ends_a_long_output() {
    let files: Vec<_> = (0..500).map(|at| format!("{at}.json")).collect();
    let files: Vec<_> = files.iter().map(|name| (&**name, "{}")).collect();
    let folder = new_folder("head", &files);
    let script = "{ \"$@\" check *.json; echo $? >code; } | head -n 1";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "sh"]).args(command());
    let output = shell.current_dir(&folder).output().unwrap();
    let line = "error[missing-field]: \"id\" is missing\n".to_owned();
    assert_eq!(printed(&output), (0, line, String::new()));
    assert_eq!(fs::read_to_string(folder.join("code")).unwrap(), "1\n");
}

#[test]
fn a_full_disk_is_an_error() {
    let folder = new_folder("full-disk", &[("a.json", VALID)]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let output = alien_sdk(&folder)
        .args(["check", "a.json"])
        .stdout(full.unwrap())
        .output();
    let (code, _, errors) = printed(&output.unwrap());
    assert_eq!(
        errors,
        "error: the output can't be written: no storage space\n"
    );
    assert_eq!(code, 2);
}

#[test]
fn a_fix_keeps_links_and_permissions() {
    let folder = new_folder("fix", &[("deploy/a.json", FIXABLE)]);
    let (file, link) = (folder.join("deploy/a.json"), folder.join("link.json"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("deploy/a.json", &link).unwrap();
    // Only an administrator may do this.
    let _ = chown(&file, Some(1234), None);
    let owner = fs::metadata(&file).unwrap().uid();
    run("check --fix link.json", &folder);
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), FIXED);
    let metadata = fs::metadata(&file).unwrap();
    assert_eq!((metadata.mode() & 0o777, metadata.uid()), (0o640, owner));
    assert_eq!(names(&folder.join("deploy")), ["a.json"]);
}

#[test]
fn a_file_that_may_not_be_written_is_not_fixed() {
    let folder = new_folder("read-only", &[("a.json", FIXABLE)]);
    let file = folder.join("a.json");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let (code, _, errors) = printed(&run("check --fix a.json", &folder));
    assert_eq!(
        errors,
        "error: a.json: the file was not fixed: it is read-only\n"
    );
    assert_eq!(code, 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), FIXABLE);
    assert_eq!(names(&folder), ["a.json"]);
}

#[test]
fn links_are_followed_to_files_only() {
    let folder = new_folder("loop", &[("sub/a.alien.json", VALID), ("b.txt", VALID)]);
    symlink("..", folder.join("sub/up.alien.json")).unwrap();
    symlink("nowhere", folder.join("sub/broken.alien.json")).unwrap();
    symlink("loop.alien.json", folder.join("loop.alien.json")).unwrap();
    symlink("b.txt", folder.join("b.alien.json")).unwrap();
    let clean = "2 files: no problems\n".to_owned();
    assert_eq!(printed(&run("check", &folder)), (0, clean, String::new()));
    let (code, _, errors) = printed(&run("check loop.alien.json", &folder));
    assert!(errors.starts_with("error: loop.alien.json: "), "{errors}");
    assert_eq!(code, 2);
}

#[test]
fn what_is_no_file_is_not_read_in_a_folder() {
    let folder = new_folder("pipe", &[("a.alien.json", VALID)]);
    let made = Command::new("mkfifo")
        .arg(folder.join("b.alien.json"))
        .status();
    assert!(made.unwrap().success());
    let clean = "1 file: no problems\n".to_owned();
    assert_eq!(printed(&run("check", &folder)), (0, clean, String::new()));
}

#[test]
fn large_empty_and_marked_files_are_read() {
    let space = " ".repeat((16 << 20) - VALID.len());
    let marked = format!("\u{feff}{VALID}");
    let folder = new_folder(
        "sizes",
        &[
            ("full.json", &format!("{VALID}{space}")),
            ("larger.json", &format!("{VALID} {space}")),
            ("marked.alien.json", &marked),
            ("empty.json", ""),
        ],
    );
    let check = |file: &str| printed(&run(&format!("check {file}"), &folder));
    let clean = (0, "1 file: no problems\n".to_owned(), String::new());
    assert_eq!(check("full.json"), clean);
    assert_eq!(check("marked.alien.json"), clean);
    for (file, code) in [("larger.json", "too-large"), ("empty.json", "json-syntax")] {
        let (status, shown, _) = check(file);
        assert!(shown.starts_with(&format!("error[{code}]: ")), "{shown}");
        assert!(shown.contains("\n1 file: 1 error\n"), "{shown}");
        assert_eq!(status, 1);
    }
}

#[test]
fn variables_decide_about_colours() {
    let folder = new_folder("colours", &[("a.json", "{}")]);
    for (variables, has_colors) in [
        (&[][..], false),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&[("NO_COLOR", "1")], false),
    ] {
        let mut program = alien_sdk(&folder);
        program
            .args(["check", "a.json"])
            .envs(variables.iter().copied());
        let (_, shown, _) = printed(&program.output().unwrap());
        assert_eq!(shown.contains('\u{1b}'), has_colors, "{variables:?}");
    }
}

#[test]
fn the_order_of_files_is_stable() {
    let files: Vec<_> = (0..200).map(|at| format!("{at}.alien.json")).collect();
    let files: Vec<_> = files.iter().map(|name| (&**name, "{}")).collect();
    let folder = new_folder("order", &files);
    let first = run("check --format json", &folder).stdout;
    for _ in 0..5 {
        assert_eq!(run("check --format json", &folder).stdout, first);
    }
}
