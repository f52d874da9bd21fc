//! The functions that every binding offers. Each takes what crosses and gives what crosses.

use super::changes::{self, changes};
use super::{Catalog, Diff, Explanation, Located, Report, Site, locate};
use crate::builder;
use crate::catalog;
use crate::diagnostic::Docs;
use crate::document::{Buffers, Document, Source, value};
use crate::normalise;
use crate::render;
use crate::schema;
use crate::span::Units;
use crate::validate::{self, BadTape, DocumentKind, Finished, Input, Options, report_only};

/// Every function that a binding offers, by its name on the wire.
pub const FUNCTIONS: [&str; 11] = [
    "build",
    "validate",
    "validateUpdate",
    "diff",
    "normalise",
    "applyFixes",
    "explain",
    "catalog",
    "jsonSchema",
    "stateOutputs",
    "version",
];

/// What is found wrong with a text or a value. `buffers` are kept from one call to the next.
pub fn validate(
    input: Input,
    options: &Options,
    units: Units,
    buffers: &mut Buffers,
) -> Result<Report, BadTape> {
    let judged = validate::input(input, options, std::mem::take(buffers), &mut report_only)?;
    let with = Located {
        units,
        calls: None,
        sites: &[],
    };
    let report = locate(&judged.document, judged.sink, &with);
    *buffers = judged.document.into_buffers();
    Ok(report)
}

/// What is found wrong with the change from one declaration to another.
pub fn validate_update(
    old: Input,
    new: Input,
    options: &Options,
    units: Units,
) -> Result<Report, BadTape> {
    let judged = validate::update(old, new, options)?;
    Ok(locate(
        &judged.document,
        judged.sink,
        &Located {
            units,
            calls: None,
            sites: &[],
        },
    ))
}

/// What changes from one declaration to another, or what was found in the one that can't be compared.
pub fn diff(
    old: Input,
    new: Input,
    options: &Options,
    units: Units,
) -> Result<std::result::Result<Diff, Built>, BadTape> {
    let before = normalise(old.clone(), options, units)?;
    let after = normalise(new.clone(), options, units)?;
    let (Some(from), Some(to)) = (&before.json, &after.json) else {
        return Ok(Err(if before.json.is_none() { before } else { after }));
    };
    // Every change is judged, however many there are.
    let mut options = *options;
    options.limits.diagnostics = usize::MAX;
    let report = validate_update(old, new, &options, units)?;
    if report
        .diagnostics
        .iter()
        .any(|found| found.code == "wrong-document-kind")
    {
        return Ok(Err(Built { report, ..after }));
    }
    let changes = changes(from, to, &report);
    let text = render::changes(&changes);
    Ok(Ok(Diff { changes, text }))
}

/// Normalised JSON as people may see it: without the values of variables.
pub fn masked(json: &str) -> String {
    let mut out = String::new();
    normalise::masked(&changes::parse(json), Document::ROOT, false, &mut out);
    out
}

/// A declaration that was built or normalised.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    /// Its normalised JSON, if there is no error.
    pub json: Option<String>,
    /// What was found: with JSON, warnings and infos.
    pub report: Report,
    /// What was declared.
    pub kind: DocumentKind,
}

/// Builds a container from the calls that a binding has recorded on a tape.
pub fn build(
    words: &[u32],
    text: &str,
    options: &Options,
    sites: &[Option<Site>],
) -> Result<Built, BadTape> {
    let calls = value::read(words, text, Source::Value, Buffers::default()).ok_or(BadTape)?;
    Ok(build_calls(&calls, options, sites))
}

/// The vectors that [`build_into`] keeps from one call to the next.
#[derive(Debug, Default)]
pub struct Workspace {
    calls: Buffers,
    declaration: Buffers,
}

/// Like [`build`], in kept vectors: puts the normalised JSON into `json`, which stays empty if there is an
/// error. `None` if there is nothing to report.
pub fn build_into(
    words: &[u32],
    text: &str,
    options: &Options,
    workspace: &mut Workspace,
    json: &mut String,
) -> Result<Option<Report>, BadTape> {
    let buffers = std::mem::take(&mut workspace.calls);
    let calls = value::read(words, text, Source::Value, buffers).ok_or(BadTape)?;
    let report = build_calls_into(&calls, options, &mut workspace.declaration, json);
    workspace.calls = calls.into_buffers();
    Ok(report)
}

/// Like [`build_calls`], in kept vectors: puts the normalised JSON into `json`, which stays empty if there is an
/// error. `None` if there is nothing to report.
pub fn build_calls_into(
    calls: &Document,
    options: &Options,
    buffers: &mut Buffers,
    json: &mut String,
) -> Option<Report> {
    json.clear();
    let judged = validate::calls(calls, options, std::mem::take(buffers), &mut |finished| {
        write(finished, json);
    });
    let with = Located {
        units: Units::default(),
        calls: Some(calls),
        sites: &[],
    };
    let is_clean = judged.sink.is_empty();
    let report = (!is_clean).then(|| locate(&judged.document, judged.sink, &with));
    *buffers = judged.document.into_buffers();
    report
}

