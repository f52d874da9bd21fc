//! The options that JavaScript passes.
//!
//! Options are read field by field. Code derived by serde's `Deserialize` would make up a tenth of the module's size.

use alien_sdk_core::internal::document::{self, Limits};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::span;
use alien_sdk_core::internal::validate::{self, Options};
use alien_sdk_core::internal::wire;
use js_sys::{Array, Reflect};
use tsify::Tsify;
use wasm_bindgen::prelude::JsValue;

use crate::error::JsError;

/// Options for reading a declaration.
#[derive(Clone, Default, Tsify)]
pub struct ValidateOptions {
    /// The kind of the declaration. If absent, it is determined from the keys.
    #[tsify(optional)]
    kind: Option<DocumentKind>,
    /// The syntax of the text. Default: what the end of `name` says, `.jsonc`, `.yaml` or `.yml`; otherwise `"json"`.
    #[tsify(optional)]
    syntax: Option<Syntax>,
    /// The unit of `character` in positions. Default: `"utf-16"`, as in JavaScript and most editors.
    #[tsify(optional)]
    units: Option<Units>,
    /// Limits on the input.
    #[tsify(optional)]
    limits: Option<LimitOptions>,
    /// The name of the file with the text, as error messages show it.
    #[tsify(optional)]
    pub name: Option<String>,
}

/// The kind of document: a container, a stack, or the state of a stack.
#[derive(Clone, Copy, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    Container,
    Stack,
    State,
}

/// The syntax of a text: JSON, JSON with comments and trailing commas, or YAML.
#[derive(Clone, Copy, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum Syntax {
    Json,
    Jsonc,
    Yaml,
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

/// Options for formatting a report.
#[derive(Clone, Default, Tsify)]
pub struct RenderOptions {
    /// The format. Default: `"text"`.
    #[tsify(optional)]
    format: Option<Format>,
    /// The text that was validated.
    #[tsify(optional)]
    text: Option<String>,
    /// The syntax of the text. Default: what the end of `name` says.
    #[tsify(optional)]
    syntax: Option<Syntax>,
    /// The name of the file, as it is shown.
    #[tsify(optional)]
    name: Option<String>,
    /// Whether the format `"text"` has ANSI colours.
    #[tsify(optional)]
    color: Option<bool>,
    /// The unit of `character` in the positions of the report. Default: `"utf-16"`.
    #[tsify(optional)]
    units: Option<Units>,
}

/// The format of a rendered report: excerpts for people, annotations of GitHub Actions, a SARIF 2.1.0 log, or JSON.
#[derive(Clone, Copy, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Text,
    Github,
    Sarif,
    Json,
}

impl RenderOptions {
    /// Reads the options object that JavaScript passes.
    pub fn from_js(options: &JsValue) -> Result<Self, JsError> {
        let format = |name: &str| match name {
            "text" => Some(Format::Text),
            "github" => Some(Format::Github),
            "sarif" => Some(Format::Sarif),
            "json" => Some(Format::Json),
            _ => None,
        };
        let formats = "\"text\", \"github\", \"sarif\" or \"json\"";
        Ok(Self {
            format: enum_field(options, "format", formats, format)?,
            text: string_field(options, "text")?,
            syntax: syntax_field(options)?,
            name: string_field(options, "name")?,
            color: bool_field(options, "color")?,
            units: units_field(options)?,
        })
    }

    /// Converts the options for the core.
    pub fn to_core(&self) -> functions::RenderOptions<'_> {
        functions::RenderOptions {
            format: match self.format {
                Some(Format::Github) => functions::Format::Github,
                Some(Format::Sarif) => functions::Format::Sarif,
                Some(Format::Json) => functions::Format::Json,
                Some(Format::Text) | None => functions::Format::Text,
            },
            text: self.text.as_deref(),
            name: self.name.as_deref(),
            syntax: syntax_of(self.syntax, self.name.as_deref()),
            color: self.color.unwrap_or_default(),
            units: units_of(self.units),
            language: &JAVASCRIPT,
        }
    }
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

/// Reads a field of an object. Returns `None` if it is undefined or null.
#[inline(never)]
fn field(object: &JsValue, name: &str) -> Result<Option<JsValue>, JsError> {
    let value =
        Reflect::get(object, &JsValue::from_str(name)).map_err(|_| bad_option(name, "readable"))?;
    Ok(Some(value).filter(|value| !value.is_null() && !value.is_undefined()))
}

#[inline(never)]
fn number_field(object: &JsValue, name: &str) -> Result<Option<f64>, JsError> {
    let read = |value: JsValue| value.as_f64().ok_or_else(|| bad_option(name, "a number"));
    field(object, name)?.map(read).transpose()
}

#[inline(never)]
fn string_field(object: &JsValue, name: &str) -> Result<Option<String>, JsError> {
    let read = |value: JsValue| value.as_string().ok_or_else(|| bad_option(name, "text"));
    field(object, name)?.map(read).transpose()
}

#[inline(never)]
fn bool_field(object: &JsValue, name: &str) -> Result<Option<bool>, JsError> {
    let read = |value: JsValue| {
        let value = value.as_bool();
        value.ok_or_else(|| bad_option(name, "true or false"))
    };
    field(object, name)?.map(read).transpose()
}

fn units_field(object: &JsValue) -> Result<Option<Units>, JsError> {
    let units = |name: &str| match name {
        "utf-8" => Some(Units::Utf8),
        "utf-16" => Some(Units::Utf16),
        "utf-32" => Some(Units::Utf32),
        _ => None,
    };
    let expected = "\"utf-8\", \"utf-16\" or \"utf-32\"";
    enum_field(object, "units", expected, units)
}

