//! Declarations that are given as values of Rust programs.

use std::str::FromStr;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error};

use super::ValidationError;
use crate::document::json;
use crate::document::{self, Buffers, Document, Limits, Source, Writer, deserialize, serialize};
use crate::functions;
use crate::model::ContainerConfig;
use crate::normalise;
use crate::span::Units;
use crate::validate::{self, DocumentKind, Input, OnValid, Options, Valid, Validated, report_only};
use crate::wire::{Report, locate};

/// Validates a declaration that is given as a value: a `serde_json::Value`, your own struct, a map.
///
/// ```
/// use alien_sdk_core::{Options, validate_value};
/// use std::collections::BTreeMap;
///
/// let declaration = BTreeMap::from([("id", "api"), ("permissions", "execution")]);
/// let report = validate_value(&declaration, &Options::default());
/// assert!(!report.valid);
/// ```
pub fn validate_value<T: Serialize + ?Sized>(value: &T, options: &Options) -> Report {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    serialize(value, &options.limits, &mut writer);
    let validated = validate::validate_document(writer.finish(), options, &mut report_only);
    locate(&validated.document, validated.sink, Units::default(), None)
}

/// The JSON text of a value.
pub(super) fn json_text<T: Serialize>(value: &T) -> String {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    serialize(value, &Limits::default(), &mut writer);
    let mut out = String::new();
    normalise::write_value(&writer.finish(), Document::ROOT, &mut out);
    out
}

impl ContainerConfig {
    /// The normalised JSON. Equal containers have the same text in every language.
    ///
    /// ```
    /// # use alien_sdk_core::{Container, ContainerCode, ContainerConfig};
    /// # let api = Container::new("api")
    /// #     .code(ContainerCode::image("ghcr.io/acme/api:v1"))
    /// #     .cpu(1)
    /// #     .memory("1Gi")
    /// #     .port(8080)
    /// #     .permissions("execution")
    /// #     .build()?;
    /// let again: ContainerConfig = api.to_json().parse()?;
    /// assert_eq!(again, api);
    /// # Ok::<(), alien_sdk_core::ValidationError>(())
    /// ```
    pub fn to_json(&self) -> String {
        json_text(self)
    }
}

/// Reads JSON text. The error lists every problem with its line.
impl FromStr for ContainerConfig {
    type Err = ValidationError;

    fn from_str(text: &str) -> Result<Self, ValidationError> {
        build_config(|on_valid| validate_config_text(text, &container_options(), on_valid))
    }
}

/// Reads any serde format and validates the declaration. The error lists every problem with its path.
///
/// ```
/// use alien_sdk_core::ContainerConfig;
///
/// let text = r#"{"id": "api", "memory": {"min": "lots", "desired": "1Gi"}, "ports": []}"#;
/// let error = serde_json::from_str::<ContainerConfig>(text).unwrap_err().to_string();
/// assert!(error.contains("/memory/min") && error.contains("no port is declared"));
/// ```
impl<'de> Deserialize<'de> for ContainerConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let document = deserialize(deserializer, &Limits::default())?;
        build_config(|on_valid| {
            validate::validate_document(document, &container_options(), on_valid)
        })
        .map_err(D::Error::custom)
    }
}

/// Reads the checked model of a container without errors from its normalised form.
pub(super) fn config_of(valid: Valid<'_, '_>) -> Option<ContainerConfig> {
    let mut json = String::new();
    normalise::write_declaration(valid, &mut json);
    let document = json::parse_normalised(&json);
    document::from_document(&document, Document::ROOT, ContainerConfig::deserialize).ok()
}

/// Accepts only containers, no other kinds of document.
fn container_options() -> Options {
    Options {
        kind: Some(DocumentKind::Container),
        ..Options::default()
    }
}

fn validate_config_text<'t>(
    text: &'t str,
    options: &Options,
    on_valid: OnValid<'_>,
) -> Validated<'t> {
    let read = validate::validate_input(Input::Text(text), options, Buffers::default(), on_valid);
    // JSON text never causes a tape error.
    read.unwrap_or_else(|_| {
        validate::validate_document(Document::default(), options, &mut report_only)
    })
}

fn build_config<'t>(
    validate: impl FnOnce(OnValid<'_>) -> Validated<'t>,
) -> Result<ContainerConfig, ValidationError> {
    let mut config = None;
    let validated = validate(&mut |valid| config = config_of(valid));
    config.ok_or_else(|| {
        functions::failure(validated, &container_options(), Units::default(), None).into()
    })
}
