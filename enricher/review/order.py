"""Which fields of many documents need review, and in which order.

    StoredFacts --survey--> Survey: how many are sure enough, which documents need review
    of these some --row_of--> Row: their fields, each reviewed, sure or doubtful

A field is a value that a document has, or the lack of one that most documents like it have. What a
person said is reviewed, and what is derived needs no review: it is right when what it comes from is. An
ambiguous field always needs it: nobody but a person can tell which reading is meant. Of the rest as many are left alone, surest first, as keep the mean of their
confidences at the precision asked for: calibrated confidences say how many of them are right.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Literal

from enricher.documents.facts import Facts, StoredFacts, load_facts, read_facts
from enricher.values.marks import AMBIGUOUS

DEFAULT_PRECISION = 0.98
EXPECTED_SHARE = 0.5
"""Of the documents that may have a category: where so many have a value, its lack needs review."""

_BATCH = 500  # documents whose facts are read at once
_NOTHING_OPEN = 2.0  # more than any confidence
_AMBIGUOUS = -2.0  # less than any confidence, and than the bound where all are sure

State = Literal["reviewed", "sure", "doubtful", "unexpected"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a document.

    Attributes:
        value: None where there is none.
        confidence: that it is right, of a lack that it is one; of what is ambiguous 0.
        state: `unexpected` is the lack of a value that few documents have: nothing to look at.
        readings: of what is ambiguous and has no value therefore.
    """

    category: str
    value: str | None
    confidence: float
    state: State
    readings: tuple[str, ...] = ()


@dataclass(slots=True)
class CategoryCount:
    """What there is of a category: documents that may have it, and its fields by state."""

    documents: int = 0
    having: int = 0
    reviewed: int = 0
    sure: int = 0
    doubtful: int = 0
    ambiguous: int = 0

    @property
    def share(self) -> float:
        return self.having / self.documents if self.documents else 0.0

    @property
    def is_expected(self) -> bool:
        return self.share >= EXPECTED_SHARE


