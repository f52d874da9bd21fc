//! YAML in documents: the codes of its problems, and, with the feature `yaml`, what reads it.
//!
//! The parser is a crate of its own, since most programs read no YAML. It returns a tape, which becomes a document here.

mod parts;
#[cfg(feature = "yaml")]
mod reader;
#[cfg(feature = "yaml")]
mod tape;
#[cfg(feature = "yaml")]
mod transfer;

#[cfg(feature = "yaml")]
pub(super) use parts::Parts;
#[cfg(feature = "yaml")]
pub(super) use reader::parse;
#[cfg(feature = "yaml")]
pub use tape::{Fault, FaultKind, SKIPPED, YamlAlias, YamlNode, YamlParser, YamlTape};

use crate::diagnostic::{Code, Docs, Severity};

/// The text is not valid YAML.
pub(crate) static YAML_SYNTAX: Code = Code {
    name: "yaml-syntax",
    severity: Severity::Error,
};

/// The text uses a part of YAML that declarations can't have.
pub(crate) static YAML_UNSUPPORTED: Code = Code {
    name: "yaml-unsupported",
    severity: Severity::Error,
};

/// The documentation of the codes in this file.
pub(crate) const DOCS: [Docs; 2] = [
    Docs {
        code: &YAML_SYNTAX,
        summary: "the text is not valid YAML",
        why: "A YAML declaration must follow YAML 1.2. Where it doesn't, programs reject it, or read something else than its \
              author meant.",
        fails: "---\nid: api\ncode: {type: image, image: \"nginx:1.27\ncpu: {min: \"1\", desired: \"1\"}\n\
                memory: {min: 1Gi, desired: 1Gi}\nports:\n  - port: 8080\npermissions: execution\n",
        passes: "---\nid: api\ncode: {type: image, image: \"nginx:1.27\"}\ncpu: {min: \"1\", desired: \"1\"}\n\
                memory: {min: 1Gi, desired: 1Gi}\nports:\n  - port: 8080\npermissions: execution\n",
    },
    Docs {
        code: &YAML_UNSUPPORTED,
        summary: "the text uses a part of YAML that declarations can't have",
        why: "A declaration has the same meaning in JSON and in YAML. Tags of programs, such as `!Ref`, keys that are lists or \
              objects, and infinite numbers have no equivalent in JSON. Functions that return one result take one document.",
        fails: "---\nid: !Ref api\ncode: {type: image, image: \"nginx:1.27\"}\ncpu: {min: \"1\", desired: \"1\"}\n\
                memory: {min: 1Gi, desired: 1Gi}\nports:\n  - port: 8080\npermissions: execution\n",
        passes: "---\nid: api\ncode: {type: image, image: \"nginx:1.27\"}\ncpu: {min: \"1\", desired: \"1\"}\n\
                memory: {min: 1Gi, desired: 1Gi}\nports:\n  - port: 8080\npermissions: execution\n",
    },
];
