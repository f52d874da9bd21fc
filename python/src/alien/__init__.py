"""Declare containers for Alien, and learn everything that is wrong with them at once, where it was written.

>>> import alien
>>> api = (
...     alien.Container("api")
...     .code(type="image", image="ghcr.io/acme/api:v1")
...     .cpu(1)
...     .memory("1Gi")
...     .port(8080)
...     .permissions("execution")
...     .build()
... )
>>> api.id
'api'
"""

from alien._errors import ValidationError
from alien._native import (
    Container,
    Report,
    Resource,
    __version__,
    apply_fixes,
    catalog,
    explain,
    json_schema,
    normalise,
    track_calls,
    validate,
    validate_update,
)
from alien._resources import Kv, Queue, Storage, Vault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alien._diagnostics import (
        Call,
        Diagnostic,
        Edit,
        Explanation,
        Fix,
        Position,
        Range,
        Related,
    )

__all__ = [
    "Call",
    "Container",
    "Diagnostic",
    "Edit",
    "Explanation",
    "Fix",
    "Kv",
    "Position",
    "Queue",
    "Range",
    "Related",
    "Report",
    "Resource",
    "Storage",
    "ValidationError",
    "Vault",
    "__version__",
    "apply_fixes",
    "catalog",
    "explain",
    "json_schema",
    "normalise",
    "track_calls",
    "validate",
    "validate_update",
]


def __getattr__(name: str) -> object:
    """Imports the classes of diagnostics when they are first asked for: most programs have nothing wrong with them."""
    if name in __all__:
        from alien import _diagnostics

        value: object = getattr(_diagnostics, name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'alien' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
