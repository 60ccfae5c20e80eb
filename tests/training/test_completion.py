"""What follows from a contract's values, and how they are scored."""

from __future__ import annotations

import pytest

from training.evaluation.scores import Fields
from training.experiments.completion import bound, complete, score_values


@pytest.mark.parametrize(
    ("found", "end"),
    [
        ({"ExpiryDate": ("2020-06-30",), "Term": ("2 years",)}, ("2020-06-30",)),
        ({"EffectiveDate": ("2014-05-02",), "Term": ("3 years",)}, ("2017-05-02",)),
        ({"AgreementDate": ("2014-05-02",), "Term": ("18 months",)}, ("2015-11-02",)),
        ({"Term": ("until terminated",)}, ("perpetual",)),
        ({"EffectiveDate": ("2014-05",), "Term": ("3 years",)}, ()),
        ({"EffectiveDate": ("9999-01-01",), "Term": ("3 years",)}, ()),
        ({"Term": ("3 years",)}, ()),
        ({}, ()),
    ],
)
def test_end_is_stated_or_follows(found: Fields, end: tuple[str, ...]) -> None:
    assert complete(found)["ExpiryDate"] == end


def test_an_agreement_binds_from_its_date_where_it_names_no_other() -> None:
    dates = {"AgreementDate": ("2014-05-02",), "EffectiveDate": ("2014-06-01",)}
    assert {name: complete(dates)[name] for name in dates} == dates
    for name in dates:
        completed = complete({name: ("2014-05-02",)})
        assert completed["AgreementDate"] == completed["EffectiveDate"] == ("2014-05-02",)
    assert bound({"AgreementDate": ("2014-05-02",)})["EffectiveDate"] == ("2014-05-02",)


def test_values_count_by_what_they_mean() -> None:
    expected: Fields = {
        "Party": ("Acme, Inc.", "Birch LLC"),
        "RenewalTerm": ("1 year",),
        "ExpiryDate": ("2020-05-01",),
        "Jurisdiction": ("Ohio",),
    }
    found: Fields = {
        "Party": ("ACME Inc.", "Cobalt AG"),
        "RenewalTerm": ("12 months",),
        "ExpiryDate": ("2020-04-30",),
    }
    scores = score_values([expected], [found]).categories
    assert (scores["Party"].tp, scores["Party"].fp, scores["Party"].fn) == (1, 1, 1)
    assert (scores["RenewalTerm"].tp, scores["ExpiryDate"].tp) == (1, 1)
    assert (scores["Jurisdiction"].tp, scores["Jurisdiction"].fn) == (0, 1)


def test_an_end_that_is_missing_or_another_is_wrong() -> None:
    scores = score_values(
        [{"ExpiryDate": ("perpetual",)}, {"ExpiryDate": ("2020-05-01",)}],
        [{"ExpiryDate": ("2020-05-01",)}, {"ExpiryDate": ("2020-05-03",)}],
    )
    assert (scores.micro.tp, scores.micro.fp, scores.micro.fn) == (0, 2, 2)
