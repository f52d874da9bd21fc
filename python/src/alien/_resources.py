"""Resources that containers can link to. They have a type and an ID, and no options."""

from __future__ import annotations

from alien._native import _declared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar

    from alien._declarations import ResourceRef
    from alien._native import Resource


class _ResourceWithId:
    """A resource that has an ID and no options. The ID is validated when a container that links to the resource, or a
    stack that contains it, is built."""

    __slots__ = ("_id",)
    # Where a value is read, the extension module reads the result of `ref()` instead of an object with this attribute.
    __alien_reference__ = True
    _type: ClassVar[str]
    _id: str

    def __init__(self, id: str) -> None:
        object.__setattr__(self, "_id", id)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} can't be changed; create a new one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} can't be changed; create a new one")

    @property
    def type(self) -> str:
        """The type: `"storage"`, `"kv"`, …"""
        return self._type

    @property
    def id(self) -> str:
        """The ID. It is not validated yet."""
        return self._id

    def ref(self) -> ResourceRef:
        """Returns the type and ID of the resource, as used in links."""
        return {"type": self._type, "id": self._id}

    def build(self) -> Resource[ResourceRef]:
        """Returns the resource."""
        return _declared(self._type, self._id)

    def __repr__(self) -> str:
        # The `repr` of the built resource masks an ID that may be secret.
        built = repr(self.build()).removesuffix(".build()")
        return type(self).__name__ + built[built.index("(") :]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._id == other._id

    def __hash__(self) -> int:
        return hash((self._type, self._id))

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return type(self), (self._id,)


class Storage(_ResourceWithId):
    """File storage.

    >>> uploads = alien.Storage("uploads").build()
    >>> container = container.link(uploads)
    """

    __slots__ = ()
    __module__ = "alien"
    _type = "storage"


class Kv(_ResourceWithId):
    """A key-value store.

    >>> container = container.link(alien.Kv("sessions").build())
    """

    __slots__ = ()
    __module__ = "alien"
    _type = "kv"


class Queue(_ResourceWithId):
    """A message queue.

    >>> container = container.link(alien.Queue("jobs").build())
    """

    __slots__ = ()
    __module__ = "alien"
    _type = "queue"


class Vault(_ResourceWithId):
    """A vault for secrets.

    >>> container = container.link(alien.Vault("keys").build())
    """

    __slots__ = ()
    __module__ = "alien"
    _type = "vault"
