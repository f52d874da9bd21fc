"""Helpers that several tests use."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import alien

SMALL = {
    "type": "container",
    "id": "api",
    "code": {"type": "image", "image": "ghcr.io/acme/api:v1"},
    "cpu": {"min": "1", "desired": "1"},
    "memory": {"min": "1Gi", "desired": "1Gi"},
    "ports": [{"port": 8080}],
    "stateful": False,
    "environment": {},
    "links": [],
    "permissions": "execution",
}


RUNNING = {
    "name": "api",
    "status": "running",
    "currentReplicas": 2,
    "desiredReplicas": 2,
    "internalDns": "api.shop",
}
"""The outputs of a container that is running."""


def state_of(**resources: object) -> dict[str, Any]:
    """Returns the state of a stack with some resources."""
    return {"platform": "aws", "resources": resources}


def container_state(outputs: object = None, status: str = "running") -> dict[str, Any]:
    """Returns the state of a container."""
    return {"type": "container", "status": status, "outputs": outputs}


def state(outputs: object = None, status: str = "running") -> dict[str, Any]:
    """Returns the state of a stack with one container, `api`."""
    return state_of(api=container_state(outputs, status))


def container(id: str = "api") -> alien.Container:
    """Returns the builder of a small valid container, to which a test adds calls."""
    return (
        alien.Container(id)
        .code(type="image", image="ghcr.io/acme/api:v1")
        .cpu(1)
        .memory("1Gi")
        .port(8080)
        .permissions("execution")
    )


def problems(report: alien.Report) -> list[str]:
    """Returns the code and path of each diagnostic."""
    return [f"{diagnostic.code} {diagnostic.path}" for diagnostic in report.diagnostics]


def build_problems(builder: alien.Container) -> list[str]:
    """Builds a container, and returns the code and path of each diagnostic if there is an error."""
    try:
        builder.build()
    except alien.ValidationError as error:
        return problems(error.report)
    return []


def run_python(program: str) -> str:
    """Runs a program in a new process, and returns what it prints."""
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return run.stdout
