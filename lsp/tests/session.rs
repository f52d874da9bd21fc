//! Sessions of a client with the server.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use serde_json::{Value, json};
use support::{Client, URI, apply, codes, everything};

/// A stack with a container, whose members are on lines of their own.
const STACK: &str = r#"{
  "id": "shop",
  "resources": {
    "api": {"config": {"type": "container", "id": "api",
      "code": {"type": "image", "image": "ghcr.io/acme/api:v1"},
      "cpu": {"min": "1", "desired": "1"},
      "memory": {"min": "1Gi", "desired": "1Gi"},
      "ports": [{"port": 8080}],
      "environment": {"KEY": "hunter2"},
      "links": [{"type": "storage", "id": "uploads"}],
      "permissions": "execution"
    }, "lifecycle": "live"},
    "uploads": {"config": {"type": "storage", "id": "uploads"}, "lifecycle": "frozen"}
  }
}
"#;

/// The line and character where a part of a text starts.
fn place(text: &str, part: &str) -> (u32, u32) {
    let before = &text[..text.find(part).expect(part)];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line as u32, before[start..].encode_utf16().count() as u32)
}

fn open(text: &str) -> Client {
    let mut client = Client::start(everything());
    client.open(URI, text);
    client
}

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

fn actions(client: &mut Client, (line, character): (u32, u32), only: Option<&str>) -> Vec<Value> {
    let at = json!({"line": line, "character": character});
    let mut context = json!({"diagnostics": []});
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let params = json!({"textDocument": {"uri": URI}, "range": {"start": at, "end": at}, "context": context});
    let actions = client.request("textDocument/codeAction", params).unwrap();
    actions.as_array().unwrap().clone()
}

/// A stack with two problems that have safe fixes.
fn faulty() -> String {
    let text = STACK.replace(
        "\"cpu\": {\"min\": \"1\", \"desired\": \"1\"}",
        "\"cpu\": {\"min\": 1, \"desired\": 1}",
    );
    assert_ne!(text, STACK);
    text
}

