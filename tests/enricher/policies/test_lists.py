"""Lists of names: what is on them, what is near, and which files are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.errors import PolicyError
from enricher.policies.lists import read_list
from tests.enricher.policies.writing import load, write_list


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("a.txt", "# names\n\nAcme Holdings, Inc.\n  Globex LLC  \n"),
        ("b.txt", "\ufeffAcme Holdings, Inc.\r\nGlobex LLC"),
        ("c.csv", 'Acme Holdings Inc.,since 2020\n"Globex LLC",\n'),
        ("d.csv", 'since;Name\n2020;"ACME Holdings, Inc."\n;Globex L.L.C.\n'),
    ],
)
def test_names_are_on_a_list_however_they_are_written(
    tmp_path: Path, file: str, content: str
) -> None:
    names = read_list(write_list(tmp_path, file, content))
    assert len(names) == 2
    assert all(one in names for one in ("ACME HOLDINGS INC", "Globex, LLC", "globex llc"))
    assert "Acme Holding Inc." not in names
    assert len(names.near("Acme Holding Inc.")) == 1
    assert names.near("Initech") == ()


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [("a.txt", b"\xff\xfe", "is not UTF-8 text"), ("b.csv", b'"a" b,c\n', "is no CSV")],
)
def test_file_that_is_no_list_is_told(
    tmp_path: Path, file: str, content: bytes, expected: str
) -> None:
    path = write_list(tmp_path, file, "")
    path.write_bytes(content)
    with pytest.raises(PolicyError, match=expected):
        read_list(path)
    (problem,) = load(tmp_path).problems
    assert problem.file == str(path)


def test_own_list_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    write_list(tmp_path / "shipped", "names.txt", "Acme\nGlobex\n")
    write_list(tmp_path / "own", "names.csv", "Initech\n")
    found = load(tmp_path / "own", tmp_path / "shipped").lists["names"]
    assert (len(found), "Initech" in found) == (1, True)
