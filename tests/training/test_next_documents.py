"""The order of tagging on generated agreements: what is nearly a copy of what is tagged comes last."""

from __future__ import annotations

import random

from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.tagging.order import order_documents
from training.corpus.generator import KINDS, generate

TAGGED = 20


def nearly(text: str, seed: int) -> str:
    """The text with every tenth word another one of it, as a second reading by OCR may have it."""
    dice = random.Random(seed)
    words = text.split(" ")
    return " ".join(dice.choice(words) if dice.random() < 0.1 else word for word in words)


def test_near_copies_of_tagged_documents_are_left_for_last() -> None:
    kinds = (list(KINDS) * 3)[: 2 * TAGGED]
    texts = [generate(kind, seed).text for seed, kind in enumerate(kinds)]
    tagged = [
        LabeledDocument(f"tagged-{n}", text, (Label(0, 1, "Party"),))
        for n, text in enumerate(texts[:TAGGED])
    ]
    copies = [LabeledDocument(f"copy-{n}", nearly(one.text, n)) for n, one in enumerate(tagged)]
    fresh = [LabeledDocument(f"fresh-{n}", text) for n, text in enumerate(texts[TAGGED:])]
    found = order_documents([*copies, *fresh], tagged, {}, 2 * TAGGED)
    first = [one.document for one in found[:TAGGED]]
    assert sum(name.startswith("fresh") for name in first) == TAGGED
    assert all("which is tagged" in one.reason for one in found[TAGGED:])


def test_the_first_few_are_of_more_kinds_than_chance_gives() -> None:
    """Of 12 kinds, some with twenty documents and some with two, chance misses half."""
    counts = {kind: 20 if number < 4 else 2 for number, kind in enumerate(list(KINDS)[:12])}
    some = [
        LabeledDocument(f"{kind}-{number}", generate(kind, 100 * number + len(kind)).text)
        for kind, count in counts.items()
        for number in range(count)
    ]
    picked = {one.document.rpartition("-")[0] for one in order_documents(some, [], {}, 12)}
    dice = random.Random(1)
    chance = [
        len({one.name.rpartition("-")[0] for one in dice.sample(some, 12)}) for _ in range(200)
    ]
    assert len(picked) > sum(chance) / len(chance) + 2
