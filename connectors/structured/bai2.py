"""BAI2, the cash management format of banks in the United States.

Records of a file: 01 file ─ 02 group, a day ─ 03 account, its balances ─ 16 movement; 49, 98, 99 end them
with control totals. A record goes on in those numbered 88.

Source: BAI, Cash Management Balance Reporting Specifications, version 2; ANSI X9.121.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from babel.numbers import get_currency_precision

from connectors.structured.draft import money, one_line
from connectors.structured.statements import Balance, Ledger, Movement, Statement, split_account
from enricher.entities import Notice

_HEAD = re.compile(r"\s*01,[^,\n]*,[^,\n]*,\d{6},\d{0,4},[^\n]*\n\s*(?:88,[^\n]*\n\s*)*02,")
_RECORD = re.compile(r"(01|02|03|16|49|88|98|99)(?:,(.*))?", re.DOTALL)
_BALANCES = {
    "030": "Current ledger balance",
    "040": "Opening available balance",
    "045": "Closing available balance",
    "060": "Current available balance",
    "100": "Total credits",
    "400": "Total debits",
}
_OPENING, _CLOSING = "010", "015"
_GROUP_STATUS = {"2": "deletion", "3": "correction", "4": "test"}
_USD = "USD"


@dataclass(slots=True)
class _Record:
    """A record with those that continue it.

    Attributes:
        pieces: what stands in each of its lines, without the mark of its end.
    """

    code: str
    pieces: list[str]
    line: int

    @property
    def fields(self) -> list[str]:
        return [one.strip() for one in ",".join(self.pieces).split(",")]

    @property
    def shown(self) -> str:
        return f"Line {self.line}: {self.code},{one_line(' '.join(self.pieces))}"


@dataclass(slots=True)
class _Account:
    record: _Record
    number: str
    currency: str
    day: str
    amounts: dict[str, Decimal] = field(default_factory=dict)
    movements: list[Movement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    total: int = 0


def is_bai2(head: str) -> bool:
    return _HEAD.match(head) is not None


def read(text: str) -> Ledger:
    ledger = Ledger()
    group: list[str] = []
    account: _Account | None = None
    ended = False
    for record in _records(text, ledger):
        if record.code in ("02", "03", "98", "99") and account is not None:
            _close(account, ledger, None)
            account = None
        if record.code == "01":
            ledger.heading += [("Sender", record.fields[0]), ("Receiver", record.fields[1])]
            ledger.heading.append(("Created", _day(record.fields[2])))
        elif record.code == "02":
            group = record.fields
            if status := _GROUP_STATUS.get(_at(group, 2)):
                ledger.heading.append((f"Group of {_day(_at(group, 3))}", status))
        elif record.code == "03":
            account = _account(record, group, ledger)
        elif record.code == "16" and account is not None:
            _add(record, account, ledger)
        elif record.code == "49" and account is not None:
            _close(account, ledger, record)
            account = None
        elif record.code == "99":
            ended = True
        elif record.code == "16":
            _unread(record, ledger)
    if account is not None:
        _close(account, ledger, None)
    if not ended:
        ledger.warnings.append(Notice("file_cut_short"))
    return ledger


def _records(text: str, ledger: Ledger) -> Iterator[_Record]:
    record: _Record | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        found = _RECORD.fullmatch(line)
        if found is None:
            if line:
                ledger.unread.append(f"Line {number}: {one_line(line)}")
                ledger.warnings.append(Notice("record_unread", {"place": f"line {number}"}))
            continue
        content = (found[2] or "").removesuffix("/")
        if found[1] == "88" and record is not None:
            record.pieces.append(content)
            continue
        if record is not None:
            yield record
        record = _Record(found[1], [content], number)
    if record is not None:
        yield record


def _account(record: _Record, group: Sequence[str], ledger: Ledger) -> _Account:
    fields = record.fields
    currency = (_at(fields, 1) or _at(group, 5) or _USD).upper()
    account = _Account(record, fields[0], currency, _day(_at(group, 3)))
    at = 2
    while at < len(fields):
        code, amount = fields[at], _at(fields, at + 1)
        funds = _at(fields, at + 3).upper()
        if code:
            value = _whole(amount)
            if value is None and amount:
                _unread(record, ledger)
                break
            account.total += value or 0
            if value is not None:
                account.amounts.setdefault(code, _scaled(value, currency))
        at += 4 + _width(funds, fields, at + 4)
    return account


def _add(record: _Record, account: _Account, ledger: Ledger) -> None:
    fields = _movement_fields(record)
    if fields is None:
        _unread(record, ledger)
        return
    code, amount, value_day, bank, customer, words = fields
    value = _whole(amount)
    sign = _sign(code)
    account.total += value or 0
    if code == "890":  # it only tells something
        account.notes.append(words)
        return
    if not account.day or value is None or sign is None:
        _unread(record, ledger)
        return
    account.movements.append(
        Movement(
            day=account.day,
            description=words or f"{'Credit' if sign > 0 else 'Debit'} of type {code}",
            amount=sign * _scaled(value, account.currency),
            value_day=value_day,
            reference=customer or bank,
        )
    )


def _movement_fields(record: _Record) -> tuple[str, str, str, str, str, str] | None:
    """Type, amount, day of value, the bank's and the customer's reference, and the text.

    The text is what stands last; it may hold commas.
    """
    first, *others = record.pieces
    fields = first.split(",")
    # Where a line ends before the text, the next goes on with fields; else with the text.
    while others:
        width = 5 + _width(_at(fields, 2).strip().upper(), fields, 3)
        if len(fields) > width:
            break
        fields += others.pop(0).split(",")
    funds = _at(fields, 2).strip().upper()
    wide = _width(funds, fields, 3)
    if len(fields) < 2:
        return None
    rest = fields[3 + wide :]
    words = one_line(" ".join((",".join(rest[2:]), *others)))
    value_day = _day(_at(fields, 3)) if funds == "V" else ""
    bank, customer = _at(rest, 0).strip(), _at(rest, 1).strip()
    return fields[0].strip(), fields[1].strip(), value_day, bank, customer, words


def _width(funds: str, fields: Sequence[str], at: int) -> int:
    """How many fields tell when the money is there."""
    if funds == "S":
        return 3
    if funds == "V":
        return 2
    if funds == "D":
        count = _at(fields, at).strip()
        return 1 + 2 * int(count) if count.isdecimal() and len(count) < 3 else 1
    return 0


def _sign(code: str) -> int | None:
    """1 for codes of credits, -1 for those of debits, None for what moves nothing."""
    if not re.fullmatch(r"\d{3}", code):
        return None
    number = int(code)
    if 100 <= number < 400 or 720 <= number < 760 or 920 <= number < 960:
        return 1
    if 400 <= number < 700 or 760 <= number < 800 or 960 <= number < 1000:
        return -1
    return None


def _close(account: _Account, ledger: Ledger, trailer: _Record | None) -> None:
    if trailer is not None:
        told = _whole(trailer.fields[0])
        if told is not None and told != account.total:
            place = f"line {trailer.line}"
            ledger.warnings.append(Notice("control_total_wrong", {"place": place}))
    number, iban = split_account(account.number)
    opening, closing = account.amounts.get(_OPENING), account.amounts.get(_CLOSING)
    facts = [
        (
            _BALANCES.get(code, f"Amount of type {code}"),
            f"{money(amount, account.currency)} {account.day}",
        )
        for code, amount in account.amounts.items()
        if code not in (_OPENING, _CLOSING)
    ]
    facts += [("Note", note) for note in account.notes if note]
    ledger.statements.append(
        Statement(
            account=number,
            iban=iban,
            currency=account.currency,
            start=account.day,
            end=account.day,
            opening=Balance(opening, account.day) if opening is not None else None,
            closing=Balance(closing, account.day) if closing is not None else None,
            movements=tuple(account.movements),
            facts=tuple(facts),
        )
    )


def _unread(record: _Record, ledger: Ledger) -> None:
    ledger.unread.append(record.shown)
    ledger.warnings.append(Notice("record_unread", {"place": f"line {record.line}"}))


def _whole(shown: str) -> int | None:
    return int(shown) if re.fullmatch(r"[+-]?\d{1,18}", shown.strip()) else None


def _scaled(amount: int, currency: str) -> Decimal:
    """An amount, whose decimals are those of its currency and not written."""
    return Decimal(amount).scaleb(-get_currency_precision(currency))


def _day(digits: str) -> str:
    try:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:6])).isoformat()
    except ValueError:
        return ""


def _at(fields: Sequence[str], at: int) -> str:
    return fields[at] if at < len(fields) else ""
