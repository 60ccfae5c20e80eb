from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from enricher.errors import ExtractionError, LabelError
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.formats import LabelSet, Unit, azure, folder_texts, read_labels, write_labels
from tests.enricher.projects.formats.reading import labels_of, read, refused, warnings_of

TEXT = "😀 Dated\r\n6/29/2018"
FILE = """{
  "projectFileVersion": "2022-05-01",
  "stringIndexType": "Utf16CodeUnit",
  "metadata": {
    "projectKind": "CustomEntityRecognition",
    "storageInputContainerName": "loans",
    "projectName": "Loans",
    "multilingual": false,
    "description": "Of a bank",
    "language": "en",
    "settings": {}
  },
  "assets": {
    "projectKind": "CustomEntityRecognition",
    "entities": [{"category": "Date"}, {"category": "Unused"}],
    "documents": [
      {
        "location": "1.txt",
        "language": "en-us",
        "dataset": "Train",
        "entities": [
          {
            "regionOffset": 0,
            "regionLength": 19,
            "labels": [
              {"category": "Date", "offset": 10, "length": 9}
            ]
          }
        ]
      }
    ]
  }
}
"""
TEXTS = {"1.txt": TEXT}


def test_labels_file_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    labels = read(tmp_path, FILE, TEXTS)
    assert labels == LabelSet(
        documents=(LabeledDocument("1.txt", TEXT, (Label(9, 18, "Date"),), "train", "en-us"),),
        categories=("Date", "Unused"),
        project="Loans",
        language="en",
        description="Of a bank",
        settings={"storageInputContainerName": "loans", "multilingual": False, "settings": {}},
    )
    assert labels_of(labels) == {"1.txt": [("6/29/2018", "Date")]}
    assert labels.warnings == ()


@pytest.mark.parametrize(
    ("unit", "offset", "length"),
    [("Utf16CodeUnit", 10, 19), ("UnicodeCodePoint", 9, 18), ("TextElements_v8", 8, 17)],
)
def test_offsets_count_what_the_file_says(
    tmp_path: Path, unit: str, offset: int, length: int
) -> None:
    file = FILE.replace("Utf16CodeUnit", unit).replace('"offset": 10', f'"offset": {offset}')
    labels = read(tmp_path, file.replace('h": 19', f'h": {length}'), TEXTS)
    assert labels_of(labels) == {"1.txt": [("6/29/2018", "Date")]}
    written = json.loads(azure.render(labels, Unit(unit)))
    document = written["assets"]["documents"][0]
    assert written["stringIndexType"] == unit
    assert document["entities"] == [
        {
            "regionOffset": 0,
            "regionLength": length,
            "labels": [{"category": "Date", "offset": offset, "length": 9}],
        }
    ]


def test_regions_are_kept_and_offsets_count_from_the_document(tmp_path: Path) -> None:
    file = FILE.replace('"regionOffset": 0', '"regionOffset": 10').replace('h": 19', 'h": 9')
    assert read(tmp_path, file, TEXTS).documents[0].regions == ((9, 18),)


def test_preview_with_extractors_is_read(tmp_path: Path) -> None:
    file = """{
      "api-version": "2021-11-01-preview",
      "metadata": {"name": "Old", "modelType": "Extraction", "language": "en"},
      "assets": {"extractors": [{"name": "Date"}], "documents": [{"location": "1.txt", "extractors": [
        {"regionOffset": 0, "regionLength": 19,
         "labels": [{"extractorName": "Date", "offset": 10, "length": 9}]}]}]}}"""
    labels = read(tmp_path, file, TEXTS)
    assert labels.project == "Old"
    assert labels_of(labels) == {"1.txt": [("6/29/2018", "Date")]}


def test_byte_order_mark_of_a_text_is_not_counted(tmp_path: Path) -> None:
    labels = read(tmp_path, "\ufeff" + FILE, {"1.txt": "\ufeff" + TEXT})
    assert labels_of(labels) == {"1.txt": [("6/29/2018", "Date")]}


def changed(old: str, new: str) -> str:
    assert old in FILE
    return FILE.replace(old, new)


LABEL = '{"category": "Date", "offset": 10, "length": 9}'


