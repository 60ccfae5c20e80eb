"""What the documents of a search have in common: facets, histograms, and the hits themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from enricher.errors import InputError
from enricher.query.nodes import Condition, FacetValue, SearchPage, SearchRequest, Sort
from enricher.search.address import BEST, Asked
from enricher.search.folder_tree import MOST_FOLDERS, Folder, grow_folders
from enricher.search.histograms import Histogram, count_amounts, count_dates
from enricher.search.presence import count_missing
from enricher.search.question import Question
from enricher.values import ValueType
from enricher.values.lengths.open_terms import PERPETUAL
from enricher.values.marks import AMBIGUOUS
from enricher.values.passage import PRESENT

SHOWN_VALUES = 6
ATTRIBUTES = ("folder", "collection", "language", "media_type", "severity", "policy")
"""Counted beside the categories where they tell documents apart."""

FOLDER = "folder"

_ALL_VALUES = 10_000


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of a category among the documents that all other filters leave.

    Attributes:
        type: None for an attribute.
        values: most frequent first.
        has_more: there are others.
        histogram: instead of values, of which dates and amounts have too many; `values` are then
            what stands in place of one.
        folders: of the attribute `folder`, in place of values.
    """

    name: str
    type: ValueType | None
    values: tuple[FacetValue, ...] = ()
    has_more: bool = False
    histogram: Histogram | None = None
    folders: tuple[Folder, ...] = ()

    @property
    def has_range(self) -> bool:
        """Whether its values can be asked for from one to another."""
        return self.type is not None and self.type.is_ordered

    @property
    def is_passage(self) -> bool:
        return self.type is not None and self.type.is_passage

    @property
    def is_empty(self) -> bool:
        return not (self.values or self.folders or (self.histogram and self.histogram.bars))


def find_page(question: Question, sort: str, offset: int, size: int) -> SearchPage:
    """Raises InputError when there is no such order."""
    request = SearchRequest(
        query=question.query,
        where=question.where(),
        sort=read_sort(sort, question),
        size=size,
        offset=offset,
    )
    return question.find(request)


def read_sort(text: str, question: Question) -> Sort:
    name, _, direction = text.partition(":")
    if name == BEST:
        return Sort()
    if name not in question.types or direction not in ("asc", "desc"):
        raise InputError(
            f"there is no order {text!r}; write relevance, or a category as in EffectiveDate:desc"
        )
    return Sort(name, descending=direction == "desc")


def count_facets(question: Question, asked: Asked, currencies: dict[str, str]) -> list[Facet]:
    """Facets of all categories, in the order of the schema with folders second, then of attributes.

    Args:
        currencies: of the histogram of an amount, by category; the most frequent one where none
            is named.
    """
    histograms = {
        name: type
        for name, type in question.types.items()
        if type.order == "day" or type.has_currency
    }
    names = list(question.types)
    trees = [FOLDER] if FOLDER not in names else []
    names[1:1] = trees
    names += [one for one in ATTRIBUTES if one not in names]
    counted = [name for name in names if name not in histograms and name not in trees]
    free = tuple(name for name in counted if name not in question.filters)
    values = _count(question, free, SHOWN_VALUES + 1)
    for name in counted:
        if name in question.filters:
            values |= _count(question, (name,), SHOWN_VALUES + 1, without=name)
    facets = []
    for name in names:
        if name in histograms:
            count = count_dates if histograms[name].order == "day" else count_amounts
            histogram = count(question, name, currencies.get(name, ""))
            marks = _count_marks(question, name, asked)
            facets.append(Facet(name, histograms[name], marks, histogram=histogram))
        elif name in trees:
            facets.append(Facet(name, None, folders=_folders(question, asked)))
        else:
            shown = _with_chosen(values[name][:SHOWN_VALUES], asked.values_of(name))
            has_more = len(values[name]) > SHOWN_VALUES
            facets.append(Facet(name, question.types.get(name), shown, has_more))
    return [one for one in facets if not one.is_empty and _tells_apart(one, question)]


def _folders(question: Question, asked: Asked) -> tuple[Folder, ...]:
    counted = _count(question, (FOLDER,), MOST_FOLDERS, without=FOLDER)[FOLDER]
    return grow_folders(counted, asked.values_of(FOLDER))


def part_passages(facets: Sequence[Facet]) -> tuple[list[Facet], list[Facet]]:
    """What is no passage, and passages that any document has: first those of most documents."""
    others = [one for one in facets if not one.is_passage]
    having = {
        one.name: value.count
        for one in facets
        for value in one.values
        if one.is_passage and value.value == PRESENT
    }
    passages = [one for one in facets if one.name in having]
    return others, sorted(passages, key=lambda one: having[one.name], reverse=True)


def _count_marks(question: Question, name: str, asked: Asked) -> tuple[FacetValue, ...]:
    """What a histogram has no bar for: what stands in place of values, and the end of no time."""
    marks = (AMBIGUOUS, PERPETUAL) if question.types[name].order == "day" else (AMBIGUOUS,)
    counts = question.count_each([Condition(name, "=", mark) for mark in marks], without=name)
    return tuple(
        FacetValue(mark, count)
        for mark, count in zip(marks, counts, strict=True)
        if count or asked.has_value(name, mark)
    )


def list_values(question: Question, category: str, within: str) -> tuple[FacetValue, ...]:
    """The values of a category that hold some letters, most frequent first.

    Raises:
        InputError: there is no such category.
    """
    if category not in question.types and category not in ATTRIBUTES:
        raise InputError(f"there is no category {category!r}")
    found = _count(question, (category,), _ALL_VALUES, without=category)[category]
    wanted = within.casefold().split()
    return tuple(one for one in found if all(word in one.value.casefold() for word in wanted))


def _count(
    question: Question, names: Sequence[str], size: int, without: str = ""
) -> dict[str, tuple[FacetValue, ...]]:
    if not names:
        return {}
    page = question.find(
        SearchRequest(
            query=question.query,
            where=question.where(without=without),
            facets=tuple(names),
            facet_size=size,
            size=0,
        )
    )
    return dict(count_missing(page, question.types).facets)


def _with_chosen(values: tuple[FacetValue, ...], chosen: Sequence[str]) -> tuple[FacetValue, ...]:
    """What is chosen stays in sight; 0 stands for a count that was not among the first."""
    shown = {one.value.casefold() for one in values}
    missing = (one for one in chosen if one.casefold() not in shown)
    return (*values, *(FacetValue(one, 0) for one in missing))


def _tells_apart(facet: Facet, question: Question) -> bool:
    if facet.type is not None or facet.name in question.filters:
        return True
    return len(facet.values) > 1 or any(one.folders for one in facet.folders)
