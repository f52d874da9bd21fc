//! Records the calls of a builder: a document with their arguments, and the source location of each call.

use alien_sdk_core::internal::builder::{METHODS, call_text};
use alien_sdk_core::internal::document::{Document, Foreign, Limits, Source, Writer, node};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::PYTHON;
use alien_sdk_core::internal::validate::Options;
use alien_sdk_core::internal::wire::{self, Report};
use pyo3::prelude::*;

use crate::sites::{self, Site};
use crate::spare;
use crate::values::Values;

/// The number of a method, which is its index in [`METHODS`].
pub const fn number(name: &str) -> u32 {
    let mut rest = METHODS.as_slice();
    let mut number = 0;
    while let [method, others @ ..] = rest
        && !is_same(method.name.as_bytes(), name.as_bytes())
    {
        (rest, number) = (others, number + 1);
    }
    // Only called in constants, so this is a compile error.
    assert!(!rest.is_empty(), "no such method");
    number
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    match (one, other) {
        ([], []) => true,
        ([first, one @ ..], [second, other @ ..]) => *first == *second && is_same(one, other),
        _ => false,
    }
}

/// Arguments are inside the declaration, one level down.
fn inside() -> Limits {
    let mut limits = Limits::default();
    limits.depth -= 1;
    limits
}

/// The calls of one builder.
pub struct Calls {
    // INVARIANT: one array is open, and holds the calls so far.
    writer: Writer<'static>,
    count: u32,
    /// The source locations of the calls that were recorded, by the index of the call.
    sites: Vec<(u32, Site)>,
}

impl Drop for Calls {
    fn drop(&mut self) {
        let empty = Writer::new("", Source::Value, Default::default());
        let calls = std::mem::replace(&mut self.writer, empty).finish();
        let size = calls.node_count();
        spare::keep_calls(calls.into_buffers(), size);
    }
}

/// A call that is not yet part of a builder.
pub struct Recorded {
    method: u32,
    call: Document<'static>,
    site: Option<Site>,
}

/// Reads the arguments of a call. This may run Python code, so nothing is locked.
pub fn read(
    py: Python<'_>,
    method: u32,
    arguments: impl FnOnce(&mut Values) -> PyResult<()>,
) -> PyResult<Recorded> {
    let site = sites::here(py);
    let mut values = Values::new(inside());
    values.open_array();
    values.number(method.into());
    arguments(&mut values)?;
    values.close();
    let call = values.finish();
    Ok(Recorded { method, call, site })
}

impl Calls {
    /// Creates an empty list of calls.
    pub fn new() -> Self {
        let mut writer = Writer::new("", Source::Value, spare::calls());
        writer.open(node::ARRAY, 0);
        Self {
            writer,
            count: 0,
            sites: Vec::new(),
        }
    }

    /// Returns a copy of the calls.
    pub fn copy(&self, py: Python<'_>) -> Self {
        let sites = self.sites.iter();
        Self {
            writer: self.writer.clone(),
            count: self.count,
            sites: sites
                .map(|(call, site)| (*call, site.clone_ref(py)))
                .collect(),
        }
    }

    /// Adds a call.
    pub fn add(&mut self, Recorded { method, call, site }: Recorded) {
        let mark = self.writer.mark();
        self.writer.append(&call);
        if self.writer.is_full(&Limits::default()) {
            self.writer.rewind(mark);
            self.writer.open(node::ARRAY, 0);
            self.writer.number(method.into());
            self.writer.foreign(Foreign::TooLarge);
            self.writer.close(0, 0);
        }
        self.sites.extend(site.map(|site| (self.count, site)));
        self.count += 1;
        let size = call.node_count();
        spare::keep_input(call.into_buffers(), size);
    }

    /// Returns the normalised JSON of the declaration, which is empty if there is an error, and the report.
    pub fn build(&mut self, py: Python<'_>) -> (String, Option<Report>) {
        self.writer.close(0, 0);
        let (calls, options) = (self.writer.document(), Options::default());
        let (mut json, mut buffers) = (String::with_capacity(1024), spare::declaration());
        let mut report = functions::build(calls, &PYTHON, &options, &mut buffers, &mut json);
        spare::keep_declaration(buffers, calls.node_count());
        if let Some(report) = &mut report {
            report.add_call_sites(|call| self.site(py, call));
        }
        self.writer.reopen(Document::ROOT);
        (json, report)
    }

    /// The ID that was passed to the constructor, if it is a string.
    pub fn id(&self) -> Option<String> {
        let calls = self.writer.document();
        // The root array is still open, so its elements follow it.
        let mut parts =
            calls.elements(alien_sdk_core::internal::span::NodeId(Document::ROOT.0 + 1));
        let method = calls.number(parts.next()?)?;
        let id = calls.str(parts.next()?)?;
        let is_constructor = |name| method == f64::from(number(name));
        (is_constructor("container") || is_constructor("stack")).then(|| id.to_owned())
    }

    /// The source location of a call, if it was recorded.
    fn site(&self, py: Python<'_>, call: u32) -> Option<wire::CallSite> {
        let number = |(number, _): &(u32, Site)| *number;
        let at = self.sites.binary_search_by_key(&call, number).ok()?;
        let (_, site) = self.sites.get(at)?;
        Some(wire::CallSite {
            file: site.file(py)?,
            line: site.line(),
            column: None,
        })
    }

    /// Formats the calls as Python code. Only scalar arguments are shown, since others may be secret.
    pub fn text(&mut self) -> String {
        self.writer.close(0, 0);
        let calls = self.writer.document();
        let all = calls.elements(Document::ROOT);
        let text = all.map(|call| call_text(calls, call, &PYTHON)).collect();
        self.writer.reopen(Document::ROOT);
        text
    }
}
