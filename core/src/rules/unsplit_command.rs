use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Draft, Field};
use crate::fix::{Edit, Fix};
use crate::json_text::json_string;
use crate::path::Path;

pub const RULE: Rule = Rule::Relation(check);

static CODE: Code = Code {
    name: "unsplit-command",
    severity: Severity::Warning,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a command of one word that has spaces in it",
    why: "`command` is a list of words that is run as it stands (POSIX exec, OCI process.args): no shell splits it. [\"npm start\"] looks for one program with the name \"npm start\".",
    fails: r#""command": ["npm start"]"#,
    passes: r#""command": ["npm", "start"]"#,
};

fn check(draft: &Draft, sink: &mut Sink) {
    let Some([Field::Given(word)]) = draft.command.given().map(Vec::as_slice) else {
        return;
    };
    if word.contains([' ', '\t']) {
        sink.report(&CODE, || diagnostic(word));
    }
}

fn diagnostic(word: &str) -> Diagnostic {
    let path = Path::root().key("command");
    let message = format!("command {} is one word with spaces in it", quoted(word));
    let unsplit = Diagnostic::at(&CODE, path.clone().index(0), message);
    let rewrite = |title, words: &[&str]| {
        let words: Vec<_> = words.iter().map(|word| json_string(word)).collect();
        Fix::risky(title, [Edit::set(path, format!("[{}]", words.join(", ")))])
    };
    if word.contains(is_shell) {
        unsplit
            .help("give program and arguments as separate words, or run a shell: [\"sh\", \"-c\", \"…\"]")
            .fix(rewrite("run it in a shell", &["sh", "-c", word]))
    } else {
        let words: Vec<_> = word.split_ascii_whitespace().collect();
        unsplit
            .help("give program and arguments as separate words")
            .fix(rewrite("split it at the spaces", &words))
    }
}

/// Characters that a shell reads as something else than themselves: splitting at spaces would not do.
fn is_shell(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '\\'
            | '`'
            | '$'
            | '|'
            | '&'
            | ';'
            | '<'
            | '>'
            | '('
            | ')'
            | '*'
            | '?'
            | '#'
            | '\n'
    )
}
