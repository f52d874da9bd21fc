"""Rendered reports, and the functions that change one place of a text. `tests/vectors/functions` has further cases."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

import alien

TEXT = '{\n  "id": "api",\n  "replicas": -1\n}'


def test_a_report_is_rendered_with_the_lines_of_its_text() -> None:
    rendered = alien.render(alien.validate(TEXT), text=TEXT, name="api.json")
    assert ' --> api.json:3:15\n  |\n3 |   "replicas": -1\n  |               ^^\n' in rendered
    assert "6 errors in api.json\n" in rendered


def test_the_text_may_be_the_path_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "api.json"
    path.write_text(TEXT)
    assert f" --> {path}:3:15" in alien.render(alien.validate(path), text=path)
    with pytest.raises(alien.ValidationError, match=r"--> .*api\.json:3:15"):
        alien.normalise(path)
    with pytest.raises(alien.ValidationError, match=r"--> the file:3:15"):
        alien.normalise(path, name="the file")


def test_errors_and_stored_reports_can_be_rendered() -> None:
    with pytest.raises(alien.ValidationError) as raised:
        alien.Container("api").port(0).build()
    rendered = alien.render(raised.value, format="github")
    assert "::error file=" in rendered
    assert "title=port-out-of-range::port 0 is not between 1 and 65535" in rendered
    report = alien.validate(TEXT)
    stored = json.loads(alien.render(report, format="json"))
    assert alien.render(stored) == alien.render(report) == alien.render(pickle.loads(pickle.dumps(report)))


def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    report = alien.validate(TEXT)
    assert "\x1b[" not in alien.render(report)
    assert "\x1b[" in alien.render(report, color=True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in alien.render(report)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in alien.render(report)


def test_an_argument_that_cannot_be_rendered_is_an_error() -> None:
    report = alien.validate(TEXT)
    for wrong in (None, 5, {}, {"valid": True, "diagnostics": [{}], "truncated": False}):
        with pytest.raises(TypeError, match=r"render\(\) takes a Report or a ValidationError"):
            alien.render(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="format must be 'text', 'github', 'sarif' or 'json', not \"xml\""):
        alien.render(report, format="xml")  # type: ignore[arg-type]


def test_every_fix_has_edits_of_the_text_unless_they_would_show_values() -> None:
    text = '{"environment": {"A": 5, "B": {"C": "x"}}, "memory": "1Gi"}'
    fixes = [fix for found in alien.validate(text).diagnostics for fix in found.fixes]
    assert fixes
    for fix in fixes:
        fixed = alien.apply_fix(text, fix)
        assert fixed != text
        assert pickle.loads(pickle.dumps(fix)) == fix
        for edit in fix.text_edits or ():
            assert "x" not in edit.new_text
            assert "5" not in edit.new_text


def test_a_text_that_cannot_be_changed_is_an_error() -> None:
    with pytest.raises(ValueError, match='the text has nothing at "/memory"'):
        alien.remove(TEXT, "/memory")
    with pytest.raises(ValueError, match="is not a JSON Pointer"):
        alien.edit(TEXT, "id", 1)
    with pytest.raises(ValueError, match="can't be written as JSON"):
        alien.edit(TEXT, "/id", {1, 2})
    with pytest.raises(TypeError, match=r"edit\(\) takes JSON or YAML text, not int"):
        alien.edit(5, "/id", 1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="the fix does not fit the text"):
        alien.apply_fix(TEXT, alien.Fix(title="", applicability="safe", edits=(alien.Edit(kind="remove", path="/x"),)))
