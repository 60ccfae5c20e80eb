"""Which field of a schema a date, an amount or a length of time in a question is of.

The words before and behind it say so (`signed`, `expiring`, `notice`); else it is the one that people
mean who say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enricher.schema import Category, EntitySchema
from enricher.search.language.mention import split_name

_BEFORE = 42  # characters in which a word says of which field a value is
_BEHIND = 24

_CUES: Mapping[str, str] = {
    "NoticeDeadline": r"notice\s+(?:deadline|is\s+due|due|must\s+be\s+given|has\s+to\s+be\s+given)|give\s+notice",
    "ExpiryDate": r"expir\w*|(?<!the )end(?:s|ed|ing)?|terminat\w+|run(?:s|ning)?\s+out|laps\w+|run(?:s|ning)?"
    r"|renew(?:s|al|als|ed|ing)?|matur\w+|due\s+(?:for|to)\s+(?:renewal|end|expire)|valid|last(?:s|ing)?",
    "EffectiveDate": r"effective|commenc\w+|start(?:s|ed|ing)?|begin(?:s|ning)?|began|begun|in\s+(?:force|effect)|(?:came|come|comes|coming)\s+into\s+(?:force|effect)"
    r"|took\s+effect|takes\s+effect",
    "AgreementDate": r"sign(?:ed|ing)?|execut(?:ed|ion)|entered(?:\s+into)?|concluded|dated|agreed|made|closed|written|from",
}
_LENGTH_CUES: Mapping[str, str] = {
    "ConvenienceNotice": r"notice\b[^?]*\bconvenience|convenience\b[^?]*\bnotice|notice\b[^?]*\bwithout\s+cause",
    "NoticePeriod": r"notice(?:\s+periods?)?|notif\w+",
    "RenewalTerm": r"(?:renew\w*|extend\w*|extension\w*)(?:\s+(?:terms?|periods?))?",
    "WarrantyPeriod": r"warrant\w*(?:\s+periods?)?",
    "CapPeriod": r"cap(?:ped)?\b|liabilit\w+",
    "Term": r"terms?|duration|lasts?|lasting|run(?:s|ning)?|long(?:er)?|short(?:er)?|life|initial",
}
_AMOUNT_CUES: Mapping[str, str] = {
    "CapAmount": r"caps?|capped|liabilit\w+|limit(?:s|ed)?",
    "MinimumAmount": r"minimum|commitments?|commit\w*",
}
_SHARE_CUES: Mapping[str, str] = {
    "RevenueShare": r"royalt\w+|commissions?|revenues?|profits?|share"
}

_DAY_DEFAULTS = ("AgreementDate", "EffectiveDate")
_DEFAULTS = {"money": ("Money",), "percent": ("Percent",), "duration": ()}
_CUES_OF = {"money": _AMOUNT_CUES, "percent": _SHARE_CUES, "duration": _LENGTH_CUES}
_PLAIN_PARTS = frozenset(["date", "day", "amount", "value", "period", "number", "total", "of"])


@dataclass(frozen=True, slots=True)
class Cue:
    """A field, and the place of the word that says so; () where none does."""

    category: str
    place: tuple[int, ...] = ()


def day_field(schema: EntitySchema, text: str, start: int, end: int) -> Cue | None:
    """The field of a date that stands at [start, end); None where the schema has no dates."""
    dates = [one for one in schema.categories if one.type.order == "day"]
    return _field(dates, _CUES, _DAY_DEFAULTS, text, start, end, any_other=True)


def measure_field(schema: EntitySchema, type: str, text: str, start: int, end: int) -> Cue | None:
    """The field of an amount, a share or a length; None where nothing says which."""
    fitting = [one for one in schema.categories if one.type.name == type]
    return _field(
        fitting, _CUES_OF[type], _DEFAULTS[type], text, start, end, any_other=type == "money"
    )


def _field(
    categories: Sequence[Category],
    cues: Mapping[str, str],
    defaults: Sequence[str],
    text: str,
    start: int,
    end: int,
    *,
    any_other: bool,
) -> Cue | None:
    names = {one.name for one in categories}
    before, behind = text[max(0, start - _BEFORE) : start], text[end : end + _BEHIND]
    words = {name: cue for name, cue in cues.items() if name in names}
    words |= {
        one.name: own
        for one in categories
        if one.name not in cues
        and one.name.lower() != one.type.name
        and (own := _own_words(one.name))
    }
    found: list[tuple[int, int, str, tuple[int, int]]] = []
    for order, (name, cue) in enumerate(words.items()):
        pattern = re.compile(rf"(?<!\w)(?:{cue})(?!\w)", re.IGNORECASE)
        at = start - len(before)
        nearest = max(pattern.finditer(before), key=lambda one: one.end(), default=None)
        if nearest is not None:
            place = (at + nearest.start(), at + nearest.end())
            found.append((len(before) - nearest.end(), order, name, place))
        elif (match := pattern.search(behind)) is not None:
            place = (end + match.start(), end + match.end())
            found.append((_BEFORE + match.start(), order, name, place))
    if found:
        _, _, name, place = min(found)
        return Cue(name, place)
    for name in defaults:
        if name in names:
            return Cue(name)
    single = [one.name for one in categories if one.cardinality == "one"]
    others = single or [one.name for one in categories]
    return Cue(others[0]) if any_other and others else None


def _own_words(name: str) -> str:
    """What a category of one's own is called by: `delivery` of `DeliveryDate`."""
    telling = [
        re.escape(part) for part in split_name(name) if part not in _PLAIN_PARTS and len(part) > 2
    ]
    words = r"[\s-]+".join(telling)
    return rf"{words}\w{{0,3}}" if telling else ""
