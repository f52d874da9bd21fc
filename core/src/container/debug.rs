//! `Debug` for types that may contain a secret. Its output ends up in logs, so it is the masked JSON of the value.

use std::fmt;

use serde::Serialize;

use crate::document::{Buffers, Document, Limits, Source, Writer, serialize};
use crate::model::{
    ContainerCode, ContainerConfig, HealthCheck, PersistentStorage, Toolchain, Variables,
};
use crate::normalise;
use crate::path::Path;

/// Implements `Debug` for types, given the path of their values in a container. The path determines which parts are
/// secret.
macro_rules! masked_debug {
    ($($type:ident: $path:literal),* $(,)?) => {$(
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let json = masked_json(self, $path);
                write!(f, "{} {json}", stringify!($type))
            }
        }
    )*};
}

masked_debug! {
    ContainerConfig: "",
    ContainerCode: "/code",
    Toolchain: "/code/toolchain",
    PersistentStorage: "/persistentStorage",
    HealthCheck: "/healthCheck",
    Variables: "/environment",
}

fn masked_json(value: &impl Serialize, path: &str) -> String {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    serialize(value, &Limits::default(), &mut writer);
    let mut out = String::new();
    normalise::write_masked_value(
        &writer.finish(),
        Document::ROOT,
        &Path::parse(path),
        &mut out,
    );
    out
}
