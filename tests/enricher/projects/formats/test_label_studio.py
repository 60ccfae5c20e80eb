from __future__ import annotations

import json
from pathlib import Path

import pytest

from enricher.projects.formats import Unit
from tests.enricher.projects.formats.reading import labels_of, read, refused, warnings_of


def result(start: int, end: int, text: str | None, *labels: str) -> dict[str, object]:
    value: dict[str, object] = {"start": start, "end": end, "labels": list(labels)}
    if text is not None:
        value["text"] = text
    return {"id": "x", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def task(text: str, *results: dict[str, object], **more: object) -> dict[str, object]:
    return {
        "id": 5,
        "data": {"text": text},
        "annotations": [{"id": 1, "was_cancelled": False, "result": list(results)}],
        "predictions": [],
        **more,
    }


def export(*tasks: dict[str, object]) -> str:
    return json.dumps(list(tasks), indent=1, ensure_ascii=False)


def test_export_is_read(tmp_path: Path) -> None:
    labels = read(tmp_path, export(task("Acme Inc. pays", result(0, 9, "Acme Inc.", "Party"))))
    assert labels_of(labels) == {"file-5": [("Acme Inc.", "Party")]}
    assert labels.warnings == ()


def test_completions_of_old_releases_are_read(tmp_path: Path) -> None:
    old = {
        "id": 1,
        "data": {"content": "Acme"},
        "completions": [{"result": [result(0, 4, "Acme", "Party")]}],
    }
    assert labels_of(read(tmp_path, export(old))) == {"file-1": [("Acme", "Party")]}


@pytest.mark.parametrize("shift", [0, 1])
def test_unit_of_offsets_is_what_makes_the_texts_fit(tmp_path: Path, shift: int) -> None:
    labels = read(
        tmp_path,
        export(task("😀 Acme", result(2 + shift, 6 + shift, "Acme", "Party"))),
    )
    assert labels_of(labels) == {"file-5": [("Acme", "Party")]}


def test_unit_that_is_told_is_not_guessed(tmp_path: Path) -> None:
    file = export(task("😀 Acme", result(3, 7, None, "Party")))
    assert labels_of(read(tmp_path, file, unit=Unit.UTF16)) == {"file-5": [("Acme", "Party")]}


def test_line_ends_may_have_been_evened_in_the_browser(tmp_path: Path) -> None:
    file = export(
        task("Acme\r\nInc. pays", result(0, 10, "Acme\nInc.", "Party")),
        task("Acme\nInc. pays", result(0, 9, "Acme\\nInc.", "Party")) | {"id": 6},
    )
    assert labels_of(read(tmp_path, file)) == {
        "file-5": [("Acme\r\nInc.", "Party")],
        "file-6": [("Acme\nInc.", "Party")],
    }


def test_first_annotation_that_was_not_cancelled_is_read(tmp_path: Path) -> None:
    annotations = [
        {"was_cancelled": True, "result": [result(0, 4, "Acme", "Wrong")]},
        {"was_cancelled": False, "result": [result(0, 4, "Acme", "Party")]},
        {"was_cancelled": False, "result": [result(0, 4, "Acme", "Other")]},
    ]
    labels = read(tmp_path, export(task("Acme", annotations=annotations)))
    assert labels_of(labels) == {"file-5": [("Acme", "Party")]}
    assert labels.categories == ("Party",)
    assert [one.split(": ", 1)[1] for one in warnings_of(labels)] == [
        "file-5 was marked 3 times; annotation 2 is read"
    ]


def test_predictions_are_no_labels_and_an_unmarked_task_says_nothing(tmp_path: Path) -> None:
    predictions = [{"result": [result(0, 4, "Acme", "Party")]}]
    labels = read(tmp_path, export(task("Acme", annotations=[], predictions=predictions)))
    (document,) = labels.documents
    assert (document.labels, document.tagged) == ((), ())


def test_task_that_was_skipped_says_nothing_and_is_named(tmp_path: Path) -> None:
    labels = read(
        tmp_path, export(task("Acme", annotations=[{"was_cancelled": True, "result": []}]))
    )
    assert labels.documents[0].tagged == ()
    assert "file-5 was skipped" in warnings_of(labels)[0]


def test_other_results_are_left_out_and_named(tmp_path: Path) -> None:
    choice: dict[str, object] = {"type": "choices", "value": {"choices": ["NDA"]}}
    relation: dict[str, object] = {"type": "relation", "from_id": "a", "to_id": "b"}
    labels = read(
        tmp_path, export(task("Acme", choice, result(0, 4, "Acme", "Party"), choice, relation))
    )
    assert labels_of(labels) == {"file-5": [("Acme", "Party")]}
    assert warnings_of(labels) == [
        "None: 2 results of type choices are left out; only labels are read",
        "None: 1 results of type relation are left out; only labels are read",
    ]


def test_two_labels_of_one_stretch_are_both_read(tmp_path: Path) -> None:
    labels = read(tmp_path, export(task("Acme", result(0, 4, "Acme", "Party", "Seller"))))
    assert labels_of(labels) == {"file-5": [("Acme", "Party"), ("Acme", "Seller")]}


@pytest.mark.parametrize(
    ("tasks", "problem"),
    [
        ([task("Acme pays", result(0, 4, "Acne", "Party"))], "file-5: Party [0, 4) is stated to be 'Acne', but the text there is different"),
        ([task("Acme", result(0, 5, "Acme", "Party"))], "file-5: Party [0, 5) is not in the text, whose length is 4"),
        ([task("Acme", result(0, 4, "Acme", "Party")), task("b")], "file-5: two documents of this name"),
        ([task("a", result(True, 1, "a", "Party"))], "start: expected a whole number, not True"),
        ([{"id": 1, "data": {"image": 5}, "annotations": []}], "data: expected a text in it"),
        ([{"id": 1, "data": {"text": "a"}, "annotations": [{}]}], "annotations.0.result: is missing"),
    ],
)  # fmt: skip
def test_wrong_task_is_refused_at_its_line(
    tmp_path: Path, tasks: list[dict[str, object]], problem: str
) -> None:
    (found,) = refused(tmp_path, export(*tasks))
    line, message = found.split(": ", 1)
    assert message == problem
    assert 1 < int(line) <= export(*tasks).count("\n") + 1


def test_line_is_that_of_the_result(tmp_path: Path) -> None:
    file = export(task("Acme", result(0, 4, "Acme", "A"), result(0, 4, "Acne", "B")))
    (problem,) = refused(tmp_path, file)
    line = int(problem.split(":")[0])
    assert '"Acne"' in "".join(file.split("\n")[line - 1 :])
    assert '"Acme"' not in "".join(file.split("\n")[line - 1 :])


def test_object_instead_of_a_list_is_refused(tmp_path: Path) -> None:
    file = json.dumps(task("Acme"))
    assert refused(tmp_path, file) == ["1: expected a list of tasks"]
