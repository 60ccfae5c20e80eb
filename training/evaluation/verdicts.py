"""Which found spans are right, and how that goes with how sure the model was of them.

spans, labels -> whole words -> Judged per category -> curve over thresholds, calibration error
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from tokenizers import Tokenizer

from enricher.entities import Span
from enricher.models.scores import Scores
from enricher.projects.label_words import touched
from enricher.recognizer.outputs import Outputs
from enricher.recognizer.windows import Tokens, tokenize
from training.dataset.tags import LabeledText, tag_words
from training.evaluation.passage_overlap import LEAST_OVERLAP, overlap
from training.evaluation.reliability import Bools, Floats

CURVE = tuple(step / 20 for step in range(20))
"""The thresholds of a curve; 0 lets everything through."""


@dataclass(frozen=True, slots=True)
class InWords:
    """A text's labels and what was found in it, each as the whole words that it touches.

    Scores compare words, so that what is listed as right or wrong is what they count. Of two labels
    that share a word the longer one is here, and so of two found spans; but passages overlap.
    """

    name: str
    text: str
    labels: tuple[Span, ...]
    found: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The found spans of some category in some documents.

    Attributes:
        found: how sure the model was: [spans].
        right: whether they are: [spans].
        documents: in which of them they stand: [spans].
        wanted: how many there are to find.
    """

    found: Floats
    right: Bools
    documents: Floats
    wanted: int

    @property
    def wrong(self) -> int:
        return int((~self.right).sum())

    def __len__(self) -> int:
        return len(self.found)

    def __add__(self, other: Judged) -> Judged:
        return Judged(
            np.concatenate([self.found, other.found]),
            np.concatenate([self.right, other.right]),
            np.concatenate([self.documents, other.documents]),
            self.wanted + other.wanted,
        )

    def scores_from(self, threshold: float) -> Scores:
        """What is found rightly, wrongly, and missed, if less sure spans are left out."""
        kept = self.found >= threshold
        tp = int((kept & self.right).sum())
        # Several passages may meet one label.
        return Scores(tp, int(kept.sum()) - tp, max(0, self.wanted - tp))


def in_words(
    texts: Iterable[LabeledText],
    found: Mapping[str, Sequence[Span]],
    tokenizer: Tokenizer,
    outputs: Outputs,
) -> list[InWords]:
    """Widen labels and found spans to whole words, those that nobody looked for left out."""
    judged = []
    for text in texts:
        tokens = tokenize(text.text, tokenizer)
        judged.append(
            InWords(
                text.name,
                text.text,
                _widen(text.labels, tokens, outputs),
                _widen(text.judgeable(found[text.text]), tokens, outputs),
            )
        )
    return judged


def judge(read: Sequence[InWords], outputs: Outputs) -> dict[str, Judged]:
    """By category, which of the found spans are right; passages by overlap."""
    least = {
        **dict.fromkeys(outputs.tagged, 1.0),
        **dict.fromkeys(outputs.passages, LEAST_OVERLAP),
    }
    return {category: _judge_one(read, category, least[category]) for category in least}


def pooled(judged: Mapping[str, Judged]) -> Judged:
    """All categories as one."""
    nothing = Judged(np.empty(0), np.empty(0, dtype=np.bool_), np.empty(0), 0)
    return sum(judged.values(), nothing)


def curve(judged: Judged) -> list[tuple[float, Scores]]:
    """The scores at each of the thresholds of `CURVE`."""
    return [(threshold, judged.scores_from(threshold)) for threshold in CURVE]


def _judge_one(read: Sequence[InWords], category: str, least: float) -> Judged:
    found, right, documents, wanted = [], [], [], 0
    for number, text in enumerate(read):
        places = {(one.start, one.end) for one in text.labels if one.category == category}
        wanted += len(places)
        for span in text.found:
            if span.category == category:
                found.append(span.confidence)
                place = (span.start, span.end)
                right.append(
                    place in places
                    if least == 1.0
                    else any(overlap(place, label) >= least for label in places)
                )
                documents.append(number)
    return Judged(
        np.array(found, dtype=np.float64),
        np.array(right, dtype=np.bool_),
        np.array(documents, dtype=np.float64),
        wanted,
    )


def _widen(spans: Sequence[Span], tokens: Tokens, outputs: Outputs) -> tuple[Span, ...]:
    each = list(dict.fromkeys(spans))
    entities = [span for span in each if span.category not in outputs.passages]
    refused = set(tag_words(tokens, entities, outputs.tagged).refused)
    widened = []
    for span in each:
        if span not in refused:
            first, last = touched(tokens.starts, tokens.ends, span)
            if first >= last:
                continue
            start, end = int(tokens.starts[first]), int(tokens.ends[last - 1])
            widened.append(replace(span, start=start, end=end))
    return tuple(widened)