@dataclass(frozen=True, slots=True)
class Standard:
    """What a field is measured by.

    Attributes:
        bound: fields that are more confident are sure.
        shares: of the documents that may have a category, those that have a value, by category.
    """

    bound: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look at all documents gives.

    Attributes:
        expected: the mean confidence of those that are sure, 1.0 where none is.
        doubtful: documents with a field that needs review, the least sure field first.
        others: documents in which nothing does, in the order in which they came.
    """

    precision: float
    standard: Standard
    expected: float
    categories: Mapping[str, CategoryCount]
    doubtful: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def reviewed(self) -> int:
        """Fields that somebody reviewed."""
        return sum(one.reviewed for one in self.categories.values())

    @property
    def sure(self) -> int:
        """Fields that nobody has to review."""
        return sum(one.sure for one in self.categories.values())

    @property
    def unreviewed(self) -> int:
        return self.sure + self.unsure

    @property
    def unsure(self) -> int:
        """Fields that need review."""
        return sum(one.doubtful for one in self.categories.values())


@dataclass(frozen=True, slots=True)
class Row:
    """A document and its fields, in the order of the schema."""

    document: str
    sha256: str
    cells: tuple[Cell, ...]


CategoriesOf = Callable[[str], Sequence[str]]
"""The categories that models (joined by commas) look for and that are reviewed."""


def survey(
    stored: Iterable[StoredFacts], categories_of: CategoriesOf, precision: float = DEFAULT_PRECISION
) -> Survey:
    """Look at the facts of all documents once.

    Args:
        precision: how many of the fields that want no eye are to be right.
    """
    counts: dict[str, CategoryCount] = {}
    open_: dict[str, array[float]] = {}
    least: list[float] = []
    documents: list[str] = []
    lacking: list[tuple[int, str, float]] = []
    for batch in _batches(stored):
        bare = read_facts([one.facts for one in batch])
        for one, (_, values, left_out, *more) in zip(batch, bare, strict=True):
            lowest = _NOTHING_OPEN
            denied = more[0] if more else ()
            stated = more[1] if len(more) > 1 else {}
            derived = more[2] if len(more) > 2 else ()
            for name in categories_of(one.models):
                count = counts.get(name)
                if count is None:
                    count, open_[name] = counts.setdefault(name, CategoryCount()), array("d")
                count.documents += 1
                if name in derived:
                    count.having += 1
                    continue
                found = values.get(name)
                texts = _ambiguous(stated.get(name))
                if texts:
                    count.ambiguous += len(texts)
                    lowest = _AMBIGUOUS
                if found is not None or texts:
                    count.having += 1
                    for fact in found or ():
                        if len(fact) > 2:
                            count.reviewed += 1
                        else:
                            open_[name].append(fact[1])
                            lowest = min(lowest, fact[1])
                elif name in denied:
                    count.reviewed += 1
                else:
                    lacking.append((len(least), name, left_out.get(name, 0.0)))
            least.append(lowest)
            documents.append(one.document)
    shares = {name: count.share for name, count in counts.items()}
    for number, name, left_out in lacking:
        if counts[name].is_expected:
            sureness = _sureness_of_lack(shares[name], left_out)
            open_[name].append(sureness)
            least[number] = min(least[number], sureness)
    bound, mean = _bound(sorted(chain.from_iterable(open_.values()), reverse=True), precision)
    for name, confidences in open_.items():
        counts[name].sure = sum(one > bound for one in confidences)
        counts[name].doubtful = len(confidences) - counts[name].sure + counts[name].ambiguous
    doubtful = sorted((one, number) for number, one in enumerate(least) if one <= bound)
    return Survey(
        precision,
        Standard(bound, shares),
        mean,
        counts,
        tuple(documents[number] for _, number in doubtful),
        tuple(one for one, lowest in zip(documents, least, strict=True) if lowest > bound),
    )


def row_of(one: StoredFacts, categories: Sequence[str], standard: Standard) -> Row:
    """The fields of a document, measured as those that a survey counted."""
    facts = load_facts(one.facts)
    cells: list[Cell] = []
    for name in categories:
        for fact in facts.values.get(name, ()):
            is_sure = name in facts.derived or fact.confidence > standard.bound
            state: State = "sure" if is_sure else "doubtful"
            cells.append(
                Cell(name, fact.value, fact.confidence, "reviewed" if fact.by_human else state)
            )
        open_ = facts.stated.get(name)
        if open_ is not None and open_.mark == AMBIGUOUS:
            state = "sure" if name in facts.derived else "doubtful"
            cells += [Cell(name, None, 0.0, state, text) for text in open_.readings]
        elif name not in facts.values:
            cells.append(_lack(name, facts, standard))
    return Row(one.document, one.sha256, tuple(cells))


def _lack(name: str, facts: Facts, standard: Standard) -> Cell:
    if name in facts.denied:
        return Cell(name, None, 1.0, "reviewed")
    share = standard.shares.get(name, 0.0)
    confidence = _sureness_of_lack(share, facts.left_out.get(name, 0.0))
    if share < EXPECTED_SHARE:
        return Cell(name, None, confidence, "unexpected")
    return Cell(name, None, confidence, "sure" if confidence > standard.bound else "doubtful")


def _ambiguous(stated: Sequence[Any] | None) -> Sequence[Any]:
    """The readings of each ambiguous text, as `dump_stated` wrote them."""
    return stated[1:] if stated and stated[0] == AMBIGUOUS else ()


def _batches(stored: Iterable[StoredFacts]) -> Iterator[list[StoredFacts]]:
    rest = iter(stored)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _sureness_of_lack(share: float, left_out: float) -> float:
    """How sure it is that nothing is there: others have it, or the model nearly saw one."""
    return 1.0 - max(share, left_out)


def _bound(confidences: list[float], precision: float) -> tuple[float, float]:
    """What the most fields are above whose mean confidence is the precision, and that mean.

    Fields that are equally sure stay together.

    Args:
        confidences: the greatest first.
    """
    total, kept, best = 0.0, 0, 1.0
    bound = 1.0
    for number, confidence in enumerate(confidences, start=1):
        total += confidence
        behind = confidences[number] if number < len(confidences) else -1.0
        if behind == confidence:
            continue
        if total / number < precision - 1e-9:
            break
        kept, best, bound = number, total / number, behind
    return (bound, best) if kept else (confidences[0] if confidences else 1.0, 1.0)
