"""Tests of the documentation: everything public has some, its examples run, and the stubs contain the same."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from support import container

import alien
from alien import _native

HERE = Path(__file__).parent
README = HERE.parent / "README.md"


def documented() -> dict[str, str]:
    """Returns every public docstring, by the name of the documented object."""
    docs = {"alien": alien.__doc__ or ""}
    for name in alien.__all__:
        value = getattr(alien, name)
        if not callable(value) or not getattr(value, "__module__", "").startswith("alien"):
            continue
        docs[name] = inspect.getdoc(value) or ""
        if isinstance(value, type):
            members = ((member, vars(value)[member]) for member in vars(value) if not member.startswith("_"))
            is_own = (inspect.isroutine, inspect.isdatadescriptor)
            for member, inner in members:
                if any(check(inner) for check in is_own) and not inspect.ismemberdescriptor(inner):
                    docs[f"{name}.{member}"] = inspect.getdoc(getattr(value, member)) or ""
    return docs


DOCS = documented()


@pytest.mark.parametrize("name", DOCS)
def test_everything_is_documented(name: str) -> None:
    assert DOCS[name].strip(), name


def test_every_method_of_the_builder_has_an_example() -> None:
    builder = [name for name in DOCS if name.startswith("Container.")]
    assert len(builder) > 22
    for name in builder:
        assert ">>> " in DOCS[name], name


def run(name: str, text: str) -> None:
    names = {"alien": alien, "container": container(), "api": container().build()}
    example = doctest.DocTestParser().get_doctest(text, names, name, name, 0)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    output: list[str] = []
    runner.run(example, out=output.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(output)


@pytest.mark.parametrize("name", [name for name, text in DOCS.items() if ">>>" in text])
def test_examples_run(name: str) -> None:
    run(name, DOCS[name])


@pytest.mark.skipif(not README.exists(), reason="the README is not next to the tests")
def test_examples_of_the_readme_run() -> None:
    blocks = re.findall(r"^```python[^\n]*\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 4
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
    assert names["api"].id == "api"


def stub_docs() -> dict[str, str]:
    stub = Path(_native.__file__).with_name("_native.pyi").read_text("utf-8")
    docs: dict[str, str] = {}

    def visit(nodes: list[ast.stmt], prefix: str) -> None:
        for node in nodes:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                doc = ast.get_docstring(node)
                if doc is not None:
                    docs.setdefault(prefix + node.name, doc)
                if isinstance(node, ast.ClassDef):
                    visit(node.body, f"{node.name}.")

    visit(ast.parse(stub).body, "")
    return docs


def test_stubs_have_the_docstrings_of_the_module() -> None:
    stubs = stub_docs()
    compiled = {name: text for name, text in DOCS.items() if hasattr(_native, name.split(".")[0]) and name != "alien"}
    assert {name: stubs.get(name) for name in compiled} == compiled
