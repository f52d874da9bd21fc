"""The state of deployed stacks, and the differences between declarations. This module is only imported when it is
used."""

from __future__ import annotations

import asyncio
import inspect
import json
import math
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from alien._native import _masked, _state_outputs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from alien._native import Report
    from alien._types import Declaration, LimitOptions, Status, Units

T = TypeVar("T")


def _public(cls: type[T]) -> type[T]:
    """Sets the module of a class to `alien`, for pickles and tracebacks."""
    cls.__module__ = "alien"
    return cls


def _shown(self: object) -> str:
    """The `repr` of a dataclass without values that may be secret: passwords in URLs, and keys that this version of
    the SDK doesn't know."""
    names = (each.name for each in fields(self))  # type: ignore[arg-type]
    shown = (f"{name}={_seen(getattr(self, name))!r}" for name in names)
    return f"{type(self).__name__}({', '.join(shown)})"


def _seen(value: Any) -> Any:
    return json.loads(_masked(json.dumps(value))) if isinstance(value, (str, dict)) else value


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A key that differs. The values of environment variables are never shown."""

    kind: Literal["added", "removed", "changed"]
    """Whether the key was added, removed or changed."""
    path: str
    """A JSON Pointer into the normalised declarations, such as `/resources/api/config/replicas`."""
    before: str | None = None
    """The old value, as JSON text. Absent if the key was added or the value may be secret."""
    after: str | None = None
    """The new value, as JSON text. Absent if the key was removed or the value may be secret."""
    refused: bool
    """Whether the platform rejects this change."""
    loses_data: bool
    """Whether this change loses data."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """The differences between two declarations."""

    changes: tuple[Change, ...]
    """Every key that differs. If the paths would take more than 4 MB in total, whole objects are listed instead of
    their keys."""
    text: str
    """The same changes as readable text, one line for each; empty if nothing changes."""


@_public
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

    __repr__ = _shown


@_public
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

    __repr__ = _shown

    @property
    def is_running(self) -> bool:
        """Whether the container is running, has at least the desired number of replicas, and no listed replica is
        unhealthy."""
        enough = self.current_replicas >= self.desired_replicas
        return self.status == "running" and enough and not self.unhealthy_replicas

    @property
    def unhealthy_replicas(self) -> tuple[ReplicaStatus, ...]:
        """The replicas that fail their health check."""
        return tuple(replica for replica in self.replicas if not replica.healthy)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _read(cls: type[T], found: dict[str, Any], **parts: object) -> T:
    """Creates an object of a class. Keys that the class has no field for go into `others`."""
    known = {_name(each.name): each.name for each in fields(cls) if each.name != "others"}  # type: ignore[arg-type]
    given = {known[key]: value for key, value in found.items() if key in known and value is not None}
    others = {key: value for key, value in found.items() if key not in known}
    return cls(**{**given, **parts, "others": others})


def _name(field: str) -> str:
    first, *rest = field.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _outputs(found: dict[str, Any]) -> ContainerOutputs:
    replicas = tuple(_read(ReplicaStatus, replica) for replica in found.get("replicas") or ())
    return _read(ContainerOutputs, found, replicas=replicas)


def diff(text: str) -> Diff:
    """Creates a diff from the JSON text that the core writes."""
    found = json.loads(text)
    changes = ({_snake(key): value for key, value in change.items()} for change in found["changes"])
    return Diff(changes=tuple(Change(**change) for change in changes), text=found["text"])


@_public
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

    __slots__ = ("_found", "report")

    report: Report
    """The problems found in the state. Invalid outputs of one container don't affect the others."""

    def __init__(self, report: Report, found: dict[str, dict[str, Any]]) -> None:
        self.report = report
        self._found = found

    @classmethod
    def parse(
        cls,
        state: Declaration,
        *,
        relaxed: bool = False,
        units: Units = "utf-16",
        limits: LimitOptions | None = None,
    ) -> StackState:
        """Reads a state: JSON text, bytes, the path of a JSON file or a value. Problems of the state are reported, not
        raised."""
        text, report = _state_outputs(state, relaxed=relaxed, units=units, limits=limits)
        return cls(report, json.loads(text) if text else {})

    @property
    def _resources(self) -> dict[str, Any]:
        return self._found.get("resources", {})

    @property
    def ids(self) -> tuple[str, ...]:
        """The IDs of the resources, in the order of the state."""
        return tuple(self._resources)

    def container(self, id: str) -> ContainerOutputs | None:
        """Returns the outputs of a container, or `None` if there are none; then `reason` says why."""
        found = self._resources.get(id, {}).get("outputs")
        return None if found is None else _outputs(found)

    def reason(self, id: str) -> str | None:
        """Returns the reason why a container has no outputs, or `None` if it has outputs."""
        if id in self._resources:
            reason: str | None = self._resources[id].get("reason")
            return reason
        if not self._found:
            fault = next((found.message for found in self.report.diagnostics), "it says nothing")
            return f"this state can't be read: {fault}"
        return f"this state has no resource {json.dumps(id, ensure_ascii=False)}"

    def to_dict(self) -> dict[str, Any]:
        """Returns the state of each resource as plain data."""
        copy: dict[str, Any] = json.loads(json.dumps(self._found))
        return copy

    def __repr__(self) -> str:
        return f"<StackState of {', '.join(_seen(dict.fromkeys(self.ids))) or 'nothing'}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StackState):
            return NotImplemented
        return (self.report, self._found) == (other.report, other._found)

    __hash__ = None  # type: ignore[assignment]


