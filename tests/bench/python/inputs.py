"""The declarations for the benchmarks, the same as in `../src/inputs.js`. For each, there are many different texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

POOL = 1000
"""The number of different texts of each declaration. All texts differ, so no cache of strings makes a library faster."""


def small(n: int) -> dict[str, Any]:
    """A container with only the required keys."""
    return {
        "id": f"api-{n}",
        "code": {"type": "image", "image": f"ghcr.io/acme/api:v{n}"},
        "cpu": {"min": "1", "desired": "1"},
        "memory": {"min": "1Gi", "desired": "1Gi"},
        "ports": [{"port": 8080}],
        "permissions": "execution",
    }


STATEFUL = {
    "replicas": 3,
    "stateful": True,
    "persistentStorage": {"size": "500Gi", "mountPath": "/var/lib/reader"},
}

SCALING = {
    "autoscaling": {
        "min": 2,
        "desired": 4,
        "max": 20,
        "targetCpuPercent": 70,
        "targetMemoryPercent": 80,
        "targetHttpInFlightPerReplica": 100,
        "maxHttpP95LatencyMs": 250.5,
    },
    "stateful": False,
}


def full(n: int) -> dict[str, Any]:
    """A container with every key.

    Some keys can't be combined, so the container is stateful if `n` is even, and has autoscaling if `n` is odd.
    """
    return {
        "type": "container",
        "id": f"vector-reader-{n}",
        "code": {"type": "image", "image": f"ghcr.io/acme/vector-reader:v1.2.{n}"},
        "cpu": {"min": "0.5", "desired": "2"},
        "memory": {"min": "512Mi", "desired": "4Gi"},
        "gpu": {"type": "nvidia-t4", "count": 1},
        "ports": [{"port": 8080, "expose": "http"}, {"port": 9090}],
        **(STATEFUL if n % 2 == 0 else SCALING),
        "ephemeralStorage": "100Gi",
        "healthCheck": {
            "path": "/health",
            "port": 8080,
            "method": "GET",
            "timeoutSeconds": 1,
            "failureThreshold": 3,
        },
        "environment": {"LOG_LEVEL": "info", "RELEASE": f"build-{n}", "RUST_LOG": "reader=debug"},
        "links": [{"type": "storage", "id": "uploads"}, {"type": "vault", "id": "keys"}],
        "permissions": "execution",
        "cluster": "compute",
        "pool": "gpu",
        "command": ["./server", "--port", "8080"],
    }


def small_invalid(n: int) -> dict[str, Any]:
    """A small container with one error."""
    return {**small(n), "ports": [{"port": 70_000 + n}]}


def full_invalid(n: int) -> dict[str, Any]:
    """A container with three different errors. A JSON Schema can express all of these rules."""
    return {
        **full(n),
        "memory": {"min": "512Mi", "desired": "4GB"},
        "gpu": {"type": "nvidia-t4", "count": 9},
        "ports": [{"port": 8080, "expose": "http"}, {"port": 70_000}],
    }


DECLARATIONS: dict[str, tuple[Callable[[int], dict[str, Any]], bool]] = {
    "full, valid": (full, True),
    "small, valid": (small, True),
    "full, 3 errors": (full_invalid, False),
    "small, 1 error": (small_invalid, False),
}


def texts(make: Callable[[int], dict[str, Any]]) -> list[bytes]:
    """Returns indented JSON texts of a declaration."""
    return [json.dumps(make(n + 1000), indent=2).encode() for n in range(POOL)]
