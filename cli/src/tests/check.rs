//! What `check` prints, and its exit codes.

use std::io;
use std::time::Duration;

use super::{FIXABLE, Memory, VALID};

#[test]
fn clean_files_are_only_counted() {
    let host = Memory::new(&[("a.json", VALID), ("b.json", VALID)]);
    assert_eq!(host.run("check a.json b.json a.json ./b.json"), 0);
    assert_eq!(host.stdout(), "2 files: no problems\n");
    assert_eq!(host.stderr(), "");
}

#[test]
fn warnings_fail_only_if_denied() {
    let text = VALID.replace(":v1", ":latest");
    for (arguments, code) in [("check a.json", 0), ("check --deny-warnings a.json", 1)] {
        let host = Memory::new(&[("a.json", &text)]);
        assert_eq!(host.run(arguments), code);
        assert!(
            host.stdout().contains("\n1 file: 1 warning\n"),
            "{}",
            host.stdout()
        );
    }
}

#[test]
fn the_other_files_are_checked_if_one_cannot_be_read() {
    let host = Memory::new(&[("a.json", VALID)]);
    assert_eq!(host.run("check nope.json a.json"), 2);
    assert_eq!(
        host.stderr(),
        "error: nope.json: there is no such file or folder\n"
    );
    assert_eq!(host.stdout(), "1 file: no problems\n");
}

#[test]
fn messages_say_why_a_file_cannot_be_read() {
    for command in [
        "check a.json",
        "normalise a.json",
        "diff a.json a.json",
        "outputs a.json",
    ] {
        let mut host = Memory::new(&[("a.json", VALID)]);
        host.unreadable = Some(("a.json", io::ErrorKind::PermissionDenied));
        assert_eq!(host.run(command), 2, "{command}");
        assert_eq!(host.stderr(), "error: a.json: permission denied\n");
        assert_eq!(host.stdout(), "");
    }
}

#[test]
fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
    for (kind, code, message) in [
        (io::ErrorKind::BrokenPipe, 1, ""),
        (
            io::ErrorKind::StorageFull,
            2,
            "error: the output can't be written: no storage space\n",
        ),
    ] {
        let mut host = Memory::new(&[("a.json", "{}")]);
        host.closed = Some(kind);
        assert_eq!(host.run("check a.json"), code);
        assert_eq!(host.stderr(), message);
    }
}

#[test]
fn colours_are_used_where_they_are_shown() {
    for has_colors in [false, true] {
        let mut host = Memory::new(&[("a.json", FIXABLE)]);
        host.is_terminal = has_colors;
        host.run("check --fix a.json");
        host.run("--nope");
        host.run("normalise a.json");
        let red = "\u{1b}[31m-";
        assert_eq!(host.stdout().contains(red), has_colors);
        assert_eq!(host.stdout().contains('\u{1b}'), has_colors);
        assert_eq!(host.stderr().contains('\u{1b}'), has_colors);
    }
    // Tools don't want colours.
    for format in ["json", "sarif", "github"] {
        let mut host = Memory::new(&[("a.json", FIXABLE)]);
        host.is_terminal = true;
        host.run(&format!("check --format {format} a.json"));
        assert!(
            !host.stdout().is_empty() && !host.stdout().contains('\u{1b}'),
            "{format}"
        );
    }
}

#[test]
fn names_of_files_cannot_control_the_terminal() {
    let host = Memory::new(&[("a\u{1b}[2J.json", "{}")]);
    host.run("check a\u{1b}[2J.json b\u{1b}[2J.json");
    assert!(
        host.stdout().contains("a\u{fffd}[2J.json"),
        "{}",
        host.stdout()
    );
    assert!(
        host.stderr().contains("b\u{fffd}[2J.json"),
        "{}",
        host.stderr()
    );
    assert!(!host.stdout().contains('\u{1b}') && !host.stderr().contains('\u{1b}'));
}

