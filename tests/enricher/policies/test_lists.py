"""Lists of names: what is on them, what is near, and which files are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.errors import PolicyError
from enricher.policies.lists import NamedList, read_list
from tests.enricher.policies.writing import load, write_list


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("a.txt", "# names\n\nAcme Holdings, Inc.\n  Globex LLC  \n"),
        ("b.txt", "\ufeffAcme Holdings, Inc.\r\nGlobex LLC"),
        ("c.csv", '"Acme Holdings, Inc."\n"Globex LLC",\n'),
        ("d.csv", 'since;Name\n2020;"ACME Holdings, Inc."\n;Globex L.L.C.\n'),
        ("e.csv", "id;full name;country\n1;Acme Holdings, Inc.;US\n2;Globex LLC;DE\n"),
        ("f.csv", "ID,Full_Name\n1,Acme Holdings Inc.\n2,Globex LLC\n"),
        ("g.csv", "name, as registered;full name\nx;Acme Holdings, Inc.\ny;Globex LLC\n"),
        ("h.csv", "sep=;\nName;Since\nAcme Holdings, Inc.;2020\nGlobex LLC;\n"),
        ("i.csv", "country\tcompany name\nUS\tAcme Holdings, Inc.\nDE\tGlobex LLC\n"),
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
    [
        ("a.txt", b"\xff\xfe", "is not UTF-8 text"),
        ("b.csv", b'"a" b,c\n', "is not CSV"),
        (
            "c.csv",
            b"id;firm\n1;Acme\n",
            "has the columns 'id', 'firm'.* title the column of names `name`",
        ),
        ("d.csv", b"Acme Inc.,2020\nGlobex,\n", "has the columns 'Acme Inc.', '2020'"),
        ("e.csv", b"name\nAcme\nGlobex, Ltd.\n", "has 2 columns in line 3 and 1 in its first"),
        ("f.csv", b"name\nAcme\nGlobex;2020\n", "has more than one name in a cell of line 3"),
        ("g.txt", b"# ours\nAcme;2020\n", "has a table in line 2 .* name the file .csv"),
    ],
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


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("purchase order,amount,currency\nTK-118,1190.00,EUR\n", ("1190.00", "EUR")),
        ("PO;Order amount\nTK-118;1.190,00 EUR\n", ("1190.00", "EUR")),
        ("name,total\nTK 118,EUR 1190\n", ("1190", "EUR")),
        ('order number,amount\ntk118,"1,190.00"\n', ("1190.00", "")),
        ("purchase order,amount\nTK-118,much\n", (None, "")),
        ("purchase order,amount\nTK-118,1.190\n", (None, "")),
    ],
)
def test_a_list_has_an_amount_for_each_name(
    tmp_path: Path, content: str, expected: tuple[str | None, str]
) -> None:
    listed = read_list(write_list(tmp_path, "orders.csv", content))
    (amount,) = listed.amounts("TK-118")
    assert (
        amount.value if amount.value is None else f"{amount.value:f}",
        amount.currency,
    ) == expected
    assert listed.amounts("TK-119") == []


def test_another_amount_makes_another_list_and_several_are_told(tmp_path: Path) -> None:
    def read(*rows: str) -> NamedList:
        content = "\n".join(["po,amount", *rows])
        return read_list(write_list(tmp_path, "orders.csv", content))

    one = read("TK-118,100")
    assert one.digest != read("TK-118,101").digest != read("TK-118,").digest
    assert len(read("TK-118,100", "tk 118,100").amounts("TK-118")) == 1
    assert len(read("TK-118,100", "tk 118,200").amounts("TK-118")) == 2
    assert read("TK-118,").amounts("TK-118") == []
