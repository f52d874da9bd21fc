//! Tests of the fold, with calls and declarations as JSON.

use super::*;
use crate::document::{Buffers, Foreign, Source, Writer, node};
use crate::json_text::json_string;
use crate::language::JAVASCRIPT;

/// Folds calls and compares the declaration. In `expected`, `~` marks a scalar that is a shorthand for a pair, `!` a
/// broken value, `?` a null argument, and `<…>` a value that JSON doesn't have.
fn check(calls: &str, expected: &str) {
    assert_eq!(folded(calls, false), expected, "{calls}");
}

/// Like [`check`], with the number of the call after each value: `8080@1`.
fn check_calls(calls: &str, expected: &str) {
    assert_eq!(folded(calls, true), expected, "{calls}");
}

fn folded(calls: &str, with_calls: bool) -> String {
    let calls = read(calls);
    let document = fold(&calls, &JAVASCRIPT, Buffers::default());
    let mut out = String::new();
    print(&document, Document::ROOT, with_calls, &mut out);
    out
}

/// A parser for the tests. It accepts valid JSON, `undefined`, `NaN` and `Infinity`.
fn read(text: &str) -> Document<'_> {
    let mut writer = Writer::new(text, Source::Value, Buffers::default());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match c {
            '[' => (writer.open(node::ARRAY, 0), 1).1,
            '{' => (writer.open(node::OBJECT, 0), 1).1,
            ']' | '}' => (writer.close(0, 0), 1).1,
            '"' => {
                let length = rest[1..].find('"').unwrap();
                writer.leaf(node::STRING, at as u32 + 1, length as u32);
                length + 2
            }
            ' ' | '\n' | ',' | ':' => 1,
            _ => {
                let length = rest.find([',', ']', '}', ' ']).unwrap_or(rest.len());
                match &rest[..length] {
                    "null" => writer.leaf(node::NULL, 0, 0),
                    "true" => writer.bool(true),
                    "false" => writer.bool(false),
                    "undefined" => writer.foreign(Foreign::Undefined),
                    number => writer.number(number.parse().unwrap()),
                };
                length
            }
        };
        at += length;
    }
    writer.finish()
}

fn text_of(calls: &Document<'_>, number: usize) -> String {
    let call = calls.elements(Document::ROOT).nth(number);
    call.map(|call| call_text(calls, call, &JAVASCRIPT))
        .unwrap_or_default()
}

fn print(document: &Document<'_>, id: NodeId, with_calls: bool, out: &mut String) {
    for (mark, is_on) in [
        ('~', document.is_shorthand(id)),
        ('!', document.is_broken(id)),
        ('?', document.is_argument(id)),
    ] {
        out.extend(is_on.then_some(mark));
    }
    let mut separator = "";
    match document.kind(id) {
        Kind::Object => {
            out.push('{');
            for (key, value) in document.members(id) {
                out.push_str(separator);
                out.push_str(&json_string(document.str(key).unwrap()));
                out.push(':');
                print(document, value, with_calls, out);
                assert_eq!(document.node_after(key), value);
                separator = ",";
            }
            out.push('}');
        }
        Kind::Array => {
            out.push('[');
            for element in document.elements(id) {
                out.push_str(separator);
                print(document, element, with_calls, out);
                separator = ",";
            }
            out.push(']');
        }
        Kind::String => out.push_str(&json_string(document.str(id).unwrap())),
        Kind::Foreign(kind) => out.push_str(&format!("<{kind:?}>")),
        _ => out.push_str(&document.scalar(id).unwrap()),
    }
    if with_calls {
        out.push_str(&format!("@{}", document.call(id).unwrap()));
    }
}

#[test]
fn keys_stand_in_the_order_of_the_wire() {
    check(
        r#"[["container","api"],["command",["a"]],["pool","p"],["cluster","c"],["permissions","x"],
            ["link",{"type":"kv","id":"k"}],["environment",{"A":"1"}],["healthCheck",{"path":"/"}],
            ["ephemeralStorage","1Gi"],["stateful",false],["autoScale",{"min":1}],["replicas",2],
            ["port",80],["gpu",{"type":"t4"}],["memory","1Gi"],["cpu",{"min":"1"}],
            ["code",{"type":"image"}]]"#,
        concat!(
            r#"{"id":"api","code":{"type":"image"},"cpu":{"min":"1"},"memory":~"1Gi","gpu":{"type":"t4"},"#,
            r#""ports":[{"port":80}],"replicas":2,"autoscaling":{"min":1},"stateful":false,"#,
            r#""ephemeralStorage":"1Gi","healthCheck":{"path":"/"},"environment":{"A":"1"},"#,
            r#""links":[{"type":"kv","id":"k"}],"permissions":"x","cluster":"c","pool":"p","command":["a"]}"#,
        ),
    );
}

