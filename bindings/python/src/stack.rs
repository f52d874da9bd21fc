//! The builder of stacks.

use alien_sdk_core::internal::validate::DocumentKind;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple, PyType};

use crate::arguments::{OMITTED, OptionalArgument, reject_unknown, required, write_reference};
use crate::builder::{
    self, Builder, SharedCalls, record, record_argument, record_argument_or_keywords,
    record_with_builder,
};
use crate::built_stack::BuiltStack;
use crate::calls::method_number;
use crate::container::Container;
use crate::foreign::is_ordered_iterable;
use crate::report::Report;
use crate::resource::Resource;
use crate::value_writer::ValueWriter;

/// Declares a stack: resources that are deployed together.
///
/// As with containers, `build()` validates all calls together: first each container, then the relations between
/// resources, such as links. Containers needn't be built before they are added.
///
/// Each method changes the builder and returns it; it doesn't return a new one. `clone()` copies a builder.
///
/// >>> uploads = alien.Storage("uploads")
/// >>> web = (
/// ...     alien.Container("web")
/// ...     .code(type="image", image="ghcr.io/acme/web:v1")
/// ...     .cpu(1)
/// ...     .memory("1Gi")
/// ...     .port(8080)
/// ...     .link(uploads)
/// ...     .permissions("execution")
/// ... )
/// >>> stack = (
/// ...     alien.Stack("my-app")
/// ...     .permissions(profiles={"execution": {}})
/// ...     .add(uploads, "frozen")
/// ...     .add(web, "live", dependencies=[uploads])
/// ...     .build()
/// ... )
/// >>> list(stack.config["resources"])
/// ['uploads', 'web']
#[pyclass(frozen, subclass, module = "alien")]
pub struct Stack {
    calls: SharedCalls,
}

/// The option of a resource that lists other resources.
const DEPENDENCIES: &str = "dependencies";

/// What a method returns: the builder itself.
type BuilderResult<'py> = PyResult<Bound<'py, Stack>>;

impl Builder for Stack {
    const KIND: DocumentKind = DocumentKind::Stack;
    const FROM_CONFIG: u32 = method_number("fromStack");

    fn calls(&self) -> &SharedCalls {
        &self.calls
    }
}

#[pymethods]
impl Stack {
    #[new]
    #[pyo3(signature = (*_arguments, **_keywords), text_signature = "(id)")]
    fn new(_arguments: &Bound<'_, PyTuple>, _keywords: Option<&Bound<'_, PyDict>>) -> Self {
        Self {
            calls: SharedCalls::new(),
        }
    }

