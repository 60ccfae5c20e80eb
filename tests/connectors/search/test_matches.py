from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.search.matches import find_matches
from enricher.query.nodes import And, Condition, Node, Not, Or, Words


def marked(text: str, query: Node | None) -> list[str]:
    return [text[start:end] for start, end in find_matches(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("An Agreement, its agreements.", Words(("agreement",)), ["Agreement", "agreements"]),
        ("Governing  law; law governs.", Words(("governing", "law")), ["Governing  law"]),
        ("The lease of a lessee.", Or((Words(("lease",)), Words(("lessee",)))), ["lease", "lessee"]),
        ("A final draft.", And((Words(("final",)), Not(Words(("draft",))))), ["final"]),
        ("Résumé of the 😀 café", Words(("cafe",)), ["café"]),
        ("the governing law", Or((Words(("law",)), Words(("governing", "law")))), ["governing law"]),
        ("fees of twelve months", Condition("CapOnLiability", "holds", "month"), ["months"]),
        ("nothing of it", Words(("lease",)), []),
        ("nothing asked", None, []),
    ],
)  # fmt: skip
def test_words_are_found_in_their_forms_in_order(
    text: str, query: Node | None, found: list[str]
) -> None:
    assert marked(text, query) == found


@given(st.lists(st.sampled_from(["lease", "Leases", "é", "😀", "\n", "x", "of"]), max_size=60))
def test_every_place_is_a_form_and_none_is_left_out(words: list[str]) -> None:
    text = " ".join(words)
    found = marked(text, Words(("lease",)))
    assert found == [word for word in words if word.lower().startswith("lease")]
