"""Tests of declarations that are text, bytes or files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from support import SMALL, problems, run_python

import alien

VALID = json.dumps(SMALL)


@pytest.mark.parametrize(
    "text",
    [VALID, VALID.encode(), bytearray(VALID.encode()), memoryview(VALID.encode()), b"\xef\xbb\xbf" + VALID.encode()],
)
def test_text_in_each_form(text: Any) -> None:
    assert alien.validate(text).valid
    wrong = bytes(text, "utf-8") if isinstance(text, str) else bytes(text)
    report = alien.validate(wrong.replace(b"8080", b"70000"))
    assert problems(report) == ["port-out-of-range /ports/0/port"]
    assert report.diagnostics[0].range is not None


def test_a_path_is_read_as_a_file(tmp_path: Path) -> None:
    file = tmp_path / "api.json"
    file.write_text(VALID.replace("8080", "70000"))
    assert problems(alien.validate(file)) == ["port-out-of-range /ports/0/port"]
    file.write_text(VALID)
    assert alien.normalise(file) == alien.normalise(SMALL)

    class Elsewhere:
        def __fspath__(self) -> str:
            return os.fspath(file)

    assert alien.validate(Elsewhere()).valid
    assert alien.validate_update(file, file).valid
    with pytest.raises(FileNotFoundError) as raised:
        alien.validate(tmp_path / "absent.json")
    assert raised.value.filename == str(tmp_path / "absent.json")
    with pytest.raises(IsADirectoryError):
        alien.validate(tmp_path)


def test_bytes_that_are_not_utf8() -> None:
    wrong = VALID.encode().replace(b"execution", b"execution\xe9")
    report = alien.validate(wrong)
    assert problems(report) == ["invalid-unicode /permissions"]
    (fault,) = report.diagnostics
    assert fault.message == "the text contains bytes that are not valid UTF-8"
    assert fault.range is not None
    assert fault.range.start.character == VALID.index('"execution')
    for bad in (bytearray(wrong), memoryview(wrong)):
        assert alien.validate(bad) == report
    # Invalid bytes are reported in the old and in the new declaration.
    for before, after in ((wrong, VALID), (VALID, wrong)):
        with pytest.raises(alien.ValidationError, match="invalid-unicode"):
            alien.diff(before, after)
    # U+FFFD is allowed if the text itself contains it.
    assert alien.validate(VALID.replace('"links": []', '"command": ["\ufffd"]').encode()).valid
    utf16 = alien.validate(VALID.encode("utf-16"))
    assert problems(utf16)[0] == "invalid-unicode "


def test_an_unpaired_surrogate() -> None:
    assert problems(alien.validate(VALID.replace("execution", "\ud800"))) == ["invalid-unicode /permissions"]
    assert alien.apply_fixes("\ud800") == "\ud800"


def test_ranges_count_utf16_units_by_default() -> None:
    text = VALID.replace("{", '{"x":"🚀é","ports2":1,', 1)

    def at(**options: Any) -> int:
        found = alien.validate(text, **options).diagnostics[1].range
        assert found is not None
        return found.start.character

    assert [at(), at(units="utf-16"), at(units="utf-8"), at(units="utf-32")] == [11, 11, 14, 10]


def test_text_above_the_limit_is_not_read() -> None:
    for size in (100, 101, 1000):
        for character in ("x", "é", "🚀"):
            report = alien.validate(character * size, limits={"bytes": 99})
            assert problems(report) == ["too-large "]
    assert problems(alien.validate(" " * (17 << 20))) == ["too-large "]
    assert alien.validate(VALID).valid


def test_bytes_and_files_have_the_same_limit_as_text(tmp_path: Path) -> None:
    file = tmp_path / "api.json"
    for size in (98, 99, 100, 101, 100_000):
        # The limit applies to the original bytes. The characters that replace invalid bytes are longer.
        for byte in (b" ", b"\xff"):
            file.write_bytes(byte * size)
            forms: list[Any] = [byte * size, bytearray(byte * size), memoryview(byte * size), file]
            for form in forms:
                report = alien.validate(form, limits={"bytes": 99})
                if size <= 99:
                    assert "too-large " not in problems(report)
                else:
                    assert report == alien.validate(" " * size, limits={"bytes": 99})
    text = file.read_bytes()
    words = memoryview(text).cast("H")
    assert alien.validate(words, limits={"bytes": 99}) == alien.validate(text, limits={"bytes": 99})


ENDLESS = """
import os, pathlib, resource, sys, threading
import alien

