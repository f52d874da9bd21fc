//! What the builders of containers and stacks have in common: they record calls, and validate them in `build()`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::DocumentKind;
use alien_sdk_core::internal::wire;
use pyo3::PyClass;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pyclass::boolean_struct::True;
use pyo3::types::{PyList, PyTuple, PyType};

use crate::arguments::{
    Keywords, OptionalArgument, first_keyword, missing_arguments, too_many_arguments,
    write_keywords,
};
use crate::built::Built;
use crate::calls::{Calls, RecordedCall};
use crate::pickled_call::PickledCall;
use crate::report::{Report, to_python, validation_error};
use crate::value_writer::ValueWriter;

/// The calls of a builder, which several threads may use.
pub struct SharedCalls(Mutex<Calls>);

impl SharedCalls {
    /// Creates an empty list of calls.
    pub fn new() -> Self {
        Self(Mutex::new(Calls::new()))
    }

    // INVARIANT: while the lock is held, nothing is called that may run Python code, since that code could use the same
    // builder.
    fn lock(&self) -> MutexGuard<'_, Calls> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the ID that was passed to the constructor, or that the existing declaration has.
    pub fn declared_id<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.lock().declared_id(py)
    }

    /// Returns the calls as Python code. Only scalar arguments are shown, since others may contain secrets.
    pub fn python_code(&self) -> String {
        self.lock().python_code()
    }

    /// Returns the calls as they are pickled. Creating their values runs no code of the program.
    pub fn pickled<'py>(&self, py: Python<'py>) -> PyResult<Vec<PickledCall<'py>>> {
        self.lock().pickled(py)
    }
}

/// A class whose objects are builders.
pub trait Builder: PyClass<Frozen = True> + Sync {
    /// What is built.
    const KIND: DocumentKind;
    /// The number of the method that starts from an existing declaration.
    const FROM_CONFIG: u32;

    fn calls(&self) -> &SharedCalls;
}

/// Records a call, and returns the builder so that further methods can be called on it. `write_arguments` may run
/// Python code.
pub fn record<'py, B: Builder>(
    builder: &Bound<'py, B>,
    method: u32,
    write_arguments: impl FnOnce(&mut ValueWriter) -> PyResult<()>,
) -> PyResult<Bound<'py, B>> {
    let py = builder.py();
    let call = RecordedCall::new(py, method, write_arguments)?;
    builder.get().calls().lock().add(py, call, None);
    Ok(builder.clone())
}

/// Records a copy of the calls of a builder that is used by another one, and then the call that uses it. See [`record`].
pub fn record_with_builder<'py, B: Builder>(
    builder: &Bound<'py, B>,
    used: &SharedCalls,
    method: u32,
    write_arguments: impl FnOnce(&mut ValueWriter) -> PyResult<()>,
) -> PyResult<Bound<'py, B>> {
    let py = builder.py();
    let call = RecordedCall::new(py, method, write_arguments)?;
    // A stack uses containers, and a container uses no builders. So no other thread locks these two in the other order.
    let mut calls = builder.get().calls().lock();
    calls.add(py, call, Some(&used.lock()));
    drop(calls);
    Ok(builder.clone())
}

/// Records a call whose argument is a list, or an iterable whose elements have an order, such as a `range` or a generator.
pub fn record_list<'py, B: Builder>(
    builder: &Bound<'py, B>,
    method: u32,
    list: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, B>> {
    record(builder, method, |writer| writer.write_list(list))
}

/// Records a call with one argument.
pub fn record_argument<'py, B: Builder>(
    builder: &Bound<'py, B>,
    method: u32,
    argument: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, B>> {
    record(builder, method, |writer| writer.write_value(argument))
}

