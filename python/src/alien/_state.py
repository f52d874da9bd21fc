"""The state of deployed stacks. To keep `import alien` fast, this module is only imported when it is used."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar

from alien._keywords import checks_keywords
from alien._native import _masked, _state_outputs
from alien._public import public

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alien._native import Report
    from alien._types import Declaration, LimitOptions, Status, Syntax, Units

T = TypeVar("T")


def _masked_repr(self: object) -> str:
    """The `repr` of a dataclass, with masked values where they may be secret: passwords in URLs, and the values of keys
    that this version of the SDK doesn't know."""
    names = (field.name for field in fields(self))  # type: ignore[arg-type]
    values = (f"{name}={_masked_value(getattr(self, name))!r}" for name in names)
    return f"{type(self).__name__}({', '.join(values)})"


def _masked_value(value: Any) -> Any:
    return json.loads(_masked(json.dumps(value))) if isinstance(value, (str, dict)) else value


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicaStatus:
    """One replica of a container."""

    replica_id: str
    """The ID of the replica."""
    ordinal: int | None = None
    """The index of the replica, if replicas have a stable identity."""
    machine_id: str | None = None
    """The ID of the machine that the replica runs on."""
    healthy: bool
    """Whether the replica passes its health check."""
    container_ip: str | None = None
    """The IP address of the replica inside the cluster."""
    others: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Keys that this version of the SDK doesn't know."""

    __repr__ = _masked_repr


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerOutputs:
    """The outputs of a container."""

    name: str
    """The name of the container at run time."""
    status: Status | str
    """The status. A newer platform may report other values than these."""
    current_replicas: int
    """The number of replicas that are running."""
    desired_replicas: int
    """The number of replicas that should be running."""
    internal_dns: str
    """The host name inside the stack."""
    url: str | None = None
    """The public URL, if a port is exposed."""
    replicas: tuple[ReplicaStatus, ...] = ()
    """The replicas; empty if the platform doesn't list them."""
    others: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Keys that this version of the SDK doesn't know."""

    __repr__ = _masked_repr

    @property
    def is_running(self) -> bool:
        """Whether the container is running, has at least the desired number of replicas, and no listed replica is
        unhealthy."""
        has_enough_replicas = self.current_replicas >= self.desired_replicas
        return self.status == "running" and has_enough_replicas and not self.unhealthy_replicas

    @property
    def unhealthy_replicas(self) -> tuple[ReplicaStatus, ...]:
        """The replicas that fail their health check."""
        return tuple(replica for replica in self.replicas if not replica.healthy)


def _outputs_from_json(outputs: dict[str, Any]) -> ContainerOutputs:
    replicas = tuple(_from_json(ReplicaStatus, replica) for replica in outputs.get("replicas") or ())
    return _from_json(ContainerOutputs, outputs, replicas=replicas)


def _resource_from_json(resource: dict[str, Any]) -> ResourceState:
    outputs = resource.get("outputs")
    return ResourceState(
        type=resource.get("type"),
        status=resource.get("status"),
        outputs=None if outputs is None else _outputs_from_json(outputs),
        reason=resource.get("reason"),
    )


def _from_json(cls: type[T], members: dict[str, Any], **converted: object) -> T:
    """Creates an object of a dataclass from the members of a JSON object. Members for which the class has no field go
    into the field `others`. `converted` are the fields that were already converted to objects."""
    field_names = (field.name for field in fields(cls) if field.name != "others")  # type: ignore[arg-type]
    names = {_camel_case(name): name for name in field_names}
    known = {names[key]: value for key, value in members.items() if key in names and value is not None}
    others = {key: value for key, value in members.items() if key not in names}
    return cls(**{**known, **converted, "others": others})


def _camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceState:
    """The state of a resource."""

    type: str | None = None
    """The type of the resource, if it is valid."""
    status: str | None = None
    """The deployment status of the resource, if it is valid."""
    outputs: ContainerOutputs | None = None
    """The outputs, if the resource is a container that has outputs."""
    reason: str | None = None
    """Why the resource has no container outputs."""

    __repr__ = _masked_repr


@public
class StackState:
    """The state of a deployed stack, with the outputs of its containers.

    The platform writes the state. A newer platform may write keys and statuses that this version of the SDK doesn't
    know; they are kept.

    >>> state = alien.StackState.parse(
    ...     {"platform": "aws", "resources": {"api": {"type": "container", "status": "provisioning"}}}
    ... )
    >>> state.container("api")
    >>> state.reason("api")
    'container "api" has no outputs: it is provisioning'
    """

    __slots__ = ("_state", "report")

    report: Report
    """The problems found in the state. Invalid outputs of one container don't affect the others."""

    def __init__(self, report: Report, state: dict[str, dict[str, Any]]) -> None:
        self.report = report
        self._state = state

    @classmethod
    @checks_keywords
    def parse(
        cls,
        state: Declaration,
        *,
        syntax: Syntax | None = None,
        units: Units = "utf-16",
        limits: LimitOptions | None = None,
        name: str | None = None,
    ) -> StackState:
        """Reads a state: JSON or YAML text, bytes, the path of such a file or a value. Problems of the state are reported,
        not raised. The arguments are those of `validate`."""
        text, report = _state_outputs(state, syntax=syntax, units=units, limits=limits, name=name)
        return cls(report, json.loads(text) if text else {})

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Defines how pydantic validates and serializes a field of this type."""
        from alien._pydantic import state_schema

        return state_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        """Defines the JSON Schema of a field of this type in pydantic: the schema of a state."""
        from alien._native import json_schema
        from alien._pydantic import inline_references

        return inline_references(json_schema("state"))

    @property
    def _resources(self) -> dict[str, Any]:
        return self._state.get("resources", {})

    @property
    def resources(self) -> dict[str, ResourceState]:
        """The state of each resource, by ID; empty if the state can't be read. Each access returns a new dict."""
        return {id: _resource_from_json(resource) for id, resource in self._resources.items()}

    @property
    def ids(self) -> tuple[str, ...]:
        """The IDs of the resources, in the order of the state."""
        return tuple(self._resources)

    def container(self, id: str) -> ContainerOutputs | None:
        """Returns the outputs of a container, or `None` if there are none. `reason` then returns the reason."""
        outputs = self._resources.get(id, {}).get("outputs")
        return None if outputs is None else _outputs_from_json(outputs)

    def reason(self, id: str) -> str | None:
        """Returns the reason why a container has no outputs, or `None` if it has outputs."""
        if id in self._resources:
            reason: str | None = self._resources[id].get("reason")
            return reason
        if not self._state:
            message = next((problem.message for problem in self.report.diagnostics), "it says nothing")
            return f"this state can't be read: {message}"
        return f"this state has no resource {json.dumps(id, ensure_ascii=False)}"

    @property
    def _is_readable(self) -> bool:
        """Whether this is a state at all. There may be other problems in it."""
        return bool(self._state)

    def _resource(self, id: str) -> dict[str, Any] | None:
        """Returns the type, status and outputs of a resource as plain data."""
        resource: dict[str, Any] | None = self._resources.get(id)
        return resource

    def to_dict(self) -> dict[str, Any]:
        """Returns the platform and the state of each resource as plain data, which `parse` reads again."""
        copy: dict[str, Any] = json.loads(json.dumps(self._state))
        return copy

    def __repr__(self) -> str:
        return f"<StackState of {', '.join(_masked_value(dict.fromkeys(self.ids))) or 'nothing'}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StackState):
            return NotImplemented
        return (self.report, self._state) == (other.report, other._state)

    __hash__ = None  # type: ignore[assignment]
