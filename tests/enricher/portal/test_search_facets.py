from __future__ import annotations

import pytest

from enricher.portal.search_facets import CLAUSES, FacetChoice, lay_out, read_choice
from enricher.query.nodes import FacetValue
from enricher.search.facets import Facet
from enricher.values import DATE, PARTY, PASSAGE

VALUES = (FacetValue("present", 1),)
FACETS = [
    Facet("Party", PARTY, VALUES),
    Facet("Signed", DATE, VALUES),
    Facet("Cap", PASSAGE, VALUES),
    Facet("Renewal", PASSAGE, VALUES),
    Facet("language", None, VALUES),
]


@pytest.mark.parametrize(
    ("cookie", "choice"),
    [
        ("", FacetChoice()),
        ("pinned%3DTerm%26pinned%3DParty", FacetChoice(("Term", "Party"))),
        (
            "pinned%3DTerm%26hidden%3DTerm%26hidden%3DDate",
            FacetChoice(("Term",), frozenset(["Date"])),
        ),
        ("pinned%3DGoverning%2BLaw", FacetChoice(("Governing Law",))),
        ("%00=&&&hidden", FacetChoice()),
    ],
)
def test_cookie_is_read_as_far_as_it_can_be(cookie: str, choice: FacetChoice) -> None:
    assert read_choice(cookie) == choice


def names(choice: FacetChoice, *filtered: str) -> list[str]:
    return [one.name for one in lay_out(FACETS, choice, filtered) if not one.is_hidden]


def test_clauses_are_one_card() -> None:
    cards = lay_out(FACETS, FacetChoice(), ())
    assert [one.name for one in cards] == ["Party", "Signed", "language", CLAUSES]
    assert [one.name for one in cards[-1].facets] == ["Cap", "Renewal"]
    assert cards[-1].are_clauses


def test_pinned_ones_come_first_and_hidden_ones_not_at_all() -> None:
    choice = FacetChoice((CLAUSES, "gone", "Signed"), frozenset(["Party"]))
    assert names(choice) == [CLAUSES, "Signed", "language"]


def test_what_filters_is_seen_though_it_is_hidden() -> None:
    choice = FacetChoice((), frozenset(["Party", CLAUSES]))
    assert names(choice) == ["Signed", "language"]
    assert names(choice, "Party") == ["Party", "Signed", "language"]
    assert names(choice, "Renewal") == ["Signed", "language", CLAUSES]
