//! The life cycle of the server, and messages that are malformed, cancelled or about places that don't exist.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use serde_json::{Value, json};
use support::{Client, STACK, URI, everything, open};

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
