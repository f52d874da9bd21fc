//! Records the calls of a builder: the methods and arguments in a document, and the file and line of each call.

use alien_sdk_core::internal::builder::METHODS;
use alien_sdk_core::internal::document::{Document, Foreign, Limits, Source, Writer, node};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::PYTHON;
use alien_sdk_core::internal::span::NodeId;
use alien_sdk_core::internal::validate::Options;
use alien_sdk_core::internal::wire::{self, Report};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::buffer_pool;
use crate::call_sites::{self, CallSite};
use crate::json;
use crate::pickled_call::{PickledCall, pickled_call};
use crate::value_writer::ValueWriter;

/// Returns the number of a method, which is its index in [`METHODS`].
pub const fn method_number(name: &str) -> u32 {
    let mut rest = METHODS.as_slice();
    let mut number = 0;
    while let [method, others @ ..] = rest
        && !is_equal(method.name.as_bytes(), name.as_bytes())
    {
        (rest, number) = (others, number + 1);
    }
    // This function is only called in constants, where a failed assertion is a compile error.
    assert!(!rest.is_empty(), "no such method");
    number
}

const fn is_equal(left: &[u8], right: &[u8]) -> bool {
    match (left, right) {
        ([], []) => true,
        ([first, left @ ..], [second, right @ ..]) => *first == *second && is_equal(left, right),
        _ => false,
    }
}

/// The limits of an argument. It is nested one level deeper than the declaration, so one level less is left for it.
fn argument_limits() -> Limits {
    let mut limits = Limits::default();
    limits.depth -= 1;
    limits
}

/// The calls of one builder.
pub struct Calls {
    // INVARIANT: the root is an open array, whose elements are the calls so far.
    writer: Writer<'static>,
    count: u32,
    /// The index and call site of each call whose site was recorded, in ascending order.
    sites: Vec<(u32, CallSite)>,
}

impl Drop for Calls {
    fn drop(&mut self) {
        let empty = Writer::new("", Source::Value, Default::default());
        let calls = std::mem::replace(&mut self.writer, empty).finish();
        let size = calls.node_count();
        buffer_pool::return_calls(calls.into_buffers(), size);
    }
}

/// A call that has not been added to a builder yet.
pub struct RecordedCall {
    method: u32,
    document: Document<'static>,
    site: Option<CallSite>,
}

impl RecordedCall {
    /// Records a call of a method. `write_arguments` may run Python code, so no lock may be held.
    pub fn new(
        py: Python<'_>,
        method: u32,
        write_arguments: impl FnOnce(&mut ValueWriter) -> PyResult<()>,
    ) -> PyResult<Self> {
        Self::with_site(method, call_sites::current(py), write_arguments)
    }

    /// Records a call that was made at a site.
    pub fn with_site(
        method: u32,
        site: Option<CallSite>,
        write_arguments: impl FnOnce(&mut ValueWriter) -> PyResult<()>,
    ) -> PyResult<Self> {
        let mut writer = ValueWriter::new(argument_limits());
        writer.open_array();
        writer.write_number(method.into());
        write_arguments(&mut writer)?;
        writer.close();
        Ok(Self {
            method,
            document: writer.finish(),
            site,
        })
    }
}

