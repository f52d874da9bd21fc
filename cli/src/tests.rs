//! Runs the command line in memory. What the real program prints is in `cli/tests`.

mod check;
mod fix;
mod folders;
mod memory;
mod secrets;
mod watch;

pub(crate) use memory::Memory;

const VALID: &str = r#"{"id": "api", "code": {"type": "image", "image": "ghcr.io/acme/api:v1"}, "cpu": {"min": "1", "desired": "1"}, "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#;

const FIXABLE: &str = r#"{"memory": "1Gi"}"#;
