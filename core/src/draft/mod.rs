//! Drafts: typed declarations that may still be invalid. Each field is absent, unseen, broken or given.

mod stack;
mod state;

pub(crate) use stack::{CLUSTERS, Names, ResourceDraft, StackDraft};
pub(crate) use state::{OutputsDraft, ReplicaDraft, ResourceState, StateDraft};

use crate::model::environment::NameFlags;
use crate::model::image::Image;
use crate::model::quantity::{Bytes, Cpu, Quantity};
use crate::model::{HttpMethod, Protocol};

/// A field of a declaration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// The key is missing.
    #[default]
    Absent,
    /// It is unknown whether the field exists: its object was cut off, or a misspelt key may stand for it.
    Unseen,
    /// The value is invalid, and this has been reported.
    Broken,
    /// A value without errors so far.
    Given(T),
}

impl<T> Field<T> {
    /// The value, if it is given.
    #[inline]
    pub fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            _ => None,
        }
    }

    /// The value, if it is given, to change the fields inside it.
    #[inline]
    pub fn given_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Given(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the key exists, whether its value is valid or broken.
    #[inline]
    pub fn is_present(&self) -> bool {
        matches!(self, Self::Broken | Self::Given(_))
    }

    /// Whether the key is certainly missing.
    #[inline]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Converts the value with `decode`. The result is broken if that returns `None`.
    #[inline]
    pub fn decode<U>(self, decode: impl FnOnce(T) -> Option<U>) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Unseen => Field::Unseen,
            Self::Broken => Field::Broken,
            Self::Given(value) => decode(value).map_or(Field::Broken, Field::Given),
        }
    }

    /// Marks the field as broken if a value rule refuses its value. The rule must have reported the value.
    #[inline]
    pub fn reject_if(&mut self, is_refused: impl FnOnce(&T) -> bool) {
        if let Self::Given(value) = self
            && is_refused(value)
        {
            *self = Self::Broken;
        }
    }
}

impl<T> Field<Field<T>> {
    /// The inner field if the outer one is given, otherwise the state of the outer one.
    pub fn flatten(self) -> Field<T> {
        match self {
            Self::Absent => Field::Absent,
            Self::Unseen => Field::Unseen,
            Self::Broken => Field::Broken,
            Self::Given(inner) => inner,
        }
    }
}

/// A container declaration.
#[derive(Default)]
#[allow(missing_docs)]
pub struct Draft<'d> {
    pub id: Field<&'d str>,
    pub code: Field<CodeDraft<'d>>,
    pub cpu: Field<Pair<Quantity<'d, Cpu>>>,
    pub memory: Field<Pair<Quantity<'d, Bytes>>>,
    pub gpu: Field<GpuDraft<'d>>,
    pub ports: Field<Ports>,
    pub replicas: Field<f64>,
    pub autoscaling: Field<AutoscalingDraft>,
    pub stateful: Field<bool>,
    pub persistent_storage: Field<StorageDraft<'d>>,
    pub ephemeral_storage: Field<Quantity<'d, Bytes>>,
    pub health_check: Field<HealthDraft<'d>>,
    pub environment: Field<Entries<'d>>,
    pub links: Field<Vec<Field<LinkDraft<'d>>>>,
    pub permissions: Field<&'d str>,
    pub cluster: Field<&'d str>,
    pub pool: Field<&'d str>,
    pub command: Field<Vec<Field<&'d str>>>,
}

/// `code`.
#[allow(missing_docs)]
pub enum CodeDraft<'d> {
    Image {
        image: Field<Image<'d>>,
    },
    Source {
        src: Field<&'d str>,
        toolchain: Field<ToolchainDraft<'d>>,
    },
}

/// `code.toolchain`.
#[allow(missing_docs)]
pub enum ToolchainDraft<'d> {
    TypeScript,
    Rust { binary_name: Field<&'d str> },
    Docker { build_args: Field<Entries<'d>> },
}

/// `cpu` or `memory`.
pub struct Pair<Q> {
    /// The minimum.
    pub min: Field<Q>,
    /// The desired amount. `Unseen` if one scalar was given for both.
    pub desired: Field<Q>,
    /// Whether a builder call gave one scalar for both. It is in `min`.
    pub shorthand: bool,
}

impl<Q> Pair<Q> {
    /// A pair with one scalar for both values.
    pub fn shorthand(value: Q) -> Self {
        Self {
            min: Field::Given(value),
            desired: Field::Unseen,
            shorthand: true,
        }
    }

    /// The values with their keys. A scalar for both values has no key.
    pub fn values(&self) -> impl Iterator<Item = (Option<&'static str>, &Field<Q>)> {
        let key = if self.shorthand { None } else { Some("min") };
        [(key, &self.min), (Some("desired"), &self.desired)].into_iter()
    }

    /// Like [`Pair::values`], to change the values.
    pub fn values_mut(&mut self) -> impl Iterator<Item = (Option<&'static str>, &mut Field<Q>)> {
        let key = if self.shorthand { None } else { Some("min") };
        [(key, &mut self.min), (Some("desired"), &mut self.desired)].into_iter()
    }

    /// Both values, if both are given.
    pub fn min_and_desired(&self) -> Option<(&Q, &Q)> {
        Some((self.min.given()?, self.desired.given()?))
    }
}

/// `gpu`.
#[allow(missing_docs)]
pub struct GpuDraft<'d> {
    pub kind: Field<&'d str>,
    pub count: Field<f64>,
}

