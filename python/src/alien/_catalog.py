"""The list of all diagnostic codes. To keep `import alien` fast, this module is only imported when it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alien._public import public

if TYPE_CHECKING:
    from alien._diagnostics import Explanation


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All diagnostic codes, as returned by `catalog`."""

    codes: tuple[Explanation, ...]
    """The explanations, sorted by code."""
