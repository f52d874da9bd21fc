//! `check --fix`.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::{FIXABLE, Memory};

#[test]
fn fixes_are_written_once() {
    let host = Memory::new(&[("a.json", FIXABLE)]);
    assert_eq!(host.run("check --fix a.json"), 1);
    let fixed = r#"{"memory": {"min": "1Gi", "desired": "1Gi"}}"#;
    assert_eq!(host.file("a.json"), fixed);
    let shown = format!("--- a.json\n+++ a.json\n@@ -1,1 +1,1 @@\n-{FIXABLE}\n+{fixed}\n\n");
    assert!(host.stdout().starts_with(&shown), "{}", host.stdout());
    assert!(
        host.stdout().contains("1 file, 1 fixed: "),
        "{}",
        host.stdout()
    );

    host.clear();
    assert_eq!(host.run("check --fix a.json"), 1);
    assert!(!host.stdout().contains("---"), "{}", host.stdout());
}

#[test]
fn a_file_that_changed_meanwhile_is_kept() {
    let mut host = Memory::new(&[("a.json", FIXABLE)]);
    host.written_meanwhile = Some("something else");
    assert_eq!(host.run("check --fix a.json"), 2);
    assert_eq!(host.file("a.json"), "something else");
    assert!(
        host.stderr().contains("a.json: the file changed"),
        "{}",
        host.stderr()
    );
    assert_eq!(host.stdout(), "");
}

#[test]
fn a_file_that_cannot_be_written_is_an_error() {
    let mut host = Memory::new(&[("a.json", FIXABLE)]);
    host.unwritable = Some(io::ErrorKind::PermissionDenied);
    assert_eq!(host.run("check --fix a.json"), 2);
    let message = "error: a.json: the file was not fixed: permission denied\n";
    assert_eq!(host.stderr(), message);
}

#[test]
fn bytes_that_are_not_utf8_are_reported_and_never_rewritten() {
    let mut host = Memory::new(&[("a.json", "")]);
    let bytes = b"{\"id\": \"a\xff\", \"memory\": \"1Gi\"}".to_vec();
    *host.files.get_mut().unwrap() = BTreeMap::from([("a.json".into(), bytes.clone())]);
    assert_eq!(host.run("check --fix a.json"), 1);
    assert!(
        host.stdout().contains("error[invalid-unicode]"),
        "{}",
        host.stdout()
    );
    assert_eq!(host.files.lock().unwrap()[Path::new("a.json")], bytes);
}
