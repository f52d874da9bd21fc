use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Draft, Field};
use crate::fix::{Edit, Fix};
use crate::json_text::json_string;
use crate::model::names::split_once_by;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(unsplit_command);

static CODE: Code = Code {
    name: "unsplit-command",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the first element of a command contains spaces",
    why: "`command` is a list of arguments that is executed as it is (POSIX exec, OCI process.args): no shell splits it. \
        [\"npm start\"] looks for one program with the name \"npm start\".",
    fails: r#""command": ["npm start"]"#,
    passes: r#""command": ["npm", "start"]"#,
};

fn unsplit_command(draft: &Draft, sink: &mut Sink) {
    let Some([Field::Given(first), rest @ ..]) = draft.command.given().map(Vec::as_slice) else {
        return;
    };
    if !is_split(first) {
        sink.report(&CODE, || unsplit_command_diagnostic(first, rest));
    }
}

/// Whether the first word of a command can be a program. Paths may contain spaces, but names of programs don't.
pub(super) fn is_split(first: &str) -> bool {
    // Nearly all first words have no space at all.
    if !first.bytes().any(|byte| byte <= b' ' || !byte.is_ascii()) {
        return true;
    }
    let is_path = first.starts_with(['/', '.']) && split_once_by(first, " -").is_none();
    let program = match is_path {
        true => first.rsplit('/').next().unwrap_or_default(),
        false => first,
    };
    !program.contains(char::is_whitespace)
}

fn unsplit_command_diagnostic(word: &str, rest: &[Field<&str>]) -> Diagnostic {
    let path = Path::root().key("command");
    let message = match rest {
        [] => format!("command {} is a single string with spaces", quoted(word)),
        _ => format!("the program of command, {}, contains spaces", quoted(word)),
    };
    let unsplit = Diagnostic::at(path.clone().index(0), message);
    let Some(rest) = rest
        .iter()
        .map(|word| word.given().copied())
        .collect::<Option<Vec<_>>>()
    else {
        return unsplit.help(SPLIT);
    };
    let rewrite = |title, words: &[&str]| {
        let words: Vec<_> = words
            .iter()
            .chain(&rest)
            .map(|word| json_string(word))
            .collect();
        Fix::risky(title, [Edit::set(path, format!("[{}]", words.join(", ")))])
    };
    if word.contains(is_shell) {
        let unsplit = unsplit.help(
            "write the program and each argument as separate strings, or run a shell: [\"sh\", \"-c\", \"…\"]",
        );
        match rest.is_empty() {
            true => unsplit.fix(rewrite("run it in a shell", &["sh", "-c", word])),
            false => unsplit,
        }
    } else {
        let words: Vec<_> = word.split_whitespace().collect();
        unsplit
            .help(SPLIT)
            .fix(rewrite("split it at the spaces", &words))
    }
}

const SPLIT: &str = "write the program and each argument as separate strings";

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
