"""The value types whose normal form is the text itself: text, person, address; and booleans."""

from __future__ import annotations

import re
import unicodedata

from enricher.entities import Normalization, Value, ValueType

_TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|sir|dame|herr|herrn|frau|m|mme|mlle|sr|sra|sig|dhr|mevr)\b\.?\s+)+(?=\w)",
    re.IGNORECASE,
)
_YES_WORDS = "yes y true t 1 x on ja wahr oui vrai sí si verdadero vero waar ✓ ✔ ☑ ☒"
_YES = frozenset(_YES_WORDS.split())
_NO_WORDS = "no n false f 0 off nein falsch non faux falso nee onwaar ✗ ✘ ☐"
_NO = frozenset(_NO_WORDS.split())


def parse_text(text: str) -> Normalization:
    """The text on one line."""
    return _folded(ValueType.TEXT, " ".join(text.split()))


def parse_person(text: str) -> Normalization:
    """A name without its courtesy title."""
    name = " ".join(text.replace("_", " ").split()).strip(" ,;:")
    return _folded(ValueType.PERSON, _TITLES.sub("", name))


def parse_address(text: str) -> Normalization:
    """The lines of an address, joined by commas."""
    lines = [" ".join(line.split()).strip(" ,;") for line in text.splitlines()]
    return _folded(ValueType.ADDRESS, ", ".join(line for line in lines if line))


def parse_boolean(text: str) -> Normalization:
    """Yes or no, in the words and ticks of forms."""
    word = unicodedata.normalize("NFC", text).strip(" .,;:[]()\t\r\n").casefold()
    for answer, words in ((True, _YES), (False, _NO)):
        if word in words:
            shown = "true" if answer else "false"
            return Normalization(Value(ValueType.BOOLEAN, shown, None, {"boolean": answer}))
    return Normalization(None, warnings=(f"{text!r} is neither yes nor no",))


def _folded(kind: ValueType, shown: str) -> Normalization:
    if not re.search(r"\w", shown):
        return Normalization(None, warnings=("the text is empty",))
    key = " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", shown).casefold()))
    return Normalization(Value(kind, shown, None, {kind.value: shown, "key": key}))
