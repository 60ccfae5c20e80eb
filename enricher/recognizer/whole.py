"""A model's entity is as long as the date or the name that stands there.

A model may be sure of a date and miss its year, or of a name and miss its last word. Meant is what
a detector finds around such a span, or the longer name that the model was surer of elsewhere in the
document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from enricher.entities import Span
from enricher.recognizer.detectors import DETECTORS
from enricher.recognizer.names import whole_names
from enricher.values import JURISDICTION, PARTY, PERSON, ValueType
from enricher.values.jurisdiction import parse_jurisdiction

_LAW: Final = re.compile(r"\s+laws?\b", re.IGNORECASE)
_OF_SOMEBODY: Final = frozenset({PARTY, PERSON})


def whole_entities(
    spans: Sequence[Span], types: Mapping[str, ValueType], text: str, language: str
) -> list[Span]:
    """Stretch spans to the values and names that they are a part of.

    Args:
        spans: of a model, in the order of the text.
        types: of their categories; spans of others stay as they are.
        text: the document's.
        language: ISO 639-1, "" where it is not known.

    Returns:
        The spans in their order; of several that came to be the same, the surest.
    """
    spans = whole_names(spans, (name for name in types if types[name] in _OF_SOMEBODY), text)
    detected: dict[ValueType, list[tuple[int, int]]] = {}
    names = _Names(spans, types, text)
    whole: dict[tuple[int, int, str], Span] = {}
    for span in spans:
        type_ = types.get(span.category)
        if type_ is not None and type_.detector:
            if type_ not in detected:
                detected[type_] = sorted(DETECTORS[type_.detector](text, language))
            start, end = _around(span, detected[type_])
        elif type_ is not None and type_.is_name:
            start, end = names.around(span)
        elif type_ is JURISDICTION:
            start, end = span.start, _end_of_law(span, text)
        else:
            start, end = span.start, span.end
        known = whole.get((start, end, span.category))
        if known is None or known.confidence < span.confidence:
            whole[start, end, span.category] = replace(span, start=start, end=end)
    return list(whole.values())


def _around(span: Span, values: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The place of the value that holds a span, else its own; values are in order and apart."""
    before = bisect_right(values, span.start, key=lambda value: value[0])
    if before and span.end <= values[before - 1][1]:
        return values[before - 1]
    return span.start, span.end


def _end_of_law(span: Span, text: str) -> int:
    """`English` names a jurisdiction only together with the `law` behind it."""
    law = _LAW.match(text, span.end)
    if law is None or parse_jurisdiction(text[span.start : span.end]).value is not None:
        return span.end
    named = parse_jurisdiction(text[span.start : law.end()]).value is not None
    return law.end() if named else span.end


class _Names:
    """The names that a model found in a document, each with the surest of its places."""

    def __init__(self, spans: Iterable[Span], types: Mapping[str, ValueType], text: str) -> None:
        self._text = text
        self._sure: dict[str, dict[tuple[str, ...], float]] = {}
        for span in spans:
            if (type_ := types.get(span.category)) is not None and type_.is_name:
                of = self._sure.setdefault(span.category, {})
                words = _words(text[span.start : span.end])
                of[words] = max(span.confidence, of.get(words, 0.0))

    def around(self, span: Span) -> tuple[int, int]:
        """The place of the surest longer name that stands where a span does, else its own."""
        own = _words(self._text[span.start : span.end])
        longer = [
            (sure, name)
            for name, sure in self._sure[span.category].items()
            if sure > span.confidence and len(name) > len(own) and _holds(name, own)
        ]
        for _, name in sorted(longer, reverse=True):
            pattern = re.compile(r"\s+".join(map(re.escape, name)), re.IGNORECASE)
            reach = 2 * sum(map(len, name)) + len(name)
            first, last = max(0, span.start - reach), span.end + reach
            for match in pattern.finditer(self._text, first, last):
                if match.start() <= span.start and span.end <= match.end():
                    return match.start(), match.end()
        return span.start, span.end


def _words(name: str) -> tuple[str, ...]:
    return tuple(name.casefold().split())


def _holds(name: Sequence[str], part: Sequence[str]) -> bool:
    """Whether a part stands in a name; its last word may lack a stop or a comma."""
    return "".join(part) in "".join(name)
