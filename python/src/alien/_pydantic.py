"""Support for resources, stacks and states as fields of pydantic models. This module is only imported when pydantic asks one
of their classes for a schema. The extension module passes its functions, since it imports this module."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from pydantic_core import (
    InitErrorDetails,
    PydanticCustomError,
    ValidationError as PydanticError,
    core_schema as schemas,
)

from alien._declarations import ContainerConfig
from alien._errors import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from alien._native import BuiltStack, Diagnostic, Resource
    from alien._state import StackState


def core_schema(
    resource_class: type[Resource[Any]],
    annotation: Any,
    read_container: Callable[[Any], Resource[Any]],
    declare: Callable[[str, str], Resource[Any]],
) -> schemas.CoreSchema:
    """Returns the pydantic schema of a field. It accepts a resource, a declaration as a dict, or JSON text; with the annotation
    `Resource[ContainerConfig]` only a container. The field is serialized as the normalised dict."""
    if _is_container(annotation):
        return _schema(resource_class, read_container, "Container", lambda resource: resource.type == "container")

    def read(value: Any) -> Resource[Any]:
        declaration = _plain(value)
        if isinstance(declaration, dict) and declaration.get("type", "container") != "container":
            _check_reference(declaration, read_container)
            return declare(declaration["type"], declaration["id"])
        return read_container(value)

    return _schema(resource_class, read, "Resource")


_WITHOUT_LINKS = {
    "id": "api",
    "code": {"type": "image", "image": "api:v1"},
    "cpu": {"min": "1", "desired": "1"},
    "memory": {"min": "1Gi", "desired": "1Gi"},
    "ports": [{"port": 8080}],
    "permissions": "execution",
}


def _check_reference(reference: dict[str, Any], read_container: Callable[[Any], object]) -> None:
    """Checks a resource that has a type and an ID, and nothing else. For the core, this is a link of a container."""
    try:
        read_container({**_WITHOUT_LINKS, "links": [reference]})
    except ValidationError as error:
        raise _pydantic_error("Resource", error, reference, inside="/links/0") from None


def resource_json_schema(core_schema: schemas.CoreSchema, container: dict[str, Any]) -> dict[str, Any]:
    """Returns the JSON Schema of a field with a pydantic schema of `core_schema`. `container` is that of a container."""
    container = inline_references(container)
    if core_schema.get("metadata", {}).get("title") == "Container":
        return container
    properties = {"type": {"type": "string", "not": {"const": "container"}}, "id": {"type": "string"}}
    reference = {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}
    return {"anyOf": [container, reference]}


def _is_container(annotation: Any) -> bool:
    """Whether an annotation is `Resource[ContainerConfig]`."""
    return get_args(annotation) == (ContainerConfig,)


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


def _schema(
    cls: type[Any], read: Callable[[Any], Any], title: str, is_allowed: Callable[[Any], bool] = lambda _: True
) -> schemas.CoreSchema:
    def validate(value: Any) -> Any:
        if isinstance(value, cls) and is_allowed(value):
            return value
        try:
            return read(value)
        except ValidationError as error:
            raise _pydantic_error(title, error, _plain(value)) from None

    serialization = schemas.plain_serializer_function_ser_schema(cls.to_dict)
    return schemas.no_info_plain_validator_function(validate, serialization=serialization, metadata={"title": title})


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


def _pydantic_error(title: str, error: ValidationError, declaration: Any, inside: str = "") -> PydanticError:
    """Returns the pydantic error with all errors of a declaration, which the core read `inside` another one."""
    errors = [problem for problem in error.diagnostics if problem.severity == "error"]
    details = [_error_details(problem, declaration, inside) for problem in errors]
    return PydanticError.from_exception_data(title, details)


def _error_details(problem: Diagnostic, declaration: Any, inside: str) -> InitErrorDetails:
    path = problem.path.removeprefix(inside)
    names = [_unescape(name) for name in path.split("/")[1:]]
    location = tuple(int(name) if name.isdecimal() else name for name in names)
    # These are typed as Any, since pydantic expects literal templates. The message has no placeholders.
    code: Any = problem.code
    message: Any = "; ".join(filter(None, (problem.message, problem.help)))
    if inside:
        place = inside.lstrip("/").replace("/0", "[0]")
        message = message.replace(f" in {place}", "").replace(f"{place}.", "")
    error = PydanticCustomError(code, message)
    return {"type": error, "loc": location, "input": _input(declaration, location, message)}


def _unescape(name: str) -> str:
    """Decodes one part of a JSON Pointer."""
    return name.replace("~1", "/").replace("~0", "~")


HIDDEN = "…"
"""What is shown instead of a value that may be secret."""


def _plain(declaration: Any) -> Any:
    """Returns the value of JSON text, or the text if it is no JSON. Any other declaration is returned unchanged."""
    if not isinstance(declaration, (str, bytes, bytearray)):
        return declaration
    try:
        return json.loads(declaration)
    except ValueError:
        return declaration


def _input(declaration: Any, location: tuple[int | str, ...], message: str) -> object:
    """Returns what pydantic shows as the value at a location: the value if the message shows it too, since it may be secret
    otherwise. If a key is missing there, the value is the object around it, as for other errors of pydantic."""
    value = declaration
    for name in location:
        try:
            value = value[name]
        except (TypeError, KeyError, IndexError):
            break
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value if json.dumps(value, ensure_ascii=False) in message else HIDDEN
    if isinstance(value, (int, float)):
        return value if json.dumps(value) in message.split() else HIDDEN
    if isinstance(value, dict):
        return {HIDDEN: HIDDEN} if value else {}
    if isinstance(value, (list, tuple)):
        return [HIDDEN] if value else []
    return HIDDEN
