from __future__ import annotations

from pathlib import Path

import pytest

from enricher.errors import LabelError
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.formats import LabelSet, read_labels, write_labels
from tests.enricher.projects.formats.reading import labels_of, warnings_of

TEXT = "Acme Inc.\r\nof Rome pays Bolt"


def pair(folder: Path, ann: str, text: str = TEXT, name: str = "01") -> Path:
    file = folder / f"{name}.ann"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(ann.encode())
    (folder / f"{name}.txt").write_bytes(text.encode())
    return file


def test_folder_is_read_with_its_subfolders(tmp_path: Path) -> None:
    pair(tmp_path, "T1\tParty 0 9\tAcme Inc.\nT2\tPlace 14 18\tRome\n", name="train/01")
    pair(tmp_path, "", name="test/02")
    labels = read_labels(tmp_path)
    assert labels_of(labels) == {
        "test/02.txt": [],
        "train/01.txt": [("Acme Inc.", "Party"), ("Rome", "Place")],
    }
    assert [document.dataset for document in labels.documents] == ["test", "train"]


def test_one_pair_is_read(tmp_path: Path) -> None:
    pair(tmp_path, "T1\tParty 24 28\tBolt\n", name="02")
    file = pair(tmp_path, "T1\tParty 0 4\tAcme\n")
    assert labels_of(read_labels(file)) == {"01.txt": [("Acme", "Party")]}


def test_types_of_the_configuration_are_categories(tmp_path: Path) -> None:
    pair(tmp_path, "T1\tParty 0 4\tAcme\n")
    (tmp_path / "annotation.conf").write_text(
        "[entities]\n# comment\nPlace\n\tCity\n-----\nParty\n[relations]\nPays Arg1:Party\n"
    )
    assert read_labels(tmp_path).categories == ("Place", "City", "Party")


def test_label_across_lines_is_one(tmp_path: Path) -> None:
    pair(tmp_path, "T1\tParty 0 9;11 18\tAcme Inc. of Rome\nT2\tPlace 0 18\tAcme Inc.  of Rome\n")
    assert labels_of(read_labels(tmp_path)) == {
        "01.txt": [("Acme Inc.\r\nof Rome", "Party"), ("Acme Inc.\r\nof Rome", "Place")]
    }


def test_pieces_with_text_between_are_labels_each_and_named(tmp_path: Path) -> None:
    pair(tmp_path, "T1\tParty 0 4;24 28\tAcme Bolt\n")
    labels = read_labels(tmp_path)
    assert labels_of(labels) == {"01.txt": [("Acme", "Party"), ("Bolt", "Party")]}
    assert warnings_of(labels) == [
        "1: 01.txt: Party is in 2 pieces with other text between; each is read as a label"
    ]
    assert labels.warnings[0].file == str(tmp_path / "01.ann")


def test_what_is_no_label_is_left_out_and_named(tmp_path: Path) -> None:
    ann = "T1\tParty 0 4\tAcme\nR1\tPays Arg1:T1 Arg2:T2\nE1\tPay:T1 By:T1\nA1\tSure T1\n"
    pair(
        tmp_path,
        ann + "M1\tSure T1\nN1\tReference T1 W:1\tAcme\n#1\tAnnotatorNotes T1\tx\n*\tEquiv T1 T2\n",
    )
    labels = read_labels(tmp_path)
    assert labels_of(labels) == {"01.txt": [("Acme", "Party")]}
    assert warnings_of(labels) == [
        f"None: {what} are left out; only labels (T) are read"
        for what in ("2 relations", "1 events", "2 attributes", "1 normalizations", "1 notes")
    ]


@pytest.mark.parametrize("counted", [0, 1])
def test_byte_order_mark_is_counted_as_the_labels_do(tmp_path: Path, counted: int) -> None:
    pair(tmp_path, f"T1\tPlace {14 + counted} {18 + counted}\tRome\n", "\ufeff" + TEXT)
    labels = read_labels(tmp_path)
    assert labels.documents[0].text == TEXT
    assert labels_of(labels) == {"01.txt": [("Rome", "Place")]}


def test_text_that_is_elsewhere_is_asked_for(tmp_path: Path) -> None:
    file = pair(tmp_path, "T1\tParty 0 4\tAcme\n")
    (tmp_path / "01.txt").unlink()
    labels = read_labels(file, {"01.txt": TEXT}.__getitem__)
    assert labels_of(labels) == {"01.txt": [("Acme", "Party")]}


