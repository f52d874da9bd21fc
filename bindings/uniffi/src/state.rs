//! The state of a stack.

use alien_sdk_core::internal::wire::{BuildResult, Report};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::model::ContainerOutputs;

/// The state of a deployed stack, as far as it can be read.
#[derive(uniffi::Record)]
pub struct StackState {
    /// The state as JSON.
    pub json: String,
    /// What can't be read, and warnings.
    pub report: Report,
    /// The platform that the stack is deployed to. Absent if the state can't be read.
    pub platform: Option<String>,
    /// The resources, in the order of the text.
    pub resources: Vec<ResourceState>,
}

/// The state of a resource.
#[derive(Default, Deserialize, Serialize, uniffi::Record)]
#[uniffi::export(Display)]
#[serde(default)]
pub struct ResourceState {
    /// The ID.
    pub id: String,
    /// The type, such as `container`.
    pub r#type: Option<String>,
    /// The status, such as `running`. A newer platform may report other values.
    pub status: Option<String>,
    /// The outputs, if the resource is a container and they can be read.
    pub outputs: Option<ContainerOutputs>,
    /// Why there are no outputs.
    pub reason: Option<String>,
}

#[derive(Default, Deserialize)]
struct Platform {
    platform: Option<String>,
    resources: IndexMap<String, ResourceState>,
}

impl StackState {
    /// Reads the JSON that the core writes. There is none if the state is not an object.
    pub fn new(read: BuildResult) -> serde_json::Result<Self> {
        let json = read.json.unwrap_or_default();
        let Platform {
            platform,
            resources,
        } = match json.as_str() {
            "" => Platform::default(),
            json => serde_json::from_str(json)?,
        };
        let resources = resources.into_iter();
        Ok(Self {
            report: read.report,
            platform,
            resources: resources
                .map(|(id, state)| ResourceState { id, ..state })
                .collect(),
            json,
        })
    }
}
