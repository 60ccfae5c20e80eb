"""What speaks for a value over all the places that name it.

A span's confidence says how the model read one place. Whether a value belongs into the field also
depends on the others: a party is named at the top and signs at the end, a company that is only
mentioned has one place in the middle. `enricher.recognizer.confidence` weighs such features.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from enricher.entities import Cardinality, Entity, EntitySource, Span, Value
from enricher.recognizer.confidence import FEATURES, ODDS_LIMIT, log_odds
from enricher.values import DATE, DURATION, PARTY
from enricher.values.party import writing_faults
from enricher.values.text import straight

COUNTED = frozenset(["leading", "share", "rank"])
"""Features that suppose how many values a field has.

With `leading` a third party lost what it gives to two: nothing new is fitted for it, and models that
were trained with it go on as they were. The share of a value, and its place in the order, say
something of a field of one value; where there are many, they say that there are few.
"""

STEP = 200
NEAR = 2000
ROW = 300
REPEATED = 4  # times that a line stands in a text at least, to be the head or foot of pages
LONGEST_LINE = 200

_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(
    r"(?<!\w)(?:between|among|zwischen|entre|tra|fra|tussen)\s*:?\s*"
    r"(?:\(?[0-9aivx]{1,3}\)|[-\u2013\u2014])?\s*$",  # parties are often counted, or stand in a list
    re.IGNORECASE,
)
_BETWEEN_CHARACTERS = 30
_LEAST = 1e-4  # of a sum of confidences, so that it has a logarithm
_DEFINED = re.compile(
    r"(?:,[^()]{0,100}?)?\s*\([^()]{0,40}?[\"'\u2018\u201c\u201d\u201e\u00ab]"
    r"|[^()\"\u201c]{0,300}?\b(?i:hereinafter|hereafter)\b"
)
# A line of its own, or a column, and soon below it who signs.
_SIGNS = re.compile(
    r"[^\S\n]*(?:,[^\n]{0,80}|[^\S\n]{3}[^\n]{0,120})?\n(?:[^\n]{0,60}\n){0,2}?[^\S\n]*"
    r"(?:(?i:by|per|its|sign(?:ed|ature))\b[^\S\n]*[:/_]|/s/|_{4})"
)
_SIGNED_ABOVE = re.compile(r"(?:/s/|_{8})[^\n]{0,80}\n\s*$")
_COLUMN = re.compile(r"(?:^|\n|\s{3})[^\S\n]*$")
_LASTING = re.compile(
    r"\b(?:term|terminat\w*|expir\w*|effect|force)\b[^.;]*(?:[.;](?!\s)[^.;]*)*$", re.IGNORECASE
)
_LASTING_CHARACTERS = 150
_AFTERWARDS = re.compile(
    r"[^.;]{0,40}\b(?:thereafter|following|after\s+(?:the\s+)?(?:terminat|expir|disclos|cessat|return))",
    re.IGNORECASE,
)

_EFFECTIVE = re.compile(
    r"\b(?:effective|commenc\w*|begin\w*|come\s+into\s+(?:force|effect))\b[^.;]*$", re.IGNORECASE
)
_EFFECTIVE_BEHIND = re.compile(r"\s*,?\s*\([^()]{0,30}\beffective\b", re.IGNORECASE)
_SIGNED = re.compile(r"\bdated?[ \t\u00a0]*:[ \t\u00a0_]*$", re.IGNORECASE)
_RENEWED = re.compile(
    r"\b(?:renew\w*|extend\w*|extension|successive|additional)\b[^.;]*$", re.IGNORECASE
)
_NOTICED = re.compile(r"\b(?:notice|notif\w+)\b[^.;]*$", re.IGNORECASE)
_NOTICED_BEHIND = re.compile(
    r"['\u2019]?s?[)'\u2019\s]+(?:\w+\s+){0,3}?(?:notice|notif\w+)\b", re.IGNORECASE
)
_BESIDE = 80  # characters of the same sentence
_DIGITS = re.compile(r"\d+")

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a category may have, and all entities that name it, in the order of the text."""

    value: Value
    entities: tuple[Entity, ...]

    @property
    def best(self) -> float:
        return max(entity.span.confidence for entity in self.entities)

    @property
    def mass(self) -> float:
        return sum(entity.span.confidence for entity in self.entities)


