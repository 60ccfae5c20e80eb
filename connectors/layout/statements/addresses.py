"""Addresses: lines below each other with the same left edge, of which a late one has a postal code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connectors.layout.currencies import OF_COUNTRY
from connectors.layout.lines import PlacedWord, written
from connectors.layout.statements.names import balance_named, is_of_branch, is_title, labels_named
from connectors.structured.column_names import names_bank

_POSTCODE = re.compile(
    r"\b\d{4,6}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b\d{2}-\d{3}\b"
    r"|\b\d{3} \d{2}\b|\b\d{4}-\d{3}\b|\b[A-Z]\d[\dW] [A-Z\d]{4}\b|\b\d{4} ?[A-Z]{2}\b|\b\d{3} \d{3}\b"
)
_BIC = re.compile(r"[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_CREDIT = re.compile(r"\bcredit\b(?! union)", re.I)
_DAY = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.? [^\W\d_]{3,10}\.?,? (?:19|20)\d{2}"
    r"|[^\W\d_]{3,10}\.? \d{1,2},? (?:19|20)\d{2}"
)
_LEFT = 6.0  # points between the left edges of lines of an address
_BELOW = 1.4  # heights between them
_MOST_LINES = 7
_MOST_WORDS = 9
_MOST_DIGITS = 2  # of a name
_SERIAL = 0.4  # of the characters of a line that says how it was printed, which are digits
_FEWEST_OF_CALL = 8  # digits of a telephone number
SMALL = 0.75  # of the height of usual lines: the sender above the window

Run = tuple[int, tuple[PlacedWord, ...]]
"""Words that stand together, and the number of their line in the document."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines below each other, with the same left edge.

    Attributes:
        lines: each with the number of its line in the document.
    """

    lines: tuple[Run, ...]

    @property
    def texts(self) -> list[str]:
        return [written(one) for _, one in self.lines]


def is_name(run: Sequence[PlacedWord]) -> bool:
    """Whether some words may be the name of somebody."""
    text = written(run)
    letters = sum(one.isalpha() for one in text)
    digits = sum(one.isdigit() for one in text)
    if letters < 3 or len(run) > _MOST_WORDS or digits > _MOST_DIGITS or ":" in text:
        return False
    if (
        is_bic(text)
        or is_title(text)
        or labels_named(text)
        or balance_named([one.text for one in run])
    ):
        return False
    return not any("@" in one.text or "www" in one.text.casefold() for one in run)


def is_bic(text: str) -> bool:
    """Whether a text is a bank's code as SWIFT numbers them: `NOLADE21UEL`."""
    code = _BIC.fullmatch(text)
    return code is not None and code[1] in OF_COUNTRY


def is_bank(run: Sequence[PlacedWord]) -> bool:
    """Whether some words are the name of a bank: no `12 Bank Street`, and no `Your banker`."""
    text = written(run)
    is_address = any(one.text.strip(",").isdigit() for one in run) or has_postcode(text)
    return names_bank(_CREDIT.sub("", text)) and not is_address and not is_of_branch(text)


def has_postcode(text: str) -> bool:
    return _POSTCODE.search(_DAY.sub("", text)) is not None


def is_postal(text: str) -> bool:
    """Whether a line may be that of an address with the postal code: no number of something else."""
    if ":" in text or is_call(text) or not has_postcode(text):
        return False
    words = text.split()
    before = next((at for at, word in enumerate(words) if any(map(str.isdigit, word))), 0)
    return not labels_named(" ".join(words[:before]))


def is_call(text: str) -> bool:
    """Whether a line is a telephone number."""
    digits = sum(one.isdigit() for one in text)
    return digits >= _FEWEST_OF_CALL and not any(one.isalpha() for one in text)


def is_serial(text: str) -> bool:
    """Whether a line above an address is what the printer's machine reads."""
    return sum(one.isdigit() for one in text) > _SERIAL * len(text.replace(" ", ""))


def blocks_of(runs: Sequence[Run]) -> Iterator[Block]:
    """Lines that stand below each other, each block where its first line stands."""
    open_blocks: list[list[Run]] = []
    for at, run in runs:
        for lines in reversed(open_blocks):
            last, word = lines[-1][1][0].word, run[0].word
            is_below = 0 < word.top - last.top < (1 + _BELOW) * last.height
            is_alike = SMALL < word.height / last.height < 1 / SMALL
            is_next = is_below and is_alike and len(lines) < _MOST_LINES
            if abs(word.left - last.left) < _LEFT and is_next:
                lines.append((at, run))
                break
        else:
            open_blocks.append([(at, run)])
    return (Block(tuple(lines)) for lines in open_blocks)
