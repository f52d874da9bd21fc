//! Creates JSON texts of containers and stacks. They are on one line, unless a shape adds line breaks.

use alien_sdk_core::internal::document::Buffers;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{Input, Options};
use alien_sdk_core::internal::wire::Report;

use super::work::Work;

/// The members that every container must have, without the ID and the ports.
const REQUIRED: &str = r#""code":{"type":"image","image":"api:v1"},"cpu":{"min":"1","desired":"1"},"memory":{"min":"1Gi","desired":"1Gi"},"permissions":"execution""#;

/// Returns `count` parts, separated by commas.
pub fn list(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(",")
}

/// Returns a container with further members, which must include the ports.
pub fn container(id: &str, members: &str) -> String {
    format!(r#"{{"type":"container","id":"{id}",{REQUIRED},{members}}}"#)
}

/// Returns a container with one port and further members. `members` is empty or starts with a comma: `,"replicas":1`.
pub fn container_with_port(id: &str, members: &str) -> String {
    container(id, &format!(r#""ports":[{{"port":8080}}]{members}"#))
}

/// Returns a resource of a stack.
pub fn resource(key: &str, config: &str, lifecycle: &str) -> String {
    format!(r#""{key}":{{"config":{config},"lifecycle":"{lifecycle}"}}"#)
}

/// Returns containers of a stack, named `api-0` and so on. Each has one port and further members.
pub fn containers(count: usize, members: impl Fn(usize) -> String) -> String {
    list(count, |at| {
        let id = format!("api-{at}");
        resource(&id, &container_with_port(&id, &members(at)), "live")
    })
}

/// Returns a resource of another type than container, with further members.
pub fn other_resource(kind: &str, id: &str, members: &str) -> String {
    let config = format!(r#"{{"type":"{kind}","id":"{id}"{members}}}"#);
    resource(id, &config, "frozen")
}

/// Returns a stack.
pub fn stack(resources: &str) -> String {
    format!(r#"{{"id":"shop","resources":{{{resources}}}}}"#)
}

/// Validates a text and returns the report.
pub fn validate(text: &str, options: &Options) -> Report {
    let (input, mut buffers) = (Input::Text(text), Buffers::default());
    functions::validate(input, options, Units::Utf16, &mut buffers).unwrap_or_default()
}

/// Returns work that validates a text and counts the diagnostics.
pub fn count_diagnostics(text: String) -> Work {
    Box::new(move || validate(&text, &Options::default()).diagnostics.len())
}

/// Returns work that normalises a text and counts the bytes of the result.
pub fn count_normalised_bytes(text: String) -> Work {
    Box::new(move || {
        let built = functions::normalise(Input::Text(&text), &Options::default(), Units::Utf16);
        let json = built.ok().and_then(|built| built.json);
        json.map_or(0, |json| json.len())
    })
}
