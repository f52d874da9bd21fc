//! The server: its life cycle, the messages in its queue, and which function answers which request.

use std::collections::{BTreeMap, VecDeque};

use alien_sdk_core::internal::document::yaml::YamlParser;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::client::Client;
use crate::diagnostics;
use crate::document::OpenDocument;
use crate::protocol::{DidChange, DidOpen, Failure, Incoming, OfText};
use crate::{code_actions, features, symbols};

/// A language server. It reads no input and writes no output: see [`Server::message`].
pub struct Server {
    yaml: YamlParser,
    phase: Phase,
    client: Client,
    /// The open texts, by URI.
    documents: BTreeMap<String, OpenDocument>,
    /// The messages that have not been handled, in order.
    queue: VecDeque<Message>,
    /// The number of texts that were opened and changed.
    revision: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    New,
    Running,
    ShutDown,
    Exited(u8),
}

/// A request, or a notification, which has no ID.
struct Message {
    id: Option<Value>,
    method: String,
    params: Value,
}

/// The result of a request, as JSON text.
pub(crate) type Answer = Result<String, Failure>;

/// The result of a request that finds nothing.
const NOTHING: &str = "null";

impl Server {
    /// Creates a server that waits for `initialize`, and reads YAML with this parser.
    pub fn new(yaml: YamlParser) -> Self {
        Self {
            yaml,
            phase: Phase::default(),
            client: Client::default(),
            documents: BTreeMap::new(),
            queue: VecDeque::new(),
            revision: 0,
        }
    }

    /// Takes a message of the client. Answers are added to `out`: at once if the message is malformed or cancels a request,
    /// otherwise by [`Server::flush`].
    pub fn message(&mut self, text: &str, out: &mut Vec<String>) {
        let message: Value = match serde_json::from_str(text) {
            Ok(message) => message,
            Err(error) => {
                let failure = Failure::new(
                    Failure::PARSE_ERROR,
                    format!("the message is not valid JSON: {error}"),
                );
                return respond(&Value::Null, Err(failure), out);
            }
        };
        let id = message
            .get("id")
            .cloned()
            .filter(|id| id.is_string() || id.is_number());
        match serde_json::from_value::<Incoming>(message) {
            Ok(Incoming {
                method: Some(method),
                params,
                ..
            }) => match method.as_str() {
                "$/cancelRequest" => self.cancel(params.get("id"), out),
                _ => self.queue.push_back(Message { id, method, params }),
            },
            // This server sends no requests, so it waits for no response.
            Ok(Incoming { id: Some(_), .. }) => {}
            _ => {
                let failure = Failure::new(
                    Failure::INVALID_REQUEST,
                    "the message is neither a request nor a notification",
                );
                respond(&id.unwrap_or_default(), Err(failure), out);
            }
        }
    }

    /// Handles all messages that have arrived, and then checks the texts that changed.
    pub fn flush(&mut self, out: &mut Vec<String>) {
        while let Some(message) = self.queue.pop_front() {
            match message.id {
                Some(id) => {
                    let answer = self.answer(&message.method, message.params);
                    respond(&id, answer, out);
                }
                None => self.notify(&message.method, message.params, out),
            }
            if self.exit_code().is_some() {
                return self.queue.clear();
            }
        }
        if !self.client.pulls_diagnostics {
            for document in self.documents.values_mut() {
                diagnostics::publish(document, &self.client, out);
            }
        }
    }

    /// The exit code, once the client has asked the server to exit: 0 after `shutdown`, otherwise 1.
    pub fn exit_code(&self) -> Option<u8> {
        match self.phase {
            Phase::Exited(code) => Some(code),
            _ => None,
        }
    }

    fn cancel(&mut self, id: Option<&Value>, out: &mut Vec<String>) {
        let is_cancelled = |message: &Message| message.id.is_some() && message.id.as_ref() == id;
        let Some(at) = self.queue.iter().position(is_cancelled) else {
            return;
        };
        if let Some(Message { id: Some(id), .. }) = self.queue.remove(at) {
            let failure = Failure::new(Failure::REQUEST_CANCELLED, "the request was cancelled");
            respond(&id, Err(failure), out);
        }
    }

