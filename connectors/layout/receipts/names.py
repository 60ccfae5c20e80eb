"""Words of receipts in many languages: words.toml -> what a line says."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from connectors.structured.letters import fold


@cache
def plain(text: str) -> str:
    """A text as texts are compared: without case, accents and marks."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())


@cache
def _lists() -> dict[str, dict[str, Any]]:
    text = resources.files("connectors.layout.receipts").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


def listed(section: str) -> dict[str, str]:
    """A section of words.toml as it is."""
    return _lists()[section]


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    listed = {plain(one) for one in _lists()[section][name].split("|")}
    ways = [
        r"\s?".join(map(re.escape, one.split())) for one in sorted(listed, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![a-z])(?:{'|'.join(ways)})(?![a-z])")


def longest(section: str, name: str, text: str) -> str:
    """The longest of a list's names that stands in a text; "" for none."""
    found = [one.group() for one in _pattern(section, name).finditer(plain(text))]
    return max(found, key=len, default="")


def count(section: str, name: str, text: str) -> int:
    """How many different names of a list stand in a text."""
    return len({one.group() for one in _pattern(section, name).finditer(plain(text))})


def begins(section: str, name: str, text: str) -> int:
    """How many characters of a plain text a name takes at its start; 0 for none."""
    found = _pattern(section, name).match(plain(text))
    return found.end() if found else 0


@cache
def amount_kind(label: str) -> str:
    """What the words before an amount say it is: a key of `amounts`, "" for nothing known.

    The longest name says it. A total is `inclusive` or `part` by whether tax is in it, and `part` where it
    is of one rate.
    """
    lengths = {kind: len(longest("amounts", kind, label)) for kind in _lists()["amounts"]}
    best = max(lengths.values())
    kind = next((kind for kind, length in lengths.items() if length and length == best), "")
    if lengths["total"] and kind in ("total", "tax", "part"):
        if longest("sides", "without", label):
            return "part"
        if longest("sides", "with", label):
            return "inclusive"
        if kind == "total" and "%" in label:
            return "part"
    return kind
