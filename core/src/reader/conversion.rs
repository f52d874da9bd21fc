//! Fixes that give a value the expected type: quotes, numbers with a unit, lists of pairs, lists of one element.

use super::Expected;
use super::fits::{port_of, small_json};
use crate::document::pairs::{ListedValue, pairs};
use crate::document::{Document, Kind};
use crate::fix::{Edit, Fix};
use crate::model::bounds::{self, Bounds, Positive};
use crate::model::environment::{NameFlags, is_reserved};
use crate::model::{decimal, number};
use crate::path::Path;
use crate::span::NodeId;

/// A fix for a value of the wrong type.
pub(super) fn conversion(
    document: &Document,
    id: NodeId,
    expected: Expected<'_>,
    path: &Path,
) -> Option<Fix> {
    let text = document.str(id);
    let set = |json: &str| [Edit::set(path.clone(), json)];
    match (expected, document.kind(id)) {
        (Expected::SecretText | Expected::FreeText, Kind::Bool | Kind::Number) => {
            let finite = document.number(id).is_none_or(f64::is_finite);
            finite.then(|| Fix::safe("write it in quotes", [Edit::Quote { path: path.clone() }]))
        }
        (Expected::Integer(bounds), Kind::String) => {
            let fits = |value: &f64| bounds.contains(*value);
            number_fix(text?, Unit::of_integer(bounds), fits, path)
        }
        (Expected::Positive(numbers), Kind::String) => {
            let fits = |value: &f64| numbers.contains(*value);
            number_fix(text?, Unit::of_positive(numbers), fits, path)
        }
        (Expected::Bool, Kind::String) => {
            let text = text?;
            let value = boolean_of(text)?.to_string();
            if value == text {
                return Some(Fix::safe(format!("write {text} without quotes"), set(text)));
            }
            Some(Fix::risky(format!("write {value}"), set(&value)))
        }
        (Expected::Bool, Kind::Number) => {
            let value = match document.number(id)? {
                0.0 => "false",
                1.0 => "true",
                _ => return None,
            };
            Some(Fix::risky(format!("write {value}"), set(value)))
        }
        (Expected::SecretObject, Kind::Array) => pairs_fix(document, id, path),
        (Expected::List, Kind::Object) => {
            let json = small_json(document, id)?;
            Some(Fix::risky("put it in an array", set(&format!("[{json}]"))))
        }
        (Expected::Text | Expected::FreeText, Kind::Array) => {
            only_element(document, id, Kind::String, path)
        }
        (Expected::Object(_), Kind::Array) => only_element(document, id, Kind::Object, path),
        _ => None,
    }
}

/// A fix that writes the only element of an array without the array.
fn only_element(document: &Document, id: NodeId, kind: Kind, path: &Path) -> Option<Fix> {
    let mut elements = document.elements(id);
    let only = elements
        .next()
        .filter(|only| document.kind(*only) == kind)?;
    if elements.next().is_some() || document.is_root(id) {
        return None;
    }
    let edit = Edit::set(path.clone(), small_json(document, only)?);
    Some(Fix::risky(
        "write its only element without the array",
        [edit],
    ))
}

/// The unit in which a number is counted.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    None,
    Port,
    Seconds,
    Milliseconds,
    Percent,
}

impl Unit {
    fn of_integer(bounds: &'static Bounds) -> Self {
        match bounds.code.name {
            name if name == bounds::PORT.code.name => Self::Port,
            name if name == bounds::HEALTH_TIMEOUT.code.name => Self::Seconds,
            _ => Self::None,
        }
    }

    fn of_positive(numbers: &'static Positive) -> Self {
        if numbers.unit == bounds::MILLISECONDS.unit {
            Self::Milliseconds
        } else {
            Self::Percent
        }
    }

    /// Whether the number probably gets a warning, so that a person should look at it.
    fn is_unusual(self, value: f64) -> bool {
        match self {
            Self::None => value == 0.0,
            Self::Seconds => value > 5.0,
            Self::Percent => value < 1.0,
            Self::Port | Self::Milliseconds => false,
        }
    }
}

/// A fix that writes a string as a number.
fn number_fix(text: &str, unit: Unit, fits: impl Fn(&f64) -> bool, path: &Path) -> Option<Fix> {
    if let Some(value) = plain_number(text).filter(&fits) {
        let title = format!("write {text} without quotes");
        let edits = [Edit::set(path.clone(), text)];
        return Some(if unit.is_unusual(value) {
            Fix::risky(title, edits)
        } else {
            Fix::safe(title, edits)
        });
    }
    let value = match unit {
        Unit::Port => port_of(text),
        unit => {
            let (number, factor) = numeric_text(text)?;
            match (factor, unit) {
                (Some(Factor::Seconds(seconds)), Unit::Seconds) => Some(number * seconds),
                (Some(Factor::Seconds(seconds)), Unit::Milliseconds) => {
                    Some((number * seconds * 1000.0).round())
                }
                (Some(Factor::Percent), Unit::Percent) | (None, _) => Some(number),
                _ => None,
            }
        }
    };
    let value = value.filter(fits)?;
    let json = number::print(value);
    let title = format!("write {json}");
    Some(Fix::risky(title, [Edit::set(path.clone(), json)]))
}

/// What the unit behind a number means.
#[derive(Clone, Copy)]
pub(super) enum Factor {
    /// A time, with the number of seconds in it.
    Seconds(f64),
    /// Percent.
    Percent,
}

impl Factor {
    /// A number with this unit in seconds.
    pub(super) fn seconds(self, number: f64) -> Option<f64> {
        match self {
            Self::Seconds(seconds) => Some(number * seconds),
            Self::Percent => None,
        }
    }
}

/// The number in a string, and its unit: `5s`, `80%`, ` 3 `.
pub(super) fn numeric_text(text: &str) -> Option<(f64, Option<Factor>)> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let factor = match unit.trim_start().to_ascii_lowercase().as_str() {
        "" => None,
        "ms" | "msec" | "millis" | "millisecond" | "milliseconds" => Some(Factor::Seconds(0.001)),
        "s" | "sec" | "secs" | "second" | "seconds" => Some(Factor::Seconds(1.0)),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(Factor::Seconds(60.0)),
        "%" | "percent" | "pct" => Some(Factor::Percent),
        _ => return None,
    };
    Some((plain_number(number)?, factor))
}

/// The boolean that a string stands for.
pub(super) fn boolean_of(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" | "enabled" => Some(true),
        "false" | "no" | "off" | "n" | "0" | "disabled" => Some(false),
        _ => None,
    }
}

/// A fix that turns a list of names and values into an object, if all names are valid.
fn pairs_fix(document: &Document, id: NodeId, path: &Path) -> Option<Fix> {
    let pairs = pairs(document, id)?;
    let (mut is_plain, mut is_usual) = (true, true);
    for pair in &pairs {
        let flags = NameFlags::from_name(pair.name);
        if flags.has(NameFlags::INVALID) || is_reserved(pair.name) {
            return None;
        }
        is_usual &= flags == NameFlags::default();
        is_plain &= matches!(pair.value, Some(ListedValue::Text(_)));
    }
    let title = "write an object of names and strings";
    let edits = [Edit::Pairs { path: path.clone() }];
    Some(if is_plain && is_usual {
        Fix::safe(title, edits)
    } else {
        Fix::risky(title, edits)
    })
}

/// The value of a plain decimal number, which every parser reads in the same way.
fn plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let usual = whole == "0" || !whole.starts_with('0');
    let is_plain = digits.len() < 16 && all_digits(whole) && all_digits(fraction) && usual;
    is_plain.then(|| decimal::parse(text))?
}
