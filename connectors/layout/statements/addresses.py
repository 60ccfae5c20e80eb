"""Whom a page is sent to: blocks of lines below each other, of which a late one has a postal code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connectors.layout.lines import PlacedWord, written
from connectors.layout.statements.names import balance_named, is_title, labels_named
from connectors.structured.column_names import names_bank

_POSTCODE = re.compile(
    r"\b\d{4,6}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b\d{2}-\d{3}\b"
    r"|\b\d{3} \d{2}\b|\b\d{4}-\d{3}\b|\b[A-Z]\d[\dW] [A-Z\d]{4}\b"
)
_DAY = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.? [^\W\d_]{3,10}\.?,? (?:19|20)\d{2}"
    r"|[^\W\d_]{3,10}\.? \d{1,2},? (?:19|20)\d{2}"
)
_TITLE_LINE = re.compile(
    r"(?:herrn?|frau|eheleute|herrn? und frau|exm[oa]s?\.? ?(?:senhora?|sra?)\.?|senhora?|señora?|signora?|monsieur|madame|de heer|mevrouw"
    r"|sz\.? ?p\.?|pan|pani|spett\.?le|spettabile|egr\.?(?: sig\.?)?|egregio(?: signore?)?|gent\.?(?:ma|mo)?|gentile|m\.? (?:et|ou) mme|m\.? e(?:t)? mme"
    r"|familie|famille|szanown[ya] pani?|an|to|mr|mrs|ms|m|mme|sig|sr|sra|d|dhr|mevr|company|firma|the directors?|the secretary|the treasurer|messrs)\.?",
    re.I,
)
_PERSON = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|herrn?|frau|m\.?|mm?e|mlle|monsieur|madame|sr\.?a?|don|do\u00f1a|sig\.?(?:ra)?|dhr|mw|hr|de heer|mevrouw|pan|pani)\.? ",
    re.I,
)
_LEFT = 6.0  # points between the left edges of lines of an address
_BELOW = 1.4  # heights between them
_RIGHT_BELOW = 1.3  # heights of a bank's name down to its address
_MOST_LINES = 7
_MOST_WORDS = 9
_MOST_DIGITS = 2  # of a name
_SERIAL = 0.4  # of the characters of a line that says how it was printed, which are digits
_SMALL = 0.75  # of the height of usual lines: the sender above the window


_Run = tuple[int, tuple[PlacedWord, ...]]


@dataclass(frozen=True, slots=True)
class _Addressee:
    """A name above an address.

    Attributes:
        distance: lines down to that with the postal code.
    """

    run: _Run
    is_person: bool
    distance: int


@dataclass(frozen=True, slots=True)
class Block:
    """Lines below each other, with the same left edge.

    Attributes:
        lines: each with the number of its line in the document.
    """

    lines: tuple[_Run, ...]

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
    if is_title(text) or labels_named(text) or balance_named([one.text for one in run]):
        return False
    return not any("@" in one.text or "www" in one.text.casefold() for one in run)


def has_postcode(text: str) -> bool:
    return _POSTCODE.search(_DAY.sub("", text)) is not None


def addressee(runs: Sequence[_Run], bank: Sequence[PlacedWord]) -> _Run | None:
    """The name that heads an address, and the number of its line; None where there is none.

    Args:
        runs: words that stand together, with the numbers of their lines, from above.
        bank: the words of the bank's name, below which its own address may stand.
    """
    usual = sorted(run[0].word.height for _, run in runs)
    small = _SMALL * usual[len(usual) // 2] if usual else 0.0
    found: list[tuple[float, int, _Run]] = []
    for number, block in enumerate(_blocks(runs)):
        name = _name_of(block, set(bank))
        if name is not None:
            likeness = 2.0 * name.is_person - 3.0 * (name.run[1][0].word.height < small)
            likeness -= 1.5 * _is_below(name.run[1][0], bank) + 0.5 * (name.distance < 2)
            found.append((likeness, -number, name.run))
    if found:
        return max(found, key=lambda one: one[:2])[2]
    return next((one for one in runs if _is_person(one[1])), None)


def _is_person(run: Sequence[PlacedWord]) -> bool:
    text = written(run)
    return (
        len(run) > 2 and _PERSON.match(text) is not None and is_name(run) and not _has_digits(run)
    )


def _blocks(runs: Sequence[_Run]) -> Iterator[Block]:
    open_blocks: list[list[_Run]] = []
    for at, run in runs:
        for lines in reversed(open_blocks):
            last, word = lines[-1][1][0].word, run[0].word
            is_below = 0 < word.top - last.top < (1 + _BELOW) * last.height
            is_alike = _SMALL < word.height / last.height < 1 / _SMALL
            is_next = is_below and is_alike and len(lines) < _MOST_LINES
            if abs(word.left - last.left) < _LEFT and is_next:
                lines.append((at, run))
                break
        else:
            open_blocks.append([(at, run)])
    return (Block(tuple(lines)) for lines in open_blocks)


def _is_below(first: PlacedWord, bank: Sequence[PlacedWord]) -> bool:
    """Whether a line in smaller letters stands right below the bank's name, as its address does."""
    if not bank or bank[0].page != first.page:
        return False
    word, name = first.word, bank[0].word
    is_near = 0 < word.top - name.top < _RIGHT_BELOW * name.height
    return is_near and abs(word.left - name.left) < _LEFT and word.height < name.height


def _name_of(block: Block, bank: set[PlacedWord]) -> _Addressee | None:
    """The first line that is a name, of those of a block that lead to an address."""
    texts = block.texts
    lead = next((at for at, one in enumerate(texts) if not _is_serial(one)), len(texts))
    address = next(
        (at for at, one in enumerate(texts) if at > lead and has_postcode(one) and ":" not in one),
        0,
    )
    first = 0
    for at in range(address):
        text, run = texts[at], block.lines[at][1]
        is_other = names_bank(text) or ":" in text or labels_named(text) or bank & set(run)
        if is_other or (first == at and _is_serial(text)):
            first = at + 1
    is_titled = address > first + 1 and _TITLE_LINE.fullmatch(texts[first]) is not None
    first += is_titled
    if first >= address:
        return None
    at, run = block.lines[first]
    if not is_name(run) or _has_digits(run[:1]):
        return None
    is_person = is_titled or _PERSON.match(written(run)) is not None
    return _Addressee((at, run), is_person, address - first)


def _is_serial(text: str) -> bool:
    """Whether a line above an address is what the printer's machine reads."""
    return sum(one.isdigit() for one in text) > _SERIAL * len(text.replace(" ", ""))


def _has_digits(words: Sequence[PlacedWord]) -> bool:
    return any(one.isdigit() for word in words for one in word.text)