def candidates(entities: Sequence[Entity]) -> list[Candidate]:
    """The values that entities of one category name, in the order of their first place.

    Two entities have the same value when its display form is the same but for case and the kind of
    apostrophe, and two parties when they count as one: a name in the capitals of a signature block is
    the name of the preamble. Of its writings a person's is kept, else the first that is well written.
    """
    named: dict[str, list[tuple[Value, Entity]]] = {}
    for entity in entities:
        if entity.value is not None:
            named.setdefault(identity_of(entity.value), []).append((entity.value, entity))
    return [
        Candidate(min(same, key=_badly_written)[0], tuple(entity for _, entity in same))
        for same in named.values()
    ]


def _badly_written(named: tuple[Value, Entity]) -> tuple[bool, int, int]:
    value, entity = named
    return (entity.span.source is not EntitySource.HUMAN, *writing_faults(value.display))


def identity_of(value: Value) -> str:
    """What two values share that are one."""
    if value.type == PARTY.name and "key" in value.detail:
        return str(value.detail["key"])
    return straight(value.display).casefold()


def fitted_features(cardinality: Cardinality) -> tuple[str, ...]:
    """Those of `FEATURES` that weights are fitted for."""
    left_out = COUNTED if cardinality == "many" else {"leading"}
    return tuple(name for name in FEATURES if name not in left_out)


def features(of: Sequence[Candidate], text: str) -> list[tuple[float, ...]]:
    """What speaks for each of the candidates of a category.

    Args:
        of: all of them in a document.
        text: of the document.

    Returns:
        Per candidate its `FEATURES`.
    """
    running = _running(of, text)
    masses = [candidate.mass for candidate in of]
    bests = [candidate.best for candidate in of]
    surest = sorted(bests, reverse=True)
    total = sum(masses)
    # What the pages repeat in their heads is named most, and is no measure for the others.
    own = [index for index in range(len(of)) if index not in running]
    greatest = max((masses[index] for index in own), default=0.0)
    ranks = [0] * len(of)
    for rank, index in enumerate(
        sorted(range(len(of)), key=lambda index: (index in running, -masses[index]))
    ):
        ranks[index] = rank
    words = [frozenset(_WORD.findall(candidate.value.display.casefold())) for candidate in of]
    within, holding = _nested(words[index] for index in own)
    among = _in_rows(of, text)
    rows: list[tuple[float, ...]] = []
    for index, candidate in enumerate(of):
        spans = [entity.span for entity in candidate.entities]
        first, last = spans[0], spans[-1]
        rivals = surest[1:] if bests[index] == surest[0] else surest
        before, behind = first.start, max(0, len(text) - last.end)
        named = words[index]
        # Words beside a value speak of values of their kind alone.
        is_date, is_length = (candidate.value.type == one.name for one in (DATE, DURATION))
        is_time = is_date or is_length
        rows.append(
            (
                log_odds(bests[index]),
                log_odds(first.confidence),
                math.log1p(masses[index]),
                masses[index] / total if total else 0.0,
                log_odds(rivals[0]) if rivals else -ODDS_LIMIT,
                math.log(len(of)),
                math.log1p(before / STEP),
                math.log1p(behind / STEP),
                float(before < NEAR),
                float(behind < NEAR),
                float(_is_partial(candidate.value)),
                float(len(named) == 1),
                float(named in within),
                float(named in holding),
                float(_is_alone(first, text)),
                log_odds(masses[index] / len(candidate.entities)),
                float(ranks[index] < 2),
                float(any(_is_between(span.start, text) for span in spans)),
                math.log1p(ranks[index]),
                float(any(_DEFINED.match(text, span.end) for span in spans)),
                float(is_time and any(_is_lasting(span, text) for span in spans)),
                float(is_time and all(_AFTERWARDS.match(text, span.end) for span in spans)),
                min(0.0, math.log(max(masses[index], _LEAST) / max(greatest, _LEAST))),
                float(index in among),
                float(index in running),
                float(
                    is_date
                    and any(_is_beside(one, text, _EFFECTIVE, _EFFECTIVE_BEHIND) for one in spans)
                ),
                float(is_date and all(_stands_behind(one, text, _SIGNED) for one in spans)),
                float(is_length and any(_stands_behind(one, text, _RENEWED) for one in spans)),
                float(
                    is_length
                    and any(_is_beside(one, text, _NOTICED, _NOTICED_BEHIND) for one in spans)
                ),
                float(
                    candidate.value.type == PARTY.name
                    and any(_is_signer(span, text) for span in spans)
                ),
            )
        )
    return rows


