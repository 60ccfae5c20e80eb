"""Tables of cases: a row a line, cells apart by tabs, blanks in them escaped as in Python."""

from __future__ import annotations

import re
from pathlib import Path

_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)")
_BLANKS = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


def rows(path: Path) -> list[list[str]]:
    """The cells of every row; a line that begins with `# ` is a remark."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [list(map(_unescaped, one.split("\t"))) for one in lines if not one.startswith("# ")]


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: _BLANKS.get(m[1]) or chr(int(m[1][1:], 16)), text)
