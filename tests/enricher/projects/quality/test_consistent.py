"""The same words tagged here and not there, or as two categories."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from enricher.entities import Span
from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.projects.quality.flaws import Aspect, Flaw
from tests.enricher.projects.quality.loans import check, clean, found, marked, without


def consistent(documents: list[LabeledDocument], folder: Path) -> list[Flaw]:
    return [one for one in check(documents, folder) if one.aspect is Aspect.CONSISTENT]


def with_text(number: int, more: str) -> list[LabeledDocument]:
    """The clean documents, one with more text, in which labels may be marked."""
    documents = clean()
    one = documents[number]
    added = marked(one.name, f" {more}")
    shifted = [replace(label, start=label.start + len(one.text), end=label.end + len(one.text))
               for label in added.labels]  # fmt: skip
    documents[number] = replace(
        one, text=one.text + added.text, labels=in_order([*one.labels, *shifted])
    )
    return documents


def test_words_that_are_tagged_elsewhere_are_found_whole_and_in_any_case(tmp_path: Path) -> None:
    documents = with_text(0, "Ask HARBOR\r\nLENDING INC. about it, not Harbor Lending Incubators.")
    (flaw,) = consistent(documents, tmp_path)
    assert (flaw.kind, flaw.category) == ("untagged", "Lender")
    (passage,) = flaw.passages
    text = documents[0].text
    assert (passage.document, passage.text) == ("00.txt", "HARBOR\r\nLENDING INC.")
    assert text[passage.start : passage.end] == passage.text
    assert "“harbor lending inc.” is tagged Lender elsewhere, but not in 1 place" in flaw.sentence


def test_words_of_another_document_need_two_that_have_them_tagged(tmp_path: Path) -> None:
    for others, is_found in ((1, False), (2, True)):
        more = [
            marked(f"more-{n}.txt", f"{n} owed to [Lender|Otto Trust Inc.].") for n in range(others)
        ]
        more.append(marked("one.txt", "Otto Trust Inc. sent [City|Austin] a letter."))
        found = consistent([*clean(), *more], tmp_path)
        assert [one.document for flaw in found for one in flaw.passages] == (
            ["one.txt"] if is_found else []
        )


def test_a_date_may_stand_there_twice_and_mean_two_things(tmp_path: Path) -> None:
    documents = with_text(0, "A fair was held on January 27, 2000.")
    assert consistent(documents, tmp_path) == []


def test_words_that_are_often_left_untagged_are_ambiguous_by_nature(tmp_path: Path) -> None:
    austin = [n for n, one in enumerate(clean()) if "Austin" in one.text]
    documents = clean()
    for number in austin:
        text = (
            documents[number].text
            + " The Austin of the mayor is grey. Austin is far, Austin is near."
        )
        documents[number] = replace(documents[number], text=text)
    assert consistent(documents, tmp_path) == []


def test_where_nobody_looked_nothing_is_missing(tmp_path: Path) -> None:
    documents = with_text(0, "Ask Harbor Lending Inc. about it.")
    read = len(clean()[0].text)
    for part in (
        replace(documents[0], regions=((0, read),)),
        replace(without(documents[0], "Lender"), tagged=("Signed", "Sum", "City")),
        replace(documents[0], labels=(), tagged=()),
    ):
        assert consistent([part, *documents[1:]], tmp_path) == []


def test_short_words_and_bare_numbers_mean_many_things(tmp_path: Path) -> None:
    documents = [
        marked(f"{n:02}.txt", f"Loan {n}: [Sum|5%] a year, drawn by [Lender|LP].")
        for n in range(12)
    ]
    documents.append(marked("12.txt", "Only [City|Austin] has 5% of LP."))
    assert consistent(documents, tmp_path) == []


def test_part_of_a_longer_label_is_no_untagged_place(tmp_path: Path) -> None:
    documents = with_text(0, "It is the [Lender|Austin Savings Inc.] of old.")
    assert consistent(documents, tmp_path) == []


def test_a_minority_of_another_category_is_found(tmp_path: Path) -> None:
    documents = clean()
    for number in range(1, 5):
        documents[number] = marked(f"{number:02}.txt", f"{number} [City|Austin] is where all meet.")
    documents[5] = marked("05.txt", "5 [Lender|Austin] pays whoever asks for it.")
    flaws = [one for one in consistent(documents, tmp_path) if one.kind == "two-categories"]
    assert [one.sentence.partition(";")[0] for one in flaws] == [
        "“Austin” is tagged City 6 times and Lender once"
    ]
    assert [(one.document, one.category) for one in flaws[0].passages] == [("05.txt", "Lender")]


def test_one_stretch_with_two_categories_is_found(tmp_path: Path) -> None:
    documents = clean()
    city = next(one for one in documents[0].labels if one.category == "City")
    twice = in_order([*documents[0].labels, Label(city.start, city.end, "Lender")])
    documents[0] = replace(documents[0], labels=twice)
    (flaw,) = consistent(documents, tmp_path)
    assert (flaw.kind, len(flaw.passages)) == ("two-categories", 2)


def test_categories_that_share_their_words_by_nature_are_left_alone(tmp_path: Path) -> None:
    """Lenders and borrowers live in the same cities."""
    documents = [
        replace(one, labels=tuple(
            replace(label, category="Sum") if label.category == "City" and number < 3 else label
            for label in one.labels
        ))
        for number, one in enumerate(clean())
    ]  # fmt: skip
    assert [one.kind for one in consistent(documents, tmp_path)] == []


def test_another_category_of_which_a_model_is_sure_is_shown(tmp_path: Path) -> None:
    documents = clean()
    city = next(one for one in documents[0].labels if one.category == "City")
    others = [Span(city.start, city.end, "Lender", 0.97)]
    (flaw,) = check(documents, tmp_path, found(documents, {"00.txt": others}, tmp_path))
    assert (flaw.kind, flaw.category) == ("found-other-category", "Lender")
    assert [(one.category, one.text) for one in flaw.passages] == [("City", "Austin")]
