//! Runs the language server over pipes, as editors do.

#![allow(clippy::unwrap_used)]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, Stdio};

use serde_json::{Value, json};
use support::{alien_sdk, new_folder, printed};

fn send(message: &Value, to: &mut ChildStdin) {
    let text = message.to_string();
    write!(to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
}

fn receive(from: &mut impl BufRead) -> Value {
    let mut header = String::new();
    from.read_line(&mut header).unwrap();
    let length = header.strip_prefix("Content-Length: ").unwrap().trim_end();
    from.read_line(&mut String::new()).unwrap();
    let mut content = vec![0; length.parse().unwrap()];
    from.read_exact(&mut content).unwrap();
    serde_json::from_slice(&content).unwrap()
}

#[test]
fn an_editor_gets_the_problems_of_a_text_and_of_its_change() {
    let mut program = alien_sdk(&new_folder("lsp", &[("a", "")]));
    let pipes = program
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    let mut from = BufReader::new(child.stdout.take().unwrap());
    let request = |id: u32, method| json!({"jsonrpc": "2.0", "id": id, "method": method, "params": {"capabilities": {}}});
    let notify = |method, params| json!({"jsonrpc": "2.0", "method": method, "params": params});
    send(&request(1, "initialize"), &mut to);
    assert_eq!(receive(&mut from)["id"], 1);
    // The text takes more than a pipe can hold.
    let text = format!("id: ä\n#{}", "é".repeat(100_000));
    let document =
        json!({"uri": "file:///a.alien.yaml", "languageId": "yaml", "version": 1, "text": text});
    let open = json!({"textDocument": document});
    send(&notify("textDocument/didOpen", open), &mut to);
    let problems = receive(&mut from);
    assert_eq!(
        problems["params"]["diagnostics"].as_array().unwrap().len(),
        6
    );
    let change = json!({"textDocument": {"uri": "file:///a.alien.yaml", "version": 2}, "contentChanges": [{"text": "id: api"}]});
    send(&notify("textDocument/didChange", change), &mut to);
    let problems = receive(&mut from);
    assert_eq!(
        problems["params"]["diagnostics"].as_array().unwrap().len(),
        5
    );
    send(&request(2, "shutdown"), &mut to);
    assert_eq!(receive(&mut from)["id"], 2);
    send(&notify("exit", json!({})), &mut to);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn an_editor_that_is_gone_ends_the_server() {
    let mut program = alien_sdk(&new_folder("lsp-gone", &[("a", "")]));
    program
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = program.spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    to.write_all(b"Content-Length: 100\r\n\r\n{").unwrap();
    drop(to);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn an_editor_that_reads_no_more_ends_the_server_quietly() {
    let mut program = alien_sdk(&new_folder("lsp-closed", &[("a", "")]));
    let pipes = program.arg("lsp").stdin(Stdio::piped());
    let pipes = pipes.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    drop(child.stdout.take());
    let mut to = child.stdin.take().unwrap();
    // The answer says that this is no JSON.
    to.write_all(b"Content-Length: 1\r\n\r\n{").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(printed(&output), (1, String::new(), String::new()));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_server() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::Command;

    let mut program = alien_sdk(&new_folder("lsp-interrupt", &[("a", "")]));
    let pipes = program.arg("lsp").stdin(Stdio::piped());
    let mut child = pipes.stdout(Stdio::piped()).spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    let mut from = BufReader::new(child.stdout.take().unwrap());
    // It answers, so it has started, and waits for more.
    to.write_all(b"Content-Length: 1\r\n\r\n{").unwrap();
    receive(&mut from);
    let id = child.id().to_string();
    let kill = Command::new("kill").args(["-INT", &id]).status();
    assert!(kill.unwrap().success());
    assert_eq!(child.wait().unwrap().signal(), Some(2));
}
