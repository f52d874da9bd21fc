"""What the wheel must do on every Python, with nothing else installed. Every module of it but pydantic's is imported."""

import copy
import importlib
import pickle
import sys
from typing import Any

REFUSED = f"""
import sys
sys.path[:] = {sys.path!r}
try:
    import alien
except ImportError as error:
    assert "main interpreter only" in str(error), error
else:
    raise AssertionError("a subinterpreter imported the package")
"""


def subinterpreter() -> None:
    """An interpreter that shares this one's lock, as those of mod_wsgi do, is refused. It is gone afterwards."""
    try:
        interpreters: Any = importlib.import_module("_interpreters")
        number, run = interpreters.create("legacy"), interpreters.exec
    except ImportError:
        interpreters = importlib.import_module("_xxsubinterpreters")
        number, run = interpreters.create(isolated=False), interpreters.run_string
    failure = run(number, REFUSED)
    assert failure is None, failure
    interpreters.destroy(number)


# Where this one had been let in, its classes would be those of the whole process.
subinterpreter()

import alien

container = alien.Container("api").code(type="image", image="ghcr.io/acme/api:v1").cpu(0.5).memory("1Gi")
resource = container.expose_port(8080, "http").link(alien.Kv("a")).permissions("execution").build()
assert alien.validate(resource.to_json()).valid
assert pickle.loads(pickle.dumps(resource)) == copy.deepcopy(resource) == resource
assert [getattr(alien, name) for name in alien.__all__]

refused: alien.ValidationError | None = None
try:
    container.port(True).environment({5: "\ud800"}).build()  # type: ignore[dict-item]
except alien.ValidationError as error:
    refused = error
assert refused is not None
assert pickle.loads(pickle.dumps(refused)).diagnostics == refused.diagnostics
assert "smoke.py:47" in str(refused), refused
assert [fault.code for fault in refused.diagnostics] == ["wrong-type", "wrong-type"], refused

subinterpreter()
assert alien.validate({"id": "A"}).diagnostics
