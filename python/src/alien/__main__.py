"""The command line, as `python -m alien` and as `alien-sdk`."""

from __future__ import annotations

import signal
import sys

from alien._native import _run_command_line


def main() -> int:
    """Runs the command line of this process, and returns its exit code."""
    # Python would handle Ctrl-C only after the command. This way, it ends every command, as it ends programs without Python.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _run_command_line(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
