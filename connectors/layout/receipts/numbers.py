"""The number of a receipt, where a label names it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectors.layout.lines import PlacedWord
from connectors.layout.receipts.names import listed, plain
from connectors.layout.receipts.rows import Row

_VALUE = re.compile(
    r"\s*(?:no|nr|num|number|n)?[\s.:#\u00ba\u00b0-]*([A-Z]{0,5}[-/]?\d[\w/-]{2,24})(?=$|[\s,;])",
    re.I,
)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}")


def number_of(rows: Sequence[Row]) -> tuple[str, tuple[PlacedWord, ...]] | None:
    """What stands behind the longest label, of which it is the first."""
    best: tuple[int, int, str, tuple[PlacedWord, ...]] | None = None
    for row in rows:
        for at, label in _labels(row.text):
            found = _VALUE.match(row.text, at)
            if found is None or _DATE.fullmatch(found[1]) or "gst" in label:
                continue
            key = (len(label), -row.number)
            if best is None or key > best[:2]:
                best = *key, found[1], row.words(*found.span(1))
    return best[2:] if best else None


def _labels(text: str) -> list[tuple[int, str]]:
    """Where labels end in a text, and what they are."""
    names = {plain(one) for one in listed("numbers")["labels"].split("|")}
    found = []
    for end in re.finditer(r"(?<=[^\W\d_])(?=[\s.:#\u00ba\u00b0-]|$)", text):
        words = plain(text[: end.start()]).split()
        label = next((" ".join(words[-n:]) for n in (3, 2, 1) if " ".join(words[-n:]) in names), "")
        if label:
            found.append((end.start(), label))
    return found
