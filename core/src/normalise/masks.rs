//! Decides which parts of a value are masked when it is written, from the keys around each part and the text itself.

use std::borrow::Cow;
use std::iter::once;

use super::plain::write_scalar;
use crate::document::{Document, Kind};
use crate::json_text::push_json_string;
use crate::path::Path;
use crate::reader::hides_values;
use crate::secret::{self, MASK};
use crate::span::NodeId;

/// The position of the writer in a value, as far as masking depends on it.
pub(super) struct Masks<'d> {
    /// The keys of the objects and arrays that are open. The root and array elements have an empty key.
    open_keys: Vec<Cow<'d, str>>,
    /// The key of the next value, if it is a member of an object.
    key: Option<Cow<'d, str>>,
    /// The length of `open_keys` at the outermost object or array that is hidden completely.
    hidden: Option<usize>,
    /// The previous array element, if it is a string.
    before: &'d str,
}

impl<'d> Masks<'d> {
    /// Creates the masks for the value at a path of a declaration.
    pub(super) fn new(path: &'d Path) -> Self {
        let mut masks = Self {
            open_keys: once(Cow::Borrowed("")).chain(path.segments()).collect(),
            key: None,
            hidden: None,
            before: "",
        };
        masks.key = masks.open_keys.pop();
        let is_hidden =
            |count: &usize| hides_values(masks.open_keys.get(1..*count).unwrap_or_default());
        masks.hidden = (1..=masks.open_keys.len()).find(is_hidden);
        masks
    }

    /// Enters an object or array.
    pub(super) fn open(&mut self) {
        let is_hidden = self.hides_next();
        self.open_keys.push(self.key.take().unwrap_or_default());
        if is_hidden {
            self.hidden.get_or_insert(self.open_keys.len());
        }
        self.before = "";
    }

    /// Leaves an object or array.
    pub(super) fn close(&mut self) {
        if self.hidden == Some(self.open_keys.len()) {
            self.hidden = None;
        }
        self.open_keys.pop();
        self.before = "";
    }

    /// Whether the key of the next value hides it.
    fn hides_next(&mut self) -> bool {
        let Some(key) = self.key.take() else {
            return false;
        };
        self.open_keys.push(key);
        let hides = hides_values(self.open_keys.get(1..).unwrap_or_default());
        self.key = self.open_keys.pop();
        hides
    }

    /// Writes a key or a scalar.
    pub(super) fn write_scalar(
        &mut self,
        document: &'d Document,
        id: NodeId,
        is_key: bool,
        out: &mut String,
    ) {
        let text = document.str(id);
        if is_key {
            let name = text.unwrap_or_default();
            push_json_string(&secret::mask_name(name), out);
            self.key = Some(Cow::Borrowed(name));
            return;
        }
        let is_secret = match document.kind(id) {
            Kind::Null => self.hidden.is_some(),
            _ => self.hidden.is_some() || self.hides_next(),
        };
        let is_after_flag = || secret::is_secret_after(self.before, text.unwrap_or("0"));
        match text {
            _ if is_secret || self.key.is_none() && is_after_flag() => push_json_string(MASK, out),
            Some(text) => push_json_string(&secret::mask(text), out),
            None => write_scalar(document, id, out),
        }
        self.before = text.filter(|_| self.key.is_none()).unwrap_or_default();
        self.key = None;
    }
}

#[cfg(test)]
mod tests {
    use crate::normalise::mask_json;
    use crate::path::Path;

    #[test]
    fn secrets_are_masked_everywhere() {
        for (path, text, expected) in [
            (
                "",
                r#"{"environment":{"A":"s","B":{"C":"s"}},"x":[{"buildArgs":{"D":"s"}},{"F":1}],"E":"seen"}"#,
                r#"{"environment":{"A":"…","B":{"C":"…"}},"x":[{"buildArgs":{"D":"…"}},{"F":1}],"E":"seen"}"#,
            ),
            ("/environment", r#"{"A":"s"}"#, r#"{"A":"…"}"#),
            ("/environment/A", r#"{"B":1}"#, r#"{"B":"…"}"#),
            ("/x/env/0", "[1,null]", r#"["…","…"]"#),
            (
                "",
                r#"[{"environment":"s"},"seen",{"F":1},{"env":null}]"#,
                r#"[{"environment":"…"},"seen",{"F":1},{"env":null}]"#,
            ),
            (
                "",
                r#"{"resources":{"env":{"config":{"size":1,"env":["s"]}}},"permissions":{"profiles":{"env":{"a":1}}}}"#,
                r#"{"resources":{"env":{"config":{"size":1,"env":["…"]}}},"permissions":{"profiles":{"env":{"a":1}}}}"#,
            ),
            (
                "/resources",
                r#"{"env":{"size":1}}"#,
                r#"{"env":{"size":1}}"#,
            ),
            ("/resources/env", r#"{"size":1}"#, r#"{"size":1}"#),
            (
                "/command",
                r#"["a","--token","s","b=s",["--token"],"seen","--pin-token",5,{},7]"#,
                r#"["a","--token","…","b=…",["--token"],"seen","--pin-token","…",{},7]"#,
            ),
            (
                "",
                r#"{"A=s":"https://kim:s@db","--token":"seen"}"#,
                r#"{"A=…":"https://…@db","--token":"…"}"#,
            ),
        ] {
            assert_eq!(mask_json(text, &Path::parse(path)), expected);
        }
    }
}
