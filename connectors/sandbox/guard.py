"""Kills a sandbox's workers and removes their folders when the sandbox's process is gone.

Run as a script with only the standard library: it must start fast and stay small. It lives in a
session of its own, so that no signal from a terminal reaches it, and ends with its standard input.

Lines on standard input: `+ GROUP FOLDER` takes a worker under guard, `- GROUP` lets it go.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys


def main() -> None:
    guarded: dict[int, str] = {}
    for line in sys.stdin.buffer:
        sign, group, *folder = os.fsdecode(line.rstrip(b"\n")).split(" ", 2)
        if sign == "+":
            guarded[int(group)] = folder[0]
        else:
            guarded.pop(int(group), None)
    for leader, path in guarded.items():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)
        shutil.rmtree(path, ignore_errors=True)


if __name__ == "__main__":
    main()
