//! Checks JSON files: prints the problems of each and the text with all safe fixes applied.
//!
//! Run it with `cargo run --example check -- api.json`. Without a file, it checks a text of its own.

use std::env;
use std::fs;
use std::io;

use alien_sdk_core::options::RenderOptions;
use alien_sdk_core::{Options, apply_fixes, render, validate_text};

const TEXT: &str = r#"{
  "id": "api",
  "code": {"type": "image", "image": "ghcr.io/acme/api:v1"},
  "cpu": 0.5,
  "memory": {"min": "512mi", "desired": "1Gi"},
  "ports": [{"port": 80800}],
  "permissions": "execution"
}
"#;

fn main() -> io::Result<()> {
    let names: Vec<_> = env::args().skip(1).collect();
    if names.is_empty() {
        check("api.json", TEXT);
    }
    for name in names {
        check(&name, &fs::read_to_string(&name)?);
    }
    Ok(())
}

fn check(name: &str, text: &str) {
    let options = Options::default();
    let report = validate_text(text, &options);
    println!("{}", render(&report, &RenderOptions::for_text(name, text)));
    println!(
        "with all safe fixes applied:\n{}",
        apply_fixes(text, &options, false)
    );
}
