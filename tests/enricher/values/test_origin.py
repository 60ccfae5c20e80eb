from __future__ import annotations

import pytest

from enricher.documents.notices import all_in_words
from enricher.entities import Span
from enricher.values import DATE, normalize_spans

DAY = "11/8/2019"
AMERICAN = "1 Main St., Dover, DE 19901 and 2 Elm St., Austin, Texas 78701."


def read(rest: str, day: str = DAY) -> tuple[str | None, tuple[str, ...]]:
    (entity,) = normalize_spans([Span(0, len(day), "Date")], f"{day}. {rest}", {"Date": DATE})
    return entity.value.display if entity.value else None, tuple(all_in_words(entity.warnings))


@pytest.mark.parametrize(
    ("rest", "value", "why"),
    [
        (
            "It is governed by and construed under the laws of the State of Delaware.",
            "2019-11-08",
            "it was read month first: the agreement is governed by the law of Delaware",
        ),
        (
            f"The parties reside at {AMERICAN}",
            "2019-11-08",
            "it was read month first: the addresses are in the United States",
        ),
    ],
)
def test_country_that_a_document_comes_from_settles_its_dates(
    rest: str, value: str, why: str
) -> None:
    assert read(rest) == (value, ("the text can be read as 2019-11-08 or 2019-08-11", why))


@pytest.mark.parametrize(
    "rest",
    [
        "Nothing tells.",
        "It is governed by the laws of England.",  # with an American party the month may be first
        "It is governed by the laws of the State of Delaware. Notices go to London SW1A 1AA.",
        "Governed by the laws of Ontario; a part is governed by the laws of New York.",
        "One address: 1 Main St., Dover, DE 19901.",
        f"Governed by the laws of Ontario. {AMERICAN}",
        "The fee is £500.",
    ],
)
def test_what_tells_too_little_leaves_both_readings(rest: str) -> None:
    assert read(rest)[0] is None


def test_other_dates_of_the_document_go_before_its_country() -> None:
    text = f"{DAY} and 25/12/2019, governed by the laws of the State of Delaware."
    spans = [Span(0, len(DAY), "Date"), Span(14, 24, "Date")]
    first, _ = normalize_spans(spans, text, {"Date": DATE})
    assert first.value is not None
    assert first.value.display == "2019-08-11"


def test_points_between_figures_are_not_american() -> None:
    rest = "It is governed by the laws of the State of Delaware."
    assert read(rest, "1.4.2011")[0] is None
