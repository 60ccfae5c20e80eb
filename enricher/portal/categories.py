"""One look per category, the same on every page: a colour and a mark, never the colour alone."""

from __future__ import annotations

from collections.abc import Iterable

COLOURS = 12  # styles/base.css has so many: .c0 to .c11


def looks(categories: Iterable[str]) -> dict[str, str]:
    """The style class of each category, by its place in the schema."""
    return {name: f"c{number % COLOURS}" for number, name in enumerate(categories)}
