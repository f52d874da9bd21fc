"""Support for containers as fields of pydantic models. This module is only imported by pydantic."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import (
    InitErrorDetails,
    PydanticCustomError,
    ValidationError as PydanticError,
    core_schema as schemas,
)

from alien._diagnostics import Diagnostic
from alien._errors import ValidationError
from alien._native import Resource, _read, json_schema as container_schema


def core_schema(source: Any, handler: Any) -> schemas.CoreSchema:
    """Accepts a resource, or a container declaration as a dict or JSON text. Serializes it as the normalised dict."""
    written = schemas.plain_serializer_function_ser_schema(Resource.to_dict)
    return schemas.no_info_plain_validator_function(_validated, serialization=written)


def json_schema(core_schema: Any, handler: Any) -> dict[str, Any]:
    """The schema of a container, with all references inlined, since they would be wrong inside a model's schema."""
    whole = container_schema()
    parts = whole.pop("$defs")
    del whole["$schema"]
    inlined = _inlined(whole, parts)
    assert isinstance(inlined, dict)
    return inlined


def _inlined(schema: Any, parts: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inlined(inner, parts) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    rest = {name: _inlined(inner, parts) for name, inner in schema.items() if name != "$ref"}
    if "$ref" not in schema:
        return rest
    return {**_inlined(parts[schema["$ref"].removeprefix("#/$defs/")], parts), **rest}


def _validated(value: Any) -> Resource[Any]:
    if isinstance(value, Resource):
        return value
    try:
        return _read(value)
    except ValidationError as error:
        faults = [_fault(found, value) for found in error.diagnostics if found.severity == "error"]
        raise PydanticError.from_exception_data("Container", faults) from None


def _fault(found: Diagnostic, declaration: Any) -> InitErrorDetails:
    names = [_unescaped(name) for name in found.path.split("/")[1:]]
    place = tuple(int(name) if name.isdecimal() else name for name in names)
    # Typed as Any, since pydantic expects literal templates. These texts have no fields to fill in.
    code: Any = found.code
    message: Any = found.message
    kind = PydanticCustomError(code, message)
    return {"type": kind, "loc": place, "input": _input(declaration, place, message)}


def _unescaped(name: str) -> str:
    return name.replace("~1", "/").replace("~0", "~")


def _input(declaration: Any, place: tuple[int | str, ...], message: str) -> object:
    """The value at a place. Since pydantic shows it, it is only returned if it is a number that the message contains
    too."""
    for name in place:
        try:
            declaration = declaration[name]
        except (TypeError, KeyError, IndexError):
            return "…"
    is_shown = isinstance(declaration, (int, float)) and json.dumps(declaration) in message.split()
    return declaration if is_shown else "…"