#[test]
fn comments_are_allowed_by_the_name_of_a_file() {
    let text = format!("// a comment\n{VALID}");
    for (name, code) in [("a.json", 1), ("a.jsonc", 0)] {
        let host = Memory::new(&[(name, &text)]);
        assert_eq!(host.run(&format!("check {name}")), code);
        assert_eq!(host.run(&format!("normalise {name}")), code);
    }
    let host = Memory::new(&[("old.json", VALID), ("new.jsonc", &text)]);
    assert_eq!(host.run("diff old.json new.jsonc"), 0);
    assert_eq!(host.stdout(), "no changes\n");
}

#[test]
fn the_arguments_are_consistent() {
    use clap::CommandFactory;
    crate::arguments::Arguments::command().debug_assert();
}

#[test]
fn a_long_check_shows_its_progress_on_a_terminal() {
    let files = ["a.json", "b.json", "c.json"];
    let run = |is_terminal, milliseconds| {
        let mut host = Memory::new(&files.map(|name| (name, VALID)));
        host.is_terminal = is_terminal;
        host.delay = Duration::from_millis(milliseconds);
        assert_eq!(host.run(&format!("check {}", files.join(" "))), 0);
        assert_eq!(host.stdout(), "3 files: no problems\n");
        host.stderr()
    };
    let shown = run(true, 1000);
    assert!(shown.starts_with("\r\u{1b}[Kchecked "), "{shown}");
    assert!(shown.contains(" of 3 files\r\u{1b}[K"), "{shown}");
    assert!(shown.ends_with("\r\u{1b}[K"), "{shown}");
    assert_eq!(run(true, 1), "");
    assert_eq!(run(false, 1000), "");
}

#[test]
fn annotations_have_the_lines_and_columns_of_the_report() {
    let text = "{\r\n  \"id\": \"häßlich\", \"replicas\": -1,\r  \"ports\": [\n{\"port\": 0}]}";
    let host = Memory::new(&[("a.json", text)]);
    host.run("check --format json a.json");
    let reports: serde_json::Value = serde_json::from_str(&host.stdout()).unwrap();
    host.clear();
    host.run("check --format github a.json");
    let places = reports[0]["diagnostics"].as_array().unwrap().iter();
    let places = places.map(|diagnostic| {
        let start = &diagnostic["range"]["start"];
        let [line, column] = ["line", "character"].map(|part| start[part].as_u64().unwrap() + 1);
        format!("file=a.json,line={line},col={column},")
    });
    let places: Vec<_> = places.collect();
    assert!(
        places.contains(&"file=a.json,line=4,col=10,".to_owned()),
        "{places:?}"
    );
    for (annotation, place) in host.stdout().lines().zip(&places) {
        assert!(annotation.contains(place), "{annotation}");
    }
    assert_eq!(host.stdout().lines().count(), places.len());
}

#[test]
fn the_standard_input_may_be_yaml() {
    let yaml = "id: api\ncode: {type: image, image: ghcr.io/acme/api:v1}\ncpu: {min: \"1\", desired: \"1\"}\nmemory: {min: 1Gi, desired: 1Gi}\nports:\n- port: 8080\npermissions: execution\n";
    for start in ["", "---\n", "\u{feff}\n# a comment\n"] {
        let mut host = Memory::new(&[("a.json", VALID)]);
        host.stdin = format!("{start}{yaml}").into();
        assert_eq!(host.run("check -"), 0, "{}", host.stdout());
        assert_eq!(host.run("diff a.json -"), 0, "{}", host.stderr());
    }
    for text in [
        VALID,
        "",
        "export default {}",
        "{id: 1",
        "\"id\": 1",
        "a:b",
        "PK\u{3}",
    ] {
        let mut host = Memory::new(&[]);
        host.stdin = text.into();
        host.run("check -");
        assert!(!host.stdout().contains("yaml"), "{}", host.stdout());
    }
}
