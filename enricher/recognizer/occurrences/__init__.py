"""Where a value stands in a text, however it is written there, and which of its places is meant.

value, text -> TextPlaces.find -> all places -> choose_places -> those its category speaks for
"""

from enricher.recognizer.occurrences.cues import choose_places
from enricher.recognizer.occurrences.names import Place
from enricher.recognizer.occurrences.values import TextPlaces

__all__ = ["Place", "TextPlaces", "choose_places"]
