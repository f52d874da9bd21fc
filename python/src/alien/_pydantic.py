"""Support for containers, stacks and states as fields of pydantic models. This module is only imported when pydantic asks
one of their classes for a schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic_core import (
    InitErrorDetails,
    PydanticCustomError,
    ValidationError as PydanticError,
    core_schema as schemas,
)

from alien._errors import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from alien._diagnostics import Diagnostic
    from alien._native import BuiltStack, Resource
    from alien._state import StackState


def core_schema(
    resource_class: type[Resource[Any]], read_container: Callable[[Any], Resource[Any]]
) -> schemas.CoreSchema:
    """Returns the pydantic schema of a field. It accepts a resource, or a container declaration as a dict or JSON text.
    The field is serialized as the normalised dict."""
    return _schema(resource_class, read_container, "Container")


def stack_schema(stack_class: type[BuiltStack], read_stack: Callable[[Any], BuiltStack]) -> schemas.CoreSchema:
    """Returns the pydantic schema of a field. It accepts a built stack, or a stack declaration as a dict or JSON text. The
    field is serialized as the normalised dict."""
    return _schema(stack_class, read_stack, "Stack")


def state_schema(state_class: type[StackState]) -> schemas.CoreSchema:
    """Returns the pydantic schema of a field. It accepts a state, also as a dict or JSON text. Problems of the outputs are
    in its report; only what is no state at all is an error. The field is serialized as what `to_dict` returns."""

    def read(value: Any) -> StackState:
        state = state_class.parse(value)
        if not state._is_readable:
            raise ValidationError("this is no state", state.report)
        return state

    return _schema(state_class, read, "StackState")


def _schema(cls: type[Any], read: Callable[[Any], Any], title: str) -> schemas.CoreSchema:
    def validate(value: Any) -> Any:
        if isinstance(value, cls):
            return value
        try:
            return read(value)
        except ValidationError as error:
            errors = [_error_details(problem, value) for problem in error.diagnostics if problem.severity == "error"]
            raise PydanticError.from_exception_data(title, errors) from None

    serialization = schemas.plain_serializer_function_ser_schema(cls.to_dict)
    return schemas.no_info_plain_validator_function(validate, serialization=serialization)


def inline_references(schema: dict[str, Any]) -> dict[str, Any]:
    """Returns a JSON Schema without references. Pydantic puts it inside the schema of a model, where references to
    `$defs` would be wrong."""
    inlined: dict[str, Any] = _inline(schema, schema.get("$defs", {}))
    return inlined


_IDENTITY = ("$schema", "$defs", "$ref")


def _inline(schema: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inline(element, definitions) for element in schema]
    if not isinstance(schema, dict):
        return schema
    members = {name: _inline(value, definitions) for name, value in schema.items() if name not in _IDENTITY}
    if not isinstance(schema.get("$ref"), str):
        return members
    definition = definitions[schema["$ref"].removeprefix("#/$defs/")]
    return {**_inline(definition, definitions), **members}


def _error_details(problem: Diagnostic, declaration: Any) -> InitErrorDetails:
    names = [_unescape(name) for name in problem.path.split("/")[1:]]
    location = tuple(int(name) if name.isdecimal() else name for name in names)
    # These are typed as Any, since pydantic expects literal templates. The message has no placeholders.
    code: Any = problem.code
    message: Any = problem.message
    error = PydanticCustomError(code, message)
    return {"type": error, "loc": location, "input": _input(declaration, location, message)}


def _unescape(name: str) -> str:
    """Decodes one part of a JSON Pointer."""
    return name.replace("~1", "/").replace("~0", "~")


def _input(declaration: Any, location: tuple[int | str, ...], message: str) -> object:
    """Returns the value at a location if it is a number that the message shows too, otherwise `…`. Pydantic shows what
    this function returns, so a value that may be secret must not be returned."""
    for name in location:
        try:
            declaration = declaration[name]
        except (TypeError, KeyError, IndexError):
            return "…"
    is_shown = isinstance(declaration, (int, float)) and json.dumps(declaration) in message.split()
    return declaration if is_shown else "…"