/// Records a call with either one argument or keyword arguments, which form an object. `name` is the name of the
/// method.
pub fn record_argument_or_keywords<'py, B: Builder>(
    builder: &Bound<'py, B>,
    method: u32,
    name: &str,
    argument: OptionalArgument<'_, 'py>,
    keywords: &Keywords<'_, 'py>,
) -> PyResult<Bound<'py, B>> {
    match (argument.0, first_keyword(keywords)) {
        (Some(argument), None) => record_argument(builder, method, &argument),
        (None, Some(_)) => record(builder, method, |writer| write_keywords(writer, keywords)),
        (Some(_), Some(keyword)) => Err(too_many_arguments(name, keyword)),
        (None, None) => Err(missing_arguments(name)),
    }
}

/// Creates a builder of the class `class`, which may be a subclass of `B`, from an existing declaration.
pub fn from_config<'py, B: Builder>(
    class: &Bound<'py, PyType>,
    config: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, B>> {
    record_argument(&new_instance(class)?, B::FROM_CONFIG, config)
}

/// Validates the calls of a builder. Returns a `ValidationError` if there is any error.
pub fn build<B: Builder>(builder: &Bound<'_, B>) -> PyResult<Built> {
    let py = builder.py();
    let mut calls = builder.get().calls().lock();
    let (json, report) = calls.build(py);
    match report {
        None => Built::new(py, json, Vec::new()),
        Some(report) if report.valid => Built::new(py, json, report.diagnostics),
        Some(report) => {
            let id = calls.id();
            drop(calls);
            let failure = functions::build_failure(report, B::KIND, id.as_deref());
            Err(validation_error(py, failure))
        }
    }
}

/// Validates the calls of a builder. Returns the report, which has the source locations of the calls.
pub fn validate<'py, B: Builder>(builder: &Bound<'py, B>) -> PyResult<Bound<'py, Report>> {
    let py = builder.py();
    let (_, report) = builder.get().calls().lock().build(py);
    let clean = wire::Report {
        valid: true,
        ..wire::Report::default()
    };
    to_python(py, report.unwrap_or(clean))
}

/// Returns what `__reduce__` returns for a builder: the function that restores it, the arguments of this function, and the
/// attributes of a subclass.
pub fn reduce<'py, B: Builder>(builder: &Bound<'py, B>) -> PyResult<Bound<'py, PyTuple>> {
    let py = builder.py();
    let restore = py.import("alien._native")?.getattr("_builder")?;
    let calls = PyList::new(py, builder.get().calls().pickled(py)?)?;
    let class = builder.as_any().get_type();
    let attributes = builder.as_any().getattr_opt(intern!(py, "__dict__"))?;
    (restore, (class, calls), attributes).into_pyobject(py)
}

/// Creates a builder of the class `class` from pickled calls.
pub fn restored<'py, B: Builder>(
    class: &Bound<'py, PyType>,
    calls: Vec<PickledCall<'py>>,
) -> PyResult<Bound<'py, B>> {
    let builder = new_instance::<B>(class)?;
    let calls = Calls::restored(class.py(), calls)?;
    *builder.get().calls().lock() = calls;
    Ok(builder)
}

/// Copies a builder, with the attributes of its subclass.
pub fn copy<'py, B: Builder>(builder: &Bound<'py, B>) -> PyResult<Bound<'py, B>> {
    let py = builder.py();
    let copy = new_instance::<B>(&builder.as_any().get_type())?;
    // `__new__` of a subclass may return the builder itself, so the calls of both can't be locked at the same time.
    let calls = builder.get().calls().lock().copy(py);
    *copy.get().calls().lock() = calls;
    let dict = intern!(py, "__dict__");
    if let Some(attributes) = builder.as_any().getattr_opt(dict)? {
        copy.as_any()
            .getattr(dict)?
            .call_method1(intern!(py, "update"), (attributes,))?;
    }
    Ok(copy)
}

/// Creates a builder without calling `__init__`.
fn new_instance<'py, B: Builder>(class: &Bound<'py, PyType>) -> PyResult<Bound<'py, B>> {
    let instance = class.call_method1(intern!(class.py(), "__new__"), (class,))?;
    Ok(instance.cast_into::<B>()?)
}
