"""The package as it is installed."""

from __future__ import annotations

from importlib import metadata, resources

from packaging import tags
from support import python

import alien


def test_the_version_is_that_of_the_distribution() -> None:
    assert alien.__version__ == metadata.version("alien-sdk")


def test_free_threaded_builds_take_no_wheel_for_the_stable_abi() -> None:
    wheel = metadata.distribution("alien-sdk").read_text("WHEEL") or ""
    tag = next(line.removeprefix("Tag: ") for line in wheel.splitlines() if line.startswith("Tag: "))
    assert tag.startswith("cp310-abi3-")

    def is_for(minor: int, abi: str) -> bool:
        taken = tags.cpython_tags((3, minor), [abi], [tag.split("-")[2]])
        return tag in {str(each) for each in taken}

    for minor in (13, 14):
        assert is_for(minor, f"cp3{minor}")
        assert not is_for(minor, f"cp3{minor}t")


def test_types_come_along() -> None:
    files = resources.files("alien")
    assert (files / "py.typed").is_file()
    assert (files / "_native.pyi").is_file()


def test_all_names_are_there() -> None:
    assert set(alien.__all__) <= set(dir(alien))
    for name in alien.__all__:
        assert getattr(alien, name) is not None
    program = "from alien import *; print(len([Container, Diagnostic, ContainerConfig, __version__]))"
    assert python(program) == "4\n"
    assert not hasattr(alien, "nothing")


def test_an_import_brings_nothing_that_may_not_be_needed() -> None:
    program = """
import sys
before = set(sys.modules)
import alien
builder = alien.Container("api").code(type="image", image="a:v1").cpu(1).memory("1Gi").port(80).permissions("x")
builder.link(alien.Storage("a").build()).build().to_json()
assert alien.validate(b"{}").valid is False
print(*sorted(name for name in set(sys.modules) - before))
"""
    assert python(program).split() == [
        "__future__",
        "alien",
        "alien._errors",
        "alien._native",
        "alien._resources",
    ]
