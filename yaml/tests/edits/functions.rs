//! The functions of the SDK that change one place of a text.

use alien_sdk_core::internal::document::{Source, Writer, serialize};
use alien_sdk_core::internal::functions::{self, EditError};
use alien_sdk_core::internal::validate::Options;
use alien_sdk_yaml::SYNTAX;

use super::*;

fn edit(text: &str, pointer: &str, value: Value) -> Result<String, EditError> {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    serialize(&value, &Limits::default(), &mut writer);
    functions::edit(text, SYNTAX, pointer, &writer.finish())
}

#[track_caller]
fn check_edit(text: &str, pointer: &str, value: Value, expected: &str) {
    assert_eq!(edit(text, pointer, value).as_deref(), Ok(expected));
    decode(expected);
}

#[test]
fn missing_objects_and_lists_are_added() {
    let probe = serde_json::json!({"path": "/up", "port": 8080});
    check_edit(
        "id: api\n",
        "/healthCheck",
        probe,
        "id: api\nhealthCheck:\n  path: /up\n  port: 8080\n",
    );
    check_edit(
        "id: api # a\n",
        "/environment/PORT",
        "8080".into(),
        "id: api # a\nenvironment:\n  PORT: \"8080\"\n",
    );
    check_edit(
        "environment:\nid: api\n",
        "/environment/A",
        "no".into(),
        "environment:\n  A: \"no\"\nid: api\n",
    );
    check_edit(
        "ports: # none\n",
        "/ports/0/port",
        80.into(),
        "ports: # none\n  - port: 80\n",
    );
    check_edit(
        "ports: null # none\n",
        "/ports/-",
        80.into(),
        "ports: # none\n  - 80\n",
    );
    check_edit(
        "a: ~\n---\nb: ~\n",
        "/1/b/c",
        1.into(),
        "a: ~\n---\nb:\n  c: 1\n",
    );
    check_edit("", "/a/b", 1.into(), "a:\n  b: 1");
    check_edit("---\n# empty\n", "/a", 1.into(), "---\n# empty\na: 1\n");
    let removed = functions::remove("a: # all\n  b: 1 # one\n", SYNTAX, "/a/b");
    assert_eq!(removed.as_deref(), Ok("a: {} # all\n  # one\n"));
}

#[test]
fn an_edit_that_can_not_be_made_says_why() {
    let message = |result: Result<String, EditError>| result.unwrap_err().to_string();
    assert_eq!(
        message(edit("a: [1", "/a", 1.into())),
        "the text is not valid YAML; correct its syntax errors first"
    );
    assert_eq!(
        message(edit("a: 1\n", "/a/b", 1.into())),
        "the text has no object or list to which \"/a/b\" can be added"
    );
    assert_eq!(
        message(functions::remove("a: 1\n", SYNTAX, "/b")),
        "the text has nothing at \"/b\""
    );
    // The alias would have no anchor.
    assert_eq!(
        message(functions::remove("a: &x 1\nb: *x\n", SYNTAX, "/a")),
        "the text has nothing at \"/a\""
    );
}

#[test]
fn fixes_are_applied_to_each_document() {
    let options = Options {
        syntax: SYNTAX,
        ..Options::default()
    };
    let container = "id: api # c1\ncode: {type: image, image: \"nginx:1.27\"}\ncpu: 1 # c2\nmemory: 1Gi # c3\nports: 8080 # c4\n\
        environment:\n- PORT=8080 # c5\npermissions: execution\n";
    let fixed = "id: api # c1\ncode: {type: image, image: \"nginx:1.27\"}\ncpu: # c2\n  min: \"1\"\n  desired: \"1\"\n\
        memory: # c3\n  min: 1Gi\n  desired: 1Gi\nports: # c4\n- port: 8080\nenvironment:\n  PORT: \"8080\" # c5\npermissions: execution\n";
    assert_eq!(functions::apply_fixes(container, &options, true), fixed);
    let stream = |document: &str| format!("{document}---\n{document}");
    assert_eq!(
        functions::apply_fixes(&stream(container), &options, true),
        stream(fixed)
    );
    assert_eq!(functions::apply_fixes(fixed, &options, true), fixed);
}

#[test]
fn a_fix_of_an_anchored_value_is_made_once() {
    let options = Options {
        syntax: SYNTAX,
        ..Options::default()
    };
    let text = "id: api\ncode: {type: image, image: \"nginx:1.27\"}\ncpu: &one {min: 1, desired: 1}\nmemory: {min: 1Gi, desired: 1Gi}\n\
        ports: [{port: 8080}]\nenvironment:\n  A: &a 1\n  B: *a\npermissions: execution\n";
    let fixed = text
        .replace("{min: 1, desired: 1}", "{min: \"1\", desired: \"1\"}")
        .replace("&a 1", "&a \"1\"");
    assert_eq!(functions::apply_fixes(text, &options, true), fixed);
}
