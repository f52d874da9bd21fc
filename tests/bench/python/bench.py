"""Measures the speed of the installed package, and prints tables: `python bench.py [ROUNDS]`."""

from __future__ import annotations

import platform
import subprocess
import sys
from statistics import median
from time import perf_counter
from typing import Any

import jsonschema_rs
import models
import msgspec
import orjson
from inputs import DECLARATIONS, POOL, texts
from measure import Timing, Work, race
from pydantic import ValidationError

import alien

LOADS = "orjson.loads"
VALIDATE = "alien.validate"
PYDANTIC = "pydantic constructors"
BUILD = "alien build()"

decoder = msgspec.json.Decoder(models.ContainerStruct)
schema = jsonschema_rs.validator_for(alien.json_schema())


def by_orjson(text: bytes) -> object:
    return orjson.loads(text)


def by_pydantic(text: bytes) -> bool:
    try:
        models.Container.model_validate_json(text)
    except ValidationError:
        return False
    return True


def by_msgspec(text: bytes) -> bool:
    try:
        decoder.decode(text)
    except msgspec.ValidationError:
        return False
    return True


def by_schema(text: bytes) -> bool:
    return bool(schema.is_valid(orjson.loads(text)))


def by_alien(text: bytes) -> bool:
    return alien.validate(text).valid


TEXTS: dict[str, Work] = {
    LOADS: by_orjson,
    "msgspec": by_msgspec,
    "pydantic": by_pydantic,
    "orjson.loads + jsonschema-rs": by_schema,
    VALIDATE: by_alien,
}


def small_model(n: int) -> Any:
    return models.Container(
        id=f"api-{n}",
        code=models.Image(type="image", image=f"ghcr.io/acme/api:v{n}"),
        cpu=models.Cpu(min="1", desired="1"),
        memory=models.Memory(min="1Gi", desired="1Gi"),
        ports=[models.Port(port=8080)],
        permissions="execution",
    )


def small_build(n: int) -> Any:
    return (
        alien.Container(f"api-{n}")
        .code(type="image", image=f"ghcr.io/acme/api:v{n}")
        .cpu(1)
        .memory("1Gi")
        .port(8080)
        .permissions("execution")
        .build()
    )


uploads, keys = alien.Storage("uploads").build(), alien.Vault("keys").build()


def full_model(n: int) -> Any:
    return models.Container(
        id=f"reader-{n}",
        code=models.Image(type="image", image=f"ghcr.io/acme/reader:v{n}"),
        cpu=models.Cpu(min="0.5", desired="2"),
        memory=models.Memory(min="512Mi", desired="4Gi"),
        gpu=models.Gpu(type="nvidia-t4", count=1),
        ports=[models.Port(port=8080, expose="http"), models.Port(port=9090)],
        autoscaling=models.Autoscaling(
            min=2,
            desired=4,
            max=20,
            targetCpuPercent=70,
            targetMemoryPercent=80,
            targetHttpInFlightPerReplica=100,
        ),
        ephemeralStorage="100Gi",
        healthCheck=models.HealthCheck(path="/health", port=8080, timeoutSeconds=2),
        environment={"LOG_LEVEL": "info", "RELEASE": f"build-{n}", "RUST_LOG": "reader=debug"},
        links=[models.Link(type="storage", id="uploads"), models.Link(type="vault", id="keys")],
        permissions="execution",
        cluster="compute",
        pool="gpu",
        command=["./server", "--port", "8080"],
    )


def full_build(n: int) -> Any:
    return (
        alien.Container(f"reader-{n}")
        .code(type="image", image=f"ghcr.io/acme/reader:v{n}")
        .cpu(min="0.5", desired="2")
        .memory(min="512Mi", desired="4Gi")
        .gpu(type="nvidia-t4", count=1)
        .expose_port(8080, "http")
        .port(9090)
        .auto_scale(
            min=2,
            desired=4,
            max=20,
            target_cpu_percent=70,
            target_memory_percent=80,
            target_http_in_flight_per_replica=100,
        )
        .ephemeral_storage("100Gi")
        .health_check(path="/health", port=8080, timeout_seconds=2)
        .environment({"LOG_LEVEL": "info", "RELEASE": f"build-{n}", "RUST_LOG": "reader=debug"})
        .link(uploads)
        .link(keys)
        .permissions("execution")
        .cluster("compute")
        .pool("gpu")
        .command(["./server", "--port", "8080"])
        .build()
    )


BUILDERS: dict[str, tuple[Work, Work]] = {
    "full, built": (full_model, full_build),
    "small, built": (small_model, small_build),
}


def check_results(name: str, text: bytes, is_valid: bool) -> None:
    """Checks that all competitors find the errors. Otherwise, one may be fast because it doesn't validate."""
    for competitor, work in TEXTS.items():
        if competitor != LOADS and work(text) is not is_valid:
            raise SystemExit(f"{name}: the result of {competitor} is not {'valid' if is_valid else 'invalid'}")


def table(title: str, timings: dict[str, Timing]) -> None:
    head = f"{title:44}  {'ns':>9}  {'ratio':>9}  {'by round':>9}"
    print(f"\n{head}\n{'-' * len(head)}")
    first = next(iter(timings.values())).ns
    for name, timing in timings.items():
        print(f"{name:44}  {timing.ns:9.0f}  {timing.ns / first:9.2f}  {timing.ratio:9.2f}")


def measure_import() -> float:
    """Returns the milliseconds that `import alien` takes in a new process, without the start of Python itself."""

    def start(program: str) -> float:
        times = []
        for _ in range(15):
            before = perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            times.append(perf_counter() - before)
        return median(times)

    return (start("import alien") - start("pass")) * 1000


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"CPython {platform.python_version()}, {platform.system()} {platform.machine()}. All inputs are different.")
    print(
        f"The competitors take turns, for {rounds} rounds of about 1.5 ms each. Times are medians. `ratio` is the time"
    )
    print("divided by that of the first row; `by round` is the median of this ratio in each round.")
    aims: list[tuple[str, float, float]] = []
    for name, (make, is_valid) in DECLARATIONS.items():
        inputs = texts(make)
        check_results(name, inputs[0], is_valid)
        timings = race(TEXTS, inputs, rounds)
        table(f"{name}, {len(inputs[0])} bytes of text", timings)
        mine = timings[VALIDATE]
        if is_valid:
            aims.append((f"validate, {name} / {LOADS}", mine.ratio, 0.7))
            aims.extend(
                (f"validate, {name} / {other}", mine.ns / timings[other].ns, 0.2)
                for other in TEXTS
                if other not in (LOADS, VALIDATE)
            )
    for name, (model, build) in BUILDERS.items():
        alien.track_calls(False)
        timings = race({PYDANTIC: model, BUILD: build}, range(POOL), rounds)
        alien.track_calls(True)
        tracked = race({PYDANTIC: model, f"{BUILD}, call sites": build}, range(POOL), rounds // 4)
        tracked.pop(PYDANTIC)
        table(name, timings | tracked)
        aims.append((f"build(), {name} / {PYDANTIC}", timings[BUILD].ratio, 0.25))
    head = f"{'aim':60}  {'measured':>9}  {'at most':>9}  {'reached':>9}"
    print(f"\n{head}\n{'-' * len(head)}")
    aims.append(("import alien, ms", measure_import(), 15))
    for name, actual, most in aims:
        print(f"{name:60}  {actual:9.2f}  {most:9.2f}  {'yes' if actual <= most else 'no':>9}")


if __name__ == "__main__":
    main()
