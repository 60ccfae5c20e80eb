from __future__ import annotations

import pytest

from enricher.text.wordings import (
    MAX_WORDS,
    Nearness,
    differences,
    likeness,
    nearness,
    read_wording,
)

LAW = "This Agreement is governed by the laws of Delaware, and each party submits to its courts."


@pytest.mark.parametrize(
    "other",
    [
        LAW.upper(),
        LAW.replace(" ", "\n  "),
        LAW.replace(",", ""),
        f"12.3 {LAW}",
        f"(a) {LAW}",
        f"Section 9. {LAW}",
        f"14.{LAW}",
        f"(b){LAW}",
        f"11. Choice of Law. {LAW}",
        f"9.2 GOVERNING LAW ------- {LAW}",
    ],
)
def test_what_is_of_no_account(other: str) -> None:
    assert nearness(read_wording(LAW), read_wording(other)) is Nearness.SAME


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (LAW.replace("Delaware", "New York"), Nearness.CLOSE),
        (LAW.replace("submits", "does not submit"), Nearness.CLOSE),
        (f"12. Neither party may sue. {LAW}", Nearness.CLOSE),
        (f"4. NO PARTY SUES. {LAW}".upper(), Nearness.CLOSE),
        ("Each party carries insurance of $1,000,000.", Nearness.OTHER),
    ],
)
def test_what_counts(other: str, expected: Nearness) -> None:
    assert nearness(read_wording(LAW), read_wording(other)) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("within 30 days", "within 60 days"),
        ("$5,000", "€5,000"),
        ("at 5%", "at 5"),
        ("A is", "B is"),
    ],
)
def test_numbers_amounts_and_letters_count(one: str, other: str) -> None:
    assert likeness(read_wording(one), read_wording(other)) < 1


def test_other_names_of_parties_are_no_other_wording() -> None:
    one = read_wording("Orion Labs Inc. pays Vega LLC, not Orion.", ["Orion Labs Inc.", "Vega LLC"])
    other = read_wording("Harbor Bank pays Vega, not Orion.", ["Vega", "Harbor Bank"])
    assert nearness(one, other) is Nearness.SAME


def test_references_to_other_clauses_are_no_other_wording() -> None:
    one = read_wording("Whatever breaks this Section 11.1 is void.")
    assert nearness(one, read_wording("Whatever breaks this Section 9 is void.")) is Nearness.SAME


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme may end it on thirty (30) days' notice.", Nearness.SAME),
        ("Acme Holding Corp. may end it on 7 days' notice.", Nearness.SAME),
        ("Acme may end it on 30 days' written notice.", Nearness.CLOSE),
        (f"Acme may end it on {'very ' * 13}long notice.", Nearness.OTHER),
    ],
)
def test_standard_wording_leaves_blanks(text: str, expected: Nearness) -> None:
    standard = read_wording("[Party] may end it on ___ days' notice.", has_blanks=True)
    assert nearness(standard, read_wording(text)) is expected


def test_brackets_of_a_document_are_no_blanks() -> None:
    assert likeness(read_wording("The fee is [ten]."), read_wording("The fee is nine.")) < 1


def test_differences_have_both_texts_whole() -> None:
    one, other = (
        read_wording("9. The fee, if any, is $5 a day."),
        read_wording("The fee is\n$7 a day!"),
    )
    stretches = differences(one, other)
    assert [(each.first, each.second) for each in stretches if each.differs] == [
        ("if any,", ""),
        ("5", "7"),
    ]
    assert (
        " ".join(filter(None, (each.first for each in stretches)))
        == "9. The fee, if any, is $ 5 a day."
    )
    assert [each.second for each in stretches if not each.differs] == ["The fee", "is $", "a day!"]


def test_blanks_that_were_filled_in_do_not_differ() -> None:
    standard = read_wording("[Party] pays [amount] a year.", has_blanks=True)
    stretches = differences(standard, read_wording("Acme pays $5 a year."))
    assert not any(one.differs for one in stretches)
    assert [one.second for one in stretches] == ["Acme", "pays", "$5", "a year."]


@pytest.mark.parametrize("text", ["", "…", "word"])
def test_nothing_against_something(text: str) -> None:
    stretches = differences(read_wording(""), read_wording(text))
    assert [one.second for one in stretches] == [text]
    assert stretches[0].differs == (text == "word")


def test_very_long_texts_are_told_apart_but_not_aligned() -> None:
    one = read_wording("word " * (MAX_WORDS + 1))
    other = read_wording("word " * MAX_WORDS + "other")
    assert nearness(one, other) is Nearness.CLOSE
    assert [each.differs for each in differences(one, other)] == [True]
