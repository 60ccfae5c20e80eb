"""Labels that begin or end otherwise than the others of their category.

An edge parts two words: for a beginning the last word outside and the first one inside. What these
look like in most labels of a category is its habit. A label is odd where its edge fits the habit
badly and one a few words away fits it well, so that there is something to do about it. In
`the address of 12 Elm St, City` most labels begin with a number behind “of”; one that is
`of 12 Elm St` begins a word too early.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from enricher.projects.quality.choices import LEGAL_FORM
from enricher.projects.quality.flaws import Aspect, Flaw, Passage, Place, Severity, Tagged, some_of
from enricher.projects.quality.readings import Readings
from enricher.projects.quality.surroundings import (
    LINE,
    Surroundings,
    identity_of,
    is_balanced,
    kind_of,
    look_around,
    quoted,
)

Edge = Literal["begin", "end"]
EDGES: tuple[Edge, Edge] = ("begin", "end")
Key = Callable[[str], str]

FEWEST = 8  # labels of a category, from which on there is a habit
MOST_WORDS = 8  # that an edge is moved by
GOOD_FIT = 0.5  # share of the labels that have the outer word times share that have the inner
CLEAR_HABIT = 0.8  # share of the others that are alike in the word that is odd here
ODD = 0.2  # of what the better edge has
ALL_ALIKE = 0.95  # share of the others that do not begin with such a word
USUAL = 0.3  # share of the others that begin with the word which then comes first
NOT_UNHEARD_OF = 0.1  # share of the others that have the outer word then

# The outer word by what it is or looks like, the inner one likewise; both by what they are would
# be too much to ask of twenty labels.
_VIEWS: tuple[tuple[Key, Key], ...] = (
    (kind_of, kind_of),
    (identity_of, kind_of),
    (kind_of, identity_of),
)


@dataclass(frozen=True, slots=True)
class _Habit:
    """How often the outer and the inner words of an edge are what, among `count` labels."""

    outer_key: Key
    inner_key: Key
    outer: Counter[str]
    inner: Counter[str]
    count: int

    @property
    def is_clear(self) -> bool:
        """Whether any edge can fit it well."""
        outer, inner = (max(one.values()) / self.count for one in (self.outer, self.inner))
        return outer * inner >= GOOD_FIT

    def shares(
        self, words: tuple[str, str], own: tuple[str, str] | None = None
    ) -> tuple[float, float]:
        """The share of labels that have the outer word, and the inner one; `own` left out."""
        outer, inner = self.outer_key(words[0]), self.inner_key(words[1])
        others = self.count - (own is not None)
        less = (0, 0)
        if own is not None:
            less = (outer == self.outer_key(own[0]), inner == self.inner_key(own[1]))
        return (self.outer[outer] - less[0]) / others, (self.inner[inner] - less[1]) / others


@dataclass(frozen=True, slots=True)
class _Odd:
    """A label with an odd edge, and where it would begin and end by the habit."""

    one: Tagged
    edge: Edge
    better: tuple[int, int]


def odd_edges(
    labels: Mapping[str, Sequence[Tagged]], settled: frozenset[Place], readings: Readings
) -> Iterator[Flaw]:
    """Labels whose beginnings, or ends, are odd among those of their category.

    Args:
        labels: by category.
        settled: labels that another flaw has a better word for.
        readings: tell whether a label reads as a value, and what is suggested does not.
    """
    habits: dict[tuple[str, Edge], list[_Habit]] = {}
    odd: list[_Odd] = []
    for category, some in labels.items():
        around = [
            (one, found)
            for one in some
            if (found := look_around(one.document.text, one.label.start, one.label.end))
        ]
        if len(around) < FEWEST:
            continue
        for edge in EDGES:
            words = [_words(found, edge) for _, found in around]
            own = habits[category, edge] = [_habit(words, view) for view in _VIEWS]
            for one, found in around:
                if one.place not in settled and (better := _better(found, edge, own)):
                    odd.append(_Odd(one, edge, better))
    # A label that is odd itself says nothing about where its neighbour ends.
    firm = settled | {one.one.place for one in odd}
    free = [one for one in odd if _is_free(one, firm) and readings.is_better(one.one, one.better)]
    for (category, edge), own in habits.items():
        passages = [
            one.one.passage(one.better)
            for one in free
            if one.one.label.category == category and one.edge == edge
        ]
        if passages:
            yield _flaw(category, edge, own, passages)


def _flaw(category: str, edge: Edge, habits: Sequence[_Habit], passages: list[Passage]) -> Flaw:
    count = some_of(len(passages), habits[0].count)
    return Flaw(
        Aspect.PRECISE,
        "edge",
        Severity.WARNING,
        f"{count} {category} labels {edge} otherwise than most, which {edge}"
        f" {_told(habits[0], habits[1], edge)}; look at where they {edge}",
        category,
        tuple(passages),
    )


def _habit(pairs: Sequence[tuple[str, str]], view: tuple[Key, Key]) -> _Habit:
    outer_key, inner_key = view
    return _Habit(
        outer_key,
        inner_key,
        Counter(outer_key(outer) for outer, _ in pairs),
        Counter(inner_key(inner) for _, inner in pairs),
        len(pairs),
    )


def _words(found: Surroundings, edge: Edge, index: int | None = None) -> tuple[str, str]:
    """The outer and the inner word of an edge; `index` is the label's own where it is left out."""
    if edge == "begin":
        index = found.first if index is None else index
        return found.before(index), found.word(index)
    index = found.last if index is None else index
    return found.after(index), found.word(index - 1)