/// Builds a container from a document of calls.
pub fn build_calls(calls: &Document, options: &Options, sites: &[Option<Site>]) -> Built {
    let mut json = None;
    let judged = validate::calls(calls, options, Buffers::default(), &mut |finished| {
        json = normalised(finished);
    });
    let report = locate(
        &judged.document,
        judged.sink,
        &Located {
            units: Units::default(),
            calls: Some(calls),
            sites,
        },
    );
    let kind = if builder::is_stack(calls) {
        DocumentKind::Stack
    } else {
        DocumentKind::Container
    };
    Built { json, report, kind }
}

fn normalised(finished: Finished) -> Option<String> {
    let mut out = String::with_capacity(1024);
    write(finished, &mut out).map(|()| out)
}

fn write(finished: Finished, out: &mut String) -> Option<()> {
    match finished {
        Finished::Container(draft) => normalise::container(draft, out),
        Finished::Stack(document, draft) => normalise::stack(document, draft, out),
        Finished::State(document, _) => {
            normalise::value(document, Document::ROOT, out);
            Some(())
        }
    }
}

/// The normalised JSON of a text or a value; the report says why there is none.
pub fn normalise(input: Input, options: &Options, units: Units) -> Result<Built, BadTape> {
    let mut json = None;
    let judged = validate::input(input, options, Buffers::default(), &mut |finished| {
        json = normalised(finished);
    })?;
    let kind = options.kind.unwrap_or(DocumentKind::of(&judged.document));
    let report = locate(
        &judged.document,
        judged.sink,
        &Located {
            units,
            calls: None,
            sites: &[],
        },
    );
    // A state is finished even where outputs in it are broken.
    let json = json.filter(|_| report.valid);
    Ok(Built { json, report, kind })
}

/// What became of the resources of a stack: JSON of each one's type and status, and of a container's outputs or the reason
/// why it has none. Outputs that can't be read are in the report, and hide no others.
pub fn state_outputs(input: Input, options: &Options, units: Units) -> Result<Built, BadTape> {
    let mut json = None;
    let kind = Some(DocumentKind::State);
    let options = Options { kind, ..*options };
    let judged = validate::input(input, &options, Buffers::default(), &mut |finished| {
        if let Finished::State(document, draft) = finished {
            let mut out = String::new();
            json = normalise::state(document, draft, &mut out).map(|()| out);
        }
    })?;
    let with = Located {
        units,
        calls: None,
        sites: &[],
    };
    let report = locate(&judged.document, judged.sink, &with);
    let kind = DocumentKind::State;
    Ok(Built { json, report, kind })
}

/// The message of an error that a builder throws: every fault, each with its call.
pub fn build_message(report: &Report, kind: DocumentKind, id: Option<&str>) -> String {
    render::message(report, kind, id)
}

/// What is found wrong with a text, as a terminal shows it.
pub fn render_text(
    text: &str,
    name: &str,
    options: &Options,
    color: bool,
) -> Result<String, BadTape> {
    let (input, buffers) = (Input::Text(text), Buffers::default());
    let judged = validate::input(input, options, buffers, &mut report_only)?;
    let masks = render::masks(&judged.document);
    // Terminals count code points, near enough.
    let report = locate(
        &judged.document,
        judged.sink,
        &Located {
            units: Units::Utf32,
            calls: None,
            sites: &[],
        },
    );
    Ok(render::frames(&report, text, name, &masks, color))
}

/// What a code means; `None` if there is no such code.
pub fn explain(code: &str) -> Option<Explanation> {
    catalog::find(code).map(explanation)
}

/// Every code, in the order of their names.
pub fn catalog() -> Catalog {
    Catalog {
        codes: catalog::all().into_iter().map(explanation).collect(),
    }
}

fn explanation(docs: Docs) -> Explanation {
    Explanation {
        code: docs.code.name,
        severity: docs.code.severity.into(),
        summary: docs.summary,
        why: docs.why,
        fails: catalog::example(docs.fails),
        passes: catalog::example(docs.passes),
        docs: catalog::docs(docs.code),
    }
}

/// The JSON Schema (2020-12) of a kind of document, as text.
pub fn json_schema(kind: DocumentKind) -> String {
    match kind {
        DocumentKind::Container => schema::container(),
        DocumentKind::Stack => schema::stack(),
        DocumentKind::State => schema::state(),
    }
}

/// The version of the SDK.
pub fn version() -> &'static str {
    crate::VERSION
}
