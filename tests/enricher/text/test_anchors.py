from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enricher.text.anchors import anchor_at, find_anchor, find_words

DEED = (
    "This Agreement is made as of May 20, 2014 between Orion Labs Inc. and Vega LLC. The fee of"
    " Vega LLC is $250.00. It is governed by the laws of Delaware."
)


def found(before: str, words: str, after: str, occurrence: int = 1) -> list[int]:
    """Where words of one text stand in another."""
    start, end = find_words(before, words)[occurrence - 1]
    places = find_anchor(after, anchor_at(before, start, end))
    assert all(after[start:end].split() == words.split() for start, end in places)
    return [start for start, _ in places]


@pytest.mark.parametrize(
    ("words", "occurrence", "after", "before_it"),
    [
        pytest.param("Vega LLC", 1, DEED, "Inc. and ", id="same text, first of two"),
        pytest.param("Vega LLC", 2, DEED, "fee of ", id="same text, second of two"),
        pytest.param("Vega LLC", 2, f"Preamble.\n\n{DEED}", "fee of ", id="moved down"),
        pytest.param("Vega LLC", 2, DEED[60:], "fee of ", id="what stood before is gone"),
        pytest.param(
            "Vega LLC",
            2,
            f"Vega LLC, a firm. {DEED}",
            "fee of ",
            id="another one came before",
        ),
        pytest.param(
            "Vega LLC",
            1,
            DEED.replace("The fee of Vega LLC is $250.00. ", ""),
            "Inc. and ",
            id="the other one went",
        ),
        pytest.param(
            "Vega LLC",
            2,
            DEED.replace("$250.00", "€ 99,00"),
            "fee of ",
            id="what stands behind changed",
        ),
        pytest.param(
            "Orion Labs Inc.",
            1,
            DEED.replace("Orion Labs Inc.", "Orion\r\n  Labs\tInc."),
            "between ",
            id="broken into lines",
        ),
        pytest.param(
            "Delaware", 1, "Delaware law rules this rewritten deed.", "", id="once then, once now"
        ),
        pytest.param(
            "Vega LLC",
            2,
            f"🎈🎈 {DEED.replace('fee', '👩‍👩‍👧 fee')}",
            "fee of ",
            id="emoji before it",
        ),
    ],
)
def test_words_are_found_where_they_went(
    words: str, occurrence: int, after: str, before_it: str
) -> None:
    (start,) = found(DEED, words, after, occurrence)
    assert after[:start].endswith(before_it)


@pytest.mark.parametrize(
    ("words", "occurrence", "after"),
    [
        pytest.param("Delaware", 1, DEED.replace("Delaware", "Ohio"), id="gone"),
        pytest.param("Delaware", 1, "", id="an empty text"),
        pytest.param(
            "Vega LLC", 2, "Notices go to Vega LLC at its seat, for all.", id="in other sentences"
        ),
        pytest.param("Delaware", 1, DEED.replace("Delaware", "DELAWARE"), id="in other letters"),
        pytest.param(
            "Delaware",
            1,
            "A Delaware corporation and the sheriff of Delaware met.",
            id="once then, twice elsewhere now",
        ),
    ],
)
def test_words_that_are_gone_are_found_nowhere(words: str, occurrence: int, after: str) -> None:
    assert found(DEED, words, after, occurrence) == []


def test_equal_places_are_told_apart_by_their_number() -> None:
    table = "Item, net, $5.00, as agreed upon;\n" * 40
    for number in (1, 7, 40):
        (start,) = found(table, "$5.00", table, number)
        assert table[:start].count("$5.00") == number - 1


def test_every_place_is_meant_where_no_number_is_given() -> None:
    start, end = find_words(DEED, "Vega LLC")[0]
    anchor = anchor_at(DEED, start, end)
    every = replace(anchor, occurrence=None)
    assert len(find_anchor(DEED, every)) == 2
    assert find_anchor("nothing of it", every) == []


def test_words_are_whole_unless_a_part_of_one_was_meant() -> None:
    text = "This is an isle, is it? AcmeCorp, Acme."
    assert len(find_words(text, "is")) == 2
    assert len(find_words(text, "is", partial=True)) == 4
    start = text.index("Acme")
    (place,) = find_anchor(f"Again: {text}", anchor_at(text, start, start + 4))
    assert place == (start + 7, start + 11)


@given(st.text("ab \n", max_size=30), st.text("ab ", min_size=1, max_size=5))
def test_every_place_of_words_is_found_from_the_left(text: str, words: str) -> None:
    parts = words.split()
    pattern = r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)"
    expected = [one.span() for one in re.finditer(pattern, text)] if parts else []
    assert find_words(text, words) == expected


def test_a_text_that_is_nothing_but_the_words_has_them() -> None:
    assert found("Vega LLC", "Vega LLC", "Vega LLC") == [0]


@given(st.text(alphabet="ab 🎈\nÄ", min_size=1, max_size=60), st.data())
def test_every_place_of_a_text_is_found_in_it_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    if words != words.strip() or not words:
        return
    (place,) = find_anchor(text, anchor_at(text, start, end))
    assert text[slice(*place)].split() == words.split()
    if (start, end) in find_words(text, words):  # else it overlaps one that is counted
        assert place == (start, end)
