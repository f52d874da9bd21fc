//! Features at a position: hover, completion, names, formatting and hints.

use alien_sdk_core::internal::ide::{
    self, Completion, CompletionKind, Completions, Indentation, explain_markdown,
};
use alien_sdk_core::internal::span::Span;
use serde_json::Value;

use crate::client::{AS_IS, Client};
use crate::code_actions::workspace_edit;
use crate::diagnostics;
use crate::document::OpenDocument;
use crate::protocol::{
    AtPosition, CompletionItem, Failure, FormattingParams, Hover, InRange, InlayHint, Location,
    Markup, Range, ReferenceParams, RenameParams, TextEdit,
};
use crate::server::{Answer, read, write};

/// Answers `textDocument/hover`: the documentation of a field, and the explanations of the problems there.
pub(crate) fn hover(document: &mut OpenDocument, client: &Client, params: Value) -> Answer {
    let AtPosition { position } = read(params)?;
    let here = Range {
        start: position,
        end: position,
    };
    document.check();
    let problems = document.diagnostics().iter();
    let problems = problems.filter(|found| diagnostics::range(found).touches(here));
    let mut codes: Vec<(Range, String)> = Vec::new();
    for problem in problems {
        if !codes.iter().any(|(_, code)| *code == problem.code) {
            codes.push((diagnostics::range(problem), problem.code.to_string()));
        }
    }
    let field = document
        .analysis_at(document.offset(here))
        .hover(document.offset(here));
    let field = field.map(|hover| (document.text.range(hover.span), hover.markdown));
    let explained = codes
        .into_iter()
        .filter_map(|(range, code)| Some((range, explain_markdown(&code)?)));
    let (ranges, parts): (Vec<_>, Vec<_>) = field.into_iter().chain(explained).unzip();
    let Some(range) = ranges.first() else {
        return write(());
    };
    write(Hover {
        contents: Markup {
            kind: client.hover_kind,
            value: parts.join("\n\n---\n\n"),
        },
        range: *range,
    })
}

/// Answers `textDocument/completion`.
pub(crate) fn completion(document: &mut OpenDocument, client: &Client, params: Value) -> Answer {
    let AtPosition { position } = read(params)?;
    let content = document.text.content();
    let offset = document.text.offset(position) as u32;
    let completions = ide::complete(content, &document.options(), offset);
    let items = completions.items.iter().enumerate();
    let items = items.map(|(at, item)| completion_item(document, client, &completions, item, at));
    write(items.collect::<Vec<_>>())
}

fn completion_item(
    document: &OpenDocument,
    client: &Client,
    completions: &Completions,
    item: &Completion,
    at: usize,
) -> CompletionItem {
    let is_snippet = client.has_snippets && item.insert.has_stops();
    let mut span = completions.span;
    let mut new_text = match is_snippet {
        true => item.insert.text.as_str(),
        false => &item.insert.plain,
    };
    let mut filter_text = None;
    let word = document.text.content().get(span.range());
    if let Some(quote) = word.and_then(|word| word.chars().next())
        && matches!(quote, '"' | '\'')
    {
        // Editors compare the label with what is replaced, and some know only words without quotes.
        match new_text.strip_prefix(quote) {
            Some(rest) => (span.start, new_text) = (span.start + 1, rest),
            None => filter_text = Some(format!("{quote}{}{quote}", item.label)),
        }
    }
    CompletionItem {
        label: item.label.clone(),
        kind: match item.kind {
            CompletionKind::Key => 10,
            CompletionKind::Value => 12,
            CompletionKind::Name => 18,
            CompletionKind::Scaffold => 22,
        },
        detail: item.detail.clone(),
        documentation: (!item.docs.is_empty()).then(|| Markup {
            kind: client.docs_kind,
            value: item.docs.clone(),
        }),
        sort_text: format!("{at:03}"),
        filter_text,
        insert_text_format: if is_snippet { 2 } else { 1 },
        insert_text_mode: client.keeps_indentation.then_some(AS_IS),
        text_edit: TextEdit {
            range: document.text.range(span),
            new_text: new_text.to_owned(),
        },
        additional_text_edits: text_edits(document, item.also.clone()),
    }
}

/// Answers `textDocument/definition`.
pub(crate) fn definition(document: &mut OpenDocument, _: &Client, params: Value) -> Answer {
    let AtPosition { position } = read(params)?;
    let offset = document.text.offset(position) as u32;
    let found = document.analysis_at(offset).definition(offset);
    write(found.map(|span| location(document, span)))
}

/// Answers `textDocument/references`.
pub(crate) fn references(document: &mut OpenDocument, _: &Client, params: Value) -> Answer {
    let ReferenceParams { position, context } = read(params)?;
    let offset = document.text.offset(position) as u32;
    let found = document
        .analysis_at(offset)
        .references(offset, context.include_declaration)
        .into_iter();
    write(
        found
            .map(|span| location(document, span))
            .collect::<Vec<_>>(),
    )
}

fn location(document: &OpenDocument, span: Span) -> Location {
    Location {
        uri: document.uri.clone(),
        range: document.text.range(span),
    }
}

/// Answers `textDocument/prepareRename`.
pub(crate) fn prepare_rename(document: &mut OpenDocument, _: &Client, params: Value) -> Answer {
    let AtPosition { position } = read(params)?;
    let offset = document.text.offset(position) as u32;
    let span = document
        .analysis_at(offset)
        .renameable(offset)
        .map_err(refused)?;
    write(document.text.range(span))
}

/// Answers `textDocument/rename`.
pub(crate) fn rename(document: &mut OpenDocument, client: &Client, params: Value) -> Answer {
    let RenameParams { position, new_name } = read(params)?;
    let offset = document.text.offset(position) as u32;
    let edits = document
        .analysis_at(offset)
        .rename(offset, &new_name)
        .map_err(refused)?;
    let edits = text_edits(document, edits);
    write(workspace_edit(document, client, edits))
}

fn refused(message: String) -> Failure {
    Failure::new(Failure::REQUEST_FAILED, message)
}

fn text_edits(
    document: &OpenDocument,
    edits: impl IntoIterator<Item = ide::TextEdit>,
) -> Vec<TextEdit> {
    let edits = edits.into_iter().map(|edit| TextEdit {
        range: document.text.range(edit.span),
        new_text: edit.text,
    });
    edits.collect()
}

/// Answers `textDocument/formatting`.
pub(crate) fn formatting(document: &mut OpenDocument, _: &Client, params: Value) -> Answer {
    let FormattingParams { options } = read(params)?;
    let edits = document.analysis().format(match options.insert_spaces {
        true => Indentation::Spaces(options.tab_size.min(16)),
        false => Indentation::Tab,
    });
    write(text_edits(document, edits))
}

/// Answers `textDocument/inlayHint`.
pub(crate) fn inlay_hints(document: &mut OpenDocument, client: &Client, params: Value) -> Answer {
    let InRange { range } = read(params)?;
    if !client.wants_hints {
        return write(());
    }
    let [start, end] = [range.start, range.end].map(|at| document.text.offset(at) as u32);
    let hints = document.analysis().hints(Span::new(start, end)).into_iter();
    let hints = hints.map(|hint| InlayHint {
        position: document.text.position(hint.offset),
        label: hint.text,
        padding_left: true,
    });
    write(hints.collect::<Vec<_>>())
}
