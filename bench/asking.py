"""What the benchmarks ask of an index, and how the times of the answers are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import quantiles
from typing import Any

_ALL: dict[str, Any] = {
    "where": ("Money>=100000",),
    "facets": ("Party", "Jurisdiction", "Money"),
    "sort": "EffectiveDate:desc",
}
_QUERIES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "one word and snippets": ("{word}", {}),
    "a phrase": ('"{phrase}"', {}),
    "words, 3 facets, range, sort": ("agreement {word}", _ALL),
    "everything, 3 facets, range, sort": ("", _ALL),
}
KINDS = tuple(_QUERIES)
WORDS = ("alpine", "birch", "cobalt", "delta", "ember", "falcon", "garnet", "harbor")
_PHRASES = ("bears its own costs", "a copy to counsel", "keeps the information secret")
DIFFERENT = len(WORDS) * len(_PHRASES)
"""After so many numbers the questions of a kind begin again."""


def question(kind: str, number: int) -> tuple[str, dict[str, Any]]:
    """A query of a kind and the other arguments of `enricher.search.service.Search.page`."""
    template, options = _QUERIES[kind]
    word, phrase = WORDS[number % len(WORDS)], _PHRASES[number % len(_PHRASES)]
    return template.format(word=word, phrase=phrase), options


def latencies(seconds: Sequence[float]) -> tuple[int, float, float]:
    """How many there are, their median and 99th percentile in milliseconds.

    With fewer than 100 the percentile is the slowest.
    """
    ordered = sorted(seconds)
    slow = quantiles(ordered, n=100)[98] if len(ordered) >= 100 else ordered[-1]
    return len(ordered), 1000 * ordered[len(ordered) // 2], 1000 * slow
