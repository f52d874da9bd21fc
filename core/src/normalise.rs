//! The normalised form: JSON without spaces, keys in the order of the model, absent optionals left out and every
//! default written out.

mod masks;
mod plain;
mod stack;

pub use plain::{masked, masked_text, read, value};
pub use stack::{outputs, reason, stack, state};

use crate::draft::{
    AutoscalingDraft, CodeDraft, Draft, Entries, Field, HealthDraft, LinkDraft, Pair, PortDraft,
    StorageDraft, ToolchainDraft,
};
use crate::finish::MOUNT_PATH;
use crate::fix::string;
use crate::model::quantity::Quantity;
use crate::model::{HealthCheck, number};

/// Puts the normalised JSON of a draft without faults behind `out`; nothing, and gives `None`, if anything in the draft
/// is broken or missing.
///
/// It is written from the draft, so that no model is made, with all its strings, only to be written.
pub fn container(draft: &Draft, out: &mut String) -> Option<()> {
    let start = out.len();
    let written = object(out, |o| members(draft, o));
    if written.is_none() {
        out.truncate(start);
    }
    written
}

fn members(draft: &Draft, o: &mut Object) -> Option<()> {
    o.text("type", "container");
    o.given("id", &draft.id)?;
    o.object("code", |o| code(draft.code.given()?, o))?;
    o.object("cpu", |o| resources(draft.cpu.given()?, o))?;
    o.object("memory", |o| resources(draft.memory.given()?, o))?;
    if let Some(gpu) = optional(&draft.gpu)? {
        o.object("gpu", |o| {
            o.given("type", &gpu.kind)?;
            o.integer("count", *gpu.count.given()?)
        })?;
    }
    o.list("ports", &draft.ports.given()?.entries, port)?;
    o.optional_integer("replicas", &draft.replicas)?;
    if let Some(scaling) = optional(&draft.autoscaling)? {
        o.object("autoscaling", |o| autoscaling(scaling, o))?;
    }
    let stateful = optional(&draft.stateful)? == Some(&true);
    o.key("stateful");
    o.out.push_str(if stateful { "true" } else { "false" });
    if let Some(found) = optional(&draft.persistent_storage)? {
        o.object("persistentStorage", |o| storage(found, o))?;
    }
    if let Some(size) = optional(&draft.ephemeral_storage)? {
        o.text("ephemeralStorage", size.text);
    }
    if let Some(check) = optional(&draft.health_check)? {
        o.object("healthCheck", |o| health_check(check, o))?;
    }
    o.key("environment");
    match optional(&draft.environment)? {
        Some(entries) => variables(entries, o.out)?,
        None => o.out.push_str("{}"),
    }
    let links = optional(&draft.links)?.map_or(&[][..], Vec::as_slice);
    o.list("links", links, link)?;
    o.given("permissions", &draft.permissions)?;
    o.optional_text("cluster", &draft.cluster)?;
    o.optional_text("pool", &draft.pool)?;
    if let Some(words) = optional(&draft.command)? {
        o.list("command", words, |word, out| {
            string(word.given()?, out);
            Some(())
        })?;
    }
    Some(())
}

/// The value of a field that may be absent: outside `None` if it is broken, inside if it is absent.
fn optional<T>(field: &Field<T>) -> Option<Option<&T>> {
    match field {
        Field::Absent => Some(None),
        Field::Given(value) => Some(Some(value)),
        Field::Unseen | Field::Broken => None,
    }
}

fn code(code: &CodeDraft, o: &mut Object) -> Option<()> {
    match code {
        CodeDraft::Image { image } => {
            o.text("type", "image");
            o.text("image", image.given()?.text);
            Some(())
        }
        CodeDraft::Source {
            src,
            toolchain: built,
        } => {
            o.text("type", "source");
            o.given("src", src)?;
            o.object("toolchain", |o| toolchain(built.given()?, o))
        }
    }
}

fn toolchain(toolchain: &ToolchainDraft, o: &mut Object) -> Option<()> {
    match toolchain {
        ToolchainDraft::TypeScript { binary_name } => {
            o.text("type", "typescript");
            o.optional_text("binaryName", binary_name)
        }
        ToolchainDraft::Rust { binary_name } => {
            o.text("type", "rust");
            o.optional_text("binaryName", binary_name)
        }
        ToolchainDraft::Docker {
            dockerfile,
            build_args,
            target,
        } => {
            o.text("type", "docker");
            o.optional_text("dockerfile", dockerfile)?;
            if let Some(arguments) = optional(build_args)? {
                o.key("buildArgs");
                variables(arguments, o.out)?;
            }
            o.optional_text("target", target)
        }
    }
}

fn resources<V>(pair: &Pair<Quantity<V>>, o: &mut Object) -> Option<()> {
    let min = pair.min.given()?;
    let desired = if pair.shorthand {
        min
    } else {
        pair.desired.given()?
    };
    o.text("min", min.text);
    o.text("desired", desired.text);
    Some(())
}

