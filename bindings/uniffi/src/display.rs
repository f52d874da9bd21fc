//! Declarations and outputs as text, with secrets masked.

use std::fmt;

use alien_sdk_core::internal::functions;

use crate::model::*;
use crate::state::ResourceState;

/// Prints types as JSON.
macro_rules! display {
    ($($name:ident)+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                let json = serde_json::to_string(self).map_err(|_| fmt::Error)?;
                formatter.write_str(&functions::mask_json(&json))
            }
        }
    )+};
}

display! {
    ContainerConfig
    ContainerCode
    Toolchain
    PersistentStorage
    HealthCheck
    ResourceRef
    ContainerOutputs
    ResourceState
}
