//! Reports about YAML texts, as people see them.

#![allow(clippy::unwrap_used, clippy::panic)]

use alien_sdk_core::options::RenderOptions;
use alien_sdk_core::{Options, normalise, render, validate_text};
use alien_sdk_yaml::SYNTAX;

fn options() -> Options {
    Options {
        syntax: SYNTAX,
        ..Options::default()
    }
}

/// Checks the rendered report of a text, without the lines after the last diagnostic.
#[track_caller]
fn check(text: &str, expected: &str) {
    let report = validate_text(text, &options());
    let shown = RenderOptions {
        syntax: SYNTAX,
        ..RenderOptions::for_text("api.yaml", text)
    };
    let rendered = render(&report, &shown);
    let (shown, _) = rendered
        .rsplit_once("\n\n")
        .unwrap_or_else(|| panic!("{rendered}"));
    assert_eq!(shown, expected.trim(), "\n{shown}");
}

/// A container without what comes before `cpu`.
const REST: &str = r#"
cpu: {min: "1", desired: "1"}
memory: {min: 1Gi, desired: 1Gi}
permissions: execution
"#;

#[test]
fn values_are_marked_where_they_are_written() {
    check(
        &format!(
            "id: api # the name\ncode:\n  type: image\n  image: \"nginx:1.27\"\nports:\n- port: 80800 # too \
             large\n- port: 8080\ncommand:\n  - run\n  -\n{REST}"
        ),
        r#"
error[port-out-of-range]: port 80800 is not between 1 and 65535
 --> api.yaml:6:9
  |
6 | - port: 80800 … … …
  |         ^^^^^
  help: pick a port from 1 to 65535

error[wrong-type]: command[1] must be a string, not null
  --> api.yaml:10:4
   |
10 |   -
   |    ^
  help: write a string in quotes, or leave it out
"#,
    );
}

#[test]
fn a_missing_key_is_shown_at_the_first_key_of_its_object() {
    check(
        &format!("id: api\ncode:\n  type: image\nports:\n  - type: http\n{REST}"),
        r#"
error[missing-field]: "image" is missing in code
 --> api.yaml:3:3
  |
3 |   type: image
  |   ^^^^
  help: add "image": "ghcr.io/acme/api:v1"

error[missing-field]: "port" is missing in ports[0]
 --> api.yaml:5:5
  |
5 |   - type: …
  |     ^^^^
  help: add "port": 8080

error[unknown-field]: unknown key "type" in ports[0]
 --> api.yaml:5:5
  |
5 |   - type: …
  |     ^^^^
  help: remove it; the allowed keys are "port" and "expose"
"#,
    );
}

#[test]
fn comments_and_unknown_values_are_hidden() {
    check(
        &format!(
            "id: Api # hunter2\ncode: {{type: image, image: \"nginx:1.27\"}}\nports:\n  - port: 80\npasswd: hunter2 # hunter2\n\
             environment:\n  A: 5 # hunter2\n  B: |-\n    hunter2\n{REST}"
        ),
        r#"
error[invalid-id]: id "Api" contains upper-case letters
 --> api.yaml:1:5
  |
1 | id: Api … …
  |     ^^^
  help: write "api", if that is what you mean

error[unknown-field]: unknown key "passwd"
 --> api.yaml:5:1
  |
5 | passwd: … … …
  | ^^^^^^
  help: remove it, or check its name

error[wrong-type]: environment.A must be a string, not a number
 --> api.yaml:7:6
  |
7 |   A: … … …
  |      ^
  help: write it in quotes
"#,
    );
}

#[test]
fn a_fault_of_an_anchored_value_is_reported_once() {
    check(
        &format!(
            "id: api\ncode: {{type: image, image: \"nginx:1.27\"}}\nports:\n  - &port\n    port: 80800\n  - *port\n  \
             - <<: *port\n    expose: true\n{REST}"
        ),
        r#"
error[port-out-of-range]: port 80800 is not between 1 and 65535
 --> api.yaml:5:11
  |
5 |     port: 80800
  |           ^^^^^
6 |   - *port
  |     ----- the value is also used here
7 |   - <<: *port
  |         ----- the value is also used here
  help: pick a port from 1 to 65535

error[wrong-type]: ports[2].expose must be "http" or "tcp", not the boolean true
 --> api.yaml:8:13
  |
8 |     expose: true
  |             ^^^^
  help: write "http"
"#,
    );
}

#[test]
fn a_value_is_hidden_if_an_alias_makes_it_a_variable() {
    check(
        &format!(
            "id: api\ncode: {{type: image, image: \"nginx:1.27\"}}\nports:\n  - port: 80\ncommand: [&a hunter2, 5, &b plain]\n\
             environment:\n  A: *a\n{REST}"
        ),
        r#"
error[wrong-type]: command[1] must be a string, not the number 5
 --> api.yaml:5:23
  |
5 | command: [… …, 5, … plain]
  |                ^
  help: write it in quotes
"#,
    );
}

#[test]
fn each_document_of_a_stream_is_checked() {
    check(
        &format!(
            "id: api\ncode: {{type: image, image: \"nginx:1.27\"}}\nports:\n  - port: 0\n{REST}---\nresources:\n  api:\n    \
             lifecycle: live\n    config: {{type: queue, id: web}}\n---\n- 1\n"
        ),
        r#"
error[port-out-of-range]: port 0 is not between 1 and 65535
 --> api.yaml:4:11
  |
4 |   - port: 0
  |           ^
  help: pick a port from 1 to 65535

error[missing-field]: "id" is missing
  --> api.yaml:10:1
   |
10 | resources:
   | ^^^^^^^^^
  help: add "id": "my-app"

error[resource-key-mismatch]: the resource with the id "web" has the key "api"
  --> api.yaml:11:3
   |
11 |   api:
   |   ^^^
13 |     config: {type: queue, id: web}
   |                               --- its id is set here
  help: rename the key to "web", or change the id

error[wrong-type]: the declaration must be an object, not an array
  --> api.yaml:15:1
   |
15 | - …
   | ^^^
  help: write an object
"#,
    );
}

#[test]
fn a_function_with_one_result_takes_one_document() {
    let error = normalise("id: a\n---\nid: b\n---\nid: c\n", &options()).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"the container has 1 error

error[yaml-unsupported]: the text has 3 documents, but one is expected
 --> <text>:3:1
  |
3 | id: b
  | ^^^^^
  help: write each document to a file of its own"#
    );
}

#[test]
fn a_valid_text_is_normalised() {
    let text = format!(
        "id: api\ncode: {{type: image, image: 'nginx:1.27'}}\nports: [{{port: 8080}}]\nenvironment: {{A: \"1\", B: 'it''s \"x\"'}}\n{REST}"
    );
    assert_eq!(
        normalise(&text, &options()).unwrap(),
        r#"{"type":"container","id":"api","code":{"type":"image","image":"nginx:1.27"},"cpu":{"min":"1","desired":"1"},"memory":{"min":"1Gi","desired":"1Gi"},"ports":[{"port":8080}],"stateful":false,"environment":{"A":"1","B":"it's \"x\""},"links":[],"permissions":"execution"}"#
    );
}
