"""Contracts of CUAD: who their parties are, and which are copies of each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enricher.errors import InputError
from training.experiments.cuad import group_copies, parties_of, read_cuad

TEXT = (
    "Supply Agreement between Cerus Corporation (\u201cCerus\u201d), Porex Ltd. and Ann Lee (each a"
    " \u201cParty\u201d). Cerus orders. Signed: CERUS CORPORATION, the Supplier."
)
MARKED = (
    "Cerus Corporation", "Cerus", "Porex Ltd.", "Ann Lee", "each a \u201cParty\u201d", "Supplier",
)  # fmt: skip
ANSWER = 'Cerus Corporation ("Cerus"); Porex Ltd. and Ann Lee (each a "Party")'


def write_set(folder: Path, *texts: str) -> None:
    (folder / "texts").mkdir()
    rows = []
    for number, text in enumerate(texts):
        (folder / "texts" / f"c{number}.txt").write_text(text, encoding="utf-8")
        labels = [
            [text.index(words), text.index(words) + len(words), "Parties"] for words in MARKED
        ]
        answers = {"Parties": ANSWER}
        rows.append({"id": f"c{number}", "kind": "Supply", "labels": labels, "answers": answers})
    lines = "\n".join(json.dumps(row) for row in rows)
    (folder / "labels.jsonl").write_text(lines, encoding="utf-8")


def test_names_before_the_parentheses_are_the_parties(tmp_path: Path) -> None:
    write_set(tmp_path, TEXT)
    (contract,) = read_cuad(tmp_path)
    assert contract.parties == ("Cerus Corporation", "Porex Ltd.", "Ann Lee")
    places = [contract.text[one.start : one.end] for one in contract.labeled.labels]
    assert places == ["Cerus Corporation", "Porex Ltd.", "Ann Lee", "CERUS CORPORATION"]


@pytest.mark.parametrize(
    ("marked", "answer", "parties"),
    [
        ("Kiromic, Inc.", 'Kriomic, Inc. ("Company")', ("Kiromic Inc.",)),
        ("Fonterra (USA) Inc.", 'Fonterra (USA) Inc., ("Supplier")', ("Fonterra (USA) Inc.",)),
        ("UBS AG", 'UBS AG ("UBS AG")', ("UBS AG",)),
        ("d/b/a Recreation USA", 'Holiday, Inc. d/b/a Recreation USA ("Company")', ()),
        ("Pluto Ltd.", 'Mars Ltd. ("Supplier")', ()),
        ("Ann, LLC, Bo, L.P.", "Ann, LLC, Bo, L.P. (each a “Seller”)", ("Ann LLC", "Bo LP")),
        (
            "Keefe, Bruyette & Woods, Inc.",
            "Keefe, Bruyette & Woods, Inc.",
            ("Keefe Bruyette and Woods Inc.",),
        ),
        ("Porex Ltd. of Wales", "(Porex Ltd. of Wales; Mars Ltd.)", ("Porex Ltd. of Wales",)),
    ],
)
def test_name_is_a_party_however_the_answer_spells_it(
    marked: str, answer: str, parties: tuple[str, ...]
) -> None:
    row = {"labels": [[0, len(marked), "Parties"]], "answers": {"Parties": answer}}
    assert parties_of(row, marked) == parties


def test_name_within_another_is_a_party_where_the_answer_names_it() -> None:
    text = "Sykes Health Inc., Health Inc. and Sykes"
    row = {
        "labels": [[0, 17, "Parties"], [19, 30, "Parties"], [35, 40, "Parties"]],
        "answers": {"Parties": 'Sykes Health Inc. ("Sykes"); Health Inc.'},
    }
    assert parties_of(row, text) == ("Sykes Health Inc.", "Health Inc.")


def test_company_that_the_answer_names_is_a_party_where_nobody_marked_it() -> None:
    row = {"labels": [], "answers": {"Parties": 'Artara Inc. ("Artara"); Mars Ltd.; Ann Lee'}}
    assert parties_of(row, "ARTARA, INC. and Ann Lee") == ("Artara Inc.",)


def test_passages_are_looked_for_in_another_reading(tmp_path: Path) -> None:
    write_set(tmp_path, TEXT)
    read = "EX-10.1\n" + TEXT.replace("Porex Ltd.", "Porex\nLtd.")
    (contract,) = read_cuad(tmp_path, {"c0": read})
    passages = [contract.text[start:end] for start, end in contract.passages("Parties")]
    assert passages[:3] == ["Cerus Corporation", "Cerus", "Porex\nLtd"]
    assert contract.kind == "Supply"


def test_near_copies_stay_together(tmp_path: Path) -> None:
    clauses = " ".join(f"Clause {number} is about thing {number}." for number in range(60))
    write_set(tmp_path, TEXT, TEXT + clauses, TEXT + clauses + " More.", TEXT + clauses + " Less.")
    groups = [[one.id for one in group] for group in group_copies(read_cuad(tmp_path))]
    assert sorted(groups) == [["c0"], ["c1", "c2", "c3"]]


def test_folder_without_the_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not hold CUAD"):
        read_cuad(tmp_path)
