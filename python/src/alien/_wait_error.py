"""The error of a wait that ended without success."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from alien._native import _masked
from alien._public import public

if TYPE_CHECKING:
    from alien._state import StackState
    from alien._types import WaitErrorCode


@public
class WaitError(Exception):
    """Raised when a wait ends without success. The message says what was missing in the last state, and what to do. If
    the source of the states failed, `__cause__` is its last error.

    >>> import asyncio
    >>> states = [{"platform": "aws", "resources": {"api": {"type": "container", "status": "provision-failed"}}}]
    >>> try:
    ...     asyncio.run(alien.wait_for_container(states, "api"))
    ... except alien.WaitError as error:
    ...     print(error.code)
    ...     print(error.missing)
    resource-failed
    container "api" failed: its status is provision-failed
    """

    code: WaitErrorCode
    """Why the wait ended. Programs compare this code, not the message."""
    missing: str
    """What was missing when the wait ended, in one line."""
    state: StackState | None
    """The last state that could be read, or `None` if there was none."""

    def __init__(self, message: str, code: WaitErrorCode, missing: str, state: StackState | None) -> None:
        super().__init__(message)
        self.code = code
        self.missing = missing
        self.state = state

    def to_dict(self) -> dict[str, Any]:
        """Returns the error as plain data, for example for logs. Values of the state that may be secret are masked."""
        plain: dict[str, Any] = {
            "name": type(self).__name__,
            "message": str(self),
            "code": self.code,
            "missing": self.missing,
        }
        if self.state is not None:
            plain["state"] = json.loads(_masked(json.dumps(self.state.to_dict())))
        return plain

    def __reduce__(self) -> tuple[type[WaitError], tuple[str, WaitErrorCode, str, StackState | None]]:
        return type(self), (str(self), self.code, self.missing, self.state)


@public
class WaitTimeoutError(WaitError, TimeoutError):
    """Raised when the timeout of a wait expires. It is also a `TimeoutError`, and its `code` is `"timeout"`.

    >>> import asyncio
    >>> state = {"platform": "aws", "resources": {"api": {"type": "container", "status": "provisioning"}}}
    >>> try:
    ...     asyncio.run(alien.wait_for_container(lambda: state, "api", timeout=0))
    ... except TimeoutError as error:
    ...     print(error)
    gave up after 0 s: container "api" has no outputs: it is provisioning
      help: find out in the platform what takes so long, or raise `timeout`
    """
