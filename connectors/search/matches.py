"""All places of a text that a search asks for, to be marked and gone through."""

from __future__ import annotations

from connectors.search.occurrences import Occurrence, find_occurrences, lower
from connectors.search.snippets import asked_phrases
from connectors.search.terms import build_analyzer
from enricher.query.nodes import Node

_MAX_CANDIDATES = 50_000  # of a phrase: seconds in a text of nothing else


def find_matches(text: str, query: Node | None) -> list[Occurrence]:
    """Where the words and phrases of a query stand, in any of their forms, in the order of the text.

    Of places that overlap, the first and longest.
    """
    analyzer = build_analyzer()
    lowered = lower(text)
    places = {
        place
        for phrase in asked_phrases(query, analyzer)
        for place in find_occurrences(phrase, text, lowered, analyzer, _MAX_CANDIDATES)
    }
    apart: list[Occurrence] = []
    for place in sorted(places, key=lambda one: (one.start, -one.end)):
        if not apart or apart[-1].end <= place.start:
            apart.append(place)
    return apart
