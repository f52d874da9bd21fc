"""Tests of the container builder: every method with all forms of its arguments, and the errors before `build()`."""

from __future__ import annotations

from typing import Any

import pytest
from support import SMALL, build_problems, container

import alien


def test_every_method_sets_its_keys() -> None:
    toolchain: alien.DockerToolchain = {"type": "docker", "dockerfile": "Dockerfile", "target": "run"}
    resource = (
        alien.Container("api")
        .code(type="source", src="./api", toolchain=toolchain)
        .cpu(min="0.5", desired="2")
        .memory("512Mi")
        .gpu(type="nvidia-t4", count=1)
        .port(8080)
        .ports([9090, 9091])
        .expose("tcp")
        .expose_port(8080, "http")
        .auto_scale(
            min=1,
            desired=4,
            max=9,
            target_cpu_percent=70,
            target_memory_percent=80,
            target_http_in_flight_per_replica=100,
            max_http_p95_latency_ms=250.5,
        )
        .min_replicas(2)
        .max_replicas(20)
        .stateful(False)
        .ephemeral_storage("100Gi")
        .health_check(path="/up")
        .environment({"LOG_LEVEL": "info", "MODE": "a"})
        .environment(LOG_LEVEL="debug")
        .link(alien.Storage("uploads").build())
        .link(alien.Vault("keys"))
        .link({"type": "kv", "id": "sessions"})
        .permissions("execution")
        .cluster("compute")
        .pool("gpu")
        .command(["./server", "--port", "8080"])
        .build()
    )
    assert resource.warnings == ()
    expected = {
        "type": "container",
        "id": "api",
        "code": {"type": "source", "src": "./api", "toolchain": toolchain},
        "cpu": {"min": "0.5", "desired": "2"},
        "memory": {"min": "512Mi", "desired": "512Mi"},
        "gpu": {"type": "nvidia-t4", "count": 1},
        "ports": [{"port": 8080, "expose": "http"}, {"port": 9090}, {"port": 9091}],
        "autoscaling": {
            "min": 2,
            "desired": 2,
            "max": 20,
            "targetCpuPercent": 70,
            "targetMemoryPercent": 80,
            "targetHttpInFlightPerReplica": 100,
            "maxHttpP95LatencyMs": 250.5,
        },
        "stateful": False,
        "ephemeralStorage": "100Gi",
        "healthCheck": {"path": "/up", "method": "GET", "timeoutSeconds": 1, "failureThreshold": 3},
        "environment": {"LOG_LEVEL": "debug", "MODE": "a"},
        "links": [
            {"type": "storage", "id": "uploads"},
            {"type": "vault", "id": "keys"},
            {"type": "kv", "id": "sessions"},
        ],
        "permissions": "execution",
        "cluster": "compute",
        "pool": "gpu",
        "command": ["./server", "--port", "8080"],
    }
    # The dicts are compared as text, since the order of keys and the types of numbers must be the same too.
    assert str(resource.config) == str(expected)


CHECK: alien.HealthCheckInput = {
    "path": "/up",
    "port": 8080,
    "method": "HEAD",
    "timeoutSeconds": 2,
    "failureThreshold": 5,
}
SCALING: alien.Autoscaling = {
    "min": 1,
    "desired": 2,
    "max": 3,
    "targetCpuPercent": 70,
    "targetMemoryPercent": 80,
    "targetHttpInFlightPerReplica": 9,
    "maxHttpP95LatencyMs": 1.5,
}


def built(builder: alien.Container) -> alien.ContainerConfig:
    return builder.build().config


@pytest.mark.parametrize(
    ("keywords", "whole"),
    [
        (container().code(type="image", image="a:v2"), container().code({"type": "image", "image": "a:v2"})),
        (
            container().code(type="source", src=".", toolchain={"type": "docker"}),
            container().code({"type": "source", "src": ".", "toolchain": {"type": "docker"}}),
        ),
        (container().cpu(min="1", desired="2"), container().cpu({"min": "1", "desired": "2"})),
        (container().memory(min="1Gi", desired="2Gi"), container().memory({"min": "1Gi", "desired": "2Gi"})),
        (container().gpu(type="a", count=2), container().gpu({"type": "a", "count": 2})),
        (
            container().auto_scale(
                min=1,
                desired=2,
                max=3,
                target_cpu_percent=70,
                target_memory_percent=80,
                target_http_in_flight_per_replica=9,
                max_http_p95_latency_ms=1.5,
            ),
            container().auto_scale(SCALING),
        ),
        (
            container().health_check(path="/up", port=8080, method="HEAD", timeout_seconds=2, failure_threshold=5),
            container().health_check(CHECK),
        ),
        (container().health_check(), container().health_check({})),
        (
            container().replicas(1).persistent_storage("1Gi", mount_path="/x"),
            container().replicas(1).persistent_storage("1Gi", {"mountPath": "/x"}),
        ),
        (container().environment(), container().environment({})),
        (container().environment(A="1", B="2"), container().environment({"A": "1", "B": "2"})),
        (container().expose_port(port=8080, protocol="tcp"), container().expose_port(8080, "tcp")),
        (container().port(port=9090), container().ports(ports=(9090,))),
    ],
)
def test_keyword_arguments_mean_the_same_as_a_dict(keywords: alien.Container, whole: alien.Container) -> None:
    assert built(keywords) == built(whole)


