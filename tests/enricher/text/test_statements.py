from itertools import pairwise

import pytest

from enricher.text.statements import split_statements


def _words(text: str) -> list[str]:
    return [text[one.start : one.end] for one in split_statements(text)]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("One ends. Two begins.", ["One ends.", "Two begins."]),
        ("It ends\nin the next line. Two.", ["It ends\nin the next line.", "Two."]),
        ("Acme Inc. Shall pay No. 3 of U.S. Law.", ["Acme Inc. Shall pay No. 3 of U.S. Law."]),
        ("Signed by J. Smith. Two.", ["Signed by J. Smith.", "Two."]),
        ("He said “no.” She left.", ["He said “no.”", "She left."]),
        ("3. Term. The term is one year.", ["3. Term.", "The term is one year."]),
        (
            "Section 4. Audit. Lender may audit.",
            ["Section 4. Audit.", "Lender may audit."],
        ),
        ("under Section\n8.7 Of this", ["under Section\n8.7 Of this"]),
        ("and pays it\n8.7 Reports. Each Party", ["and pays it", "8.7 Reports.", "Each Party"]),
        (
            "It shall not (a) sell; (b) lease; or (c) lend it.",
            ["It shall not (a) sell;", "(b) lease;", "or (c) lend it."],
        ),
        ("It may:\n(a) sell\n(b) lease", ["It may:", "(a) sell", "(b) lease"]),
        ("• One\n• two", ["• One", "• two"]),
        ("A HEADING\n\nThe text.", ["A HEADING", "The text."]),
        ("It goes on\n\nbehind a gap.", ["It goes on\n\nbehind a gap."]),
        ("one;\xa0 Two\xa0three.\r\n\r\nFour", ["one;", "Two\xa0three.", "Four"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_statements_are_sentences_headings_and_items(text: str, statements: list[str]) -> None:
    assert _words(text) == statements


def test_what_a_page_ends_with_stands_between_the_parts_of_a_sentence() -> None:
    text = "It is paid to\n42\nSource: ACME, 10-K, 1/2/2020\nthe Lender.\n\n- 43 -\n\nNext."

    found = split_statements(text)

    assert [(text[one.start : one.end], one.is_furniture) for one in found] == [
        ("It is paid to", False),
        ("42", True),
        ("Source: ACME, 10-K, 1/2/2020", True),
        ("the Lender.", False),
        ("- 43 -", True),
        ("Next.", False),
    ]


def test_statements_lie_apart_and_leave_blanks_only() -> None:
    text = "  One. Two; (a) three\n\n4\n\n Five e.g. six.\u2003Seven\t\n"

    found = split_statements(text)

    kept = "".join(text[one.start : one.end] for one in found)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(before.end < after.start for before, after in pairwise(found))


@pytest.mark.timeout(60)  # a second or two; with the square of the length it were hours
@pytest.mark.parametrize("text", ["\n" * 200_000, ". " * 100_000, "a\n" * 100_000, "(" * 200_000])
def test_time_grows_with_the_text_alone(text: str) -> None:
    assert "".join("".join(_words(text)).split()) == "".join(text.split())