    // def __init__(self, id: str) -> None
    fn __init__<'py>(slf: &Bound<'py, Self>, id: &Bound<'py, PyAny>) -> PyResult<()> {
        record_argument(slf, const { method_number("stack") }, id).map(drop)
    }

    /// Creates a builder from an existing declaration. Adding a resource replaces an existing one with the same ID.
    ///
    /// >>> jobs = alien.Queue("jobs").build()
    /// >>> larger = alien.Stack.from_config({"id": "my-app", "resources": {}}).add(jobs, "frozen").build()
    // def from_config(cls, config: Mapping[str, Any] | BuiltStack) -> Self
    #[classmethod]
    fn from_config<'py>(
        class: &Bound<'py, PyType>,
        config: &Bound<'py, PyAny>,
    ) -> BuilderResult<'py> {
        builder::from_config(class, config)
    }

    /// Returns a copy of this builder. Further calls of one of them don't change the other.
    ///
    /// >>> base = alien.Stack("my-app").add(alien.Kv("sessions"), "frozen")
    /// >>> larger = base.clone().add(alien.Queue("jobs"), "frozen")
    // def clone(self) -> Self
    fn clone<'py>(slf: &Bound<'py, Self>) -> BuilderResult<'py> {
        builder::copy(slf)
    }

    /// Sets the permission profiles, which containers refer to by name.
    ///
    /// >>> builder = alien.Stack("my-app").permissions(profiles={"execution": {}})
    // def permissions(self, permissions: PermissionsInput = ..., *, profiles: Mapping[str, Any] = ...) -> Self
    #[pyo3(
        signature = (permissions=OMITTED, *, profiles=OMITTED, **others),
        text_signature = "($self, permissions=..., *, profiles=...)"
    )]
    fn permissions<'py>(
        slf: &Bound<'py, Self>,
        permissions: OptionalArgument<'_, 'py>,
        profiles: OptionalArgument<'_, 'py>,
        others: Option<&Bound<'_, PyDict>>,
    ) -> BuilderResult<'py> {
        let method = const { method_number("permissions") };
        let keywords = [("profiles", "profiles", profiles)];
        reject_unknown("permissions", others, &["permissions"], &keywords)?;
        record_argument_or_keywords(slf, method, "permissions", permissions, &keywords)
    }

    /// Adds a resource: a built resource, a builder, or a declaration. A `"live"` resource is deployed with every
    /// release, and a `"frozen"` resource is deployed only with the first release. Containers must be `"live"`.
    ///
    /// The calls of a builder of a container are copied, so calls after this one don't change the stack. `build()`
    /// reports each of its problems at its own call.
    ///
    /// `dependencies` are the resources that must be deployed before this one. Keys that other parts of the platform read are
    /// passed as `options`: `add(db, "frozen", {"dependencies": [keys], "remoteAccess": True})`.
    ///
    /// >>> keys = alien.Vault("keys")
    /// >>> builder = alien.Stack("my-app").add(keys, "frozen").add(api, "live", dependencies=[keys])
    // def add(
    //     self,
    //     resource: Resource[Any] | Linkable | Mapping[str, Any],
    //     lifecycle: Lifecycle,
    //     options: AddOptions | Mapping[str, Any] = ...,
    //     *,
    //     dependencies: Sequence[Linkable | ResourceRef] | Iterator[Linkable | ResourceRef] = ...,
    // ) -> Self
    #[pyo3(
        signature = (resource=OMITTED, lifecycle=OMITTED, options=OMITTED, *, dependencies=OMITTED, **others),
        text_signature = "($self, resource, lifecycle, options=..., *, dependencies=...)"
    )]
    fn add<'py>(
        slf: &Bound<'py, Self>,
        resource: OptionalArgument<'_, 'py>,
        lifecycle: OptionalArgument<'_, 'py>,
        options: OptionalArgument<'_, 'py>,
        dependencies: OptionalArgument<'_, 'py>,
        others: Option<&Bound<'_, PyDict>>,
    ) -> BuilderResult<'py> {
        let keywords = [(DEPENDENCIES, DEPENDENCIES, dependencies)];
        let arguments = ["resource", "lifecycle", "options"];
        reject_unknown("add", others, &arguments, &keywords)?;
        let resource = required("add", "resource", resource)?;
        let lifecycle = required("add", "lifecycle", lifecycle)?;
        if options.0.is_some() && dependencies.0.is_some() {
            let message = "add() takes options or 'dependencies', but got both";
            return Err(PyTypeError::new_err(message));
        }
        let write_others = |writer: &mut ValueWriter| {
            writer.write_value(&lifecycle)?;
            match (options.0, dependencies.0) {
                (Some(options), _) => write_options(writer, &options),
                (None, Some(dependencies)) => {
                    writer.open_object();
                    writer.write_text(DEPENDENCIES);
                    write_references(writer, &dependencies)?;
                    writer.close();
                    Ok(())
                }
                (None, None) => Ok(()),
            }
        };
        if let Ok(builder) = resource.cast::<Container>() {
            let method = const { method_number("addBuilder") };
            return record_with_builder(slf, &builder.get().calls, method, write_others);
        }
        record(slf, const { method_number("add") }, |writer| {
            write_resource(writer, &resource)?;
            write_others(writer)
        })
    }

    /// Validates all calls and returns the immutable stack. Doesn't change the builder. Raises a `ValidationError`
    /// that lists all problems if there is any error.
    ///
    /// >>> alien.Stack("my-app").add(alien.Kv("cache").build(), "frozen").build().id
    /// 'my-app'
    // def build(self) -> BuiltStack
    fn build(slf: &Bound<'_, Self>) -> PyResult<BuiltStack> {
        builder::build(slf).map(BuiltStack)
    }

    /// Validates all calls as `build` does, but returns a report instead of raising its errors. Each diagnostic has the file and
    /// line of its call.
    ///
    /// >>> alien.Stack("my-app").add(alien.Kv("cache"), "frozen").validate().valid
    /// True
    // def validate(self) -> Report
    fn validate<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Report>> {
        builder::validate(slf)
    }

    fn __repr__(&self) -> String {
        self.calls.python_code()
    }

    // def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        builder::reduce(slf)
    }

    // def __copy__(self) -> Self
    fn __copy__<'py>(slf: &Bound<'py, Self>) -> BuilderResult<'py> {
        builder::copy(slf)
    }

    // def __deepcopy__(self, _memo: object) -> Self
    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        builder::copy(slf)
    }
}

/// Writes the first argument of `add`: a declaration as it is, or the type and ID of an object with a `ref()` method.
fn write_resource(writer: &mut ValueWriter, resource: &Bound<'_, PyAny>) -> PyResult<()> {
    let is_declaration =
        resource.is_instance_of::<Resource>() || resource.is_instance_of::<PyDict>();
    if is_declaration || !resource.hasattr("ref").unwrap_or(false) {
        return writer.write_value(resource);
    }
    write_reference(writer, resource)
}

/// Writes the options of a resource as an object, and each dependency as a reference.
fn write_options(writer: &mut ValueWriter, options: &Bound<'_, PyAny>) -> PyResult<()> {
    let Ok(dict) = options.cast_exact::<PyDict>() else {
        return writer.write_value(options);
    };
    let members: Result<Vec<(String, Bound<'_, PyAny>)>, PyErr> = dict
        .iter()
        .map(|(key, value)| Ok((key.extract()?, value)))
        .collect();
    // The core reports a key that is no string.
    let Ok(members) = members else {
        return writer.write_value(options);
    };
    writer.open_object();
    for (key, value) in members {
        writer.write_text(&key);
        match key.as_str() {
            DEPENDENCIES => write_references(writer, &value)?,
            _ => writer.write_value(&value)?,
        }
    }
    writer.close();
    Ok(())
}

/// Writes each resource of a list as a reference. Any other value is written as it is.
fn write_references(writer: &mut ValueWriter, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let is_list = value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>();
    if !is_list && !is_ordered_iterable(value)? {
        return writer.write_value(value);
    }
    writer.open_array();
    for resource in value.try_iter()? {
        write_reference(writer, &resource?)?;
    }
    writer.close();
    Ok(())
}
