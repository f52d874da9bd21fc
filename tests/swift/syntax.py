"""Fails if a Swift file, or an example in a comment or on a page, has a syntax error. There is no Swift compiler among the
tools of this repository.

python syntax.py FILE…
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import tree_sitter_swift
from tree_sitter import Language, Node, Parser

# The grammar doesn't know the arguments of this attribute, which only generated files have.
UNKNOWN = "@_documentation(visibility: private)"

EXAMPLE = re.compile(r"^```swift\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def programs(file: Path) -> list[tuple[int, str]]:
    """Returns the programs in a file, each with the number of lines before it."""
    text = file.read_text("utf-8").replace(UNKNOWN, "")
    uncommented = re.sub(r"^ *///? ?", "", text, flags=re.MULTILINE)
    examples = [(uncommented.count("\n", 0, match.start(1)), match[1]) for match in EXAMPLE.finditer(uncommented)]
    return [(0, text), *examples] if file.suffix == ".swift" else examples


def errors(node: Node) -> list[Node]:
    """Returns the outermost nodes that could not be parsed, and what is missing."""
    if node.is_error or node.is_missing:
        return [node]
    return [error for child in node.children if child.has_error for error in errors(child)]


def main() -> int:
    parser = Parser(Language(tree_sitter_swift.language()))
    found = count = 0
    for file in map(Path, sys.argv[1:]):
        for lines, program in programs(file):
            count += 1
            for error in errors(parser.parse(program.encode()).root_node):
                row, column = error.start_point
                print(f"{file}:{lines + row + 1}:{column + 1}: syntax error")
                found += 1
    print(f"{count} programs")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
