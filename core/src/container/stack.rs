//! The stack builder for Rust programs.

use std::fmt;

use serde::Serialize;

use super::calls::Calls;
use super::{Container, ValidationError};
use crate::model::Lifecycle;
use crate::normalise;
use crate::validate::DocumentKind;
use crate::wire::Report;

/// Declares a stack: resources that are deployed together.
///
/// As with [`Container`], no call fails, and [`build`](Self::build) reports all problems at once: first those of each
/// container, then those between resources, such as broken links. Containers needn't be built before they are added.
///
/// ```
/// use alien_sdk_core::{Container, ContainerCode, Lifecycle, Stack, config::ResourceRef};
///
/// let api = Container::new("api")
///     .code(ContainerCode::image("ghcr.io/acme/api:v1"))
///     .cpu(1)
///     .memory("1Gi")
///     .port(8080)
///     .permissions("execution");
/// let stack = Stack::new("shop")
///     .add(&ResourceRef::new("storage", "uploads"), Lifecycle::Frozen)
///     .add(&api, Lifecycle::Live);
/// assert!(stack.build()?.starts_with(r#"{"id":"shop","resources":{"uploads":"#));
///
/// let refused = stack.add(&api.port(0), Lifecycle::Live).build().unwrap_err();
/// let codes = refused.report().diagnostics.iter().map(|found| &found.code);
/// assert!(codes.eq(["duplicate-resource-id", "port-out-of-range"]));
/// # Ok::<(), alien_sdk_core::ValidationError>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct Stack {
    calls: Calls,
}

impl Stack {
    /// Creates a builder for a stack with an ID, which is a DNS label such as `my-app`.
    #[track_caller]
    pub fn new(id: impl AsRef<str>) -> Self {
        let calls = Calls::new().record(("stack", id.as_ref()));
        Self { calls }
    }

    /// Creates a builder from an existing declaration. Adding a resource replaces an existing one with the same ID.
    #[track_caller]
    pub fn from_config(config: impl Serialize) -> Self {
        let calls = Calls::new().record(("fromStack", config));
        Self { calls }
    }

    /// Sets the permission profiles: an object whose key `profiles` maps names to profiles.
    #[track_caller]
    pub fn permissions(self, permissions: impl Serialize) -> Self {
        self.call(("permissions", permissions))
    }

    /// Adds a resource: a builder of a container, a built container, or any declaration. The calls of a builder are copied,
    /// and [`build`](Self::build) reports each of its problems at its own call.
    #[track_caller]
    pub fn add(self, resource: &impl Addable, lifecycle: Lifecycle) -> Self {
        let calls = resource.record(self.calls, lifecycle, None::<()>);
        Self { calls }
    }

    /// Adds a resource as [`add`](Self::add) does, with further options such as `dependencies`.
    #[track_caller]
    pub fn add_with(
        self,
        resource: &impl Addable,
        lifecycle: Lifecycle,
        options: impl Serialize,
    ) -> Self {
        let calls = resource.record(self.calls, lifecycle, Some(options));
        Self { calls }
    }

    /// Builds the stack, and returns its normalised JSON.
    ///
    /// # Errors
    ///
    /// Fails if there is any error, and reports all of them. Warnings don't fail; see [`validate`](Self::validate).
    pub fn build(&self) -> Result<String, ValidationError> {
        self.calls.build(DocumentKind::Stack, |valid| {
            let mut json = String::new();
            normalise::write_declaration(valid, &mut json);
            Some(json)
        })
    }

    /// Validates the calls, and returns all diagnostics including warnings.
    pub fn validate(&self) -> Report {
        self.calls.validate()
    }

    #[track_caller]
    fn call(self, call: impl Serialize) -> Self {
        let calls = self.calls.record(call);
        Self { calls }
    }
}

/// What can be added to a stack: a [`Container`], or any value that serializes to the declaration of a resource.
pub trait Addable {
    /// Records the call that adds this resource. Programs can't name the type of the calls, so they can't implement this.
    #[doc(hidden)]
    #[track_caller]
    fn record(&self, calls: Calls, lifecycle: Lifecycle, options: Option<impl Serialize>) -> Calls;
}

impl<T: Serialize + ?Sized> Addable for T {
    #[track_caller]
    fn record(&self, calls: Calls, lifecycle: Lifecycle, options: Option<impl Serialize>) -> Calls {
        match options {
            Some(options) => calls.record(("add", self, lifecycle, options)),
            None => calls.record(("add", self, lifecycle)),
        }
    }
}

impl Addable for Container {
    #[track_caller]
    fn record(&self, calls: Calls, lifecycle: Lifecycle, options: Option<impl Serialize>) -> Calls {
        match options {
            Some(options) => {
                calls.record_with_builder(&self.calls, ("addBuilder", lifecycle, options))
            }
            None => calls.record_with_builder(&self.calls, ("addBuilder", lifecycle)),
        }
    }
}

/// Shows the calls with their scalar arguments only, since others may be secret.
impl fmt::Debug for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.calls.fmt(f)
    }
}
