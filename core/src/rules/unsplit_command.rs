use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Draft, Field};
use crate::fix::{Edit, Fix};
use crate::json_text::json_string;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(unsplit_command);

static CODE: Code = Code {
    name: "unsplit-command",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a command is a single string with spaces",
    why: "`command` is a list of arguments that is executed as it is (POSIX exec, OCI process.args): no shell splits it. \
        [\"npm start\"] looks for one program with the name \"npm start\".",
    fails: r#""command": ["npm start"]"#,
    passes: r#""command": ["npm", "start"]"#,
};

fn unsplit_command(draft: &Draft, sink: &mut Sink) {
    let Some([Field::Given(word)]) = draft.command.given().map(Vec::as_slice) else {
        return;
    };
    if word.contains([' ', '\t']) {
        sink.report(&CODE, || unsplit_command_diagnostic(word));
    }
}

fn unsplit_command_diagnostic(word: &str) -> Diagnostic {
    let path = Path::root().key("command");
    let message = format!("command {} is a single string with spaces", quoted(word));
    let unsplit = Diagnostic::at(path.clone().index(0), message);
    let rewrite = |title, words: &[&str]| {
        let words: Vec<_> = words.iter().map(|word| json_string(word)).collect();
        Fix::risky(title, [Edit::set(path, format!("[{}]", words.join(", ")))])
    };
    if word.contains(is_shell) {
        unsplit
            .help("write the program and each argument as separate strings, or run a shell: [\"sh\", \"-c\", \"…\"]")
            .fix(rewrite("run it in a shell", &["sh", "-c", word]))
    } else {
        let words: Vec<_> = word.split_ascii_whitespace().collect();
        unsplit
            .help("write the program and each argument as separate strings")
            .fix(rewrite("split it at the spaces", &words))
    }
}

/// Characters with a special meaning in a shell: splitting at spaces would change what the command does.
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