fn syntax_field(object: &JsValue) -> Result<Option<Syntax>, JsError> {
    let syntax = |name: &str| match name {
        "json" => Some(Syntax::Json),
        "jsonc" => Some(Syntax::Jsonc),
        #[cfg(feature = "whole")]
        "yaml" => Some(Syntax::Yaml),
        _ => None,
    };
    let expected = match cfg!(feature = "whole") {
        true => "\"json\", \"jsonc\" or \"yaml\"",
        false => "\"json\" or \"jsonc\" here, and only alien-sdk reads \"yaml\"",
    };
    enum_field(object, "syntax", expected, syntax)
}

/// Reads a field whose value is one of a few strings. `parse` converts the string, and `expected` lists all of them for
/// the error message.
fn enum_field<T>(
    object: &JsValue,
    name: &str,
    expected: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, JsError> {
    match string_field(object, name)? {
        Some(text) => parse(&text)
            .map(Some)
            .ok_or_else(|| bad_option(name, expected)),
        None => Ok(None),
    }
}

#[cold]
fn bad_option(name: &str, expected: &str) -> JsError {
    JsError::wrong_argument(
        &["these options can't be used: ", name, " must be ", expected].concat(),
    )
}

impl LimitOptions {
    fn from_js(limits: &JsValue) -> Result<Self, JsError> {
        if !limits.is_object() {
            return Err(bad_option("limits", "an object"));
        }
        Ok(Self {
            bytes: number_field(limits, "bytes")?,
            depth: number_field(limits, "depth")?,
            diagnostics: number_field(limits, "diagnostics")?,
        })
    }
}

impl ValidateOptions {
    /// Reads the options object that JavaScript passes.
    pub fn from_js(options: &JsValue) -> Result<Self, JsError> {
        if !options.is_object() {
            return Err(bad_option("they", "an object"));
        }
        let kind = |name: &str| match name {
            "container" => Some(DocumentKind::Container),
            "stack" => Some(DocumentKind::Stack),
            "state" => Some(DocumentKind::State),
            _ => None,
        };
        Ok(Self {
            kind: enum_field(
                options,
                "kind",
                "\"container\", \"stack\" or \"state\"",
                kind,
            )?,
            syntax: syntax_field(options)?,
            units: units_field(options)?,
            limits: field(options, "limits")?
                .map(|limits| LimitOptions::from_js(&limits))
                .transpose()?,
            name: string_field(options, "name")?,
        })
    }

    /// Converts the options for the core.
    pub fn to_core(&self) -> Options {
        let limits = self.limits.unwrap_or_default();
        let default = Limits::default();
        // `as` clamps a number to the range of `usize`, and converts NaN to 0.
        let or = |given: Option<f64>, default| given.map_or(default, |given| given as usize);
        Options {
            kind: self.kind.map(|kind| match kind {
                DocumentKind::Container => validate::DocumentKind::Container,
                DocumentKind::Stack => validate::DocumentKind::Stack,
                DocumentKind::State => validate::DocumentKind::State,
            }),
            syntax: syntax_of(self.syntax, self.name.as_deref()),
            limits: Limits {
                bytes: or(limits.bytes, default.bytes),
                depth: or(limits.depth, default.depth),
                diagnostics: or(limits.diagnostics, default.diagnostics),
            },
        }
    }

    /// The unit of `character` in positions, for the core.
    pub fn units(&self) -> span::Units {
        units_of(self.units)
    }
}

/// The syntax of a text: the one that is given, or else the one that the name of its file says.
fn syntax_of(given: Option<Syntax>, name: Option<&str>) -> document::Syntax {
    match given {
        #[cfg(feature = "whole")]
        Some(Syntax::Yaml) => document::Syntax::Yaml(crate::yaml::PARSER),
        #[cfg(feature = "whole")]
        None => document::Syntax::of_names(name, crate::yaml::PARSER),
        #[cfg(not(feature = "whole"))]
        None => document::Syntax::of_names(name),
        Some(Syntax::Jsonc) => document::Syntax::Jsonc,
        Some(_) => document::Syntax::Json,
    }
}

fn units_of(units: Option<Units>) -> span::Units {
    match units {
        Some(Units::Utf8) => span::Units::Utf8,
        Some(Units::Utf32) => span::Units::Utf32,
        Some(Units::Utf16) | None => span::Units::Utf16,
    }
}

/// What JavaScript knows about the calls of a builder.
#[derive(Tsify)]
pub struct CallSites {
    /// The ID of the container or stack, if it is a string.
    #[tsify(optional)]
    pub id: Option<String>,
    /// The source locations of the calls in a report, as far as they were recorded.
    pub calls: Vec<CallSite>,
}

/// The source location of a call. Lines and columns are counted from 1.
#[derive(Tsify)]
pub struct CallSite {
    /// The number of the call.
    call: usize,
    file: String,
    line: u32,
    column: u32,
}

impl CallSites {
    /// Reads the object that JavaScript passes.
    pub fn from_js(sites: &JsValue) -> Result<Self, JsError> {
        let calls = field(sites, "calls")?
            .map(|calls| Array::from(&calls))
            .unwrap_or_default();
        Ok(Self {
            id: string_field(sites, "id")?,
            calls: calls
                .iter()
                .map(|site| CallSite::from_js(&site))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The source locations, indexed by the number of the call.
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

impl CallSite {
    fn from_js(site: &JsValue) -> Result<Self, JsError> {
        Ok(Self {
            call: number_field(site, "call")?.unwrap_or_default() as usize,
            file: string_field(site, "file")?.unwrap_or_default(),
            line: number_field(site, "line")?.unwrap_or_default() as u32,
            column: number_field(site, "column")?.unwrap_or_default() as u32,
        })
    }
}
