//! The state of a deployed stack, for Rust programs.

use std::collections::HashMap;
use std::fmt;

use crate::diagnostic::quoted;
use crate::document::Buffers;
use crate::normalise::no_outputs_reason;
use crate::outputs::ContainerOutputs;
use crate::secret::Masked;
use crate::span::Units;
use crate::validate::{self, DocumentKind, Input, Options, Valid};
use crate::wire::{Report, locate};

/// The state of a deployed stack, with the outputs of its containers.
///
/// ```
/// use alien_sdk_core::StackState;
///
/// let state = StackState::parse(
///     r#"{"platform": "aws", "resources": {
///       "api": {"type": "container", "status": "running", "outputs": {"name": "api", "status": "running",
///         "currentReplicas": 2, "desiredReplicas": 2, "internalDns": "api.shop"}},
///       "web": {"type": "container", "status": "provisioning"}}}"#,
/// );
/// assert!(state.container("api").is_some_and(|api| api.is_running()));
/// assert_eq!(state.container("web"), None);
/// assert_eq!(state.reason("web").as_deref(), Some(r#"container "web" has no outputs: it is provisioning"#));
/// ```
#[derive(Clone, PartialEq)]
pub struct StackState {
    /// The problems found in the state.
    pub report: Report,
    resources: HashMap<String, Result<ContainerOutputs, String>>,
}

impl fmt::Debug for StackState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { report, resources } = self;
        let resources = resources.iter().map(|(id, found)| (Masked(id), found));
        let resources: Vec<_> = resources.collect();
        let mut state = f.debug_struct("StackState");
        state
            .field("report", report)
            .field("resources", &resources)
            .finish()
    }
}

impl StackState {
    /// Reads JSON text. Invalid parts are listed in the report; the rest can still be read.
    pub fn parse(text: &str) -> Self {
        let mut resources = HashMap::new();
        let options = Options {
            kind: Some(DocumentKind::State),
            ..Options::default()
        };
        let validated = validate::validate_input(
            Input::Text(text),
            &options,
            Buffers::default(),
            &mut |found| {
                if let Valid::State(_, state) = found {
                    for resource in &state.resources {
                        let outputs = resource
                            .outputs
                            .given()
                            .and_then(ContainerOutputs::from_draft);
                        let outputs = outputs.ok_or_else(|| no_outputs_reason(resource));
                        resources.insert(resource.id.to_owned(), outputs);
                    }
                }
            },
        );
        // JSON text never causes a tape error.
        let report = validated
            .map(|validated| locate(&validated.document, validated.sink, Units::default(), None));
        Self {
            report: report.unwrap_or_default(),
            resources,
        }
    }

    /// The outputs of a container. If there are none, [`reason`](Self::reason) says why.
    pub fn container(&self, id: &str) -> Option<&ContainerOutputs> {
        self.resources.get(id)?.as_ref().ok()
    }

    /// Returns the reason why a container has no outputs, or `None` if it has outputs.
    pub fn reason(&self, id: &str) -> Option<String> {
        match self.resources.get(id) {
            Some(outputs) => outputs.as_ref().err().cloned(),
            None => Some(format!("this state has no resource {}", quoted(id))),
        }
    }
}