/// `ports`.
#[allow(missing_docs)]
pub struct Ports {
    pub entries: Vec<Field<PortDraft>>,
    /// Whether the list was read to its end. False if it was cut off.
    pub complete: bool,
}

/// An element of `ports`.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct PortDraft {
    pub port: Field<f64>,
    pub expose: Field<Protocol>,
    /// Whether an error inside it was reported, such as an unknown key.
    pub has_errors: bool,
}

impl Ports {
    /// The port at an index of the list, if it is given.
    pub fn port_at(&self, index: usize) -> Option<&PortDraft> {
        self.entries.get(index)?.given()
    }

    /// The given ports, with their index in the list.
    pub fn given(&self) -> impl Iterator<Item = (usize, &PortDraft)> + Clone {
        self.entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some((at, entry.given()?)))
    }

    /// The ports with `expose`, even if its value is broken, with their index in the list.
    pub fn exposed(&self) -> impl Iterator<Item = (usize, &PortDraft)> {
        self.given().filter(|(_, entry)| entry.expose.is_present())
    }

    /// The given port numbers, with their index in the list.
    pub fn numbers(&self) -> impl Iterator<Item = (usize, f64)> + Clone {
        self.given()
            .filter_map(|(at, entry)| Some((at, *entry.port.given()?)))
    }
}

/// `autoscaling`.
#[allow(missing_docs)]
pub struct AutoscalingDraft {
    pub min: Field<f64>,
    pub desired: Field<f64>,
    pub max: Field<f64>,
    pub target_cpu_percent: Field<f64>,
    pub target_memory_percent: Field<f64>,
    pub target_http_in_flight_per_replica: Field<f64>,
    pub max_http_p95_latency_ms: Field<f64>,
}

/// `persistentStorage`.
#[allow(missing_docs)]
pub struct StorageDraft<'d> {
    pub size: Field<Quantity<'d, Bytes>>,
    pub mount_path: Field<&'d str>,
}

/// `healthCheck`.
#[allow(missing_docs)]
pub struct HealthDraft<'d> {
    pub path: Field<&'d str>,
    pub port: Field<f64>,
    pub method: Field<Method<'d>>,
    pub timeout_seconds: Field<f64>,
}

/// An HTTP method as it was written.
#[allow(missing_docs)]
pub struct Method<'d> {
    pub text: &'d str,
    pub method: Option<HttpMethod>,
}

/// `environment` or `buildArgs`. Values may be secret, so there is no `Debug`.
#[allow(missing_docs)]
pub struct Entries<'d> {
    pub entries: Vec<Entry<'d>>,
    /// The union of the flags of all names. A rule only needs to check each name if its flag is set here.
    pub flags: NameFlags,
}

/// A name with its value.
#[allow(missing_docs)]
pub struct Entry<'d> {
    pub name: &'d str,
    pub value: Field<&'d str>,
    pub flags: NameFlags,
}

/// An element of `links`.
#[allow(missing_docs)]
pub struct LinkDraft<'d> {
    pub kind: Field<&'d str>,
    pub id: Field<&'d str>,
}

impl<'d> Draft<'d> {
    /// The environment variables and the build arguments, each with their path.
    pub fn variables(&self) -> impl Iterator<Item = (&'static [&'static str], &Entries<'d>)> {
        let environment = self
            .environment
            .given()
            .map(|entries| (&["environment"][..], entries));
        let arguments = self
            .build_args()
            .map(|entries| (&["code", "toolchain", "buildArgs"][..], entries));
        [environment, arguments].into_iter().flatten()
    }

    /// The key that makes the container stateful: `stateful`, or else `persistentStorage`.
    pub fn stateful_by(&self) -> Option<&'static str> {
        if self.stateful.given() == Some(&true) {
            Some("stateful")
        } else if self.persistent_storage.is_present() {
            Some("persistentStorage")
        } else {
            None
        }
    }

    /// Calls `visit` with each text that the platform reads and the keys that lead to it, apart from those in lists.
    pub fn for_each_text(&self, mut visit: impl FnMut(&str, &'static [&'static str])) {
        let mut visit = |text: &Field<&str>, keys| {
            if let Field::Given(text) = text {
                visit(text, keys);
            }
        };
        visit(&self.id, &["id"]);
        match self.code.given() {
            Some(CodeDraft::Image { image }) => {
                if let Some(image) = image.given() {
                    visit(&Field::Given(image.text), &["code", "image"]);
                }
            }
            Some(CodeDraft::Source { src, .. }) => visit(src, &["code", "src"]),
            None => {}
        }
        if let Some(gpu) = self.gpu.given() {
            visit(&gpu.kind, &["gpu", "type"]);
        }
        if let Some(storage) = self.persistent_storage.given() {
            visit(&storage.mount_path, &["persistentStorage", "mountPath"]);
        }
        if let Some(health) = self.health_check.given() {
            visit(&health.path, &["healthCheck", "path"]);
        }
        visit(&self.permissions, &["permissions"]);
        visit(&self.cluster, &["cluster"]);
        visit(&self.pool, &["pool"]);
    }

    fn build_args(&self) -> Option<&Entries<'d>> {
        let Some(CodeDraft::Source { toolchain, .. }) = self.code.given() else {
            return None;
        };
        let Some(ToolchainDraft::Docker { build_args }) = toolchain.given() else {
            return None;
        };
        build_args.given()
    }
}
