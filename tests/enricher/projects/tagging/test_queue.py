"""Which document is tagged after which; the server makes the order aside."""

from __future__ import annotations

import re
import time
from functools import partial
from pathlib import Path

import pytest

from enricher.ledger.labels import DocumentSummary, Label, LabeledDocument
from enricher.projects.tagging.order import Candidate
from enricher.projects.tagging.predictions import ModelReader
from enricher.projects.tagging.queue import QueueState, TaggingQueue, next_name
from enricher.wiring.projects import open_project
from tests.enricher.projects.tagging.texts import SURE, UNSURE


def summary(
    name: str, *, labels: int = 0, tagged: tuple[str, ...] | None = None
) -> DocumentSummary:
    return DocumentSummary(name, 9, None, tagged, {"Who": labels} if labels else {})


DOCUMENTS = [
    summary("a"),
    summary("b", labels=2),
    summary("c"),
    summary("d", labels=1, tagged=()),
    summary("e", tagged=("Who",)),
    summary("f"),
]


@pytest.mark.parametrize(
    ("after", "expected"),
    [("", "f"), ("f", "c"), ("c", "a"), ("a", "f"), ("b", "c"), ("gone", "f"), ("d", "f")],
)
def test_documents_follow_each_other_in_their_order(after: str, expected: str) -> None:
    order = [Candidate("f", 0.9), Candidate("b", 0.5), Candidate("c", 0.2), Candidate("gone", 0.1)]
    assert next_name(DOCUMENTS, ["Who"], order, after) == expected


def test_documents_that_were_begun_come_when_all_others_are_done() -> None:
    done = [
        summary("a", labels=1),
        summary("d", labels=1, tagged=()),
        summary("f", tagged=("Who",)),
    ]
    assert next_name(done, ["Who"], []) == "d"
    assert next_name(done, ["Who"], [], after="a") == "d"
    assert next_name(done, ["Who"], [], after="d") is None


def test_documents_are_finished_once_every_learned_category_was_looked_for() -> None:
    learned = ["Who", "When"]
    documents = [
        summary("all", labels=1),
        summary("more", tagged=("When", "Gone", "Who")),
        summary("register", labels=1, tagged=("Who",)),
        summary("untouched"),
    ]
    assert [one.is_finished(learned) for one in documents] == [True, True, False, False]
    assert next_name(documents, learned, []) == "untouched"
    assert next_name(documents, learned, [], after="untouched") == "register"
    assert next_name(documents, ["Who"], [], after="untouched") is None


def test_the_order_is_made_aside_and_by_name_until_then(tmp_path: Path) -> None:
    reader = ModelReader(100_000)
    queue = TaggingQueue(partial(open_project, tmp_path), reader)

    def look() -> QueueState:
        return queue.look(project, project.store.summaries())

    with open_project(tmp_path, "contracts") as project:
        project.store.put([LabeledDocument("1-sure", SURE), LabeledDocument("2-unsure", UNSURE)])
        first = look()
        assert (first.state, first.candidates) == ("names", ())
        end = time.monotonic() + 60
        while (state := look()).state != "ready" and time.monotonic() < end:
            time.sleep(0.05)
        assert [one.document for one in state.candidates] == ["2-unsure", "1-sure"]
        [doubted, *_] = state.candidates[0].doubtful
        assert re.search(f"below 0.6, (mostly )?{doubted}", state.reason_of("2-unsure") or "")
        tagged = LabeledDocument("2-unsure", UNSURE, (Label(10, 21, "Party"),))
        project.store.put([tagged])
        assert look().state == "ready"  # one more that is tagged makes no other order
    queue.close()
