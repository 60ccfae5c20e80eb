"""How far the taggers of a project have come, how far they agree, and what is left to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby

from enricher.ledger.labels import LabeledDocument
from enricher.ledger.opinions import Adjudication, Opinion
from enricher.projects.adjudication.disagreements import compare
from enricher.projects.agreement import Agreement, agreement_of_pairs
from enricher.projects.project import Project

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A document that several people tag, each for themselves.

    Attributes:
        taggers: whether each is done.
        disagreements: None while not all are done.
        undecided: those of them that are left; 0 once the document is settled.
        settled_by: who made what was decided its labels, "" while nobody has.
    """

    document: str
    taggers: Mapping[str, bool]
    disagreements: int | None = None
    undecided: int = 0
    settled_by: str = ""

    @property
    def is_closed(self) -> bool:
        return self.disagreements is not None


@dataclass(frozen=True, slots=True)
class Standings:
    """What the taggers of a project have come to.

    Attributes:
        standings: of documents; first what is to be decided, the worst in front, then what waits
            for taggers, then what is settled.
        agreement: of each two of them in the documents that both are done with, taken together.
        pairs: of each two of them.
    """

    standings: tuple[Standing, ...]
    agreement: Agreement
    pairs: Mapping[Pair, Agreement]

    @property
    def progress(self) -> Mapping[str, tuple[int, int]]:
        """By tagger, how many documents are done, and how many there are."""
        found: dict[str, tuple[int, int]] = {}
        for standing in self.standings:
            for tagger, is_done in standing.taggers.items():
                done, of = found.get(tagger, (0, 0))
                found[tagger] = (done + is_done, of + 1)
        return dict(sorted(found.items()))


def read_standings(project: Project) -> Standings:
    """Documents that not all taggers are done with are told without a word about their labels."""
    by_document = {
        name: list(some)
        for name, some in groupby(project.opinions.read(), key=lambda one: one.document)
    }
    kept = project.opinions.adjudications()
    schema = project.schema
    passages = {one.name for one in schema.categories if one.type.is_passage}
    standings = [
        _standing(name, some, kept.get(name, Adjudication()), passages)
        for name, some in by_document.items()
    ]
    closed = [one.document for one in standings if one.is_closed]
    by_pair: dict[Pair, list[tuple[LabeledDocument, LabeledDocument]]] = {}
    for document in project.store.read(closed):
        for first, second in combinations(by_document[document.name], 2):
            both = (_tagged(document, first), _tagged(document, second))
            by_pair.setdefault((first.tagger, second.tagger), []).append(both)
    pairs = {
        pair: agreement_of_pairs(documents, schema.learned)
        for pair, documents in sorted(by_pair.items())
    }
    every = [one for documents in by_pair.values() for one in documents]
    whole = (
        agreement_of_pairs(every, schema.learned) if len(pairs) != 1 else next(iter(pairs.values()))
    )
    return Standings(tuple(sorted(standings, key=_urgency)), whole, pairs)


def next_case(project: Project, after: str = "") -> str | None:
    """Another document to decide about, the worst first; None where none is left."""
    waiting = (
        one for one in read_standings(project).standings if one.is_closed and not one.settled_by
    )
    return next((one.document for one in waiting if one.document != after), None)


def _standing(
    name: str, opinions: Sequence[Opinion], kept: Adjudication, passages: set[str]
) -> Standing:
    taggers = {one.tagger: one.is_done for one in opinions}
    if not all(taggers.values()):
        return Standing(name, taggers)
    found = compare(opinions, passages).disagreements
    left = 0 if kept.settled_by else sum(one.id not in kept.decisions for one in found)
    return Standing(name, taggers, len(found), left, kept.settled_by)


def _urgency(standing: Standing) -> tuple[int, int, str]:
    group = 2 if standing.settled_by else 0 if standing.is_closed else 1
    return group, -(standing.disagreements or 0), standing.document


def _tagged(document: LabeledDocument, opinion: Opinion) -> LabeledDocument:
    return replace(document, labels=opinion.labels, tagged=opinion.tagged, regions=())
