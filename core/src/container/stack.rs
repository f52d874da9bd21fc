//! The builder of stacks, for Rust.

use serde::Serialize;

use super::ValidationError;
use super::calls::{Calls, judge};
use crate::model::Lifecycle;
use crate::normalise;
use crate::validate::{DocumentKind, Finished, report_only};
use crate::wire::Report;

/// Declares a stack: resources that are deployed together.
///
/// As with [`Container`](crate::Container), no call fails, and [`build`](Self::build) finds every fault at once: of each
/// container, then of what the resources say of one another.
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
    /// Starts a stack by its id: a DNS label such as `my-app`.
    #[track_caller]
    pub fn new(id: impl AsRef<str>) -> Self {
        let calls = Calls::new().call(("stack", id.as_ref()));
        Self { calls }
    }

    /// Starts from a whole declaration. A resource that is added takes the place of the one with its id.
    #[track_caller]
    pub fn from_config(config: impl Serialize) -> Self {
        let calls = Calls::new().call(("fromStack", config));
        Self { calls }
    }

    /// Sets the permission profiles: an object with `profiles`, each under its name.
    #[track_caller]
    pub fn permissions(self, permissions: impl Serialize) -> Self {
        let calls = self.calls.call(("permissions", permissions));
        Self { calls }
    }

    /// Adds a resource by its declaration.
    #[track_caller]
    pub fn add(self, resource: &impl Serialize, lifecycle: Lifecycle) -> Self {
        let calls = self.calls.call(("add", resource, lifecycle));
        Self { calls }
    }

    /// Adds a resource by its declaration, with what else there is to say, such as its `dependencies`.
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

    /// The normalised JSON of the stack that the calls declare.
    ///
    /// # Errors
    ///
    /// Every fault that is an error. Warnings alone are none; [`validate`](Self::validate) has them.
    pub fn build(&self) -> Result<String, ValidationError> {
        let calls = self.calls.document();
        let mut json = None;
        let judged = judge(&calls, &mut |finished| {
            if let Finished::Stack(document, draft) = finished {
                let mut out = String::new();
                normalise::stack(document, draft, &mut out);
                json = Some(out);
            }
        });
        let locate = |judged| self.calls.located(&calls, judged);
        json.ok_or_else(|| ValidationError::of(DocumentKind::Stack, judged, locate))
    }

    /// Everything that is found in the calls, warnings too.
    pub fn validate(&self) -> Report {
        let calls = self.calls.document();
        self.calls.located(&calls, judge(&calls, &mut report_only))
    }
}