async def wait_for_container(
    states: Callable[[], Declaration | StackState | Awaitable[Declaration | StackState]],
    id: str,
    *,
    until: Callable[[ContainerOutputs], bool | Awaitable[bool]] | None = None,
    timeout: float = 300.0,
    interval: float = 2.0,
    on_progress: Callable[[StackState, str], object] | None = None,
) -> ContainerOutputs:
    """Waits until a container is running, or until another condition holds, and returns its outputs.

    `states` is called every `interval` seconds and returns the current state or an awaitable of it. `until` is the
    condition to wait for; by default, the container must be running. After `timeout` seconds, a `TimeoutError` is
    raised that says what was missing in the last state. `on_progress` is called with each state and what is missing
    in it.
    """
    if math.isnan(timeout) or math.isnan(interval):
        raise ValueError("timeout and interval must be seconds, not nan")
    loop = asyncio.get_running_loop()
    end = loop.time() + timeout
    missing = "there was no state yet"
    while True:
        given = states()
        if inspect.isawaitable(given):
            answer = asyncio.ensure_future(given)
            try:
                if not (await asyncio.wait([answer], timeout=max(end - loop.time(), 0)))[0]:
                    raise TimeoutError(f"gave up after {timeout:g} s: {missing}")
                given = answer.result()
            finally:
                answer.cancel()
        state = given if isinstance(given, StackState) else StackState.parse(given)
        outputs = state.container(id)
        if outputs is not None:
            is_done = outputs.is_running if until is None else until(outputs)
            if await is_done if inspect.isawaitable(is_done) else is_done:
                return outputs
        missing = (state.reason(id) or "") if outputs is None else _progress(outputs)
        if on_progress is not None:
            on_progress(state, missing)
        left = end - loop.time()
        if left <= 0:
            raise TimeoutError(f"gave up after {timeout:g} s: {missing}")
        await asyncio.sleep(min(interval, left))


def _progress(outputs: ContainerOutputs) -> str:
    """Describes the progress of a container in one line."""
    name = json.dumps(outputs.name, ensure_ascii=False)
    replicas = f"{outputs.current_replicas} of {outputs.desired_replicas} replicas"
    unhealthy = len(outputs.unhealthy_replicas)
    status = outputs.status if outputs.status.isalpha() else json.dumps(outputs.status)
    line = f"container {name} is {status}, with {replicas}"
    return f"{line}, {unhealthy} of them unhealthy" if unhealthy else line


wait_for_container.__module__ = "alien"
