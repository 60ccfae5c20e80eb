"""Forty contracts of our own, with clauses planted that policies find, and others that they nearly do.

A file of `clauses/` says in its first lines what kind of document it is and which policies find something;
the contract follows. A clause stands in double brackets behind its categories, and may hold another:

    [[Renewal: It is renewed for [[RenewalTerm: one year]] each.]]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from enricher.entities import Span

_FOLDER = Path(__file__).parent / "clauses"
_MARK = re.compile(r"\[\[(\w+): |\]\]")


@dataclass(frozen=True, slots=True)
class PlantedContract:
    """A contract.

    Attributes:
        type: what kind of document it is, a choice of `DocumentType`.
        finds: ids of the policies that find something, those that are off as they come among them.
        spans: its clauses, and values within them.
    """

    name: str
    type: str
    finds: frozenset[str]
    text: str
    spans: tuple[Span, ...]


def read_contracts() -> tuple[PlantedContract, ...]:
    return tuple(_read(path) for path in sorted(_FOLDER.glob("*.txt")))


def _read(path: Path) -> PlantedContract:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    said = {
        key: value.split() for key, _, value in (row.partition(":") for row in head.split("\n"))
    }
    (type_,) = said["type"]
    return PlantedContract(path.stem, type_, frozenset(said["finds"]), *_unmarked(body))


def _unmarked(body: str) -> tuple[str, tuple[Span, ...]]:
    text, end = "", 0
    open_: list[tuple[str, int]] = []
    spans = []
    for mark in _MARK.finditer(body):
        text += body[end : mark.start()]
        end = mark.end()
        if mark[1]:
            open_.append((mark[1], len(text)))
        else:
            category, start = open_.pop()
            spans.append(Span(start, len(text), category, 0.9))
    return text + body[end:], tuple(spans)
