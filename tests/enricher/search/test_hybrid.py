"""What reads as a question is answered by meaning; words and syntax are searched as they are."""

from __future__ import annotations

import pytest

from enricher.search.hybrid import Mode, is_asked, is_plain_words, is_question


@pytest.mark.parametrize(
    "text",
    [
        "who must return our confidential information within ten days",
        "can Nokia hand the contract to somebody else",
        "when does the lease end?",
        "NDAs with Nike under Oregon law signed before 2005",
        "contracts that renew by themselves unless somebody ends them",
        "penalty for late delivery",
        "expired already?",
    ],
)
def test_question_is_told(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "loan agreement",
        "change of control",
        '"who may assign" this agreement to others',
        "Party:Acme who may assign it",
        "loan OR lease OR licence OR rent OR hire",
        "agreement that has no -draft in its title",
        "Money>=1000 or what is it worth",
    ],
)
def test_words_are_no_question(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize(
    ("text", "mode", "asked"),
    [
        ("when does the lease end", "auto", True),
        ("when does the lease end", "words", False),
        ("lease", "auto", False),
        ("lease", "hybrid", True),
    ],
)
def test_mode_decides_where_it_is_not_left_open(text: str, mode: Mode, asked: bool) -> None:
    assert is_asked(text, mode) is asked


@pytest.mark.parametrize("text", ["a-b c", "don't assign", "50% of fees", "state-of-the-art"])
def test_hyphens_and_apostrophes_are_no_syntax(text: str) -> None:
    assert is_plain_words(text)