def test_a_keyword_argument_that_is_none_is_passed() -> None:
    builder: Any = container()
    assert build_problems(builder.health_check(path=None)) == []
    assert build_problems(builder.auto_scale(min=None, desired=1, max=1)) == ["missing-field /autoscaling/min"]


def test_a_builder_can_be_used_after_build() -> None:
    builder = container()
    first = builder.build()
    second = builder.port(9090).build()
    assert first.config == SMALL
    assert second.config["ports"] == [{"port": 8080}, {"port": 9090}]
    assert builder.build() == second


def test_methods_return_the_builder_itself() -> None:
    builder = container()
    assert builder.port(9090) is builder


def test_arguments_are_copied_when_the_call_is_made() -> None:
    variables = {"A": "1"}
    ports = [9090]
    builder = container().environment(variables).ports(ports)
    variables["A"] = "2"
    variables["B"] = "3"
    ports.append(9091)
    config = built(builder)
    assert config["environment"] == {"A": "1"}
    assert len(config["ports"]) == 2


def test_from_config_starts_from_a_declaration() -> None:
    first = container().expose_port(8080, "http").build()
    for start in (first, first.config, first.to_dict()):
        second = alien.Container.from_config(start).memory("2Gi").port(9090).build()
        assert second.config == {
            **first.config,
            "memory": {"min": "2Gi", "desired": "2Gi"},
            "ports": [{"port": 8080, "expose": "http"}, {"port": 9090}],
        }
    assert alien.Container.from_config(first).build() == first


def test_a_resource_has_its_warnings() -> None:
    (warning,) = container().memory("64Mi").build().warnings
    assert (warning.code, warning.severity) == ("small-memory", "warning")
    assert warning.call is not None
    assert warning.call.file is not None


def test_build_lists_every_error_with_its_call() -> None:
    builder = container().port(70_000).memory("lots").expose_port(9090, "tcp").expose("http")
    with pytest.raises(alien.ValidationError) as raised:
        builder.build()
    calls = [(fault.code, fault.call and fault.call.text) for fault in raised.value.diagnostics]
    assert calls == [
        ("invalid-memory", '.memory("lots")'),
        ("port-out-of-range", ".port(70000)"),
        ("several-exposed-ports", '.expose_port(9090, "tcp")'),
    ]
    message = str(raised.value)
    assert message.startswith('container "api" has 3 errors\n\nerror[invalid-memory]: ')
    assert '.expose_port(9090, "tcp")  at ' in message
    assert f"{__file__.rsplit('/', 1)[-1]}:" in message


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda c: c.port(), "port() missing 1 required positional argument: 'port'"),
        (lambda c: c.port(1, 2), "port() takes 1 positional argument"),
        (lambda c: c.port(nope=1), "'nope'"),
        (lambda c: c.expose_port(1), "'protocol'"),
        (lambda c: c.persistent_storage(), "'size'"),
        (lambda c: c.persistent_storage("1Gi", {}, mount_path="/x"), "'mount_path'"),
        (lambda c: c.link(), "'resource'"),
        (lambda c: c.auto_scale(minimum=1), '"minimum"'),
        (lambda c: c.auto_scale(targetCpuPercent=1), '"targetCpuPercent"'),
        (lambda c: c.auto_scale({}, min=1), "but got 1 argument and 'min'"),
        (lambda c: c.auto_scale(), "but got none"),
        (lambda c: c.code(), "but got none"),
        (lambda c: c.cpu(), "but got none"),
        (lambda c: c.memory(), "but got none"),
        (lambda c: c.gpu(), "but got none"),
        (lambda c: c.health_check({}, path="/"), "but got 1 argument and 'path'"),
        (lambda c: c.environment({}, A="1"), "but got 1 argument and 'A'"),
        (lambda c: c.environment({}, {}), "environment() takes from 0 to 1 positional arguments"),
        (lambda _: alien.Container(), "'id'"),  # type: ignore[call-arg]
        (lambda _: alien.Container("a", "b"), "Container.__init__() takes 1 positional"),  # type: ignore[call-arg]
        (lambda _: alien.Container.from_config(), "'config'"),  # type: ignore[call-arg]
    ],
)
def test_wrong_arguments_raise_immediately_and_record_no_call(call: Any, message: str) -> None:
    builder = container()
    with pytest.raises(TypeError) as raised:
        call(builder)
    assert message in str(raised.value)
    assert built(builder) == SMALL


def test_a_subclass_is_a_builder() -> None:
    class Api(alien.Container):
        def __init__(self) -> None:
            super().__init__("api")
            self.code(type="image", image="ghcr.io/acme/api:v1").cpu(1).memory("1Gi").port(8080)

        def secured(self) -> Api:
            return self.permissions("execution")

    assert built(Api().secured()) == SMALL


def test_a_repr_shows_calls_without_environment_variables() -> None:
    builder = container().environment(KEY="hidden").stateful(True)
    assert repr(builder) == (
        'Container("api").code(…).cpu(1).memory("1Gi").port(8080).permissions("execution").environment(…).stateful(True)'
    )
    assert repr(alien.Container.from_config({})) == "Container.from_config(…)"
