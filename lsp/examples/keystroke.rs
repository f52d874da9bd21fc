//! Measures the time from a keystroke to the published diagnostics, in a stack of 1,000 containers.

use std::time::{Duration, Instant};

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

/// The median of the times that some calls take, and the longest.
fn measure(count: u32, mut call: impl FnMut(u32)) -> Option<(Duration, Duration)> {
    let times = (0..count).map(|number| {
        let start = Instant::now();
        call(number);
        start.elapsed()
    });
    let mut times: Vec<_> = times.collect();
    times.sort();
    Some((*times.get(times.len() / 2)?, *times.last()?))
}

fn main() {
    let text = stack(1000);
    println!("{} lines, {} bytes", text.lines().count(), text.len());
    let mut server = Server::new(alien_sdk_yaml::PARSER);
    let params = json!({"capabilities": {}});
    send(
        &mut server,
        &json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}),
    );
    let document = json!({"uri": URI, "languageId": "json", "version": 1, "text": text});
    let params = json!({"textDocument": document});
    send(
        &mut server,
        &json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params}),
    );

    let line = text.lines().position(|line| line.contains("api-500\": {"));
    let line = line.unwrap_or_default() + 11;
    // A digit is typed into the port of the container in the middle, and removed again.
    let keystroke = measure(KEYSTROKES, |number| {
        let (end, new) = if number % 2 == 0 { (23, "0") } else { (24, "") };
        let start = json!({"line": line, "character": 23});
        let range = json!({"start": start, "end": {"line": line, "character": end}});
        let params = json!({
            "textDocument": {"uri": URI, "version": number + 2},
            "contentChanges": [{"range": range, "text": new}],
        });
        let message =
            json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params});
        let out = send(&mut server, &message);
        let has_error = out
            .iter()
            .any(|message| message.contains("port-out-of-range"));
        assert_eq!(has_error, number % 2 == 0, "{out:?}");
    });
    println!("keystroke to diagnostics (median, longest): {keystroke:?}");

    let position = json!({"line": line, "character": 11});
    let params = json!({"textDocument": {"uri": URI}, "position": position});
    for method in [
        "completion",
        "hover",
        "definition",
        "documentSymbol",
        "foldingRange",
    ] {
        let method = format!("textDocument/{method}");
        let message = json!({"jsonrpc": "2.0", "id": 2, "method": method, "params": params});
        let times = measure(20, |_| {
            send(&mut server, &message);
        });
        println!("{method}: {times:?}");
    }
}
