//! `check --watch`.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::memory::Change;
use super::{FIXABLE, Memory, VALID};

const WATCHING: &str = "watching for changes; press Ctrl-C to stop\n";

/// Runs a command until some changes are made. Returns the exit code, and what was printed after the last change.
fn run(arguments: &str, host: &Memory, changes: &[(&'static str, Option<&str>)]) -> (u8, String) {
    let change =
        |(name, content): &(_, Option<&str>)| -> Change { (*name, content.map(str::to_owned)) };
    *host.changes.lock().unwrap() = changes.iter().map(change).collect();
    let code = host.run(arguments);
    (code, host.stdout() + &host.stderr())
}

#[test]
fn the_exit_code_is_that_of_the_last_check() {
    let files = [("a.json", VALID)];
    let check = "check --watch a.json";
    let clean = format!("1 file: no problems\n{WATCHING}");
    assert_eq!(run(check, &Memory::new(&files), &[]), (0, clean));
    let (code, printed) = run(check, &Memory::new(&files), &[("a.json", Some("{}"))]);
    assert!(printed.contains("error[missing-field]"), "{printed}");
    assert_eq!(code, 1);
    let missing = format!("error: a.json: there is no such file or folder\n{WATCHING}");
    let removed = run(check, &Memory::new(&files), &[("a.json", None)]);
    assert_eq!(removed, (2, missing));
    let restored = [("a.json", None), ("a.json", Some(VALID))];
    assert_eq!(run(check, &Memory::new(&files), &restored).0, 0);
}

#[test]
fn nothing_is_printed_if_no_declaration_changed() {
    let host = Memory::new(&[("a.alien.json", "{}"), ("b.json", "{}")]);
    let same = [("a.alien.json", Some("{}")), ("notes.txt", Some("notes"))];
    assert_eq!(run("check --watch", &host, &same), (1, String::new()));
}

#[test]
fn new_files_and_folders_are_found() {
    let host = Memory::new(&[("a.alien.json", VALID)]);
    let changes = [("b/c/d.alien.json", Some(VALID))];
    let clean = format!("2 files: no problems\n{WATCHING}");
    assert_eq!(run("check --watch", &host, &changes), (0, clean));
    let watched = ["", "b", "b/c"].map(|folder| Path::new(folder).to_owned());
    assert_eq!(*host.watched.lock().unwrap(), BTreeSet::from(watched));

    let host = Memory::new(&[("b/a.json", VALID)]);
    run("check --watch b/a.json", &host, &[]);
    let watched = [Path::new("b").to_owned()];
    assert_eq!(*host.watched.lock().unwrap(), BTreeSet::from(watched));
}

#[test]
fn the_problems_of_unchanged_files_are_shown_again() {
    let host = Memory::new(&[("a.json", "{}"), ("b.json", "{}")]);
    let check = "check --watch --format github a.json b.json";
    let (code, printed) = run(check, &host, &[("b.json", Some(VALID))]);
    assert!(printed.contains("file=a.json"), "{printed}");
    assert!(!printed.contains("file=b.json"), "{printed}");
    assert_eq!(code, 1);
}

#[test]
fn a_change_of_the_settings_counts_at_once() {
    let host = Memory::new(&[("a.alien.json", VALID), ("deploy/b.json", "{}")]);
    let settings = r#"{"include": ["deploy"]}"#;
    let (code, printed) = run(
        "check --watch",
        &host,
        &[("alien-sdk.json", Some(settings))],
    );
    assert!(printed.contains("2 files: "), "{printed}");
    assert_eq!(code, 1);
}

#[test]
fn a_closed_pipe_ends_the_watch() {
    let mut host = Memory::new(&[("a.json", "{}")]);
    host.closed = Some(io::ErrorKind::BrokenPipe);
    let changes = [("a.json", Some(VALID))];
    assert_eq!(
        run("check --watch a.json", &host, &changes),
        (1, String::new())
    );
}

#[test]
fn fixes_are_shown_once() {
    let host = Memory::new(&[("a.json", VALID)]);
    let check = "check --watch --fix a.json";
    let (_, printed) = run(check, &host, &[("a.json", Some(FIXABLE))]);
    assert!(printed.starts_with("--- a.json\n"), "{printed}");
    let changes = [("a.json", Some(FIXABLE)), ("notes.txt", Some("notes"))];
    assert_eq!(run(check, &host, &changes), (1, String::new()));
}

#[test]
fn a_terminal_is_cleared() {
    for (is_terminal, arguments, is_cleared) in [
        (true, "check --watch a.json", true),
        (false, "check --watch a.json", false),
        (true, "check --watch --format json a.json", false),
        (true, "check a.json", false),
    ] {
        let mut host = Memory::new(&[("a.json", VALID)]);
        host.is_terminal = is_terminal;
        host.run(arguments);
        assert_eq!(host.stdout().starts_with("\u{1b}[H\u{1b}[2J"), is_cleared);
    }
}

#[test]
fn the_standard_input_cannot_be_watched() {
    let host = Memory::new(&[]);
    assert_eq!(host.run("check --watch -"), 2);
    let message = "error: --watch can't watch the standard input; name a file\n";
    assert_eq!(host.stderr(), message);
}

#[test]
fn an_unreadable_file_is_reported_once() {
    let mut host = Memory::new(&[("a.json", VALID)]);
    host.unreadable = Some(("a.json", io::ErrorKind::PermissionDenied));
    let changes = [("notes.txt", Some("notes"))];
    assert_eq!(
        run("check --watch a.json", &host, &changes),
        (2, String::new())
    );
}
