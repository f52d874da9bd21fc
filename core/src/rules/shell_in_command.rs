use super::Rule;
use super::shell::{OPERATORS, TAKES_CODE, is_assignment, reads_operators, shell_line};
use super::unsplit_command::is_split;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::json_text::json_string;
use crate::path::Path;
use crate::secret::mask_name;

pub(super) const RULE: Rule = Rule::Relation(shell_in_command);

static CODE: Code = Code {
    name: "shell-in-command",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a command contains shell syntax, but no shell runs it",
    why: "`command` is a list of arguments that is executed as it is (POSIX exec, OCI process.args). Without a shell, `&&`, \
        `|`, `>` and `;` are arguments of the program like any other, `NAME=value` is the name of a program, and a line \
        break is part of an argument.",
    fails: r#""command": ["npm", "run", "migrate", "&&", "npm", "start"]"#,
    passes: r#""command": ["sh", "-c", "npm run migrate && npm start"]"#,
};

fn shell_in_command(draft: &Draft, sink: &mut Sink) {
    let Some(words) = draft.command.given() else {
        return;
    };
    let given = || {
        words
            .iter()
            .enumerate()
            .filter_map(|(at, word)| Some((at, *word.given()?)))
    };
    // A first word that can't be read may be a shell, and one with spaces has a diagnostic of its own.
    let Some((_, first)) = given()
        .next()
        .filter(|(at, word)| *at == 0 && is_split(word))
    else {
        return;
    };
    if is_assignment(first) {
        sink.report(&CODE, || assignment(draft, first));
        return;
    }
    let Some((at, word)) = given().find(|(_, word)| is_suspicious(word)) else {
        return;
    };
    if given().any(|(_, word)| reads_operators(word)) {
        // A shell, or a program with operators of its own.
    } else if OPERATORS.contains(&word) {
        sink.report(&CODE, || operator(draft, word, at));
    } else if !given().take(at).any(|(_, word)| TAKES_CODE.contains(&word)) {
        sink.report(&CODE, || line_break(at));
    }
}

/// Whether a word is an operator of a shell, or contains a line break.
fn is_suspicious(word: &str) -> bool {
    let may_be_operator = matches!(
        word.as_bytes(),
        [b'&' | b'|' | b';' | b'<' | b'>' | b'2', ..]
    );
    may_be_operator && OPERATORS.contains(&word) || word.bytes().any(|byte| byte == b'\n')
}

fn word_path(at: usize) -> Path {
    Path::root().key("command").index(at)
}

fn operator(draft: &Draft, word: &str, at: usize) -> Diagnostic {
    let message = format!(
        "command contains the shell operator {}, but no shell runs it",
        quoted(word)
    );
    let found = Diagnostic::at(word_path(at), message)
        .help("run a shell: [\"sh\", \"-c\", \"…\"], or remove it");
    match shell_line(draft.command.given().into_iter().flatten()) {
        Some(line) => {
            let json = format!("[\"sh\", \"-c\", {}]", json_string(&line));
            let edit = Edit::set(Path::root().key("command"), json);
            found.fix(Fix::risky("run it in a shell", [edit]))
        }
        None => found,
    }
}

fn assignment(draft: &Draft, word: &str) -> Diagnostic {
    let (name, _) = word.split_once('=').unwrap_or_default();
    let message = format!(
        "command sets the variable {} before the program, but no shell runs it",
        quoted(&mask_name(name))
    );
    let found = Diagnostic::at(word_path(0), message)
        .help("set the variable in environment, or start command with \"env\"");
    let words = draft.command.given().into_iter().flatten();
    match words
        .map(|word| word.given().map(|word| json_string(word)))
        .collect::<Option<Vec<_>>>()
    {
        Some(words) => {
            let json = format!("[\"env\", {}]", words.join(", "));
            let edit = Edit::set(Path::root().key("command"), json);
            found.fix(Fix::risky("start the program with env", [edit]))
        }
        None => found,
    }
}

fn line_break(at: usize) -> Diagnostic {
    Diagnostic::at(word_path(at), "an argument of command contains a line break, but no shell runs it")
        .help("write the program and each argument as separate strings, or run a shell: [\"sh\", \"-c\", \"…\"]")
}