#[test]
fn fixes_are_code_actions() {
    let text = faulty();
    let mut client = open(&text);
    let found = actions(&mut client, place(&text, "1, \"desired"), None);
    let titles: Vec<_> = found
        .iter()
        .map(|action| action["title"].as_str().unwrap())
        .collect();
    assert_eq!(
        titles.last(),
        Some(&"apply all safe fixes of this file"),
        "{titles:?}"
    );
    assert_eq!(found[0]["kind"], "quickfix");
    assert_eq!(found[0]["isPreferred"], true);
    let resolved = client
        .request("codeAction/resolve", found[0].clone())
        .unwrap();
    let change = &resolved["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": URI, "version": 1}));
    let fixed = apply(&text, &change["edits"]);
    assert!(fixed.contains(r#""cpu": {"min": "1""#), "{fixed}");
    let all = client
        .request("codeAction/resolve", found.last().unwrap().clone())
        .unwrap();
    assert_eq!(
        apply(&text, &all["edit"]["documentChanges"][0]["edits"]),
        STACK
    );

    assert!(actions(&mut client, (0, 0), None).is_empty());
    assert!(actions(&mut client, place(&text, "1, \"desired"), Some("refactor")).is_empty());
    let [fix_all] = actions(&mut client, (0, 0), Some("source.fixAll"))
        .try_into()
        .unwrap();
    assert_eq!(fix_all["kind"], "source.fixAll.alien-sdk");
    client.change(URI, json!([{"text": STACK}]));
    assert!(actions(&mut client, (0, 0), Some("source.fixAll")).is_empty());
    let error = client.request("codeAction/resolve", fix_all).unwrap_err();
    assert_eq!(error.0, -32801);
}

#[test]
fn a_client_that_cannot_resolve_actions_gets_their_edits() {
    let text = faulty();
    let mut client = Client::start(json!({}));
    client.open(URI, &text);
    let found = actions(&mut client, place(&text, "1, \"desired"), None);
    let edits = &found.last().unwrap()["edit"]["changes"][URI];
    assert_eq!(apply(&text, edits), STACK);
    assert!(found.iter().all(|action| action.get("data").is_none()));
}

/// A fix that moves variables contains their values only where they are moved to.
#[test]
fn fixes_without_edits_of_the_text_are_made_too() {
    let text = STACK.replace("\"environment\": {", "\"env\": {");
    let mut client = open(&text);
    let found = actions(&mut client, place(&text, "env"), None);
    let action = found.first().expect("a fix").clone();
    assert!(!action.to_string().contains("hunter2"));
    let resolved = client.request("codeAction/resolve", action).unwrap();
    let fixed = apply(&text, &resolved["edit"]["documentChanges"][0]["edits"]);
    assert_eq!(fixed, STACK);
}

/// A comment can only hide warnings, and only where comments are allowed.
#[test]
fn warnings_can_be_hidden() {
    let uri = "file:///shop.alien.jsonc";
    let text = STACK
        .replace("\"min\": \"1Gi\"", "\"min\": \"1Mi\"")
        .replace("v1", "latest");
    let mut client = Client::start(json!({}));
    client.open(uri, &text);
    let published = client.published();
    let before = codes(&published[0]["diagnostics"]);
    assert_eq!(before, ["floating-image-tag", "small-memory"]);
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let params =
        json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}});
    let found = client
        .request("textDocument/codeAction", params.clone())
        .unwrap();
    let found = found.as_array().unwrap().iter();
    let hiding: Vec<_> = found
        .filter(|action| action["title"].as_str().unwrap().starts_with("hide"))
        .collect();
    assert_eq!(hiding.len(), 2);
    assert_eq!(
        hiding[1]["title"],
        "hide the warning small-memory here with a comment"
    );
    let edits: Vec<_> = hiding
        .iter()
        .map(|action| action["edit"]["changes"][uri][0].clone())
        .collect();
    let hidden = apply(&text, &json!(edits));
    assert!(
        hidden.contains("\n      // alien-ignore small-memory: reason\n      \"memory\""),
        "{hidden}"
    );
    client.change(uri, json!([{"text": hidden}]));
    assert_eq!(client.published()[0]["diagnostics"], json!([]));

    client.open(URI, &text);
    let line = place(&text, "latest");
    let titles = actions(&mut client, line, None);
    assert!(
        titles
            .iter()
            .all(|action| !action["title"].as_str().unwrap().starts_with("hide"))
    );
}

#[test]
fn hovering_explains_fields_and_problems() {
    let mut client = open(&STACK.replace("8080", "80800"));
    let hover = client.at("textDocument/hover", 7, 27).unwrap();
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("whole numbers from 1 to 65535"), "{text}");
    assert!(text.contains("**port-out-of-range**"), "{text}");
    assert_eq!(hover["range"]["start"], json!({"line": 7, "character": 25}));
    assert_eq!(client.at("textDocument/hover", 0, 0).unwrap(), Value::Null);
    assert_eq!(client.at("textDocument/hover", 8, 30).unwrap(), Value::Null);
}

#[test]
fn completion_replaces_the_word() {
    let text = STACK.replace("\"port\": 8080", "\"port\": 8080 \"ex\"");
    let mut client = open(&text);
    let (line, character) = place(&text, "x\"}");
    let items = client
        .at("textDocument/completion", line, character)
        .unwrap();
    let [item] = items.as_array().unwrap().as_slice() else {
        panic!("{items}")
    };
    assert_eq!(item["label"], "expose");
    assert_eq!(item["filterText"], "\"expose\"");
    assert_eq!(item["insertTextFormat"], 2);
    let edits = json!([item["textEdit"], item["additionalTextEdits"][0]]);
    let completed = apply(&text, &edits).replace("${1:http}", "http");
    assert_eq!(
        completed,
        STACK.replace("\"port\": 8080", "\"port\": 8080, \"expose\": \"http\"")
    );
    // Without snippets, the proposal is part of the text.
    let mut client = Client::start(json!({}));
    client.open(URI, &text);
    let items = client
        .at("textDocument/completion", line, character)
        .unwrap();
    assert_eq!(items[0]["textEdit"]["newText"], "\"expose\": \"http\"");
    assert_eq!(items[0]["documentation"]["kind"], "plaintext");
}

