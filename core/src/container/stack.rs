//! The stack builder for Rust programs.

use std::fmt;

use serde::Serialize;

use super::ValidationError;
use super::calls::Calls;
use crate::model::Lifecycle;
use crate::normalise;
use crate::validate::DocumentKind;
use crate::wire::Report;

/// Declares a stack: resources that are deployed together.
///
/// As with [`Container`](crate::Container), no call fails, and [`build`](Self::build) reports all problems at once:
/// first those of each container, then those between resources, such as broken links.
///
/// ```
/// use alien_sdk_core::{Container, ContainerCode, Lifecycle, Stack, config::ResourceRef};
///
/// let api = Container::new("api")
///     .code(ContainerCode::image("ghcr.io/acme/api:v1"))
///     .cpu(1)
///     .memory("1Gi")
///     .port(8080)
///     .permissions("execution")
///     .build()?;
/// let stack = Stack::new("shop")
///     .add(&ResourceRef::new("storage", "uploads"), Lifecycle::Frozen)
///     .add(&api, Lifecycle::Live);
/// assert!(stack.build()?.starts_with(r#"{"id":"shop","resources":{"uploads":"#));
///
/// let refused = stack.add(&api, Lifecycle::Live).build().unwrap_err();
/// assert_eq!(refused.report().diagnostics[0].code, "duplicate-resource-id");
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

    /// Adds a resource, given its declaration.
    #[track_caller]
    pub fn add(self, resource: &impl Serialize, lifecycle: Lifecycle) -> Self {
        self.call(("add", resource, lifecycle))
    }

    /// Adds a resource, given its declaration and further options such as `dependencies`.
    #[track_caller]
    pub fn add_with(
        self,
        resource: &impl Serialize,
        lifecycle: Lifecycle,
        options: impl Serialize,
    ) -> Self {
        self.call(("add", resource, lifecycle, options))
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

/// Shows the calls with their scalar arguments only, since others may be secret.
impl fmt::Debug for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.calls.fmt(f)
    }
}
