"""What the wheel must do on every Python, with nothing else installed. Every module of it but pydantic's is imported."""

import copy
import pickle

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
assert "smoke.py:16" in str(refused), refused
assert [fault.code for fault in refused.diagnostics] == ["wrong-type", "wrong-type"], refused
