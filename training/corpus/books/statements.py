"""Statements: what moved on one account or several, with a balance in each row."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from training.corpus.books.sheet import RIGHT, Sheet, written

_TEXT, _OUT, _IN = 120.0, 385.0, 462.0
_ROW = 15.0


def draw_statement(paper: Mapping[str, Any]) -> bytes:
    """The PDF of a statement; `columns` is `paid` (out and in apart) or `signed`."""
    sheet = Sheet(paper["title"])
    sheet.text(paper["bank"], size=15, bold=True)
    sheet.down(14)
    sheet.text(paper["address"], size=8)
    sheet.down(34)
    top = sheet.y
    sheet.block(paper["holder"])
    sheet.y = top
    first, last = paper["period"]
    sheet.facts([("Period", f"{first} to {last}"), ("Currency", paper["currency"])])
    sheet.down(30)
    sheet.text(paper["title"], size=13, bold=True)
    sheet.down(10)
    for account in paper["accounts"]:
        sheet.down(20)
        _draw_account(sheet, account, is_split=paper["columns"] == "paid")
    sheet.down(24)
    sheet.text("Please check this statement and tell us within 30 days what is wrong.", size=7.5)
    return sheet.pdf()


def _draw_account(sheet: Sheet, account: Mapping[str, Any], *, is_split: bool) -> None:
    sheet.text(account["name"], size=10.5, bold=True)
    sheet.down(15)
    for label, value in account["facts"]:
        sheet.text(f"{label}: {value}")
        sheet.down(13)
    sheet.down(8)
    _draw_names(sheet, is_split)
    balance = Decimal(account["opening"])
    _draw_end(sheet, "Opening balance", balance)
    for day, text, moved in account["rows"]:
        amount = Decimal(moved)
        balance += amount
        sheet.text(day)
        sheet.text(text, _TEXT)
        if is_split:
            sheet.right(written(abs(amount)), _OUT if amount < 0 else _IN)
        else:
            sheet.right(written(amount), _IN)
        sheet.right(written(balance))
        sheet.down(_ROW)
    sheet.rule(above=-11)
    _draw_end(sheet, "Closing balance", Decimal(account.get("closing", balance)))


def _draw_names(sheet: Sheet, is_split: bool) -> None:
    sheet.text("Date", bold=True)
    sheet.text("Description", _TEXT, bold=True)
    if is_split:
        sheet.right("Paid out", _OUT, bold=True)
    sheet.right("Paid in" if is_split else "Amount", _IN, bold=True)
    sheet.right("Balance", RIGHT, bold=True)
    sheet.rule()
    sheet.down(_ROW + 2)


def _draw_end(sheet: Sheet, label: str, balance: Decimal) -> None:
    sheet.text(label, _TEXT, bold=True)
    sheet.right(written(balance), bold=True)
    sheet.down(_ROW)
