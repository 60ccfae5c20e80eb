from __future__ import annotations

import pytest

from connectors.layout.misreadings import printed
from enricher.documents.layout import Word


def word(text: str, confidence: float = 0.9) -> Word:
    return Word(text, 100, 10, 100 + 5 * len(text), 21, confidence=confidence)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("§15,19", "515,19"),
        ("-§51,55", "-551,55"),
        ("1O4.5O", "104.50"),
        ("l2.34", "12.34"),
        ("£2,531,50", "£2.531,50"),
        ("23:99", "23.99"),
        ("1,123:45", "1,123.45"),
        ("1.123;45", "1.123,45"),
        ("=157,30", "-157,30"),
        ("~$2,253.46", "-$2,253.46"),
        ("985,07.", "985,07"),
        ("11,02:", "11.02."),
        ("03.02.2025.", "03.02.2025"),
        ("1.234,56-", "1.234,56-"),
        # What has two meanings, or is something else.
        ("12:30", "12:30"),
        ("10:11:12", "10:11:12"),
        ("3.145.220.15", "3.145.220.15"),
        ("SO.OO", "SO.OO"),
        ("$73.35", "$73.35"),
        ("B2B", "B2B"),
        ("2025", "2025"),
        ("total", "total"),
    ],
)
def test_what_can_mean_one_thing_is_put_right(read: str, meant: str) -> None:
    assert [one.text for one in printed(word(read))] == [meant]


def test_a_mark_that_was_lost_is_put_in_where_reading_was_hard() -> None:
    assert [one.text for one in printed(word("3.24691", 0.2))] == ["3.246,91"]
    assert [one.text for one in printed(word("3,24691-", 0.2))] == ["3,246.91-"]
    assert [one.text for one in printed(word("1.08315"))] == ["1.08315"]


def test_lines_of_tables_part_words() -> None:
    left, right = printed(word("5991__1849,04"))
    assert (left.text, right.text) == ("5991", "1849,04")
    assert (left.left, right.left, right.right) == (100, 130, 165)
    assert [one.text for one in printed(word("_2.278,04"))] == ["2.278,04"]


@pytest.mark.parametrize("text", ["§15,19", "a_1", "11,02:"])
def test_what_a_file_itself_says_is_left_alone(text: str) -> None:
    assert [one.text for one in printed(word(text, 1.0))] == [text]
