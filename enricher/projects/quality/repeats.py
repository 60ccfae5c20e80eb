"""The same words tagged here and not there, or as two categories.

All occurrences of what is tagged are looked up, as whole words and without regard to case, where
somebody looked for the category. Many words mean several things (`California` is a law and an
address), and in many projects only the first mention is tagged. So an occurrence without a label
is a flaw only where nearly all others are tagged: those of the same document, or where it has none
that is, the other documents with the same words. What few others there are is weighed with the
habit of the category.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.quality.flaws import (
    Aspect,
    Flaw,
    Passage,
    Severity,
    Tagged,
    counts_as_tagged,
    shown,
)
from enricher.projects.quality.surroundings import quoted
from enricher.recognizer.lists import ListFinder
from enricher.schema import Category, EntitySchema
from enricher.values import TEXT

MOSTLY = 0.8  # share of occurrences that are tagged alike
PRIOR = 3.0  # occurrences, or documents, that the habit of the category counts for
ENOUGH_TAGGED = 2  # documents, or occurrences of a figure in one, that show what is meant
FEWEST_LETTERS = 3  # of `5%` or `LP` each occurrence may mean another thing
FEWEST_DIGITS = 5  # where there are no letters
FEWEST_AS_TWO = 4  # labels of the same words, of which a minority is another category
SHARED_BY_NATURE = 0.1  # of a category's different texts, from which on two share theirs


@dataclass(slots=True)
class _Words:
    """The same words in all documents, and how they are tagged as one category, by document."""

    tagged: Counter[str] = field(default_factory=Counter)
    untagged: dict[str, list[Passage]] = field(default_factory=dict)

    @property
    def within(self) -> _Counts:
        """Of the occurrences beside a tagged one in its document, those that are tagged and not."""
        beside = (len(some) for name, some in self.untagged.items() if name in self.tagged)
        return _Counts(self.tagged.total() - len(self.tagged), sum(beside))

    @property
    def across(self) -> _Counts:
        """Of the documents beside one that has the words tagged, those that have and have not."""
        return _Counts(len(self.tagged) - 1, sum(name not in self.tagged for name in self.untagged))


class _Counts(NamedTuple):
    tagged: int
    untagged: int

    def less(self, own: _Counts) -> float:
        """The share that is tagged when some are left out; all, where there are no others."""
        tagged, untagged = self.tagged - own.tagged, self.untagged - own.untagged
        return tagged / (tagged + untagged) if tagged + untagged else 1.0

    @classmethod
    def total(cls, some: Iterable[_Counts]) -> _Counts:
        tagged, untagged = zip(*some, strict=True)
        return cls(sum(tagged), sum(untagged))


@dataclass(frozen=True, slots=True)
class _Habits:
    """How consistently the words of a category are tagged."""

    within: _Counts
    across: _Counts

    @classmethod
    def of(cls, words: Collection[_Words]) -> _Habits:
        return cls(
            _Counts.total(one.within for one in words), _Counts.total(one.across for one in words)
        )


def _suspects(words: _Words, habits: _Habits, is_name: bool) -> Iterator[Passage]:
    """The occurrences of words that are probably missing a label."""
    known, unknown = len(words.tagged), words.across.untagged
    is_clear = known >= ENOUGH_TAGGED and _is_mostly(
        known, unknown, habits.across.less(words.across)
    )
    within = habits.within.less(words.within)
    for document, passages in words.untagged.items():
        own = words.tagged[document]
        # A date or an amount may stand in a document twice and mean two things.
        is_enough = own >= (1 if is_name else ENOUGH_TAGGED)
        is_suspect = is_enough and _is_mostly(own, len(passages), within) if own else is_clear
        if is_suspect:
            yield from passages


def _is_mostly(tagged: int, untagged: int, habit: float) -> bool:
    return (tagged + PRIOR * habit) / (tagged + untagged + PRIOR) >= MOSTLY


def repeats(
    documents: Sequence[LabeledDocument],
    labels: Mapping[str, Sequence[Tagged]],
    schema: EntitySchema,
) -> Iterator[Flaw]:
    for category, words in _occurrences(documents, labels).items():
        is_name = category in schema and not schema[category].type.is_ordered
        yield from _here_and_not_there(category, words, is_name)
    yield from _as_two(labels)


def _here_and_not_there(
    category: str, words: Mapping[str, _Words], is_name: bool
) -> Iterator[Flaw]:
    if not words:
        return
    habits = _Habits.of(words.values())
    found: dict[str, list[Passage]] = {}
    for text, one in words.items():
        if some := list(_suspects(one, habits, is_name)):
            found[text] = some
    passages = sorted(
        (one for some in found.values() for one in some), key=lambda one: (one.document, one.start)
    )
    if passages:
        yield Flaw(
            Aspect.CONSISTENT,
            "untagged",
            Severity.WARNING,
            f"{shown([quoted(one) for one in found])} {'is' if len(found) == 1 else 'are'} tagged"
            f" {category} elsewhere, but not in {_places(len(passages))}; tag all that mean the"
            " same, or none",
            category,
            tuple(passages),
        )


def _occurrences(
    documents: Sequence[LabeledDocument], labels: Mapping[str, Sequence[Tagged]]
) -> dict[str, dict[str, _Words]]:
    """Category -> words -> how often they are tagged so, and where they stand without any label."""
    found: dict[str, dict[str, _Words]] = {}
    for category, some in labels.items():
        words = found[category] = {}
        for one in some:
            if tells(text := folded(one.text)):
                words.setdefault(text, _Words()).tagged[one.document.name] += 1
    # A name of a list is found once in each text; with all categories in one, the text is read once.
    names = sorted({text for words in found.values() for text in words})
    if not names:
        return found
    finder = ListFinder([Category("any", TEXT, words=tuple(names))])
    for document in documents:
        if not document.is_tagged:
            continue
        own = _Taken(document)
        for span in finder.find(document.text):
            if own.overlaps(span.start, span.end):
                continue
            text = folded(document.text[span.start : span.end])
            for category, words in found.items():
                if text in words and counts_as_tagged(document, category, span.start, span.end):
                    missing = Label(span.start, span.end, category)
                    passages = words[text].untagged.setdefault(document.name, [])
                    passages.append(Passage.of(document, missing))
    return found


class _Taken:
    """The stretches of a document that have a label."""

    def __init__(self, document: LabeledDocument) -> None:
        self._taken = bytearray(len(document.text))
        for label in document.labels:
            self._taken[label.start : label.end] = b"\1" * (label.end - label.start)

    def overlaps(self, start: int, end: int) -> bool:
        return 1 in self._taken[start:end]


def _as_two(labels: Mapping[str, Sequence[Tagged]]) -> Iterator[Flaw]:
    """Words that are tagged as one category mostly, and as another one at times."""
    texts: dict[str, dict[str, list[Tagged]]] = defaultdict(lambda: defaultdict(list))
    for category, some in labels.items():
        for one in some:
            if tells(text := folded(one.text)):
                texts[category][text].append(one)
    for first, second in combinations(texts, 2):
        shared = [text for text in texts[first] if text in texts[second]]
        fewer = min(len(texts[first]), len(texts[second]))
        if len(shared) > max(1.0, SHARED_BY_NATURE * fewer):
            continue  # lender and borrower may live in the same states
        for text in shared:
            flaw = _two_flaw(texts[first][text], texts[second][text])
            if flaw is not None:
                yield flaw


def _two_flaw(one: Sequence[Tagged], other: Sequence[Tagged]) -> Flaw | None:
    few, many = sorted((one, other), key=len)
    count = len(few) + len(many)
    is_minority = count >= FEWEST_AS_TWO and len(many) >= MOSTLY * count
    in_both = {each.document.name for each in few} & {each.document.name for each in many}
    if not is_minority and not in_both:
        return None
    looked_at = (
        few if is_minority else [each for each in (*one, *other) if each.document.name in in_both]
    )
    rare, usual = few[0].label.category, many[0].label.category
    return Flaw(
        Aspect.CONSISTENT,
        "two-categories",
        Severity.WARNING,
        f"{quoted(few[0].text)} is tagged {usual} {_times(len(many))} and {rare} {_times(len(few))};"
        " decide which is right, or keep both if both are meant",
        rare,
        tuple(each.passage() for each in looked_at),
    )


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def tells(text: str) -> bool:
    """Whether words mean the same wherever they stand, as far as one can see."""
    letters = sum(one.isalpha() for one in text)
    digits = sum(one.isdigit() for one in text)
    return letters >= FEWEST_LETTERS or digits >= FEWEST_DIGITS


def folded(text: str) -> str:
    """Words as they are compared: no case, one blank between them."""
    return " ".join(text.lower().split())
