"""What documents are, learned from a few examples; and what the sets of documents are taken to be."""

from __future__ import annotations

import tomllib
from collections import Counter

import numpy as np
import pytest

from enricher.recognizer.choices import features_of, read_choosers, write_choosers
from training.choices.fit import Example, fit_chooser, fit_sharpness
from training.choices.written import read_words, titled, worded
from training.experiments import document_types

WORDS = {
    "lease": ("LEASE", "Landlord lets the premises to Tenant for a monthly rent"),
    "loan": ("LOAN AGREEMENT", "Lender lends Borrower the principal at an interest rate"),
    "side letter": (
        "SIDE LETTER",
        "We confirm to the investor what the fund agreement leaves open",
    ),
}


def examples() -> list[Example]:
    return [
        Example(f"{kind}-{number}", features_of(f"{title} {number}\n{body}"), kind)
        for kind, (title, body) in WORDS.items()
        for number in range(4)
    ]


def test_a_few_examples_make_a_choice() -> None:
    chooser = fit_chooser(examples(), tuple(WORDS), "Kind")
    (again,) = read_choosers(write_choosers([chooser]))
    for kind, (_, body) in WORDS.items():
        choice = again.choose(f"Dated 4 May\n{body}", again.choices, None)
        assert choice is not None
        assert choice.name == kind


def test_a_choice_that_nothing_was_seen_of_is_not_made() -> None:
    chooser = fit_chooser(examples(), (*WORDS, "invoice"), "Kind")
    for title, body in WORDS.values():
        choice = chooser.choose(f"{title}\n{body}", chooser.choices, None)
        assert choice is not None
        assert choice.name != "invoice"


def test_scores_that_are_too_bold_are_toned_down() -> None:
    rng = np.random.default_rng(1)
    columns = rng.integers(0, 2, 2_000)
    # Right in three of four, and said to be e^4 times as likely as the other.
    seen = np.where(rng.random(2_000) < 0.75, columns, 1 - columns)
    scores = np.eye(2, dtype=np.float32)[seen] * 4
    assert fit_sharpness(scores, columns) == pytest.approx(np.log(3) / 4, rel=0.1)


def test_every_type_has_titles_and_what_is_made_up_is_of_a_type() -> None:
    types = document_types.document_types()
    made = Counter(type_ for _, type_ in [*titled(1, 1, []), *worded(1, 1)])
    assert set(made) == set(types)
    assert set(read_words("phrases")) < set(types)


def test_sets_of_documents_are_mapped_to_types() -> None:
    types = set(document_types.document_types())
    known = tomllib.loads(document_types.MAP.read_text(encoding="utf-8"))
    assert {*known["folders"].values(), *known["read"].values()} <= types


def test_what_is_made_up_is_the_same_each_time() -> None:
    assert list(titled(1, 7, ["body " * 500])) == list(titled(1, 7, ["body " * 500]))
    assert list(worded(2, 7)) == list(worded(2, 7))
