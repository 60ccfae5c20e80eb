"""Types of one's own: a home where people say what some documents are, and a model that learned it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.models.registry import SHIPPED_CHOICES
from enricher.recognizer.choices import features_of, read_choosers, write_choosers
from enricher.review.service import Wish
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.projects import correction_labels, open_project
from enricher.wiring.reenrichment import outdated
from enricher.wiring.review import corrections
from enricher.wiring.search import search
from tests.enricher.here import ingest, runs
from tests.enricher.homes import LOAN, NDA, SCHEMA, make_home, write_texts
from training.choices.anchors import ANCHORS_FILE, make_anchors, read_anchors, write_anchors
from training.choices.fit import Example
from training.choices.lessons import Lesson, blank, teach
from training.choices.project import teach_project

TYPES = """
[categories.DocumentType]
type = "choice"
cardinality = "one"
choices = ["nda", "loan", "berth permit", "other"]
"""
KINDS = """
[categories.Kind]
type = "choice"
cardinality = "one"
choices = ["berth permit", "other"]
"""
_BOATS = ("Gull", "Heron", "Tern", "Swift", "Petrel", "Curlew", "Plover", "Dunlin")


def permit(boat: str) -> str:
    return (
        f"HARBOUR OFFICE\nPermit to berth the vessel {boat}\n\nThe harbour master lets the vessel"
        f" {boat} lie at the quay. Mooring lines, fenders and the tide table are the skipper's"
        " business. The berth is left at high water.\n"
    )


@pytest.fixture(params=[TYPES, KINDS], ids=["a type that ships knows others of", "an own category"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    texts = {"nda": NDA, "loan": LOAN} | {boat: permit(boat) for boat in _BOATS}
    documents = write_texts(tmp_path / "documents", texts)
    with open_home(make_home(tmp_path / "home", request.param + SCHEMA)) as home:
        ingest(home, documents)
        yield home


def category(home: Home) -> str:
    return next(one.name for one in home.schema().categories if one.choices)


def say(home: Home, name: str, choice: str) -> None:
    (path,) = (path for root in home.ledger.roots.all() for path in root.path.glob(f"{name}.txt"))
    first = path.read_text().splitlines()[0]
    wish = Wish(category(home), text=first, value=choice)
    corrections(home).correct(catalog(home).find(str(path)), wish, "ann")


def found(home: Home, choice: str) -> int:
    return search(home).page(f'{category(home)}:"{choice}"').total


def test_a_type_is_taught_with_five_documents_without_torch(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for boat in _BOATS[:5]:
        say(home, boat, "berth permit")
    assert found(home, "berth permit") == 5
    monkeypatch.setitem(sys.modules, "torch", None)
    trained = CliRunner().invoke(cli, ["train", "contracts", "--home", str(home.path)])
    assert trained.exit_code == 0, trained.output
    assert "berth permit: 5 examples, 5 recognized when learning from the others" in trained.output
    assert outdated(home).count() == 10, "what reads is another"
    runs(home).run(outdated(home).find())
    assert found(home, "berth permit") == 8
    if category(home) == "DocumentType":
        assert (found(home, "nda"), found(home, "loan")) == (1, 1)


def test_without_an_example_there_is_nothing_to_learn(home: Home) -> None:
    trained = CliRunner().invoke(cli, ["train", "contracts", "--home", str(home.path)])
    assert trained.exit_code == 2
    assert "nobody said yet what a document" in trained.output


def test_what_a_document_is_becomes_no_label(home: Home) -> None:
    say(home, "Gull", "berth permit")
    with open_project(home.path, "contracts") as project:
        taken = correction_labels(home).take(project)
        assert (taken.added, taken.labels) == ((), 0)
        (example,) = project.examples()
    assert (example.category, example.choice) == (category(home), "berth permit")


def test_a_choice_without_examples_is_told_to_be_forgotten(home: Home) -> None:
    say(home, "Gull", "berth permit")
    CliRunner().invoke(cli, ["train", "contracts", "--home", str(home.path)])
    say(home, "Gull", "other")
    with open_project(home.path, "contracts") as project:
        taught = teach_project(project)
    forgotten = ("berth permit",) if category(home) == "DocumentType" else ()
    assert taught.forgotten == forgotten, "an own category has a column for each choice"


def test_anchors_are_of_what_ships() -> None:
    (shipped,) = read_choosers(SHIPPED_CHOICES.read_bytes())
    anchors = read_anchors(ANCHORS_FILE.read_bytes())
    assert (anchors.category, anchors.choices) == (shipped.category, shipped.choices)
    assert set(anchors.columns.tolist()) == set(range(len(shipped.choices)))
    assert (anchors.scores.argmax(1) == anchors.columns).mean() > 0.95, "it learned from them"
    assert ANCHORS_FILE.stat().st_size < 2_000_000


def test_what_is_taught_twice_over_is_known_still_and_survives_its_file() -> None:
    (shipped,) = read_choosers(SHIPPED_CHOICES.read_bytes())
    anchors = read_anchors(ANCHORS_FILE.read_bytes())
    lessons = [Lesson(features_of(permit(boat)), "berth permit") for boat in _BOATS[:4]]
    (taught,) = read_choosers(write_choosers([teach(shipped, anchors, lessons)]))
    assert taught.choices == (*shipped.choices, "berth permit")
    for text, choice in ((permit("Snipe"), "berth permit"), (NDA, "nda"), (LOAN, "loan")):
        chosen = taught.choose(text, taught.choices, None)
        assert chosen is not None
        assert chosen.name == choice
    assert teach(shipped, anchors, []) is shipped


def test_anchors_are_written_as_they_are_read() -> None:
    (shipped,) = read_choosers(SHIPPED_CHOICES.read_bytes())
    examples = [Example("a", features_of(NDA), "nda"), Example("b", features_of(LOAN), "loan")]
    made = make_anchors(examples, blank(shipped, "Kind", ("loan", "nda")))
    again = read_anchors(write_anchors(made))
    assert (again.category, again.choices) == ("Kind", ("loan", "nda"))
    assert again.columns.tolist() == [1, 0]
    assert [buckets.tolist() for buckets, _ in again.vectors] == [
        buckets.tolist() for buckets, _ in made.vectors
    ]
