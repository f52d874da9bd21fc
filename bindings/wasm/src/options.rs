//! What JavaScript passes besides texts and values, and what it gets besides reports.

use alien_sdk_core::document::Limits;
use alien_sdk_core::document::json::JsonOptions;
use alien_sdk_core::span;
use alien_sdk_core::validate::{self, Options};
use alien_sdk_core::wire::{self, Report};
use serde::{Deserialize, Serialize};
use tsify::Tsify;

/// How a declaration is read.
#[derive(Clone, Copy, Debug, Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", default)]
pub struct ValidateOptions {
    /// What the declaration is; found by its keys if absent.
    #[tsify(optional)]
    kind: Option<DocumentKind>,
    /// Whether JSON text may have comments and commas before a closing bracket. Default: no.
    #[tsify(optional)]
    relaxed: Option<bool>,
    /// What a `character` of a range counts. Default: `"utf-16"`, as JavaScript and most editors do.
    #[tsify(optional)]
    units: Option<Units>,
    /// Bounds on what is read.
    #[tsify(optional)]
    limits: Option<LimitOptions>,
}

/// What a declaration declares: one container, resources deployed together, or what became of them.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    Container,
    Stack,
    State,
}

/// What a `character` counts.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
pub enum Units {
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "utf-16")]
    Utf16,
    #[serde(rename = "utf-32")]
    Utf32,
}

/// Bounds on what is read. Each, when passed, is a diagnostic.
#[derive(Clone, Copy, Debug, Default, Deserialize, Tsify)]
#[serde(default)]
pub struct LimitOptions {
    /// Bytes of text. Default: 16 MiB.
    #[tsify(optional)]
    bytes: Option<f64>,
    /// Objects and arrays inside each other. Default: 128.
    #[tsify(optional)]
    depth: Option<f64>,
    /// Diagnostics in a report. Default: 1,000.
    #[tsify(optional)]
    diagnostics: Option<f64>,
}

impl ValidateOptions {
    /// The options as the core has them. `replaced`: half surrogates of the text became U+FFFD.
    pub fn read(self, replaced: bool) -> Options {
        let limits = self.limits.unwrap_or_default();
        let default = Limits::default();
        // `as` keeps to the range of the type, and makes 0 of NaN.
        let or = |given: Option<f64>, default| given.map_or(default, |given| given as usize);
        Options {
            kind: self.kind.map(|kind| match kind {
                DocumentKind::Container => validate::DocumentKind::Container,
                DocumentKind::Stack => validate::DocumentKind::Stack,
                DocumentKind::State => validate::DocumentKind::State,
            }),
            json: JsonOptions {
                relaxed: self.relaxed.unwrap_or_default(),
            },
            replaced,
            limits: Limits {
                bytes: or(limits.bytes, default.bytes),
                depth: or(limits.depth, default.depth),
                diagnostics: or(limits.diagnostics, default.diagnostics),
            },
        }
    }

    /// What characters count.
    pub fn units(self) -> span::Units {
        match self.units {
            Some(Units::Utf8) => span::Units::Utf8,
            Some(Units::Utf32) => span::Units::Utf32,
            Some(Units::Utf16) | None => span::Units::Utf16,
        }
    }
}

/// What JavaScript knows about the calls of a builder.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct Sites {
    /// The ID of the container, if it is text.
    #[tsify(optional)]
    pub id: Option<String>,
    /// Where calls were made, as far as that is known and wanted.
    pub calls: Vec<Site>,
}

/// Where a call was made; lines and columns are counted from 1.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct Site {
    call: usize,
    file: String,
    line: u32,
    column: u32,
}

impl Sites {
    /// The sites by the numbers of their calls.
    pub fn by_call(&self) -> Vec<Option<wire::Site>> {
        let calls = self.calls.iter().map(|site| site.call + 1).max();
        let mut sites = vec![None; calls.unwrap_or_default()];
        for site in &self.calls {
            if let Some(slot) = sites.get_mut(site.call) {
                let Site {
                    file, line, column, ..
                } = site.clone();
                *slot = Some(wire::Site { file, line, column });
            }
        }
        sites
    }
}

/// Why a container was not built.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Refusal {
    /// Every fault with its call, for people.
    pub message: String,
    /// Every fault, for programs.
    pub report: Report,
}

impl Refusal {
    /// The refusal of a container whose ID is known or not.
    pub fn new(report: Report, id: Option<&str>) -> Self {
        let message = wire::build_message(&report, id);
        Self { message, report }
    }
}
