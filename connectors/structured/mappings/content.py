"""What a mapping makes of the parts of a file: statements, or an invoice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby

from connectors.structured import notation
from connectors.structured.draft import one_line
from connectors.structured.invoices import Invoice, Line, Party
from connectors.structured.layout import side_of
from connectors.structured.mappings import definition
from connectors.structured.mappings.records import Part, Record, UnmetError
from connectors.structured.movements import chain_share
from connectors.structured.notation import DayOrder
from connectors.structured.statements import Balance, Ledger, Movement, Statement, split_account
from enricher.entities import Notice

_LAST_SECOND = 4e9  # above it a number of seconds is one of milliseconds
_MONEY = ("amount", "debit", "credit", "balance", "unit_price")
_DAYS = ("date", "value_date")
_SUMS = ("OpeningBalance", "ClosingBalance", "NetAmount", "TaxAmount", "TotalAmount")
_DATES = ("PeriodStart", "PeriodEnd", "InvoiceDate", "DueDate")


@dataclass(slots=True)
class Content:
    """Turns texts of a file into values, by its mapping and by what the texts themselves say."""

    mapping: definition.Mapping
    parts: Sequence[Part]
    warnings: list[Notice] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    _mark: str = "."
    _first: DayOrder = "day"

    def __post_init__(self) -> None:
        rows = [row for part in self.parts for row in part.rows]
        amounts = [
            text
            for row in rows
            for name in _MONEY
            if name not in row.numbers
            for text in row.cells.get(name, ())
        ]
        amounts += [
            part.fields[name]
            for part in self.parts
            for name in _SUMS
            if name in part.fields and name not in part.numbers
        ]
        self._mark = self.mapping.decimal or notation.decimal_mark(amounts, ".")
        if self.mapping.dates == "month-first":
            self._first = "month"
        if self.mapping.dates is None:
            columns = [[text for row in rows for text in row.cells.get(one, ())] for one in _DAYS]
            columns.append(
                [part.fields[one] for part in self.parts for one in _DATES if one in part.fields]
            )
            self._first, is_sure = notation.day_order(columns, "day")
            if not is_sure:
                self.warnings.append(Notice("date_order_unsure", {"first": self._first}))

    def ledger(self) -> Ledger:
        """The statements, one for each part and account.

        Raises:
            UnmetError: no row can be read.
        """
        statements = [one for part in self.parts for one in self._statements(part)]
        if not any(one.movements for one in statements) and self.unread:
            raise UnmetError(f"no row has a date and an amount that can be read: {self.unread[0]}")
        return Ledger(statements, unread=self.unread, warnings=self.warnings)

    def invoices(self) -> list[Invoice]:
        """The invoices, one for each part."""
        found = [self._invoice(part) for part in self.parts]
        return [replace(found[0], warnings=tuple(self.warnings)), *found[1:]]

    def _invoice(self, part: Part) -> Invoice:
        fields, sums = self._fields(part), self._sums(part)
        lines = []
        for row in part.rows:
            line = self._line(row)
            lines.append(line)
            if line.amount is None:
                self.warnings.append(Notice("line_without_amount", {"place": len(lines)}))
        iban = fields.get("IBAN", "")
        return Invoice(
            number=fields.get("InvoiceNumber", ""),
            issued=self._day(fields.get("InvoiceDate", "")),
            due=self._day(fields.get("DueDate", "")),
            currency=fields.get("Currency", "").upper(),
            order=fields.get("PurchaseOrder", ""),
            vendor=Party(
                fields.get("Vendor", ""), "", fields.get("VendorAddress", ""),
                fields.get("VatNumber", ""),
            ),
            customer=Party(fields.get("Customer", "")),
            net=sums.get("NetAmount"),
            tax=sums.get("TaxAmount"),
            total=sums.get("TotalAmount"),
            ibans=(iban,) if iban else (),
            lines=tuple(lines),
            facts=tuple(part.others),
        )  # fmt: skip

    def _statements(self, part: Part) -> Iterator[Statement]:
        fields = self._fields(part)
        movements = [one for row in part.rows if (one := self._movement(row, fields))]
        accounts = list(dict.fromkeys(account for account, _ in movements)) or [("", "")]
        for account in accounts:
            own = _in_order([one for key, one in movements if key == account])
            yield self._statement(part, fields, account, own, is_one=len(accounts) == 1)

    def _statement(
        self,
        part: Part,
        fields: Mapping[str, str],
        account: tuple[str, str],
        movements: Sequence[Movement],
        *,
        is_one: bool,
    ) -> Statement:
        sums = self._sums(part) if is_one else {}
        opening, closing = (
            Balance(sums[name]) if name in sums else None
            for name in ("OpeningBalance", "ClosingBalance")
        )
        if movements and chain_share(movements) == 1:
            first, last = movements[0], movements[-1]
            if opening is None and first.balance is not None:
                opening = Balance(first.balance - first.amount)
            if closing is None and last.balance is not None:
                closing = Balance(last.balance)
        number, iban = split_account(account[0] or fields.get("AccountNumber", ""))
        return Statement(
            account=number,
            iban=iban or ("" if account[0] else fields.get("IBAN", "")),
            currency=(account[1] or fields.get("Currency", "")).upper(),
            bank=fields.get("Bank", ""),
            holder=fields.get("AccountHolder", ""),
            start=self._day(fields.get("PeriodStart", "")),
            end=self._day(fields.get("PeriodEnd", "")),
            opening=opening,
            closing=closing,
            movements=tuple(movements),
            facts=tuple(part.others),
        )

    def _movement(
        self, row: Record, fields: Mapping[str, str]
    ) -> tuple[tuple[str, str], Movement] | None:
        """A movement, and the account and currency that it is of."""
        day, amount = self._day(_text(row, "date")), self._amount(row)
        if not day or amount is None:
            shown = " | ".join(text for texts in row.cells.values() for text in texts)
            self.unread.append(f"{row.place.capitalize()}: {shown}")
            self.warnings.append(Notice("record_unread", {"place": row.place}))
            return None
        currency = _text(row, "currency") or fields.get("Currency", "")
        value_day = self._day(_text(row, "value_date"))
        return (_text(row, "account"), currency), Movement(
            day=day,
            description=_text(row, "description"),
            amount=amount,
            balance=self._number(row, "balance"),
            value_day=value_day,
            reference=_text(row, "reference"),
            counterparty_account=_text(row, "counterparty_account"),
            notes=_notes(row),
        )

    def _amount(self, row: Record) -> Decimal | None:
        if "amount" in self.mapping.columns:
            amount = self._number(row, "amount")
            if amount is not None and "side" in self.mapping.columns:
                mark = _text(row, "side")
                is_debit = mark.casefold() in self.mapping.debits or (
                    not self.mapping.debits and side_of(mark) < 0
                )
                amount = -abs(amount) if is_debit else abs(amount)
        else:
            debit, credit = self._number(row, "debit"), self._number(row, "credit")
            if debit is None and credit is None:
                return None
            amount = (credit or Decimal(0)) - abs(debit or Decimal(0))
        return -amount if amount is not None and self.mapping.is_reversed else amount

    def _line(self, row: Record) -> Line:
        return Line(
            description=_text(row, "description"),
            quantity=self._number(row, "quantity"),
            unit=_text(row, "unit"),
            unit_price=self._number(row, "unit_price"),
            amount=self._number(row, "amount"),
            item_number=_text(row, "item_number"),
            notes=_notes(row),
        )

    def _number(self, row: Record, name: str) -> Decimal | None:
        return self._value(_text(row, name), name in row.numbers, is_money=name in _MONEY)

    def _sums(self, part: Part) -> dict[str, Decimal]:
        found = {}
        for name in _SUMS:
            fixed = self.mapping.values.get(name, "")
            text = part.fields.get(name, "") or fixed
            is_number = name in part.numbers or (not part.fields.get(name) and bool(fixed))
            value = self._value(text, is_number, is_money=not fixed)
            if value is not None:
                found[name] = value
            elif text:
                self.warnings.append(Notice("record_unread", {"place": name}))
        return found

    def _value(self, text: str, is_number: bool, *, is_money: bool) -> Decimal | None:
        if is_number:
            try:
                value = Decimal(text)
            except InvalidOperation:
                return None
            found = value if abs(value) < Decimal(10) ** 18 else None
        else:
            found = notation.number(text, self._mark) if text else None
        if found is not None and is_money and self.mapping.is_in_cents:
            return found / 100
        return found

    def _fields(self, part: Part) -> dict[str, str]:
        return {
            name: one_line(text) for name, text in {**self.mapping.values, **part.fields}.items()
        }

    def _day(self, text: str) -> str:
        if self.mapping.dates == "epoch":
            try:
                seconds = float(text)
                seconds /= 1000 if seconds > _LAST_SECOND else 1
                return datetime.fromtimestamp(seconds, UTC).date().isoformat()
            except (ValueError, OverflowError, OSError):
                pass  # a date that is written as one, beside those that are not
        found = notation.day(text, self._first)
        return found.isoformat() if found else ""


def _text(row: Record, name: str) -> str:
    return one_line(" ".join(dict.fromkeys(row.cells.get(name, ()))))


def _notes(row: Record) -> tuple[str, ...]:
    shown = "; ".join(
        f"{label}: {', '.join(value for _, value in pairs)}"
        for label, pairs in groupby(row.others, key=lambda one: one[0])
    )
    return (shown,) if shown else ()


def _in_order(movements: list[Movement]) -> list[Movement]:
    """The first movement first, as balances say, or days where those say nothing."""
    forth, back = chain_share(movements), chain_share(movements[::-1])
    is_backwards = back > forth or (
        back == forth and bool(movements) and movements[0].day > movements[-1].day
    )
    return movements[::-1] if is_backwards else movements
