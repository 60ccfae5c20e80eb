"""The labelled loan agreements of the Azure quickstart, and what of their labels our schema has.

The set: 20 texts with `loanAgreementsLabels.json` beside them (MIT, Azure-Samples/
cognitive-services-sample-data-files), project format of 2022-05-01: offsets in UTF-16 units of the
text as it is on disk, CR LF included. A few labels are wrong and stay so here: of "Devon Torres"
only "Devon" is labelled in 06.txt.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from enricher.entities import Entity
from enricher.models.scores import Scores

LABELS_FILE = "loanAgreementsLabels.json"


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Labels of the set that mean what a category of ours means.

    Attributes:
        labels: their names in the set.
        category: ours.
        exact: whether theirs begin and end where ours do; otherwise ours has to cover theirs.
        complete: whether the set labels all that our category means, so that precision has a
            meaning too.
        why: how they correspond.
    """

    labels: tuple[str, ...]
    category: str
    exact: bool
    complete: bool
    why: str


CORRESPONDING = (
    Correspondence(
        ("BorrowerName", "LenderName"),
        "Party",
        exact=True,
        complete=True,
        why="borrower and lender are the parties; each is named once and labelled there",
    ),
    Correspondence(
        ("Date",),
        "EffectiveDate",
        exact=True,
        complete=True,
        why="the date at the head of the agreement, which states no other",
    ),
    Correspondence(
        ("Date",), "Date", exact=True, complete=True, why="there is no other date in the texts"
    ),
    Correspondence(
        ("LoanAmountWords", "LoanAmountNumbers"),
        "Money",
        exact=False,
        complete=False,
        why="words and figures are two labels, one amount of ours; the weekly fine has no label",
    ),
    Correspondence(
        ("Interest",),
        "Percent",
        exact=False,
        complete=True,
        why="the figure is labelled, ours takes in the words before it; there is no other rate. In most"
        " texts the words contradict the figure (`five percent (6%)`): flagged, not valued",
    ),
)
"""Addresses, cities and states have no category of ours."""

ABSENT = ("Jurisdiction", "Term")
"""No text says whose law governs or how long the loan lasts: whatever is found is wrong.

The states in the addresses are what a reader may take for a jurisdiction.
"""


@dataclass(frozen=True, slots=True)
class LoanLabel:
    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class LoanAgreement:
    """A text of the set; offsets of its labels are in characters."""

    file: str
    text: str
    labels: tuple[LoanLabel, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How entities compare with labels: the places, and the values that they mean.

    `values.fp` is always 0: a wrong value is a missing right one.
    """

    correspondence: Correspondence
    places: Scores
    values: Scores


def read_loan_agreements(folder: Path) -> list[LoanAgreement]:
    """Read the labelled texts of the set."""
    labels = json.loads((folder / LABELS_FILE).read_text(encoding="utf-8"))
    return [_read(folder, document) for document in labels["assets"]["documents"]]


def compare(
    agreements: Mapping[str, LoanAgreement], found: Mapping[str, tuple[Entity, ...]]
) -> list[Comparison]:
    """Hold the entities found in each text, by file, against its labels."""
    return [
        Comparison(
            each,
            sum((_places(each, agreements[file], found[file]) for file in agreements), Scores()),
            sum((_values(each, agreements[file], found[file]) for file in agreements), Scores()),
        )
        for each in CORRESPONDING
    ]


def count_absent(found: Mapping[str, tuple[Entity, ...]]) -> dict[str, int]:
    """How many entities were found of categories that no text has."""
    return {
        category: sum(
            entity.span.category == category for entities in found.values() for entity in entities
        )
        for category in ABSENT
    }


def _read(folder: Path, document: Mapping[str, object]) -> LoanAgreement:
    file = str(document["location"])
    # Bytes, as reading text would turn CR LF into LF and move every label.
    text = (folder / file).read_bytes().decode("utf-8")
    units = text.encode("utf-16-le")
    labels = []
    regions = document["entities"]
    assert isinstance(regions, list)
    for region in regions:
        for label in region["labels"]:
            start = len(units[: 2 * label["offset"]].decode("utf-16-le"))
            covered = units[2 * label["offset"] : 2 * (label["offset"] + label["length"])]
            end = start + len(covered.decode("utf-16-le"))
            labels.append(LoanLabel(start, end, label["category"]))
    return LoanAgreement(file, text, tuple(sorted(labels, key=lambda label: label.start)))


def _places(each: Correspondence, agreement: LoanAgreement, found: tuple[Entity, ...]) -> Scores:
    labels = [label for label in agreement.labels if label.name in each.labels]
    spans = [entity.span for entity in found if entity.span.category == each.category]

    def fits(label: LoanLabel, start: int, end: int) -> bool:
        if each.exact:
            return (start, end) == (label.start, label.end)
        return start <= label.start and label.end <= end

    hit = sum(any(fits(label, span.start, span.end) for span in spans) for label in labels)
    wrong = sum(not any(fits(label, span.start, span.end) for label in labels) for span in spans)
    return Scores(hit, wrong if each.complete else 0, len(labels) - hit)


def _values(each: Correspondence, agreement: LoanAgreement, found: tuple[Entity, ...]) -> Scores:
    expected = {
        _value(label.name, agreement.text[label.start : label.end])
        for label in agreement.labels
        if label.name in each.labels and label.name != "LoanAmountWords"
    }
    values = {
        entity.value.display
        for entity in found
        if entity.span.category == each.category and entity.value is not None
    }
    return Scores(tp=len(expected & values), fn=len(expected - values))


def _value(label: str, text: str) -> str:
    """What a label means, in the form that our normalizers show."""
    if label == "Date":  # month first, as 6/29/2018 shows
        return datetime.strptime(text, "%m/%d/%Y").date().isoformat()
    if label == "LoanAmountNumbers":
        return f"{Decimal(text.strip('$').replace(',', '')):.2f} USD"
    return text
