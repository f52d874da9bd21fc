//! What the builders of containers and stacks return: a valid declaration.

use alien_sdk_core::internal::document::Document;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::wire;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::json;
use crate::report::Diagnostics;

/// A valid declaration as normalised JSON, with its warnings and infos.
pub struct Built {
    json: String,
    warnings: Diagnostics,
}

impl Built {
    /// Creates a declaration from results of the core.
    pub fn new(json: String, warnings: Vec<wire::Diagnostic>) -> Self {
        Self {
            json,
            warnings: Diagnostics::new(warnings),
        }
    }

    /// Restores a declaration from its [`state`](Self::state).
    pub fn restore(json: String, warnings: String) -> Self {
        Self {
            json,
            warnings: Diagnostics::from_json(warnings),
        }
    }

    /// Returns what is pickled: the normalised JSON, and the warnings as JSON text.
    pub fn state(&self) -> PyResult<(&str, &str)> {
        Ok((&self.json, self.warnings.json()?))
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
    pub fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.warnings.objects(py)
    }

    /// Returns Python code that builds the declaration with the builder `class`. Values that may be secret are masked.
    pub fn repr(&self, py: Python<'_>, class: &str) -> PyResult<String> {
        let config = json::to_dict(py, &functions::mask_json(&self.json))?;
        Ok(format!("{class}.from_config({}).build()", config.repr()?))
    }
}