def endless(path):
    with open(path, "wb", buffering=0) as pipe:
        while True:
            try:
                pipe.write(b" " * 1000)
            except BrokenPipeError:
                return

def pipe():
    threading.Thread(target=endless, args=(sys.argv[1],), daemon=True).start()
    return pathlib.Path(sys.argv[1])

os.mkfifo(sys.argv[1])
with open(sys.argv[2], "wb") as file:
    file.truncate(1 << 30)
with open("/proc/self/statm") as status:
    used = int(status.read().split()[5]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_DATA, (used + (192 << 20),) * 2)

zero, sparse = pathlib.Path("/dev/zero"), pathlib.Path(sys.argv[2])
for path, size in ((lambda: zero, None), (pipe, None), (lambda: sparse, 1 << 30)):
    for options in ({}, {"limits": {"bytes": 1000}}):
        most = 1000 if options else 16 << 20
        length = f"the text has {size or f'more than {most}'} bytes"

        def expect(report):
            (fault,) = report.diagnostics
            assert fault.code == "too-large" and fault.message.startswith(length), fault

        expect(alien.validate(path(), **options))
        expect(alien.validate_update({}, path(), **options))
        expect(alien.StackState.parse(path(), **options).report)
        for function in (alien.normalise, lambda path, **options: alien.diff(path, {}, **options)):
            try:
                function(path(), **options)
            except alien.ValidationError as error:
                expect(error.report)
            else:
                raise AssertionError(function)

large = bytearray(70 << 20)
for form in large, memoryview(large):
    assert alien.validate(form).diagnostics[0].code == "too-large"
assert alien.validate({"id": large.decode()}).diagnostics[0].code == "too-large"
try:
    alien.validate(zero, limits={"bytes": 1 << 30})
except MemoryError:
    print("ok")
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="needs Linux")
def test_an_endless_file_takes_little_memory(tmp_path: Path) -> None:
    names = [str(tmp_path / "pipe"), str(tmp_path / "sparse")]
    assert run_python(f"import sys; sys.argv[1:] = {names!r}\n{ENDLESS}") == "ok\n"


def test_the_error_for_a_too_large_text_contains_its_whole_length(tmp_path: Path) -> None:
    file = tmp_path / "api.json"
    for character, size in ((b"x", 1), ("é".encode(), 2), ("🚀".encode(), 4), (b"\xe9", 1)):
        content = character * 40
        file.write_bytes(content)
        texts: list[Any] = [content, bytearray(content), file]
        if size == len(content.decode(errors="replace")[0].encode()):
            texts.append(content.decode())
        for text in texts:
            for most in (0, 39, 99, 159):
                message = f"the text has {40 * size} bytes, more than the limit of {most}"
                expected = [message] if 40 * size > most else []
                limits: alien.LimitOptions = {"bytes": most}
                for report in (
                    alien.validate(text, limits=limits),
                    alien.validate_update(VALID, text, limits=limits),
                    alien.StackState.parse(text, limits=limits).report,
                ):
                    assert [fault.message for fault in report.diagnostics if fault.code == "too-large"] == expected


def test_apply_fixes_does_not_change_a_text_above_the_limit() -> None:
    text = VALID.replace('{"min": "1Gi", "desired": "1Gi"}', '"1Gi"') + " " * 1000
    for unsafe in (False, True):
        assert alien.apply_fixes(text, unsafe=unsafe, limits={"bytes": len(text) - 1}) == text
        assert alien.apply_fixes(text, unsafe=unsafe) != text


