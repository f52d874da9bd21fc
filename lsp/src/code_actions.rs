//! Code actions: the fixes of diagnostics, and all safe fixes of a text.

use alien_sdk_core::apply_fixes;
use alien_sdk_core::internal::functions::apply_fix;
use alien_sdk_core::internal::span::Span;
use alien_sdk_core::internal::wire::{Applicability, Fix};
use serde_json::Value;

use crate::client::Client;
use crate::diagnostics;
use crate::document::OpenDocument;
use crate::protocol::{
    ActionData, CodeAction, CodeActionParams, Failure, TextDocumentEdit, TextEdit, VersionedText,
    WorkspaceEdit,
};
use crate::server::{Answer, read, write};

/// The kind of an action that fixes a problem.
pub(crate) const QUICK_FIX: &str = "quickfix";
/// The kind of the action that an editor may run when it saves a file.
pub(crate) const FIX_ALL: &str = "source.fixAll.alien-sdk";

/// The maximum number of problems whose fixes are offered together. Nobody reads a longer list.
const MAX_PROBLEMS: usize = 50;

/// Answers `textDocument/codeAction`.
pub(crate) fn code_actions(
    document: &mut OpenDocument,
    client: &Client,
    params: CodeActionParams,
) -> Answer {
    let only = params.context.only;
    // A kind contains the kinds that start with it and a dot.
    let is_wanted = |kind: &str| {
        let contains = |wanted: &String| {
            let rest = kind.strip_prefix(wanted.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.is_empty())
        };
        only.as_ref().is_none_or(|only| only.iter().any(contains))
    };
    let wants_fixes = is_wanted(QUICK_FIX);
    // Without a list of kinds, one action with all fixes is enough.
    let all_kind = match only.is_some() && is_wanted(FIX_ALL) {
        true => Some(FIX_ALL),
        false => wants_fixes.then_some(QUICK_FIX),
    };
    let (uri, version) = (document.uri.clone(), document.version);
    let found = &document.report().diagnostics;
    let mut actions = Vec::new();
    let here = found
        .iter()
        .enumerate()
        .filter(|(_, found)| wants_fixes && diagnostics::range(found).touches(params.range));
    for (at, found) in here.take(MAX_PROBLEMS) {
        for (number, fix) in found.fixes.iter().enumerate() {
            let data = ActionData {
                uri: uri.clone(),
                version,
                fix: Some((at, number)),
            };
            actions.push(CodeAction {
                title: fix.title.clone(),
                kind: QUICK_FIX,
                diagnostics: vec![diagnostics::diagnostic(found, &uri, client)],
                is_preferred: fix.applicability == Applicability::Safe,
                edit: None,
                data: Some(data),
            });
        }
    }
    let fixes = found.iter().flat_map(|found| &found.fixes);
    let safe = fixes
        .filter(|fix| fix.applicability == Applicability::Safe)
        .count();
    let is_useful = |kind: &&str| match *kind {
        QUICK_FIX => safe > 1 && !actions.is_empty(),
        _ => safe > 0,
    };
    if let Some(kind) = all_kind.filter(is_useful) {
        actions.push(CodeAction {
            title: "apply all safe fixes of this file".to_owned(),
            kind,
            diagnostics: Vec::new(),
            is_preferred: false,
            edit: None,
            data: Some(ActionData {
                uri,
                version,
                fix: None,
            }),
        });
    }
    if !client.resolves_edits {
        for action in &mut actions {
            let data = action.data.take();
            action.edit = data.and_then(|data| edit(document, client, &data));
        }
        actions.retain(|action| action.edit.is_some());
    }
    write(actions)
}

/// Answers `codeAction/resolve`: adds the edit to an action.
pub(crate) fn resolve(document: &mut OpenDocument, client: &Client, mut action: Value) -> Answer {
    let data: ActionData = read(action.get("data").cloned().unwrap_or_default())?;
    let made = match data.version == document.version {
        true => edit(document, client, &data),
        false => None,
    };
    let made = made.ok_or_else(|| {
        Failure::new(
            Failure::CONTENT_MODIFIED,
            "the text has changed since the action was offered",
        )
    })?;
    if let Some(action) = action.as_object_mut() {
        action.insert("edit".to_owned(), write(made)?);
    }
    Ok(action)
}

/// The edit that an action makes.
fn edit(document: &mut OpenDocument, client: &Client, data: &ActionData) -> Option<WorkspaceEdit> {
    let Some((diagnostic, number)) = data.fix else {
        let fixed = apply_fixes(document.text.content(), &document.options(), false);
        return Some(workspace_edit(
            document,
            client,
            difference(document, &fixed),
        ));
    };
    let diagnostic = document.report().diagnostics.get(diagnostic)?;
    let fix = diagnostic.fixes.get(number)?.clone();
    let edits = fix_edits(document, fix)?;
    Some(workspace_edit(document, client, edits))
}

fn fix_edits(document: &OpenDocument, fix: Fix) -> Option<Vec<TextEdit>> {
    if let Some(edits) = fix.text_edits {
        let edits = edits.into_iter().map(|edit| TextEdit {
            range: edit.range.into(),
            new_text: edit.new_text,
        });
        return Some(edits.collect());
    }
    let fixed = apply_fix(document.text.content(), fix, document.units()).ok()?;
    Some(difference(document, &fixed))
}

/// The edit that turns the text into another one: it replaces what is between their common start and end.
fn difference(document: &OpenDocument, new: &str) -> Vec<TextEdit> {
    let old = document.text.content();
    let common = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        let equal = pairs.take_while(|(old, new)| old == new);
        equal.map(|(c, _)| c.len_utf8()).sum::<usize>()
    };
    let start = common(&mut old.chars().zip(new.chars()));
    let rests = old.get(start..).zip(new.get(start..));
    let (old_rest, new_rest) = rests.unwrap_or_default();
    let end = common(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
    let new_text = new_rest.get(..new_rest.len() - end).unwrap_or_default();
    let span = Span::new(start as u32, (old.len() - end) as u32);
    vec![TextEdit {
        range: document.text.range(span),
        new_text: new_text.to_owned(),
    }]
}

/// Edits of a text, in the form that the client knows.
pub(crate) fn workspace_edit(
    document: &OpenDocument,
    client: &Client,
    edits: Vec<TextEdit>,
) -> WorkspaceEdit {
    let uri = document.uri.clone();
    match client.has_versioned_edits {
        false => WorkspaceEdit::Changes([(uri, edits)].into()),
        true => WorkspaceEdit::DocumentChanges([TextDocumentEdit {
            text_document: VersionedText {
                uri,
                version: document.version,
            },
            edits,
        }]),
    }
}
