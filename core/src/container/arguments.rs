//! Argument types of builder methods that accept more than one form.

use serde::Serialize;

use super::Container;
use crate::model::{ContainerConfig, ResourceRef, Resources};

/// An amount of CPU: a number of vCPUs, a string such as `"500m"`, or [`Resources`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cpu {
    /// A number of vCPUs, used as both the minimum and the desired amount.
    Number(f64),
    /// vCPUs or millicores, used as both the minimum and the desired amount.
    Text(String),
    /// The minimum and the desired amount.
    Pair(Resources),
}

/// An amount of memory: a string such as `"1Gi"`, or [`Resources`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Memory {
    /// A size with a unit, used as both the minimum and the desired amount.
    Text(String),
    /// The minimum and the desired amount.
    Pair(Resources),
}

macro_rules! from {
    ($target:ident: $($type:ty => |$value:ident| $made:expr),* $(,)?) => {
        $(impl From<$type> for $target {
            fn from($value: $type) -> Self {
                $made
            }
        })*
    };
}

from! { Cpu:
    f64 => |value| Self::Number(value),
    // Converted through its shortest decimal form, so that 0.1 stays 0.1.
    f32 => |value| Self::Number(value.to_string().parse().unwrap_or(f64::NAN)),
    // Signed, so that `.cpu(-1)` compiles and is reported as an error.
    i32 => |value| Self::Number(value.into()),
    u8 => |value| Self::Number(value.into()),
    u16 => |value| Self::Number(value.into()),
    u32 => |value| Self::Number(value.into()),
    &str => |value| Self::Text(value.to_owned()),
    String => |value| Self::Text(value),
    Resources => |value| Self::Pair(value),
}

from! { Memory:
    &str => |value| Self::Text(value.to_owned()),
    String => |value| Self::Text(value),
    Resources => |value| Self::Pair(value),
}

/// A resource that a container can link to.
///
/// ```
/// use alien_sdk_core::{Container, config::{Linked, ResourceRef}};
///
/// struct Storage(&'static str);
///
/// impl Linked for Storage {
///     fn resource_ref(&self) -> ResourceRef {
///         ResourceRef::new("storage", self.0)
///     }
/// }
///
/// let api = Container::new("api").link(Storage("uploads"));
/// ```
pub trait Linked {
    /// The type and ID of the resource.
    fn resource_ref(&self) -> ResourceRef;
}

impl Linked for ResourceRef {
    fn resource_ref(&self) -> ResourceRef {
        self.clone()
    }
}

impl Linked for ContainerConfig {
    fn resource_ref(&self) -> ResourceRef {
        ResourceRef::new("container", &self.id)
    }
}

/// The container needn't be built. If its ID is not a string, the ID of the reference is empty.
impl Linked for Container {
    fn resource_ref(&self) -> ResourceRef {
        ResourceRef::new("container", self.calls.id().unwrap_or_default())
    }
}

impl<T: Linked + ?Sized> Linked for &T {
    fn resource_ref(&self) -> ResourceRef {
        (**self).resource_ref()
    }
}
