//! Reads what the Python binding offers from its Rust sources: the classes, methods and functions, each with its
//! documentation and the `// def …` comment that says its Python signature.
//!
//! Only the form that `rustfmt` gives these sources is understood: an item is its `///` lines, its `// def …` lines, its
//! attributes and its first line of code.

use std::fs;

use anyhow::{Result, bail};

use crate::files::list_files;
use crate::steps::root;

const FOLDER: &str = "bindings/python/src";

/// The public and private names of the module `alien._native`.
#[derive(Default)]
pub struct Api {
    pub classes: Vec<Class>,
    pub functions: Vec<Function>,
}

/// A class: a struct with `#[pyclass]`.
pub struct Class {
    pub name: String,
    /// The path in the crate, such as `container::Container`.
    pub path: String,
    pub docs: Vec<String>,
    pub can_have_subclasses: bool,
    /// Whether it has a type parameter.
    pub is_generic: bool,
    pub methods: Vec<Function>,
}

impl Class {
    /// The file of the class in the binding, without its ending.
    pub fn module(&self) -> &str {
        self.path.split("::").next().unwrap_or_default()
    }
}

/// A function, a method or a property.
pub struct Function {
    /// The path of a function in the crate, such as `functions::validate`.
    pub path: String,
    pub docs: Vec<String>,
    /// The lines of each signature: `def port(self, port: int) -> Self`. If there are several, they are overloads.
    pub signatures: Vec<Vec<String>>,
    /// The decorator of a property or a class method.
    pub decorator: Option<&'static str>,
}

impl Function {
    /// The name in Python.
    pub fn name(&self) -> &str {
        let first = self.signatures.first().and_then(|lines| lines.first());
        let name = first.and_then(|line| line.strip_prefix("def "));
        name.and_then(|name| name.split('(').next())
            .unwrap_or_default()
    }
}

impl Api {
    /// Reads all files of the binding.
    pub fn read() -> Result<Self> {
        let folder = root().join(FOLDER);
        let mut api = Self::default();
        for file in list_files(&folder, |name| name.ends_with(".rs"))? {
            let module = file.trim_end_matches(".rs");
            api.read_module(module, &fs::read_to_string(folder.join(&file))?)?;
        }
        Ok(api)
    }

    /// The sorted names of all classes and functions.
    pub fn names(&self) -> Vec<&str> {
        let classes = self.classes.iter().map(|class| class.name.as_str());
        let functions = self.functions.iter().map(Function::name);
        let mut names: Vec<_> = classes.chain(functions).collect();
        names.push("__version__");
        names.sort_unstable();
        names
    }

    fn read_module(&mut self, module: &str, code: &str) -> Result<()> {
        let mut item = Item::default();
        // The class whose methods are being read.
        let mut inside = None;
        for line in code.lines() {
            if item.add(line.trim()) {
                continue;
            }
            let item = std::mem::take(&mut item);
            let words = line.trim().trim_start_matches("pub ").replace("r#", "");
            if line == "}" {
                inside = None;
            } else if let Some(name) = word_after(&words, "struct ")
                && item.has("#[pyclass")
            {
                self.classes.push(item.into_class(module, name));
            } else if let Some(name) = word_after(&words, "impl ")
                && item.has("#[pymethods]")
            {
                inside = self.classes.iter().position(|class| class.name == name);
            } else if let Some(name) = word_after(&words, "fn ") {
                match inside.and_then(|at| self.classes.get_mut(at)) {
                    Some(class) => class.methods.extend(item.into_function(module, name)?),
                    None if item.has("#[pyfunction") => {
                        self.functions.extend(item.into_function(module, name)?);
                    }
                    None => {}
                }
            }
        }
        Ok(())
    }
}

/// The lines before the code of an item.
#[derive(Default)]
struct Item {
    docs: Vec<String>,
    signatures: Vec<Vec<String>>,
    attributes: String,
}

impl Item {
    /// Adds a line. Returns false if the line is code.
    fn add(&mut self, line: &str) -> bool {
        let is_open =
            |text: &str| text.matches(['(', '[']).count() > text.matches([')', ']']).count();
        if is_open(&self.attributes) || line.starts_with("#[") {
            self.attributes += line;
        } else if let Some(doc) = line.strip_prefix("///") {
            self.docs.push(doc.trim().to_owned());
        } else if let Some(comment) = line.strip_prefix("// ") {
            match self.signatures.last_mut() {
                _ if comment.starts_with("def ") => self.signatures.push(vec![comment.to_owned()]),
                Some(lines) if is_open(&lines.concat()) => lines.push(comment.to_owned()),
                _ => {}
            }
        } else {
            return false;
        }
        true
    }

    fn has(&self, attribute: &str) -> bool {
        self.attributes.contains(attribute)
    }

    fn into_class(self, module: &str, name: &str) -> Class {
        Class {
            name: name.to_owned(),
            path: format!("{module}::{name}"),
            can_have_subclasses: self.has("subclass"),
            is_generic: self.has("generic"),
            docs: self.docs,
            methods: Vec::new(),
        }
    }

    /// The function, or `None` if it is not listed: `__new__`, or a special method that every object has.
    fn into_function(self, module: &str, name: &str) -> Result<Option<Function>> {
        if self.signatures.is_empty() {
            if self.has("#[new]") || name.starts_with("__") {
                return Ok(None);
            }
            bail!(
                "{FOLDER}/{module}.rs: add the Python signature of `{name}`: `// def {name}(…) -> …`"
            );
        }
        Ok(Some(Function {
            path: format!("{module}::{name}"),
            decorator: match () {
                () if self.has("#[getter") => Some("@property"),
                () if self.has("#[classmethod]") => Some("@classmethod"),
                () => None,
            },
            docs: self.docs,
            signatures: self.signatures,
        }))
    }
}

/// The name that follows a keyword at the beginning of a line.
fn word_after<'a>(line: &'a str, keyword: &str) -> Option<&'a str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.strip_prefix(keyword)?.split(|c| !is_part(c)).next()
}
