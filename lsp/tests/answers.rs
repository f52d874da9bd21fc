//! What the server answers about a text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use serde_json::{Value, json};
use support::{Client, STACK, URI, apply, codes, everything, open, place};

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

/// What replaces the quotes of a word, too, is compared with them.
#[test]
fn completion_may_replace_the_quotes() {
    let text = STACK.replace("\"lifecycle\": \"live\"", "\"stateful\": \"\"");
    let text = text.replace("\"permissions\": \"execution\"", "\"stateful\": \"\"");
    let mut client = open(&text);
    let (line, character) = place(&text, "\"\"");
    let items = client
        .at("textDocument/completion", line, character + 1)
        .unwrap();
    assert_eq!(items[0]["filterText"], "\"true\"");
    assert!(apply(&text, &json!([items[0]["textEdit"]])).contains("\"stateful\": true\n"));
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
    // Neovim 0.7 and Emacs compare the label with what is replaced, from the start of a word without its quote.
    assert_eq!(item["filterText"], Value::Null);
    assert_eq!(
        item["textEdit"]["range"]["start"]["character"],
        character - 1
    );
    assert_eq!(item["insertTextFormat"], 2);
    assert_eq!(item["insertTextMode"], 1);
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
    assert_eq!(items[0]["textEdit"]["newText"], "expose\": \"http\"");
    assert_eq!(items[0]["documentation"]["kind"], "plaintext");
    assert_eq!(items[0]["insertTextMode"], Value::Null);
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
