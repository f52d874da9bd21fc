"""Decides what a state means for a wait: that it succeeds, continues or makes no sense any more."""

from __future__ import annotations

import inspect
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from alien._native import _masked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from alien._state import ContainerOutputs, StackState
    from alien._types import WaitErrorCode


class Condition(NamedTuple):
    """What a wait waits for."""

    until: Callable[[ContainerOutputs], bool | Awaitable[bool]] | None
    allow_unknown: bool
    allow_failed: bool


class Missing(NamedTuple):
    """What is missing in a state."""

    text: str
    code: WaitErrorCode | None = None
    """Why it makes no sense to continue the wait, or `None` if it continues."""
    help: str = ""


async def judge_container(state: StackState, id: str, condition: Condition) -> ContainerOutputs | Missing:
    """Judges a state for `wait_for_container`."""
    resource = state._resource(id)
    if resource is None or resource.get("status") == "deleted":
        return _judge_unknown(state, id, resource is not None, condition)
    failed = _judge_failure(id, resource, condition)
    if failed is not None:
        return failed
    reason = _reason(state, id)
    if resource.get("type", "container") != "container":
        return Missing(reason, "not-a-container", "pass the ID of a container")
    outputs = state.container(id)
    if outputs is None:
        return Missing(reason)
    is_done = outputs.is_running if condition.until is None else condition.until(outputs)
    if await is_done if inspect.isawaitable(is_done) else is_done:
        return outputs
    progress = _describe_progress(id, outputs)
    return Missing(progress if condition.until is None else f"{progress}, but `until` returned false")


def _reason(state: StackState, id: str) -> str:
    """The reason why a container has no outputs, with the first error in its part of the state."""
    reason = state.reason(id) or ""
    error = _first_error(state, f"/resources/{_escaped(id)}")
    return reason if error is None else f"{reason}: {error}"


async def judge_stack(
    state: StackState, ids: Sequence[str] | None, condition: Condition
) -> dict[str, ContainerOutputs] | Missing:
    """Judges a state for `wait_for_stack`."""
    resources = {id: state._resource(id) or {} for id in state.ids}
    for id, resource in resources.items():
        failed = _judge_failure(id, resource, condition)
        if failed is not None:
            return failed
    expected = [id for id, resource in resources.items() if _is_expected(resource)] if ids is None else ids
    if not expected and ids is None:
        return _unknown("this state has no containers", condition, "deploy a container")
    done: dict[str, ContainerOutputs] = {}
    missing: list[str] = []
    for id in expected:
        verdict = await judge_container(state, id, condition)
        if not isinstance(verdict, Missing):
            done[id] = verdict
        elif verdict.code is not None:
            return verdict
        else:
            missing.append(verdict.text)
    error = _first_error(state)
    if error is not None and ids is None:
        missing.append(f"this state can't be read completely: {error}")
    if not missing:
        return done
    return Missing(missing[0] if len(missing) == 1 else f"{missing[0]}; and {len(missing) - 1} more")


def _is_expected(resource: dict[str, Any]) -> bool:
    """Returns whether a stack that is running has this resource as a running container. A resource whose type can't be read
    may be a container."""
    is_container = resource.get("type", "container") == "container"
    return is_container and resource.get("status") not in ("deleting", "deleted")


def _judge_unknown(state: StackState, id: str, is_deleted: bool, condition: Condition) -> Missing:
    """The verdict on a container that doesn't exist."""
    if is_deleted:
        return _unknown(f"container {_quoted(id)} was deleted", condition, "deploy it")
    missing = state.reason(id) or ""
    error = _first_error(state)
    if error is not None:
        # The resource may be in a part that can't be read.
        return Missing(f"{missing}, but it has an error: {error}")
    return _unknown(f"{missing}; {_list_ids(state.ids)}", condition, "check the ID")


def _first_error(state: StackState, path: str = "") -> str | None:
    """Returns the message of the first error at a path of a state or below it, or `None` if that can be read completely."""
    for problem in state.report.diagnostics:
        if problem.severity == "error" and f"{problem.path}/".startswith(f"{path}/"):
            return problem.message
    return None


def _escaped(name: str) -> str:
    """Encodes one part of a JSON Pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def _unknown(missing: str, condition: Condition, advice: str) -> Missing:
    if condition.allow_unknown:
        return Missing(missing)
    help = f"{advice}, or pass `allow_unknown=True` if it is still being deployed"
    return Missing(missing, "unknown-resource", help)


def _judge_failure(id: str, resource: dict[str, Any], condition: Condition) -> Missing | None:
    """The verdict on a resource whose deployment failed, or `None` if the wait continues. The platform retries none of
    these deployments on its own: `provision-failed`, `update-failed`, `delete-failed` and `refresh-failed`. A newer platform
    may have further statuses of this form."""
    status = resource.get("status", "")
    if condition.allow_failed or not status.endswith("-failed"):
        return None
    name = f"{_shown(resource.get('type', 'resource'))} {_quoted(id)}"
    return Missing(
        f"{name} failed: its status is {_shown(status)}",
        "resource-failed",
        "find out in the platform why it failed, or pass `allow_failed=True` if its deployment will be retried",
    )


MAX_IDS = 10
"""The number of IDs that a message lists."""


def _list_ids(ids: Sequence[str]) -> str:
    if not ids:
        return "it has no resources yet"
    listed = ", ".join(_quoted(_mask(id)) for id in ids[:MAX_IDS])
    return f"it has {listed}" + (f" and {len(ids) - MAX_IDS} more" if len(ids) > MAX_IDS else "")


def _describe_progress(id: str, outputs: ContainerOutputs) -> str:
    """Describes the progress of a container in one line."""
    replicas = f"{outputs.current_replicas} of {outputs.desired_replicas} replicas"
    unhealthy = len(outputs.unhealthy_replicas)
    line = f"container {_quoted(id)} is {_shown(outputs.status)}, with {replicas}"
    return f"{line}, {unhealthy} of them unhealthy" if unhealthy else line


def _shown(word: str) -> str:
    """Quotes a status or a type of a state, unless it is a plain word."""
    return word if re.fullmatch("[a-z-]{1,40}", word) else _quoted(word)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


MAX_TEXT = 200
"""The maximum length of a text of the program in a message."""


def describe_error(error: Exception) -> str:
    """Describes an error that a source raised. Its message may contain a URL with a password."""
    name, text = type(error).__name__, str(error)
    return f"{name}: {_mask(text)}" if text else name


def _mask(text: str) -> str:
    """Masks secrets in a text of the program, and shortens it to one line."""
    line = (text[:MAX_TEXT].splitlines() or [""])[0]
    masked: str = json.loads(_masked(json.dumps([line])))[0]
    return masked
