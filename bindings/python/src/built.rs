//! What the builders of containers and stacks return: a valid declaration.

use alien_sdk_core::internal::document::Document;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::secret::mask;
use alien_sdk_core::internal::wire;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::diagnostics;
use crate::json;

/// The maximum number of resources that the summary of a stack lists.
const MAX_LISTED: usize = 10;

/// A valid declaration as normalised JSON, with its warnings and infos.
pub struct Built {
    json: String,
    warnings: Py<PyTuple>,
}

impl Built {
    /// Creates a declaration from results of the core.
    pub fn new(py: Python<'_>, json: String, warnings: Vec<wire::Diagnostic>) -> PyResult<Self> {
        let warnings = diagnostics::to_python(py, warnings)?.unbind();
        Ok(Self { json, warnings })
    }

    /// Restores a declaration from its [`state`](Self::state).
    pub fn restore(json: String, warnings: Py<PyTuple>) -> Self {
        Self { json, warnings }
    }

    /// Returns what is pickled: the normalised JSON and the warnings.
    pub fn state<'py>(&self, py: Python<'py>) -> (&str, &Bound<'py, PyTuple>) {
        (&self.json, self.warnings.bind(py))
    }

    /// The normalised JSON.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// Returns the ID.
    pub fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let document = json::parse(&self.json);
        let id = document.get(Document::ROOT, "id");
        Ok(id.and_then(|id| document.str(id)).into_pyobject(py)?)
    }

    /// Returns the normalised declaration as a new dict.
    pub fn config<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json::to_dict(py, &self.json)
    }

    /// Returns the warnings and infos as a tuple.
    pub fn warnings<'py>(&self, py: Python<'py>) -> Bound<'py, PyTuple> {
        self.warnings.bind(py).clone()
    }

    /// Returns Python code that builds the declaration with the builder `class`. Values that may be secret are masked.
    pub fn repr(&self, py: Python<'_>, class: &str) -> PyResult<String> {
        let config = json::to_dict(py, &functions::mask_json(&self.json))?;
        Ok(format!("{class}.from_config({}).build()", config.repr()?))
    }

    /// Returns one line about a stack: its ID, and the types and IDs of its resources.
    pub fn summary(&self) -> String {
        let document = json::parse(&self.json);
        let text = |object, key| {
            let value = document
                .get(object, key)
                .and_then(|value| document.str(value));
            mask(value.unwrap_or_default()).into_owned()
        };
        let resources = document.get(Document::ROOT, "resources");
        let resources = resources.map(|resources| document.members(resources));
        let mut listed = Vec::new();
        let mut count = 0;
        for (_, resource) in resources.into_iter().flatten() {
            count += 1;
            if listed.len() < MAX_LISTED
                && let Some(config) = document.get(resource, "config")
            {
                listed.push(format!("{} {:?}", text(config, "type"), text(config, "id")));
            }
        }
        if count > listed.len() {
            listed.push(format!("{} more", count - listed.len()));
        }
        let id = text(Document::ROOT, "id");
        match listed.as_slice() {
            [] => format!("stack {id:?} without resources"),
            listed => format!("stack {id:?} of {}", listed.join(", ")),
        }
    }
}
