//! Which files in folders are checked.

use std::io;

use super::{Memory, VALID};

#[test]
fn a_folder_is_searched_for_what_is_certainly_a_declaration() {
    let typed = VALID.replacen('{', r#"{"type": "container", "#, 1);
    let host = Memory::new(&[
        ("a.alien.json", VALID),
        ("b.ALIEN.JSONC", "// nothing but a comment"),
        ("alien.json", "{}"),
        ("notes.alien.txt", "{}"),
        ("package.json", r#"{"name": "web", "type": "module"}"#),
        ("sub/typed.json", &typed),
        ("sub/untyped.json", VALID),
    ]);
    assert_eq!(host.run("check --format json"), 1);
    let reports: serde_json::Value = serde_json::from_str(&host.stdout()).unwrap();
    let names: Vec<_> = reports
        .as_array()
        .unwrap()
        .iter()
        .map(|report| &report["file"])
        .collect();
    assert_eq!(names, ["a.alien.json", "b.ALIEN.JSONC", "sub/typed.json"]);
}

#[test]
fn a_file_that_is_named_is_checked_whatever_it_is() {
    let host = Memory::new(&[("sub/package.json", "{}"), ("sub/a.alien.json", VALID)]);
    assert_eq!(host.run("check sub sub/package.json"), 1);
    assert!(host.stdout().contains("2 files: "), "{}", host.stdout());
    assert!(
        host.stdout().contains(" --> sub/package.json:1:1\n"),
        "{}",
        host.stdout()
    );
}

#[test]
fn a_folder_without_declarations_is_an_error() {
    let host = Memory::new(&[("a.json", VALID), ("web/package.json", "{}")]);
    assert_eq!(host.run("check a.json web"), 2);
    assert!(
        host.stderr()
            .starts_with("error: web: there are no declarations here\n  help: ")
    );
    assert_eq!(host.stdout(), "1 file: no problems\n");
}

#[test]
fn a_folder_that_cannot_be_read_is_an_error() {
    let mut host = Memory::new(&[("a.alien.json", VALID), ("secret/a.alien.json", "{}")]);
    host.unreadable = Some(("./secret", io::ErrorKind::PermissionDenied));
    assert_eq!(host.run("check"), 2);
    assert_eq!(host.stderr(), "error: secret: permission denied\n");
    assert_eq!(host.stdout(), "1 file: no problems\n");
}

/// The names of the declarations that `check` finds.
fn found(paths: &str, files: &[(&str, &str)]) -> Vec<String> {
    let host = Memory::new(files);
    host.run(&format!("check --format json {paths}"));
    let reports: serde_json::Value = serde_json::from_str(&host.stdout()).unwrap();
    let reports = reports.as_array().unwrap().iter();
    let mut names: Vec<_> = reports
        .map(|report| report["file"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        host.stderr().lines().next(),
        names
            .is_empty()
            .then_some("error: the current folder: there are no declarations here")
    );
    names.sort();
    names
}

#[test]
fn yaml_is_found_by_its_name_schema_or_content() {
    let modeline =
        "# yaml-language-server: $schema=./node_modules/alien-sdk/schema/container.schema.json\n";
    let worker = "type: container\nid: worker\ncode: {type: image}\n";
    let queue = "resources:\n  jobs: {config: {type: queue, id: jobs}}\n";
    let job = "on: push\njobs:\n  test: {container: node}\n";
    let files = [
        (".gitignore", ""),
        ("a.alien.yaml", job),
        ("b.ALIEN.YML", VALID),
        ("container.yaml", worker),
        ("documents.yaml", &format!("{worker}---\n{queue}---\n")),
        ("jobs.yaml", job),
        ("mixed.yaml", &format!("{worker}---\n{job}")),
        ("modeline.yml", &format!("{modeline}id: api\n")),
        ("stack.yml", queue),
    ];
    let expected = [
        "a.alien.yaml",
        "b.ALIEN.YML",
        "container.yaml",
        "documents.yaml",
        "modeline.yml",
        "stack.yml",
    ];
    assert_eq!(found(".", &files), expected);
}

#[test]
fn ignored_files_are_not_checked() {
    let files = [
        (".gitignore", "/build\n*.draft.alien.json\n"),
        (".hidden/a.alien.json", VALID),
        ("build/a.alien.json", VALID),
        ("node_modules/a/a.alien.json", VALID),
        ("sub/.gitignore", "!b.draft.alien.json\nc.*"),
        ("sub/a.draft.alien.json", VALID),
        ("sub/b.draft.alien.json", VALID),
        ("sub/build/a.alien.json", VALID),
        ("sub/c.alien.json", VALID),
    ];
    let expected = ["sub/b.draft.alien.json", "sub/build/a.alien.json"];
    assert_eq!(found(".", &files), expected);
    // The rules of the folders around the named one count too.
    assert_eq!(found("sub", &files), expected);
}

#[test]
fn settings_include_files_that_no_name_or_content_tells() {
    let files = [
        ("a.json", VALID),
        (
            "alien-sdk.json",
            r#"{"include": ["deploy", "*.container.json", "!deploy/tools"]}"#,
        ),
        ("b.container.json", VALID),
        ("deploy/c.json", VALID),
        ("deploy/notes.txt", "notes"),
        ("deploy/tools/package.json", "{}"),
        (
            "sub/alien-sdk.json",
            r#"{"include": ["!c.container.json"]}"#,
        ),
        ("sub/c.container.json", VALID),
        ("sub/d.container.json", VALID),
    ];
    let in_sub = "sub/d.container.json";
    let expected = ["b.container.json", "deploy/c.json", in_sub];
    assert_eq!(found(".", &files), expected);
    assert_eq!(found("sub", &files), [in_sub]);
}

#[test]
fn settings_that_cannot_be_read_are_an_error() {
    for (settings, message) in [
        ("{", "EOF while parsing an object at line 1 column 1"),
        (
            r#"{"inclde": []}"#,
            "unknown field `inclde`, expected `include` at line 1 column 9",
        ),
        (
            r#"{"include": "deploy"}"#,
            "invalid type: string \"deploy\", expected a sequence at line 1 column 20",
        ),
    ] {
        let host = Memory::new(&[("alien-sdk.json", settings), ("a.alien.json", VALID)]);
        assert_eq!(host.run("check"), 2);
        assert_eq!(
            host.stderr(),
            format!("error: /shop/alien-sdk.json: {message}\n")
        );
        assert_eq!(host.stdout(), "1 file: no problems\n");
    }
}
