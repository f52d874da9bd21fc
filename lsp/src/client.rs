//! What the client can do, as far as the server asks.

use alien_sdk_core::internal::span::Units;
use serde_json::{Value, json};

use crate::code_actions::{FIX_ALL, QUICK_FIX};

const MARKDOWN: &str = "markdown";

/// The mode of completion that leaves the indentation of the inserted lines as it is.
pub(crate) const AS_IS: u8 = 1;

/// What the client can do.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Client {
    /// What characters of positions are counted in.
    pub(crate) units: Units,
    /// It asks for diagnostics, so they are not sent without a request.
    pub(crate) pulls_diagnostics: bool,
    pub(crate) has_related_information: bool,
    pub(crate) has_code_descriptions: bool,
    /// It can ask for the edit of a code action when a person has chosen it.
    pub(crate) resolves_edits: bool,
    /// Its edits can have the version of the text that they are for.
    pub(crate) has_versioned_edits: bool,
    pub(crate) has_snippets: bool,
    /// It can leave the indentation of what a completion inserts as it is.
    pub(crate) keeps_indentation: bool,
    /// How texts of hovers, and the documentation of completions, are written.
    pub(crate) hover_kind: &'static str,
    pub(crate) docs_kind: &'static str,
    pub(crate) has_nested_symbols: bool,
    pub(crate) prepares_renames: bool,
    /// The largest number of ranges that it folds.
    pub(crate) max_folds: Option<usize>,
    pub(crate) wants_hints: bool,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(crate) fn new(params: &Value) -> Self {
        let capability = |path: &str| params.pointer(&["/capabilities/", path].concat());
        let has = |path| {
            capability(path)
                .and_then(Value::as_bool)
                .unwrap_or_default()
        };
        let lists = |path: &str, wanted: &str| {
            let list = capability(path).and_then(Value::as_array);
            list.is_some_and(|list| list.iter().any(|item| item == wanted))
        };
        let completion_item = "textDocument/completion/completionItem/";
        let modes = capability(&[completion_item, "insertTextModeSupport/valueSet"].concat());
        let modes = modes.and_then(Value::as_array);
        let kind = |path| match lists(&["textDocument/", path].concat(), MARKDOWN) {
            true => MARKDOWN,
            false => "plaintext",
        };
        let encodings = capability("general/positionEncodings").and_then(Value::as_array);
        let mut encodings = encodings.into_iter().flatten().filter_map(Value::as_str);
        let max_folds = capability("textDocument/foldingRange/rangeLimit").and_then(Value::as_u64);
        Self {
            units: encodings.find_map(units).unwrap_or_default(),
            pulls_diagnostics: capability("textDocument/diagnostic").is_some(),
            has_related_information: has("textDocument/publishDiagnostics/relatedInformation"),
            has_code_descriptions: has("textDocument/publishDiagnostics/codeDescriptionSupport"),
            resolves_edits: lists("textDocument/codeAction/resolveSupport/properties", "edit"),
            has_versioned_edits: has("workspace/workspaceEdit/documentChanges"),
            has_snippets: has("textDocument/completion/completionItem/snippetSupport"),
            keeps_indentation: modes.is_some_and(|modes| modes.contains(&json!(AS_IS))),
            hover_kind: kind("hover/contentFormat"),
            docs_kind: kind("completion/completionItem/documentationFormat"),
            has_nested_symbols: has(
                "textDocument/documentSymbol/hierarchicalDocumentSymbolSupport",
            ),
            prepares_renames: has("textDocument/rename/prepareSupport"),
            max_folds: max_folds.map(|limit| limit as usize),
            wants_hints: params.pointer("/initializationOptions/inlayHints") == Some(&json!(true)),
        }
    }

    /// The answer to `initialize`.
    pub(crate) fn initialize_result(&self) -> Value {
        let mut capabilities = json!({
            "positionEncoding": encoding(self.units),
            "textDocumentSync": {"openClose": true, "change": 2},
            "hoverProvider": true,
            "completionProvider": {"triggerCharacters": ["\"", ":"]},
            "codeActionProvider": {"codeActionKinds": [QUICK_FIX, FIX_ALL], "resolveProvider": self.resolves_edits},
            "documentSymbolProvider": true,
            "foldingRangeProvider": true,
            "documentFormattingProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "renameProvider": true,
        });
        let mut set = |name: &str, value| {
            if let Some(capabilities) = capabilities.as_object_mut() {
                capabilities.insert(name.to_owned(), value);
            }
        };
        if self.prepares_renames {
            set("renameProvider", json!({"prepareProvider": true}));
        }
        if self.wants_hints {
            set("inlayHintProvider", json!(true));
        }
        if self.pulls_diagnostics {
            set(
                "diagnosticProvider",
                json!({"interFileDependencies": false, "workspaceDiagnostics": false}),
            );
        }
        json!({
            "capabilities": capabilities,
            "serverInfo": {"name": "alien-sdk", "version": alien_sdk_core::VERSION},
        })
    }
}

fn units(encoding: &str) -> Option<Units> {
    match encoding {
        "utf-8" => Some(Units::Utf8),
        "utf-16" => Some(Units::Utf16),
        "utf-32" => Some(Units::Utf32),
        _ => None,
    }
}

fn encoding(units: Units) -> &'static str {
    match units {
        Units::Utf8 => "utf-8",
        Units::Utf16 => "utf-16",
        Units::Utf32 => "utf-32",
    }
}
