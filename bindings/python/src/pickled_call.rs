//! Converts builder calls to plain Python values, which are pickled.

use alien_sdk_core::internal::builder::METHODS;
use alien_sdk_core::internal::document::{Document, Kind};
use alien_sdk_core::internal::span::NodeId;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::call_sites::CallSite;
use crate::json;

/// A pickled call: the name of the method, the arguments, and where it was made: the file and the line.
pub type PickledCall<'py> = (
    String,
    Vec<Bound<'py, PyAny>>,
    Option<(Bound<'py, PyAny>, u32)>,
);

/// Returns what is pickled for a call. Raises a `TypeError` if an argument is not a value that JSON has.
pub fn pickled_call<'py>(
    py: Python<'py>,
    calls: &Document<'_>,
    call: NodeId,
    site: Option<&CallSite>,
) -> PyResult<PickledCall<'py>> {
    let mut parts = calls.elements(call);
    let method = parts.next().and_then(|method| calls.number(method));
    let method = METHODS.get(method.unwrap_or_default() as usize);
    let name = method.map_or("", |method| method.name).to_owned();
    let arguments = parts.map(|argument| {
        check_argument(calls, argument, &name)?;
        json::to_python(py, calls, argument)
    });
    let arguments = arguments.collect::<PyResult<_>>()?;
    Ok((name, arguments, site.map(|site| site.pickled(py))))
}

/// Raises a `TypeError` if an argument contains a value that JSON doesn't have, since the document doesn't have it either.
fn check_argument(calls: &Document<'_>, argument: NodeId, name: &str) -> PyResult<()> {
    let mut node = argument;
    while node < calls.node_after(argument) {
        if matches!(calls.kind(node), Kind::Foreign(_)) || calls.has_lone_surrogate(node) {
            return Err(PyTypeError::new_err(format!(
                "a builder can't be pickled if a call has a value that JSON doesn't have, such as this call of `{name}`; build() \
                 reports that value"
            )));
        }
        node = NodeId(node.0 + 1);
    }
    Ok(())
}
