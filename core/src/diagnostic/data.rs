//! The values that the message and the help of a diagnostic contain, as data.

use serde::{Serialize, Serializer};

use super::{Diagnostic, shown};

/// The values that the message and the help contain, for programs and translations. Texts are as the message shows them:
/// possible secrets are masked, and long texts are cut off. Newer versions may add keys.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DiagnosticData {
    /// The wrong value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Scalar>,
    /// The minimum that is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Scalar>,
    /// The value must be above this number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_min: Option<Scalar>,
    /// The maximum that is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Scalar>,
    /// The unit of the numbers, or the unit in a wrong size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The name of the unknown, duplicate or missing key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The name or value that was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

/// A number or a text.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify), serde(untagged))]
pub enum Scalar {
    /// A number. One that is too large to be the same in all languages is a text.
    Number(f64),
    /// A text.
    Text(String),
}

impl Serialize for Scalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // Otherwise, a port would be `8080.0`.
            Self::Number(number)
                if number.fract() == 0.0 && number.abs() <= Self::MAX_SAFE_INTEGER =>
            {
                serializer.serialize_i64(*number as i64)
            }
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl Scalar {
    /// Integers up to this number are the same in all languages.
    pub(crate) const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

    /// The number of bytes of a text.
    pub fn size(&self) -> usize {
        match self {
            Self::Number(_) => 0,
            Self::Text(text) => text.len(),
        }
    }
}

impl DiagnosticData {
    /// The number of bytes of the texts.
    pub fn size(&self) -> usize {
        let scalars = [&self.value, &self.min, &self.exclusive_min, &self.max];
        let scalars = scalars.into_iter().flatten().map(Scalar::size);
        let texts = [&self.unit, &self.name, &self.suggestion];
        let texts = texts.into_iter().flatten().map(String::len);
        scalars.chain(texts).sum()
    }
}

impl From<f64> for Scalar {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// A text as messages show it.
impl From<&str> for Scalar {
    fn from(text: &str) -> Self {
        Self::Text(shown(text))
    }
}

impl Diagnostic {
    #[inline(never)]
    fn data_mut(&mut self) -> &mut DiagnosticData {
        self.data.get_or_insert_default()
    }

    /// Adds the wrong value to the data.
    #[must_use]
    pub(crate) fn value(mut self, value: impl Into<Scalar>) -> Self {
        self.data_mut().value = Some(value.into());
        self
    }

    /// Adds the minimum to the data.
    #[must_use]
    pub(crate) fn min(mut self, min: impl Into<Scalar>) -> Self {
        self.data_mut().min = Some(min.into());
        self
    }

    /// Adds the number to the data that the value must be above.
    #[must_use]
    pub(crate) fn exclusive_min(mut self, min: f64) -> Self {
        self.data_mut().exclusive_min = Some(min.into());
        self
    }

    /// Adds the maximum to the data.
    #[must_use]
    pub(crate) fn max(mut self, max: impl Into<Scalar>) -> Self {
        self.data_mut().max = Some(max.into());
        self
    }

    /// Adds a unit to the data.
    #[must_use]
    pub(crate) fn unit(mut self, unit: &str) -> Self {
        self.data_mut().unit = Some(shown(unit));
        self
    }

    /// Adds the name of a key to the data.
    #[must_use]
    pub(crate) fn name(mut self, name: &str) -> Self {
        self.data_mut().name = Some(shown(name));
        self
    }

    /// Adds the name or value to the data that was probably meant.
    #[must_use]
    pub(crate) fn suggestion(mut self, meant: &str) -> Self {
        self.data_mut().suggestion = Some(shown(meant));
        self
    }
}
