//! Diagnostics: sent after changes, or on request.

use alien_sdk_core::Severity;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::wire;
use serde_json::Value;

use crate::client::Client;
use crate::document::OpenDocument;
use crate::protocol::{
    CodeDescription, Diagnostic, DiagnosticParams, DiagnosticReport, Location, Notification,
    PublishDiagnostics, Range, RelatedInformation,
};
use crate::server::{Answer, read, write};

/// Sends the diagnostics of a declaration, unless the client has them.
pub(crate) fn publish(document: &mut OpenDocument, client: &Client, out: &mut Vec<String>) {
    if document.is_published || !document.is_ours() {
        return;
    }
    document.is_published = true;
    let diagnostics = diagnostics(document, client);
    send(&document.uri, Some(document.version), diagnostics, out);
}

/// Removes the diagnostics of a text that was closed.
pub(crate) fn clear(document: &mut OpenDocument, out: &mut Vec<String>) {
    if document.is_ours() {
        send(&document.uri, None, Vec::new(), out);
    }
}

fn send(uri: &str, version: Option<i32>, diagnostics: Vec<Diagnostic>, out: &mut Vec<String>) {
    let notification = Notification {
        jsonrpc: "2.0",
        method: "textDocument/publishDiagnostics",
        params: PublishDiagnostics {
            uri,
            version,
            diagnostics,
        },
    };
    out.extend(serde_json::to_string(&notification));
}

/// Answers `textDocument/diagnostic`.
pub(crate) fn pull(document: &mut OpenDocument, client: &Client, params: Value) -> Answer {
    let params: DiagnosticParams = read(params)?;
    let result_id = document.result_id.to_string();
    if params.previous_result_id.as_ref() == Some(&result_id) {
        return write(DiagnosticReport::Unchanged { result_id });
    }
    let items = diagnostics(document, client);
    write(DiagnosticReport::Full { result_id, items })
}

fn diagnostics(document: &mut OpenDocument, client: &Client) -> Vec<Diagnostic> {
    document.check();
    let found = document.diagnostics().iter();
    found
        .map(|found| diagnostic(found, &document.uri, client))
        .collect()
}

/// The range of a diagnostic. One about a text that was not read is at its start.
pub(crate) fn range(diagnostic: &wire::Diagnostic) -> Range {
    diagnostic.range.map(Range::from).unwrap_or_default()
}

/// A diagnostic of the core, as the client shows it.
pub(crate) fn diagnostic(found: &wire::Diagnostic, uri: &str, client: &Client) -> Diagnostic {
    let related = found
        .related
        .iter()
        .filter(|_| client.has_related_information);
    let related = related.filter_map(|related| {
        Some(RelatedInformation {
            location: Location {
                uri: uri.to_owned(),
                range: related.range?.into(),
            },
            message: related.message.clone(),
        })
    });
    let address = functions::docs_address(&found.code).filter(|_| client.has_code_descriptions);
    Diagnostic {
        range: range(found),
        severity: match found.severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Info => 3,
        },
        code: found.code.to_string(),
        code_description: address.map(|href| CodeDescription { href }),
        source: "alien-sdk",
        message: match &found.help {
            Some(help) => format!("{}\nhelp: {help}", found.message),
            None => found.message.clone(),
        },
        related_information: related.collect(),
    }
}
