"""Tests the wheel without other packages. Imports every module of the package except the one for pydantic."""

import copy
import importlib
import pickle
import sys
from typing import Any

IMPORT_FAILS = f"""
import sys
sys.path[:] = {sys.path!r}
try:
    import alien
except ImportError as error:
    assert "main interpreter only" in str(error), error
else:
    raise AssertionError("a subinterpreter imported the package")
"""


def check_subinterpreter() -> None:
    """Checks that a subinterpreter can't import the package. It shares the GIL, like a subinterpreter of mod_wsgi."""
    try:
        interpreters: Any = importlib.import_module("_interpreters")
        number, run = interpreters.create("legacy"), interpreters.exec
    except ImportError:
        interpreters = importlib.import_module("_xxsubinterpreters")
        number, run = interpreters.create(isolated=False), interpreters.run_string
    failure = run(number, IMPORT_FAILS)
    assert failure is None, failure
    interpreters.destroy(number)


# This runs before the main interpreter imports the package, since the first import creates the classes of the process.
check_subinterpreter()

import alien

container = alien.Container("api").code(type="image", image="ghcr.io/acme/api:v1").cpu(0.5).memory("1Gi")
resource = container.expose_port(8080, "http").link(alien.Kv("a")).permissions("execution").build()
assert alien.validate(resource.to_json()).valid
assert pickle.loads(pickle.dumps(resource)) == copy.deepcopy(resource) == resource
assert [getattr(alien, name) for name in alien.__all__]

error_of_build: alien.ValidationError | None = None
try:
    container.port(True).environment({5: "\ud800"}).build()  # type: ignore[dict-item]
except alien.ValidationError as error:
    error_of_build = error
assert error_of_build is not None
assert pickle.loads(pickle.dumps(error_of_build)).diagnostics == error_of_build.diagnostics
assert "smoke.py:47" in str(error_of_build), error_of_build
assert [fault.code for fault in error_of_build.diagnostics] == ["wrong-type", "wrong-type"], error_of_build

check_subinterpreter()
assert alien.validate({"id": "A"}).diagnostics
