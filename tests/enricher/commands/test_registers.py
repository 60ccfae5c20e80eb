"""`enricher project import --register`, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.enricher.command_line import run
from tests.enricher.homes import make_home, write_documents

LETTERS = {
    "north/ada.txt": "Agreement of May 3, 2014 between Orion Labs, Inc. and Ada Byron.\n",
    "bob.txt": "Agreement of 4 June 2015 between ORION LABS INC and Bob Byron.\n",
}
TABLE = """File;Party;Signed;Note
ada;Orion Labs Inc.\u00a0;2014-05-03;
bob.txt;"Orion Labs Inc.
Bob Byron";2015-06-05;late
cid.txt;Orion Labs Inc.;2015-06-05;
"""


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder `letters`, beside it a table; the working folder of the test."""
    for name, text in LETTERS.items():
        (tmp_path / "letters" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "letters" / name).write_text(text)
    (tmp_path / "register.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def load(home: Path, *arguments: str, code: int = 0) -> Result:
    table, folder = home / "register.csv", home / "letters"
    return run(
        home,
        *("project", "import", "letters", "--register", str(table), "--documents", str(folder)),
        *arguments,
        code=code,
    )


def test_import_tells_what_was_found_and_what_not(letters: Path) -> None:
    run(letters, "project", "create", "letters")
    shown = load(letters).output
    lines = [line.split() for line in shown.splitlines()]
    assert ["Party", "Party", "3", "3", "3"] in lines
    assert ["Signed", "Signed", "2", "1", "1"] in lines
    assert "bob.txt, row 3, Signed '2015-06-05': it is not in the text" in shown
    assert "cid.txt, row 4: file not found" in shown
    assert "columns not used: Note" in shown
    assert "new category Signed: date" in shown
    assert "2 documents added, 0 replaced, 0 unchanged; 4 labels" in shown


def test_json_has_all_of_it(letters: Path) -> None:
    run(letters, "project", "create", "letters")
    found: dict[str, Any] = json.loads(load(letters, "--json").stdout)
    assert (found["values"], found["found"], found["labels"]) == (5, 4, 4)
    assert found["documents"] == {"added": 2, "replaced": 0, "unchanged": 0}
    assert found["columns"][1] == {
        "column": "Signed",
        "category": "Signed",
        "values": 2,
        "found": 1,
        "labels": 1,
        "not_found": [
            {
                "file": "bob.txt",
                "row": 3,
                "column": "Signed",
                "value": "2015-06-05",
                "reason": "it is not in the text",
            }
        ],
    }
    assert found["columns_unused"] == ["Note"]
    assert found["files_left_out"] == [{"file": "cid.txt", "rows": [4], "reason": "file not found"}]


def test_documents_of_the_project_need_no_folder(letters: Path) -> None:
    run(letters, "project", "create", "letters")
    load(letters)
    table = str(letters / "register.csv")
    again = run(letters, "project", "import", "letters", "--register", table)
    assert "0 documents added, 0 replaced, 2 unchanged" in again.output


def test_columns_are_named_by_hand(letters: Path) -> None:
    run(letters, "project", "create", "letters")
    shown = load(letters, "--column", "Signed=Date of signing", "--file-column", "file").output
    assert "new category Date of signing: date" in shown
    assert "columns not used: Party, Note" not in shown


def test_what_does_not_go_together_is_misuse(letters: Path) -> None:
    run(letters, "project", "create", "letters")
    assert "takes no FILE" in load(letters, "labels.json", code=2).output
    assert "takes no FILE" in load(letters, "--utf16", code=2).output
    assert "expected 'Heading=Category'" in load(letters, "--column", "Party", code=2).output
    assert "name a FILE" in run(letters, "project", "import", "letters", code=2).output
    alone = ("project", "import", "letters", "x.json", "--column", "a=b")
    assert "need --register" in run(letters, *alone, code=2).output
    table = str(letters / "register.csv")
    empty = run(letters, "project", "import", "letters", "--register", table, code=2)
    assert "no documents in project letters; name their folder" in empty.output


def test_register_that_enricher_wrote_is_read_back(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    documents = write_documents(tmp_path / "documents")
    book = tmp_path / "register.xlsx"
    run(home, "extract", str(documents), "--xlsx", str(book), code=1)  # one file is broken
    run(
        home, "project", "create", "rules", "--schema", str(home / "projects/contracts/schema.toml")
    )
    found = json.loads(
        run(
            home,
            *("project", "import", "rules", "--register", str(book)),
            *("--documents", str(documents), "--json"),
        ).stdout
    )
    counted = {one["category"]: (one["values"], one["found"]) for one in found["columns"]}
    assert counted == {
        "Party": (5, 5),
        "EffectiveDate": (2, 2),
        "Jurisdiction": (2, 2),
        "Money": (2, 2),
    }
    assert {one["file"].rpartition("/")[2] for one in found["files_left_out"]} == {
        "broken.pdf",
        "annexes.zip",  # has no text of its own
        "annex.txt",
    }
    assert found["columns_unused"][:3] == ["kind", "language", "pages"]
