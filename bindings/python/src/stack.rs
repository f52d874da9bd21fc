//! The stack builder and its result.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use alien_sdk_core::internal::document::Document;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::DocumentKind;
use alien_sdk_core::internal::wire::Report;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple, PyType};

use crate::calls::{Calls, Recorded, number};
use crate::methods::{Builder, either, link, one, record};
use crate::plain;
use crate::report::{Found, refusal};
use crate::resource::Resource;
use crate::values::{Given, Values};

/// Declares a stack: resources that are deployed together.
///
/// As with containers, `build()` validates all calls together: first each container, then the relations between
/// resources, such as links.
///
/// >>> uploads = alien.Storage("uploads").build()
/// >>> stack = (
/// ...     alien.Stack("my-app")
/// ...     .permissions(profiles={"execution": {}})
/// ...     .add(uploads, "frozen")
/// ...     .add(api, "live", dependencies=[uploads])
/// ...     .build()
/// ... )
/// >>> list(stack.config["resources"])
/// ['uploads', 'api']
#[pyclass(frozen, subclass, module = "alien")]
pub struct Stack {
    calls: Mutex<Calls>,
}

/// The result of a method: its builder.
type Same<'py> = PyResult<Bound<'py, Stack>>;

impl Stack {
    // INVARIANT: nothing that may run Python code is called while this is held.
    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Builder for Stack {
    fn add_call(&self, call: Recorded) {
        self.calls().add(call);
    }
}

#[pymethods]
impl Stack {
    #[new]
    #[pyo3(signature = (*_arguments, **_keywords), text_signature = "(id)")]
    fn new(_arguments: &Bound<'_, PyTuple>, _keywords: Option<&Bound<'_, PyDict>>) -> Self {
        Self {
            calls: Mutex::new(Calls::new()),
        }
    }

    fn __init__<'py>(slf: &Bound<'py, Self>, id: &Bound<'py, PyAny>) -> PyResult<()> {
        one(slf, const { number("stack") }, id).map(drop)
    }

    /// Creates a builder from an existing declaration. Adding a resource replaces an existing one with the same ID.
    ///
    /// >>> jobs = alien.Queue("jobs").build()
    /// >>> larger = alien.Stack.from_config({"id": "my-app", "resources": {}}).add(jobs, "frozen").build()
    #[classmethod]
    fn from_config<'py>(class: &Bound<'py, PyType>, config: &Bound<'py, PyAny>) -> Same<'py> {
        let made = class.call_method1(intern!(class.py(), "__new__"), (class,))?;
        one(made.cast::<Self>()?, const { number("fromStack") }, config)
    }

