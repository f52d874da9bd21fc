//! Measures the time from a keystroke to the published diagnostics, in a stack of 1,000 containers.

use std::time::Instant;

use alien_sdk_lsp::Server;
use serde_json::json;

const URI: &str = "file:///shop.alien.json";
const KEYSTROKES: u32 = 200;

fn stack(containers: usize) -> String {
    let container = |at: usize| {
        format!(
            r#"    "api-{at}": {{
      "config": {{
        "type": "container",
        "id": "api-{at}",
        "code": {{
          "type": "image",
          "image": "ghcr.io/acme/api:v{at}"
        }},
        "cpu": {{"min": "1", "desired": "1"}},
        "memory": {{"min": "1Gi", "desired": "1Gi"}},
        "ports": [
          {{"port": 8080}}
        ],
        "environment": {{
          "LOG_LEVEL": "info"
        }},
        "permissions": "execution"
      }},
      "lifecycle": "live"
    }}"#
        )
    };
    let containers: Vec<_> = (0..containers).map(container).collect();
    format!(
        "{{\n  \"id\": \"shop\",\n  \"resources\": {{\n{}\n  }}\n}}\n",
        containers.join(",\n")
    )
}

fn send(server: &mut Server, message: &serde_json::Value) -> Vec<String> {
    let mut out = Vec::new();
    server.message(&message.to_string(), &mut out);
    server.flush(&mut out);
    out
}

fn main() {
    let text = stack(1000);
    let mut server = Server::new();
    let initialize =
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}});
    send(&mut server, &initialize);
    let document = json!({"uri": URI, "languageId": "json", "version": 1, "text": text});
    let open = json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}});
    send(&mut server, &open);
    // A digit is typed into the port of the container in the middle, and removed again.
    let line = text
        .lines()
        .position(|line| line.contains("api-500\": {"))
        .unwrap_or_default()
        + 11;
    let mut times = Vec::new();
    for version in 0..KEYSTROKES {
        let (end, new) = if version % 2 == 0 {
            (23, "0")
        } else {
            (24, "")
        };
        let range = json!({"start": {"line": line, "character": 23}, "end": {"line": line, "character": end}});
        let params = json!({
            "textDocument": {"uri": URI, "version": version + 2},
            "contentChanges": [{"range": range, "text": new}],
        });
        let change =
            json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params});
        let start = Instant::now();
        let out = send(&mut server, &change);
        times.push(start.elapsed());
        let has_error = out
            .iter()
            .any(|message| message.contains("port-out-of-range"));
        assert_eq!(has_error, version % 2 == 0, "{out:?}");
    }
    times.sort();
    let lines = text.lines().count();
    println!("{lines} lines, {} bytes", text.len());
    println!(
        "keystroke to diagnostics: median {:?}, slowest {:?}",
        times[times.len() / 2],
        times[times.len() - 1]
    );
}
