"""Jurisdictions in a question: `under Oregon law`, `German leases`, `agreements in Texas`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from enricher.schema import EntitySchema
from enricher.search.language.lexicon import DOCUMENT_NOUNS
from enricher.search.language.mention import Mention, name_of, quote
from enricher.search.language.tokens import Token, are_apart
from enricher.values import JURISDICTION, normalize_text
from enricher.values.jurisdiction import ABBREVIATIONS, jurisdiction_names
from enricher.values.places.laws import ADJECTIVES, TWO_WORD_ADJECTIVES

_LONGEST = 5  # words of a name
_LAW = frozenset(["law", "laws", "courts", "court", "jurisdiction", "governed", "governing"])
_OF_LAW = re.compile(
    r"\b(?:laws?|courts?|jurisdictions?|governed\s+by|governing\s+law(?:\s+is)?|subject\s+to|under)(?:\s+(?:of|in|is))?\s+(?:the\s+)?(?:(?:state|commonwealth|province|country|republic|laws?)\s+of\s+)?(?:the\s+)?$",
    re.I,
)
_IN = re.compile(r"\b(?:in|from|of)\s+(?:the\s+)?(?:state\s+of\s+)?$", re.I)
_NO_PLACE = frozenset(
    [
        "corporation",
        "corp",
        "company",
        "llc",
        "inc",
        "lp",
        "limited",
        "partnership",
        "entity",
        "bank",
        "office",
        "county",
        "city",
        "avenue",
        "street",
    ]
)
_ADJECTIVE_ENDINGS = 2  # letters behind a stem: `Swiss` is one, `Canadian` another
# `mexican` begins with it, and yet `pole`, `turkey` and `polish` as a verb do not name laws.
_SHORTEST = 4


def find_places(
    text: str, tokens: Sequence[Token], schema: EntitySchema, kinds: Sequence[Mention]
) -> Iterator[Mention]:
    """Places whose law is asked for, as far as the schema has a field for it.

    Args:
        kinds: what the text says of kinds of documents, in front of which a place may stand.
    """
    category = next((one.name for one in schema.categories if one.type is JURISDICTION), None)
    if category is None:
        return
    at = 0
    while at < len(tokens):
        length = next(
            (
                n
                for n in range(min(_LONGEST, len(tokens) - at), 0, -1)
                if _is_place(text, tokens[at : at + n])
            ),
            0,
        )
        if not length:
            at += 1
            continue
        first, last = tokens[at], tokens[at + length - 1]
        behind = tokens[at + length] if at + length < len(tokens) else None
        if behind is not None and are_apart(text, last, behind):
            behind = None
        start, end, is_meant = _around(text, tokens[:at], first, last, behind, kinds)
        at += length
        if not is_meant:
            continue
        words = text[first.start : last.end]
        shown = (
            normalize_text(JURISDICTION, words).value
            or normalize_text(JURISDICTION, f"{words} law").value
        )
        if shown is not None:
            yield Mention(start, end, category, f"{name_of(category)}={quote(shown.display)}", 0.3)


def _around(
    text: str,
    before: Sequence[Token],
    first: Token,
    last: Token,
    behind: Token | None,
    kinds: Sequence[Mention],
) -> tuple[int, int, bool]:
    """The stretch that a place is a part of, and whether its law is asked for."""
    lead = text[: first.start]
    of_law = _OF_LAW.search(lead)
    if last.folded in _LAW:  # `English law` is a name of its own
        return (of_law.start() if of_law else first.start), last.end, True
    is_law = behind is not None and behind.folded in _LAW
    if is_law and behind is not None:
        end = behind.end
        match = re.match(r"(?:[\s-]+(?:law|laws|courts?))", text[end:], re.I)
        start = of_law.start() if of_law else first.start
        return start, end + (match.end() if match else 0), True
    if behind is not None and (
        behind.folded in _NO_PLACE or (behind.is_capital and not _begins_kind(behind, kinds))
    ):
        return first.start, last.end, False
    is_adjective = text[first.start : last.end].casefold() not in _places() and (
        first is not last or _adjective(first.folded) is not None
    )
    if of_law and not is_adjective:  # `under German ...` needs its noun
        return of_law.start(), last.end, True
    if _begins_kind(behind, kinds) or (behind is not None and behind.folded in DOCUMENT_NOUNS):
        return first.start, last.end, True
    inside = _IN.search(lead)
    if inside and not is_adjective and before:
        place = inside.start()
        noun = next((one for one in reversed(before) if one.end <= place), None)
        is_document = noun is not None and (
            noun.folded in DOCUMENT_NOUNS
            or any(one.overlaps(noun.start, noun.end) for one in kinds)
        )
        if is_document:
            return place, last.end, True
    return first.start, last.end, len(before) == 0 and behind is None and not is_adjective


def _begins_kind(token: Token | None, kinds: Sequence[Mention]) -> bool:
    return token is not None and any(one.start == token.start for one in kinds)


def _is_place(text: str, tokens: Sequence[Token]) -> bool:
    name = " ".join(one.folded for one in tokens)
    words = text[tokens[0].start : tokens[-1].end]
    if any(are_apart(text, one, other) for one, other in pairwise(tokens)):
        return False
    if name in _places():
        return len(name) > 3 or words in ABBREVIATIONS
    if len(tokens) == 1:
        letters = words.replace(".", "")
        return (letters in ABBREVIATIONS and letters.isupper() and len(letters) > 1) or bool(
            _adjective(tokens[0].folded)
        )
    return name in TWO_WORD_ADJECTIVES


def _adjective(word: str) -> str | None:
    stems = (word[: len(word) - ending] for ending in range(_ADJECTIVE_ENDINGS + 1))
    return next(
        (ADJECTIVES[stem] for stem in stems if stem in ADJECTIVES and len(stem) >= _SHORTEST), None
    )


@cache
def _places() -> frozenset[str]:
    return frozenset(jurisdiction_names("en"))


def is_place_word(word: str) -> bool:
    """Whether a word alone is a place or its adjective."""
    return word in _places() or _adjective(word) is not None
