//! Recorded builder calls, in the form that the core reads.

use std::fmt;
use std::panic::Location;

use serde::Serialize;

use super::ValidationError;
use crate::document::{Buffers, Document, Limits, Source, Writer, node, serialize};
use crate::functions;
use crate::language::RUST;
use crate::span::Units;
use crate::validate::{self, DocumentKind, OnValid, Options, Valid, Validated, report_only};
use crate::wire::{CallSite, Report, locate};

/// Builder calls, each with its source location.
#[derive(Clone)]
pub struct Calls {
    // INVARIANT: one array is open, and holds the calls so far.
    writer: Writer<'static>,
    /// The source location of each call, by the index of the call.
    sites: Vec<&'static Location<'static>>,
}

impl Calls {
    /// Creates an empty list of calls.
    pub(super) fn new() -> Self {
        let mut writer = Writer::new("", Source::Value, Buffers::default());
        writer.open(node::ARRAY, 0);
        let sites = Vec::new();
        Self { writer, sites }
    }

    /// Records a call: the camelCase name of the method, and its arguments.
    #[track_caller]
    pub(super) fn record(mut self, call: impl Serialize) -> Self {
        // The call is an array around its arguments, which adds one level of depth.
        let mut limits = Limits::default();
        limits.depth += 1;
        serialize(&call, &limits, &mut self.writer);
        self.sites.push(Location::caller());
        self
    }

    /// Records a copy of the calls of another builder, and then a call that uses them.
    #[track_caller]
    pub(super) fn record_with_builder(mut self, builder: &Self, call: impl Serialize) -> Self {
        self.writer.append_inner(builder.writer.document());
        self.sites.extend(&builder.sites);
        self.record(call)
    }

    /// The ID that was passed to the constructor, or that the existing declaration has.
    pub(super) fn id(&self) -> Option<String> {
        let calls = self.document();
        let mut parts = calls.elements(calls.elements(Document::ROOT).next()?);
        let is_existing = calls.str(parts.next()?) == Some("from");
        let given = parts.next()?;
        let id = match is_existing {
            true => calls.get(given, "id")?,
            false => given,
        };
        calls.str(id).map(str::to_owned)
    }

    /// The calls so far.
    pub(super) fn document(&self) -> Document<'static> {
        let mut calls = self.writer.clone();
        calls.close(0, 0);
        calls.finish()
    }

    /// Builds what the calls declare: converts the declaration if it has no errors.
    pub(super) fn build<T>(
        &self,
        kind: DocumentKind,
        convert: impl Fn(Valid<'_, '_>) -> Option<T>,
    ) -> Result<T, ValidationError> {
        let calls = self.document();
        let mut built = None;
        let validated = validate_recorded(&calls, &mut |valid| built = convert(valid));
        let report = |validated| self.report(&calls, validated);
        built.ok_or_else(|| ValidationError::from_validated(kind, validated, report))
    }

    /// Validates what the calls declare.
    pub(super) fn validate(&self) -> Report {
        let calls = self.document();
        self.report(&calls, validate_recorded(&calls, &mut report_only))
    }

    /// The report on the calls, each diagnostic with the line of its call.
    fn report(&self, calls: &Document<'_>, validated: Validated<'_>) -> Report {
        let mut report = locate(
            &validated.document,
            validated.sink,
            Units::default(),
            Some(calls),
        );
        report.add_call_sites(|call| {
            let site = self.sites.get(call as usize)?;
            Some(CallSite {
                file: site.file().to_owned(),
                line: site.line(),
                column: Some(site.column()),
            })
        });
        report
    }
}

/// Shows the calls with their scalar arguments only, since others may be secret.
impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&functions::call_texts(&self.document(), &RUST).concat())
    }
}

fn validate_recorded<'t>(calls: &Document<'t>, on_valid: OnValid<'_>) -> Validated<'t> {
    let (options, buffers) = (Options::default(), Buffers::default());
    validate::validate_calls(calls, &RUST, &options, buffers, on_valid)
}
