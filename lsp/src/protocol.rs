//! The part of JSON-RPC and of the Language Server Protocol 3.18 that is used.

use std::collections::BTreeMap;

use alien_sdk_core::internal::wire;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A message of the client: a request, a notification or a response.
#[derive(Deserialize)]
pub(crate) struct Incoming {
    pub(crate) id: Option<Value>,
    pub(crate) method: Option<String>,
    #[serde(default)]
    pub(crate) params: Value,
}

/// Why a request was not answered.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) code: i32,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) const PARSE_ERROR: i32 = -32700;
    pub(crate) const INVALID_REQUEST: i32 = -32600;
    pub(crate) const METHOD_NOT_FOUND: i32 = -32601;
    pub(crate) const INVALID_PARAMS: i32 = -32602;
    pub(crate) const NOT_INITIALIZED: i32 = -32002;
    pub(crate) const REQUEST_CANCELLED: i32 = -32800;
    pub(crate) const CONTENT_MODIFIED: i32 = -32801;
    pub(crate) const REQUEST_FAILED: i32 = -32803;

    pub(crate) fn new(code: i32, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// A notification of the server.
#[derive(Serialize)]
pub(crate) struct Notification<T> {
    pub(crate) jsonrpc: &'static str,
    pub(crate) method: &'static str,
    pub(crate) params: T,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub(crate) struct Position {
    pub(crate) line: u32,
    pub(crate) character: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Range {
    pub(crate) start: Position,
    pub(crate) end: Position,
}

impl Range {
    /// Whether the ranges have a position in common; a range contains its end.
    pub(crate) fn touches(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }
}

impl From<wire::Range> for Range {
    fn from(range: wire::Range) -> Self {
        let position = |at: wire::Position| Position {
            line: at.line,
            character: at.character,
        };
        Self {
            start: position(range.start),
            end: position(range.end),
        }
    }
}

// What the client sends. The server finds the text of a request by its URI before the rest is read.

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TextDocument {
    pub(crate) uri: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DidOpen {
    pub(crate) text_document: OpenedText,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OpenedText {
    pub(crate) uri: String,
    #[serde(default)]
    pub(crate) language_id: String,
    pub(crate) version: i32,
    pub(crate) text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DidChange {
    pub(crate) text_document: ChangedText,
    pub(crate) content_changes: Vec<Change>,
}

#[derive(Deserialize)]
pub(crate) struct ChangedText {
    pub(crate) uri: String,
    pub(crate) version: i32,
}

/// A change of a part of the text, or of all of it.
#[derive(Deserialize)]
pub(crate) struct Change {
    pub(crate) range: Option<Range>,
    pub(crate) text: String,
}

/// The parameters of a request about a whole text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OfText {
    pub(crate) text_document: TextDocument,
}

/// The parameters of a request about a position.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AtPosition {
    pub(crate) position: Position,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReferenceParams {
    pub(crate) position: Position,
    pub(crate) context: ReferenceContext,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReferenceContext {
    pub(crate) include_declaration: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RenameParams {
    pub(crate) position: Position,
    pub(crate) new_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FormattingParams {
    pub(crate) options: FormattingOptions,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FormattingOptions {
    pub(crate) tab_size: u32,
    pub(crate) insert_spaces: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InRange {
    pub(crate) range: Range,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodeActionParams {
    pub(crate) range: Range,
    pub(crate) context: CodeActionContext,
}

#[derive(Deserialize)]
pub(crate) struct CodeActionContext {
    /// The kinds that are wanted; all if absent.
    pub(crate) only: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DiagnosticParams {
    pub(crate) previous_result_id: Option<String>,
}

// What the server sends.

#[derive(Serialize)]
pub(crate) struct PublishDiagnostics<'a> {
    pub(crate) uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<i32>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Diagnostic {
    pub(crate) range: Range,
    pub(crate) severity: u8,
    pub(crate) code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code_description: Option<CodeDescription>,
    pub(crate) source: &'static str,
    pub(crate) message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) related_information: Vec<RelatedInformation>,
}

#[derive(Clone, Serialize)]
pub(crate) struct CodeDescription {
    pub(crate) href: String,
}

#[derive(Clone, Serialize)]
pub(crate) struct RelatedInformation {
    pub(crate) location: Location,
    pub(crate) message: String,
}

#[derive(Clone, Serialize)]
pub(crate) struct Location {
    pub(crate) uri: String,
    pub(crate) range: Range,
}

/// The answer to a request for diagnostics.
#[derive(Serialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum DiagnosticReport {
    Full {
        result_id: String,
        items: Vec<Diagnostic>,
    },
    Unchanged {
        result_id: String,
    },
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TextEdit {
    pub(crate) range: Range,
    pub(crate) new_text: String,
}

/// The edits of one text. Clients that know versions refuse edits of an older text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum WorkspaceEdit {
    Changes(BTreeMap<String, Vec<TextEdit>>),
    DocumentChanges([TextDocumentEdit; 1]),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TextDocumentEdit {
    pub(crate) text_document: VersionedText,
    pub(crate) edits: Vec<TextEdit>,
}

#[derive(Serialize)]
pub(crate) struct VersionedText {
    pub(crate) uri: String,
    pub(crate) version: i32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodeAction {
    pub(crate) title: String,
    pub(crate) kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) diagnostics: Vec<Diagnostic>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) is_preferred: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) edit: Option<WorkspaceEdit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<ActionData>,
}

/// What is needed to make the edit of an action later.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct ActionData {
    pub(crate) uri: String,
    pub(crate) version: i32,
    /// What the action does.
    pub(crate) action: Action,
}

/// What an action does. Diagnostics and fixes are numbered.
#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Action {
    Fix { diagnostic: usize, fix: usize },
    Suppress { diagnostic: usize },
    FixAll,
}

#[derive(Serialize)]
pub(crate) struct Hover {
    pub(crate) contents: Markup,
    pub(crate) range: Range,
}

#[derive(Serialize)]
pub(crate) struct Markup {
    pub(crate) kind: &'static str,
    pub(crate) value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CompletionItem {
    pub(crate) label: String,
    pub(crate) kind: u8,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) documentation: Option<Markup>,
    pub(crate) sort_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) filter_text: Option<String>,
    pub(crate) insert_text_format: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) insert_text_mode: Option<u8>,
    pub(crate) text_edit: TextEdit,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) additional_text_edits: Vec<TextEdit>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DocumentSymbol {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) detail: String,
    pub(crate) kind: u8,
    pub(crate) range: Range,
    pub(crate) selection_range: Range,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) children: Vec<DocumentSymbol>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SymbolInformation {
    pub(crate) name: String,
    pub(crate) kind: u8,
    pub(crate) location: Location,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) container_name: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FoldingRange {
    pub(crate) start_line: u32,
    pub(crate) end_line: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InlayHint {
    pub(crate) position: Position,
    pub(crate) label: String,
    pub(crate) padding_left: bool,
}
