"""The check of labels on generated agreements: slips are found, and clean labels left alone.

Their layouts, languages and names vary as those of real ones do, and all that is in them is known.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from enricher.expressions.schema_file import load_schema
from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.models.registry import Registry
from enricher.projects.quality import check_labels
from enricher.projects.quality.flaws import Flaw, Passage, Place, Severity
from tests.enricher.projects.quality.loans import shipped_tokenizer
from training.corpus.generator import labeled_texts
from training.corpus.markup import LEARNED

SCHEMA = load_schema(Registry(Path("nowhere")).schema_path("contracts"))
SLIPS = 0.05  # of the labels
FOUND = 0.8  # of the slips; 66 of 71 were, when this was written
FALSE_ALARMS = 0.005  # of the labels


def agreements(count: int) -> list[LabeledDocument]:
    return [
        LabeledDocument(
            f"{number:03}", text, in_order(Label(*label) for label in labels), tagged=tuple(LEARNED)
        )
        for number, (text, labels) in enumerate(labeled_texts(count, seed=3))
    ]


def places(flaws: list[Flaw]) -> dict[Place, Passage]:
    return {(one.document, one.start, one.end): one for flaw in flaws for one in flaw.passages}


def slip(text: str, label: Label, dice: random.Random) -> Label:
    """The label with a word less or more at either end, or as it was where that cannot be."""
    words = [match.span() for match in re.finditer(r"\S+", text[label.start : label.end])]
    before = re.search(r"\S+ $", text[max(0, label.start - 40) : label.start])
    after = re.match(r" ?\S+", text[label.end : label.end + 40])
    match dice.randrange(4):
        case 0 if len(words) > 1:
            return replace(label, start=label.start + words[1][0])
        case 1 if len(words) > 1:
            return replace(label, end=label.start + words[-2][1])
        case 2 if before:
            return replace(label, start=label.start - len(before[0]))
        case 3 if after:
            return replace(label, end=label.end + len(after[0]))
    return label


def slipped(
    documents: list[LabeledDocument],
) -> Iterator[tuple[LabeledDocument, dict[Place, str]]]:
    """Documents with a few labels that begin or end a word off, and what these should be."""
    dice = random.Random(5)
    for one in documents:
        labels, wrong = [], {}
        for label in one.labels:
            other = slip(one.text, label, dice) if dice.random() < SLIPS else label
            labels.append(other)
            if other != label:
                wrong[one.name, other.start, other.end] = one.text[label.start : label.end]
        yield replace(one, labels=in_order(labels)), wrong


def test_clean_labels_are_left_alone() -> None:
    documents = agreements(300)
    flaws = check_labels(documents, SCHEMA, shipped_tokenizer())
    count = sum(len(one.labels) for one in documents)
    assert len(places(flaws)) <= FALSE_ALARMS * count, [flaw.sentence for flaw in flaws]
    assert all(flaw.severity is not Severity.ERROR for flaw in flaws)


def test_most_labels_that_are_a_word_off_are_found_with_what_was_meant() -> None:
    documents = []
    wrong: dict[tuple[str, int, int], str] = {}
    for one, its in slipped(agreements(300)):
        documents.append(one)
        wrong |= its
    found = places(check_labels(documents, SCHEMA, shipped_tokenizer()))
    assert len(wrong) > 50
    right = sum(
        found[place].suggested_text == meant for place, meant in wrong.items() if place in found
    )
    assert right >= FOUND * len(wrong)
    count = sum(len(one.labels) for one in documents)
    assert len(found.keys() - wrong.keys()) <= 2 * FALSE_ALARMS * count
