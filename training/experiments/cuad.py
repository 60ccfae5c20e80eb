"""CUAD: contracts of 25 kinds filed with the SEC, and what lawyers said of them.

labels.jsonl, texts/ -> Contract: text, the names of its parties, answers, the passages that say so
-> places of the names, as of the NDA set -> contracts that are near copies of each other together

Lawyers marked names, the short names and roles they go by, and groups of them. What counts as a
party here is what they name before the parentheses: `Cerus Corporation ("Cerus")`.

Source: Hendrycks et al. 2021, arXiv 2103.06268; The Atticus Project, CC BY 4.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from enricher.entities import Span
from enricher.errors import InputError
from enricher.text.copies import near_copies
from enricher.values import VALUE_TYPES, normalize_text
from enricher.values.party import has_legal_form, party_key
from training.dataset.tags import LabeledText
from training.experiments.alignment import Letters, align
from training.experiments.nda import PARTY, find_name, without_overlaps

MISTYPED = 88  # per cent of the letters: the answers were typed by hand, `Pifzer`, `Kriomic`
COPIES = 0.5  # likeness, from which on two contracts tell of one draft

_LONGEST_NAME = 120
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]|[(\[].*$", re.DOTALL)
_QUOTED = re.compile(r"[\"\u201c\u201d]([^\"\u201c\u201d]{1,60})[\"\u201c\u201d]?")
_NO_NAME = re.compile(
    r"(?:[dfa]/k/a|[df]/[bs]/[ao]|dba|doing\s+business|also\s+known|formerly|operating|trading|on\s+behalf"
    r"|who(?:se)?|an?\s+(?:\w+\s+){0,2}(?:subsidiary|division))\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\b(?:individually|collectively|referred|parties|each)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract, and what lawyers said of it.

    Attributes:
        kind: of contract, as the set sorts them.
        parties: their names as they are shown.
        answers: by question, in the set's words.
        marked: the passages that answer a question: (start, end, question) in `text`.
    """

    id: str
    text: str
    parties: tuple[str, ...]
    kind: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    marked: tuple[tuple[int, int, str], ...] = ()

    def passages(self, question: str) -> list[tuple[int, int]]:
        return [(start, end) for start, end, asked in self.marked if asked == question]

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(self.text[start:end] for start, end in self.passages("Document Name"))

    @property
    def labeled(self) -> LabeledText:
        """The text with all places of the names."""
        spans = [
            Span(start, end, PARTY)
            for name in self.parties
            for start, end in find_name(self.text, name)
        ]
        return LabeledText(self.id, self.text, without_overlaps(spans))


def read_cuad(folder: Path, texts: Mapping[str, str] | None = None) -> list[Contract]:
    """Read the contracts of which lawyers named the parties.

    Args:
        folder: holds the set.
        texts: other readings of the contracts, by id, in which the passages are looked for; where
            there is none, the text that the set was published with is taken.

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
        if parties := parties_of(row, text):
            read = (texts or {}).get(row["id"], text)
            marked = [(start, end, question) for start, end, question in row["labels"]]
            if read != text:
                marked = list(_aligned(marked, text, read))
            contracts.append(
                Contract(row["id"], read, parties, row["kind"], row["answers"], tuple(marked))
            )
    return contracts


def _aligned(
    marked: Iterable[tuple[int, int, str]], text: str, read: str
) -> Iterator[tuple[int, int, str]]:
    published, other = Letters.of(text), Letters.of(read)
    for start, end, question in marked:
        if (place := align(published, start, end, other)) is not None:
            yield *place, question


def group_copies(contracts: Sequence[Contract]) -> list[list[Contract]]:
    """The contracts, those that are near copies of each other together."""
    groups: dict[int, list[Contract]] = {}
    numbers = copy_groups([contract.text for contract in contracts])
    for contract, number in zip(contracts, numbers, strict=True):
        groups.setdefault(number, []).append(contract)
    return [sorted(group, key=lambda contract: contract.id) for group in groups.values()]


def copy_groups(texts: Sequence[str]) -> list[int]:
    """For each text a number that it shares with its near copies, and with theirs."""
    group = list(range(len(texts)))

    def first(at: int) -> int:
        while group[at] != at:
            at = group[at]
        return at

    for one, other, _ in near_copies(texts, COPIES):
        group[first(other)] = first(one)
    return [first(at) for at in range(len(texts))]


def parties_of(row: dict[str, Any], text: str) -> tuple[str, ...]:
    """The names among the labels that the answer names as well, however it spells them.

    So are those of the answer that nobody marked, where they stand in the text.
    """
    answer = row["answers"].get("Parties", "")
    short = {party_key(quoted) for quoted in _QUOTED.findall(answer)}
    parts = [name for part in answer.removeprefix("(").split(";") for name in _listed(part)]
    named = {key for part in parts for key in _names_before(part)}
    spans = [text[start:end] for start, end, label in row["labels"] if label == "Parties"]
    keys: dict[str, str] = {}
    for span in (name for each in spans for name in _listed(each)):
        value = normalize_text(VALUE_TYPES["party"], span).value
        key = party_key(value.display) if value and len(span) <= _LONGEST_NAME else ""
        if not key or value is None or _OF_ALL.search(span) or _NO_NAME.match(span):
            continue
        if key in named or (key not in short and any(_is_like(name, key) for name in named)):
            keys.setdefault(key, value.display)
    for key, name in _companies(parts, text):
        if not any(_is_part(key, other) or _is_part(other, key) for other in [*keys]):
            keys[key] = name
    return tuple(_without_parts(keys, named))


def _listed(text: str) -> list[str]:
    """The names between the commas of a text, if each has a legal form: `X, LLC, Y, L.P.`."""
    names: list[str] = []
    for piece in map(str.strip, _ASIDE.sub("", text).split(",")):
        if names and piece and has_legal_form(piece.split()[0]):
            names[-1] = f"{names[-1]}, {piece}"
        else:
            names.append(piece)
    are_names = all(has_legal_form(name) and not _NO_NAME.match(name) for name in names)
    return names if len(names) > 1 and are_names else [text]


def _companies(parts: Iterable[str], text: str) -> Iterator[tuple[str, str]]:
    """Names of companies in an answer, by key, that stand in the text."""
    for part in parts:
        value = normalize_text(VALUE_TYPES["party"], _ASIDE.sub("", part)).value
        if (
            value
            and has_legal_form(value.display.split()[-1])
            and any(find_name(text, value.display))
        ):
            yield party_key(value.display), value.display


def _names_before(part: str) -> Iterator[str]:
    """The keys of what stands before the parentheses, with and without what stands in others."""
    if _OF_ALL.search(_ASIDE.sub("", part)):
        return
    for text in (part, _ASIDE.sub(" ", part)):
        value = normalize_text(VALUE_TYPES["party"], text).value
        if value and (key := party_key(value.display)):
            yield key


def _is_like(one: str, other: str) -> bool:
    """Whether one of two names has the other within, or they differ as what is mistyped does."""
    return _is_part(one, other) or _is_part(other, one) or ratio(one, other) >= MISTYPED


def _is_part(one: str, other: str) -> bool:
    return f" {one} " in f" {other} "


def _without_parts(keys: Mapping[str, str], named: Collection[str]) -> Iterator[str]:
    """The names, none of which is a part of another one, `Cerus` beside `Cerus Corporation`, but is named."""
    for key, name in keys.items():
        if key in named or not any(key != other and _is_part(key, other) for other in keys):
            yield name
