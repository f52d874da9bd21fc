"""The error for a declaration that is not valid."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from alien._native import Diagnostic, Report


class ValidationError(ValueError):
    """Raised when a declaration has errors.

    The message lists all problems, each with the call that caused it. `diagnostics` contains them as data.

    >>> try:
    ...     alien.Container("api").port(70000).build()
    ... except alien.ValidationError as error:
    ...     print(error.diagnostics[-1].code)
    port-out-of-range
    """

    __module__ = "alien"

    report: Report
    """The report with all diagnostics."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All diagnostics (errors, warnings and infos), in the order of the declaration."""
        return self.report.diagnostics

    def to_dict(self) -> dict[str, Any]:
        """Returns the error as plain data, for example for logs: `json.dumps(error.to_dict())`."""
        report = self.report.to_dict()
        return {
            "name": "ValidationError",
            "message": str(self),
            "diagnostics": report["diagnostics"],
            "truncated": report["truncated"],
        }

    def __reduce__(self) -> tuple[type[ValidationError], tuple[str, Report]]:
        return type(self), (str(self), self.report)
