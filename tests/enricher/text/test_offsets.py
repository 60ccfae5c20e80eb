from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex
from tokenizers.pre_tokenizers import Split

from enricher.text.offsets import OffsetMap, Unit, cluster_starts
from tests.clocks import processor_at_most

TEXT = "a😀\r\nZoe\u0308 🇩🇪!"


@pytest.mark.parametrize(
    ("unit", "offsets"),
    [
        (Unit.CHARACTER, {0: 0, 1: 1, 2: 2, 4: 4, 8: 8, 12: 12}),
        (Unit.UTF16, {0: 0, 1: 1, 2: 3, 4: 5, 8: 9, 9: 10, 10: 12, 11: 14, 12: 15}),
        (Unit.TEXT_ELEMENT, {0: 0, 1: 1, 2: 2, 4: 3, 8: 6, 9: 7, 11: 8, 12: 9}),
    ],
)
def test_offsets_of_each_unit_go_both_ways(unit: Unit, offsets: dict[int, int]) -> None:
    known = OffsetMap(TEXT, unit)
    assert {character: known.offset(character) for character in offsets} == offsets
    assert [known.character(offset) for offset in offsets.values()] == list(offsets)
    assert known.length == offsets[len(TEXT)]


def test_offset_inside_a_surrogate_pair_is_no_character() -> None:
    with pytest.raises(ValueError, match="offset 2 is inside a surrogate pair"):
        OffsetMap(TEXT, Unit.UTF16).character(2)


@pytest.mark.parametrize("text", ["Zoe\u0308", "Zoe\u0308!"])
def test_character_inside_a_cluster_has_no_offset(text: str) -> None:
    with pytest.raises(ValueError, match="character 3 is inside a grapheme cluster"):
        OffsetMap(text, Unit.TEXT_ELEMENT).offset(3)


@given(st.text(alphabet="a \n\u0301\uffff\U0001f600\U00010000"))
def test_utf16_offsets_are_those_of_the_encoded_text(text: str) -> None:
    known = OffsetMap(text, Unit.UTF16)
    for character in range(len(text) + 1):
        offset = len(text[:character].encode("utf-16-le")) // 2
        assert known.offset(character) == offset
        assert known.character(offset) == character


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("\r\n\n\r", ["\r\n", "\n", "\r"]),
        ("e\u0301\u0302x", ["e\u0301\u0302", "x"]),
        ("\n\u0301", ["\n", "\u0301"]),
        ("अनुच्छेद", ["अ", "नु", "च्", "छे", "द"]),
        ("각\u1100\u1161\u11a8", ["각", "\u1100\u1161\u11a8"]),
        ("กำ", ["กำ"]),
        ("🇩🇪🇫🇷", ["🇩🇪🇫🇷"]),  # two since Unicode 9
        ("👩\u200d👧", ["👩\u200d", "👧"]),  # one since Unicode 9
    ],
)
def test_clusters_are_those_of_unicode_8(text: str, clusters: list[str]) -> None:
    starts = [*cluster_starts(text), len(text)]
    assert [text[a:b] for a, b in pairwise(starts)] == clusters


@given(st.text(alphabet="ab\r\n é\u0301\u0308\u0903\u0915\u094d\u1100\u1161\u11a8가각\u200b\u2028"))
def test_clusters_are_those_of_another_implementation(text: str) -> None:
    pieces = Split(Regex(r"\X"), "isolated").pre_tokenize_str(text)
    assert cluster_starts(text) == [start for _, (start, _) in pieces]


@pytest.mark.parametrize("unit", list(Unit))
def test_many_offsets_of_a_long_text_take_no_time(unit: Unit) -> None:
    text = "Zahlung 😀 bis 1. März " * 20_000
    with processor_at_most(3):
        known = OffsetMap(text, unit)
        for character in range(0, len(text), 23):
            assert known.character(known.offset(character)) == character