@pytest.mark.parametrize(
    ("ann", "problem"),
    [
        ("T1\tParty 0 4\tAcme\nT2\tParty 0 4\tAcne\n", "2: 01.txt: Party 0 4 is stated to be 'Acne', but the text there is 'Acme'"),
        ("T1\tParty 0 40\tAcme\n", "1: 01.txt: Party [0, 40) is not in the text, whose length is 28"),
        ("T1\tParty 4 4\t\n", "1: 01.txt: Party [4, 4) ends before it begins or is empty"),
        ("T1\tParty 0 4\tAcme\n\nParty 0 4\n", "3: expected T1, a tab, TYPE START END, a tab and the text, not 'Party 0 4'"),
        ("T1\tParty 0 4 Acme\n", "1: expected T1, a tab, TYPE START END, a tab and the text"),
        ("T1\tPa:rty 0 4\tAcme\n", "1: category 'Pa:rty': a name has 1 to 50 characters"),
    ],
)  # fmt: skip
def test_wrong_line_is_refused_with_its_file_and_number(
    tmp_path: Path, ann: str, problem: str
) -> None:
    file = pair(tmp_path, ann)
    pair(tmp_path, "T1\tParty 0 4\tAcme\n", name="02")
    with pytest.raises(LabelError) as caught:
        read_labels(tmp_path)
    (found,) = caught.value.problems
    assert f"{found.line}: {found.message}".startswith(problem)
    assert found.file == str(file)


def test_label_file_without_a_text_is_refused(tmp_path: Path) -> None:
    pair(tmp_path, "T1\tParty 0 4\tAcme\n")
    (tmp_path / "01.txt").unlink()
    with pytest.raises(LabelError, match=r"01\.ann: its text is missing: '01\.txt' is not in "):
        read_labels(tmp_path)


def test_bytes_that_are_not_utf8_are_refused_with_their_line(tmp_path: Path) -> None:
    file = pair(tmp_path, "")
    file.write_bytes(b"T1\tParty 0 4\tAcme\nT2\tParty 0 4\tZ\xfcri\n")
    with pytest.raises(LabelError, match=r"01\.ann:2: is not UTF-8 at byte 32"):
        read_labels(tmp_path)


def test_written_folder_is_one_for_brat(tmp_path: Path) -> None:
    documents = (
        LabeledDocument("a/01.txt", TEXT, (Label(0, 18, "Loan Party"), Label(5, 9, "Größe"))),
        LabeledDocument("../b", "Bolt", (Label(0, 4, "Loan_Party"),)),
    )
    labels = LabelSet(documents, ("Loan Party", "Größe", "Loan_Party"))
    write_labels(labels, tmp_path / "out", "brat")
    files = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes().decode()
        for path in (tmp_path / "out").rglob("*.*")
    }
    assert set(files) == {
        *("a/01.txt", "a/01.ann", "document-0002.txt", "document-0002.ann"),
        *("annotation.conf", "enricher.json"),
    }
    assert files["a/01.txt"] == TEXT
    assert files["a/01.ann"] == (
        "T1\tLoan_Party_2 0 9;11 18\tAcme Inc. of Rome\nT2\tGr__e 5 9\tInc.\n"
    )
    assert files["annotation.conf"].startswith("[entities]\nLoan_Party_2\nGr__e\nLoan_Party\n")
    assert read_labels(tmp_path / "out") == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [("a\r\nb", (Label(1, 3, "A"),)), ("\ufeffa", ()), ("a\0b\0", ())],
)
def test_what_brat_cannot_hold_is_not_written(
    tmp_path: Path, text: str, labels: tuple[Label, ...]
) -> None:
    document = LabeledDocument("d.txt", text, labels)
    with pytest.raises(LabelError, match=r"^d\.txt: "):
        write_labels(LabelSet((document,), ("A",)), tmp_path / "out", "brat")
    assert list(tmp_path.iterdir()) == []


def test_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    labels = LabelSet((LabeledDocument("d.txt", "a"),), ())
    with pytest.raises(LabelError, match="already exists and is not empty"):
        write_labels(labels, tmp_path, "brat")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
