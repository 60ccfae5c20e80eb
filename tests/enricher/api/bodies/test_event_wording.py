"""The history for people: in words, and on the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from enricher.api.bodies.event_wording import in_words
from enricher.ledger.actors import user
from enricher.ledger.events import Act, Event, Kind, some_documents
from enricher.models.deployments import ProjectModels
from enricher.models.registry import Registry
from tests.enricher.command_line import run, run_json
from tests.enricher.homes import IngestedHome
from tests.weightless_model import SCHEMA, add_weightless


def event(act: Act, kind: Kind = "project", subject: str = "loans", **details: Any) -> Event:
    return Event(datetime.now(UTC), "ada", act, kind, subject, details)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            event(Act.TAG, "document", "d", text="for\n good", category="Term", value="99 years"),
            "tagged “for good” as Term with the value 99 years",
        ),
        (
            event(Act.TAG, "document", "d", text="May 1", category="Date", instead_of="Signed"),
            "tagged “May 1” as Date, not Signed",
        ),
        (
            event(Act.MERGE, "party", "Nike", names=["A", "B", "C", "D", "Nike"], shown="Nike"),
            "merged “A”, “B”, “C” and 1 more into “Nike”",
        ),
        (
            event(Act.COLLECTION, "collection", "new", folder="/contracts"),
            "added /contracts to collection new",
        ),
        (
            event(Act.COLLECTION, "collection", "new", serve=["a/b"], before=[]),
            "set collection new to be read by a/b",
        ),
        (
            event(Act.MAPPING, "mapping", "till", before=False, after=True, documents=1),
            "wrote mapping till, noticed at this time; 1 document read again",
        ),
        (
            event(Act.MAPPING, "mapping", "till", before=True, after=False, documents=2),
            "removed mapping till, noticed at this time; 2 documents read again",
        ),
        (
            event(Act.ADD_DOCUMENTS, **some_documents([f"{number}.txt" for number in range(5000)])),
            "added 5,000 documents to project loans",
        ),
        (
            event(Act.CONFIRM_REMOVED, "folder", "/contracts", removed=1200),
            "confirmed the removal of 1,200 files from /contracts",
        ),
        (
            event(
                Act.DROP_REMINDER, "place", "webhook", message=7, summary="2 findings, 0 deadlines"
            ),
            "deleted message 7 to webhook: 2 findings, 0 deadlines",
        ),
        (
            event(Act.DATASET, dataset=None, **some_documents(["a", "b"])),
            "set 2 documents of project loans for either set",
        ),
        (
            event(Act.TRAIN, model="m1", version="0123456789"),
            "trained model m1 (01234567) in project loans",
        ),
        (
            event(Act.TRAIN, training=4, model=None),
            "requested training 4 in project loans",
        ),
        (
            event(Act.SCHEMA, added=[], removed=[], changed=[]),
            "changed the schema of project loans",
        ),
    ],
)
def test_an_event_is_told_in_words(said: Event, words: str) -> None:
    assert in_words(said) == words


def test_what_a_person_does_on_the_command_line_is_told_once_as_hers(tmp_path: Path) -> None:
    home, schema, labels = tmp_path / "home", tmp_path / "loans.toml", tmp_path / "labels.jsonl"
    schema.write_text(SCHEMA)
    labels.write_text(json.dumps({"text": "Ada and Bob", "label": [[0, 3, "Who"]]}))
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "new.txt").write_text("Ada met Bob.")
    run(home, "project", "create", "loans", "--schema", str(schema))
    for _ in range(2):
        run(home, "project", "import", "loans", str(labels))
        run(home, "project", "import", "loans", "--documents", str(texts))
    models = ProjectModels(Registry(home), "loans")
    versions = [add_weightless(models, name).version[:8] for name in ("m1", "m2")]
    run(home, "deploy", "loans", "m1")
    run(home, "deploy", "loans", "m2", "--as", "staging")
    run(home, "swap", "loans", "production", "staging")
    run(home, "rollback", "loans")
    run(home, "deploy", "loans", "m1", "--as", "staging")
    run(home, "delete-model", "loans", "m2")
    run(home, "delete-model", "loans", "m1", code=2)
    run(home, "project", "delete", "loans", "--yes")
    m1, m2 = (f"{name} ({one})" for name, one in zip(("m1", "m2"), versions, strict=True))
    told = run_json(home, "history", "loans")
    assert {one["who"] for one in told} == {user()}
    assert [one["what"] for one in reversed(told)] == [
        "created project loans",
        "imported labels into project loans: 1 document added, 0 changed, 1 label",
        "added new.txt to project loans",
        f"deployed in project loans: production with {m1}",
        f"deployed in project loans: staging with {m2}",
        f"swapped in project loans: production with {m2}, staging with {m1}",
        f"went back in project loans: production with {m1}",
        f"deleted model {m2} of project loans",
        "deleted project loans",
    ]


def test_the_history_is_printed_the_latest_first_with_its_document(copied: IngestedHome) -> None:
    home, nda = copied.home, copied.documents / "nda.txt"
    say = ("corrections", "add", str(nda), "--category", "Party", "--text", "Vega LLC")
    run(home, *say, "--reject")
    run(home, "corrections", "undo", "1")
    run(home, "collections", "add", "more", str(copied.documents))
    lines = run(home, "history").output.splitlines()
    assert [line.partition(f"  {user()}  ")[2] for line in lines[:3]] == [
        f"added {copied.documents} to collection more",
        f"undid: rejected “Vega LLC” as Party  {nda}",
        f"rejected “Vega LLC” as Party  {nda}",
    ]
    assert lines[3:] == run(home, "history", "default").output.splitlines()
    of_document = run_json(home, "history", str(nda))
    assert [one["act"] for one in of_document] == ["undo", "reject"]
    assert run_json(home, "history", str(nda), "--act", "undo", "--who", user()) == of_document[:1]
    assert run_json(home, "history", "--who", "nobody") == []
    cut = run(home, "history", "--limit", "1").output
    assert cut.endswith("1 of 4 shown; --limit shows more\n")


def test_days_and_ids_that_are_none_are_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "history").output == "nothing of that kind has been done yet\n"
    assert "2999" not in run(tmp_path, "history", "--since", "2999-01-01").output
    run(tmp_path, "history", "--since", "soon", code=2)
    missing = run(tmp_path, "history", "nobody", code=2)
    assert "no document, project, collection or party has the name 'nobody'" in missing.output


def test_labels_that_come_from_corrections_are_told(copied: IngestedHome) -> None:
    home, nda = copied.home, copied.documents / "nda.txt"
    run(home, "corrections", "add", str(nda), "--category", "Party", "--text", "Vega LLC")
    for _ in range(2):
        run(home, "corrections", "labels", "contracts")
    (imported,) = run_json(home, "history", "--act", "import")
    assert imported["details"] == {"added": 1, "replaced": 0, "labels": 1, "categories": []}
