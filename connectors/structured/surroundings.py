"""What stands above and below a table: labels and values, titles, sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from connectors.structured import notation
from connectors.structured.column_names import label_meanings, names_account, names_bank
from connectors.structured.draft import one_line
from connectors.structured.grids import label_and_value
from connectors.structured.notation import Notation
from connectors.structured.statements import Balance
from enricher.values.identifier import is_iban

DATES = re.compile(
    r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?\s(?:de\s)?\d{4}|\b\d{1,2}-[^\W\d_]{3,12}-(?:\d{4}|\d\d)\b|[^\W\d_]{3,12}\s\d{1,2},\s\d{4}|\b\d{8}\b"
)

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}\b")

_SENTENCE = re.compile(r"([^\d:]*[^\d:\s+-])[:\s]+(\S*\d.*)")

_LONG_NUMBER = re.compile(r"(?<![\w-])\d[\d-]{5,}(?![\w-])")

_CODE = re.compile(r"[A-Z]{3}")


@dataclass(slots=True)
class Facts:
    """What stands around a table."""

    account: str = ""
    iban: str = ""
    holder: str = ""
    bank: str = ""
    currency: str = ""
    start: str = ""
    end: str = ""
    opening: Balance | None = None
    closing: Balance | None = None
    more: list[tuple[str, str]] = field(default_factory=list)


def read_around(row: list[str], facts: Facts, notation_: Notation) -> None:
    """Take from a row above or below the table what it says of the account."""
    pair = label_and_value(row)
    whole = one_line(" ".join(filter(None, row)))
    if pair is None:
        if names_bank(whole) and not facts.bank and not label_meanings(whole):
            facts.bank = whole
        elif iban := iban_in(whole):
            facts.iban = facts.iban or iban
        elif not _read_sentence(whole, facts, notation_):
            facts.more.append(("Note", whole))
        return
    label, value = pair
    cells = [cell for cell in row if cell]
    if (
        len(cells) > 3
        and len(cells) % 2 == 0
        and all(label_meanings(one) or one.endswith(":") for one in cells[::2])
    ):
        for at in range(0, len(cells), 2):
            read_around(cells[at : at + 2], facts, notation_)
        return
    if (iban := iban_in(value)) and not facts.iban:
        facts.iban = iban
        rest = one_line(value.replace(_shown_iban(value), "")).strip(" -,;()")
        if rest and not label_meanings(rest):
            facts.more.append((label, rest))
        return
    days = [
        one
        for text in DATES.findall(f"{label} {value}")
        if (one := notation.day(text, notation_.first))
    ]
    bare = one_line(DATES.sub(" ", label)).rstrip(": ")
    meanings = label_meanings(label) or label_meanings(bare)
    for meaning in meanings:
        if _take(meaning, value, days, facts, notation_):
            return
    if not meanings:
        _read_period(value, facts, notation_)
    facts.more.append((label, value))


def _take(
    meaning: str, value: str, days: Sequence[date], facts: Facts, notation_: Notation
) -> bool:
    """Whether a fact is what its label says, and new."""
    if meaning in ("opening", "closing"):
        amount = _amount_in(value, notation_)
        if amount is None:
            return False
        balance = Balance(amount, days[-1].isoformat() if days else "")
        facts.currency = facts.currency or notation.currency(value.split(" (")[0])
        if meaning == "opening" and facts.opening is None:
            facts.opening = balance
            return True
        if meaning == "closing":
            earlier = facts.closing
            if (
                earlier is not None
                and facts.opening is None
                and earlier.day
                and balance.day
                and earlier.day != balance.day
            ):
                facts.opening, facts.closing = sorted((earlier, balance), key=lambda one: one.day)
                return True
            if earlier is None:
                facts.closing = balance
                return True
        return False
    if meaning in ("period", "start", "end"):
        if not days or (facts.start and meaning != "end"):
            return False
        if len(days) > 1:
            facts.start, facts.end = days[0].isoformat(), days[-1].isoformat()
        elif meaning in ("start", "period"):  # the end has a label of its own
            facts.start = days[0].isoformat()
        else:
            facts.end = days[0].isoformat()
        return True
    if meaning == "currency":
        code = value.strip().upper()
        if facts.currency or not _CODE.fullmatch(code):
            return False
        facts.currency = code
        return True
    if meaning in ("account", "iban"):
        if facts.account or not any(one.isdigit() for one in value):
            return False
        facts.account = one_line(value)
        return True
    if getattr(facts, meaning):
        return False
    if not any(one.isalpha() for one in value):
        return False
    setattr(facts, meaning, one_line(value))
    return True


def _read_sentence(text: str, facts: Facts, notation_: Notation) -> bool:
    """Whether a line without columns says what a label and a value would: `Solde au 28/02/2025 1 500,00 €`."""
    days = [one for found in DATES.findall(text) if (one := notation.day(found, notation_.first))]
    rest = one_line(DATES.sub(" ", text))
    if found := _SENTENCE.fullmatch(rest):
        for meaning in label_meanings(found[1]):
            if meaning in ("opening", "closing") and _take(
                meaning, found[2], days, facts, notation_
            ):
                return True
    if names_account(rest) and not facts.account and (number := _LONG_NUMBER.search(rest)):
        facts.account = number.group()
    _read_period(text, facts, notation_)
    return False


def _read_period(text: str, facts: Facts, notation_: Notation) -> None:
    """A line such as `Transactions from 01/02/2025 to 28/02/2025`."""
    days = [one for found in DATES.findall(text) if (one := notation.day(found, notation_.first))]
    if len(days) > 1 and days[0] < days[1] and not facts.start:
        facts.start, facts.end = days[0].isoformat(), days[1].isoformat()


def _amount_in(value: str, notation_: Notation) -> Decimal | None:
    """The amount in a cell, beside which a currency or a date may stand in others."""
    for text in (value, DATES.sub(" ", value), *value.split("  ")):
        amount = notation.number(one_line(text), notation_.decimal)
        if amount is not None:
            return amount
    return None


def iban_in(text: str) -> str:
    found = _shown_iban(text)
    return re.sub(r"\s", "", found).upper()


def _shown_iban(text: str) -> str:
    for found in _IBAN.finditer(text):
        shown = found.group()
        while len(shown) > 14:
            if is_iban(re.sub(r"\s", "", shown)):
                return shown
            if " " not in shown:
                break
            shown = shown.rpartition(" ")[0]
    return ""
