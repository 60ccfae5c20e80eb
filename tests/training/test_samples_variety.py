"""What varies in the documents to learn from: numbers in names, signatures, stops, periods, press."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

import pytest

from training.corpus.agreements.durations import OTHER_PERIODS
from training.corpus.cast import names
from training.corpus.cast.numbers import numbered
from training.corpus.generator import KINDS, generate
from training.corpus.markup import read_marks

NDAS = re.compile(r"Disclosure|Confiden|Secrecy|NDA", re.IGNORECASE)
ABBREVIATED = re.compile(
    r"\b(Inc|Ltd|Corp|Co|Bhd|Jr|Sr|Esq|Lda|Ltda|Kft|e\.V|[A-Za-zÀ-ÿ]{1,2})\.$", re.I
)


def _numbers(rng: Random, count: int = 4000) -> float:
    made = [names.company(rng, rng.choice(("us", "us", "uk", "de", "ca"))) for _ in range(count)]
    return sum(bool(re.search(r"\d", name)) for name in made) / count


def _parties(kinds: Sequence[str], seeds: int) -> Iterator[tuple[str, str, str]]:
    """The text before each labelled party, the party, and the text behind."""
    for kind in kinds:
        for seed in range(seeds):
            document = generate(kind, seed)
            for gold in document.spans:
                if gold.category == "Party":
                    text = document.text
                    yield text[: gold.start], text[gold.start : gold.end], text[gold.end :]


def test_one_company_in_thirteen_or_so_has_a_number() -> None:
    assert 0.06 <= _numbers(Random(1)) <= 0.12


def test_numbers_stand_in_front_within_and_at_the_end_of_a_name() -> None:
    rng = Random(2)
    made = [numbered(rng, "Corvane Realty", ", Inc.", "us") for _ in range(400)]
    assert all(name.endswith(", Inc.") and re.search(r"\d", name) for name in made)
    assert any(re.match(r"\d+ Corvane Realty,", name) for name in made)
    assert any(re.match(r"\d+(st|nd|rd|th) ", name) for name in made)
    assert any(re.match(r"Corvane \d+ Realty,", name) for name in made)
    assert any(re.match(r"Corvane Realty \d+,", name) for name in made)


@pytest.mark.parametrize("kind", KINDS)
def test_markers_of_lists_are_no_part_of_a_name(kind: str) -> None:
    for seed in range(100, 130):
        document = generate(kind, seed)
        for gold in document.spans:
            if gold.category == "Party":
                label = document.text[gold.start : gold.end]
                assert not re.match(r"\(?(\d+|[a-z])[.)]", label), label


def test_names_that_begin_with_a_number_and_names_after_a_marker_are_both_there() -> None:
    seen: Counter[str] = Counter()
    for before, label, _ in _parties(("service", "msa", "sentences", "supply", "loan"), 120):
        seen["number"] += label[0].isdigit()
        seen["marker"] += bool(re.search(r"\d[.)]\s$", before[-4:]))
    assert seen["number"] > 20
    assert seen["marker"] > 20


def test_stop_of_a_sentence_belongs_to_a_name_only_after_an_abbreviation() -> None:
    seen: Counter[str] = Counter()
    for _, label, rest in _parties(("service", "sentences", "paragraph", "order", "supply"), 80):
        after = rest[:2]
        if label.endswith("."):
            assert ABBREVIATED.search(label), label
            assert not after.startswith("."), label
            seen["abbreviation"] += bool(re.fullmatch(r" [A-Z]|\n.", after))
        seen["stop"] += after in (". ", ".\n", ".")
    assert seen["abbreviation"] > 5
    assert seen["stop"] > 20


def test_parties_sign_in_columns_that_one_or_two_blanks_divide() -> None:
    gaps: Counter[str] = Counter()
    for kind in ("loan", "service", "mutual_nda", "supply", "order"):
        for seed in range(150):
            for line in generate(kind, seed).marked.split("\n"):
                text, golds = read_marks(line)
                if [gold.category for gold in golds] == ["Party", "Party"]:
                    gaps[text[golds[0].end : golds[1].start]] += 1
    assert gaps[" "] > 5
    assert gaps["  "] > 5


def test_periods_that_outlast_a_contract_are_no_term() -> None:
    outlasting = 0
    for kind in ("service", "msa", "sow", "commercial_lease", "supply", "sentences", "paragraph"):
        for seed in range(60):
            document = generate(kind, seed)
            if NDAS.search(document.title):
                continue
            for line in document.marked.split("\n"):
                for sentence in re.split(r"(?<=[.;])\s", line):
                    if re.search(
                        r"outlasts .*by|survives? .* by|(end|expiry|termination)", sentence
                    ):
                        after = re.split(r"outlasts|survives?", sentence, maxsplit=1)
                        if len(after) == 2:
                            outlasting += 1
                            assert "Term" not in {g.category for g in read_marks(after[1])[1]}
    assert outlasting > 30
    for topic in OTHER_PERIODS:
        assert not any("{term" in wording for wording in topic.wordings)


def test_companies_of_announcements_are_no_parties() -> None:
    for seed in range(150):
        document = generate("announcement", seed)
        assert {gold.category for gold in document.spans} <= {"EffectiveDate"}
