"""Tests of the installed package."""

from __future__ import annotations

import re
from importlib import metadata, resources

from packaging import tags
from support import run_python

import alien


def test_the_version_is_that_of_the_distribution() -> None:
    assert alien.__version__ == metadata.version("alien-sdk")


def test_free_threaded_builds_do_not_accept_the_wheel() -> None:
    wheel = metadata.distribution("alien-sdk").read_text("WHEEL") or ""
    tag = next(line.removeprefix("Tag: ") for line in wheel.splitlines() if line.startswith("Tag: "))
    assert tag.startswith("cp310-abi3-")

    def is_compatible(minor: int, abi: str) -> bool:
        compatible = tags.cpython_tags((3, minor), [abi], [tag.split("-")[2]])
        return tag in map(str, compatible)

    for minor in (13, 14):
        assert is_compatible(minor, f"cp3{minor}")
        assert not is_compatible(minor, f"cp3{minor}t")


def test_the_package_contains_its_types() -> None:
    files = resources.files("alien")
    assert (files / "py.typed").is_file()
    assert (files / "_native.pyi").is_file()


def test_the_description_has_only_links_to_its_own_headings() -> None:
    # A relative link leads nowhere on PyPI, and the documentation has no public address yet.
    description = metadata.distribution("alien-sdk").read_text("METADATA") or ""
    description = description.split("\n\n", 1)[1]
    assert description.startswith("# alien-sdk")
    text = re.sub(r"^```.*?^```", "", description, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {"#" + re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-") for heading in headings}
    prose = re.sub(r"`[^`\n]*`", "", text)
    links = re.findall(
        r"\]\(([^)]*)\)|^\[[^\]]+\]: *(\S+)|<(https?:[^>]*)>|(?:href|src)=\"([^\"]*)\"", prose, re.MULTILINE
    )
    assert {link for found in links for link in found if link} <= anchors


def test_all_exported_names_exist() -> None:
    assert set(alien.__all__) <= set(dir(alien))
    for name in alien.__all__:
        assert getattr(alien, name) is not None
    program = "from alien import *; print(len([Container, Diagnostic, ContainerConfig, __version__]))"
    assert run_python(program) == "4\n"
    assert not hasattr(alien, "nothing")


def test_the_names_in_signatures_are_exported() -> None:
    stub = (resources.files("alien") / "_native.pyi").read_text("utf-8")
    imports = re.findall(r"^from alien\._\w+ import (?:\(([^)]*)\)|(\w+))", stub, re.MULTILINE)
    names = {name.strip() for many, one in imports for name in (many or one).split(",")} - {""}
    assert "Declaration" in names
    assert names <= set(alien.__all__)


def test_dir_lists_what_is_public() -> None:
    names = [name for name in dir(alien) if not name.startswith("__")]
    assert names == sorted(set(alien.__all__) - {"__version__"})


def test_importing_the_package_loads_few_modules() -> None:
    program = """
import sys
before = set(sys.modules)
import alien
builder = alien.Container("api").code(type="image", image="a:v1").cpu(1).memory("1Gi").port(80).permissions("x")
builder.link(alien.Storage("a").build()).build().to_json()
assert alien.validate(b"{}").valid is False
print(*sorted(name for name in set(sys.modules) - before))
"""
    assert run_python(program).split() == [
        "__future__",
        "alien",
        "alien._errors",
        "alien._native",
        "alien._resources",
    ]


def test_the_metadata_says_what_the_package_is() -> None:
    found = metadata.metadata("alien-sdk")
    assert "containers" in (found["Keywords"] or "").split(",")
    assert found["License-Expression"] == "MIT OR Apache-2.0"
    assert found["Requires-Python"] == ">=3.10"
    assert "alien.Container(" in (metadata.distribution("alien-sdk").read_text("METADATA") or "")
    classifiers = found.get_all("Classifier") or []
    assert "Typing :: Typed" in classifiers
    assert "Programming Language :: Python :: 3.10" in classifiers
    # An address is only named once there is one.
    assert not any("example" in url for url in found.get_all("Project-URL") or [])


def test_the_wheel_runs_on_old_linux() -> None:
    wheel = metadata.distribution("alien-sdk").read_text("WHEEL") or ""
    linux = [line for line in wheel.splitlines() if line.startswith("Tag: ") and "manylinux" in line]
    if linux:
        assert any(line.removeprefix("Tag: ").split("-")[2].startswith("manylinux_2_17_") for line in linux), linux
