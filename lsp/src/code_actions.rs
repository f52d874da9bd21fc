//! Code actions: the fixes of diagnostics, and all safe fixes of a text.

use alien_sdk_core::internal::functions::apply_fix;
use alien_sdk_core::internal::span::Span;
use alien_sdk_core::internal::wire::{Applicability, Fix};
use alien_sdk_core::options::Syntax;
use alien_sdk_core::{Severity, apply_fixes};
use serde_json::{Value, json};

use crate::client::Client;
use crate::diagnostics;
use crate::document::OpenDocument;
use crate::protocol::{
    Action, ActionData, CodeAction, CodeActionContext, CodeActionParams, Failure, Range,
    TextDocumentEdit, TextEdit, VersionedText, WorkspaceEdit,
};
use crate::server::{Answer, read, write};

/// The kind of an action that fixes a problem.
pub(crate) const QUICK_FIX: &str = "quickfix";
/// The kind of the action that an editor may run when it saves a file.
pub(crate) const FIX_ALL: &str = "source.fixAll.alien-sdk";

/// The maximum number of problems whose fixes are offered together. Nobody reads a longer list.
const MAX_PROBLEMS: usize = 50;

/// Answers `textDocument/codeAction`.
pub(crate) fn code_actions(document: &mut OpenDocument, client: &Client, params: Value) -> Answer {
    let CodeActionParams { range, context } = read(params)?;
    document.check();
    let mut actions = match context.is_wanted(QUICK_FIX) {
        true => quick_fixes(document, client, range),
        false => Vec::new(),
    };
    let fixes = document.diagnostics().iter().flat_map(|found| &found.fixes);
    let safe = fixes
        .filter(|fix| fix.applicability == Applicability::Safe)
        .count();
    // Without a list of kinds, one action with all fixes is enough.
    let kind = match context.only.is_some() && context.is_wanted(FIX_ALL) {
        true => Some(FIX_ALL).filter(|_| safe > 0),
        false => Some(QUICK_FIX).filter(|_| safe > 1 && !actions.is_empty()),
    };
    actions.extend(kind.map(|kind| CodeAction {
        title: "apply all safe fixes of this file".to_owned(),
        kind,
        diagnostics: Vec::new(),
        is_preferred: false,
        edit: None,
        data: Some(action_data(document, Action::FixAll)),
    }));
    if !client.resolves_edits {
        for action in &mut actions {
            let data = action.data.take();
            action.edit = data.and_then(|data| edit(document, client, data.action));
        }
        actions.retain(|action| action.edit.is_some());
    }
    write(actions)
}

impl CodeActionContext {
    /// Whether the client wants actions of a kind. It may have named a kind that contains this one: `source` contains
    /// `source.fixAll`.
    fn is_wanted(&self, kind: &str) -> bool {
        let contains = |wanted: &String| {
            let rest = kind.strip_prefix(wanted.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.is_empty())
        };
        self.only
            .as_ref()
            .is_none_or(|only| only.iter().any(contains))
    }
}

/// The fixes of the problems in a range, and comments that hide its warnings.
fn quick_fixes(document: &OpenDocument, client: &Client, range: Range) -> Vec<CodeAction> {
    let all = document.diagnostics().iter().enumerate();
    let here = all.filter(|(_, found)| diagnostics::range(found).touches(range));
    let mut actions = Vec::new();
    for (diagnostic, found) in here.take(MAX_PROBLEMS) {
        let action = |title: &str, is_preferred, action| CodeAction {
            title: title.to_owned(),
            kind: QUICK_FIX,
            diagnostics: vec![diagnostics::diagnostic(found, &document.uri, client)],
            is_preferred,
            edit: None,
            data: Some(action_data(document, action)),
        };
        for (
            fix,
            Fix {
                title,
                applicability,
                ..
            },
        ) in found.fixes.iter().enumerate()
        {
            let is_safe = *applicability == Applicability::Safe;
            actions.push(action(title, is_safe, Action::Fix { diagnostic, fix }));
        }
        if found.severity != Severity::Error && document.options().syntax != Syntax::Json {
            let title = format!("hide the warning {} here with a comment", found.code);
            actions.push(action(&title, false, Action::Suppress { diagnostic }));
        }
    }
    actions
}

fn action_data(document: &OpenDocument, action: Action) -> ActionData {
    ActionData {
        uri: document.uri.clone(),
        version: document.version,
        action,
    }
}

/// Answers `codeAction/resolve`: adds the edit to an action.
pub(crate) fn resolve(document: &mut OpenDocument, client: &Client, mut action: Value) -> Answer {
    let data: ActionData = read(action.get("data").cloned().unwrap_or_default())?;
    let made = match data.version == document.version {
        true => edit(document, client, data.action),
        false => None,
    };
    let made = made.ok_or_else(|| {
        Failure::new(
            Failure::CONTENT_MODIFIED,
            "the text has changed since the action was offered",
        )
    })?;
    if let Some(action) = action.as_object_mut() {
        action.insert("edit".to_owned(), json!(made));
    }
    write(action)
}

/// The edit that an action makes.
fn edit(document: &mut OpenDocument, client: &Client, action: Action) -> Option<WorkspaceEdit> {
    document.check();
    let document = &*document;
    let edits = match action {
        Action::FixAll => {
            let fixed = apply_fixes(document.text.content(), &document.options(), false);
            difference(document, &fixed)
        }
        Action::Fix { diagnostic, fix } => {
            let fix = document.diagnostics().get(diagnostic)?.fixes.get(fix)?;
            fix_edits(document, fix.clone())?
        }
        Action::Suppress { diagnostic } => {
            let found = document.diagnostics().get(diagnostic)?;
            let offset = document.text.offset(diagnostics::range(found).start) as u32;
            let edit = document.analysis().suppress(&found.code, offset)?;
            vec![TextEdit {
                range: document.text.range(edit.span),
                new_text: edit.text,
            }]
        }
    };
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
    let fixed = apply_fix(
        document.text.content(),
        document.options().syntax,
        fix,
        document.units(),
    )
    .ok()?;
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
