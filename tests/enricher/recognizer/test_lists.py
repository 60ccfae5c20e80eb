from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from enricher.entities import EntitySource, ValueType
from enricher.recognizer.lists import ListFinder
from enricher.schema import Category


def finder(*words: str) -> ListFinder:
    return ListFinder([Category("Name", ValueType.PARTY, words=words)])


def found(text: str, *words: str) -> list[str]:
    return [text[span.start : span.end] for span in finder(*words).find(text)]


def test_names_are_found_without_regard_to_case() -> None:
    assert found("NIKE and nike", "Nike") == ["NIKE", "nike"]


def test_names_are_whole_words() -> None:
    assert found("Nikes unike nike_x nike-x (Nike)", "nike") == ["nike", "Nike"]


def test_names_with_marks_at_their_ends_are_found() -> None:
    assert found("Yahoo! Inc and C++", "Yahoo!", "c++") == ["Yahoo!", "C++"]


def test_line_break_in_a_name_does_not_hide_it() -> None:
    assert found("the Acme \n Corp of", "Acme Corp") == ["Acme \n Corp"]


def test_longest_name_wins() -> None:
    assert found("Acme Corp Ltd", "Acme", "Acme Corp", "Corp Ltd") == ["Acme Corp"]


def test_shorter_name_is_found_where_the_longer_goes_on() -> None:
    assert found("art gallerys", "art", "art gallery") == ["art"]


def test_accent_is_part_of_its_letter() -> None:
    assert found("cafe\u0301", "cafe") == []
    assert found("CAFÉ", "café") == ["CAFÉ"]


def test_letters_whose_lower_case_is_longer_do_not_move_offsets() -> None:
    assert found("\u0130\u0130 Straße ACME", "acme", "straße") == ["Straße", "ACME"]


def test_categories_are_found_side_by_side() -> None:
    both = ListFinder(
        [
            Category("A", ValueType.PARTY, words=("acme", "")),
            Category("B", ValueType.PARTY, words=("Acme", "other")),
        ]
    )
    spans = list(both.find("Acme"))
    assert sorted(span.category for span in spans) == ["A", "B"]
    assert {span.source for span in spans} == {EntitySource.LIST}


@given(
    st.text(st.sampled_from("aÀ \u0301\U0001f600\u05d0\u0130\n\u3000."), max_size=40),
    st.text(st.sampled_from("aÀ \u0301\U0001f600\u05d0\u0130\n\u3000."), max_size=40),
)
def test_offsets_are_characters(before: str, after: str) -> None:
    text = f"{before}.Nike Inc.{after}"
    expected = (len(before) + 1, len(before) + 9)
    assert expected in [(span.start, span.end) for span in finder("nike inc").find(text)]


def test_many_thousands_of_names_are_one_pass() -> None:
    names = [f"Company Number {number}" for number in range(20_000)]
    text = "Company Number 17 and others. " * 3_000
    many = finder(*names)
    began = time.perf_counter()
    assert sum(1 for _ in many.find(text)) == 3_000
    assert time.perf_counter() - began < 5  # 0.03 s here; a pass per name would be minutes
