"""How far people agree who tagged the same documents, each without seeing what the others did.

Either they are taggers of one project, or the labels of the other come as a file, from a project or
tool of their own.

labels of both -> documents of one text that both finished -> by category: characters, spans
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from enricher.errors import InputError
from enricher.ledger.labels import LabeledDocument
from enricher.models.scores import Scores


@dataclass(frozen=True, slots=True)
class Counts:
    """Characters that both say are of a category, only one of them does, or neither."""

    both: int = 0
    first: int = 0
    second: int = 0
    neither: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.both + other.both,
            self.first + other.first,
            self.second + other.second,
            self.neither + other.neither,
        )

    @property
    def kappa(self) -> float | None:
        """Agreement beyond chance, 1 at most; None where chance alone agrees on everything.

        Source: Cohen, A Coefficient of Agreement for Nominal Scales, 1960.
        """
        total = self.both + self.first + self.second + self.neither
        if not total:
            return None
        said = (self.both + self.first) / total, (self.both + self.second) / total
        by_chance = said[0] * said[1] + (1 - said[0]) * (1 - said[1])
        observed = (self.both + self.neither) / total
        return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


@dataclass(frozen=True, slots=True)
class CategoryAgreement:
    """Of a category.

    Attributes:
        documents: in which both looked for it.
        spans: strict, the first person's taken as right; F1 is the same the other way round.
    """

    category: str
    documents: int
    characters: Counts
    spans: Scores


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two people, or of each two of several.

    Attributes:
        characters, spans: of all categories together.
        passed_over: why documents that both have cannot be compared, by name.
    """

    documents: tuple[str, ...]
    categories: tuple[CategoryAgreement, ...]
    passed_over: Mapping[str, str] = field(default_factory=dict)

    @property
    def characters(self) -> Counts:
        return sum((one.characters for one in self.categories), Counts())

    @property
    def spans(self) -> Scores:
        return sum((one.spans for one in self.categories), Scores())


def agreement(
    first: Iterable[LabeledDocument],
    second: Iterable[LabeledDocument],
    learned: Sequence[str],
) -> Agreement:
    """Compare what two people tagged, by the categories that are learned.

    Raises:
        InputError: there is no document that both finished.
    """
    others = {one.name: one for one in second}
    pairs = [(one, others[one.name]) for one in first if one.name in others]
    faults = {one.name: _fault(one, other) for one, other in pairs}
    compared = [pair for pair in pairs if not faults[pair[0].name]]
    passed_over = {name: fault for name, fault in faults.items() if fault}
    if not compared:
        reasons = "; ".join(f"{name} {fault}" for name, fault in passed_over.items())
        raise InputError(
            "there is no document that both people tagged"
            + (f": {reasons}" if reasons else "; documents are the same by their names")
        )
    return replace(agreement_of_pairs(compared, learned), passed_over=passed_over)


def agreement_of_pairs(
    pairs: Sequence[tuple[LabeledDocument, LabeledDocument]], learned: Sequence[str]
) -> Agreement:
    """Compare what two people say of one text, for each of many."""
    found = (_of_category(category, pairs) for category in learned)
    return Agreement(
        tuple(dict.fromkeys(one.name for one, _ in pairs)),
        tuple(one for one in found if one.documents),
    )


def _fault(one: LabeledDocument, other: LabeledDocument) -> str:
    if one.text != other.text:
        return "has another text in the file"
    if not (one.is_tagged and other.is_tagged):
        return "is not tagged in the " + ("file" if one.is_tagged else "project")
    return "is tagged in parts" if one.regions or other.regions else ""


def _of_category(
    category: str, pairs: Iterable[tuple[LabeledDocument, LabeledDocument]]
) -> CategoryAgreement:
    documents, characters, spans = set(), Counts(), Scores()
    for one, other in pairs:
        if not (_looked_for(category, one.tagged) and _looked_for(category, other.tagged)):
            continue
        ours, theirs = _spans(one, category), _spans(other, category)
        documents.add(one.name)
        characters += _count(len(one.text), ours, theirs)
        spans += Scores(len(ours & theirs), len(theirs - ours), len(ours - theirs))
    return CategoryAgreement(category, len(documents), characters, spans)


def _looked_for(category: str, tagged: Collection[str] | None) -> bool:
    return tagged is None or category in tagged


def _spans(document: LabeledDocument, category: str) -> set[tuple[int, int]]:
    return {(one.start, one.end) for one in document.labels if one.category == category}


def _count(length: int, ours: set[tuple[int, int]], theirs: set[tuple[int, int]]) -> Counts:
    mine, yours = ({at for span in spans for at in range(*span)} for spans in (ours, theirs))
    return Counts(
        len(mine & yours), len(mine - yours), len(yours - mine), length - len(mine | yours)
    )
