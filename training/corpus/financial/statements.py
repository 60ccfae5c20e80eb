"""Statements: what happened on an account, and what a reader should find of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from training.corpus.financial.layouts import Layout, period_days
from training.corpus.financial.locales import Locale, filled
from training.corpus.financial.numbers import card, digits, grouped, iban

_CENT = Decimal("0.01")
# `{iban:12:22}` in the number of an account: that part of its IBAN.
_PART = re.compile(r"\{iban:(\d+):(\d+)\}")


@dataclass(slots=True)
class Row:
    """A movement; `core` is what its description holds in every layout, `closes_day` the last of its day."""

    day: date
    value_day: date
    kind: str
    core: str
    details: list[str]
    amount: Decimal
    balance: Decimal
    opens_day: bool = True
    closes_day: bool = True
    reference: str = ""


@dataclass(slots=True)
class Account:
    number: str
    iban: str
    opening: Decimal
    closing: Decimal = Decimal(0)
    rows: list[Row] = field(default_factory=list)

    @property
    def paper_iban(self) -> str:
        return grouped(self.iban)

    @property
    def money_in(self) -> Decimal:
        return sum((row.amount for row in self.rows if row.amount > 0), Decimal(0))

    @property
    def money_out(self) -> Decimal:
        return -sum((row.amount for row in self.rows if row.amount < 0), Decimal(0))


@dataclass(slots=True)
class Statement:
    bank: str
    holder: str
    street: str
    place: str
    first: date
    last: date
    accounts: list[Account]

    @property
    def account(self) -> Account:
        return self.accounts[0]


def draw_statement(layout: Layout, rng: Random) -> Statement:
    head, locale = layout.head, layout.locale
    first, last = period_days(head.get("period", "month"), rng)
    accounts = [
        _account(head, locale, rng, first, last, place) for place in range(head.get("accounts", 1))
    ]
    if head.get("wrong") == "closing":
        accounts[-1].closing += Decimal(rng.choice((10, -27, 100, "0.9", "-3.15")))
    if head.get("wrong") == "row":
        rng.choice(accounts[0].rows).amount += Decimal(rng.choice(("9", "-1.80", "45")))
    return Statement(
        head["bank"],
        locale.person(rng),
        locale.street(rng),
        rng.choice(locale.places),
        first,
        last,
        accounts,
    )


def _account(
    head: dict[str, Any], locale: Locale, rng: Random, first: date, last: date, place: int
) -> Account:
    is_card = head.get("kind") == "card"
    number = filled(head.get("number", "{n8}"), rng).replace("{card}", card(rng)[-4:])
    paper = iban(rng, locale.country)
    number = _PART.sub(lambda found: paper[int(found[1]) : int(found[2])], number)
    scale = Decimal(str(head.get("scale", 1)))
    opening = (Decimal(rng.randint(40000, 420000)) / 100 * scale).quantize(_CENT)
    account = Account(number, paper, -opening / 4 if is_card else opening)
    account.opening = account.opening.quantize(_CENT)
    balance = account.opening
    for day in _days(head.get("rows", 24), rng, first, last):
        row = _movement(locale, rng, day, is_card, scale)
        if is_card and rng.random() < 0.04 and balance < -200:
            row = _payment(head, day, -balance)
        balance += row.amount
        row.balance = balance
        account.rows.append(row)
    _mark_days(account.rows)
    account.closing = balance
    return account


def _days(count: int, rng: Random, first: date, last: date) -> list[date]:
    span = (last - first).days
    return sorted(first + timedelta(rng.randint(1, span)) for _ in range(count))


def _movement(locale: Locale, rng: Random, day: date, is_card: bool, scale: Decimal) -> Row:
    comes = rng.random() < (0.06 if is_card else 0.22)
    pool = locale.out if is_card or not comes else locale.come
    kind, core, *details, span = (
        part.strip() for part in filled(rng.choice(pool), rng).split(" / ")
    )
    low, high = (int(part) for part in span.split("-"))
    amount = (Decimal(rng.randint(low * 100, high * 100)) / 100 * scale).quantize(_CENT)
    return Row(
        day,
        day + timedelta(rng.choice((0, 0, 0, 1, -1))),
        kind,
        core,
        [part for part in details if part],
        amount if comes else -amount,
        Decimal(0),
        reference=digits(rng, 8),
    )


def _payment(head: dict[str, Any], day: date, amount: Decimal) -> Row:
    text = head.get("payment", "PAYMENT RECEIVED - THANK YOU")
    return Row(day, day, "", text, [], amount, Decimal(0), reference="70000001")


def _mark_days(rows: list[Row]) -> None:
    for before, after in pairwise(rows):
        if before.day == after.day:
            before.closes_day = after.opens_day = False


def expected_statement(layout: Layout, statement: Statement, file: str) -> dict[str, Any]:
    """What is on the document, in the format of the data to score with."""
    head, locale = layout.head, layout.locale
    hides = set(head.get("hides", ()))
    return {
        "file": file,
        "kind": head.get("kind", "bank"),
        "country": locale.country,
        "layout": layout.name,
        "scan": head.get("scan", False),
        "bank": None if "bank" in hides else statement.bank,
        "bank_also": head.get("bank_also", []),
        "holder": None if "holder" in hides else statement.holder,
        "currency": None if "currency" in hides else locale.currency,
        "period_start": None if "period_start" in hides else statement.first.isoformat(),
        "period_end": None if "period_end" in hides else statement.last.isoformat(),
        "adds_up": "wrong" not in head,
        "ignore": head.get("ignore", {}),
        "accounts": [_expected_account(head, locale, account) for account in statement.accounts],
    }


def _expected_account(head: dict[str, Any], locale: Locale, account: Account) -> dict[str, Any]:
    hides = set(head.get("hides", ()))
    shown = head.get("balances", "row")
    return {
        "account_number": None if "number" in hides else account.number,
        "iban": None if "iban" in hides or not account.iban else account.iban,
        "currency": None if "currency" in hides else locale.currency,
        "opening_balance": None if "opening" in hides else str(account.opening),
        "closing_balance": None if "closing" in hides else str(account.closing),
        "rows": [
            {
                "date": row.day.isoformat(),
                "description": row.core,
                "amount": str(row.amount),
                "balance": str(row.balance)
                if shown == "row" or (shown == "day" and row.closes_day)
                else None,
            }
            for row in account.rows
        ],
    }