impl Calls {
    /// Creates an empty list of calls.
    pub fn new() -> Self {
        let mut writer = Writer::new("", Source::Value, buffer_pool::take_calls());
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

    /// Adds a call. If it uses another builder, a copy of the calls of that builder is added first.
    pub fn add(&mut self, py: Python<'_>, call: RecordedCall, builder: Option<&Self>) {
        let RecordedCall {
            method,
            document,
            site,
        } = call;
        let mark = self.writer.mark();
        if let Some(builder) = builder {
            self.writer.append_inner(builder.writer.document());
        }
        self.writer.append(&document);
        if self.writer.is_full(&Limits::default()) {
            self.writer.rewind(mark);
            let method = builder.map_or(method, |_| const { method_number("add") });
            self.writer.open(node::ARRAY, 0);
            self.writer.number(method.into());
            self.writer.foreign(Foreign::TooLarge);
            self.writer.close(0, 0);
        } else if let Some(builder) = builder {
            let sites = builder.sites.iter();
            let sites = sites.map(|(call, site)| (self.count + call, site.clone_ref(py)));
            self.sites.extend(sites);
            self.count += builder.count;
        }
        self.sites.extend(site.map(|site| (self.count, site)));
        self.count += 1;
        let size = document.node_count();
        buffer_pool::return_input(document.into_buffers(), size);
    }

    /// Validates the calls. Returns the normalised JSON of the declaration, which is empty if there is an error, and
    /// the report, which is `None` if there are no diagnostics.
    pub fn build(&mut self, py: Python<'_>) -> (String, Option<Report>) {
        self.writer.close(0, 0);
        let (calls, options) = (self.writer.document(), Options::default());
        let mut json = String::with_capacity(1024);
        let mut buffers = buffer_pool::take_declaration();
        let mut report = functions::build(calls, &PYTHON, &options, &mut buffers, &mut json);
        buffer_pool::return_declaration(buffers, calls.node_count());
        if let Some(report) = &mut report {
            report.add_call_sites(|call| self.site(py, call));
        }
        self.writer.reopen(Document::ROOT);
        (json, report)
    }

    /// Returns the ID that was passed to the constructor, if it is a string.
    pub fn id(&self) -> Option<String> {
        let calls = self.writer.document();
        // The first call is the node after the root. `elements` can't be used for the root, since it is still open.
        let first_call = NodeId(Document::ROOT.0 + 1);
        let mut parts = calls.elements(first_call);
        let method = calls.number(parts.next()?)?;
        let id = calls.str(parts.next()?)?;
        let is_constructor = |name| method == f64::from(method_number(name));
        (is_constructor("container") || is_constructor("stack")).then(|| id.to_owned())
    }

    /// Returns the ID that was passed to the constructor, or that the existing declaration has; `None` if it is absent or
    /// not a scalar. Creating a scalar runs no Python code, not even that of a garbage collection.
    pub fn declared_id<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let calls = self.writer.document();
        let mut parts = calls.elements(NodeId(Document::ROOT.0 + 1));
        let method = parts.next().and_then(|method| calls.number(method));
        let is_existing = method == Some(f64::from(method_number("from")));
        let given = parts.next();
        let id = given.and_then(|given| match is_existing {
            true => calls.get(given, "id"),
            false => Some(given),
        });
        let is_scalar = |id: &NodeId| calls.scalar(*id).is_some();
        let scalar = id.filter(is_scalar);
        scalar.map(|id| json::to_python(py, calls, id)).transpose()
    }

    /// Returns the site of a call, if it was recorded.
    fn site(&self, py: Python<'_>, call: u32) -> Option<wire::CallSite> {
        let position = self.sites.binary_search_by_key(&call, |(call, _)| *call);
        let (_, site) = self.sites.get(position.ok()?)?;
        Some(wire::CallSite {
            file: site.file(py)?,
            line: site.line(),
            column: None,
        })
    }

    /// Returns the calls as Python code. Only scalar arguments are shown, since others may contain secrets.
    pub fn python_code(&mut self) -> String {
        self.writer.close(0, 0);
        let code = functions::call_texts(self.writer.document(), &PYTHON).concat();
        self.writer.reopen(Document::ROOT);
        code
    }

    /// Returns the calls as they are pickled.
    pub fn pickled<'py>(&mut self, py: Python<'py>) -> PyResult<Vec<PickledCall<'py>>> {
        self.writer.close(0, 0);
        let calls = self.writer.document();
        let pickled = calls
            .elements(Document::ROOT)
            .zip(0..)
            .map(|(call, index)| {
                let position = self.sites.binary_search_by_key(&index, |(call, _)| *call);
                let site = position.ok().and_then(|position| self.sites.get(position));
                pickled_call(py, calls, call, site.map(|(_, site)| site))
            });
        let pickled = pickled.collect();
        self.writer.reopen(Document::ROOT);
        pickled
    }

    /// Records pickled calls again.
    pub fn restored(py: Python<'_>, pickled: Vec<PickledCall<'_>>) -> PyResult<Self> {
        let mut calls = Self::new();
        for (name, arguments, site) in pickled {
            let method = METHODS.iter().position(|method| method.name == name);
            let method = method.and_then(|method| u32::try_from(method).ok());
            let method = method.ok_or_else(|| {
                PyValueError::new_err(format!(
                    "this version of alien-sdk has no method `{name}`; unpickle the builder with the version that pickled it"
                ))
            })?;
            let site = site.map(|(file, line)| CallSite::restored(file, line));
            let call = RecordedCall::with_site(method, site, |writer| {
                arguments
                    .iter()
                    .try_for_each(|argument| writer.write_value(argument))
            })?;
            calls.add(py, call, None);
        }
        Ok(calls)
    }
}