    /// Sets the permission profiles, which containers refer to by name.
    ///
    /// >>> builder = alien.Stack("my-app").permissions(profiles={"execution": {}})
    #[pyo3(signature = (permissions=Given(None), /, *, profiles=Given(None)))]
    fn permissions<'py>(
        slf: &Bound<'py, Self>,
        permissions: Given<'_, 'py>,
        profiles: Given<'_, 'py>,
    ) -> Same<'py> {
        let method = const { number("permissions") };
        let named = [("profiles", "profiles", profiles)];
        either(slf, method, "permissions", &permissions, &named)
    }

    /// Adds a resource: a built resource, or a declaration. A `"live"` resource is deployed again with every
    /// release, a `"frozen"` one only with the first release. Containers must be `"live"`.
    ///
    /// >>> keys = alien.Vault("keys").build()
    /// >>> builder = alien.Stack("my-app").add(keys, "frozen").add(api, "live", dependencies=[keys])
    #[pyo3(signature = (resource, lifecycle, options=Given(None), /, *, dependencies=Given(None), remote_access=Given(None)))]
    fn add<'py>(
        slf: &Bound<'py, Self>,
        resource: &Bound<'py, PyAny>,
        lifecycle: &Bound<'py, PyAny>,
        options: Given<'_, 'py>,
        dependencies: Given<'_, 'py>,
        remote_access: Given<'_, 'py>,
    ) -> Same<'py> {
        let named = [
            ("dependencies", dependencies.0),
            ("remoteAccess", remote_access.0),
        ];
        let keyword = named.iter().find(|(_, value)| value.is_some());
        if let (Some(_), Some((keyword, _))) = (options.0, keyword) {
            return Err(PyTypeError::new_err(format!(
                "add() takes options as a dict or as keyword arguments, but got a third argument and '{keyword}'"
            )));
        }
        record(slf, const { number("add") }, |call| {
            declared(call, resource)?;
            call.value(lifecycle)?;
            if let Some(options) = options.0 {
                return call.value(&options);
            }
            if keyword.is_some() {
                call.open_object();
                for (name, value) in &named {
                    if let Some(value) = value {
                        call.text(name);
                        references(call, value)?;
                    }
                }
                call.close();
            }
            Ok(())
        })
    }

    /// Validates all calls and returns the immutable stack. Doesn't change the builder. Raises a `ValidationError`
    /// that lists all problems if there is any error.
    ///
    /// >>> alien.Stack("my-app").add(alien.Kv("cache").build(), "frozen").build().id
    /// 'my-app'
    fn build(slf: &Bound<'_, Self>) -> PyResult<BuiltStack> {
        let py = slf.py();
        let mut calls = slf.get().calls();
        let (json, report) = calls.build(py);
        let report = report.unwrap_or(Report {
            valid: true,
            ..Report::default()
        });
        if report.valid {
            let warnings = Found::new(report.diagnostics);
            return Ok(BuiltStack { json, warnings });
        }
        let id = calls.id();
        drop(calls);
        Err(refusal(py, report, DocumentKind::Stack, id.as_deref()))
    }

    /// Shows the calls so far with their scalar arguments only, since others may be secret.
    fn __repr__(&self) -> String {
        self.calls().text()
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> Same<'py> {
        let py = slf.py();
        let class = slf.get_type();
        let made = class.call_method1(intern!(py, "__new__"), (class.clone(),))?;
        let made = made.cast_into::<Self>()?;
        // The copy may be the builder itself, whose calls can only be locked once.
        let calls = slf.get().calls().copy(py);
        *made.get().calls() = calls;
        Ok(made)
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Same<'py> {
        Self::__copy__(slf)
    }
}

/// Writes the first argument of `add`: a declaration, or a resource that is declared by its ID only.
fn declared(call: &mut Values, resource: &Bound<'_, PyAny>) -> PyResult<()> {
    let is_declaration =
        resource.is_instance_of::<Resource>() || resource.is_instance_of::<PyDict>();
    if is_declaration || !resource.hasattr("ref").unwrap_or(false) {
        return call.value(resource);
    }
    link(call, resource)
}

/// Writes a list of resources as the results of their `ref()`, and any other value as it is.
fn references(call: &mut Values, value: &Bound<'_, PyAny>) -> PyResult<()> {
    if !value.is_instance_of::<PyList>() && !value.is_instance_of::<PyTuple>() {
        return call.value(value);
    }
    call.open_array();
    for resource in value.try_iter()? {
        link(call, &resource?)?;
    }
    call.close();
    Ok(())
}

/// A built stack. It is valid and immutable.
#[pyclass(frozen, module = "alien")]
pub struct BuiltStack {
    json: String,
    warnings: Found,
}

/// Restores a pickled stack.
#[pyfunction(name = "_stack")]
pub fn restore_stack(json: String, warnings: String) -> BuiltStack {
    let warnings = Found::from_json(warnings);
    BuiltStack { json, warnings }
}

impl BuiltStack {
    /// The normalised JSON.
    pub fn json(&self) -> &str {
        &self.json
    }
}

#[pymethods]
impl BuiltStack {
    /// The ID.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let document = plain::read(&self.json);
        let id = document.get(Document::ROOT, "id");
        Ok(id.and_then(|id| document.str(id)).into_pyobject(py)?)
    }

    /// The normalised declaration, with all defaults filled in. Each access returns a new dict.
    #[getter]
    fn config<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain::dict(py, &self.json)
    }

    /// The warnings and infos, in the order of the declaration.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.warnings.objects(py)
    }

    /// Returns the normalised declaration as a new dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.config(py)
    }

    /// Returns the normalised declaration as JSON text. Equal stacks have the same text in every language.
    fn to_json(&self) -> &str {
        &self.json
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let config = plain::dict(py, &functions::masked_text(&self.json))?;
        Ok(format!("Stack.from_config({}).build()", config.repr()?))
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> bool {
        self.json == other.get().json
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.json.hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.import("alien._native")?.getattr("_stack")?;
        (restore, (&self.json, self.warnings.json()?)).into_pyobject(py)
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf.clone()
    }
}