@pytest.mark.parametrize(
    ("file", "problem", "code", "target"),
    [
        (changed('": [{"cat', '": {"cat'), "15: is not JSON: Expecting property name enclosed in double quotes at column 39", "InvalidRequest", ""),
        (changed("Utf16CodeUnit", "Bytes"), "3: stringIndexType: input should be", "InvalidRequest", "stringIndexType"),
        (changed('"projectKind": "CustomEntityRecognition",\n    "storage', '"storage'), "4: metadata.projectKind: is missing", "InvalidRequest", "metadata.projectKind"),
        (changed('"offset": 10', '"offset": "10"'), "26: entities.0.labels.0.offset: expected a whole number, not '10'", "InvalidRequest", "assets.documents[0].entities[0].labels[0].offset"),
        (changed('"Train"', '"Dev"'), "20: dataset: input should be 'train' or 'test', not 'dev'", "InvalidRequest", "assets.documents[0].dataset"),
        (changed('"offset": 10', '"offset": 11'), "26: 1.txt: Date [11, 20) is not in the text, whose length is 19", "LabelOutOfRange", "assets.documents[0].entities[0].labels[0]"),
        (changed('"offset": 10', '"offset": -1'), "26: 1.txt: Date [-1, 8) is not in the text", "LabelOutOfRange", "assets.documents[0].entities[0].labels[0]"),
        (changed('"length": 9', '"length": 0'), "26: 1.txt: Date [10, 10) ends before it begins or is empty", "LabelOutOfRange", "assets.documents[0].entities[0].labels[0]"),
        (changed('"offset": 10', '"offset": 1'), "26: 1.txt: Date [1, 10): offset 1 is inside a surrogate pair", "LabelSplitsCharacter", "assets.documents[0].entities[0].labels[0]"),
        (changed("Utf16CodeUnit", "TextElements_v8"), "26: 1.txt: Date [10, 19) is not in the text, whose length is 17", "LabelOutOfRange", "assets.documents[0].entities[0].labels[0]"),
        (changed('{"category": "Date", "offset"', '{"category": "Day", "offset"'), "26: 1.txt: category 'Day' is not listed in the file", "UnknownCategory", "assets.documents[0].entities[0].labels[0]"),
        (changed('"Unused"', '"Date"'), "15: category 'Date' is listed twice", "DuplicateCategory", "assets.entities[1].category"),
        (changed('"Unused"', '"Un/used"'), "15: category 'Un/used': a name has 1 to 50 characters", "InvalidCategoryName", "assets.entities[1].category"),
        (changed('h": 19', 'h": 12'), "26: 1.txt: Date [10, 19) is not in its region [0, 12)", "LabelOutOfRegion", "assets.documents[0].entities[0].labels[0]"),
        (changed('h": 19', 'h": 20'), "22: 1.txt: region [0, 20) is not in the text", "InvalidRegion", "assets.documents[0].entities[0]"),
        (changed('"1.txt"', '"2.txt"'), "18: '2.txt' is not in ", "DocumentNotFound", "assets.documents[0].location"),
        (changed('"1.txt"', '"../1.txt"'), "18: '../1.txt' is not the name of a file in ", "DocumentNotFound", "assets.documents[0].location"),
        (changed(LABEL, f'{LABEL},\n{{"category": "Unused", "offset": 12, "length": 2}}'), "27: 1.txt: Unused [12, 14) overlaps Date [10, 19)", "OverlappingLabels", "assets.documents[0].entities[0].labels[1]"),
    ],
)  # fmt: skip
def test_wrong_file_is_refused_at_its_line(
    tmp_path: Path, file: str, problem: str, code: str, target: str
) -> None:
    with pytest.raises(LabelError) as caught:
        read(tmp_path, file, TEXTS)
    first = caught.value.problems[0]
    assert f"{first.line}: {first.message}".startswith(problem)
    assert (first.code, first.target) == (code, target)
    assert str(caught.value).startswith(f"{tmp_path / 'file'}:{first.line}: ")


def test_document_that_is_listed_twice_is_refused(tmp_path: Path) -> None:
    document = FILE[FILE.index("      {\n") : FILE.index("    ]\n  }\n}")]
    file = FILE.replace(document, document.rstrip() + ",\n" + document)
    assert refused(tmp_path, file, TEXTS) == ["31: 1.txt: two documents of this name"]


def test_all_problems_of_a_file_are_named_up_to_fifty(tmp_path: Path) -> None:
    wrong = ",\n".join('{"category": "Date", "offset": 99, "length": 1}' for _ in range(60))
    file = FILE.replace(LABEL, wrong).replace("Unused", "Un/used").replace('h": 19', 'h": 190')
    with pytest.raises(LabelError) as caught:
        read(tmp_path, file, TEXTS)
    lines = [problem.line for problem in caught.value.problems]
    assert lines == [15, *range(26, 75)]
    assert str(caught.value).endswith("\nand 12 more")


def test_labels_without_their_texts_are_refused(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, FILE)
    assert "give the folder they are in" in problem


