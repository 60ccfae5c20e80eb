"""Parties in a question, by the names that a home knows: `nike`, `Nokia's`, `Bank of America`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from enricher.schema import EntitySchema
from enricher.search.language.lexicon import ASKING, GENERAL, ROLES, STOP_WORDS, is_common
from enricher.search.language.mention import Mention, name_of, quote
from enricher.search.language.places import is_place_word
from enricher.search.language.tokens import Token, are_apart, uses_capitals
from enricher.values import PARTY
from enricher.values.names.written_forms import form_behind
from enricher.values.party import party_key

LONGEST = 8  # words of a name
WEIGHT = 2.0  # of the words of a name
_MOST = 6  # parties that one name stands for
_TOO_MANY = 40  # names that begin with a word: it says nothing


class Names(Protocol):
    """The names that are shown for parties, by the keys of what they are called."""

    def beginning(self, key: str, limit: int) -> list[str]: ...

    def having(self, word: str, limit: int) -> list[str]: ...

    def keys(self) -> Mapping[str, str]: ...


def find_names(
    text: str, tokens: Sequence[Token], schema: EntitySchema, names: Names
) -> Iterator[Mention]:
    """The parties that a text names, the longest name first where several begin at one word."""
    categories = [one.name for one in schema.categories if one.type is PARTY]
    if not categories:
        return
    capitals = uses_capitals(tokens)
    at = free = 0  # the first word that is of no name yet
    while at < len(tokens):
        length, shown = _longest(text, tokens, at, names, free, capitals=capitals)
        if not length:
            at += 1
            continue
        start, end = tokens[at].start, tokens[at + length - 1].end
        yield Mention(start, end, categories[0], _any_of(categories, shown), WEIGHT)
        at = free = at + length


def _any_of(categories: Sequence[str], shown: Sequence[str]) -> str:
    return " or ".join(
        f"{name_of(category)}={quote(name)}" for category in categories for name in shown
    )


def _longest(
    text: str, tokens: Sequence[Token], at: int, names: Names, free: int, *, capitals: bool
) -> tuple[int, list[str]]:
    first = tokens[at]
    if (first.folded in STOP_WORDS and not first.is_capital) or first.folded in ("the", "a", "an"):
        return 0, []
    best: tuple[int, list[str]] = (0, [])
    is_joined = False
    for length in range(1, min(LONGEST, len(tokens) - at) + 1):
        stretch = tokens[at : at + length]
        if length > 1 and are_apart(text, stretch[-2], stretch[-1]):
            break
        key, shown = _beginning(text, stretch, names, is_joined=is_joined)
        if not shown and length == 1 and _may_be_joined(stretch, tokens[at + 1 : at + 2]):
            is_joined = True  # `JP Morgan` of `JPMorgan Chase`
            continue
        if not shown:
            break  # nor does any name begin with more of these words
        if stretch[-1].folded in STOP_WORDS or stretch[-1].text == "&":
            continue
        if _is_name(text, tokens, at, length, key, shown, free, capitals=capitals):
            exact = [name for name in shown if _core(party_key(name)) == _core(key)]
            best = length, (exact or shown)[:_MOST]
    if not best[0] and _is_rare(text, tokens, at, free, capitals=capitals):
        inside = names.having(party_key(first.text), _MOST + 1)
        if 0 < len(inside) <= _MOST:
            return 1, inside
    return best


def _beginning(
    text: str, stretch: Sequence[Token], names: Names, *, is_joined: bool
) -> tuple[str, list[str]]:
    """The key of a stretch, and the names that begin with it, `Papa John's` with its `'s` or without."""
    start, end = stretch[0].start, stretch[-1].end
    key = ""
    for stop in (end, end + 2 if _is_possessive(text, stretch[-1]) else end):
        key = party_key(text[start:stop])
        if is_joined:
            key = key.replace(" ", "", 1)
        shown = names.beginning(key, _TOO_MANY) if key else []
        if shown:
            return key, shown
    return key, []


def _is_rare(text: str, tokens: Sequence[Token], at: int, free: int, *, capitals: bool) -> bool:
    """Whether a word alone can be taken for the rest of a name: `Roche` of `Hoffmann-La Roche`."""
    token = tokens[at]
    return (
        capitals
        and (at > 0 or _is_possessive(text, token))
        and token.is_capital
        and len(token.folded) > 2
        and not (is_common(token.folded) or is_place_word(token.folded))
        and not _is_part(text, tokens, at, free)
    )


def _is_name(
    text: str,
    tokens: Sequence[Token],
    at: int,
    length: int,
    key: str,
    shown: Sequence[str],
    free: int,
    *,
    capitals: bool,
) -> bool:
    """Whether a stretch with which names begin is meant as one."""
    stretch = tokens[at : at + length]
    core = _core(key)
    if not core:
        return False
    is_whole = any(_core(party_key(name)) == core for name in shown)
    telling = [one for one in stretch if one.folded not in STOP_WORDS]
    if all(
        one.folded in ROLES or one.folded in ASKING or one.folded.isdecimal() for one in telling
    ):
        return False
    is_place = is_place_word(" ".join(one.folded for one in stretch))
    common = [one for one in telling if is_common(one.folded) or is_place_word(one.folded)]
    if len(common) < len(telling) and not is_place:
        is_small = capitals and not any(one.is_capital for one in telling)
        if is_small and any(one.is_capital for one in tokens[1:]):
            return is_whole  # who writes other names with a capital would write this one so
        goes_before = length == 1 and capitals and _goes_on_from(text, tokens, at, free)
        return is_whole or (len(shown) < _TOO_MANY and not goes_before)
    has_form = len(key.split()) > len(core.split())
    if has_form and is_whole:
        return True
    written = capitals and all(one.is_capital for one in telling)
    if length > 1:
        return is_whole or (written and not is_place and len(shown) <= _MOST)
    if is_place or _is_part(text, tokens, at, free):
        return False
    if stretch[0].folded in GENERAL:
        return is_whole and (written or _is_with(tokens, at))
    if written and (at > 0 or _is_possessive(text, stretch[0])):
        return len(shown) <= _MOST or is_whole
    return is_whole and (len(tokens) == 1 or _is_with(tokens, at))


def _is_part(text: str, tokens: Sequence[Token], at: int, free: int) -> bool:
    """Whether a word is a part of a longer name that nobody knows: `Bank of South Pacific`."""
    if _goes_on_from(text, tokens, at, free):
        return True
    behind = [one for one in tokens[at + 1 : at + 3] if not are_apart(text, tokens[at], one)]
    if behind and behind[0].folded in ("of", "for", "and", "de") and len(behind) > 1:
        behind = behind[1:] if behind[0].folded != "and" else []
    return bool(behind) and behind[0].is_capital and behind[0].folded not in STOP_WORDS


def _may_be_joined(stretch: Sequence[Token], behind: Sequence[Token]) -> bool:
    return bool(behind) and all(
        one.is_capital and one.text.isalpha() for one in (*stretch, *behind)
    )


def _is_possessive(text: str, token: Token) -> bool:
    return text[token.end : token.end + 2].lower() in ("'s", "\u2019s")


def _goes_on_from(text: str, tokens: Sequence[Token], at: int, free: int) -> bool:
    """Whether a word in front, of no name that is known, belongs to the same name: `Papa John`."""
    if at - 1 < max(free, 1):
        return False
    before = tokens[at - 1]
    if before.folded in ("and", "of") and at - 2 >= max(free, 1):
        before = tokens[at - 2]
    between = text[before.end : tokens[at].start].lower().replace("and", "").replace("of", "")
    return before.is_capital and before.folded not in STOP_WORDS and not between.strip(" .")


def _is_with(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].folded in ("with", "between")


def _core(key: str) -> str:
    """A key without its legal form: what people call the party."""
    words = key.split()
    end, _ = form_behind(words)
    return " ".join(words[:end])
