"""Support for containers as fields of pydantic models. This module is only imported when pydantic asks
`Resource` for a schema."""

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
    from alien._native import Resource


def core_schema(
    resource_class: type[Resource[Any]], read_container: Callable[[Any], Resource[Any]]
) -> schemas.CoreSchema:
    """Returns the pydantic schema of a field. It accepts a resource, or a container declaration as a dict or JSON text.
    The field is serialized as the normalised dict."""

    def validate(value: Any) -> Resource[Any]:
        if isinstance(value, resource_class):
            return value
        try:
            return read_container(value)
        except ValidationError as error:
            errors = [_error_details(problem, value) for problem in error.diagnostics if problem.severity == "error"]
            raise PydanticError.from_exception_data("Container", errors) from None

    serialization = schemas.plain_serializer_function_ser_schema(resource_class.to_dict)
    return schemas.no_info_plain_validator_function(validate, serialization=serialization)


def inline_references(schema: dict[str, Any]) -> dict[str, Any]:
    """Returns a JSON Schema without references. Pydantic puts it inside the schema of a model, where references to
    `$defs` would be wrong."""
    definitions = schema.pop("$defs")
    del schema["$schema"]
    inlined: dict[str, Any] = _inline(schema, definitions)
    return inlined


def _inline(schema: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inline(element, definitions) for element in schema]
    if not isinstance(schema, dict):
        return schema
    members = {name: _inline(value, definitions) for name, value in schema.items() if name != "$ref"}
    if "$ref" not in schema:
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
