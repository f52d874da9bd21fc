//! Declarations as text, each on one line unless a shape says otherwise.

use alien_sdk_core::internal::document::Buffers;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{Input, Options};
use alien_sdk_core::internal::wire::Report;

use super::Work;

/// The members that every container must have, the id and the ports apart.
const NEEDED: &str = r#""code":{"type":"image","image":"api:v1"},"cpu":{"min":"1","desired":"1"},"memory":{"min":"1Gi","desired":"1Gi"},"permissions":"execution""#;

/// So many parts, with commas between them.
pub fn list(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(",")
}

/// A container with more members, the ports among them.
pub fn container(id: &str, members: &str) -> String {
    format!(r#"{{"type":"container","id":"{id}",{NEEDED},{members}}}"#)
}

/// A container with one port, and more members if there is text: `,"replicas":1`.
pub fn with_port(id: &str, members: &str) -> String {
    container(id, &format!(r#""ports":[{{"port":8080}}]{members}"#))
}

/// A resource of a stack.
pub fn resource(key: &str, config: &str, lifecycle: &str) -> String {
    format!(r#""{key}":{{"config":{config},"lifecycle":"{lifecycle}"}}"#)
}

/// Containers of a stack, `api-0` and so on, each with one port and more members.
pub fn containers(count: usize, members: impl Fn(usize) -> String) -> String {
    list(count, |at| {
        let id = format!("api-{at}");
        resource(&id, &with_port(&id, &members(at)), "live")
    })
}

/// A resource that is no container, with more members.
pub fn other(kind: &str, id: &str, members: &str) -> String {
    let config = format!(r#"{{"type":"{kind}","id":"{id}"{members}}}"#);
    resource(id, &config, "frozen")
}

/// A stack.
pub fn stack(resources: &str) -> String {
    format!(r#"{{"id":"shop","resources":{{{resources}}}}}"#)
}

/// What is found in a text.
pub fn validate(text: &str, options: &Options) -> Report {
    let (input, mut buffers) = (Input::Text(text), Buffers::default());
    functions::validate(input, options, Units::Utf16, &mut buffers).unwrap_or_default()
}

/// Validates a text, and says how many diagnostics there are.
pub fn faults(text: String) -> Work {
    Box::new(move || validate(&text, &Options::default()).diagnostics.len())
}

/// Normalises a text, and says how many bytes that gives.
pub fn normalised(text: String) -> Work {
    Box::new(move || {
        let built = functions::normalise(Input::Text(&text), &Options::default(), Units::Utf16);
        let json = built.ok().and_then(|built| built.json);
        json.map_or(0, |json| json.len())
    })
}