def _nested(words: Iterable[Words]) -> tuple[set[Words], set[Words]]:
    """Those sets that are a part of another one, and those of which another one is a part.

    A set is compared with those alone that have the rarest of its words, as there may be thousands.
    """
    each = set(words)
    having: dict[str, list[Words]] = {}
    for one in each:
        for word in one:
            having.setdefault(word, []).append(one)
    within: set[Words] = set()
    holding: set[Words] = set()
    for one in each:
        larger = [
            other
            for other in min((having[word] for word in one), key=len, default=each)
            if one < other
        ]
        if larger:
            within.add(one)
            holding.update(larger)
    return within, holding


def _in_rows(of: Sequence[Candidate], text: str) -> set[int]:
    """The candidates that stand in a row behind a word like "between"."""
    places = sorted(
        (entity.span.start, entity.span.end, index)
        for index, candidate in enumerate(of)
        for entity in candidate.entities
    )
    found: set[int] = set()
    end: int | None = None  # of the last place in a row
    for start, stop, index in places:
        in_row = end is not None and start - end < ROW
        end = stop if in_row or _is_between(start, text) else None
        if end is not None:
            found.add(index)
    return found


def _running(of: Sequence[Candidate], text: str) -> set[int]:
    """The names that stand in repeated lines alone; lines that differ in a page's number are one."""
    lines: dict[str, int] = {}
    found: set[int] = set()
    for index, candidate in enumerate(of):
        if candidate.value.type != PARTY.name or len(candidate.entities) < REPEATED:
            continue
        lines = lines or Counter(map(_bare, text.splitlines()))
        spans = [entity.span for entity in candidate.entities]
        if all(lines.get(_bare(_line_of(span, text)), 0) >= REPEATED for span in spans):
            found.add(index)
    return found


def _is_signer(span: Span, text: str) -> bool:
    before = text[max(0, span.start - 120) : span.start]
    return bool(
        _COLUMN.search(before) and (_SIGNS.match(text, span.end) or _SIGNED_ABOVE.search(before))
    )


def _bare(line: str) -> str:
    return "" if len(line) > LONGEST_LINE else _DIGITS.sub("", line).strip()


def _line_of(span: Span, text: str) -> str:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return text[start : end if end >= 0 else len(text)]


def _is_alone(span: Span, text: str) -> bool:
    """Whether nothing with a letter or a digit stands beside a span in its line."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return not _WORD.search(text, start, span.start) and not _WORD.search(
        text, span.end, end if end >= 0 else len(text)
    )


def _is_between(start: int, text: str) -> bool:
    return bool(_BETWEEN.search(text[max(0, start - _BETWEEN_CHARACTERS) : start]))


def _is_beside(span: Span, text: str, before: re.Pattern[str], behind: re.Pattern[str]) -> bool:
    return _stands_behind(span, text, before) or bool(behind.match(text, span.end))


def _stands_behind(span: Span, text: str, words: re.Pattern[str]) -> bool:
    return bool(words.search(text[max(0, span.start - _BESIDE) : span.start]))


def _is_lasting(span: Span, text: str) -> bool:
    return bool(_LASTING.search(text[max(0, span.start - _LASTING_CHARACTERS) : span.start]))


def _is_partial(value: Value) -> bool:
    return value.type == DATE.name and len(value.display) < len("2001-01-01")