    fn answer(&mut self, method: &str, params: Value) -> Answer {
        match (self.phase, method) {
            (Phase::New, "initialize") => {
                self.client = Client::new(&params);
                self.phase = Phase::Running;
                write(self.client.initialize_result())
            }
            (Phase::New, _) => Err(Failure::new(
                Failure::NOT_INITIALIZED,
                "the first request must be `initialize`",
            )),
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                Ok(NOTHING.to_owned())
            }
            (Phase::Running, "initialize") => Err(Failure::new(
                Failure::INVALID_REQUEST,
                "the server is already initialized",
            )),
            (Phase::Running, _) => self.answer_about_text(method, params),
            _ => Err(Failure::new(
                Failure::INVALID_REQUEST,
                "the server was shut down",
            )),
        }
    }

    /// Answers a request about a text.
    fn answer_about_text(&mut self, method: &str, params: Value) -> Answer {
        let Some(handler) = handler(method) else {
            let message = format!("there is no method `{method}`");
            return Err(Failure::new(Failure::METHOD_NOT_FOUND, message));
        };
        let uri = match method {
            "codeAction/resolve" => params.pointer("/data/uri"),
            _ => params.pointer("/textDocument/uri"),
        };
        let uri = uri
            .and_then(Value::as_str)
            .ok_or_else(|| invalid_params("the URI of the text is missing"))?;
        let document = self
            .documents
            .get_mut(uri)
            .ok_or_else(|| invalid_params("the text is not open"))?;
        let is_for_all = matches!(method, "textDocument/diagnostic" | "codeAction/resolve");
        match is_for_all || document.is_ours() {
            true => handler(document, &self.client, params),
            false => Ok(NOTHING.to_owned()),
        }
    }

    fn notify(&mut self, method: &str, params: Value, out: &mut Vec<String>) {
        match (self.phase, method) {
            (Phase::ShutDown, "exit") => self.phase = Phase::Exited(0),
            (_, "exit") => self.phase = Phase::Exited(1),
            (Phase::Running, "textDocument/didOpen") => {
                if let Ok(DidOpen { text_document }) = read(params) {
                    self.revision += 1;
                    let (uri, units) = (text_document.uri.clone(), self.client.units);
                    let document =
                        OpenDocument::new(text_document, self.yaml, units, self.revision);
                    self.documents.insert(uri, document);
                }
            }
            (Phase::Running, "textDocument/didChange") => {
                if let Ok(DidChange {
                    text_document,
                    content_changes,
                }) = read(params)
                    && let Some(document) = self.documents.get_mut(&text_document.uri)
                {
                    self.revision += 1;
                    document.change(text_document.version, content_changes, self.revision);
                }
            }
            (Phase::Running, "textDocument/didClose") => {
                if let Ok(OfText { text_document }) = read(params)
                    && let Some(mut document) = self.documents.remove(&text_document.uri)
                    && !self.client.pulls_diagnostics
                {
                    diagnostics::clear(&mut document, out);
                }
            }
            _ => {}
        }
    }
}

/// A function that answers a request about a text.
type Handler = fn(&mut OpenDocument, &Client, Value) -> Answer;

fn handler(method: &str) -> Option<Handler> {
    Some(match method {
        "codeAction/resolve" => code_actions::resolve,
        "textDocument/codeAction" => code_actions::code_actions,
        "textDocument/completion" => features::completion,
        "textDocument/definition" => features::definition,
        "textDocument/diagnostic" => diagnostics::pull,
        "textDocument/documentSymbol" => symbols::document_symbols,
        "textDocument/foldingRange" => symbols::folding_ranges,
        "textDocument/formatting" => features::formatting,
        "textDocument/hover" => features::hover,
        "textDocument/inlayHint" => features::inlay_hints,
        "textDocument/prepareRename" => features::prepare_rename,
        "textDocument/references" => features::references,
        "textDocument/rename" => features::rename,
        _ => return None,
    })
}

/// Reads the parameters of a message.
pub(crate) fn read<T: DeserializeOwned>(params: Value) -> Result<T, Failure> {
    serde_json::from_value(params).map_err(|error| invalid_params(&error.to_string()))
}

fn invalid_params(message: &str) -> Failure {
    Failure::new(Failure::INVALID_PARAMS, message)
}

/// Writes the result of a request.
pub(crate) fn write(result: impl Serialize) -> Answer {
    serde_json::to_string(&result)
        .map_err(|error| Failure::new(Failure::REQUEST_FAILED, error.to_string()))
}

fn respond(id: &Value, answer: Answer, out: &mut Vec<String>) {
    let outcome = match answer {
        Ok(result) => format!("\"result\":{result}"),
        Err(Failure { code, message }) => {
            format!("\"error\":{}", json!({"code": code, "message": message}))
        }
    };
    out.push(format!("{{\"jsonrpc\":\"2.0\",\"id\":{id},{outcome}}}"));
}
