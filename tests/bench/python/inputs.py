"""The declarations that are measured, and texts of them that all differ: those of `../src/inputs.js`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

POOL = 1000
"""How many different texts of one declaration there are, so that no cache of strings helps anybody."""


def small(n: int) -> dict[str, Any]:
    """Required keys only."""
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
    """Every key of the wire. Some exclude each other, so even numbers are stateful and odd ones scale by themselves."""
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
    """One fault."""
    return {**small(n), "ports": [{"port": 70_000 + n}]}


def full_invalid(n: int) -> dict[str, Any]:
    """Three faults of different rules, all of which a JSON Schema can say."""
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
    """Pretty-printed texts of a declaration."""
    return [json.dumps(make(n + 1000), indent=2).encode() for n in range(POOL)]
