"""Tests of `python -m alien`. What the command line prints is tested with the program; here, it must be the same program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import alien

VALID = (
    '{"id": "api", "code": {"type": "image", "image": "a:v1"}, "cpu": {"min": "1", "desired": "1"}, '
    '"memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 80}], "permissions": "execution"}'
)


def run(*arguments: str, folder: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "alien", *arguments]
    return subprocess.run(command, cwd=folder, input=stdin, capture_output=True, check=False)


@pytest.mark.parametrize(("text", "code"), [(VALID, 0), ("{}", 1), (None, 2)])
def test_the_exit_code_says_what_was_found(text: str | None, code: int, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "a.json").write_text(text, "utf-8")
    result = run("check", "a.json", folder=tmp_path)
    assert result.returncode == code
    assert bool(result.stderr) == (code == 2)


def test_the_standard_input_is_read(tmp_path: Path) -> None:
    result = run("check", "-", folder=tmp_path, stdin=VALID.encode())
    assert (result.returncode, result.stdout) == (0, b"1 file: no problems\n")


def test_help_names_the_program(tmp_path: Path) -> None:
    assert run("--version", folder=tmp_path).stdout == f"alien-sdk {alien.__version__}\n".encode()
    assert b"Usage: alien-sdk check" in run("check", "--help", folder=tmp_path).stdout


def test_the_program_is_installed() -> None:
    program = Path(sysconfig.get_path("scripts"), "alien-sdk")
    version = subprocess.run([program, "--version"], capture_output=True, check=True, text=True)
    assert version.stdout == f"alien-sdk {alien.__version__}\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize(("text", "code"), [(VALID, 0), ("{}", 1)])
def test_ctrl_c_ends_a_watch(text: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("", "utf-8")
    command = [sys.executable, "-m", "alien", "check", "--watch", "a.json"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as watch:
        assert watch.stderr
        assert watch.stderr.readline().startswith(b"watching")
        (tmp_path / "a.json").write_text(text, "utf-8")
        assert watch.stderr.readline().startswith(b"watching")
        watch.send_signal(signal.SIGINT)
        assert watch.stderr.read() == b""
    assert watch.returncode == code


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_other_commands(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "alien", "check", "-"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as check:
        assert check.stdin
        assert check.stderr
        # It takes more than the pipe can hold, so it is being read now.
        check.stdin.write(b" " * (1 << 20))
        check.send_signal(signal.SIGINT)
        assert check.wait() == -signal.SIGINT
        assert check.stderr.read() == b""
