//! The results of builders.

use std::hash::{DefaultHasher, Hash, Hasher};

use alien_sdk_core::internal::document::Document;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::secret::mask;
use alien_sdk_core::internal::wire;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use crate::plain;
use crate::report::Found;
use crate::values::Values;

/// A built resource. It is valid and immutable.
///
/// >>> uploads = alien.Storage("uploads").build()
/// >>> uploads.ref()
/// {'type': 'storage', 'id': 'uploads'}
#[pyclass(frozen, generic, module = "alien")]
pub struct Resource {
    of: Of,
}

enum Of {
    /// A container: its normalised JSON, and its warnings.
    Container { json: String, warnings: Found },
    /// A resource that is declared by its type and ID only. The ID is any object that a program passed.
    Other { kind: String, id: Py<PyAny> },
}

impl Resource {
    /// Creates a built container.
    pub fn container(json: String, found: Vec<wire::Diagnostic>) -> Self {
        let warnings = Found::new(found);
        Self {
            of: Of::Container { json, warnings },
        }
    }
}

impl Resource {
    /// Writes the type and ID, as [`Self::ref`] returns them.
    pub fn write_ref(&self, py: Python<'_>, values: &mut Values) -> PyResult<()> {
        values.open_object();
        values.text("type");
        values.text(self.kind());
        values.text("id");
        match &self.of {
            Of::Container { .. } => values.value(&self.id(py)?)?,
            Of::Other { id, .. } => values.value(id.bind(py))?,
        }
        values.close();
        Ok(())
    }
}

/// Restores a pickled container.
#[pyfunction(name = "_resource")]
pub fn restore_resource(json: String, warnings: String) -> Resource {
    let warnings = Found::from_json(warnings);
    Resource {
        of: Of::Container { json, warnings },
    }
}

/// Creates a resource that is declared by its type and ID only.
#[pyfunction(name = "_declared")]
pub fn declared(kind: String, id: Py<PyAny>) -> Resource {
    Resource {
        of: Of::Other { kind, id },
    }
}

#[pymethods]
impl Resource {
    /// The type: `"container"`, `"storage"`, …
    #[getter(r#type)]
    fn kind(&self) -> &str {
        match &self.of {
            Of::Container { .. } => "container",
            Of::Other { kind, .. } => kind,
        }
    }

    /// The ID.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match &self.of {
            Of::Container { json, .. } => {
                let document = plain::read(json);
                let id = document.get(Document::ROOT, "id");
                let id = id.and_then(|id| document.str(id));
                Ok(id.into_pyobject(py)?)
            }
            Of::Other { id, .. } => Ok(id.bind(py).clone()),
        }
    }

    /// The normalised declaration, with all defaults filled in. Each access returns a new dict.
    #[getter]
    pub fn config<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        match &self.of {
            Of::Container { json, .. } => plain::dict(py, json),
            Of::Other { .. } => self.r#ref(py),
        }
    }

    /// The warnings and infos, in the order of the declaration.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        match &self.of {
            Of::Container { warnings, .. } => warnings.objects(py),
            Of::Other { .. } => Ok(PyTuple::empty(py)),
        }
    }

    /// Returns the type and ID of the resource, as used in links.
    pub fn r#ref<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let reference = PyDict::new(py);
        reference.set_item(intern!(py, "type"), self.kind())?;
        reference.set_item(intern!(py, "id"), self.id(py)?)?;
        Ok(reference)
    }

    /// Returns the normalised declaration as a new dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.config(py)
    }

    /// Returns the normalised declaration as JSON text. Equal containers have the same text in every language.
    fn to_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match &self.of {
            Of::Container { json, .. } => Ok(json.into_pyobject(py)?.into_any()),
            Of::Other { .. } => {
                let options = PyDict::new(py);
                options.set_item("ensure_ascii", false)?;
                options.set_item("separators", (",", ":"))?;
                let dumps = py.import("json")?.getattr("dumps")?;
                dumps.call((self.r#ref(py)?,), Some(&options))
            }
        }
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        match &self.of {
            Of::Container { json, .. } => {
                let config = plain::dict(py, &functions::masked_text(json))?;
                Ok(format!("Container.from_config({}).build()", config.repr()?))
            }
            Of::Other { kind, id } => {
                let (first, rest) = kind.split_at_checked(1).unwrap_or_default();
                let class = first.to_ascii_uppercase() + rest;
                let id = id.bind(py);
                let shown = match id.cast::<PyString>() {
                    Ok(text) => mask(&text.to_cow()?).into_pyobject(py)?.repr()?,
                    Err(_) => id.repr()?,
                };
                Ok(format!("{class}({shown}).build()"))
            }
        }
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        let py = other.py();
        match (&self.of, &other.get().of) {
            (Of::Container { json, .. }, Of::Container { json: other, .. }) => Ok(json == other),
            (
                Of::Other { kind, id },
                Of::Other {
                    kind: of,
                    id: other,
                },
            ) if kind == of => id.bind(py).eq(other),
            _ => Ok(false),
        }
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<u64> {
        let mut hasher = DefaultHasher::new();
        match &self.of {
            Of::Container { json, .. } => json.hash(&mut hasher),
            Of::Other { kind, id } => (kind, id.bind(py).hash()?).hash(&mut hasher),
        }
        Ok(hasher.finish())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let native = py.import("alien._native")?;
        match &self.of {
            Of::Container { json, warnings } => {
                let state = (json, warnings.json()?);
                (native.getattr("_resource")?, state).into_pyobject(py)
            }
            Of::Other { kind, id } => (native.getattr("_declared")?, (kind, id)).into_pyobject(py),
        }
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf.clone()
    }

    /// Defines how pydantic validates and serializes a field of this type.
    #[classmethod]
    fn __get_pydantic_core_schema__<'py>(
        class: &Bound<'py, PyType>,
        source: &Bound<'py, PyAny>,
        handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let schema = class
            .py()
            .import("alien._pydantic")?
            .getattr("core_schema")?;
        schema.call1((source, handler))
    }

    /// Defines the JSON Schema of a field of this type in pydantic: the schema of a container.
    #[classmethod]
    fn __get_pydantic_json_schema__<'py>(
        class: &Bound<'py, PyType>,
        core_schema: &Bound<'py, PyAny>,
        handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let schema = class
            .py()
            .import("alien._pydantic")?
            .getattr("json_schema")?;
        schema.call1((core_schema, handler))
    }
}
