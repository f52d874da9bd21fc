//! How a programming language writes the calls of a builder: data, so that every message shows calls as its reader wrote them.

/// A language in which builders are used.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// What stands before and behind the name of a class where it is constructed.
    new: [&'static str; 2],
    /// What stands behind the name of a class where a builder starts from a declaration.
    from: &'static str,
    /// Whether methods are written in snake_case, not in camelCase.
    is_snake_case: bool,
    /// Null, true and false.
    words: [&'static str; 3],
}

/// `new Container("api").exposePort(8080, "http").stateful(true)`
pub static JAVASCRIPT: Language = Language {
    new: ["new ", ""],
    from: ".from",
    is_snake_case: false,
    words: ["null", "true", "false"],
};

/// `Container("api").expose_port(8080, "http").stateful(True)`
pub static PYTHON: Language = Language {
    new: ["", ""],
    from: ".from_config",
    is_snake_case: true,
    words: ["None", "True", "False"],
};

/// `Container::new("api").expose_port(8080, "http").stateful(true)`
pub static RUST: Language = Language {
    new: ["", "::new"],
    from: "::from_config",
    is_snake_case: true,
    words: ["None", "true", "false"],
};

impl Language {
    /// Constructs a class: `new Container("api")`.
    pub fn new_call(&self, class: &str, arguments: &str) -> String {
        let [before, behind] = self.new;
        format!("{before}{class}{behind}({arguments})")
    }

    /// Starts a builder from a declaration: `Container.from(…)`.
    pub fn from_call(&self, class: &str, arguments: &str) -> String {
        format!("{class}{}({arguments})", self.from)
    }

    /// Calls a method: `.exposePort(8080, "http")`.
    pub fn method_call(&self, method: &str, arguments: &str) -> String {
        if self.is_snake_case {
            format!(".{}({arguments})", snake_case(method))
        } else {
            format!(".{method}({arguments})")
        }
    }

    /// Null.
    pub fn null(&self) -> &'static str {
        let [null, ..] = self.words;
        null
    }

    /// A boolean.
    pub fn boolean(&self, value: bool) -> &'static str {
        let [_, yes, no] = self.words;
        if value { yes } else { no }
    }
}

fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