fn port(entry: &Field<PortDraft>, out: &mut String) -> Option<()> {
    let entry = entry.given()?;
    object(out, |o| {
        o.integer("port", *entry.port.given()?)?;
        if let Some(protocol) = optional(&entry.expose)? {
            o.text("expose", protocol.name());
        }
        Some(())
    })
}

fn autoscaling(draft: &AutoscalingDraft, o: &mut Object) -> Option<()> {
    o.integer("min", *draft.min.given()?)?;
    o.integer("desired", *draft.desired.given()?)?;
    o.integer("max", *draft.max.given()?)?;
    o.optional_number("targetCpuPercent", &draft.target_cpu_percent)?;
    o.optional_number("targetMemoryPercent", &draft.target_memory_percent)?;
    o.optional_integer(
        "targetHttpInFlightPerReplica",
        &draft.target_http_in_flight_per_replica,
    )?;
    o.optional_number("maxHttpP95LatencyMs", &draft.max_http_p95_latency_ms)
}

fn storage(draft: &StorageDraft, o: &mut Object) -> Option<()> {
    o.text("size", draft.size.given()?.text);
    o.text(
        "mountPath",
        optional(&draft.mount_path)?.unwrap_or(&MOUNT_PATH),
    );
    Some(())
}

fn health_check(draft: &HealthDraft, o: &mut Object) -> Option<()> {
    let usual = HealthCheck::default();
    o.text(
        "path",
        optional(&draft.path)?.unwrap_or(&usual.path.as_str()),
    );
    o.optional_integer("port", &draft.port)?;
    let method = match optional(&draft.method)? {
        Some(method) => method.method?,
        None => usual.method,
    };
    o.text("method", method.name());
    let or = |field, usual: u64| Some(optional(field)?.copied().unwrap_or(usual as f64));
    o.integer(
        "timeoutSeconds",
        or(&draft.timeout_seconds, usual.timeout_seconds)?,
    )?;
    o.integer(
        "failureThreshold",
        or(&draft.failure_threshold, usual.failure_threshold)?,
    )
}

fn link(link: &Field<LinkDraft>, out: &mut String) -> Option<()> {
    let link = link.given()?;
    object(out, |o| {
        o.given("type", &link.kind)?;
        o.given("id", &link.id)
    })
}

fn variables(entries: &Entries, out: &mut String) -> Option<()> {
    list(entries.entries.iter(), ['{', '}'], out, |entry, out| {
        string(entry.name, out);
        out.push(':');
        string(entry.value.given()?, out);
        Some(())
    })
}

fn list<T>(
    things: impl Iterator<Item = T>,
    [open, close]: [char; 2],
    out: &mut String,
    mut each: impl FnMut(T, &mut String) -> Option<()>,
) -> Option<()> {
    out.push(open);
    for (at, thing) in things.enumerate() {
        if at > 0 {
            out.push(',');
        }
        each(thing, out)?;
    }
    out.push(close);
    Some(())
}

/// An object that is being written.
struct Object<'o> {
    out: &'o mut String,
    first: bool,
}

fn object(out: &mut String, members: impl FnOnce(&mut Object) -> Option<()>) -> Option<()> {
    out.push('{');
    let mut object = Object { out, first: true };
    members(&mut object)?;
    out.push('}');
    Some(())
}

impl Object<'_> {
    fn separate(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.out.push(',');
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        // Keys of the model need no escapes.
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
    }

    fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        string(value, self.out);
    }

    fn given(&mut self, key: &str, value: &Field<&str>) -> Option<()> {
        self.text(key, value.given()?);
        Some(())
    }

    fn optional_text(&mut self, key: &str, value: &Field<&str>) -> Option<()> {
        if let Some(value) = optional(value)? {
            self.text(key, value);
        }
        Some(())
    }

    /// A number that is an integer, as the rules have made sure.
    fn integer(&mut self, key: &str, value: f64) -> Option<()> {
        let value = number::integer(value, 0, 1 << 53)?;
        self.key(key);
        digits(value, self.out);
        Some(())
    }

    fn optional_integer(&mut self, key: &str, value: &Field<f64>) -> Option<()> {
        match optional(value)? {
            Some(value) => self.integer(key, *value),
            None => Some(()),
        }
    }

    fn optional_number(&mut self, key: &str, value: &Field<f64>) -> Option<()> {
        let Some(value) = optional(value)? else {
            return Some(());
        };
        if number::integer(*value, 0, 1 << 53).is_some() {
            return self.integer(key, *value);
        }
        self.key(key);
        self.out.push_str(&number::print(*value));
        Some(())
    }

    fn object(&mut self, key: &str, members: impl FnOnce(&mut Object) -> Option<()>) -> Option<()> {
        self.key(key);
        object(self.out, members)
    }

    fn list<T>(
        &mut self,
        key: &str,
        values: &[T],
        value: impl Fn(&T, &mut String) -> Option<()>,
    ) -> Option<()> {
        self.key(key);
        list(values.iter(), ['[', ']'], self.out, value)
    }
}

fn digits(value: u64, out: &mut String) {
    // Formatting would take a third of the time of the whole.
    if value >= 10 {
        digits(value / 10, out);
    }
    out.push(char::from(b'0' + (value % 10) as u8));
}
