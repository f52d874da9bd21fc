//! The normalised form: JSON without spaces, keys in the order of the model, absent optionals left out.

use crate::fix::string;
use crate::model::{
    Autoscaling, ContainerCode, ContainerConfig, HealthCheck, PersistentStorage, ResourceRef,
    Resources, Toolchain, Variables, number,
};

/// The normalised JSON of a container, put behind `out`.
pub fn container(config: &ContainerConfig, out: &mut String) {
    object(out, |o| {
        o.text("type", "container");
        o.text("id", &config.id);
        o.object("code", |o| code(&config.code, o));
        o.object("cpu", |o| resources(&config.cpu, o));
        o.object("memory", |o| resources(&config.memory, o));
        if let Some(gpu) = &config.gpu {
            o.object("gpu", |o| {
                o.text("type", &gpu.kind);
                o.integer("count", gpu.count.into());
            });
        }
        o.list("ports", &config.ports, |port, out| {
            object(out, |o| {
                o.integer("port", port.port.into());
                o.optional_text("expose", port.expose.map(|protocol| protocol.name()));
            });
        });
        o.optional_integer("replicas", config.replicas.map(u64::from));
        if let Some(scaling) = &config.autoscaling {
            o.object("autoscaling", |o| autoscaling(scaling, o));
        }
        o.key("stateful");
        o.out
            .push_str(if config.stateful { "true" } else { "false" });
        if let Some(PersistentStorage { size, mount_path }) = &config.persistent_storage {
            o.object("persistentStorage", |o| {
                o.text("size", size);
                o.text("mountPath", mount_path);
            });
        }
        o.optional_text("ephemeralStorage", config.ephemeral_storage.as_deref());
        if let Some(check) = &config.health_check {
            o.object("healthCheck", |o| health_check(check, o));
        }
        o.variables("environment", &config.environment);
        o.list("links", &config.links, |ResourceRef { kind, id }, out| {
            object(out, |o| {
                o.text("type", kind);
                o.text("id", id);
            });
        });
        o.text("permissions", &config.permissions);
        o.optional_text("cluster", config.cluster.as_deref());
        o.optional_text("pool", config.pool.as_deref());
        if let Some(words) = &config.command {
            o.list("command", words, |word, out| string(word, out));
        }
    });
}

fn code(code: &ContainerCode, o: &mut Object) {
    match code {
        ContainerCode::Image { image } => {
            o.text("type", "image");
            o.text("image", image);
        }
        ContainerCode::Source {
            src,
            toolchain: built,
        } => {
            o.text("type", "source");
            o.text("src", src);
            o.object("toolchain", |o| toolchain(built, o));
        }
    }
}

fn toolchain(toolchain: &Toolchain, o: &mut Object) {
    match toolchain {
        Toolchain::Typescript { binary_name } => {
            o.text("type", "typescript");
            o.optional_text("binaryName", binary_name.as_deref());
        }
        Toolchain::Rust { binary_name } => {
            o.text("type", "rust");
            o.optional_text("binaryName", binary_name.as_deref());
        }
        Toolchain::Docker {
            dockerfile,
            build_args,
            target,
        } => {
            o.text("type", "docker");
            o.optional_text("dockerfile", dockerfile.as_deref());
            if let Some(arguments) = build_args {
                o.variables("buildArgs", arguments);
            }
            o.optional_text("target", target.as_deref());
        }
    }
}

fn resources(resources: &Resources, o: &mut Object) {
    o.text("min", &resources.min);
    o.text("desired", &resources.desired);
}

fn autoscaling(scaling: &Autoscaling, o: &mut Object) {
    o.integer("min", scaling.min.into());
    o.integer("desired", scaling.desired.into());
    o.integer("max", scaling.max.into());
    o.optional_number("targetCpuPercent", scaling.target_cpu_percent);
    o.optional_number("targetMemoryPercent", scaling.target_memory_percent);
    o.optional_integer(
        "targetHttpInFlightPerReplica",
        scaling.target_http_in_flight_per_replica,
    );
    o.optional_number("maxHttpP95LatencyMs", scaling.max_http_p95_latency_ms);
}

fn health_check(check: &HealthCheck, o: &mut Object) {
    o.text("path", &check.path);
    o.optional_integer("port", check.port.map(u64::from));
    o.text("method", check.method.name());
    o.integer("timeoutSeconds", check.timeout_seconds);
    o.integer("failureThreshold", check.failure_threshold);
}

/// An object that is being written.
struct Object<'o> {
    out: &'o mut String,
    first: bool,
}

fn object(out: &mut String, members: impl FnOnce(&mut Object)) {
    out.push('{');
    let mut object = Object { out, first: true };
    members(&mut object);
    out.push('}');
}

impl Object<'_> {
    fn key(&mut self, key: &str) {
        if !std::mem::take(&mut self.first) {
            self.out.push(',');
        }
        // Keys of the model need no escapes.
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
    }

    fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        string(value, self.out);
    }

    fn optional_text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    fn integer(&mut self, key: &str, value: u64) {
        self.key(key);
        digits(value, self.out);
    }

    fn optional_integer(&mut self, key: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.integer(key, value);
        }
    }

    fn optional_number(&mut self, key: &str, value: Option<f64>) {
        if let Some(value) = value {
            self.key(key);
            self.out.push_str(&number::print(value));
        }
    }

    fn object(&mut self, key: &str, members: impl FnOnce(&mut Object)) {
        self.key(key);
        object(self.out, members);
    }

    fn list<T>(&mut self, key: &str, values: &[T], value: impl Fn(&T, &mut String)) {
        self.key(key);
        self.out.push('[');
        for (at, each) in values.iter().enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            value(each, self.out);
        }
        self.out.push(']');
    }

    fn variables(&mut self, key: &str, variables: &Variables) {
        self.key(key);
        self.out.push('{');
        for (at, (name, value)) in variables.0.iter().enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            string(name, self.out);
            self.out.push(':');
            string(value, self.out);
        }
        self.out.push('}');
    }
}

fn digits(value: u64, out: &mut String) {
    // Formatting would take a third of the time of the whole.
    if value >= 10 {
        digits(value / 10, out);
    }
    out.push(char::from(b'0' + (value % 10) as u8));
}
