from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enricher.entities import EntitySource
from enricher.recognizer.lists import ListFinder
from enricher.schema import Category
from enricher.values import PARTY
from tests.clocks import processor_at_most


def finder(*words: str) -> ListFinder:
    return ListFinder([Category("Name", PARTY, words=words)])


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
            Category("A", PARTY, words=("acme", "")),
            Category("B", PARTY, words=("Acme", "other")),
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
    with processor_at_most(5):  # 0.03 s here; a pass per name would be minutes
        assert sum(1 for _ in many.find(text)) == 3_000


def in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or "\u0300" <= character <= "\u036f"


def whole(text: str, start: int, end: int) -> bool:
    """What a whole word is, told once more and slowly."""
    if start and in_word(text[start - 1]) and in_word(text[start]):
        return False
    if end == len(text):
        return True
    return not (
        "\u0300" <= text[end] <= "\u036f" or (in_word(text[end - 1]) and in_word(text[end]))
    )


def slowly(text: str, words: list[str]) -> list[tuple[int, int]]:
    names = {name for word in words if (name := word.lower().strip())}
    spans, at = [], 0
    while at < len(text):
        ends = [
            at + len(name)
            for name in names
            if text.lower().startswith(name, at) and whole(text.lower(), at, at + len(name))
        ]
        if ends:
            spans.append((at, max(ends)))
        at = max(ends, default=at + 1)
    return spans


_LETTERS = st.text("abA ._-&\u0301\u00e9\ufdd2\U0001f600", max_size=6)


@given(st.lists(_LETTERS, max_size=5), st.text("abA ._-&\u0301\u00e9\U0001f600", max_size=25))
def test_finds_what_a_slow_search_finds(words: list[str], text: str) -> None:
    words = [" ".join(word.split(" ")) for word in words if "  " not in word]
    text = text.replace("  ", "")
    assert [(one.start, one.end) for one in finder(*words).find(text)] == slowly(text, words)


def test_marks_of_a_text_are_no_edges_of_words() -> None:
    assert found("a\ufdd0b\ufdd1c", "b") == ["b"]
    assert found("abc", "a\ufdd1", "\ufdd0bc", "c") == []


def test_names_inside_each_other_cost_no_more_than_one() -> None:
    """A thousand names that begin alike gave a thousand matches at each character."""
    nested = finder(*("a" * length for length in range(1, 1000)))
    spaced = finder(*("a " * length for length in range(1, 500)))
    with processor_at_most(20):  # it takes half a second
        assert list(nested.find("a" * 1_000_000)) == []
        assert sum(1 for _ in spaced.find("a " * 500_000)) == 1003
