//! A client for tests. Each message passes through the types of the protocol, in both directions, and must not change there.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use alien_sdk_lsp::Server;
use gen_lsp_types::json_rpc::{RequestObject, ResponseObject};
use gen_lsp_types::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What the tests open.
pub const URI: &str = "file:///shop.alien.json";

/// A client and the server that it talks to.
pub struct Client {
    pub server: Server,
    next_id: i64,
    version: i64,
    /// The answers and notifications that nobody has asked for.
    pub received: Vec<Value>,
}

/// Reads a value as a type, and expects that writing it gives the same value.
fn pass<T: DeserializeOwned + Serialize>(value: &Value) {
    let read: T = serde_json::from_value(value.clone())
        .unwrap_or_else(|error| panic!("{error} in {value:#}"));
    assert_eq!(
        &serde_json::to_value(read).unwrap(),
        value,
        "a value is lost"
    );
}

/// Passes the parameters or the result of a request through the types of the protocol.
fn pass_request(method: &str, params: Option<&Value>, result: Option<&Value>) {
    macro_rules! requests {
        ($($request:ident),*) => {
            $(if $request::METHOD.as_str() == method {
                params.inspect(|params| pass::<<$request as Request>::Params>(params));
                result.inspect(|result| pass::<<$request as Request>::Result>(result));
                return;
            })*
        };
    }
    requests!(
        InitializeRequest,
        ShutdownRequest,
        CodeActionRequest,
        CodeActionResolveRequest,
        CompletionRequest,
        DefinitionRequest,
        DocumentDiagnosticRequest,
        DocumentSymbolRequest,
        FoldingRangeRequest,
        DocumentFormattingRequest,
        HoverRequest,
        InlayHintRequest,
        PrepareRenameRequest,
        ReferencesRequest,
        RenameRequest
    );
}

fn pass_notification(method: &str, params: &Value) {
    macro_rules! notifications {
        ($($notification:ident),*) => {
            $(if $notification::METHOD.as_str() == method {
                return pass::<<$notification as Notification>::Params>(params);
            })*
        };
    }
    notifications!(
        DidOpenTextDocumentNotification,
        DidChangeTextDocumentNotification,
        DidCloseTextDocumentNotification,
        PublishDiagnosticsNotification
    );
}

/// The capabilities of a client that can do everything.
pub fn everything() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16", "utf-8"]},
        "workspace": {"workspaceEdit": {"documentChanges": true}},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true},
            "codeAction": {"resolveSupport": {"properties": ["edit"]}, "dataSupport": true},
            "completion": {"completionItem": {"snippetSupport": true, "insertTextModeSupport": {"valueSet": [1, 2]}, "documentationFormat": ["markdown"]}},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "rename": {"prepareSupport": true},
        },
    })
}

impl Client {
    /// Starts a server that is not initialized.
    pub fn new() -> Self {
        Self {
            server: Server::new(alien_sdk_yaml::PARSER),
            next_id: 0,
            version: 0,
            received: Vec::new(),
        }
    }

    /// Starts and initializes a server.
    pub fn start(capabilities: Value) -> Self {
        let mut client = Self::new();
        client.initialize(capabilities, Value::Null).unwrap();
        client
    }

    pub fn initialize(
        &mut self,
        capabilities: Value,
        options: Value,
    ) -> Result<Value, (i64, String)> {
        let mut params = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
        if !options.is_null() {
            params["initializationOptions"] = options;
        }
        self.request("initialize", params)
    }

    /// Passes a text to the server.
    pub fn send_raw(&mut self, text: &str) {
        let mut out = Vec::new();
        self.server.message(text, &mut out);
        self.receive(out);
    }

    /// Lets the server answer.
    pub fn flush(&mut self) {
        let mut out = Vec::new();
        self.server.flush(&mut out);
        self.receive(out);
    }

    fn receive(&mut self, out: Vec<String>) {
        for text in out {
            let message: Value = serde_json::from_str(&text).unwrap();
            match message["method"].as_str() {
                Some(method) => {
                    pass::<RequestObject>(&message);
                    pass_notification(method, &message["params"]);
                }
                None => pass::<ResponseObject>(&message),
            }
            self.received.push(message);
        }
    }

