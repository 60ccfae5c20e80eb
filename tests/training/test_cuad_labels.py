"""Where the answers of CUAD's lawyers stand, and what they are as values."""

from __future__ import annotations

import pytest

from training.experiments.cuad import Contract
from training.experiments.cuad_answers import (
    expected_fields,
    read_date,
    read_end,
    read_length,
    read_places,
)
from training.experiments.cuad_labels import count_found, label, unknown_lengths

TEXT = (
    "SUPPLY AGREEMENT made as of May 2, 2014 (the \u201cEffective Date\u201d), signed April 30, 2014."
    " Acme Inc. pays within three years. This Agreement continues for three (3) years and renews"
    " for successive three-year terms, unless ended with 60 days\u2019 notice. It is governed by the"
    " laws of New York. Acme Inc. is a New York corporation."
)
LASTING = "This Agreement continues for three (3) years and renews for successive three-year terms"
NOTICE = f"{LASTING}, unless ended with 60 days\u2019 notice"
PASSAGES = (
    ("SUPPLY AGREEMENT", "Document Name"),
    (NOTICE, "Expiration Date"),
    (NOTICE, "Renewal Term"),
    (NOTICE, "Notice Period To Terminate Renewal"),
    (
        "It is governed by the laws of New York. Acme Inc. is a New York corporation",
        "Governing Law",
    ),
)
ANSWERS = {
    "Agreement Date": "4/30/14",
    "Effective Date": "5/2/14",
    "Expiration Date": "5/2/17",
    "Renewal Term": "successive 3 years",
    "Notice Period To Terminate Renewal": "60 days",
    "Governing Law": "New York",
}


def contract(text: str, passages: tuple[tuple[str, str], ...], answers: dict[str, str]) -> Contract:
    marked = [
        (text.index(words), text.index(words) + len(words), question)
        for words, question in passages
    ]
    return Contract("c1", text, ("Acme Inc.",), answers=answers, marked=tuple(marked))


def labelled(one: Contract) -> list[tuple[str, str]]:
    return [(one.text[span.start : span.end], span.category) for span in label(one).labels]


def test_value_in_a_sentence_that_answers_several_questions_is_found_for_each() -> None:
    assert labelled(contract(TEXT, PASSAGES, ANSWERS)) == [
        ("SUPPLY AGREEMENT", "Title"),
        ("May 2, 2014", "EffectiveDate"),
        ("April 30, 2014", "AgreementDate"),
        ("Acme Inc.", "Party"),
        ("three (3) years", "Term"),
        ("three-year", "RenewalTerm"),
        ("60 days", "NoticePeriod"),
        ("New York", "Jurisdiction"),
        ("Acme Inc.", "Party"),
    ]


@pytest.mark.parametrize(
    ("sentence", "end", "expected"),
    [
        ("It ends on June 30, 2020 at noon", "6/30/20", ("June 30, 2020", "ExpiryDate")),
        (
            "It runs until the fifth (5th) anniversary",
            "5/2/19",
            ("fifth (5th) anniversary", "Term"),
        ),
        ("It lasts for 36 months", "5/1/17", ("36 months", "Term")),
        ("It lasts until terminated by either", "perpetual", ("until terminated", "Term")),
        ("It lasts for one year or so", "", ("one year", "Term")),
    ],
)
def test_end_is_a_date_a_length_or_open(sentence: str, end: str, expected: tuple[str, str]) -> None:
    answers = {"Effective Date": "5/2/14", "Expiration Date": end}
    text = f"Effective May 2, 2014. {sentence}."
    one = contract(text, ((sentence, "Expiration Date"),), answers)
    assert labelled(one) == [("May 2, 2014", "EffectiveDate"), expected]


def test_date_that_answers_two_questions_is_labelled_by_the_words_beside_it() -> None:
    """Lawyers gave both questions one answer, or left one of them open; the words are the same."""
    text = f"Made as of May 2, 2014. {'It binds. ' * 20}Date: May 2, 2014 (the Effective Date)"
    for answers in (
        {"Agreement Date": "5/2/14", "Effective Date": "5/2/14"},
        {"Agreement Date": "5/2/14"},
        {"Effective Date": "5/2/14"},
    ):
        found = labelled(contract(text, (), answers))
        assert found == [("May 2, 2014", "AgreementDate"), ("May 2, 2014", "EffectiveDate")]


def test_year_to_year_is_a_renewal_and_an_open_day_a_date() -> None:
    text = "Made this ____ day of May, 2000. It renews from year to year."
    passages = (("this ____ day of May, 2000", "Agreement Date"), (text[33:], "Renewal Term"))
    answers = {"Agreement Date": "05/[]/2000", "Renewal Term": "successive 1 year"}
    one = contract(text, passages, answers)
    assert ("year to year", "RenewalTerm") in labelled(one)
    assert {category for _, category in labelled(one)} == {"RenewalTerm", "AgreementDate"}


def test_what_was_found_is_counted() -> None:
    counts = count_found([contract(TEXT, PASSAGES, ANSWERS), contract("Nothing.", (), ANSWERS)])
    assert counts["ExpiryDate"] == (2, 1)
    assert counts["Party"] == (2, 1)
    assert counts["AgreementDate"] == (2, 1)


@pytest.mark.parametrize(
    ("answers", "unknown"),
    [
        (ANSWERS, set()),
        ({**ANSWERS, "Renewal Term": "", "Notice Period To Terminate Renewal": "[] days"},
         {"RenewalTerm", "NoticePeriod"}),
        ({**ANSWERS, "Expiration Date": "perpetual"}, {"Term"}),
        ({**ANSWERS, "Expiration Date": ""}, set()),
    ],
)  # fmt: skip
def test_length_is_unknown_that_a_passage_has_and_no_answer(
    answers: dict[str, str], unknown: set[str]
) -> None:
    one = contract(TEXT, PASSAGES, answers)
    assert unknown_lengths(one, label(one).labels) == unknown


def test_answers_are_values() -> None:
    assert [read_date(one) for one in ("3/21/08", "8/1/97", "31/01/2025", "07/[]/2033")] == [
        "2008-03-21", "1997-08-01", "2025-01-31", "2033-07",
    ]  # fmt: skip
    assert [read_date(one) for one in ("[]/[]/2020", "2/30/2001", "[]/[]/[]", "9/14/200[]")] == [
        "2020", "", "", "",
    ]  # fmt: skip
    assert [read_end(one) for one in ("Perpetual", "9/5/2019; perpetual")] == [
        "perpetual", "2019-09-05",
    ]  # fmt: skip
    assert [read_length(one) for one in ("successive 1 year", "5 years; 2 years", "perpetual")] == [
        "1 year", "5 years", "",
    ]  # fmt: skip
    assert read_places("Ontario, Canada") == ("Ontario",)
    assert read_places("Delaware, Texas") == ("Delaware", "Texas")
    assert read_places("England; Wales") == ("England and Wales",)
    assert expected_fields(contract(TEXT, (), {}))["Jurisdiction"] == ()
