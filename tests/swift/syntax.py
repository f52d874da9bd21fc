"""Fails if a Swift file has a syntax error. There is no Swift compiler among the tools of this repository.

python syntax.py FILE…
"""

from __future__ import annotations

import sys
from pathlib import Path

import tree_sitter_swift
from tree_sitter import Language, Node, Parser

# The grammar doesn't know the arguments of this attribute, which only generated files have.
UNKNOWN = b"@_documentation(visibility: private)"


def errors(node: Node) -> list[Node]:
    """Returns the outermost nodes that could not be parsed, and what is missing."""
    if node.is_error or node.is_missing:
        return [node]
    return [error for child in node.children if child.has_error for error in errors(child)]


def main() -> int:
    parser = Parser(Language(tree_sitter_swift.language()))
    files = [Path(name) for name in sys.argv[1:]]
    found = 0
    for file in files:
        source = file.read_bytes().replace(UNKNOWN, b" " * len(UNKNOWN))
        for error in errors(parser.parse(source).root_node):
            row, column = error.start_point
            print(f"{file}:{row + 1}:{column + 1}: syntax error")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
