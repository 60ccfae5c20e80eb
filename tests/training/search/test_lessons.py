from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from enricher.errors import InputError
from enricher.models.registry import Registry
from training.experiments.search.lessons import (
    ASKED,
    asked_lessons,
    fill,
    read_contracts,
    read_unseen,
    read_wordings,
    worded_lessons,
)

TEXT = (
    "SUPPLY AGREEMENT between Acme Inc. and Vega Ltd.\n\n1. Term. This Agreement ends on May 1, 2030, unless"
    " it is terminated before that day by one of the parties.\n\n2. Assignment. Neither party may assign this"
    " Agreement without the consent of the other party, which must be given in writing.\n"
)


@pytest.fixture
def cuad(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "abc.txt").write_text(TEXT)
    start = TEXT.index("Neither")
    row = {
        "id": "abc",
        "kind": "Supply",
        "labels": [[start, start + 60, "Anti-Assignment"]],
        "answers": {"Parties": 'Acme Inc. ("Acme"); Vega Ltd.'},
    }
    (tmp_path / "labels.jsonl").write_text(json.dumps(row) + "\n")
    return tmp_path


def test_label_is_a_lesson_for_each_wording_drawn(cuad: Path) -> None:
    (contract,) = read_contracts(cuad)
    assert contract.names == ("Acme", "Vega")
    (passage,) = contract.labels["AntiAssignment"]
    assert "Neither party may assign" in contract.passages[passage]
    lessons = worded_lessons([contract], read_wordings(), 3, 1)
    assert len({one.question for one in lessons}) == 3
    assert {one.category for one in lessons} == {"AntiAssignment"}
    assert {one.right for one in lessons} == {frozenset([passage])}
    assert lessons == worded_lessons([contract], read_wordings(), 3, 1)


def test_written_question_is_a_lesson_for_the_passage_it_is_about(cuad: Path) -> None:
    (contract,) = read_contracts(cuad)
    start = TEXT.index("This Agreement ends")
    path = cuad / "asked.tsv"
    path.write_text(f"abc.txt\t{start}\t{start + 40}\twhen is it over\nxyz.txt\t0\t9\tunknown\n")
    (lesson,) = asked_lessons({"abc": contract}, path)
    assert "ends on May 1" in contract.passages[min(lesson.right)]
    assert lesson.category == ""


def test_contracts_that_are_left_out_teach_nothing() -> None:
    names = {line.split("\t")[0] for line in ASKED.read_text(encoding="utf-8").splitlines()}
    assert names
    assert not {one.removesuffix(".txt") for one in names} & read_unseen()


def test_missing_data_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not hold the contracts"):
        read_contracts(tmp_path)


def test_wordings_are_of_categories_that_ship() -> None:
    schema = Registry(Path("nowhere")).merged_schema(["contracts", "clauses"])
    wordings = read_wordings()
    assert {one.category for one in wordings} <= {one.name for one in schema.categories}
    assert {one.category for one in wordings if one.is_held_out} == {
        one.category for one in wordings
    }
    learned = {one.text for one in wordings if not one.is_held_out}
    assert not learned & {one.text for one in wordings if one.is_held_out}


def test_wording_names_two_parties() -> None:
    filled = fill("may {a} sue {b}", ("Acme", "Vega"), Random(1))
    assert set(filled.split()) == {"may", "sue", "Acme", "Vega"}
    assert fill("may {a} sue {b}", (), Random(1)) == "may the company sue the other party"
