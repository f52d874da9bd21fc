//! The stack builder for Rust programs.

use serde::Serialize;

use super::ValidationError;
use super::calls::{Calls, validate_recorded};
use crate::model::Lifecycle;
use crate::normalise;
use crate::validate::{DocumentKind, Valid, report_only};
use crate::wire::Report;

/// Declares a stack: resources that are deployed together.
///
/// As with [`Container`](crate::Container), no call fails, and [`build`](Self::build) reports all problems at once:
/// first those of each container, then those between resources, such as broken links.
///
/// ```
/// use alien_sdk_core::{Container, ContainerCode, Lifecycle, ResourceRef, Stack};
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
        let calls = Calls::new().call(("stack", id.as_ref()));
        Self { calls }
    }

    /// Creates a builder from an existing declaration. Adding a resource replaces an existing one with the same ID.
    #[track_caller]
    pub fn from_config(config: impl Serialize) -> Self {
        let calls = Calls::new().call(("fromStack", config));
        Self { calls }
    }

    /// Sets the permission profiles: an object whose key `profiles` maps names to profiles.
    #[track_caller]
    pub fn permissions(self, permissions: impl Serialize) -> Self {
        let calls = self.calls.call(("permissions", permissions));
        Self { calls }
    }

    /// Adds a resource, given its declaration.
    #[track_caller]
    pub fn add(self, resource: &impl Serialize, lifecycle: Lifecycle) -> Self {
        let calls = self.calls.call(("add", resource, lifecycle));
        Self { calls }
    }

    /// Adds a resource, given its declaration and further options such as `dependencies`.
    #[track_caller]
    pub fn add_with(
        self,
        resource: &impl Serialize,
        lifecycle: Lifecycle,
        options: impl Serialize,
    ) -> Self {
        let calls = self.calls.call(("add", resource, lifecycle, options));
        Self { calls }
    }

    /// Builds the stack, and returns its normalised JSON.
    ///
    /// # Errors
    ///
    /// Fails if there is any error, and reports all of them. Warnings don't fail; see [`validate`](Self::validate).
    pub fn build(&self) -> Result<String, ValidationError> {
        let calls = self.calls.document();
        let mut json = None;
        let validated = validate_recorded(&calls, &mut |valid| {
            if let Valid::Stack(document, draft) = valid {
                let mut out = String::new();
                normalise::stack(document, draft, &mut out);
                json = Some(out);
            }
        });
        let locate = |validated| self.calls.located(&calls, validated);
        json.ok_or_else(|| ValidationError::of(DocumentKind::Stack, validated, locate))
    }

    /// Validates the calls, and returns all diagnostics including warnings.
    pub fn validate(&self) -> Report {
        let calls = self.calls.document();
        self.calls
            .located(&calls, validate_recorded(&calls, &mut report_only))
    }
}
