//! Diagnostics: when they are sent, and for which files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use serde_json::json;
use support::{Client, STACK, URI, codes, everything, open};

#[test]
fn diagnostics_follow_the_text() {
    let mut client = open(&STACK.replace("8080", "80800"));
    let [first] = client.published().try_into().unwrap();
    assert_eq!((&first["uri"], &first["version"]), (&json!(URI), &json!(1)));
    assert_eq!(codes(&first["diagnostics"]), ["port-out-of-range"]);
    let found = &first["diagnostics"][0];
    assert_eq!(found["range"]["start"], json!({"line": 7, "character": 25}));
    assert_eq!(
        (&found["severity"], &found["source"]),
        (&json!(1), &json!("alien-sdk"))
    );
    assert!(found["message"].as_str().unwrap().contains("\nhelp: "));
    // Several changes are checked once.
    let end = json!({"line": 7, "character": 30});
    let remove = json!({"range": {"start": {"line": 7, "character": 29}, "end": end}, "text": ""});
    client.change(URI, json!([remove]));
    client.change(URI, json!([{"range": {"start": {"line": 0, "character": 1}, "end": {"line": 0, "character": 1}}, "text": "\n"}]));
    let [second] = client.published().try_into().unwrap();
    assert_eq!(
        (&second["version"], &second["diagnostics"]),
        (&json!(3), &json!([]))
    );
    // Nothing is published again without a change.
    assert!(client.published().is_empty());
    client.change(URI, json!([{"text": "{"}]));
    assert_eq!(
        codes(&client.published()[0]["diagnostics"]),
        ["json-syntax"]
    );
    client.close(URI);
    let [closed] = client.published().try_into().unwrap();
    assert_eq!(closed["diagnostics"], json!([]));
}

#[test]
fn only_declarations_get_diagnostics() {
    let mut client = Client::start(everything());
    let container = r#"{"type": "container", "code": 1}"#;
    for (uri, text, is_ours) in [
        (
            "file:///package.json",
            r#"{"name": "a", "scripts": {}}"#,
            false,
        ),
        ("file:///a.json", "{", false),
        ("file:///a.json", container, true),
        ("file:///a.alien.json", "{", true),
        ("file:///a.ALIEN.JSONC?x=1", "// {", true),
        ("file:///alien.json", "{", false),
        ("file:///a.alien.txt", "{", false),
        ("untitled:Untitled-1", container, true),
    ] {
        client.open(uri, text);
        assert_eq!(client.published().len(), usize::from(is_ours), "{uri}");
        client.close(uri);
        assert_eq!(client.published().len(), usize::from(is_ours), "{uri}");
    }
    // What has become a declaration stays one.
    client.open("file:///a.json", "{");
    assert!(client.published().is_empty());
    client.change("file:///a.json", json!([{"text": container}]));
    assert_eq!(client.published().len(), 1);
    client.change("file:///a.json", json!([{"text": "{"}]));
    assert_eq!(client.published().len(), 1);
    // Comments are allowed by the name of the file.
    client.open("file:///a.alien.jsonc", &format!("// a comment\n{STACK}"));
    assert_eq!(client.published()[0]["diagnostics"], json!([]));
}

#[test]
fn a_client_that_asks_for_diagnostics_gets_them_only_then() {
    let mut capabilities = everything();
    capabilities["textDocument"]["diagnostic"] = json!({});
    let mut client = Client::start(capabilities);
    client.open(URI, "{}");
    assert!(client.published().is_empty());
    let full = client.of("textDocument/diagnostic").unwrap();
    assert_eq!(full["kind"], "full");
    assert!(codes(&full["items"]).contains(&"missing-field"));
    let again = |client: &mut Client| {
        let params = json!({"textDocument": {"uri": URI}, "previousResultId": full["resultId"]});
        client.request("textDocument/diagnostic", params).unwrap()
    };
    assert_eq!(
        again(&mut client),
        json!({"kind": "unchanged", "resultId": full["resultId"]})
    );
    client.change(URI, json!([{"text": STACK}]));
    let changed = again(&mut client);
    assert_eq!(
        (&changed["kind"], &changed["items"]),
        (&json!("full"), &json!([]))
    );
    client.close(URI);
    assert!(client.published().is_empty());
}
