"""The same words tagged here and not there, or as two categories.

All occurrences of what is tagged are looked up, as whole words and without regard to case, where
somebody looked for the category. Many words mean several things (`California` is a law and an
address), and in many projects only the first mention is tagged; so an occurrence without a label
is a flaw only where nearly all others, of the words and of their category, have one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from enricher.entities import ValueType
from enricher.label_quality.flaws import (
    Aspect,
    Flaw,
    Passage,
    Severity,
    Tagged,
    counts_as_tagged,
    shown,
)
from enricher.label_quality.surroundings import quoted
from enricher.labels import Label, LabeledDocument
from enricher.recognizer.lists import ListFinder
from enricher.schema import Category

MOSTLY = 0.75  # share of occurrences that are tagged alike
PRIOR = 3.0  # occurrences that the habit of the category counts for
FEWEST_LETTERS = 3  # of `5%` or `LP` each occurrence may mean another thing
FEWEST_DIGITS = 5  # where there are no letters
FEWEST_AS_TWO = 4  # labels of the same words, of which a minority is another category
SHARED_BY_NATURE = 0.1  # of a category's different texts, from which on two share theirs


@dataclass(slots=True)
class _Words:
    """The same words in all documents, and how they are tagged as one category."""

    tagged: int = 0
    untagged: list[Passage] = field(default_factory=list)


def repeats(
    documents: Sequence[LabeledDocument], labels: Mapping[str, Sequence[Tagged]]
) -> Iterator[Flaw]:
    yield from _here_and_not_there(documents, labels)
    yield from _as_two(labels)


def _here_and_not_there(
    documents: Sequence[LabeledDocument], labels: Mapping[str, Sequence[Tagged]]
) -> Iterator[Flaw]:
    for category, words in _occurrences(documents, labels).items():
        tagged = sum(one.tagged for one in words.values())
        untagged = sum(len(one.untagged) for one in words.values())
        habit = tagged / max(1, tagged + untagged)
        passages: list[Passage] = []
        texts: list[str] = []
        for text, one in words.items():
            count = one.tagged + len(one.untagged)
            if one.untagged and (one.tagged + PRIOR * habit) / (count + PRIOR) >= MOSTLY:
                passages += one.untagged
                texts.append(text)
        if passages:
            passages.sort(key=lambda one: (one.document, one.start))
            yield Flaw(
                Aspect.CONSISTENT,
                "untagged",
                Severity.WARNING,
                f"{shown([quoted(one) for one in texts])} {'is' if len(texts) == 1 else 'are'} tagged"
                f" {category} elsewhere, and not in {_places(len(passages))}; tag all of the same"
                " meaning, or none",
                category,
                tuple(passages),
            )


def _occurrences(
    documents: Sequence[LabeledDocument], labels: Mapping[str, Sequence[Tagged]]
) -> dict[str, dict[str, _Words]]:
    """Category -> words -> how often they are tagged so, and where they stand without any label."""
    found: dict[str, dict[str, _Words]] = {}
    for category, some in labels.items():
        counted = Counter(folded(one.text) for one in some)
        found[category] = {text: _Words(count) for text, count in counted.items() if _tells(text)}
    # A name of a list is found once in each text; with all categories in one, the text is read once.
    names = sorted({text for words in found.values() for text in words})
    if not names:
        return found
    finder = ListFinder([Category("any", ValueType.TEXT, words=tuple(names))])
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
                    words[text].untagged.append(Passage.of(document, missing))
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
            if _tells(text := folded(one.text)):
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
        " decide which it is, or leave them if both are meant",
        rare,
        tuple(each.passage() for each in looked_at),
    )


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _tells(text: str) -> bool:
    """Whether words mean the same wherever they stand, as far as one can see."""
    letters = sum(one.isalpha() for one in text)
    digits = sum(one.isdigit() for one in text)
    return letters >= FEWEST_LETTERS or digits >= FEWEST_DIGITS


def folded(text: str) -> str:
    """Words as they are compared: no case, one blank between them."""
    return " ".join(text.lower().split())