#[test]
fn the_last_call_of_a_setter_wins() {
    check(
        r#"[["container","api"],["pool","a"],["pool",{"x":1}],["pool","b"]]"#,
        r#"{"id":"api","pool":"b"}"#,
    );
    check_calls(
        r#"[["container","api"],["pool","a"],["pool","b"]]"#,
        r#"{"id":"api"@0,"pool":"b"@2}@0"#,
    );
}

#[test]
fn a_cpu_number_is_its_shortest_decimal() {
    let cases = [
        ("2", r#"~"2""#),
        ("0.5", r#"~"0.5""#),
        ("1e21", r#"~"1000000000000000000000""#),
        ("1e-7", r#"~"0.0000001""#),
        ("-0", r#"~"0""#),
        ("-1", r#"~"-1""#),
        ("NaN", "~NaN"),
        ("inf", "~Infinity"),
        (r#""500m""#, r#"~"500m""#),
        ("null", "~?null"),
        (r#"{"min":1,"x":2}"#, r#"{"min":1,"x":2}"#),
    ];
    for (argument, cpu) in cases {
        check(
            &format!(r#"[["container","a"],["cpu",{argument}]]"#),
            &format!(r#"{{"id":"a","cpu":{cpu}}}"#),
        );
    }
    check(
        r#"[["container","a"],["memory",1024]]"#,
        r#"{"id":"a","memory":~1024}"#,
    );
}

#[test]
fn expose_means_the_port_that_is_first_in_the_end() {
    let cases = [
        (
            r#"["expose","http"],["port",1],["port",2]"#,
            r#"[{"port":1,"expose":"http"},{"port":2}]"#,
        ),
        (
            r#"["port",1],["expose","http"],["expose","tcp"]"#,
            r#"[{"port":1,"expose":"tcp"}]"#,
        ),
        (
            r#"["port",1],["expose","http"],["exposePort",1,"tcp"]"#,
            r#"[{"port":1,"expose":"tcp"}]"#,
        ),
        (
            r#"["port",1],["exposePort",1,"tcp"],["expose","http"]"#,
            r#"[{"port":1,"expose":"http"}]"#,
        ),
        (
            r#"["ports",[1,2]],["exposePort",2.0,"tcp"]"#,
            r#"[{"port":1},{"port":2,"expose":"tcp"}]"#,
        ),
        (
            r#"["port",1],["exposePort",2,"tcp"]"#,
            r#"[{"port":1},{"port":2,"expose":"tcp"}]"#,
        ),
        (
            r#"["exposePort","1","tcp"]"#,
            r#"[{"port":"1","expose":"tcp"}]"#,
        ),
        (
            r#"["exposePort",NaN,"tcp"],["exposePort",NaN,"tcp"]"#,
            r#"[{"port":NaN,"expose":"tcp"},{"port":NaN,"expose":"tcp"}]"#,
        ),
        (
            r#"["port",0],["exposePort",-0,"tcp"]"#,
            r#"[{"port":0,"expose":"tcp"}]"#,
        ),
        (
            r#"["ports",[1,null]],["port",undefined]"#,
            r#"[{"port":1},{"port":?null},{"port":<Undefined>}]"#,
        ),
        (r#"["port",1],["ports",80],["ports","x"],["port",2]"#, "80"),
    ];
    for (calls, ports) in cases {
        check(
            &format!(r#"[["container","a"],{calls}]"#),
            &format!(r#"{{"id":"a","ports":{ports}}}"#),
        );
    }
    check(r#"[["container","a"],["expose","http"]]"#, r#"{"id":"a"}"#);
    check(r#"[["container","a"],["ports",[]]]"#, r#"{"id":"a"}"#);
    check_calls(
        r#"[["container","a"],["expose","http"],["port",1],["exposePort",2,"tcp"]]"#,
        r#"{"id":"a"@0,"ports":[{"port":1@2,"expose":"http"@1}@2,{"port":2@3,"expose":"tcp"@3}@3]@2}@0"#,
    );
}

#[test]
fn many_ports_take_linear_time() {
    use std::fmt::Write as _;
    let mut calls = String::from(r#"[["container","a"]"#);
    for port in 0..70_000 {
        write!(calls, r#",["port",{port}]"#).unwrap();
    }
    for port in (0..70_000).rev() {
        write!(calls, r#",["exposePort",{port},"tcp"]"#).unwrap();
    }
    let calls = read(&calls);
    let document = fold(&calls, &JAVASCRIPT, Buffers::default());
    let ports = document.get(Document::ROOT, "ports").unwrap();
    assert_eq!(document.elements(ports).count(), 70_000);
    let last = document.elements(ports).last().unwrap();
    let exposure = document.get(last, "expose").unwrap();
    assert_eq!(document.call(exposure), Some(70_001));
}

#[test]
fn bounds_are_derived_from_the_one_that_was_given() {
    let cases = [
        (r#"["minReplicas",2]"#, r#"{"min":2,"desired":2,"max":20}"#),
        (r#"["minReplicas",0]"#, r#"{"min":0,"desired":0,"max":1}"#),
        (
            r#"["minReplicas",4294967295]"#,
            r#"{"min":4294967295,"desired":4294967295,"max":4294967295}"#,
        ),
        (
            r#"["minReplicas",-1]"#,
            r#"{"min":-1,"desired":!-1,"max":!null}"#,
        ),
        (
            r#"["minReplicas",null]"#,
            r#"{"min":?null,"desired":!?null,"max":!null}"#,
        ),
        (r#"["maxReplicas",20]"#, r#"{"min":1,"desired":1,"max":20}"#),
        (
            r#"["maxReplicas","x"]"#,
            r#"{"min":1,"desired":1,"max":"x"}"#,
        ),
        (
            r#"["maxReplicas",9],["minReplicas",3]"#,
            r#"{"min":3,"desired":3,"max":9}"#,
        ),
        (
            r#"["minReplicas",3],["autoScale",{"max":5}]"#,
            r#"{"max":5}"#,
        ),
        (
            r#"["autoScale",{"targetCpuPercent":70,"min":1,"desired":4,"max":20}],["minReplicas",2]"#,
            r#"{"min":2,"desired":2,"targetCpuPercent":70,"max":20}"#,
        ),
        (
            r#"["autoScale",{"min":1,"x":2}],["maxReplicas",2]"#,
            r#"{"max":2,"min":1,"x":2}"#,
        ),
        (r#"["autoScale",7],["minReplicas",2]"#, "7"),
        (r#"["autoScale",null],["minReplicas",2]"#, "?null"),
    ];
    for (calls, autoscaling) in cases {
        check(
            &format!(r#"[["container","a"],{calls}]"#),
            &format!(r#"{{"id":"a","autoscaling":{autoscaling}}}"#),
        );
    }
    check_calls(
        r#"[["container","a"],["autoScale",{"min":1,"max":9}],["maxReplicas",2],["minReplicas",1]]"#,
        r#"{"id":"a"@0,"autoscaling":{"min":1@3,"desired":1@3,"max":2@2}@1}@0"#,
    );
    check(
        r#"[["container","a"],["minReplicas",1],["replicas",3]]"#,
        r#"{"id":"a","replicas":3,"autoscaling":{"min":1,"desired":1,"max":10}}"#,
    );
}

#[test]
fn persistent_storage_makes_stateful_unless_that_was_said() {
    let cases = [
        (
            r#"["persistentStorage","1Gi"]"#,
            r#""stateful":true,"persistentStorage":{"size":"1Gi"}"#,
        ),
        (
            r#"["stateful",false],["persistentStorage","1Gi"]"#,
            r#""stateful":false,"persistentStorage":{"size":"1Gi"}"#,
        ),
        (
            r#"["persistentStorage","1Gi",{"mountPath":"/d","x":1}]"#,
            r#""stateful":true,"persistentStorage":{"size":"1Gi","mountPath":"/d","x":1}"#,
        ),
        (
            r#"["persistentStorage","1Gi",undefined]"#,
            r#""stateful":true,"persistentStorage":{"size":"1Gi"}"#,
        ),
        (
            r#"["persistentStorage","1Gi","/d"]"#,
            r#""stateful":true,"persistentStorage":"/d""#,
        ),
        (
            r#"["persistentStorage","1Gi",null]"#,
            r#""stateful":true,"persistentStorage":?null"#,
        ),
        (
            r#"["persistentStorage",null]"#,
            r#""stateful":true,"persistentStorage":{"size":?null}"#,
        ),
    ];
    for (calls, members) in cases {
        check(
            &format!(r#"[["container","a"],{calls}]"#),
            &format!(r#"{{"id":"a",{members}}}"#),
        );
    }
}

#[test]
fn environments_merge_by_name() {
    let cases = [
        (
            r#"["environment",{"A":"1","B":"2"}],["environment",{"C":"3","A":"4"}]"#,
            r#"{"A":"4","B":"2","C":"3"}"#,
        ),
        (
            r#"["environment",{"A":"1","A":"2"}]"#,
            r#"{"A":"1","A":"2"}"#,
        ),
        (
            r#"["environment",{"A":"1","A":"2","B":"3"}],["environment",{"A":"4"}]"#,
            r#"{"A":"4","B":"3"}"#,
        ),
        (
            r#"["environment",{"A":"1"}],["environment",{"A":"2","A":"3"}]"#,
            r#"{"A":"2","A":"3"}"#,
        ),
        (
            r#"["environment",{"A":"1"}],["environment","A=1"],["environment",7]"#,
            r#""A=1""#,
        ),
        (r#"["environment",null]"#, "?null"),
    ];
    for (calls, environment) in cases {
        check(
            &format!(r#"[["container","a"],{calls}]"#),
            &format!(r#"{{"id":"a","environment":{environment}}}"#),
        );
    }
    check_calls(
        r#"[["container","a"],["environment",{"A":"1","B":"2"}],["environment",{"A":"3"}]]"#,
        r#"{"id":"a"@0,"environment":{"A":"3"@2,"B":"2"@1}@1}@0"#,
    );
}

#[test]
fn calls_build_on_the_declaration_of_from() {
    let config = r#"{"zone":1,"links":[{"id":"x"}],"id":"a","memory":"1Gi","memory":"2Gi",
        "ports":[{"port":1,"expose":"http","x":0}],"environment":{"A":"1"},"autoscaling":{"min":1,"max":5},
        "stateful":false,"zone":2}"#;
    let start = format!(r#"["from",{config}]"#);
    check(
        &format!("[{start}]"),
        concat!(
            r#"{"id":"a","memory":"1Gi","memory":"2Gi","ports":[{"port":1,"expose":"http","x":0}],"#,
            r#""autoscaling":{"min":1,"max":5},"stateful":false,"environment":{"A":"1"},"#,
            r#""links":[{"id":"x"}],"zone":1,"zone":2}"#,
        ),
    );
    check(
        &format!(
            r#"[{start},["memory","3Gi"],["port",2],["expose","tcp"],["environment",{{"A":"2","B":"3"}}],
            ["maxReplicas",7],["persistentStorage","1Gi"],["link",null]]"#
        ),
        concat!(
            r#"{"id":"a","memory":~"3Gi","ports":[{"port":1,"x":0,"expose":"tcp"},{"port":2}],"#,
            r#""autoscaling":{"max":7,"min":1},"stateful":false,"persistentStorage":{"size":"1Gi"},"#,
            r#""environment":{"A":"2","B":"3"},"links":[{"id":"x"},?null],"zone":1,"zone":2}"#,
        ),
    );
    check(
        r#"[["from",{"ports":[{"port":9}],"ports":[{"port":8080}]}],["exposePort",8080,"tcp"]]"#,
        r#"{"ports":[{"port":9}],"ports":[{"port":8080,"expose":"tcp"}]}"#,
    );
    check(
        r#"[["from",{"ports":null,"links":7,"environment":null}],["port",1],["link",{}],["environment",{}]]"#,
        r#"{"ports":[{"port":1}],"environment":{},"links":7}"#,
    );
    check(r#"[["from",[1]],["port",1]]"#, "[1]");
    check(r#"[["from",null],["port",1]]"#, "?null");
}

#[test]
fn missing_arguments_are_undefined_and_extra_ones_nothing() {
    check(
        r#"[["container"],["exposePort",1],["pool","a","b"],["nonsense",1],7,[]]"#,
        r#"{"id":<Undefined>,"ports":[{"port":1,"expose":<Undefined>}],"pool":"a"}"#,
    );
    check("[]", "{}");
    check("7", "{}");
}

#[test]
fn methods_go_by_number_too() {
    let calls = format!(
        r#"[[0,"api"],[{},8080],[99,1],[-1,1],[0.5,1]]"#,
        METHODS.iter().position(|m| m.name == "port").unwrap()
    );
    check(&calls, r#"{"id":"api","ports":[{"port":8080}]}"#);
    assert_eq!(text_of(&read(&calls), 1), ".port(8080)");
}

#[test]
fn calls_are_shown_with_scalars_only() {
    let calls = r#"[["container","api"],["exposePort",9090,"tcp"],["environment","TOKEN=x"],["code","x"],
        ["gpu",{"type":"x"}],["stateful",true],["pool",null],["persistentStorage","1Gi",{}],["port"]]"#;
    let shown: Vec<_> = (0..10).map(|call| text_of(&read(calls), call)).collect();
    assert_eq!(
        shown,
        [
            r#"new Container("api")"#,
            r#".exposePort(9090, "tcp")"#,
            ".environment(…)",
            ".code(…)",
            ".gpu(…)",
            ".stateful(true)",
            ".pool(null)",
            r#".persistentStorage("1Gi", …)"#,
            ".port()",
            "",
        ]
    );
}
