"""The beginning of a long text, where it is shown among others."""

from __future__ import annotations

MOST_CHARACTERS = 160
"""Two or three lines of a table or a list."""


def excerpt(text: str, most: int = MOST_CHARACTERS) -> str:
    """The text on one line; a longer one is cut behind a word, and ends in `…`."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line.rfind(" ", most // 2, most)
    return f"{line[: cut if cut > 0 else most - 1].rstrip()}…"
