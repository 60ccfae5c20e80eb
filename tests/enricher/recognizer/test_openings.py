"""What a text says at its start of what it is, without what a filing puts before a title."""

from __future__ import annotations

import pytest

from enricher.recognizer.openings import namings, opening_lines


def first_line(text: str) -> str:
    (start, end), *_ = opening_lines(text)
    return text[start:end]


@pytest.mark.parametrize(
    "before",
    [
        "Exhibit 10.3\n",
        "EXHIBIT 10.26 ",
        "EX-10.4 ",
        "Execution Version\n\n",
        "- 1 -\n",
        "Page 2 of 60\n",
        "Source: ACME, INC., 8-K, 1/2/2003\n",
        "[***] Confidential treatment has been requested for portions of this exhibit.\n",
        "This is a translation of the original Chinese text\n",
        "Contract No.: 151315UD0081\n",
        "",
    ],
)
def test_a_title_is_what_stands_behind_the_head_of_a_filing(before: str) -> None:
    assert first_line(f"{before}SUPPLY AGREEMENT\nbetween A and B") == "SUPPLY AGREEMENT"


def test_a_title_keeps_words_that_begin_like_a_head() -> None:
    assert first_line("Exhibition Agreement\n") == "Exhibition Agreement"
    assert first_line("Confidentiality Agreement\n") == "Confidentiality Agreement"


@pytest.mark.parametrize("text", ["", "\n\n", "12\n- 3 -\n", "***"])
def test_a_text_without_words_has_no_lines(text: str) -> None:
    assert opening_lines(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("This Supply Agreement is made", "supply agreement"),
        ("SOFTWARE LICENSE, CUSTOMIZATION AND MAINTENANCE AGREEMENT This", "software license customization and maintenance agreement"),
        ("HOSTING AND MANAGEMENT AGREEMENT\nThis AGREEMENT is made", "hosting and management agreement"),
        ("Agreement Number 12. This Office Lease", "this office lease"),
    ],
)  # fmt: skip
def test_a_text_calls_itself_by_the_first_name_that_tells(text: str, wanted: str) -> None:
    assert " ".join(namings(text)[0]).removeprefix("this ") == wanted.removeprefix("this ")


def test_this_agreement_names_nothing() -> None:
    assert namings("This Agreement and the Contract of the parties") == []