#[test]
fn names_are_found_and_renamed() {
    let mut client = open(STACK);
    let definition = client.at("textDocument/definition", 9, 45).unwrap();
    assert_eq!(
        definition["range"]["start"],
        json!({"line": 12, "character": 5})
    );
    let params = |declaration| {
        let position = json!({"line": 9, "character": 45});
        json!({"textDocument": {"uri": URI}, "position": position, "context": {"includeDeclaration": declaration}})
    };
    let mut count = |declaration| {
        let found = client
            .request("textDocument/references", params(declaration))
            .unwrap();
        found.as_array().unwrap().len()
    };
    assert_eq!([count(true), count(false)], [3, 1]);
    let range = client.at("textDocument/prepareRename", 9, 45).unwrap();
    assert_eq!(range["start"], json!({"line": 9, "character": 43}));
    assert_eq!(
        client.at("textDocument/prepareRename", 0, 0).unwrap_err().0,
        -32803
    );
    let mut rename = |name: &str| {
        let position = json!({"line": 9, "character": 45});
        client.request(
            "textDocument/rename",
            json!({"textDocument": {"uri": URI}, "position": position, "newName": name}),
        )
    };
    let edit = rename("files").unwrap();
    assert_eq!(
        apply(STACK, &edit["documentChanges"][0]["edits"]),
        STACK.replace("uploads", "files")
    );
    assert_eq!(
        rename("api").unwrap_err().1,
        "there is already a resource \"api\""
    );
    assert!(
        rename("Not valid")
            .unwrap_err()
            .1
            .starts_with("\"Not valid\" is not an ID")
    );
}

