from __future__ import annotations

from pathlib import Path

import pytest

from bench.relevance.measure import ask, run, tell
from bench.relevance.metrics import Answer, Place
from bench.relevance.questions import Question
from bench.relevance.ways import AS_TYPED, LAST
from bench.results import as_text
from bench.workspace import QUICK, Workspace

QUESTIONS = (
    Question("who pays", "free", ("cuad/1",), {"cuad/1": ((10, 20),)}),
    Question("NDAs of Nike", "filter", ("nda/1", "nda/2")),
    Question("which law", "label", ("nda/1",), {"nda/1": ((0, 5),)}, "jurisdiction"),
)


def right(question: str) -> Answer:
    one = next(one for one in QUESTIONS if one.text == question)
    places = ((name, *place) for name, places in one.passages.items() for place in places)
    return Answer(one.documents, tuple(Place(*place) for place in places))


def test_ways_are_told_apart() -> None:
    asked = ask(QUESTIONS, {AS_TYPED: lambda question: Answer((), ()), LAST: right})
    tables, figures = tell(asked, "embedded")
    reached, better, by_kind = tables
    assert reached.rows == (
        (AS_TYPED, "0.000", "0.000", "0.000", "0.000"),
        (LAST, "1.000", "1.000", "1.000", "1.000"),
    )
    assert set(figures.values()) == {1.0}
    ((way, documents, *_),) = better.rows
    assert way == AS_TYPED
    assert str(documents).startswith(
        "+1.000, p 0.2"
    )  # of three questions: chance makes it in 1 of 4
    assert [row[1] for row in by_kind.rows] == [1, 1, 1]
    assert by_kind.rows[1][-1] == ""  # asks for documents alone


def test_without_documents_the_measure_is_skipped_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENRICHER_TEST_DATA", str(tmp_path / "none"))
    (table,) = run(Workspace(tmp_path, QUICK)).tables
    assert "no documents: ENRICHER_TEST_DATA" in as_text(table)
