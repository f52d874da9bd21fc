//! Lists that stand for an object of names and values, as other tools write environment variables.

use super::{Document, Kind};
use crate::collections::FirstIndex;
use crate::span::NodeId;

/// An element of such a list.
pub(crate) struct ListedPair<'d> {
    /// The element.
    pub element: NodeId,
    /// The name.
    pub name: &'d str,
    /// The value; `None` if a later element has the same name.
    pub value: Option<ListedValue<'d>>,
}

/// The value of an element.
#[derive(Clone, Copy)]
pub(crate) enum ListedValue<'d> {
    /// The part after `=`.
    Text(&'d str),
    /// A string, number or boolean.
    Scalar(NodeId),
}

/// The keys that contain the name in `[{"name": …, "value": …}]`, in lower case.
const NAMES: [&str; 3] = ["name", "key", "variable"];

/// The elements of a list of `NAME=value` strings or of objects with a name and a value; `None` if it has other elements.
pub(crate) fn pairs<'d>(document: &'d Document<'_>, list: NodeId) -> Option<Vec<ListedPair<'d>>> {
    let mut found: Vec<ListedPair<'d>> = Vec::new();
    // The position of the last element with each name.
    let mut last: Vec<usize> = Vec::new();
    let mut names = FirstIndex::default();
    for element in document.elements(list) {
        let (name, value) = pair(document, element)?;
        let number = names.insert(name, last.len());
        match last.get_mut(number) {
            Some(place) => {
                if let Some(earlier) = found.get_mut(*place) {
                    earlier.value = None;
                }
                *place = found.len();
            }
            None => last.push(found.len()),
        }
        found.push(ListedPair {
            element,
            name,
            value: Some(value),
        });
    }
    Some(found)
}

fn pair<'d>(document: &'d Document<'_>, element: NodeId) -> Option<(&'d str, ListedValue<'d>)> {
    if document.is_broken(element) {
        return None;
    }
    if let Some(text) = document.str(element) {
        let (name, value) = text.split_once('=').filter(|(name, _)| !name.is_empty())?;
        return Some((name, ListedValue::Text(value)));
    }
    let (mut name, mut value) = (None, None);
    for (key, node) in document.members(element) {
        let key = document.unbroken_str(key)?;
        let is = |name: &&str| name.eq_ignore_ascii_case(key);
        if NAMES.iter().any(is) && name.is_none() {
            name = Some(document.unbroken_str(node)?);
        } else if is(&"value") && value.is_none() {
            let is_scalar = matches!(
                document.kind(node),
                Kind::String | Kind::Number | Kind::Bool
            );
            value = Some(node).filter(|node| is_scalar && !document.is_broken(*node));
            value?;
        } else {
            return None;
        }
    }
    let name = name.filter(|name: &&str| !name.is_empty())?;
    Some((name, ListedValue::Scalar(value?)))
}
