//! `Debug` of what may hold a secret: it ends in logs, so it is the JSON of the value, masked.

use std::fmt;

use serde::Serialize;

use crate::document::{Buffers, Document, Limits, Source, Writer, serialize};
use crate::model::{
    ContainerCode, ContainerConfig, HealthCheck, PersistentStorage, Toolchain, Variables,
};
use crate::normalise;
use crate::path::Path;

/// Implements `Debug` for types by the path where their values stand in a container, which tells what in them is secret.
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
    normalise::masked(
        &writer.finish(),
        Document::ROOT,
        &Path::parse(path),
        &mut out,
    );
    out
}
