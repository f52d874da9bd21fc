//! Recognises complete files of other tools, so that one diagnostic names the format instead of one for every key.

use crate::decode::WRONG_DOCUMENT_KIND;
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::{Document, Kind};

use super::DocumentKind;
use crate::span::NodeId;

/// The format of another tool.
struct Format {
    /// What such a file is, with its article.
    name: &'static str,
    /// Keys at the root, all of which such a file has.
    all: &'static [Mark],
    /// Keys at the root, of which such a file has at least one. Empty if any file with the other keys is one.
    any: &'static [Mark],
    help: &'static str,
}

/// A key at the root of a file, and what its value must be.
enum Mark {
    /// Any value.
    Key(&'static str),
    /// An object.
    Object(&'static str),
    /// An array.
    Array(&'static str),
    /// A string that starts with this text.
    Starts(&'static str, &'static str),
    /// An object that has another key.
    Inside(&'static str, &'static str),
}

use Mark::{Array, Inside, Key, Object, Starts};

const CONTAINER_HELP: &str =
    "write a container, with the image in \"code\" and the ports in \"ports\"";
const SEVERAL_HELP: &str =
    "write a container for each of its services, or a stack with all of them";
const OTHER_HELP: &str = "pass a container, a stack or a stack state";

/// The known formats. The first one that fits counts.
static FORMATS: [Format; 24] = [
    Format {
        name: "a Cloud Run service",
        all: &[Starts("apiVersion", "serving.knative.dev"), Key("kind")],
        any: &[],
        help: CONTAINER_HELP,
    },
    Format {
        name: "a Cloud Run service",
        all: &[Starts("apiVersion", "run.googleapis.com"), Key("kind")],
        any: &[],
        help: CONTAINER_HELP,
    },
    Format {
        name: "a Kubernetes manifest",
        all: &[Key("apiVersion"), Key("kind")],
        any: &[],
        help: "write a container, or a stack, for what runs in its pods; the image goes into \"code\"",
    },
    Format {
        name: "a Helm chart",
        all: &[Key("apiVersion"), Key("name"), Key("version")],
        any: &[],
        help: OTHER_HELP,
    },
    Format {
        name: "an Amazon ECS task definition",
        all: &[Array("containerDefinitions")],
        any: &[],
        help: "write a container for each of its container definitions, or a stack with all of them",
    },
    Format {
        name: "an Amazon ECS task definition",
        all: &[Inside("taskDefinition", "containerDefinitions")],
        any: &[],
        help: "write a container for each of its container definitions, or a stack with all of them",
    },
    Format {
        name: "a Kubernetes pod",
        all: &[Array("containers")],
        any: &[],
        help: "write a container for each of its containers, or a stack with all of them",
    },
    Format {
        name: "an AWS App Runner service",
        all: &[Object("SourceConfiguration")],
        any: &[],
        help: CONTAINER_HELP,
    },
    Format {
        name: "an Azure Container App",
        all: &[Inside("properties", "template")],
        any: &[],
        help: CONTAINER_HELP,
    },
    Format {
        name: "a Nomad job",
        all: &[],
        any: &[
            Inside("Job", "TaskGroups"),
            Array("TaskGroups"),
            Object("job"),
        ],
        help: "write a container for each of its tasks, or a stack with all of them",
    },
    Format {
        name: "a Fly.io configuration",
        all: &[Key("app")],
        any: &[
            Key("primary_region"),
            Key("http_service"),
            Array("services"),
            Array("vm"),
            Object("processes"),
        ],
        help: CONTAINER_HELP,
    },
    Format {
        name: "an app specification",
        all: &[Array("services")],
        any: &[],
        help: SEVERAL_HELP,
    },
    Format {
        name: "a Compose file",
        all: &[Object("services")],
        any: &[],
        help: SEVERAL_HELP,
    },
    Format {
        name: "a Heroku app.json",
        all: &[],
        any: &[Object("formation"), Array("buildpacks"), Array("addons")],
        help: CONTAINER_HELP,
    },
    Format {
        name: "a package.json",
        all: &[Key("name")],
        any: &[
            Object("scripts"),
            Object("dependencies"),
            Object("devDependencies"),
            Object("peerDependencies"),
        ],
        help: OTHER_HELP,
    },
    Format {
        name: "a tsconfig.json",
        all: &[Object("compilerOptions")],
        any: &[],
        help: OTHER_HELP,
    },
    Format {
        name: "a CloudFormation template",
        all: &[],
        any: &[Key("AWSTemplateFormatVersion"), Object("Resources")],
        help: OTHER_HELP,
    },
    Format {
        name: "an Azure Resource Manager template",
        all: &[Key("contentVersion"), Key("resources")],
        any: &[],
        help: OTHER_HELP,
    },
    Format {
        name: "a Terraform file",
        all: &[],
        any: &[
            Key("terraform_version"),
            Object("terraform"),
            Inside("resource", "aws_ecs_task_definition"),
            Inside("resource", "kubernetes_deployment"),
            Inside("resource", "google_cloud_run_service"),
        ],
        help: OTHER_HELP,
    },
    Format {
        name: "a devcontainer.json",
        all: &[],
        any: &[
            Array("forwardPorts"),
            Key("remoteUser"),
            Key("postCreateCommand"),
        ],
        help: OTHER_HELP,
    },
    Format {
        name: "an image configuration",
        all: &[Key("architecture"), Key("rootfs")],
        any: &[],
        help: OTHER_HELP,
    },
    Format {
        name: "a GitHub Actions workflow",
        all: &[Key("on"), Object("jobs")],
        any: &[],
        help: OTHER_HELP,
    },
    Format {
        name: "a Serverless Framework configuration",
        all: &[Key("service"), Key("provider")],
        any: &[],
        help: OTHER_HELP,
    },
    Format {
        name: "a Cloud Build configuration",
        all: &[Array("steps")],
        any: &[],
        help: OTHER_HELP,
    },
];

impl Mark {
    fn is_in(&self, document: &Document, root: NodeId) -> bool {
        let get = |key| document.get(root, key);
        let is = |key, kind| get(key).is_some_and(|value| document.kind(value) == kind);
        match *self {
            Key(key) => get(key).is_some(),
            Object(key) => is(key, Kind::Object),
            Array(key) => is(key, Kind::Array),
            Starts(key, start) => {
                let text = get(key).and_then(|value| document.str(value));
                text.is_some_and(|text| text.starts_with(start))
            }
            Inside(key, inner) => {
                get(key).is_some_and(|value| document.get(value, inner).is_some())
            }
        }
    }
}

/// Reports a complete file of another tool, and returns whether the document is one. It is only called for a document without
/// the keys that distinguish a container or a stack.
#[cold]
pub(super) fn report_other_format(
    document: &Document,
    root: NodeId,
    expected: DocumentKind,
    sink: &mut Sink,
) -> bool {
    // Every other format lacks this key, so a container with some keys of another tool is checked as a container.
    if document.get(root, "permissions").is_some() {
        return false;
    }
    let found = FORMATS.iter().find(|format| {
        let is_in = |mark: &Mark| mark.is_in(document, root);
        format.all.iter().all(is_in) && (format.any.is_empty() || format.any.iter().any(is_in))
    });
    let Some(format) = found else { return false };
    sink.report(&WRONG_DOCUMENT_KIND, || {
        let message = format!("this is {}, not {}", format.name, expected.with_article());
        Diagnostic::at_node(root, message).help(format.help)
    });
    true
}