    /// Sends a request, and returns its ID.
    pub fn send(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let mut message = json!({"jsonrpc": "2.0", "id": self.next_id, "method": method});
        if !params.is_null() {
            pass_request(method, Some(&params), None);
            message["params"] = params;
        }
        pass::<RequestObject>(&message);
        self.send_raw(&message.to_string());
        self.next_id
    }

    /// Removes the response to a request from what was received. The error is its code and message.
    pub fn response(&mut self, id: i64) -> Result<Value, (i64, String)> {
        let at = self.received.iter().position(|message| message["id"] == id);
        let mut message = self.received.remove(at.expect("a response"));
        match message.get("error") {
            Some(error) => Err((
                error["code"].as_i64().unwrap(),
                error["message"].as_str().unwrap().to_owned(),
            )),
            None => Ok(message["result"].take()),
        }
    }

    /// Sends a request, and waits for the response. The error is its code and message.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, (i64, String)> {
        let id = self.send(method, params);
        self.flush();
        let response = self.response(id);
        if let Ok(result) = &response {
            pass_request(method, None, Some(result));
        }
        response
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        pass_notification(method, &params);
        let message = json!({"jsonrpc": "2.0", "method": method, "params": params});
        self.send_raw(&message.to_string());
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.version = 1;
        let document = json!({"uri": uri, "languageId": "json", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub fn change(&mut self, uri: &str, changes: Value) {
        self.version += 1;
        let document = json!({"uri": uri, "version": self.version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.notify("textDocument/didChange", params);
    }

    pub fn close(&mut self, uri: &str) {
        self.notify(
            "textDocument/didClose",
            json!({"textDocument": {"uri": uri}}),
        );
    }

    /// The diagnostics that were published since the last call, with the text and its version.
    pub fn published(&mut self) -> Vec<Value> {
        self.flush();
        let (published, others) = std::mem::take(&mut self.received)
            .into_iter()
            .partition(|message| message["method"] == "textDocument/publishDiagnostics");
        self.received = others;
        let published: Vec<Value> = published;
        published
            .into_iter()
            .map(|mut message| message["params"].take())
            .collect()
    }

    /// Sends a request about a place of the text that the tests open.
    pub fn at(&mut self, method: &str, line: u32, character: u32) -> Result<Value, (i64, String)> {
        let position = json!({"line": line, "character": character});
        self.request(
            method,
            json!({"textDocument": {"uri": URI}, "position": position}),
        )
    }

    /// Sends a request about the text that the tests open.
    pub fn of(&mut self, method: &str) -> Result<Value, (i64, String)> {
        self.request(method, json!({"textDocument": {"uri": URI}}))
    }
}

/// The codes of diagnostics.
pub fn codes(diagnostics: &Value) -> Vec<&str> {
    let diagnostics = diagnostics.as_array().unwrap();
    diagnostics
        .iter()
        .map(|found| found["code"].as_str().unwrap())
        .collect()
}

/// A text after edits, with positions in UTF-16 units. All lines end with `\n`.
pub fn apply(text: &str, edits: &Value) -> String {
    let offset = |at: &Value| {
        let line = at["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = at["character"].as_u64().unwrap() as usize;
        let rest = text[start..].char_indices().find(|(_, c)| {
            let is_here = units == 0;
            units = units.saturating_sub(c.len_utf16());
            is_here
        });
        rest.map_or(text.len(), |(at, _)| start + at)
    };
    let mut edits: Vec<_> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| offset(&edit["range"]["start"]));
    let mut out = text.to_owned();
    for edit in edits.into_iter().rev() {
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        out.replace_range(range, edit["newText"].as_str().unwrap());
    }
    out
}

/// A stack with a container, whose members are on lines of their own.
pub const STACK: &str = r#"{
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
pub fn place(text: &str, part: &str) -> (u32, u32) {
    let before = &text[..text.find(part).expect(part)];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line as u32, before[start..].encode_utf16().count() as u32)
}

/// Opens a text in a client that can do everything.
pub fn open(text: &str) -> Client {
    let mut client = Client::start(everything());
    client.open(URI, text);
    client
}
