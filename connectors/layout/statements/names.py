"""What statements print above columns, before values and at the head of sections, in many languages.

names.toml, column_names.py -> plain names -> meanings
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from connectors.structured import column_names
from connectors.structured.column_names import plain as plain_name

MOST_WORDS = 6
_KEPT = 8192  # names of which the meaning is remembered: each row has words that never come again
_OWN_LABELS = ("opening", "closing", "held", "carried", "total")
"""Of these the exports' names are too many: `Saldo` alone is a closing balance there."""


_BALANCES = frozenset(
    [
        "balance",
        "saldo",
        "solde",
        "kontostand",
        "stan",
        "stand",
        "behallning",
        "beholdning",
        "indestaende",
        "bilans",
    ]
)


_JOINED = re.compile(r",| (?:&|and|und|et|y|e|i|och|og|en) ", re.I)
_ASIDE = re.compile(r"\([^)]*\)|\b(?:continued|other|your|fortsetzung|suite)\b", re.I)
_ORDINALS = str.maketrans("", "", "°ºª")


@lru_cache(_KEPT)
def plain(name: str) -> str:
    """A name as names are compared: `Conta n.º` is `conta n`."""
    return plain_name(name.translate(_ORDINALS))


@cache
def _lists() -> dict[str, dict[str, str]]:
    text = resources.files("connectors.layout.statements").joinpath("names.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _names(kind: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for meaning, listed in _lists()[kind].items():
        for name in listed.split("|"):
            found.setdefault(plain(name), []).append(meaning)
    return {name: tuple(dict.fromkeys(meanings)) for name, meanings in found.items()}


@lru_cache(_KEPT)
def columns_named(name: str) -> tuple[str, ...]:
    """What a column of this name may hold, the likeliest first."""
    own = _names("columns").get(plain(name), ())
    return tuple(dict.fromkeys((*column_names.column_meanings(name.translate(_ORDINALS)), *own)))


@lru_cache(_KEPT)
def labels_named(name: str) -> tuple[str, ...]:
    """What follows this label, the likeliest first."""
    own = _names("labels").get(plain(name), ())
    others = column_names.label_meanings(name.translate(_ORDINALS))
    if set(own) & set(_OWN_LABELS):
        return own
    kept = [one for one in others if one not in _OWN_LABELS]
    if not kept and not own:
        return tuple(one for one in others if one in ("opening", "closing"))
    return tuple(dict.fromkeys((*own, *kept)))


@lru_cache(_KEPT)
def section_side(name: str) -> int:
    """-1 where a section of this name lists what leaves, 1 where what comes, else 0."""
    sides = {side for part in _JOINED.split(name) if (side := _side_of_part(part))}
    return _side_of_part(name) or (sides.pop() if len(sides) == 1 else 0)


def _side_of_part(name: str) -> int:
    meanings = _names("sections").get(plain(_ASIDE.sub("", name)), ())
    return 0 if len(meanings) != 1 else 1 if meanings[0] == "credit" else -1


@cache
def _words(kind: str, name: str = "words") -> frozenset[str]:
    return frozenset(plain(one) for one in _lists()[kind][name].split("|"))


def is_title(name: str) -> bool:
    """Whether a line names the document, as `Account statement` and `Page 1` do."""
    words = [one for one in plain(name).split() if not one.isdigit()]
    text = " ".join(words)
    if text in _words("titles") or _words("documents").intersection(words):
        return True
    return bool(words) and (words[0] in _words("titles") or " ".join(words[:2]) in _words("titles"))


def is_of_branch(line: str) -> bool:
    """Whether a line begins as one of the bank's branch or adviser does: `Ihre Beraterin`."""
    words = plain(line).split()
    own = next((at for at in (2, 1) if " ".join(words[:at]) in _words("advisers", "own")), 0)
    return _begins(words, "advisers") or _begins(words[own:], "advisers")


def is_care(line: str) -> bool:
    """Whether a line of an address tells to whose hands it goes: `c/o`, `Attn:`."""
    return _begins(plain(line).split(), "cares")


def is_role(line: str) -> bool:
    """Whether a line says only what somebody is in a company: `Finance Director`, `Buchhaltung`."""
    words = [one for one in plain(line).split() if one not in _words("roles", "fillers")]
    return bool(words) and all(one in _words("roles") for one in words)


def names_product(text: str) -> bool:
    """Whether a text has a word for a sort of accounts: `Everyday Saver`."""
    words = plain(text).split()
    return any(one in _words("accounts") or one in _words("products") for one in words)


def _begins(words: Sequence[str], kind: str) -> bool:
    return any(" ".join(words[:end]) in _words(kind) for end in range(1, min(5, len(words) + 1)))


def is_of_card(text: str) -> bool:
    """Whether words that only cards have stand in a text: how much is to be paid at least."""
    name = f" {plain(text)} "
    return any(f" {one} " in name for one in _words("cards"))


def is_account(word: str) -> bool:
    """Whether a word is one for an account: `Compte`, `Konto`."""
    return plain(word) in _words("accounts")


def is_filler(word: str) -> bool:
    name = plain(word)
    return not name or name in _words("fillers") or not any(one.isalpha() for one in name)


def balance_named(words: Sequence[str]) -> str:
    """`opening`, `closing`, `held`, `carried`, `total`, `loose` or "": which balance some words say.

    `loose` begins with a word for a balance, and goes on as no list has it.

    The name is to be nearly all of them: `Saldo retained for your security` is a movement.
    """
    names = [one for word in words for one in plain(word).split()]
    count = len([one for one in names if not is_filler(one)])
    if not names or count > 2 * MOST_WORDS:
        return ""
    best, length = "", 0
    for start in range(min(3, len(names))):
        for end in range(min(len(names), start + MOST_WORDS), start, -1):
            said = [one for one in labels_named(" ".join(names[start:end])) if one in _OWN_LABELS]
            kept = sum(not is_filler(one) for one in names[start:end]) or 1
            if said and kept > length:
                best, length = said[0], kept
                rest = [one for one in (*names[:start], *names[end:]) if not is_filler(one)]
                if len(rest) > max(0, kept - 1) + (2 if best == "total" else 0):
                    best, length = "", 0
                else:
                    break
    if not best and names[0] in _BALANCES and len(names) <= 8:
        return "loose"
    return best
