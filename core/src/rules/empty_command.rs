use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{Draft, Field};
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Value(empty_command);

static CODE: Code = Code {
    name: "empty-command",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the command has no program to run",
    why: "`command` replaces the command of the image, and its first element is the program. Without a program, there is \
        nothing to start. To run the image's own command, leave `command` out.",
    fails: r#""command": []"#,
    passes: r#""command": ["./server"]"#,
};

fn empty_command(draft: &mut Draft, sink: &mut Sink) {
    let empty = match draft.command.given_mut().map(Vec::as_mut_slice) {
        Some([]) => {
            sink.report(&CODE, no_words);
            true
        }
        Some([first, rest @ ..]) => {
            let has_program = rest
                .first()
                .and_then(Field::given)
                .is_some_and(|word| !word.trim_start().is_empty());
            first.reject_if(|word| {
                let refused = word.trim_start().is_empty();
                if refused {
                    sink.report(&CODE, || empty_word(has_program));
                }
                refused
            });
            false
        }
        None => false,
    };
    if empty {
        draft.command = Field::Broken;
    }
}

fn no_words() -> Diagnostic {
    let path = Path::root().key("command");
    let fix = Fix::risky("remove command", [Edit::Remove { path: path.clone() }]);
    Diagnostic::at(path, "command is an empty list")
        .help("remove command to run the image's own command, or name the program to run")
        .fix(fix)
}

/// `has_program`: the next element may be the program.
fn empty_word(has_program: bool) -> Diagnostic {
    let path = Path::root().key("command").index(0);
    let empty = Diagnostic::at(path.clone(), "the first element of command is empty")
        .help("start with the program to run, such as \"./server\"");
    match has_program {
        true => empty.fix(Fix::risky(
            "remove the empty element",
            [Edit::Remove { path }],
        )),
        false => empty,
    }
}
