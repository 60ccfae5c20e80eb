"""The ways to answer questions that are compared: sign by sign, what a search ranks by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench.relevance.metrics import DEEP, Answer, Place
from bench.relevance.texts import name_of
from enricher.query.nodes import Hit, SearchRequest
from enricher.query.questions import QuestionReading
from enricher.search.ranking import Weights
from enricher.settings import load_settings
from enricher.wiring.home import Home, open_home
from enricher.wiring.search import hybrid_search, search

Way = Callable[[str], Answer]
Names = Mapping[str, tuple[str, ...]]

AS_TYPED = "all words, as before"
_WHOLE = "vectors alone"  # of the question with the names in it, which nothing else would heed
_SIGNS: Mapping[str, Mapping[str, float]] = {
    "words alone": {"likeness": 0, "topic": 0, "named": 0, "chip": 0, "reranked": 0},
    _WHOLE: {"document": 0, "words": 0, "topic": 0, "named": 0, "chip": 0, "reranked": 0},
    "hybrid": {"topic": 0, "named": 0, "chip": 0, "reranked": 0},
    "hybrid with entities": {"reranked": 0},
    "with reranking": {},
}
"""By way, the weights that are not as they ship."""
LAST = tuple(_SIGNS)[-1]


@contextmanager
def open_ways(home: Path, url: str | None = None, index: str = "") -> Iterator[dict[str, Way]]:
    """The ways to ask a home.

    Args:
        url: of the Elasticsearch that has its index, by this name; None for the embedded one.
    """
    settings = load_settings(home)
    if url is not None:
        settings = settings.model_copy(
            update={"elasticsearch_url": url, "elasticsearch_index": index}
        )
    with open_home(home, settings) as opened:
        names = _names(opened)
        yield {AS_TYPED: _typed(opened, names)} | {
            way: _ranked(opened, names, weights, way == _WHOLE) for way, weights in _SIGNS.items()
        }


def _names(home: Home) -> Names:
    """What the questions call each document, by its id: several names where files are the same."""
    hits = search(home).scan(SearchRequest())
    return {hit.id: tuple(name_of(Path(path)) for path in hit.paths) for hit in hits}


def _typed(home: Home, names: Names) -> Way:
    """Every word of the question has to stand in a document."""
    plain = search(home)

    def ask(question: str) -> Answer:
        words = " ".join(word.strip("?!.,;:\"'()") for word in question.split())
        return _answer(plain.page(words, size=DEEP).hits, names)

    return ask


def _ranked(home: Home, names: Names, weights: Mapping[str, float], is_whole: bool) -> Way:
    signs = replace(home.signs, weights=replace(Weights(), **weights))
    shipped = hybrid_search(home)

    def read(question: str, without: Collection[str]) -> QuestionReading:
        reading = shipped.read(question, without)
        return replace(reading, subject=reading.respelled) if is_whole else reading

    asked = replace(shipped, read=read, signs=lambda: signs, answers=lambda question, hits: ())

    def ask(question: str) -> Answer:
        return _answer(asked.find(question, "hybrid", size=DEEP).page.hits, names)

    return ask


def _answer(hits: tuple[Hit, ...], names: Names) -> Answer:
    return Answer(
        tuple(name for hit in hits for name in names[hit.id]),
        tuple(
            Place(names[hit.id][0], one.offset, one.offset + one.length)
            for hit in hits
            for one in hit.passages
        ),
    )
