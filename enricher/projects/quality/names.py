"""Labels that are a part of a longer name which is tagged elsewhere in the document.

Of `Vega Networks Inc.` and `Networks Inc.`, where `Vega` stands in front of the second as well, one
was cut off.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from enricher.projects.quality.flaws import Aspect, Flaw, Passage, Place, Severity, Tagged
from enricher.projects.quality.repeats import folded, tells
from enricher.recognizer.lists import ListFinder
from enricher.schema import Category
from enricher.values import TEXT


def cut_names(category: str, labels: Sequence[Tagged], settled: frozenset[Place]) -> Iterator[Flaw]:
    """Labels of a category that are cut off.

    Args:
        settled: labels that another flaw has a better word for.
    """
    by_document: dict[str, list[Tagged]] = defaultdict(list)
    for one in labels:
        by_document[one.document.name].append(one)
    passages: list[Passage] = []
    for some in by_document.values():
        passages += (
            one for one in _cut_off(some) if (one.document, one.start, one.end) not in settled
        )
    if passages:
        yield Flaw(
            Aspect.PRECISE,
            "cut-name",
            Severity.WARNING,
            f"{len(passages)} {category} {'label is' if len(passages) == 1 else 'labels are'} a part of"
            " what is tagged as a whole elsewhere in the document; tag the whole of it",
            category,
            tuple(passages),
        )


def _cut_off(labels: Sequence[Tagged]) -> Iterator[Passage]:
    """Labels of one document and category with words beside them that belong to a longer label."""
    texts = {text for one in labels if tells(text := folded(one.text))}
    if len(texts) < 2:
        return
    finder = ListFinder([Category("any", TEXT, words=tuple(sorted(texts)))])
    text = labels[0].document.text
    own = {(one.label.start, one.label.end): one for one in labels}
    whole = Counter(folded(one.text) for one in labels)
    parts: dict[str, list[Passage]] = defaultdict(list)
    for span in finder.find(text):
        if (span.start, span.end) not in own:
            parts[folded(text[span.start : span.end])] += (
                one.passage((span.start, span.end))
                for (start, end), one in own.items()
                if span.start <= start and end <= span.end
            )
    for name, passages in parts.items():
        if len(passages) <= whole[name]:  # else the longer one has a word too many
            yield from passages
