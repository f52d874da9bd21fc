//! Edits of YAML texts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod aliases;
mod comments;
mod functions;
mod laws;
mod members;
mod printer;
mod styles;
mod tree;

use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::text_edit::{FixBatch, apply};
use alien_sdk_core::internal::document::{Buffers, Document, Index, Kind, Limits};
use alien_sdk_core::internal::fix::Edit;
use alien_sdk_core::internal::path::Path;
use alien_sdk_core::internal::span::NodeId;
use serde_json::Value;

/// The text after the edits of one fix; `None` if they can't be made.
fn edited(text: &str, edits: &[Edit]) -> Option<String> {
    let (limits, buffers) = (Limits::default(), Buffers::default());
    let document = alien_sdk_yaml::SYNTAX.parse(text, &limits, buffers, &mut Sink::new(10));
    let mut index = Index::new(&document);
    let mut batch = FixBatch::new(&mut index);
    batch.add(Document::ROOT, edits);
    let edits = batch.finish();
    (!edits.is_empty()).then(|| apply(text, &edits).expect("edits that do not overlap"))
}

/// The text after edits of which each is a fix.
fn batched(text: &str, edits: &[Edit]) -> String {
    let (limits, buffers) = (Limits::default(), Buffers::default());
    let document = alien_sdk_yaml::SYNTAX.parse(text, &limits, buffers, &mut Sink::new(10));
    let mut index = Index::new(&document);
    let mut batch = FixBatch::new(&mut index);
    for edit in edits {
        batch.add(Document::ROOT, std::slice::from_ref(edit));
    }
    apply(text, &batch.finish()).expect("edits that do not overlap")
}

/// The value of a text without errors.
fn decode(text: &str) -> Value {
    let (limits, buffers, mut sink) = (Limits::default(), Buffers::default(), Sink::new(10));
    let document = alien_sdk_yaml::SYNTAX.parse(text, &limits, buffers, &mut sink);
    assert!(sink.is_empty(), "{text}\n{sink:?}");
    to_value(&document, Document::ROOT)
}

fn to_value(document: &Document, id: NodeId) -> Value {
    match document.kind(id) {
        Kind::Object => Value::from_iter(
            document
                .members(id)
                .map(|(key, value)| (document.str(key).unwrap(), to_value(document, value))),
        ),
        Kind::Array => document
            .elements(id)
            .map(|id| to_value(document, id))
            .collect(),
        Kind::String => Value::from(document.str(id).unwrap()),
        Kind::Null => Value::Null,
        Kind::Bool => Value::from(document.bool(id).unwrap()),
        _ => {
            let number = document.number(id).unwrap();
            match number.fract() == 0.0 {
                true => Value::from(number as i64),
                false => Value::from(number),
            }
        }
    }
}

#[track_caller]
fn check(text: &str, edits: &[Edit], expected: &str) {
    let after = edited(text, edits);
    assert_eq!(after.as_deref(), Some(expected), "{text}");
    decode(expected);
    // A text without a line break at its end doesn't get one, and other line breaks are kept.
    if let Some(text) = text.strip_suffix('\n').filter(|text| !text.contains('|')) {
        let after = edited(text, edits);
        assert_eq!(after.as_deref(), expected.strip_suffix('\n'), "{text}");
    }
    let crlf = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(
        edited(&crlf(text), edits),
        Some(crlf(expected)),
        "with CR LF"
    );
}

fn path(text: &str) -> Path {
    Path::parse(text)
}

fn set(pointer: &str, value: &str) -> Edit {
    Edit::set(path(pointer), value)
}

fn remove(pointer: &str) -> Edit {
    Edit::Remove {
        path: path(pointer),
    }
}

fn rename(pointer: &str, key: &str) -> Edit {
    Edit::Rename {
        path: path(pointer),
        key: key.to_owned(),
    }
}

fn quote(pointer: &str) -> Edit {
    Edit::Quote {
        path: path(pointer),
    }
}

fn pairs(pointer: &str) -> Edit {
    Edit::Pairs {
        path: path(pointer),
    }
}

fn moved(pointer: &str, to: &str) -> Edit {
    Edit::Move {
        path: path(pointer),
        to: path(to),
    }
}
