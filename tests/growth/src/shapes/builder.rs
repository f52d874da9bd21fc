//! Shapes of builder calls.

use Argument::{Number, Object, Text};
use alien_sdk_core::Options;
use alien_sdk_core::internal::document::{Buffers, Source, Writer, node};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::wire;

use super::work::Work;

/// The calls of a builder, as a binding records them.
struct Calls(Writer<'static>);

enum Argument<'a> {
    Text(&'a str),
    Number(usize),
    Object(&'a [(&'a str, Argument<'a>)]),
}

impl Calls {
    fn new(method: &str) -> Self {
        let mut writer = Writer::new("", Source::Value, Buffers::default());
        writer.open(node::ARRAY, 0);
        let mut calls = Self(writer);
        calls.call(method, &[Text("api")]);
        calls
    }

    /// Starts a container that is valid once it has ports.
    fn container() -> Self {
        let mut calls = Self::new("container");
        calls.required();
        calls
    }

    /// Makes the calls that every container needs, except those for ports.
    fn required(&mut self) {
        let image = [("type", Text("image")), ("image", Text("api:v1"))];
        self.call("code", &[Object(&image)]);
        self.call("cpu", &[Number(1)]);
        self.call("memory", &[Text("1Gi")]);
        self.call("permissions", &[Text("execution")]);
    }

    /// Adds a builder of a container with one port to a stack.
    fn add_builder(&mut self, id: &str, port: usize) {
        self.call("container", &[Text(id)]);
        self.required();
        self.call("port", &[Number(port)]);
        self.call("addBuilder", &[Text("live")]);
    }

    fn call(&mut self, method: &str, arguments: &[Argument]) {
        self.0.open(node::ARRAY, 0);
        self.0.string(method);
        for argument in arguments {
            self.write_argument(argument);
        }
        self.0.close(0, 0);
    }

    fn write_argument(&mut self, argument: &Argument) {
        match argument {
            Text(text) => drop(self.0.string(text)),
            Number(number) => drop(self.0.number(*number as f64)),
            Object(members) => {
                self.0.open(node::OBJECT, 0);
                for (key, value) in *members {
                    self.0.string(key);
                    self.write_argument(value);
                }
                self.0.close(0, 0);
            }
        }
    }

    /// Returns work that builds the calls and counts the bytes of the result.
    fn build(mut self) -> Work {
        self.0.close(0, 0);
        let calls = self.0.finish();
        Box::new(move || {
            let built = wire::BuildResult::from_calls(&calls, &JAVASCRIPT, &Options::default());
            built.json.map_or(0, |json| json.len())
        })
    }

    /// Returns work that builds the calls, which have errors, and counts the errors in the error message.
    fn fail_to_build(mut self) -> Work {
        self.0.close(0, 0);
        let calls = self.0.finish();
        Box::new(move || {
            let built = wire::BuildResult::from_calls(&calls, &JAVASCRIPT, &Options::default());
            let message =
                functions::build_failure(built.report.clone(), built.kind, Some("api")).message;
            message.matches("-->").count()
        })
    }
}

pub fn environment(n: usize) -> Work {
    let mut calls = Calls::container();
    calls.call("port", &[Number(8080)]);
    for at in 0..n {
        let name = format!("A{at}");
        let variables = [("SAME", Text("1")), (&name, Text("1"))];
        calls.call("environment", &[Object(&variables)]);
    }
    calls.build()
}

pub fn ports(n: usize) -> Work {
    let mut calls = Calls::container();
    for at in 0..n {
        calls.call("port", &[Number(at + 1)]);
    }
    calls.call("expose", &[Text("http")]);
    calls.build()
}

pub fn exposures(n: usize) -> Work {
    let mut calls = Calls::container();
    for at in 0..n {
        calls.call("port", &[Number(at + 1)]);
        calls.call("exposePort", &[Number(at + 2), Text("http")]);
    }
    calls.fail_to_build()
}

pub fn links(n: usize) -> Work {
    let mut calls = Calls::container();
    calls.call("port", &[Number(8080)]);
    for at in 0..n {
        let id = format!("cache-{at}");
        let link = [("type", Text("kv")), ("id", Text(&id))];
        calls.call("link", &[Object(&link)]);
    }
    calls.build()
}

pub fn invalid_calls(n: usize) -> Work {
    let mut calls = Calls::container();
    for _ in 0..n {
        calls.call("port", &[Number(0)]);
    }
    calls.fail_to_build()
}

pub fn resources(n: usize) -> Work {
    let mut calls = Calls::new("stack");
    for at in 0..n {
        let id = format!("cache-{at}");
        let config = [("type", Text("kv")), ("id", Text(&id))];
        calls.call("add", &[Object(&config), Text("frozen")]);
    }
    calls.build()
}

fn stack_of_builders(n: usize, id: impl Fn(usize) -> String, port: usize) -> Calls {
    let mut calls = Calls::new("stack");
    for at in 0..n {
        calls.add_builder(&id(at), port);
    }
    calls
}

pub fn builders(n: usize) -> Work {
    stack_of_builders(n, |at| format!("api-{at}"), 8080).build()
}

pub fn invalid_builders(n: usize) -> Work {
    stack_of_builders(n, |at| format!("api-{at}"), 0).fail_to_build()
}

pub fn same_builders(n: usize) -> Work {
    stack_of_builders(n + 1, |_| "api".to_owned(), 8080).fail_to_build()
}
