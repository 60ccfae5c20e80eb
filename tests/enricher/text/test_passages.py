"""Texts come apart into passages that are whole, in order, and small enough to read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enricher.text.passages import MOST_CHARACTERS, split_passages

CONTRACT = """SUPPLY AGREEMENT

This Agreement is made as of May 20, 2014 between Orion Labs Inc. and Vega LLC. It replaces all earlier ones.

12. ASSIGNMENT

Neither party may assign this Agreement without the consent of the other party, which may not be withheld.

- 7 -

13. Governing Law. This Agreement is governed by the laws of Oregon, and courts of Oregon have jurisdiction
over all disputes that arise of it."""


def words_of(text: str) -> list[str]:
    return [text[one.start : one.end] for one in split_passages(text)]


def test_heading_stands_with_what_it_is_over() -> None:
    found = [" ".join(one.split()) for one in words_of(CONTRACT)]
    assert [one.split()[0] for one in found] == ["SUPPLY", "12.", "13."]
    assert found[1].endswith("may not be withheld.")


def test_number_of_a_page_is_in_no_passage() -> None:
    assert not any("- 7 -" in one for one in words_of(CONTRACT))


def test_sentence_without_an_end_is_parted_between_words() -> None:
    parts = words_of("word and " * 900)
    assert all(len(one) <= MOST_CHARACTERS for one in parts)
    assert " ".join(parts) == ("word and " * 900).strip()


def test_text_of_one_long_sentence_is_parted_in_time_that_grows_with_its_length() -> None:
    """Twelve million characters took minutes when what was left was copied at each cut."""
    assert len(split_passages("ab " * 1_000_000)) == 3_334


@given(st.text(alphabet="Aa1.;\n ,-", max_size=3000))
def test_passages_are_in_order_and_hold_all_but_furniture(text: str) -> None:
    end = 0
    for one in split_passages(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == text[one.start : one.end].strip()
        end = one.end
