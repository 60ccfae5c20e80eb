"""Too few labels, categories that do not fit, and sets that do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from enricher.expressions.schema_file import parse_schema
from enricher.ledger.labels import DataSet, Label, LabeledDocument, in_order
from enricher.projects.quality import check_labels
from enricher.projects.quality.flaws import Flaw, Severity
from tests.enricher.projects.quality.loans import (
    SCHEMA,
    check,
    clean,
    marked,
    shipped_tokenizer,
    without,
)


def flaws_of(documents: list[LabeledDocument], folder: Path, *kinds: str) -> list[Flaw]:
    return [one for one in check(documents, folder) if one.kind in kinds]


def test_a_category_with_few_labels_to_learn_from_is_named_with_its_documents(
    tmp_path: Path,
) -> None:
    documents = [without(one, "City") if 3 <= n < 18 else one for n, one in enumerate(clean())]
    (flaw,) = flaws_of(documents, tmp_path, "few-to-train")
    assert flaw.category == "City"
    assert "City has 3 labels to learn from, and needs at least 15" in flaw.sentence
    assert flaw.documents == ("00.txt", "01.txt", "02.txt")


def test_a_category_that_is_not_measured_is_named(tmp_path: Path) -> None:
    documents = [without(one, "City") if one.dataset == "test" else one for one in clean()]
    assert [one.category for one in flaws_of(documents, tmp_path, "none-to-test")] == ["City"]
    undecided = [replace(one, dataset=None) for one in documents]
    assert flaws_of(undecided, tmp_path, "none-to-test") == []  # a testing set is drawn


def test_a_category_without_labels_is_named(tmp_path: Path) -> None:
    documents = [without(one, "City") for one in clean()]
    (flaw,) = flaws_of(documents, tmp_path, "no-labels")
    assert flaw.sentence.startswith("City has no label; tag some")


def test_labels_of_a_category_that_the_schema_lacks_are_an_error(tmp_path: Path) -> None:
    documents = clean()
    documents[0] = replace(
        documents[0], labels=in_order([*documents[0].labels, Label(0, 4, "Kind")])
    )
    (flaw,) = flaws_of(documents, tmp_path, "unknown-category")
    assert (flaw.category, flaw.severity) == ("Kind", Severity.ERROR)
    assert [one.text for one in flaw.passages] == ["This"]


def test_labels_that_rules_find_are_not_learned_from(tmp_path: Path) -> None:
    ruled = parse_schema(
        {
            "categories": {
                **{name: {"type": SCHEMA[name].type, "learned": True} for name in SCHEMA.names},
                "Sum": {"type": "money", "detectors": ["money"]},
            }
        },
        "ruled",
    )
    (flaw,) = check(clean(), tmp_path, schema=ruled)
    assert (flaw.kind, flaw.category, flaw.severity) == ("not-learned", "Sum", Severity.NOTE)


def test_documents_that_nobody_has_been_through_are_named(tmp_path: Path) -> None:
    documents = [*clean(), LabeledDocument("new.txt", "A letter about the weather of May.")]
    (flaw,) = check(documents, tmp_path)
    assert (flaw.kind, flaw.documents) == ("untagged-documents", ("new.txt",))
    assert "`enricher project next loans`" in flaw.sentence


def test_a_project_without_labels_or_documents_says_how_to_begin() -> None:
    (none,) = check_labels([], SCHEMA, shipped_tokenizer(), None, "loans")
    assert (none.kind, none.severity) == ("no-documents", Severity.ERROR)
    untouched = [replace(one, labels=()) for one in clean()]
    (flaw,) = check_labels(untouched, SCHEMA, shipped_tokenizer(), None, "loans")
    assert (flaw.kind, len(flaw.documents)) == ("no-labels", 24)


def test_a_rare_category_is_named_where_there_are_enough_to_learn_it(tmp_path: Path) -> None:
    sums = " ".join(f"[Sum|$1,{n:03}.00]" for n in range(400))
    documents = [*clean(), marked("25.txt", f"All of these: {sums}")]
    rare = flaws_of(documents, tmp_path, "rare")
    assert {one.category for one in rare} == set()  # 24 labels are a twentieth of 424
    sums = " ".join(f"[Sum|$1,{n:03}.00]" for n in range(600))
    documents = [*clean(), marked("25.txt", f"All of these: {sums}")]
    rare = flaws_of(documents, tmp_path, "rare")
    assert {one.category for one in rare} == {"Lender", "Signed", "City"}


def test_a_category_that_one_set_has_far_more_often_is_named(tmp_path: Path) -> None:
    documents = [
        without(one, "City") if one.dataset == "train" and n % 6 else one
        for n, one in enumerate(clean())
    ]
    (flaw,) = flaws_of(documents, tmp_path, "shares-differ")
    assert (
        "City is in 3 of 18 documents to learn from and in 6 of 6 to measure with" in flaw.sentence
    )


def test_the_same_text_in_both_sets_is_an_error(tmp_path: Path) -> None:
    documents = clean()
    copy = replace(documents[0], name="copy.txt", dataset="test", text=documents[0].text + "\r\n")
    (flaw,) = check([*documents, copy], tmp_path)
    assert (flaw.kind, flaw.severity) == ("copies-in-both", Severity.ERROR)
    assert set(flaw.documents) == {"00.txt", "copy.txt"}
    within = replace(copy, dataset="train")
    (flaw,) = check([*documents, within], tmp_path)
    assert (flaw.kind, flaw.severity) == ("copies", Severity.NOTE)


def long(number: int, dataset: DataSet, value: str) -> LabeledDocument:
    words = " ".join(f"clause{n} of the loan says what word{n * 7} means" for n in range(60))
    made = marked(f"long-{number}.txt", f"{words} and the lender is [Lender|{value} Inc.] here")
    return replace(made, dataset=dataset)


def test_near_copies_in_both_sets_are_found_and_filled_in_forms_are_none(tmp_path: Path) -> None:
    one = long(1, "train", "Otto Holdings")
    near = replace(long(2, "test", "Otto Holdings"), text="x " * 5 + one.text,
                   labels=tuple(replace(a, start=a.start + 10, end=a.end + 10) for a in one.labels))  # fmt: skip
    (flaw,) = check([*clean(), one, near], tmp_path)
    assert (flaw.kind, flaw.severity) == ("near-copies-in-both", Severity.WARNING)
    assert set(flaw.documents) == {"long-1.txt", "long-2.txt"}
    form = long(3, "test", "Ampere Savings")
    assert check([*clean(), one, form], tmp_path) == []
