//! The outline of a text: symbols and folding ranges.

use alien_sdk_core::internal::document::Kind;
use alien_sdk_core::internal::ide::Symbol;
use serde_json::Value;

use crate::client::Client;
use crate::document::OpenDocument;
use crate::protocol::{DocumentSymbol, FoldingRange, Location, SymbolInformation};
use crate::server::{Answer, write};

/// The maximum number of symbols and of folding ranges. Editors become slow with more.
const LIMIT: usize = 5000;

/// Answers `textDocument/documentSymbol`.
pub(crate) fn document_symbols(document: &mut OpenDocument, client: &Client, _: Value) -> Answer {
    let symbols = document.analysis().symbols(LIMIT);
    match client.has_nested_symbols {
        true => write(nested(document, symbols)),
        false => write(flat(document, &symbols)),
    }
}

/// Puts each symbol into the one that contains it.
fn nested(document: &OpenDocument, symbols: Vec<Symbol>) -> Vec<DocumentSymbol> {
    let parents: Vec<_> = symbols.iter().map(|symbol| symbol.parent).collect();
    let converted = symbols.into_iter().map(|symbol| DocumentSymbol {
        kind: kind(&symbol),
        name: shown_name(symbol.name),
        detail: symbol.detail,
        range: document.text.range(symbol.span),
        selection_range: document.text.range(symbol.name_span),
        children: Vec::new(),
    });
    let mut open: Vec<_> = converted.collect();
    let mut roots = Vec::new();
    // Symbols come after those that contain them, so the last one is complete.
    while let Some(mut symbol) = open.pop() {
        symbol.children.reverse();
        match parents
            .get(open.len())
            .copied()
            .flatten()
            .and_then(|parent| open.get_mut(parent))
        {
            Some(parent) => parent.children.push(symbol),
            None => roots.push(symbol),
        }
    }
    roots.reverse();
    roots
}

fn flat(document: &OpenDocument, symbols: &[Symbol]) -> Vec<SymbolInformation> {
    let converted = symbols.iter().map(|symbol| SymbolInformation {
        name: shown_name(symbol.name.clone()),
        kind: kind(symbol),
        location: Location {
            uri: document.uri.clone(),
            range: document.text.range(symbol.span),
        },
        container_name: symbol
            .parent
            .and_then(|parent| Some(symbols.get(parent)?.name.clone())),
    });
    converted.collect()
}

/// The protocol allows no empty names.
fn shown_name(name: String) -> String {
    if name.trim().is_empty() {
        "\"\"".to_owned()
    } else {
        name
    }
}

/// The number of a kind of symbols.
fn kind(symbol: &Symbol) -> u8 {
    match symbol.kind {
        Kind::String => 15,
        Kind::Number => 16,
        Kind::Bool => 17,
        Kind::Array => 18,
        Kind::Object => 19,
        Kind::Null | Kind::Foreign(_) => 21,
    }
}

/// Answers `textDocument/foldingRange`. The line of a closing bracket stays visible.
pub(crate) fn folding_ranges(document: &mut OpenDocument, client: &Client, _: Value) -> Answer {
    let analysis = document.analysis();
    let folds = analysis.folds().filter_map(|span| {
        let range = document.text.range(span);
        let (start_line, end_line) = (range.start.line, range.end.line.saturating_sub(1));
        (end_line > start_line).then_some(FoldingRange {
            start_line,
            end_line,
        })
    });
    let limit = client.max_folds.unwrap_or(LIMIT).min(LIMIT);
    write(folds.take(limit).collect::<Vec<_>>())
}
