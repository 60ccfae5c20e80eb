"""Labels that training changes or leaves out: blanks at the ends, halves of words, shared words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from tokenizers import Tokenizer

from enricher.entities import Span
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.label_words import LabelUse, account_for_labels
from enricher.projects.quality.flaws import Aspect, Flaw, Passage, Place, Severity
from enricher.recognizer.windows import IntArray, tokenize
from enricher.schema import EntitySchema

_SHARES = ("refused", "shares words with a longer label")
_SENTENCES = {
    ("snapped", "white space at its ends"): (
        "blanks",
        "begin or end with white space; tag only the words",
    ),
    ("snapped", "it begins or ends inside a word"): (
        "half-word",
        "begin or end inside a word; training takes the whole word, so tag all of it",
    ),
    _SHARES: (
        "overlap",
        "share words with a longer label and are left out by training; keep one of the two",
    ),
    ("refused", "there is no word in it"): (
        "no-word",
        "have no word in them and are left out by training; remove them",
    ),
}


def odd_uses(
    documents: Sequence[LabeledDocument],
    schema: EntitySchema,
    tokenizer: Tokenizer,
    settled: Collection[Place] = (),
) -> Iterator[Flaw]:
    """Labels that a training would not use as they are.

    Args:
        tokenizer: of the model that would be trained; see `enricher.recognizer.windows`.
        settled: places of which a flaw tells already that they share text.
    """
    found: dict[tuple[str, str, str], list[Passage]] = {}
    for document in documents:
        for use in uses_of(document, schema.learned, tokenizer, schema.passages):
            if use.use != "used":
                label = Label(use.label.start, use.label.end, use.label.category)
                key = (use.use, use.reason, use.label.category)
                is_told = (document.name, label.start, label.end) in settled
                if is_told and key[:2] == _SHARES:
                    continue
                found.setdefault(key, []).append(Passage.of(document, label))
    for (what, reason, category), passages in found.items():
        kind, sentence = _SENTENCES[what, reason]
        yield Flaw(
            Aspect.PRECISE,
            kind,
            Severity.ERROR if what == "refused" else Severity.WARNING,
            f"{len(passages)} {category} labels {sentence}",
            category,
            tuple(passages),
        )


def uses_of(
    document: LabeledDocument,
    categories: Sequence[str],
    tokenizer: Tokenizer,
    passages: Collection[str] = (),
) -> list[LabelUse]:
    """What becomes of each label of a document that a model learns."""
    labels = [
        Span(one.start, one.end, one.category)
        for one in document.labels
        if one.category in categories
    ]
    starts, ends = _words_near(document.text, labels, tokenizer)
    return account_for_labels(document.name, document.text, labels, starts, ends, passages)


def _words_near(
    text: str, labels: Sequence[Span], tokenizer: Tokenizer
) -> tuple[IntArray, IntArray]:
    """Where the words near labels begin and end; the text between them is not tokenized."""
    starts: list[IntArray] = [np.zeros(0, dtype=np.int64)]
    ends: list[IntArray] = [np.zeros(0, dtype=np.int64)]
    for low, high in _stretches(text, labels):
        tokens = tokenize(text[low:high], tokenizer)
        starts.append(tokens.starts + low)
        ends.append(tokens.ends + low)
    return np.concatenate(starts), np.concatenate(ends)


def _stretches(text: str, labels: Sequence[Span]) -> list[tuple[int, int]]:
    """Stretches with all labels, in order and apart, that end at blanks; `labels` are in order."""
    found: list[tuple[int, int]] = []
    for label in labels:
        low, high = label.start, label.end
        while low and not text[low].isspace():
            low -= 1
        while high < len(text) and not text[high].isspace():
            high += 1
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found
