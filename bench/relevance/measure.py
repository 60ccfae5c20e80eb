"""How well questions in plain words are answered: documents and passages, sign by sign, at both indexes.

documents --ingest, once--> a home --each question, each way--> answers --judge--> tables
"""

from __future__ import annotations

import shutil
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from statistics import mean

from bench.relevance.metrics import (
    DEEP,
    FIRST_PASSAGES,
    PERMUTATIONS,
    SIGNIFICANT,
    Score,
    chance_of,
    judge,
)
from bench.relevance.questions import LABELLED, WRITTEN, Question, read_questions
from bench.relevance.texts import NDA, data_folder, read_unseen, write_texts
from bench.relevance.ways import LAST, Way, open_ways
from bench.results import Cell, Result, Table
from bench.workspace import Workspace
from enricher.settings import load_settings
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from tests.elasticsearch_server import VARIABLE, remove_index, server_url

_MEASURES: Mapping[str, Callable[[Score], float | None]] = {
    f"documents, MRR@{DEEP}": attrgetter("document_rank"),
    f"documents, recall@{DEEP}": attrgetter("document_recall"),
    f"passage among first {FIRST_PASSAGES}": attrgetter("passage_found"),
    f"passages, MRR@{DEEP}": attrgetter("passage_rank"),
}
_FREE = "written freely"
_UNSEEN = "of labels, contracts the model has never seen"
_EMBEDDED, _ELASTICSEARCH = "embedded", "Elasticsearch"


@dataclass(frozen=True, slots=True)
class Asked:
    """All questions, and what each way reaches on each of them."""

    questions: Sequence[Question]
    scores: Mapping[str, Sequence[Score]]


def run(work: Workspace) -> Result:
    data = data_folder()
    if data is None:
        reason = "no documents: ENRICHER_TEST_DATA names no folder with cuad and nda"
        return Result("relevance", (Table("Questions", ("skipped",), ((reason,),)),))
    every = [*read_questions(WRITTEN), *read_questions(LABELLED)]
    questions = every[1::2]  # the weights of search were chosen on the others
    some = questions[:: max(len(questions) // work.sizes.questions, 1)]
    needed = None if some == questions else {name for one in some for name in one.documents}
    home = build_home(work.folder / "relevance", data, needed)
    tables: list[Table] = []
    figures: dict[str, float] = {}
    for backend, url in ((_EMBEDDED, None), (_ELASTICSEARCH, server_url())):
        if backend == _ELASTICSEARCH and url is None:
            reason = f"no server: {VARIABLE} names none, and Maven and Java are not there to start one"  # fmt: skip
            tables.append(Table(backend, ("skipped",), ((reason,),)))
            continue
        with _ways_at(home, url) as ways:
            asked = ask(some, ways)
        told, reached = tell(asked, backend)
        tables += told
        figures |= reached
    return Result("relevance", tuple(tables), figures)


def build_home(folder: Path, data: Path, names: Collection[str] | None) -> Path:
    """A home with all documents, or those of some names; what is missing in one that is there is added."""
    write_texts(data, folder / "texts", names)
    home = folder / "home"
    with open_home(home) as opened:
        folders(opened).ingest([folder / "texts"])
    return home


@contextmanager
def _ways_at(home: Path, url: str | None) -> Iterator[dict[str, Way]]:
    """The ways to ask a home at one backend, whose index is filled first."""
    if url is None:
        with open_ways(home) as ways:
            yield ways
        return
    name = f"bench-{uuid.uuid4().hex[:8]}"
    # A ledger follows one index: with the other in its place the embedded one would be filled anew.
    copy = home.with_name(f"{home.name}-elasticsearch")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("index"))
    settings = load_settings(copy).model_copy(
        update={"elasticsearch_url": url, "elasticsearch_index": name}
    )
    try:
        with open_home(copy, settings) as opened:
            folders(opened).ingest([home.parent / "texts"])
        with open_ways(copy, url, name) as ways:
            yield ways
    finally:
        remove_index(name)


def ask(questions: Sequence[Question], ways: Mapping[str, Way]) -> Asked:
    """Ask every question in every way."""
    scores = {
        name: [judge(way(one.text), one.documents, one.passages) for one in questions]
        for name, way in ways.items()
    }
    return Asked(questions, scores)


def tell(asked: Asked, backend: str) -> tuple[list[Table], dict[str, float]]:
    """Tables of what was reached, and whether the last way is better than each other one."""
    numbers = _groups(asked.questions)
    everything = range(len(asked.questions))
    reached = Table(
        f"{len(asked.questions)} questions, {backend} index",
        ("way", *_MEASURES),
        tuple((way, *_means(scores, everything)) for way, scores in asked.scores.items()),
        (
            "Of several right documents, MRR counts the first and recall all. A passage is right that"
            " shares half of the shorter of itself and a right one; they are counted through all hits,"
            " those of the first hit first.",
        ),
    )
    better = Table(
        f"Whether {LAST} is better, {backend} index",
        ("than", *_MEASURES),
        tuple(
            (way, *_chances(scores, asked.scores[LAST]))
            for way, scores in asked.scores.items()
            if way != LAST
        ),
        (
            "How much more, and how often chance alone would make as much of a difference:"
            f" {PERMUTATIONS:,} random permutations, question by question; {SIGNIFICANT:.0%} or less is"
            " called significant.",
        ),
    )
    by_kind = Table(
        f"{LAST}, by kind of question, {backend} index",
        ("questions", "count", *_MEASURES),
        tuple(
            (kind, len(some), *_means(asked.scores[LAST], some)) for kind, some in numbers.items()
        ),
    )
    figures = {
        f"{measure}, {backend}": mean(_values(asked.scores[LAST], measure)) for measure in _MEASURES
    }
    return [reached, better, by_kind], figures


def _groups(questions: Sequence[Question]) -> dict[str, list[int]]:
    """The numbers of the questions of each kind."""
    unseen = read_unseen()

    def kind(one: Question) -> str:
        if one.kind == "free":
            return _FREE
        if one.kind == "filter":
            return "for documents, by what they name"
        if one.documents[0].startswith(NDA):
            return "of fields, non-disclosure agreements"
        return _UNSEEN if unseen.intersection(one.documents) else "of labels, other contracts"

    groups: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(questions):
        groups[kind(one)].append(number)
    return groups


def _values(scores: Sequence[Score], measure: str) -> list[float]:
    given = map(_MEASURES[measure], scores)
    return [value for value in given if value is not None]


def _means(scores: Sequence[Score], numbers: Sequence[int]) -> tuple[Cell, ...]:
    some = [scores[number] for number in numbers]
    given = (_values(some, measure) for measure in _MEASURES)
    return tuple(f"{mean(values):.3f}" if values else "" for values in given)


def _chances(scores: Sequence[Score], last: Sequence[Score]) -> tuple[Cell, ...]:
    cells = []
    for measure in _MEASURES:
        first, second = _values(scores, measure), _values(last, measure)
        cells.append(f"{mean(second) - mean(first):+.3f}, p {chance_of(first, second):.4f}" if first else "")  # fmt: skip
    return tuple(cells)