#[test]
fn symbols_are_nested_or_flat() {
    let mut client = open(STACK);
    let symbols = client.of("textDocument/documentSymbol").unwrap();
    let names = |symbols: &Value| {
        let symbols = symbols.as_array().unwrap().iter();
        symbols
            .map(|symbol| symbol["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&symbols), ["id", "resources"]);
    assert_eq!(names(&symbols[1]["children"]), ["api", "uploads"]);
    assert_eq!(symbols[1]["children"][0]["detail"], "container");
    let mut client = Client::start(json!({}));
    client.open(URI, STACK);
    let symbols = client.of("textDocument/documentSymbol").unwrap();
    assert_eq!(names(&symbols)[..4], ["id", "resources", "api", "uploads"]);
    assert_eq!(symbols[2]["containerName"], "resources");
}

#[test]
fn at_most_5000_symbols_and_ranges_are_sent() {
    let resource = |at| {
        format!(
            "\"r{at}\": {{\"config\": {{\n\"type\": \"x\", \"id\": \"r{at}\"\n}}, \"lifecycle\": \"live\"}}"
        )
    };
    let resources: Vec<_> = (0..6000).map(resource).collect();
    let mut client = Client::start(json!({}));
    client.open(
        URI,
        &format!(
            "{{\"id\": \"a\", \"resources\": {{{}}}}}",
            resources.join(",\n")
        ),
    );
    for method in ["textDocument/documentSymbol", "textDocument/foldingRange"] {
        assert_eq!(client.of(method).unwrap().as_array().unwrap().len(), 5000);
    }
}

#[test]
fn lines_of_an_object_are_folded() {
    let mut client = open(STACK);
    let folds = client.of("textDocument/foldingRange").unwrap();
    assert_eq!(folds[0], json!({"startLine": 0, "endLine": 13}));
    assert_eq!(folds[1], json!({"startLine": 2, "endLine": 12}));
}

#[test]
fn formatting_changes_white_space_only() {
    let text = STACK.replace("  \"id\": \"shop\"", "\"id\" :   \"shop\"");
    let mut client = open(&text);
    let mut format = |options: Value| {
        let params = json!({"textDocument": {"uri": URI}, "options": options});
        client.request("textDocument/formatting", params).unwrap()
    };
    let edits = format(json!({"tabSize": 2, "insertSpaces": true}));
    assert!(!edits.to_string().contains("hunter2"));
    let formatted = apply(&text, &edits);
    assert!(formatted.starts_with("{\n  \"id\": \"shop\",\n"));
    assert_eq!(
        formatted.split_whitespace().collect::<String>(),
        STACK.split_whitespace().collect::<String>()
    );
    let tabs = apply(&text, &format(json!({"tabSize": 4, "insertSpaces": false})));
    assert!(tabs.contains("\n\t\"resources\""));
}

#[test]
fn hints_are_shown_only_to_those_who_ask() {
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let params = json!({"textDocument": {"uri": URI}, "range": range});
    for (options, count) in [(Value::Null, 0), (json!({"inlayHints": true}), 1)] {
        let mut client = Client::new();
        let result = client.initialize(everything(), options).unwrap();
        assert_eq!(
            result["capabilities"].get("inlayHintProvider").is_some(),
            count > 0
        );
        client.open(URI, STACK);
        let hints = client
            .request("textDocument/inlayHint", params.clone())
            .unwrap();
        assert_eq!(hints.as_array().map_or(0, Vec::len), count);
    }
}

#[test]
fn requests_need_an_initialized_server() {
    let mut client = Client::new();
    assert_eq!(
        client.of("textDocument/documentSymbol").unwrap_err().0,
        -32002
    );
    client.open(URI, "{}");
    assert!(client.published().is_empty());
    client.initialize(everything(), Value::Null).unwrap();
    assert_eq!(
        client.initialize(everything(), Value::Null).unwrap_err().0,
        -32600
    );
    assert_eq!(
        client.of("textDocument/documentSymbol").unwrap_err(),
        (-32602, "the text is not open".to_owned())
    );
    assert_eq!(
        client.request("shutdown", Value::Null).unwrap(),
        Value::Null
    );
    assert_eq!(
        client.of("textDocument/documentSymbol").unwrap_err().0,
        -32600
    );
    assert_eq!(client.server.exit_code(), None);
    client.notify("exit", Value::Null);
    client.flush();
    assert_eq!(client.server.exit_code(), Some(0));
    for is_initialized in [false, true] {
        let mut client = if is_initialized {
            open("{}")
        } else {
            Client::new()
        };
        client.notify("exit", Value::Null);
        client.flush();
        assert_eq!(client.server.exit_code(), Some(1));
    }
}

#[test]
fn unknown_and_malformed_messages_are_refused() {
    let mut client = open("{}");
    client.published();
    assert_eq!(
        client
            .request("textDocument/unknown", json!({}))
            .unwrap_err()
            .0,
        -32601
    );
    assert_eq!(
        client.request("$/unknown", json!({})).unwrap_err().0,
        -32601
    );
    for notification in [
        "$/unknown",
        "unknown",
        "initialized",
        "textDocument/didSave",
        "textDocument/didChange",
    ] {
        let message = json!({"jsonrpc": "2.0", "method": notification, "params": {"a": 1}});
        client.send_raw(&message.to_string());
    }
    assert!(client.published().is_empty() && client.received.is_empty());
    for (text, code) in [
        ("{", -32700),
        ("", -32700),
        ("[]", -32600),
        ("1", -32600),
        ("{}", -32600),
        (r#"{"jsonrpc": "2.0", "id": 7, "method": 1}"#, -32600),
        (
            r#"{"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover"}"#,
            -32602,
        ),
        (
            r#"{"jsonrpc": "2.0", "id": "x", "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///shop.alien.json"}, "position": {"line": -1}}}"#,
            -32602,
        ),
    ] {
        client.send_raw(text);
        client.flush();
        let [answer] = std::mem::take(&mut client.received).try_into().unwrap();
        assert_eq!(answer["error"]["code"], code, "{text}");
    }
    // A response, which this server never waits for.
    client.send_raw(r#"{"jsonrpc": "2.0", "id": 7, "result": null}"#);
    client.flush();
    assert!(client.received.is_empty());
}

#[test]
fn a_cancelled_request_is_not_answered() {
    let mut client = open(STACK);
    let position = json!({"textDocument": {"uri": URI}, "position": {"line": 7, "character": 20}});
    let cancelled = client.send("textDocument/hover", position.clone());
    let kept = client.send("textDocument/hover", position);
    client.notify("$/cancelRequest", json!({"id": cancelled}));
    client.notify("$/cancelRequest", json!({"id": 99}));
    client.flush();
    assert_eq!(
        client.response(cancelled).unwrap_err(),
        (-32800, "the request was cancelled".to_owned())
    );
    assert!(client.response(kept).is_ok());
    client.notify("$/cancelRequest", json!({"id": kept}));
    client.published();
    assert!(client.received.is_empty());
}

/// A request is about the text as it was when the request was sent.
#[test]
fn messages_are_handled_in_order() {
    let mut client = open(STACK);
    let params = json!({"textDocument": {"uri": URI}});
    let before = client.send("textDocument/documentSymbol", params.clone());
    client.change(URI, json!([{"text": "{}"}]));
    let after = client.send("textDocument/documentSymbol", params);
    client.flush();
    assert_eq!(
        client.response(before).unwrap().as_array().unwrap().len(),
        2
    );
    assert_eq!(client.response(after).unwrap(), json!([]));
}

#[test]
fn the_client_chooses_the_units_of_positions() {
    let text = "{\"é🚀\": 1, \"id\": 1}";
    for (encodings, chosen, character) in [
        (json!(["utf-8", "utf-16"]), "utf-8", 20),
        (json!(["utf-16", "utf-8"]), "utf-16", 17),
        (json!(["utf-32"]), "utf-32", 16),
        (json!(["utf-7"]), "utf-16", 17),
    ] {
        let mut client = Client::new();
        let capabilities = json!({"general": {"positionEncodings": encodings}});
        let result = client.initialize(capabilities, Value::Null).unwrap();
        assert_eq!(result["capabilities"]["positionEncoding"], chosen);
        client.open(URI, text);
        let hover = client.at("textDocument/hover", 0, character).unwrap();
        assert_eq!(hover["range"]["start"]["character"], character);
    }
}

#[test]
fn edits_beyond_the_end_and_turned_ranges_are_clamped() {
    let mut client = open("{}\n");
    let at = |line: u32, character: u32| json!({"line": line, "character": character});
    for (start, end, text) in [
        (at(9, 9), at(99, 0), "x"),
        (at(0, 99), at(0, 99), "y"),
        (at(4_294_967_295, 4_294_967_295), at(0, 0), "z"),
        (at(0, 2), at(0, 1), "w"),
    ] {
        client.change(
            URI,
            json!([{"range": {"start": start, "end": end}, "text": text}]),
        );
    }
    client.change("file:///not-open.json", json!([{"text": ""}]));
    assert_eq!(client.published().len(), 1);
    client.change(URI, json!([{"text": "{\n}\n"}]));
    client.change(
        URI,
        json!([{"range": {"start": at(1, 9), "end": at(9, 9)}, "text": "}"}]),
    );
    let symbols = client.of("textDocument/documentSymbol").unwrap();
    assert_eq!(symbols, json!([]));
}