def _better(found: Surroundings, edge: Edge, habits: Sequence[_Habit]) -> tuple[int, int] | None:
    """Where the label would begin and end if its edge were where the habit has it."""
    own = _words(found, edge)
    odd = [
        (habit, now)
        for habit in habits
        if habit.is_clear and min(now := habit.shares(own, own)) <= ODD
    ]
    is_inner_odd = habits[0].shares(own, own)[1] <= 1 - ALL_ALIKE
    best: tuple[float, int] | None = None
    for index in _other_edges(found, edge) if odd or is_inner_odd else ():
        words = _words(found, edge, index)
        fits = (_fit(habit, now, habit.shares(words, own)) for habit, now in odd)
        fit = max(fits, default=0.0)
        if not fit:
            fit = _fit_inside(found, edge, index, habits[0], own)
        if fit and (best is None or fit > best[0] + 0.05):  # of near equals the nearest
            best = (fit, index)
    if best is None:
        return None
    first, last = (best[1], found.last) if edge == "begin" else (found.first, best[1])
    return found.words[first][0], found.words[last - 1][1]


def _fit(habit: _Habit, now: tuple[float, float], then: tuple[float, float]) -> float:
    """How well another edge fits the habit; 0 where the own one is not odd beside it."""
    fit = then[0] * then[1]
    is_odd = any(
        clear >= CLEAR_HABIT and had <= ODD * clear for had, clear in zip(now, then, strict=True)
    )
    return fit if fit >= GOOD_FIT and is_odd and now[0] * now[1] <= ODD * fit else 0.0


def _fit_inside(
    found: Surroundings, edge: Edge, index: int, kinds: _Habit, own: tuple[str, str]
) -> float:
    """The same for an edge inside of the label, where what stands outside differs from one to one.

    Most begin with a capital or a number, behind this and that; this one begins with `of`. Every
    word that is left out has to be one with which hardly any begins.
    """
    shorter = range(found.first, index) if edge == "begin" else range(index, found.last)
    words = _words(found, edge, index)
    outer, inner = kinds.shares(words, own)
    if not shorter or inner < USUAL or outer < NOT_UNHEARD_OF:
        return 0.0
    left_out = found.text[found.words[shorter[0]][0] : found.words[shorter[-1]][1]]
    if is_balanced(left_out) or LEGAL_FORM.search(left_out):
        return 0.0  # `Vega AB (publ)`, `Vega plc`
    usual = (kinds.shares((own[0], found.word(one)), own)[1] for one in shorter)
    return inner / 2 if max(usual) <= 1 - ALL_ALIKE else 0.0


def _other_edges(found: Surroundings, edge: Edge) -> Iterator[int]:
    """Words at which the label might begin (or before which it might end), the nearest first."""
    own = found.first if edge == "begin" else found.last
    for distance in range(1, MOST_WORDS + 1):
        for index in (own - distance, own + distance):
            if edge == "begin" and 0 <= index < found.last:
                yield index
            if edge == "end" and found.first < index <= len(found.words):
                yield index


def _is_free(odd: _Odd, unsure: frozenset[Place]) -> bool:
    """Whether what is added parts nothing, and has nothing of a label that is sure."""
    own, text = odd.one.label, odd.one.document.text
    start, end = odd.better
    added = [(start, own.start), (own.end, end)]
    if any(_parts(text[first:last]) for first, last in added):
        return False
    return not any(
        label.start < last and first < label.end
        for first, last in added
        for label in odd.one.document.labels
        if Tagged(odd.one.document, label).place not in unsure
    )


def _parts(text: str) -> bool:
    """Whether what stands in it parts two things: the end of a paragraph, a comma, a bracket."""
    return re.search(r"\n\s*\n|[,;:()|]|\.\s", text) is not None


def _told(kinds: _Habit, names: _Habit, edge: Edge) -> str:
    """The habit in words: `with a number behind “of”`."""
    parts = []
    for count in (1, 2, 3):
        usual = kinds.inner.most_common(count)
        if sum(times for _, times in usual) >= CLEAR_HABIT * kinds.count:
            parts = [f"with {' or '.join(kind for kind, _ in usual)}"]
            break
    for counted, is_name in ((names.outer, True), (kinds.outer, False)):
        outer, times = counted.most_common(1)[0]
        if times >= CLEAR_HABIT * kinds.count:
            shown = "the line" if outer == LINE else quoted(outer) if is_name else outer
            if shown == "the line":
                parts.append(f"where the line {edge}s")
            else:
                parts.append(f"{'behind' if edge == 'begin' else 'before'} {shown}")
            break
    return " ".join(parts) or "in another way"
