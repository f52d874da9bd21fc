//! Whether a value may have been meant for a key: it has the right type, or a fix gives it the right type.

use crate::diagnostic::quoted;
use crate::document::{Document, Kind};
use crate::json_text::json_string;
use crate::model::bounds;
use crate::model::image::parse_image;
use crate::model::keys::{
    CPU, GPU, HEALTH_CHECK, Key, Object, PERSISTENT_STORAGE, PORT, Shape, is_same_name, other_name,
};
use crate::model::names::{is_gpu_type, is_one_of};
use crate::model::number;
use crate::model::quantity::{SIZE_PATTERN, is_cpu, likely_size};
use crate::reader::numeric_text;
use crate::span::NodeId;

/// Whether a value fits a key.
pub(super) fn fits(document: &Document, id: NodeId, shape: &Shape) -> bool {
    let kind = document.kind(id);
    if document.is_broken(id) || matches!(kind, Kind::Null | Kind::Foreign(_)) {
        return true;
    }
    let text = document.str(id);
    let is_text = |test: fn(&str) -> bool| text.is_some_and(test);
    match shape {
        Shape::Constant(name) => text.is_some_and(|text| text.eq_ignore_ascii_case(name)),
        // A switch for the exposure of a port, which is its protocol here.
        Shape::OneOf(names) if kind == Kind::Bool => {
            names.contains(&"http") && document.bool(id) == Some(true)
        }
        Shape::OneOf(names) => names
            .iter()
            .any(|name| text.is_some_and(|text| text.eq_ignore_ascii_case(name))),
        Shape::Pattern(SIZE_PATTERN) => {
            is_text(|text| likely_size(text).is_some()) || kind == Kind::Number
        }
        Shape::Text => matches!(kind, Kind::String | Kind::Number | Kind::Bool),
        Shape::FilledText | Shape::Pattern(_) => kind == Kind::String,
        Shape::Boolean => kind == Kind::Bool || is_text(|text| super::boolean_of(text).is_some()),
        Shape::Integer(bounds) => {
            kind == Kind::Number
                || is_text(|text| numeric_text(text).is_some())
                || bounds.code.name == bounds::PORT.code.name
                    && is_text(|text| port_of(text).is_some())
        }
        Shape::Positive(_) => kind == Kind::Number || is_text(|text| numeric_text(text).is_some()),
        Shape::List(element, _) => match kind {
            Kind::Array => document
                .elements(id)
                .all(|inner| fits(document, inner, element)),
            Kind::String if matches!(element, Shape::Text) => true,
            _ => !matches!(element, Shape::Text) && fits(document, id, element),
        },
        Shape::Variables => match kind {
            Kind::Object => document
                .members(id)
                .all(|(_, value)| !matches!(document.kind(value), Kind::Object | Kind::Array)),
            Kind::Array => document
                .elements(id)
                .all(|element| matches!(document.kind(element), Kind::Object | Kind::String)),
            _ => false,
        },
        Shape::Map(_) => kind == Kind::Object,
        Shape::Amount(object) => match kind {
            Kind::Object => shares_keys(document, id, object),
            Kind::Number => true,
            _ if object.name == CPU.name => is_text(is_cpu),
            _ => is_text(|text| likely_size(text).is_some()),
        },
        Shape::Object(object) => match kind {
            Kind::Object => shares_keys(document, id, object),
            Kind::Number => object.name == PORT.name,
            Kind::String if object.name == PORT.name => is_text(|text| port_of(text).is_some()),
            Kind::String if object.name == GPU.name => is_text(is_gpu_type),
            Kind::String if object.name == HEALTH_CHECK.name => {
                is_text(|text| text.starts_with('/'))
            }
            Kind::String if object.name == PERSISTENT_STORAGE.name => {
                is_text(|text| likely_size(text).is_some())
            }
            _ => false,
        },
        Shape::Tagged(objects) => match kind {
            Kind::Object => objects
                .iter()
                .any(|object| shares_keys(document, id, object)),
            _ => is_text(|text| parse_image(text).parts.is_ok()),
        },
        Shape::Any => true,
    }
}