def test_text_that_is_not_utf8_is_refused_by_its_line(tmp_path: Path) -> None:
    read(tmp_path, FILE, TEXTS)
    (tmp_path / "documents" / "1.txt").write_bytes(b"Dated\nZ\xfcrich")
    (problem,) = refused(tmp_path, FILE, {})
    assert re.fullmatch(r"18: \S+1\.txt:2: is not UTF-8 at byte 7; save it as UTF-8", problem)


def test_text_that_cannot_be_extracted_is_a_problem_of_its_document(tmp_path: Path) -> None:
    def texts(name: str) -> str:
        raise ExtractionError(f"{name} is damaged")

    path = tmp_path / "labels.json"
    path.write_text(FILE, encoding="utf-8")
    with pytest.raises(LabelError, match=r"labels\.json:18: 1\.txt is damaged"):
        read_labels(path, texts)


def test_text_in_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    read(tmp_path, FILE, TEXTS)
    (tmp_path / "documents" / "1.txt").write_bytes(TEXT.encode("utf-16"))
    assert labels_of(read(tmp_path, FILE, {})) == {"1.txt": [("6/29/2018", "Date")]}


def test_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(TEXT)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "1.txt").symlink_to(tmp_path / "secret")
    (problem,) = refused(tmp_path, FILE, {})
    assert "'1.txt' is outside" in problem


def test_label_with_white_space_at_its_end_is_kept_and_warned_of(tmp_path: Path) -> None:
    labels = read(
        tmp_path, changed('"offset": 10, "length": 9', '"offset": 9, "length": 10'), TEXTS
    )
    assert labels_of(labels) == {"1.txt": [("\n6/29/2018", "Date")]}
    assert warnings_of(labels) == [
        "26: 1.txt: Date [9, 19) begins or ends with white space; it is kept as it is"
    ]


def test_label_that_stands_there_twice_is_dropped_and_warned_of(tmp_path: Path) -> None:
    labels = read(tmp_path, changed(LABEL, f"{LABEL},\n{LABEL}"), TEXTS)
    assert labels_of(labels) == {"1.txt": [("6/29/2018", "Date")]}
    assert warnings_of(labels) == ["27: 1.txt: Date [10, 19) is listed twice; one is dropped"]


@pytest.mark.parametrize(
    ("labels", "regions", "message"),
    [
        ((Label(0, 3, "A"), Label(2, 5, "B")), (), r"d: A \[0, 3\) and B \[2, 5\) overlap"),
        ((Label(0, 501, "A"),), (), r"d: A \[0, 501\) is longer than Azure's format allows"),
        ((Label(0, 3, "A"),), ((2, 9),), r"d: A \[0, 3\) is outside every region"),
    ],
)
def test_what_azure_cannot_hold_is_not_written(
    tmp_path: Path,
    labels: tuple[Label, ...],
    regions: tuple[tuple[int, int], ...],
    message: str,
) -> None:
    document = LabeledDocument("d", "x" * 600, labels, regions=regions)
    path = tmp_path / "labels.json"
    path.write_text("as it was")
    with pytest.raises(LabelError, match=message):
        write_labels(LabelSet((document,), ("A", "B")), path, "azure")
    assert path.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [path]


def test_label_that_cuts_a_cluster_has_no_offset_in_clusters() -> None:
    labels = LabelSet((LabeledDocument("d", "Zoe\u0308", (Label(0, 3, "A"),)),), ("A",))
    with pytest.raises(LabelError, match=r"^d: \[0, 3\): character 3 is inside a grapheme cluster"):
        azure.render(labels, Unit.TEXT_ELEMENT)
    assert '"length": 3' in azure.render(labels)


def test_loan_agreements_are_read_and_written_alike(test_data: Path, tmp_path: Path) -> None:
    folder = test_data / "loan-agreements"
    labels = read_labels(folder / "loanAgreementsLabels.json", folder_texts(folder))
    assert (len(labels.documents), len(labels.categories)) == (20, 12)
    assert labels_of(labels)["01.txt"][:2] == [
        ("6/29/2018", "Date"),
        ("Parker McLean", "BorrowerName"),
    ]
    write_labels(labels, tmp_path / "labels.json", "azure")
    assert read_labels(tmp_path / "labels.json", folder_texts(folder)) == labels
    old = json.loads((folder / "loanAgreementsLabels.json").read_text(encoding="utf-8"))
    new = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    for file in (old, new):
        for document in file["assets"]["documents"]:
            for region in document["entities"]:
                region["labels"].sort(key=lambda label: label["offset"])
    assert new == old
