//! How programming languages write builder calls, so that messages show each call as it is written in the source code.

/// A language in which builders are used.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// The text before the class name, where it names the package.
    package: &'static str,
    /// The text before and after the class name in a constructor call.
    new: [&'static str; 2],
    /// The text after the class name in a call that starts from a declaration.
    from: &'static str,
    /// Whether method names are written in snake_case instead of camelCase.
    is_snake_case: bool,
    /// The text before the arguments of a call of `explain`.
    explain: &'static str,
    /// The words for null, true and false.
    words: [&'static str; 3],
    variants: Variants,
    objects: Objects,
}

/// How a language writes an object that is an argument.
#[derive(Debug, PartialEq, Eq)]
enum Objects {
    /// `.code({"type": "image", "image": "api:v1"})`
    Json,
    /// `.code(type: "image", image: "api:v1")`
    Keywords,
    /// `.code(image("api:v1"))`, with this text before the name of the function.
    Functions(&'static str),
}

/// How a language writes values such as `http`.
#[derive(Debug, PartialEq, Eq)]
enum Variants {
    /// As strings.
    Strings,
    /// `Protocol::Http`
    Paths,
    /// `Protocol.HTTP`
    Constants,
    /// `.http`
    Members,
}

/// `new Container("api").exposePort(8080, "http").stateful(true)`
pub static JAVASCRIPT: Language = Language {
    package: "",
    new: ["new ", ""],
    from: ".from",
    is_snake_case: false,
    explain: "alien.explain",
    words: ["null", "true", "false"],
    variants: Variants::Strings,
    objects: Objects::Json,
};

/// `Container("api").expose_port(8080, "http").stateful(True)`
pub static PYTHON: Language = Language {
    package: "",
    new: ["", ""],
    from: ".from_config",
    is_snake_case: true,
    explain: "alien.explain",
    words: ["None", "True", "False"],
    variants: Variants::Strings,
    objects: Objects::Json,
};

/// `Container::new("api").expose_port(8080, Protocol::Http).stateful(true)`
pub static RUST: Language = Language {
    package: "",
    new: ["", "::new"],
    from: "::from_config",
    is_snake_case: true,
    explain: "explain",
    words: ["None", "true", "false"],
    variants: Variants::Paths,
    objects: Objects::Functions("ContainerCode::"),
};

/// `Container("api").exposePort(8080, Protocol.HTTP).stateful(true)`
pub static KOTLIN: Language = Language {
    package: "",
    new: ["", ""],
    from: ".from",
    is_snake_case: false,
    explain: "alien.explain",
    words: ["null", "true", "false"],
    variants: Variants::Constants,
    objects: Objects::Functions(""),
};

/// `Container("api").exposePort(8080, .http).stateful(true)`
pub static SWIFT: Language = Language {
    package: "",
    new: ["", ""],
    from: ".from",
    is_snake_case: false,
    explain: "Alien.explain",
    words: ["nil", "true", "false"],
    variants: Variants::Members,
    objects: Objects::Functions("."),
};

/// `Alien::Container.new("api").expose_port(8080, "http").stateful(true)`
pub static RUBY: Language = Language {
    package: "Alien::",
    new: ["", ".new"],
    from: ".from",
    is_snake_case: true,
    explain: "Alien.explain",
    words: ["nil", "true", "false"],
    variants: Variants::Strings,
    objects: Objects::Keywords,
};

impl Language {
    /// A constructor call: `new Container("api")`.
    pub fn new_call(&self, class: &str, arguments: &str) -> String {
        let [before, after] = self.new;
        format!("{before}{}{class}{after}({arguments})", self.package)
    }

    /// A call that starts from a declaration: `Container.from(…)`.
    pub fn from_call(&self, class: &str, arguments: &str) -> String {
        format!("{}{class}{}({arguments})", self.package, self.from)
    }

    /// A method call: `.exposePort(8080, "http")`.
    pub fn method_call(&self, method: &str, arguments: &str) -> String {
        if self.is_snake_case {
            format!(".{}({arguments})", snake_case(method))
        } else {
            format!(".{method}({arguments})")
        }
    }

    /// The example arguments of a call, which are JSON. An object has only strings without commas inside, and functions are named
    /// by its `type`.
    pub fn arguments(&self, json: &str) -> String {
        let Some(inside) = json
            .strip_prefix('{')
            .filter(|_| self.objects != Objects::Json)
        else {
            return json.to_owned();
        };
        let (mut function, mut out) = ("", String::new());
        for member in inside.trim_end_matches('}').split([',']) {
            let mut parts = member.splitn(2, [':']).map(str::trim);
            let (name, value) = (
                parts.next().unwrap_or_default(),
                parts.next().unwrap_or_default(),
            );
            let name = name.trim_matches('"');
            if name == "type" && self.objects != Objects::Keywords {
                function = value.trim_matches('"');
                continue;
            }
            if !out.is_empty() {
                out.push_str(", ");
            }
            if self.objects == Objects::Keywords {
                out.push_str(&snake_case(name));
                out.push_str(": ");
            }
            out.push_str(value);
        }
        match self.objects {
            Objects::Functions(prefix) => [prefix, function, "(", &out, ")"].concat(),
            _ => out,
        }
    }

    /// A value of an enum: `Protocol.HTTP`. `None` if it is written as a string.
    pub fn variant(&self, class: &str, value: &str) -> Option<String> {
        match self.variants {
            Variants::Strings => None,
            Variants::Paths => Some(format!("{class}::{}", capitalized(value))),
            Variants::Constants => Some(format!("{class}.{}", value.to_ascii_uppercase())),
            Variants::Members => Some(format!(".{value}")),
        }
    }

    /// The call that explains a code: `alien.explain("no-ports")`.
    pub fn explain_call(&self, code: &str) -> String {
        format!("{}(\"{code}\")", self.explain)
    }

    /// The word for null.
    pub fn null(&self) -> &'static str {
        let [null, ..] = self.words;
        null
    }

    /// The word for a boolean.
    pub fn boolean(&self, value: bool) -> &'static str {
        let [_, yes, no] = self.words;
        if value { yes } else { no }
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_example_arguments_in_its_way() {
        let code = r#"{"type": "image", "image": "api:v1"}"#;
        assert_eq!(JAVASCRIPT.arguments(code), code);
        assert_eq!(PYTHON.arguments(code), code);
        assert_eq!(RUBY.arguments(code), r#"type: "image", image: "api:v1""#);
        assert_eq!(KOTLIN.arguments(code), r#"image("api:v1")"#);
        assert_eq!(SWIFT.arguments(code), r#".image("api:v1")"#);
        assert_eq!(RUST.arguments(code), r#"ContainerCode::image("api:v1")"#);
        for language in [&JAVASCRIPT, &RUBY, &KOTLIN] {
            assert_eq!(language.arguments("8080, \"http\""), "8080, \"http\"");
        }
    }
}
