from __future__ import annotations

import json
from pathlib import Path

import pytest

from enricher.ledger.labels import Label
from enricher.projects.formats import Unit, write_labels
from tests.clocks import processor_at_most
from tests.enricher.projects.formats.reading import labels_of, read, refused, warnings_of

DATED = [("6/29/2018", "Date"), ("Acme", "Party")]


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "6/29/2018 Acme", "label": [[0, 9, "Date"], [10, 14, "Party"]]}',
        '{"text": "6/29/2018 Acme", "labels": [[10, 14, "Party"], [0, 9, "Date"]]}',
        '{"id": 7, "text": "6/29/2018 Acme", "label": [[0, 9, "Date"], [10, 14, "Party"]], "Comments": []}',
        '{"id": 7, "text": "6/29/2018 Acme", "entities": [{"id": 1, "label": "Date", "start_offset": 0,'
        ' "end_offset": 9}, {"id": 2, "label": "Party", "start_offset": 10, "end_offset": 14}],'
        ' "relations": [], "Comments": []}',
        '[{"text": "6/29/2018 Acme",\n"label": [[0, 9, "Date"], [10, 14, "Party"]]}]',
    ],
)
def test_every_form_of_its_exports_is_read(tmp_path: Path, line: str) -> None:
    labels = read(tmp_path, line)
    (read_as,) = labels_of(labels).values()
    assert read_as == DATED
    assert labels.warnings == ()


def test_ids_and_metadata_survive(tmp_path: Path) -> None:
    line = '{"id": 7, "text": "Acme", "label": [[0, 4, "Party"]], "Comments": ["sure?"], "source": "x"}'
    labels = read(tmp_path, line)
    assert labels.documents[0].name == "file-7"
    write_labels(labels, tmp_path / "again", "doccano")
    written = json.loads((tmp_path / "again").read_text(encoding="utf-8"))
    del written["enricher"]
    assert written == json.loads(line)


def test_documents_without_an_id_are_named_by_their_number(tmp_path: Path) -> None:
    labels = read(tmp_path, '{"text": "a", "label": []}\n\n{"text": "b", "label": []}\n')
    assert [document.name for document in labels.documents] == ["file-1", "file-2"]


def test_relations_are_left_out_and_named(tmp_path: Path) -> None:
    labels = read(tmp_path, '{"text": "Acme", "entities": [], "relations": [{"id": 1}, {"id": 2}]}')
    assert warnings_of(labels) == ["None: 2 relations are left out; only labels are read"]


def test_overlapping_labels_are_read(tmp_path: Path) -> None:
    labels = read(tmp_path, '{"text": "Acme Inc.", "label": [[0, 4, "Name"], [0, 9, "Party"]]}')
    assert labels.documents[0].labels == (Label(0, 4, "Name"), Label(0, 9, "Party"))


def test_separators_of_lines_in_a_text_end_no_line(tmp_path: Path) -> None:
    labels = read(tmp_path, '{"text": "a\u2028Acme\x85", "label": [[2, 6, "Party"]]}\r\n')
    assert labels_of(labels) == {"file-1": [("Acme", "Party")]}


def test_offsets_of_its_browser_are_read_when_told(tmp_path: Path) -> None:
    line = '{"text": "😀 Acme and more", "label": [[3, 7, "Party"]]}'
    assert labels_of(read(tmp_path, line, unit=Unit.UTF16)) == {"file-1": [("Acme", "Party")]}
    labels = read(tmp_path, line)
    assert labels_of(labels) == {"file-1": [("cme ", "Party")]}
    assert "doccano may count UTF-16 units" in warnings_of(labels)[0]


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ('{"text": "Acme", "label": []}\n{"text": "Acme", }', ["2: is not JSON: Expecting property name enclosed in double quotes at column 18"]),
        ('{"text": "Acme", "label": []}\nand a line at the end', ["2: is not JSON: Expecting value at column 1"]),
        ('{"text": "Acme", "label": [[0, 5, "Party"]]}', ["1: file-1: Party [0, 5) is not in the text, whose length is 4"]),
        ('{"text": "Acme", "label": [[2, 2, "Party"]]}', ["1: file-1: Party [2, 2) ends before it begins or is empty"]),
        ('{"text": "Acme", "label": [[0, 4, ""]]}', ["1: category '': a name has 1 to 50 characters"]),
        ('{"text": "Acme", "label": [[0, 4]]}', ["1: label.0.2: is missing"]),
        ('{"text": "Acme", "label": [["0", 4, "Party"]]}', ["1: label.0.0: expected a whole number, not '0'"]),
        ('{"text": "Acme", "label": [[0, 4.0, "Party"]]}', ["1: label.0.1: expected a whole number, not 4.0"]),
        ('{"text": "Acme", "label": "Party"}', ["1: label: expected a list, not 'Party'"]),
        ('{"text": 5, "label": []}', ["1: text: expected a text, not 5"]),
        ('{"text": "A\\ud83d", "label": []}', ["1: 'file-1': half of a surrogate pair in the text or the name"]),
        ('{"id": 1, "text": "a", "label": []}\n{"id": 1, "text": "b", "label": []}', ["2: file-1: two documents of this name"]),
        ('{"text": "a", "label": [[0, 9, "X"]]}\n{"text": "b", "label": [}\n{"text": "c", "label": [[1, 0, "X"]]}', [
            "1: file-1: X [0, 9) is not in the text, whose length is 1",
            "2: is not JSON: Expecting value at column 25",
            "3: file-2: X [1, 0) ends before it begins or is empty",
        ]),
        ('[{"text": "a", "label": []},\n{"text": "b",\n"label": [[0, 2, "X"]]}]', ["3: file-2: X [0, 2) is not in the text, whose length is 1"]),
    ],
)  # fmt: skip
def test_wrong_lines_are_refused_with_their_numbers(
    tmp_path: Path, lines: str, problems: list[str]
) -> None:
    found = sorted(refused(tmp_path, lines))
    assert len(found) == len(problems)
    for one, expected in zip(found, problems, strict=True):
        assert one.startswith(expected)


def test_damaged_note_is_refused(tmp_path: Path) -> None:
    line = '{"text": "a", "label": [], "enricher": {"dataset": "dev"}}'
    (problem,) = refused(tmp_path, line)
    assert problem.startswith("1: the note `enricher` is damaged: dataset: ")


def test_file_without_documents_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "\n \n", format="doccano") == ["None: holds no documents"]


def test_file_of_megabytes_is_read_in_no_time(tmp_path: Path) -> None:
    text = "Zahlung von 5.000 € durch die Größe AG 😀 am 1. März 2024\n" * 20
    spans = [[at, at + 7, "Party"] for at in range(0, len(text) - 60, 58)]
    line = json.dumps({"text": text, "label": spans}, ensure_ascii=False)
    content = f"{line}\n" * (2_000_000 // len(line))
    with processor_at_most(2):
        labels = read(tmp_path, content, unit=Unit.UTF16)
    assert sum(len(document.labels) for document in labels.documents) > 20_000
