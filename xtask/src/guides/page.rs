//! Reads the fenced code blocks of a Markdown page.

use std::ops::Range;

/// The line below a block that says why the block is not run, as readers see it.
const REASON: &str = "*Not run by the tests: ";

/// A fenced block of code.
pub struct Block<'a> {
    /// The first word after the fence.
    pub language: &'a str,
    /// The second word after the fence: the file that the block is.
    pub file: Option<&'a str>,
    pub code: &'a str,
    /// The place of the code in the page.
    pub range: Range<usize>,
    /// The line of the opening fence, counted from 1.
    pub line: usize,
    /// Whether the page says below the block why it is not run.
    pub is_excused: bool,
}

/// A command of a console block, with the output that the page shows.
#[derive(Debug, PartialEq, Eq)]
pub struct Command<'a> {
    pub text: &'a str,
    pub output: String,
}

/// Returns all blocks of a page. Fences are lines that start with three backticks.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(usize, usize, &str)> = None;
    // Whether the last block may still be excused: nothing but empty lines came after it.
    let mut may_be_excused = false;
    let mut offset = 0;
    for (number, line) in (1..).zip(page.split_inclusive('\n')) {
        let (start, end) = (offset, offset + line.len());
        offset = end;
        let fence = line.trim_end().strip_prefix("```");
        match (open.take(), fence) {
            (None, Some(info)) => open = Some((number, end, info)),
            (None, None) => {
                if let Some(block) = blocks.last_mut().filter(|_| may_be_excused) {
                    block.is_excused = line.starts_with(REASON);
                }
                may_be_excused &= line.trim().is_empty();
            }
            (Some((number, from, info)), Some("")) => {
                let mut words = info.split_whitespace();
                blocks.push(Block {
                    language: words.next().unwrap_or_default(),
                    file: words.next(),
                    code: page.get(from..start).unwrap_or_default(),
                    range: from..start,
                    line: number,
                    is_excused: false,
                });
                may_be_excused = true;
            }
            (inside, _) => open = inside,
        }
    }
    blocks
}

/// Returns the commands of a console block: lines that start with `$ `, each with the lines below it as its output.
pub fn commands(code: &str) -> Vec<Command<'_>> {
    let mut commands: Vec<Command> = Vec::new();
    for line in code.split_inclusive('\n') {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(text), _) => commands.push(Command {
                text: text.trim_end(),
                output: String::new(),
            }),
            (None, Some(command)) => command.output.push_str(line),
            (None, None) => {}
        }
    }
    for command in &mut commands {
        command.output.truncate(command.output.trim_end().len());
    }
    commands
}

/// Whether an output is what a page shows. A `…` in the page stands for any text.
pub fn matches(shown: &str, output: &str) -> bool {
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = output.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<_> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}
