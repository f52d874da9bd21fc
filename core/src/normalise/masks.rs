//! What of a value that is written may be seen: told by the keys around it, and by the form of its texts.

use std::borrow::Cow;
use std::iter::once;

use super::plain::scalar;
use crate::document::{Document, Kind};
use crate::json_text::push_json_string;
use crate::path::Path;
use crate::reader::hides_values;
use crate::secret::{self, MASK};
use crate::span::NodeId;

/// Follows the writer through a value.
pub(super) struct Masks<'d> {
    /// The keys that lead to the object or array that is being written: an empty one for the whole declaration, and for each
    /// element.
    around: Vec<Cow<'d, str>>,
    /// The key of the next value, if that is a member.
    key: Option<Cow<'d, str>>,
    /// How many keys lead to the outermost object or array of which nothing is shown.
    hidden: Option<usize>,
    /// The element before, if it is text.
    before: &'d str,
}

impl<'d> Masks<'d> {
    /// For the value at a path of a declaration.
    pub(super) fn new(path: &Path) -> Self {
        let keys = path.segments().map(|key| Cow::Owned(key.into_owned()));
        let mut masks = Self {
            around: once(Cow::Borrowed("")).chain(keys).collect(),
            key: None,
            hidden: None,
            before: "",
        };
        masks.key = masks.around.pop();
        let is_hidden =
            |count: &usize| hides_values(masks.around.get(1..*count).unwrap_or_default());
        masks.hidden = (1..=masks.around.len()).find(is_hidden);
        masks
    }

    /// An object or array begins.
    pub(super) fn open(&mut self) {
        let is_hidden = self.hides_next();
        self.around.push(self.key.take().unwrap_or_default());
        if is_hidden {
            self.hidden.get_or_insert(self.around.len());
        }
        self.before = "";
    }

    /// It ends.
    pub(super) fn close(&mut self) {
        if self.hidden == Some(self.around.len()) {
            self.hidden = None;
        }
        self.around.pop();
        self.before = "";
    }

    /// Whether the key of the next value hides it.
    fn hides_next(&mut self) -> bool {
        let Some(key) = self.key.take() else {
            return false;
        };
        self.around.push(key);
        let hides = hides_values(self.around.get(1..).unwrap_or_default());
        self.key = self.around.pop();
        hides
    }

    /// Writes a key, or a value that is no object and no array.
    pub(super) fn scalar(
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
            None => scalar(document, id, out),
        }
        self.before = text.filter(|_| self.key.is_none()).unwrap_or_default();
        self.key = None;
    }
}

#[cfg(test)]
mod tests {
    use crate::normalise::masked_text;
    use crate::path::Path;

    #[test]
    fn what_is_secret_is_hidden_wherever_it_stands() {
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
            assert_eq!(masked_text(text, &Path::parse(path)), expected);
        }
    }
}
