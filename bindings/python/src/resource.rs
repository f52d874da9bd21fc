//! Built resources: containers, and resources that only have a type and an ID.

use std::hash::{DefaultHasher, Hash, Hasher};

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::secret::mask;
use alien_sdk_core::internal::validate::DocumentKind;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use crate::built::Built;
use crate::json;

/// A built resource. It is valid and immutable.
///
/// >>> uploads = alien.Storage("uploads").build()
/// >>> uploads.ref()
/// {'type': 'storage', 'id': 'uploads'}
#[pyclass(frozen, generic, module = "alien")]
pub struct Resource {
    declaration: Declaration,
}

enum Declaration {
    Container(Built),
    /// A type and an ID, without other keys. The ID is any object that a program passed.
    TypeAndId {
        kind: String,
        id: Py<PyAny>,
    },
}

impl Resource {
    /// Creates a built container.
    pub fn container(built: Built) -> Self {
        Self {
            declaration: Declaration::Container(built),
        }
    }
}

/// Restores a pickled container.
// def _resource(json: str, warnings: tuple[Diagnostic, ...]) -> Resource[ContainerConfig]
#[pyfunction(name = "_resource")]
pub fn restore_resource(json: String, warnings: Py<PyTuple>) -> Resource {
    Resource::container(Built::restore(json, warnings))
}

/// Creates a resource that has a type and an ID, but no other keys.
// def _declared(kind: str, id: str) -> Resource[ResourceRef]
#[pyfunction(name = "_declared")]
pub fn declare_resource(kind: String, id: Py<PyAny>) -> Resource {
    Resource {
        declaration: Declaration::TypeAndId { kind, id },
    }
}

#[pymethods]
impl Resource {
    /// The type: `"container"`, `"storage"`, …
    // def type(self) -> str
    #[getter(r#type)]
    pub fn kind(&self) -> &str {
        match &self.declaration {
            Declaration::Container(_) => "container",
            Declaration::TypeAndId { kind, .. } => kind,
        }
    }

    /// The ID.
    // def id(self) -> str
    #[getter]
    pub fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match &self.declaration {
            Declaration::Container(built) => built.id(py),
            Declaration::TypeAndId { id, .. } => Ok(id.bind(py).clone()),
        }
    }

    /// The normalised declaration, with all defaults filled in. Each access returns a new dict.
    // def config(self) -> _Config_co
    #[getter]
    pub fn config<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        match &self.declaration {
            Declaration::Container(built) => built.config(py),
            Declaration::TypeAndId { .. } => self.r#ref(py),
        }
    }

    /// The warnings and infos, in the order of the declaration.
    // def warnings(self) -> tuple[Diagnostic, ...]
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> Bound<'py, PyTuple> {
        match &self.declaration {
            Declaration::Container(built) => built.warnings(py),
            Declaration::TypeAndId { .. } => PyTuple::empty(py),
        }
    }

    /// Returns the type and ID of the resource, as used in links.
    // def ref(self) -> ResourceRef
    pub fn r#ref<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let reference = PyDict::new(py);
        reference.set_item(intern!(py, "type"), self.kind())?;
        reference.set_item(intern!(py, "id"), self.id(py)?)?;
        Ok(reference)
    }

    /// Returns the normalised declaration as a new dict.
    // def to_dict(self) -> _Config_co
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.config(py)
    }

    /// Returns the normalised declaration as JSON text. Equal containers have the same text in every language.
    // def to_json(self) -> str
    fn to_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match &self.declaration {
            Declaration::Container(built) => Ok(built.json().into_pyobject(py)?.into_any()),
            Declaration::TypeAndId { .. } => {
                let options = PyDict::new(py);
                options.set_item("ensure_ascii", false)?;
                options.set_item("separators", (",", ":"))?;
                let dumps = py.import("json")?.getattr("dumps")?;
                dumps.call((self.r#ref(py)?,), Some(&options))
            }
        }
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        match &self.declaration {
            Declaration::Container(built) => built.repr(py, "Container"),
            Declaration::TypeAndId { kind, id } => {
                let (first, rest) = kind.split_at_checked(1).unwrap_or_default();
                let class = first.to_ascii_uppercase() + rest;
                let id = id.bind(py);
                let id = match id.cast::<PyString>() {
                    Ok(text) => mask(&text.to_cow()?).into_pyobject(py)?.repr()?,
                    Err(_) => id.repr()?,
                };
                Ok(format!("{class}({id}).build()"))
            }
        }
    }

    // def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        let py = other.py();
        match (&self.declaration, &other.get().declaration) {
            (Declaration::Container(built), Declaration::Container(other)) => {
                Ok(built.json() == other.json())
            }
            (
                Declaration::TypeAndId { kind, id },
                Declaration::TypeAndId {
                    kind: other_kind,
                    id: other_id,
                },
            ) => Ok(kind == other_kind && id.bind(py).eq(other_id)?),
            _ => Ok(false),
        }
    }

    // def __hash__(self) -> int
    fn __hash__(&self, py: Python<'_>) -> PyResult<u64> {
        let mut hasher = DefaultHasher::new();
        match &self.declaration {
            Declaration::Container(built) => built.json().hash(&mut hasher),
            Declaration::TypeAndId { kind, id } => (kind, id.bind(py).hash()?).hash(&mut hasher),
        }
        Ok(hasher.finish())
    }

    // def __reduce__(self) -> tuple[Any, tuple[Any, ...]]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let native = py.import("alien._native")?;
        match &self.declaration {
            Declaration::Container(built) => {
                (native.getattr("_resource")?, built.state(py)).into_pyobject(py)
            }
            Declaration::TypeAndId { kind, id } => {
                (native.getattr("_declared")?, (kind, id)).into_pyobject(py)
            }
        }
    }

    // def __copy__(self) -> Self
    fn __copy__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }

    // def __deepcopy__(self, _memo: dict[int, Any], /) -> Self
    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf.clone()
    }

    /// Defines how pydantic validates and serializes a field of this type.
    // def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any
    #[classmethod]
    fn __get_pydantic_core_schema__<'py>(
        class: &Bound<'py, PyType>,
        source: &Bound<'py, PyAny>,
        _handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = class.py();
        let native = py.import("alien._native")?;
        let (read, declare) = (native.getattr("_read")?, native.getattr("_declared")?);
        let core_schema = py.import("alien._pydantic")?.getattr("core_schema")?;
        core_schema.call1((class, source, read, declare))
    }

    /// Defines the JSON Schema of a field of this type in pydantic: the schema of a container, or also of other resources.
    // def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any
    #[classmethod]
    fn __get_pydantic_json_schema__<'py>(
        class: &Bound<'py, PyType>,
        core_schema: &Bound<'py, PyAny>,
        _handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = class.py();
        let container = json::to_dict(py, &functions::json_schema(DocumentKind::Container))?;
        let json_schema = py
            .import("alien._pydantic")?
            .getattr("resource_json_schema")?;
        json_schema.call1((core_schema, container))
    }
}
