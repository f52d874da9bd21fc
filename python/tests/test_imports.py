"""No module imports itself, not even through other modules."""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import alien

PACKAGE = Path(alien.__file__).parent
RUST = Path(__file__).parents[2] / "bindings" / "python" / "src"

in_repository = pytest.mark.skipif(not RUST.is_dir(), reason="the Rust sources are not next to the tests of an sdist")


def rust_code(file: Path) -> str:
    """Returns the text of a Rust file without comments."""
    lines = file.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("//"))


def rust_imports() -> dict[str, set[str]]:
    """Returns the modules that each Rust file uses. `lib.rs` is left out, since no other file uses it."""
    files = [file for file in RUST.glob("*.rs") if file.stem != "lib"]
    return {file.stem: set(re.findall(r"\bcrate::(\w+)", rust_code(file))) for file in files}


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imported_names(node: ast.AST) -> set[str]:
    """Returns the modules of the package that a node imports. Imports that only type checkers see are left out."""
    if is_type_checking(node):
        return set()
    if isinstance(node, ast.ImportFrom) and node.module == "alien":
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").removeprefix("alien.")}
    return set().union(*(imported_names(child) for child in ast.iter_child_nodes(node)))


def python_imports() -> dict[str, set[str]]:
    """Returns the modules of the package that each module imports, also inside functions. The compiled module `_native`
    imports the modules whose names are in its Rust sources."""
    parsed = {file.stem: ast.parse(file.read_text("utf-8")) for file in PACKAGE.glob("*.py")}
    imports = {name: imported_names(module) for name, module in parsed.items()}
    code = "\n".join(rust_code(file) for file in RUST.glob("*.rs"))
    imports["_native"] = set(re.findall(r'"alien\.(\w+)"', code)) - {"_native"}
    return {name: names & imports.keys() for name, names in imports.items()}


def find_cycle(imports: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return cycle
    return []


@in_repository
def test_rust_modules_have_no_import_cycle() -> None:
    imports = rust_imports()
    assert "value_writer" in imports["calls"]
    assert "crate::{" not in "".join(rust_code(file) for file in RUST.glob("*.rs")), "write one `use` for each module"
    assert find_cycle(imports) == []


@in_repository
def test_python_modules_have_no_import_cycle() -> None:
    imports = python_imports()
    assert {"_errors", "_native", "_state"} <= imports["__init__"]
    assert "_diagnostics" in imports["_native"]
    assert find_cycle(imports) == []


def test_a_cycle_is_found() -> None:
    assert find_cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) != []
