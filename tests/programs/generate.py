"""Writes random programs, one per line: `python generate.py COUNT SEED`. See README.md."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Source(random.Random):
    """The random number generator. If `is_careful` is true, it generates few errors."""

    is_careful = False


Make = Callable[[Source], Any]


def one_of(*values: Any) -> Make:
    """Makes one of these values. The first two values must be valid."""

    def make(random: Source) -> Any:
        return random.choice(values[:2] if random.is_careful else values)

    return make


TEXTS = (
    "",
    " ",
    "api",
    "API",
    "a--b",
    "é",
    "🚀 café",
    "x" * 100,
    "\u0000",
    "a\tb\nc",
    "\u202eevil",
    '"quoted" \\ back',
    "\u2028",
    "\ufffd",
    "80",
    "true",
    "null",
    "https://example.com/a",
    "1Gi",
    "-",
    "__proto__",
)
NUMBERS = (0, -0.0, 1, -1, 0.5, 80, 80.0, 80.5, 8080, 65535, 65536, 99999, 2**32, 2**53 + 1, 2**70, 1e21, 1e-7, 1e300)
HUGE = "<1e400>"

port = one_of(8080, 9090, 80, 443, 8081, 65535, 1)
protocol = one_of("http", "tcp", "HTTP", "udp")
count = one_of(2, 3, 0, 1, 10, 4294967295)
name = one_of("LOG_LEVEL", "MODE", "A", "B.C", "2nd", "a b", "KEY=x", "AWS_REGION", "API_TOKEN", "__proto__", "", "é")
cpu = one_of("1", "0.5", "500m", "2", "0", "1.5.2", "many", "300")
size = one_of("1Gi", "512Mi", "64Mi", "1G", "1GB", "512m", "1 Gi", "0.5Gi", "0Gi", "lots", "1024", "10Ti")
image = one_of(
    "ghcr.io/acme/api:v1",
    "nginx:1.27",
    "nginx",
    "nginx:latest",
    "UPPER/case",
    "https://x.io/a",
    "a b",
    "localhost:5000/a:b",
    "a@sha256:",
)
resource = one_of(
    {"type": "storage", "id": "uploads"},
    {"type": "queue", "id": "b"},
    {"type": "kv", "id": "a"},
    {"type": "container", "id": "api"},
)
word = one_of("./server", "run", "npm start", "--port", "8080", "", "é")
identifier = one_of("compute", "gpu", "execution", "a b", "-x", "é")


def any_value(random: Source, depth: int = 0) -> Any:
    """Makes any JSON value."""
    kind = random.randrange(10 if depth < 4 else 7)
    if kind < 3:
        return random.choice(NUMBERS)
    if kind < 5:
        return random.choice(TEXTS)
    if kind == 5:
        return random.choice((None, True, False))
    if kind == 6:
        return HUGE
    if kind == 7:
        return [any_value(random, depth + 1) for _ in range(random.randrange(4))]
    if kind == 8:
        deep: Any = any_value(random, 9)
        for _ in range(random.choice((1, 5, 60))):
            deep = [deep] if random.random() < 0.5 else {"a": deep}
        return deep
    return {
        random.choice(TEXTS) or "empty" + str(depth): any_value(random, depth + 1) for _ in range(random.randrange(4))
    }


def usually(make: Make, share: float = 0.9) -> Make:
    """Usually makes a value with `make`, and sometimes any JSON value."""

    def made(random: Source) -> Any:
        is_usual = random.random() < (0.995 if random.is_careful else share)
        return make(random) if is_usual else without_integer_keys(any_value(random))

    return made


def without_integer_keys(value: Any) -> Any:
    """Returns the value without keys that look like integers. JavaScript would move such keys to the front."""
    if isinstance(value, list):
        return [without_integer_keys(inner) for inner in value]
    if isinstance(value, dict):
        return {("k" + key if key.isdigit() else key): without_integer_keys(inner) for key, inner in value.items()}
    return value


def several(make: Make, most: int = 3) -> Make:
    return lambda random: [make(random) for _ in range(random.randrange(most + 1))]


def fields(needed: dict[str, Make], optional: dict[str, Make]) -> Make:
    """Makes an object. Sometimes it has an unknown key, lacks a required key, or has its keys in another order."""

    def make(random: Source) -> Any:
        made = {key: value(random) for key, value in needed.items() if random.is_careful or random.random() < 0.97}
        made.update((key, value(random)) for key, value in optional.items() if random.random() < 0.4)
        if random.random() < (0.005 if random.is_careful else 0.04):
            known = random.choice([*needed, *optional])
            made[random.choice((known.upper(), known + "s", known[:-1], "nope"))] = without_integer_keys(
                any_value(random)
            )
        keys = list(made)
        if random.random() < 0.2:
            random.shuffle(keys)
        return {key: made[key] for key in keys}

    return make


def either(*makes: Make) -> Make:
    return lambda random: random.choice(makes)(random)


def variables(random: Source) -> Any:
    value = usually(one_of("info", "", "é🚀", "https://user:pass@x.io", "ghp_" + "a1B2c3D4" * 5), 0.95)
    return {name(random): value(random) for _ in range(random.randrange(5))}


pair_of_cpu = fields({"min": usually(cpu), "desired": usually(cpu)}, {})
pair_of_sizes = fields({"min": usually(size), "desired": usually(size)}, {})
toolchain = either(
    fields({"type": one_of("docker")}, {"dockerfile": word, "buildArgs": variables, "target": word}),
    fields({"type": one_of("rust", "typescript", "Rust", "go")}, {"binaryName": usually(word)}),
)
code = either(
    fields({"type": one_of("image"), "image": usually(image)}, {}),
    fields({"type": one_of("source", "source", "sources"), "src": usually(word), "toolchain": usually(toolchain)}, {}),
)
gpu = fields({"type": usually(one_of("nvidia-t4", "nvidia-h100", "nvidia-t5", "a b")), "count": usually(count)}, {})
scaling = fields(
    {"min": usually(count), "desired": usually(count), "max": usually(count)},
    {
        "targetCpuPercent": usually(one_of(70, 99.5, 0.7, 100, 101)),
        "targetMemoryPercent": usually(one_of(80, 100, 0, -1)),
        "targetHttpInFlightPerReplica": usually(one_of(100, 1, 0, 1.5, 4294967296)),
        "maxHttpP95LatencyMs": usually(one_of(250, 250.5, 0)),
    },
)
check = fields(
    {},
    {
        "path": usually(one_of("/health", "/up", "health", "https://x/y", "/é")),
        "port": usually(port),
        "method": usually(one_of("GET", "HEAD", "get", "FETCH")),
        "timeoutSeconds": usually(one_of(1, 2, 6, 0, 1.5, 4294967296)),
        "failureThreshold": usually(one_of(1, 3, 0, 4294967296)),
    },
)
mount = fields({}, {"mountPath": usually(one_of("/data", "/var/lib/x", "data", "/proc", "/"))})
number_of_cpu = one_of(1, 0.5, 2, 0.1, 1e-7, 0, -1, 300, 1e21)

METHODS: dict[str, list[Make]] = {
    "code": [usually(code)],
    "cpu": [usually(either(number_of_cpu, cpu, pair_of_cpu))],
    "memory": [usually(either(size, pair_of_sizes))],
    "port": [usually(port)],
    "ports": [usually(several(usually(port)))],
    "expose": [usually(protocol)],
    "exposePort": [usually(port), usually(protocol)],
    "replicas": [usually(count)],
    "minReplicas": [usually(count)],
    "maxReplicas": [usually(count)],
    "autoScale": [usually(scaling)],
    "stateful": [usually(one_of(True, False))],
    "persistentStorage": [usually(size), usually(mount)],
    "ephemeralStorage": [usually(size)],
    "gpu": [usually(gpu)],
    "healthCheck": [usually(check)],
    "environment": [usually(variables)],
    "link": [usually(resource)],
    "permissions": [usually(identifier)],
    "cluster": [usually(identifier)],
    "pool": [usually(identifier)],
    "command": [usually(several(usually(word), 4))],
}

REQUIRED: dict[str, Make] = {
    "id": usually(one_of("api", "web")),
    "code": usually(code),
    "cpu": usually(pair_of_cpu),
    "memory": usually(pair_of_sizes),
    "ports": usually(several(fields({"port": usually(port)}, {"expose": usually(protocol)}))),
    "permissions": usually(identifier),
}
OPTIONAL: dict[str, Make] = {
    "$schema": usually(one_of("https://example.com/container.schema.json")),
    "type": one_of("container", "container", "worker"),
    "replicas": usually(count),
    "autoscaling": usually(scaling),
    "stateful": usually(one_of(True, False)),
    "persistentStorage": usually(fields({"size": size}, {"mountPath": one_of("/data")})),
    "healthCheck": usually(check),
    "environment": usually(variables),
    "links": usually(several(usually(resource))),
    "command": usually(several(usually(word))),
    "pool": usually(identifier),
}
CONFIG = fields(REQUIRED, OPTIONAL)


def from_schema(schema: dict[str, Any]) -> Make:
    """Makes values that are valid according to a JSON Schema, and some that are not."""
    schema = schema.get("anyOf", [schema])[0]
    if "enum" in schema:
        return one_of(*schema["enum"], *TEXTS)
    if schema.get("type") == "boolean":
        return one_of(True, False, "true")
    if schema.get("type") in ("integer", "number"):
        low, high = schema.get("minimum", 1), schema.get("maximum", 100)
        return one_of(low, high, low - 1, high + 1, low + 0.5)
    return one_of("api", "a b", *TEXTS)


SCHEMA = Path(__file__).parent.parent.parent / "docs/schema/container.schema.json"
for key, schema in json.loads(SCHEMA.read_text())["properties"].items():
    # There are no values for this field above.
    if key not in METHODS and key not in REQUIRED and key not in OPTIONAL:
        OPTIONAL[key] = usually(from_schema(schema))
        METHODS[key] = [OPTIONAL[key]]

VECTORS = Path(__file__).parent.parent / "vectors"


def calls_of_vectors() -> dict[str, list[list[Any]]]:
    """Returns the arguments of all calls of container builders in the vectors, by method."""
    found: dict[str, list[list[Any]]] = {}
    for file in sorted(VECTORS.rglob("*.json")):
        for case in json.loads(file.read_text("utf-8"))["cases"]:
            if "calls" not in case or case["calls"][0][0] not in ("container", "from"):
                continue
            for method, *given in case["calls"][1:]:
                found.setdefault(method, []).append(given)
    return found


# Methods without values above get the arguments that they have in the vectors.
EXAMPLES = {method: given for method, given in calls_of_vectors().items() if method not in METHODS}


def arguments(random: Source, method: str) -> list[Any]:
    """Makes the arguments of a call."""
    if method in EXAMPLES:
        example = random.choice(EXAMPLES[method])
        return [usually(one_of(argument, argument))(random) for argument in without_integer_keys(example)]
    made = [make(random) for make in METHODS[method]]
    if method == "persistentStorage" and random.random() < 0.5:
        made.pop()
    return made


GOOD: list[list[Any]] = [
    ["code", {"type": "image", "image": "ghcr.io/acme/api:v1"}],
    ["cpu", 1],
    ["memory", "1Gi"],
    ["port", 8080],
    ["permissions", "execution"],
]


LIFECYCLES = one_of("live", "live", "live", "frozen", "Live", "alive")
DEPENDENCIES = usually(several(usually(resource)))
OTHERS = either(
    fields({"type": one_of("storage", "kv", "queue"), "id": usually(one_of("uploads", "keys", "api", "a--b"))}, {}),
    fields(
        {"type": one_of("compute-cluster"), "id": one_of("compute")},
        {"capacityGroups": usually(several(fields({"groupId": usually(identifier)}, {})))},
    ),
)


def stack(random: Source) -> list[list[Any]]:
    """Makes the calls for a stack with containers and other resources, some of which refer to each other."""
    random.is_careful = random.random() < 0.6
    config = {"id": "shop", "resources": {"keys": {"config": {"type": "vault", "id": "keys"}, "lifecycle": "frozen"}}}
    calls = [["fromStack", config]] if random.random() < 0.2 else [["stack", usually(one_of("shop", "Shop"))(random)]]
    if random.random() < 0.3:
        profiles: dict[str, object] = {name: {} for name in ("execution", "compute", "a_b") if random.random() < 0.7}
        calls.append(["permissions", {"profiles": profiles}])
    for _ in range(random.choice((0, 1, 2, 3, 5, 8))):
        if random.random() < 0.4:
            calls += container(random)
            added: list[Any] = ["addBuilder"]
        else:
            added = ["add", either(CONFIG, usually(OTHERS))(random)]
        added.append(usually(LIFECYCLES)(random))
        if random.random() < 0.3:
            added.append({"dependencies": DEPENDENCIES(random), "remoteAccess": True})
        calls.append(added)
    return calls


def container(random: Source) -> list[list[Any]]:
    """Makes the calls for a container: mostly valid calls or a declaration, and some random calls."""
    if random.random() < 0.15:
        calls = [["from", CONFIG(random)]]
    else:
        start = usually(one_of("api", "web", "vector-reader", "API", "a--b"), 0.97)
        calls = [["container", start(random)]]
        calls += [list(call) for call in GOOD if random.random() < 0.995]
    for _ in range(random.choice((0, 1, 1, 2, 2, 3, 5, 8, 20))):
        method = random.choice([*METHODS, *EXAMPLES])
        calls.append([method, *arguments(random, method)])
    return calls


def program(random: Source) -> list[list[Any]]:
    """Makes the calls for a stack or for a container."""
    if random.random() < 0.2:
        return stack(random)
    random.is_careful = random.random() < 0.6
    return container(random)


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    source = Source(seed)
    for _ in range(count):
        line = json.dumps(program(source), ensure_ascii=False, separators=(",", ":"))
        sys.stdout.buffer.write(line.replace(f'"{HUGE}"', "1e400").encode() + b"\n")


if __name__ == "__main__":
    main()
