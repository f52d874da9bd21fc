"""What several tests use."""

from __future__ import annotations

import subprocess
import sys

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


def container(id: str = "api") -> alien.Container:
    """A small correct container, to which a test adds."""
    return (
        alien.Container(id)
        .code(type="image", image="ghcr.io/acme/api:v1")
        .cpu(1)
        .memory("1Gi")
        .port(8080)
        .permissions("execution")
    )


def faults(report: alien.Report) -> list[str]:
    """The code and path of each fault."""
    return [f"{found.code} {found.path}" for found in report.diagnostics]


def found(builder: alien.Container) -> list[str]:
    """The code and path of each fault of a builder."""
    try:
        builder.build()
    except alien.ValidationError as error:
        return faults(error.report)
    return []


def python(program: str) -> str:
    """What a program prints that runs on its own."""
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return run.stdout
