"""CUAD: contracts of 25 kinds filed with the SEC, and who their parties are.

labels.jsonl, texts/ -> Contract: text, the names of its parties -> places of the names, as of the
NDA set -> contracts that are near copies of each other together

Lawyers marked names, the short names and roles they go by, and groups of them. What counts as a
party here is what they name before the parentheses: `Cerus Corporation ("Cerus")`.

Source: Hendrycks et al. 2021, arXiv 2103.06268; The Atticus Project, CC BY 4.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enricher.entities import Span
from enricher.errors import InputError
from enricher.text.copies import near_copies
from enricher.values import VALUE_TYPES, normalize_text
from enricher.values.party import party_key
from training.dataset.tags import LabeledText
from training.experiments.nda import PARTY, find_name, without_overlaps

COPIES = 0.5  # likeness, from which on two contracts tell of one draft

_LONGEST_NAME = 120
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]|[(\[].*$", re.DOTALL)
_QUOTED = re.compile(r"[\"\u201c\u201d]([^\"\u201c\u201d]{1,60})[\"\u201c\u201d]?")
_OF_ALL = re.compile(r"\b(?:individually|collectively|referred|parties|each)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract, and the names of its parties as they are shown."""

    id: str
    text: str
    parties: tuple[str, ...]

    @property
    def labeled(self) -> LabeledText:
        """The text with all places of the names."""
        spans = [
            Span(start, end, PARTY)
            for name in self.parties
            for start, end in find_name(self.text, name)
        ]
        return LabeledText(self.id, self.text, without_overlaps(spans))


def read_cuad(folder: Path) -> list[Contract]:
    """Read the contracts of which lawyers named the parties.

    Raises:
        InputError: the folder does not hold the set.
    """
    try:
        lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{folder} does not hold CUAD: {error}") from error
    contracts = []
    for line in lines:
        row = json.loads(line)
        # Read as bytes: text mode would turn CR LF into LF.
        text = (folder / "texts" / f"{row['id']}.txt").read_bytes().decode("utf-8")
        if parties := _parties(row, text):
            contracts.append(Contract(row["id"], text, parties))
    return contracts


def group_copies(contracts: Sequence[Contract]) -> list[list[Contract]]:
    """The contracts, those that are near copies of each other together."""
    groups = [[contract] for contract in contracts]
    for one, other, _ in near_copies([contract.text for contract in contracts], COPIES):
        if groups[one] is not groups[other]:
            joined = groups[one] + groups[other]
            numbers = [n for n, group in enumerate(groups) if group in (groups[one], groups[other])]
            for number in numbers:
                groups[number] = joined
    unique = {group[0].id: group for group in groups}
    return [sorted(group, key=lambda contract: contract.id) for group in unique.values()]


def _parties(row: dict[str, Any], text: str) -> tuple[str, ...]:
    answer = row["answers"].get("Parties", "")
    short = {party_key(quoted) for quoted in _QUOTED.findall(answer)}
    named = [key for part in answer.split(";") if (key := _name_before(part))]
    spans = [text[start:end] for start, end, label in row["labels"] if label == "Parties"]
    keys: dict[str, str] = {}
    for span in spans:
        value = normalize_text(VALUE_TYPES["party"], span).value
        key = party_key(value.display) if value and len(span) <= _LONGEST_NAME else ""
        known = key and key not in short and not _OF_ALL.search(span)
        if known and value and any(_holds(name, key) for name in named):
            keys.setdefault(key, value.display)
    return tuple(_without_parts(keys))


def _name_before(part: str) -> str:
    """The key of what stands before the parentheses; "" of what speaks of several parties."""
    return "" if _OF_ALL.search(_ASIDE.sub("", part)) else party_key(_ASIDE.sub(" ", part))


def _holds(one: str, other: str) -> bool:
    """Whether one of two names has the other within."""
    return f" {other} " in f" {one} " or f" {one} " in f" {other} "


def _without_parts(keys: dict[str, str]) -> Iterator[str]:
    """The names, none of which is a part of another one: `Cerus` beside `Cerus Corporation`."""
    for key, name in keys.items():
        if not any(key != other and f" {key} " in f" {other} " for other in keys):
            yield name
