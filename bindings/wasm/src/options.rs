//! What JavaScript passes besides texts and values, and what it gets besides reports.
//!
//! What it passes is read field by field: a derived `Deserialize` would be a tenth of the module.

use alien_sdk_core::internal::document::Limits;
use alien_sdk_core::internal::document::json::JsonOptions;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span;
use alien_sdk_core::internal::validate::{self, Options};
use alien_sdk_core::internal::wire::{self, Report};
use js_sys::{Array, Reflect};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::{JsError, JsValue};

/// Options for reading a declaration.
#[derive(Clone, Copy, Default, Tsify)]
pub struct ValidateOptions {
    /// The kind of the declaration. If absent, it is determined from the keys.
    #[tsify(optional)]
    kind: Option<DocumentKind>,
    /// Whether JSON text may contain comments and trailing commas. Default: false.
    #[tsify(optional)]
    relaxed: Option<bool>,
    /// The unit of `character` in positions. Default: `"utf-16"`, as in JavaScript and most editors.
    #[tsify(optional)]
    units: Option<Units>,
    /// Limits on the input.
    #[tsify(optional)]
    limits: Option<LimitOptions>,
}

/// The kind of document: a container, a stack, or the state of a stack.
#[derive(Clone, Copy, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    Container,
    Stack,
    State,
}

/// The unit of `character` in positions.
#[derive(Clone, Copy, Tsify)]
pub enum Units {
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "utf-16")]
    Utf16,
    #[serde(rename = "utf-32")]
    Utf32,
}

/// Limits on the input. Exceeding a limit is reported as a diagnostic.
#[derive(Clone, Copy, Default, Tsify)]
pub struct LimitOptions {
    /// The maximum number of bytes of text. Default: 16 MiB.
    #[tsify(optional)]
    bytes: Option<f64>,
    /// The maximum nesting depth of objects and arrays. Default: 128.
    #[tsify(optional)]
    depth: Option<f64>,
    /// The maximum number of diagnostics in a report. Default: 1,000. All texts of a report together may take 4 KiB per
    /// diagnostic, so 4 MB by default. If they would take more, fixes are left out first, then diagnostics.
    #[tsify(optional)]
    diagnostics: Option<f64>,
}

/// A field of an object; absent where it is undefined or null.
#[inline(never)]
fn field(object: &JsValue, name: &str) -> Result<Option<JsValue>, JsError> {
    let value =
        Reflect::get(object, &JsValue::from_str(name)).map_err(|_| wrong(name, "readable"))?;
    Ok(Some(value).filter(|value| !value.is_null() && !value.is_undefined()))
}

#[inline(never)]
fn number(object: &JsValue, name: &str) -> Result<Option<f64>, JsError> {
    let read = |value: JsValue| value.as_f64().ok_or_else(|| wrong(name, "a number"));
    field(object, name)?.map(read).transpose()
}

#[inline(never)]
fn text(object: &JsValue, name: &str) -> Result<Option<String>, JsError> {
    let read = |value: JsValue| value.as_string().ok_or_else(|| wrong(name, "text"));
    field(object, name)?.map(read).transpose()
}

/// One of a few names.
fn one_of<T>(
    object: &JsValue,
    name: &str,
    words: &str,
    of: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, JsError> {
    match text(object, name)? {
        Some(text) => of(&text).map(Some).ok_or_else(|| wrong(name, words)),
        None => Ok(None),
    }
}

#[cold]
fn wrong(name: &str, words: &str) -> JsError {
    JsError::new(&["these options can't be used: ", name, " must be ", words].concat())
}

impl LimitOptions {
    fn from_js(limits: &JsValue) -> Result<Self, JsError> {
        if !limits.is_object() {
            return Err(wrong("limits", "an object"));
        }
        Ok(Self {
            bytes: number(limits, "bytes")?,
            depth: number(limits, "depth")?,
            diagnostics: number(limits, "diagnostics")?,
        })
    }
}

impl ValidateOptions {
    /// Reads the object that JavaScript passes.
    pub fn from_js(options: &JsValue) -> Result<Self, JsError> {
        if !options.is_object() {
            return Err(wrong("they", "an object"));
        }
        let relaxed = |value: JsValue| {
            value
                .as_bool()
                .ok_or_else(|| wrong("relaxed", "true or false"))
        };
        let kind = |name: &str| match name {
            "container" => Some(DocumentKind::Container),
            "stack" => Some(DocumentKind::Stack),
            "state" => Some(DocumentKind::State),
            _ => None,
        };
        let units = |name: &str| match name {
            "utf-8" => Some(Units::Utf8),
            "utf-16" => Some(Units::Utf16),
            "utf-32" => Some(Units::Utf32),
            _ => None,
        };
        Ok(Self {
            kind: one_of(
                options,
                "kind",
                "\"container\", \"stack\" or \"state\"",
                kind,
            )?,
            relaxed: field(options, "relaxed")?.map(relaxed).transpose()?,
            units: one_of(
                options,
                "units",
                "\"utf-8\", \"utf-16\" or \"utf-32\"",
                units,
            )?,
            limits: field(options, "limits")?
                .map(|limits| LimitOptions::from_js(&limits))
                .transpose()?,
        })
    }

    /// The options as the core has them.
    pub fn read(self) -> Options {
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
#[derive(Tsify)]
pub struct Sites {
    /// The ID of the container, if it is text.
    #[tsify(optional)]
    pub id: Option<String>,
    /// Where calls were made, as far as that is known and wanted.
    pub calls: Vec<Site>,
}

/// Where a call was made; lines and columns are counted from 1.
#[derive(Tsify)]
pub struct Site {
    call: usize,
    file: String,
    line: u32,
    column: u32,
}

impl Sites {
    /// Reads the object that the package passes.
    pub fn from_js(sites: &JsValue) -> Result<Self, JsError> {
        let calls = field(sites, "calls")?
            .map(|calls| Array::from(&calls))
            .unwrap_or_default();
        Ok(Self {
            id: text(sites, "id")?,
            calls: calls
                .iter()
                .map(|site| Site::from_js(&site))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The sites by the numbers of their calls.
    pub fn by_call(&self) -> Vec<Option<wire::CallSite>> {
        let calls = self.calls.iter().map(|site| site.call + 1).max();
        let mut sites = vec![None; calls.unwrap_or_default()];
        for site in &self.calls {
            if let Some(slot) = sites.get_mut(site.call) {
                *slot = Some(wire::CallSite {
                    file: site.file.clone(),
                    line: site.line,
                    column: Some(site.column),
                });
            }
        }
        sites
    }
}

impl Site {
    fn from_js(site: &JsValue) -> Result<Self, JsError> {
        Ok(Self {
            call: number(site, "call")?.unwrap_or_default() as usize,
            file: text(site, "file")?.unwrap_or_default(),
            line: number(site, "line")?.unwrap_or_default() as u32,
            column: number(site, "column")?.unwrap_or_default() as u32,
        })
    }
}

/// What changes, or why that can't be said.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Comparison {
    /// What changes.
    #[tsify(optional)]
    pub diff: Option<wire::Diff>,
    /// Why that can't be said.
    #[tsify(optional)]
    pub refusal: Option<Refusal>,
}

/// Why a declaration was not built.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Refusal {
    /// Every fault with its call, for people.
    pub message: String,
    /// Every fault, for programs.
    pub report: Report,
}

impl Refusal {
    /// The refusal of a declaration whose ID is known or not.
    pub fn new(report: Report, kind: validate::DocumentKind, id: Option<&str>) -> Self {
        let message = functions::build_message(&report, kind, id);
        Self { message, report }
    }
}
