//! Checks that no message of the server contains the secret, which is written at every place in `tests/secrets/places.json`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use std::fs;
use std::path::Path;

use alien_sdk_lsp::Server;
use serde_json::{Map, Value, json};
use support::everything;

const SECRET: &str = "hunter9";

/// A container with the given members, which replace members of the base.
fn container(base: &Map<String, Value>, members: &str) -> String {
    let own = base
        .iter()
        .filter(|(key, _)| !members.contains(&format!("\"{key}\"")));
    let own = own.map(|(key, value)| format!("\"{key}\": {}, ", value.as_str().unwrap()));
    format!("{{{}{members}}}", own.collect::<String>())
}

/// The texts in which the secret is at a place.
fn texts(base: &Map<String, Value>, place: &Value) -> Vec<String> {
    if let Some(text) = place["text"].as_str() {
        return vec![text.to_owned()];
    }
    let Some(members) = place["members"].as_str() else {
        return Vec::new();
    };
    let container = container(base, members);
    let in_stack = format!(
        "{{\"id\": \"shop\", \"resources\": {{\"api\": {{\"config\": {{\"type\": \"container\", {members}, \"links\": []}}, \"lifecycle\": \"live\"}}}}}}"
    );
    let lines = container.replace(", ", ",\n").replace(": {", ": {\n");
    vec![container, in_stack, lines]
}

/// The messages of a server about a text. It is asked about every place that is this far from the last one.
fn messages((uri, step): (&str, usize), text: &str) -> Vec<String> {
    let (mut server, mut out) = (Server::new(alien_sdk_yaml::PARSER), Vec::new());
    let mut send = |id: Value, method: &str, params: Value| {
        let mut message = json!({"jsonrpc": "2.0", "method": method, "params": params});
        if !id.is_null() {
            message["id"] = id;
        }
        server.message(&message.to_string(), &mut out);
    };
    let options =
        json!({"capabilities": everything(), "initializationOptions": {"inlayHints": true}});
    send(json!(0), "initialize", options);
    let document = json!({"uri": uri, "languageId": "", "version": 1, "text": text});
    send(
        Value::Null,
        "textDocument/didOpen",
        json!({"textDocument": document}),
    );
    let of = json!({"uri": uri});
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    for method in ["documentSymbol", "foldingRange", "diagnostic"] {
        send(
            json!(method),
            &format!("textDocument/{method}"),
            json!({"textDocument": of}),
        );
    }
    let context = json!({"diagnostics": []});
    send(
        json!("a"),
        "textDocument/codeAction",
        json!({"textDocument": of, "range": whole, "context": context}),
    );
    send(
        json!("h"),
        "textDocument/inlayHint",
        json!({"textDocument": of, "range": whole}),
    );
    let options = json!({"tabSize": 4, "insertSpaces": false});
    send(
        json!("f"),
        "textDocument/formatting",
        json!({"textDocument": of, "options": options}),
    );
    for (number, line) in text.lines().enumerate() {
        for character in (0..=line.len()).step_by(step) {
            let params =
                json!({"textDocument": of, "position": {"line": number, "character": character}});
            for method in ["hover", "completion", "prepareRename"] {
                send(
                    json!(character),
                    &format!("textDocument/{method}"),
                    params.clone(),
                );
            }
        }
    }
    server.flush(&mut out);
    out
}

#[test]
fn no_message_contains_a_secret() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/secrets/places.json");
    let file: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let (secret, base) = (
        file["secret"].as_str().unwrap(),
        file["base"].as_object().unwrap(),
    );
    let places = file["places"].as_array().unwrap();
    assert!(places.len() > 100, "there are places");
    let (mut leaks, mut count) = (Vec::new(), 0);
    for place in places {
        for text in texts(base, place) {
            // The explanation of a code has an example with the secret of that file.
            let text = text.replace(secret, SECRET);
            // Most of the texts are YAML too, which takes longer to parse, so fewer places are asked about.
            let uris = [
                ("file:///shop.alien.json", 7),
                ("file:///shop.alien.yaml", 37),
            ];
            let all: Vec<_> = uris
                .into_iter()
                .flat_map(|uri| messages(uri, &text))
                .collect();
            count += all.len();
            let leak = all.into_iter().find(|message| message.contains(SECRET));
            leaks.extend(leak.map(|message| format!("{}: {text:?}\n    {message}", place["name"])));
        }
    }
    assert!(count > 10_000, "{count} messages");
    assert!(
        leaks.is_empty(),
        "{} leaks:\n{}",
        leaks.len(),
        leaks.join("\n")
    );
}
