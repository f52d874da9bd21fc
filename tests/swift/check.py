"""Finds mistakes in Swift files, and in the examples in comments and on pages. There is no Swift compiler among the tools of
this repository, so this finds only what needs no types: syntax errors, and calls of the package's own functions with
arguments that no declaration has.

python check.py FILE…
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import tree_sitter_swift
from tree_sitter import Language, Node, Parser

if TYPE_CHECKING:
    from collections.abc import Iterator

# The grammar doesn't know the arguments of this attribute, which only generated files have.
UNKNOWN = "@_documentation(visibility: private)"

EXAMPLE = re.compile(r"^```swift\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# The labels of the parameters, `_` for none, each with whether there is a default value.
Parameters = list[tuple[str, bool]]

# Types of Foundation and of the C header, to which the generated code adds initializers.
OTHER_TYPES = {"Data", "ForeignBytes", "RustBuffer", "RustCallStatus"}

# Functions of the package whose names are those of methods of other types too.
COMMON = {"append", "remove", "sorted", "split"}


def programs(file: Path) -> list[tuple[int, str]]:
    """Returns the programs in a file, each with the number of lines before it."""
    text = file.read_text("utf-8").replace(UNKNOWN, "")
    uncommented = re.sub(r"^ *///? ?", "", text, flags=re.MULTILINE)
    examples = [(uncommented.count("\n", 0, match.start(1)), match[1]) for match in EXAMPLE.finditer(uncommented)]
    return [(0, text), *examples] if file.suffix == ".swift" else examples


def text_of(node: Node | None) -> str:
    return "" if node is None or node.text is None else node.text.decode()


def nodes(node: Node) -> Iterator[Node]:
    """Yields a node and all nodes inside it."""
    left = [node]
    while left:
        node = left.pop()
        yield node
        left.extend(node.children)


def errors(node: Node) -> list[Node]:
    """Returns the outermost nodes that could not be parsed, and what is missing."""
    if node.is_error or node.is_missing:
        return [node]
    return [error for child in node.children if child.has_error for error in errors(child)]


def parameters(declaration: Node) -> Parameters:
    found: Parameters = []
    for parameter in declaration.children:
        if parameter.type == "parameter":
            following = parameter.next_sibling
            found.append((text_of(parameter.children[0]), following is not None and following.type == "="))
    return found


def values(declaration: Node) -> Parameters:
    """Returns the values of a case of an enumeration."""
    found: Parameters = []
    for child in reversed(declaration.children):
        if child.type.endswith("_type"):
            found.append(("_", False))
        elif found and (child.type == "simple_identifier" or text_of(child) == "_"):
            found[-1] = (text_of(child), False)
    return found[::-1]


def declarations(root: Node) -> Iterator[tuple[str, Parameters]]:
    """Yields the functions that a file declares. The name of an initializer is that of its type."""
    for node in nodes(root):
        if node.type in ("function_declaration", "protocol_function_declaration"):
            yield text_of(node.child_by_field_name("name")), parameters(node)
        elif node.type == "init_declaration":
            body = node.parent
            kind = body.parent if body is not None else None
            name = text_of(kind.child_by_field_name("name")) if kind is not None else ""
            yield name.split(".")[-1], parameters(node)
        elif node.type == "enum_entry":
            for child in node.children:
                if child.type == "enum_type_parameters":
                    yield text_of(node.child_by_field_name("name")), values(child)


def calls(root: Node) -> Iterator[tuple[Node, str, list[str]]]:
    """Yields the calls in a file, each with the name of the function and the labels of the arguments."""
    for node in nodes(root):
        if node.type != "call_expression":
            continue
        function, suffix = node.children[0], node.children[-1]
        arguments = [child for child in suffix.children if child.type == "value_arguments"]
        # A subscript is one too, and a closure that follows has no label.
        is_plain = len(suffix.children) == 1 and arguments and text_of(suffix).startswith("(")
        if not is_plain:
            continue
        name = re.split(r"[.\s]", text_of(function))[-1]
        if function.type == "navigation_expression" and name in COMMON:
            continue
        labels = []
        for argument in arguments[0].children:
            if argument.type == "value_argument":
                first = argument.children[0]
                labels.append(text_of(first) if first.type == "value_argument_label" else "_")
        yield node, name, labels


def accepts(declared: Parameters, labels: list[str]) -> bool:
    given = list(labels)
    for label, has_default in declared:
        if given and given[0] == label:
            given.pop(0)
        elif not has_default:
            return False
    return not given


def main() -> int:
    parser = Parser(Language(tree_sitter_swift.language()))
    parsed = []
    declared: defaultdict[str, list[Parameters]] = defaultdict(list)
    for file in map(Path, sys.argv[1:]):
        for lines, program in programs(file):
            root = parser.parse(program.encode()).root_node
            parsed.append((file, lines, root))
            if file.suffix == ".swift":
                for name, found in declarations(root):
                    declared[name].append(found)
    faults, checked = [], 0
    for file, lines, root in parsed:
        for error in errors(root):
            faults.append(f"{file}:{lines + error.start_point[0] + 1}: syntax error")
        for call, name, labels in calls(root):
            if name in declared and name not in OTHER_TYPES:
                checked += 1
                if not any(accepts(found, labels) for found in declared[name]):
                    given = ", ".join(labels)
                    faults.append(f"{file}:{lines + call.end_point[0] + 1}: {name} takes no arguments ({given})")
    print("\n".join(faults) or f"{len(parsed)} programs with {checked} calls")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