def test_comments_are_allowed_on_request() -> None:
    text = f"// A container\n{VALID}"
    assert not alien.validate(text).valid
    assert alien.validate(text, syntax="jsonc").valid


COMMENTED = VALID.replace("{", "{ // the API\n", 1)


def test_comments_are_allowed_in_files_that_are_named_so(tmp_path: Path) -> None:
    for name, is_relaxed in [("api.jsonc", True), ("API.JSONC", True), ("api.json", False), ("jsonc", False)]:
        file = tmp_path / name
        file.write_text(COMMENTED)
        assert alien.validate(file).valid is is_relaxed
        assert alien.validate(COMMENTED, name=name).valid is is_relaxed
        assert alien.validate(COMMENTED.encode(), name=f"deploy/{name}").valid is is_relaxed
        assert alien.validate_update(VALID, file).valid is is_relaxed
        assert (alien.apply_fixes(COMMENTED[:-1] + ",}", name=name) == COMMENTED[:-1] + ",}") is is_relaxed
    assert json.loads(alien.normalise(tmp_path / "api.jsonc")) == SMALL
    assert alien.diff(tmp_path / "api.jsonc", SMALL).changes == ()
    assert alien.StackState.parse(
        '{"platform": "aws", /* none yet */ "resources": {}}', name="state.jsonc"
    ).report.valid


def test_the_option_matters_more_than_the_name(tmp_path: Path) -> None:
    file = tmp_path / "api.jsonc"
    file.write_text(COMMENTED)
    assert not alien.validate(file, syntax="json").valid
    assert not alien.validate(file, name="api.json").valid
    assert alien.validate(COMMENTED, name="api.json", syntax="jsonc").valid


YAML = """# A container
id: api
code: {type: image, image: "api:v1"}
cpu: {min: "1", desired: "1"}
memory: {min: 1Gi, desired: 1Gi}
ports:
  - port: 8080
permissions: execution
"""


def test_yaml_is_read_in_files_that_are_named_so(tmp_path: Path) -> None:
    expected = alien.normalise(YAML, syntax="yaml")
    for name, is_yaml in [("api.yaml", True), ("API.YML", True), ("api.json", False), ("yaml", False)]:
        file = tmp_path / name
        file.write_text(YAML)
        assert alien.validate(file).valid is is_yaml
        assert alien.validate(YAML, name=name).valid is is_yaml
        assert alien.validate(YAML.encode(), name=f"deploy/{name}").valid is is_yaml
        assert alien.validate_update(YAML, file).valid is is_yaml
    assert alien.normalise(tmp_path / "api.yaml") == expected
    assert alien.diff(tmp_path / "api.yaml", json.loads(expected)).changes == ()
    state = alien.StackState.parse("platform: aws\nresources: {}\n", syntax="yaml")
    assert (state.to_dict(), state.report.valid) == ({"platform": "aws", "resources": {}}, True)
    assert not alien.validate(tmp_path / "api.yaml", syntax="json").valid


def test_problems_of_yaml_are_shown_in_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "api.yaml"
    file.write_text(YAML.replace("8080", "70000 # hunter2"))
    with pytest.raises(alien.ValidationError, match=r"api\.yaml:7:11\n  \|\n7 \|   - port: 70000 … …\n"):
        alien.normalise(file)


