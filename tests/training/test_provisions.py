"""Generated contracts whose clauses are known, and the words that they are made of."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from enricher.expressions.schema_file import load_schema
from enricher.shipped import __file__ as shipped
from training.corpus.generator import provision_texts
from training.corpus.longform import provisions
from training.corpus.longform.contract import KINDS, draw_kind
from training.corpus.words import Words

NEAR = ".near"
FILES = ("restrictions", "money", "property", "neutral")


def test_every_clause_of_the_shipped_project_has_wordings_and_near_misses() -> None:
    schema = load_schema(Path(shipped).parent / "projects" / "clauses" / "schema.toml")
    assert set(provisions.categories()) == set(schema.passages) - set(provisions.STATED)
    counts: Counter[str] = Counter()
    for file in FILES[:-1]:
        words = Words(f"provisions/{file}")
        for section in words.sections:
            number = sum(len(topic.wordings) for topic in words.topics(section))
            near = NEAR if section.endswith(NEAR) else ""
            counts.update({name + near: number for name in section.removesuffix(NEAR).split("+")})
    for name in provisions.categories():
        assert counts[name] >= 15
        assert counts[name + NEAR] >= 6


@pytest.mark.parametrize("file", FILES)
def test_every_wording_is_a_sentence_however_it_is_chosen(file: str) -> None:
    rng = Random(file)
    deals = [draw_kind(kind, rng)[1] for kind in KINDS]
    words = Words(f"provisions/{file}")
    for section in words.sections:
        for wording in (one for topic in words.topics(section) for one in topic.wordings):
            for deal in deals:
                said = provisions.sentence(deal, wording)
                assert not re.search(r"[\[\]{}|\ue000-\uf8ff]|  | [,.;]|\.\.", said), said


def test_no_wording_is_written_twice() -> None:
    written = Counter(
        wording
        for file in FILES
        for words in (Words(f"provisions/{file}"),)
        for section in words.sections
        for topic in words.topics(section)
        for wording in topic.wordings
    )
    assert [wording for wording, times in written.items() if times > 1] == []


def test_labels_are_whole_provisions_and_near_misses_have_none() -> None:
    texts = provision_texts(60, seed=4)
    assert texts == provision_texts(60, seed=4)
    found = Counter(category for _, labels in texts for *_, category in labels)
    assert set(provisions.categories()) - set(found) == set()
    for text, labels in texts:
        for start, end, category in labels:
            if category in provisions.categories():
                words = text[start:end]
                assert words == words.strip()
                assert words[0].isupper() or words[0] in '“"('
