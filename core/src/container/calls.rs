//! The calls of a builder, as they are recorded for the core.

use std::panic::Location;

use serde::Serialize;

use crate::document::{Buffers, Document, Limits, Source, Writer, node, serialize};
use crate::language::RUST;
use crate::span::Units;
use crate::validate::{self, Finish, Judged, Options};
use crate::wire::{Located, Report, Site, locate};

/// Calls, each with the place where it stands.
#[derive(Clone)]
pub(super) struct Calls {
    // INVARIANT: one array is open, and holds the calls so far.
    writer: Writer<'static>,
    /// Where each call stands, by its number.
    sites: Vec<&'static Location<'static>>,
}

impl Calls {
    /// No call yet.
    pub fn new() -> Self {
        let mut writer = Writer::new("", Source::Value, Buffers::default());
        writer.open(node::ARRAY, 0);
        let sites = Vec::new();
        Self { writer, sites }
    }

    /// Records a call: a method by its name on the wire, and its arguments.
    #[track_caller]
    pub fn call(mut self, call: impl Serialize) -> Self {
        // The call itself is one array more than its arguments.
        let mut limits = Limits::default();
        limits.depth += 1;
        serialize(&call, &limits, &mut self.writer);
        self.sites.push(Location::caller());
        self
    }

    /// The calls so far.
    pub fn document(&self) -> Document<'static> {
        let mut calls = self.writer.clone();
        calls.close(0, 0);
        calls.finish()
    }

    /// What was found in the calls, each fault with the line of its call.
    pub fn located(&self, calls: &Document<'_>, judged: Judged<'_>) -> Report {
        let with = Located {
            units: Units::default(),
            calls: Some(calls),
        };
        let mut report = locate(&judged.document, judged.sink, &with);
        report.place_calls(|call| {
            let site = self.sites.get(call as usize)?;
            Some(Site {
                file: site.file().to_owned(),
                line: site.line(),
                column: Some(site.column()),
            })
        });
        report
    }
}

/// Judges what calls declare.
pub(super) fn judge<'t>(calls: &Document<'t>, finish: Finish<'_>) -> Judged<'t> {
    validate::calls(
        calls,
        &RUST,
        &Options::default(),
        Buffers::default(),
        finish,
    )
}