def test_the_kind_can_be_given() -> None:
    assert problems(alien.validate(SMALL, "stack")) == ["wrong-document-kind "]
    assert alien.validate(SMALL, kind="container").valid


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"units": "characters"}, ValueError, "units must be 'utf-8', 'utf-16' or 'utf-32', not \"characters\""),
        ({"kind": "pod"}, ValueError, "kind must be 'container', 'stack' or 'state'"),
        ({"syntax": "toml"}, ValueError, "syntax must be 'json', 'jsonc' or 'yaml', not \"toml\""),
        ({"syntax": True}, TypeError, "'bool' object is not an instance of 'str'"),
        ({"limits": 5}, TypeError, "limits must be a dict"),
        ({"limits": {"byte": 5}}, ValueError, "'bytes', 'depth' and 'diagnostics'"),
        ({"limits": {"bytes": -1}}, ValueError, "bytes must be a non-negative integer"),
        ({"limits": {"bytes": "1"}}, ValueError, "bytes must be a non-negative integer"),
        ({"limit": {}}, TypeError, 'no keyword argument "limit"; did you mean "limits"?'),
    ],
)
def test_wrong_options_raise_an_error(options: Any, error: type[Exception], message: str) -> None:
    for function in (alien.validate, alien.normalise):
        with pytest.raises(error) as raised:
            function("{}", **options)
        assert message in str(raised.value)


def test_an_invalid_declaration_is_invalid_even_if_no_diagnostic_is_allowed() -> None:
    declarations: list[Any] = ["{}", "{", {}]
    for declaration in declarations:
        report = alien.validate(declaration, limits={"diagnostics": 0})
        assert (report.valid, report.diagnostics, report.truncated) == (False, (), True)


def test_normalise_returns_the_same_text_for_equal_declarations() -> None:
    shuffled = dict(reversed(SMALL.items()))
    once = alien.normalise(VALID)
    assert once == alien.normalise(shuffled) == alien.normalise(once)
    assert json.loads(once) == SMALL
    with pytest.raises(alien.ValidationError, match="missing-field"):
        alien.normalise("{}")


def test_validate_update_compares_two_declarations() -> None:
    renamed = VALID.replace('"api"', '"web"')
    assert problems(alien.validate_update(SMALL, renamed)) == ["immutable-field-changed /id"]
    assert alien.validate_update(renamed, renamed).valid


def test_apply_fixes_applies_unsafe_fixes_only_on_request() -> None:
    text = VALID.replace('{"min": "1Gi", "desired": "1Gi"}', '"1Gi"')
    assert not alien.validate(text).valid
    assert alien.validate(alien.apply_fixes(text)).valid
    assert alien.apply_fixes(VALID) == VALID
    unit = VALID.replace("1Gi", "1GB")
    assert alien.apply_fixes(unit) == unit
    assert alien.apply_fixes(unit, unsafe=True) == VALID
    for form in (text.encode(), bytearray(text.encode()), memoryview(text.encode())):
        assert alien.apply_fixes(form) == alien.apply_fixes(text)
    with pytest.raises(UnicodeDecodeError):
        alien.apply_fixes(b"\xff")
    with pytest.raises(TypeError, match="takes JSON or YAML text, not dict"):
        alien.apply_fixes({})  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="takes JSON or YAML text, not P"):
        alien.apply_fixes(Path("api.json"))  # type: ignore[arg-type]


def test_a_very_long_key_does_not_make_the_report_large() -> None:
    config = {"type": "queue", "id": "jobs"}
    resource = {"lifecycle": "frozen", "config": config, "dependencies": [{"type": 1, "id": "jobs"}] * 1000}
    stack: Any = {"id": "shop", "resources": {"k" * (4 << 20): resource}}
    for declaration in (stack, json.dumps(stack)):
        report = alien.validate(declaration)
        assert len(report.diagnostics) == 1000
        assert all(len(found.path) < 1000 for found in report.diagnostics)


def test_every_code_is_explained() -> None:
    codes = alien.catalog().codes
    assert len(codes) > 30
    for code in codes:
        assert code.why
        assert code.fails
        assert alien.explain(code.code) == code
    assert alien.explain("no-such-code") is None


def test_the_schema_is_the_same_as_in_the_core() -> None:
    schema = alien.json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    file = Path(__file__).parents[2] / "core" / "src" / "schema.json"
    if file.exists():
        assert schema == json.loads(file.read_text())
