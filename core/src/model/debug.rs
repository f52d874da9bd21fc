//! `Debug` of what may hold a secret: it ends in logs, so texts are masked and variables have no values.
//!
//! Every field is named, so that none is forgotten.

use std::fmt::{Debug, Formatter, Result};

use super::{ContainerCode, ContainerConfig, HealthCheck, PersistentStorage, Toolchain, Variables};
use crate::secret::{MASK, Masked, mask_name, mask_words};

fn masked(text: &Option<String>) -> Option<Masked<'_>> {
    text.as_deref().map(Masked)
}

impl Debug for ContainerConfig {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self {
            kind,
            id,
            code,
            cpu,
            memory,
            gpu,
            ports,
            replicas,
            autoscaling,
            stateful,
            persistent_storage,
            ephemeral_storage,
            health_check,
            environment,
            links,
            permissions,
            cluster,
            pool,
            command,
        } = self;
        f.debug_struct("ContainerConfig")
            .field("kind", kind)
            .field("id", &Masked(id))
            .field("code", code)
            .field("cpu", cpu)
            .field("memory", memory)
            .field("gpu", gpu)
            .field("ports", ports)
            .field("replicas", replicas)
            .field("autoscaling", autoscaling)
            .field("stateful", stateful)
            .field("persistent_storage", persistent_storage)
            .field("ephemeral_storage", ephemeral_storage)
            .field("health_check", health_check)
            .field("environment", environment)
            .field("links", links)
            .field("permissions", &Masked(permissions))
            .field("cluster", &masked(cluster))
            .field("pool", &masked(pool))
            .field("command", &command.as_deref().map(Words))
            .finish()
    }
}

impl Debug for ContainerCode {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Image { image } => f
                .debug_struct("Image")
                .field("image", &Masked(image))
                .finish(),
            Self::Source { src, toolchain } => f
                .debug_struct("Source")
                .field("src", &Masked(src))
                .field("toolchain", toolchain)
                .finish(),
        }
    }
}

impl Debug for Toolchain {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Typescript { binary_name } => f
                .debug_struct("Typescript")
                .field("binary_name", &masked(binary_name))
                .finish(),
            Self::Rust { binary_name } => f
                .debug_struct("Rust")
                .field("binary_name", &masked(binary_name))
                .finish(),
            Self::Docker {
                dockerfile,
                build_args,
                target,
            } => f
                .debug_struct("Docker")
                .field("dockerfile", &masked(dockerfile))
                .field("build_args", build_args)
                .field("target", &masked(target))
                .finish(),
        }
    }
}

impl Debug for PersistentStorage {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self { size, mount_path } = self;
        f.debug_struct("PersistentStorage")
            .field("size", size)
            .field("mount_path", &Masked(mount_path))
            .finish()
    }
}

impl Debug for HealthCheck {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self {
            path,
            port,
            method,
            timeout_seconds,
            failure_threshold,
        } = self;
        f.debug_struct("HealthCheck")
            .field("path", &Masked(path))
            .field("port", port)
            .field("method", method)
            .field("timeout_seconds", timeout_seconds)
            .field("failure_threshold", failure_threshold)
            .finish()
    }
}

impl Debug for Variables {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let names = self.0.iter().map(|(name, _)| mask_name(name));
        f.debug_map()
            .entries(names.map(|name| (name, MASK)))
            .finish()
    }
}

/// The words of a command.
struct Words<'w>(&'w [String]);

impl Debug for Words<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let words = mask_words(self.0.iter().map(String::as_str));
        f.debug_list().entries(words).finish()
    }
}
