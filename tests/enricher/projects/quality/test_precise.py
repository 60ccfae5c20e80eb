"""Labels that begin and end otherwise than the others of their category."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.projects.quality.flaws import Aspect, Flaw, Severity
from enricher.schema import Category, EntitySchema
from enricher.values import PASSAGE
from tests.enricher.projects.quality.loans import (
    SCHEMA,
    check,
    clean,
    found,
    found_as_labelled,
    marked,
    moved,
)


def only(flaws: list[Flaw]) -> Flaw:
    assert len(flaws) == 1, [flaw.sentence for flaw in flaws]
    return flaws[0]


def checked(documents: list[LabeledDocument], folder: Path) -> Flaw:
    """The one flaw of documents, in which a cross-validation finds what the clean labels say."""
    return only(check(documents, folder, found_as_labelled(documents, folder)))


def planted(number: int, category: str, start: int = 0, end: int = 0) -> list[LabeledDocument]:
    documents = clean()
    documents[number] = moved(documents[number], category, start, end)
    return documents


def test_clean_labels_have_no_flaw(tmp_path: Path) -> None:
    assert check(clean(), tmp_path) == []


@pytest.mark.parametrize(
    ("category", "start", "end", "kind", "suggested"),
    [
        ("Lender", -len("between "), 0, "edge", "Harbor Lending Inc."),
        ("Lender", 0, -len(" Inc."), "choice", "Harbor Lending Inc."),
        ("Lender", 0, 4, "edge", "Harbor Lending Inc."),
        ("City", -3, 0, "edge", "Austin"),
        ("Sum", 1, 0, "part", "$589,226.00"),
        ("Sum", 0, len(" in old"), "more-than-value", "$589,226.00"),
        ("Sum", 0, -len("589,226.00"), "value", "$589,226.00"),
        ("Signed", -3, 0, "more-than-value", "January 27, 2000"),
        ("Signed", 0, -len(", 2000"), "value", "January 27, 2000"),
    ],
)
def test_a_label_that_is_cut_or_takes_in_too_much_is_found_with_what_was_meant(
    tmp_path: Path, category: str, start: int, end: int, kind: str, suggested: str
) -> None:
    flaw = checked(planted(0, category, start, end), tmp_path)
    assert (flaw.kind, flaw.category, flaw.aspect) == (kind, category, Aspect.PRECISE)
    (passage,) = flaw.passages
    assert passage.document == "00.txt"
    assert passage.suggested_text == suggested
    text = clean()[0].text
    assert text[passage.start : passage.end] == passage.text
    assert passage.suggested
    assert text[slice(*passage.suggested)] == suggested


def test_a_comma_that_few_labels_take_in_is_found(tmp_path: Path) -> None:
    documents = [
        marked(f"{n:02}.txt", f"A letter to [Name|Person{chr(65 + n)}],{' ' * n} who owes it all.")
        for n in range(12)
    ]
    for number in (3, 7):
        documents[number] = moved(documents[number], "Name", end=1)
    flaws = check(documents, tmp_path, schema=NAMES)
    (flaw,) = [one for one in flaws if one.aspect is Aspect.PRECISE]
    assert (flaw.kind, [one.document for one in flaw.passages]) == ("choice", ["03.txt", "07.txt"])
    assert flaw.sentence.startswith("2 of 12 Name labels take in a comma or the like behind")
    assert [one.suggested_text for one in flaw.passages] == ["PersonD", "PersonH"]


NAMES = parse_schema({"categories": {"Name": {"type": "text", "learned": True}}}, "names")


def articles(of: int, with_article: int) -> list[LabeledDocument]:
    return [
        marked(
            f"{n:02}.txt",
            f"{n} [Name|the Guild of {chr(65 + n)}aa] pays."
            if n < with_article
            else f"{n} the [Name|Guild of {chr(65 + n)}aa] pays.",
        )
        for n in range(of)
    ]


def test_an_article_is_odd_where_nearly_all_leave_it_out(tmp_path: Path) -> None:
    flaws = check(articles(20, 2), tmp_path, schema=NAMES)
    (flaw,) = [one for one in flaws if one.aspect is Aspect.PRECISE]
    assert flaw.sentence.startswith("2 of 20 Name labels take in an article in front")
    assert flaw.passages[0].suggested_text == "Guild of Aaa"
    flaws = check(articles(20, 18), tmp_path, schema=NAMES)
    (flaw,) = [one for one in flaws if one.aspect is Aspect.PRECISE]
    assert flaw.sentence.startswith("2 of 20 Name labels leave out an article in front")
    assert flaw.passages[0].suggested_text == "the Guild of Saa"


def test_no_habit_is_no_flaw(tmp_path: Path) -> None:
    flaws = check(articles(20, 9), tmp_path, schema=NAMES)
    assert [one for one in flaws if one.aspect is Aspect.PRECISE] == []


@pytest.mark.parametrize(
    ("start", "end", "kind"), [(-1, 0, "blanks"), (0, 1, "blanks"), (2, 0, "half-word")]
)
def test_blanks_and_half_words_are_what_training_snaps(
    tmp_path: Path, start: int, end: int, kind: str
) -> None:
    documents = clean()
    documents[0] = marked("00.txt", f"{documents[0].text} So it is in [City|Austin] too.", "train")
    documents[0] = replace(
        documents[0], labels=in_order([*clean()[0].labels, *documents[0].labels])
    )
    *others, last = documents[0].labels
    bad = replace(last, start=last.start + start, end=last.end + end)
    documents[0] = replace(documents[0], labels=in_order([*others, bad]))
    flaw = checked(documents, tmp_path)
    assert (flaw.kind, flaw.severity) == (kind, Severity.WARNING)
    assert [(one.start, one.end) for one in flaw.passages] == [(bad.start, bad.end)]


def test_what_training_refuses_is_an_error(tmp_path: Path) -> None:
    documents = clean()
    text = documents[0].text
    inner = Label(text.index("Harbor"), text.index("Harbor") + len("Harbor"), "City")
    empty = Label(len(text) - 1, len(text), "City")  # a full stop is a word, a blank is none
    gap = Label(text.index(" loan"), text.index(" loan") + 1, "City")
    documents[0] = replace(documents[0], labels=in_order([*documents[0].labels, inner, gap]))
    assert empty not in documents[0].labels
    flaws = [one for one in check(documents, tmp_path) if one.severity is Severity.ERROR]
    assert {one.kind: [each.text for each in one.passages] for one in flaws} == {
        "overlap": ["Harbor"],
        "no-word": [" "],
    }


def test_labels_that_the_schema_keeps_apart_are_an_error_once(tmp_path: Path) -> None:
    documents = clean()
    lender = next(one for one in documents[0].labels if one.category == "Lender")
    inner = Label(lender.start, lender.start + 3, "City")
    documents[0] = replace(documents[0], labels=in_order([*documents[0].labels, inner]))
    apart = EntitySchema(
        tuple(replace(one, overlaps=one.name != "Lender") for one in SCHEMA.categories)
    )
    told = [one for one in check(documents, tmp_path, schema=apart) if one.category == "City"]
    (flaw,) = [one for one in told if one.severity is Severity.ERROR]
    assert (flaw.kind, [(one.start, one.end) for one in flaw.passages]) == (
        "forbidden",
        [(inner.start, inner.end)],
    )
    assert "which the schema forbids" in flaw.sentence


def test_a_type_that_the_labels_do_not_have_is_said_once(tmp_path: Path) -> None:
    wrong = parse_schema(
        {
            "categories": {
                name: {"type": "percent" if name == "City" else SCHEMA[name].type, "learned": True}
                for name in SCHEMA.names
            }
        },
        "wrong",
    )
    flaw = only(check(clean(), tmp_path, schema=wrong))
    assert (flaw.kind, flaw.category, len(flaw.passages)) == ("type", "City", 24)
    assert "24 of 24 City labels read as no percent" in flaw.sentence


def test_a_label_far_longer_than_the_others_is_found(tmp_path: Path) -> None:
    documents = clean()
    words = "Interest runs from the first day"
    at = documents[0].text.index(words)
    documents[0] = replace(
        documents[0],
        labels=in_order([*documents[0].labels, Label(at, at + len(words), "City")]),
    )
    flaws = [one for one in check(documents, tmp_path) if one.kind == "length"]
    assert [one.passages[0].text for one in flaws] == [words]


def test_a_label_over_the_end_of_a_sentence_is_found(tmp_path: Path) -> None:
    documents = clean()
    text = documents[0].text
    at = text.index(" notes. Securities")
    documents[0] = replace(
        documents[0],
        labels=in_order([*documents[0].labels, Label(at + 1, at + 18, "City")]),
    )
    assert [
        one.passages[0].text for one in check(documents, tmp_path) if one.kind == "sentences"
    ] == ["notes. Securities"]


def test_bounds_of_which_a_model_is_sure_are_shown(tmp_path: Path) -> None:
    documents = clean()
    label = documents[0].labels[0]
    others = [Span(label.start, label.end + 4, label.category, 0.95)]
    flaw = only(check(documents, tmp_path, found(documents, {"00.txt": others}, tmp_path)))
    assert (flaw.kind, flaw.aspect) == ("found-bounds", Aspect.PRECISE)
    assert flaw.passages[0].suggested == (label.start, label.end + 4)


def test_a_name_of_which_a_part_is_tagged_is_found_by_its_other_places(tmp_path: Path) -> None:
    documents = clean()
    text = f"{documents[0].text} Signed: Harbor Lending Inc."
    whole, last = text.index("Harbor"), text.rindex("Lending")
    labels = [one for one in documents[0].labels if one.start != whole]
    for part, other in (
        ((whole, whole + 19), (last, last + 12)),
        ((whole + 7, whole + 19), (last - 7, last + 12)),
    ):
        two = [Label(*part, "Lender"), Label(*other, "Lender")]
        documents[0] = replace(documents[0], text=text, labels=in_order([*labels, *two]))
        flaw = checked(documents, tmp_path)
        assert flaw.kind == "cut-name"
        assert [(one.text, one.suggested_text) for one in flaw.passages] == [
            ("Lending Inc.", "Harbor Lending Inc.")
        ]


def test_a_longer_name_that_is_tagged_once_does_not_make_parts_of_the_others(
    tmp_path: Path,
) -> None:
    words = "to [Lender|Vega Trust Inc.] and " * 4
    documents = [
        *clean(),
        marked("25.txt", f"{words} to [Lender|Vega Trust Inc. and] [City|Austin]"),
    ]
    assert {one.kind for one in check(documents, tmp_path)} == {"edge"}


def test_a_date_that_takes_in_more_than_the_others_is_found(tmp_path: Path) -> None:
    documents = clean()
    for number, one in enumerate(documents):
        documents[number] = marked(
            one.name,
            one.text.replace("January", "Jan.") + f" Closed on [Signed|May {number + 1}, 2031].",
        )
    documents[3] = marked("03.txt", "3 Closed [Signed|dated May 4, 2031].")
    (flaw,) = [one for one in check(documents, tmp_path) if one.kind == "more-than-value"]
    assert [one.suggested_text for one in flaw.passages] == ["May 4, 2031"]


LAWS = parse_schema({"categories": {"Law": {"type": "jurisdiction", "learned": True}}}, "laws")
STATES = ("Ohio", "Texas", "Delaware", "Nevada", "Oregon", "Florida", "Kansas", "Utah", "Idaho",
          "Iowa", "Maine", "Montana")  # fmt: skip


@pytest.mark.parametrize(
    "last",
    [
        "under the laws of the State of\n[Law|Georgia] without its conflicts",
        "of a court that sits in Fort Worth, [Law|Texas], for all purposes",
        "under the laws of the State of [Law|England and Wales] without its conflicts",
    ],
)
def test_wrapped_lines_and_values_that_stand_otherwise_are_no_flaw(
    tmp_path: Path, last: str
) -> None:
    documents = [
        marked(
            f"{n:02}.txt", f"{n} It holds under the laws of the State of [Law|{state}] without {n}."
        )
        for n, state in enumerate(STATES)
    ]
    documents.append(marked("last.txt", f"It holds {last} of it."))
    flaws = check(documents, tmp_path, schema=LAWS)
    assert [one.sentence for one in flaws if one.aspect is Aspect.PRECISE] == []


def test_passages_lie_over_other_labels_and_are_of_any_length(tmp_path: Path) -> None:
    clauses = (Category(name, PASSAGE, learned=True) for name in ("Making", "Whole"))
    schema = EntitySchema((*SCHEMA.categories, *clauses))
    documents = []
    for number, one in enumerate(clean()):
        first = one.text.index(". ") + 1 if number % 2 else one.text.index(". ", 90) + 1
        passages = Label(0, first, "Making"), Label(0, len(one.text), "Whole")
        documents.append(replace(one, labels=in_order((*one.labels, *passages))))
    unseen = found_as_labelled(documents, tmp_path)
    assert check(documents, tmp_path, unseen, schema) == []
