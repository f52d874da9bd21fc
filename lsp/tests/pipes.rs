//! Drives the server over pipes, as an editor does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::io::{BufRead, BufReader, Write, pipe};
use std::thread;

use serde_json::{Value, json};

/// Reads a message of the server.
fn read(input: &mut impl BufRead) -> Value {
    let mut header = String::new();
    input.read_line(&mut header).unwrap();
    let length = header.strip_prefix("Content-Length: ").unwrap().trim_end();
    input.read_line(&mut String::new()).unwrap();
    let mut content = vec![0; length.parse().unwrap()];
    input.read_exact(&mut content).unwrap();
    serde_json::from_slice(&content).unwrap()
}

#[test]
fn an_editor_gets_diagnostics_and_can_leave() {
    let (server_input, mut to_server) = pipe().unwrap();
    let (from_server, server_output) = pipe().unwrap();
    let server = thread::spawn(|| {
        alien_sdk_lsp::stdio::run(
            alien_sdk_lsp::Server::new(alien_sdk_yaml::PARSER),
            server_input,
            server_output,
        )
        .unwrap()
    });
    let mut from_server = BufReader::new(from_server);
    let mut send = |message: Value| {
        let text = message.to_string();
        write!(to_server, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
    };
    send(
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}),
    );
    assert!(read(&mut from_server)["result"]["capabilities"].is_object());
    // The text is larger than the buffer of a pipe.
    let text = format!("{{\"id\": 1{}}}", " ".repeat(300_000));
    let document =
        json!({"uri": "file:///é.alien.json", "languageId": "json", "version": 1, "text": text});
    send(
        json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}),
    );
    let published = read(&mut from_server);
    assert_eq!(published["params"]["uri"], "file:///é.alien.json");
    assert!(
        !published["params"]["diagnostics"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    send(json!({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}));
    assert_eq!(read(&mut from_server)["result"], Value::Null);
    send(json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(server.join().unwrap(), 0);
}

/// A client that goes away without a word ends the server, even in the middle of a message.
#[test]
fn a_closed_connection_ends_the_server() {
    let (server_input, mut to_server) = pipe().unwrap();
    let server = thread::spawn(|| {
        alien_sdk_lsp::stdio::run(
            alien_sdk_lsp::Server::new(alien_sdk_yaml::PARSER),
            server_input,
            std::io::sink(),
        )
        .unwrap()
    });
    to_server
        .write_all(b"Content-Length: 100\r\n\r\n{")
        .unwrap();
    drop(to_server);
    assert_eq!(server.join().unwrap(), 1);
}
