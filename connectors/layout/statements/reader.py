"""Account statements from words with boxes.

words ─► lines ─► dates and amounts in them ─► names of columns, labels ─► accounts
      ─► columns ─► rows ─► what each column means, proven by sums ─► tables and stated spans
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from connectors.layout.alignment import Alignment
from connectors.layout.amounts import are_whole, count_amounts
from connectors.layout.cells import Content
from connectors.layout.lines import PlacedWord, lines_of, written
from connectors.layout.statements import accounts
from connectors.layout.statements.blocks import contents_of
from connectors.layout.statements.currency import Shown, currencies_of
from connectors.layout.statements.facts import Fact, StatedBalance
from connectors.layout.statements.holders import holder_of
from connectors.layout.statements.outline import Account, Outline
from connectors.layout.statements.parties import bank_of, runs_of
from connectors.layout.statements.roles import Reading as Movements
from enricher.documents import Reading
from enricher.documents.document_type import STATEMENT
from enricher.documents.layout import WordPage
from enricher.documents.proofs import balanced
from enricher.documents.tables import TRANSACTIONS, Cell, Column, Table
from enricher.entities import Notice, Span

_COLUMNS = (
    Column("date", "date"),
    Column("description"),
    Column("amount", "number"),
    Column("balance", "number"),
)
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,4}[./-]\s?\d{1,2}(?:[./-]|\b)|\d{1,2}\.?[ -][^\W\d_]{3,10}\b|[^\W\d_]{3,10}\.? \d{1,2}\b)"
)
_SURENESS = 0.9  # of what labels and places say; what sums prove is sure
_SHORTEST = 4  # characters to a line
_HEAD_CHARACTERS = 200_000
_FEWEST = 3  # amounts, and dates
_LEAST = 1 / 700  # amounts to a character: contracts have fewer


class StatementReader:
    """Satisfies `enricher.documents.table_reader.TableReader`.

    Args:
        is_proof_needed: whether only those count whose every account adds up.
        behind: the reader that needs proof and is asked before this one, of the same pages: what it read
            and could not prove is taken over, and not read again.
    """

    document_type = STATEMENT

    def __init__(
        self, *, is_proof_needed: bool = False, behind: StatementReader | None = None
    ) -> None:
        self._is_proof_needed = is_proof_needed
        self._behind = behind
        self._unproven: tuple[Reading, Reading] | None = None

    def looks_right(self, reading: Reading) -> bool:
        """Whether a text has many amounts for its length, and dates."""
        text = reading.text[:_HEAD_CHARACTERS]
        if text and len(text) < _SHORTEST * text.count("\n"):
            return True  # a page that lies on its side, which Tika reads letter by letter
        amounts = count_amounts(text)
        if amounts < _FEWEST or amounts < _LEAST * len(text):
            return False
        return sum(1 for _ in _DATE.finditer(text)) >= _FEWEST

    def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
        """See `enricher.documents.table_reader.TableReader`."""
        if self._behind is not None and (known := self._behind.take_unproven(reading)):
            return known
        self._unproven = None
        answer, is_proven = _read(pages, reading)
        if self._is_proof_needed and not is_proven:
            self._unproven = reading, answer
            return reading
        return answer

    def take_unproven(self, reading: Reading) -> Reading | None:
        """What was read last and is not proven, where it is of this reading; it is kept no longer."""
        kept, self._unproven = self._unproven, None
        return kept[1] if kept is not None and kept[0] is reading else None


def _read(pages: Iterable[WordPage], reading: Reading) -> tuple[Reading, bool]:
    """The reading with what was found, and whether all of it is proven."""
    contents: list[Content] = []
    alignment = Alignment(reading.text, reading.pages)
    is_whole = are_whole(reading.text[:_HEAD_CHARACTERS])
    for page in pages:
        alignment.add(page)
        contents += contents_of(lines_of(page), is_whole=is_whole)
    outline = accounts.outline_of(contents) if contents else None
    if outline is None or not outline.accounts:
        return reading, False
    writer = _Writer(outline, alignment)
    answer = replace(
        reading,
        tables=(*reading.tables, *writer.tables),
        stated=(*reading.stated, *_distinct(writer.stated())),
        warnings=(*reading.warnings, *_mendings(outline.accounts)),
    )
    return answer, all(balanced(one) and len(one.rows) >= _FEWEST for one in writer.tables)


def transactions_in(page: WordPage, around: WordPage, alignment: Alignment) -> tuple[Table, ...]:
    """The transactions among words of which a person says that they are such.

    Args:
        around: the other words of the page, which may tell the year.
    """
    is_whole = are_whole("\n".join(one.text for one in page.words))
    beside = [one for one in contents_of(lines_of(around)) if one.days and not one.amounts]
    contents = [*beside, *contents_of(lines_of(page), is_whole=is_whole)]
    outline = accounts.outline_of(contents, is_said=True)
    return tuple(_Writer(outline, alignment).tables) if outline.accounts else ()


def _mendings(found: Iterable[Account]) -> Iterator[Notice]:
    """What of the rows is not as it was read, because the balances beside it prove that."""
    for one in found:
        if one.reading.mended:
            yield Notice("figures_mended", {"places": [at + 1 for at in one.reading.mended]})
        if one.reading.turned:
            yield Notice("signs_mended", {"places": [at + 1 for at in one.reading.turned]})


class _Writer:
    def __init__(self, outline: Outline, alignment: Alignment) -> None:
        self._outline = outline
        self._alignment = alignment
        self._currencies = currencies_of(outline)
        self.tables = [
            Table(TRANSACTIONS, _COLUMNS, tuple(self._rows(one)), self._facts(one, shown))
            for one, shown in zip(outline.accounts, self._currencies, strict=True)
        ]

    def _facts(self, one: Account, currency: Shown | None) -> dict[str, str]:
        reading = one.reading
        facts = {
            "account": one.iban.value if one.iban else one.account.value if one.account else "",
            "currency": currency[0] if currency else "",
            "opening_balance": _balance(reading.opening, reading),
            "closing_balance": _balance(reading.closing, reading),
        }
        return {name: value for name, value in facts.items() if value}

    def _rows(self, one: Account) -> Iterator[tuple[Cell | None, ...]]:
        reading = one.reading
        at_amount = [
            at for at, role in enumerate(reading.roles) if role in ("amount", "debit", "credit")
        ]
        at_balance = reading.roles.index("balance") if "balance" in reading.roles else -1
        for row, day, amount, balance in zip(
            reading.rows, one.days, reading.amounts, reading.balances, strict=True
        ):
            printed = [row.amounts[at] for at in at_amount if at in row.amounts]
            chosen = next(
                (x.words for x in printed if x.value), printed[0].words if printed else ()
            )
            stated = row.amounts.get(at_balance)
            words = [x for x in row.words if x not in row.day.words]
            yield (
                self._alignment.cell(day.isoformat() if day else "", row.day.words),
                self._alignment.cell(written(words), words),
                self._alignment.cell(_plain(amount), chosen),
                self._alignment.cell(_plain(balance), stated.words)
                if stated and balance is not None
                else None,
            )

    def stated(self) -> Iterator[Span]:
        outline = self._outline
        end = outline.first_row or len(outline.contents)
        bank = bank_of(outline.contents, outline.around, end)
        yield from self._fact("Bank", bank)
        page = runs_of(outline.contents)
        above = [one for one in page if one[0] < end]
        yield from self._fact("AccountHolder", holder_of(above, outline.around, end, bank, page))
        for shown in {one[0]: one for one in self._currencies if one}.values():
            yield from self._span("Currency", shown[0], shown[1])
        if told := accounts.period(outline):
            first, last, (start_day, end_day) = told
            yield from self._span("PeriodStart", first.isoformat(), start_day.words)
            yield from self._span("PeriodEnd", last.isoformat(), end_day.words)
        elif (day := accounts.last_day(outline)) and (last_day := day.on(outline.calendar.order)):
            yield from self._span("PeriodEnd", last_day.isoformat(), day.words)
        for one, table in zip(outline.accounts, self.tables, strict=True):
            if one.account is not None:
                yield from self._fact("AccountNumber", one.account)
            yield from self._fact("IBAN", one.iban)
            reading = one.reading
            is_proven = balanced(table)
            for name, balance in (
                ("OpeningBalance", reading.opening),
                ("ClosingBalance", reading.closing),
            ):
                if balance is not None:
                    value = _balance(balance, reading)
                    sureness = 1.0 if is_proven else _SURENESS
                    yield from self._span(name, value, balance.amount.words, sureness)

    def _fact(self, category: str, fact: Fact | None) -> Iterator[Span]:
        if fact is not None:
            yield from self._span(category, fact.value, fact.words)

    def _span(
        self,
        category: str,
        value: str,
        words: Sequence[PlacedWord],
        sureness: float = _SURENESS,
    ) -> Iterator[Span]:
        yield from self._alignment.stated(category, value, words, sureness)


def _balance(balance: StatedBalance | None, reading: Movements) -> str:
    return "" if balance is None else _plain(balance.value(reading.roles, reading.factor))


def _plain(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount + 0:f}"


def _distinct(spans: Iterable[Span]) -> Iterator[Span]:
    """One span for each stretch and category."""
    seen: set[tuple[int, int, str]] = set()
    for one in spans:
        key = one.start, one.end, one.category
        if key not in seen:
            seen.add(key)
            yield one
