"""The error of a declaration with faults."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alien._diagnostics import Diagnostic
    from alien._native import Report


class ValidationError(ValueError):
    """A declaration has errors.

    The message lists every fault with the call that brought it; `diagnostics` has the same for programs.

    >>> try:
    ...     alien.Container("api").port(70000).build()
    ... except alien.ValidationError as error:
    ...     print(error.diagnostics[-1].code)
    port-out-of-range
    """

    __module__ = "alien"

    report: Report
    """Everything that was found."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every fault, in the order of the declaration: errors, warnings and infos."""
        return self.report.diagnostics

    def __reduce__(self) -> tuple[type[ValidationError], tuple[str, Report]]:
        return type(self), (str(self), self.report)