/// Whether an object has a key of the model, also under the name of another tool. An empty object may be meant for any.
fn shares_keys(document: &Document, id: NodeId, object: &Object) -> bool {
    let mut members = document.members(id).take(20).peekable();
    members.peek().is_none()
        || members.any(|(key, _)| {
            let name = document.str(key).unwrap_or_default();
            let is_same = |key: &Key| is_same_name(key.name, name);
            object.keys.iter().any(is_same)
                || other_name(object.name, name).is_some()
                || object.name == HEALTH_CHECK.name && is_request_or_command(name)
        })
}

/// Whether a key of a health check of another tool contains what is checked.
fn is_request_or_command(name: &str) -> bool {
    ["httpGet", "http", "tcpSocket", "exec", "test", "command"].contains(&name)
}

/// The port of the container in a mapping of ports: `8080`, `80:8080`, `127.0.0.1:80:8080/tcp`.
pub(crate) fn port_of(text: &str) -> Option<f64> {
    let (mapping, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let port = mapping.rsplit(':').next()?;
    let is_digits = !port.is_empty()
        && !port.starts_with('0')
        && port.len() <= 5
        && port.bytes().all(|b| b.is_ascii_digit());
    let before = mapping.strip_suffix(port)?;
    let is_address = |c: char| c.is_ascii_hexdigit() || is_one_of(".:[]-", c);
    let known = ["tcp", "udp", "sctp"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(protocol));
    let port = port
        .parse::<u16>()
        .ok()
        .map(f64::from)
        .filter(|port| bounds::PORT.contains(*port))?;
    (is_digits && known && before.chars().all(is_address)).then_some(port)
}

/// The JSON of a small value, for an edit that writes it in another place; `None` for a large one.
pub(super) fn small_json(document: &Document, id: NodeId) -> Option<String> {
    write_small(document, id, json_string)
}

/// The same for a message: possible secrets are masked.
pub(super) fn small_shown(document: &Document, id: NodeId) -> Option<String> {
    write_small(document, id, quoted)
}

fn write_small(document: &Document, id: NodeId, string: fn(&str) -> String) -> Option<String> {
    let nodes = document.node_after(id).0.saturating_sub(id.0);
    if nodes > 64 || document.is_broken(id) {
        return None;
    }
    let inner = |id| write_small(document, id, string);
    match document.kind(id) {
        Kind::String => document
            .str(id)
            .filter(|text| text.len() <= 1000)
            .map(string),
        Kind::Number => document
            .number(id)
            .filter(|n| n.is_finite())
            .map(number::print),
        Kind::Bool => document.bool(id).map(|value| value.to_string()),
        Kind::Array => {
            let elements: Option<Vec<_>> = document.elements(id).map(inner).collect();
            Some(format!("[{}]", elements?.join(", ")))
        }
        Kind::Object => {
            let member =
                |(key, value)| Some(format!("{}: {}", string(document.str(key)?), inner(value)?));
            let members: Option<Vec<_>> = document.members(id).map(member).collect();
            Some(format!("{{{}}}", members?.join(", ")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::port_of;

    #[test]
    fn ports_are_found_in_mappings() {
        for (text, port) in [
            ("8080", 8080.0),
            ("80:8080", 8080.0),
            ("127.0.0.1:9229:9229", 9229.0),
            ("6060:6060/tcp", 6060.0),
            ("53/udp", 53.0),
            ("[::1]:80:8080", 8080.0),
        ] {
            assert_eq!(port_of(text), Some(port), "{text}");
        }
        for text in [
            "",
            "3000-3005",
            "http",
            "80:",
            "70000",
            "80/http",
            "host:80",
            "0800",
            "+80",
        ] {
            assert_eq!(port_of(text), None, "{text}");
        }
    }
}
