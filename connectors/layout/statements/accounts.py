"""A document's lines by the accounts that they are of, and the movements of each.

lines ─► headings, facts around ─► a stretch of lines for each account ─► columns ─► rows ─► meaning
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from connectors.layout.amounts import Amount
from connectors.layout.cells import Content, content_of, may_be_day
from connectors.layout.days import Day, is_solid_day
from connectors.layout.lines import PlacedWord
from connectors.layout.statements.facts import Fact
from connectors.layout.statements.headings import AMOUNTS, DAYS, Heading, heading_of
from connectors.layout.statements.movements import best_movements
from connectors.layout.statements.names import is_of_card
from connectors.layout.statements.outline import Account, Outline
from connectors.layout.statements.periods import period_of
from connectors.layout.statements.roles import Reading
from connectors.layout.statements.surroundings import read_around
from connectors.layout.statements.years import calendar_of
from connectors.structured.column_names import names_card

_IBAN = re.compile(r"[A-Z]{2}\d{2}[ A-Z\d]{11,}")
_HEAD_LINES = 12  # above the names of columns, where the number of an account stands


def outline_of(contents: Sequence[Content], *, is_said: bool = False) -> Outline:
    """The accounts in a document; none where it is something else.

    Args:
        is_said: a person says that its rows are transactions: nothing has to prove it.
    """
    headings: dict[int, Heading] = {}
    lines: set[int] = set()
    for at, content in enumerate(contents):
        below = contents[at + 1] if at + 1 < len(contents) else None
        if at not in lines and (found := heading_of(content, below)):
            headings[at] = found[0]
            lines |= set(range(at, at + found[1]))
    contents = _with_days(contents, headings)
    around = read_around(contents, frozenset(lines))
    row = next((at for at, one in enumerate(contents) if _is_row(one)), len(contents))
    head = " ".join(one.line.text for one in contents[: min([*headings, row, 60])])
    outline = Outline(
        contents, headings, frozenset(lines), around, names_card(head) or is_of_card(head)
    )
    stretches = _stretches(outline)
    outline.is_of_many = len(stretches) > 1
    outline.first_row = next(iter(sorted(headings)), stretches[0][0] if stretches else 0)
    outline.calendar = calendar_of(contents, around, outline.is_card)
    for start, end in stretches:
        account = _account(outline, start, end, is_said=is_said)
        if account is not None:
            outline.accounts.append(account)
    return outline


def _with_days(contents: Sequence[Content], headings: dict[int, Heading]) -> Sequence[Content]:
    """The lines with what looks like an amount and stands below the name of a date as a day."""
    made = []
    days: list[tuple[float, float]] = []
    for at, content in enumerate(contents):
        if at in headings:
            days = [(one.left, one.right) for one in headings[at].columns if one.is_of(DAYS)]
        small: list[Amount | PlacedWord] = [one for one in content.amounts if may_be_day(one)]
        small += [one for one in content.rest if is_solid_day(one.text)]
        is_turned = any(a < one.right and one.left < b for one in small for a, b in days)
        made.append(
            content_of(content.line, days, is_whole=content.is_whole) if is_turned else content
        )
    return made


def _stretches(outline: Outline) -> list[tuple[int, int]]:
    """The lines of each account: a new one begins where another number is told below rows."""
    bounds = [0]
    has_rows = has_closing = has_summary = False
    marks: dict[int, set[str]] = {}
    for fact in outline.around.facts:
        if fact.meaning in ("account", "iban"):
            marks.setdefault(fact.at, set()).add(_bare(fact.value))
    closings = {one.at for one in outline.around.balances if one.kind == "closing"}
    openings = {one.at for one in outline.around.balances if one.kind == "opening"}
    own: dict[int, set[str]] = {}  # the numbers told since the last row, by their lines
    current: set[str] = set()
    waiting = -1
    for at, content in enumerate(outline.contents):
        is_row = _is_row(content) and at not in openings and at not in closings
        numbers = set() if is_row else marks.get(at, set())
        if numbers and has_rows and _is_above_rows(outline, at):
            is_other = not any(_is_part(one, other) for one in numbers for other in current)
            if is_other and current:
                bounds.append(waiting if waiting > bounds[-1] else at)
                has_rows, has_closing, has_summary, own = False, False, False, {}
        if numbers and not has_rows and (not content.amounts or not own):
            own[at] = numbers
        is_new = at in openings and has_rows and (has_closing or has_summary)
        if is_new and at not in closings and not _same(outline, bounds[-1], at):
            last = max(one for one in closings if one < at)
            bounds.append(at if has_summary and not has_closing else last + 1)
            has_rows, has_closing, has_summary, own = False, False, False, {}
        if at in closings:
            has_closing = has_closing or has_rows
            has_summary = has_summary or not has_rows
        if is_row:
            if not has_rows:
                near = [numbers for line, numbers in own.items() if at - line <= _HEAD_LINES]
                current = set().union(*(near or own.values()))
            has_rows, waiting = True, -1
        elif at in outline.heading_lines and has_rows and waiting < 0:
            waiting = at
    return list(zip(bounds, [*bounds[1:], len(outline.contents)], strict=True))


def _is_above_rows(outline: Outline, at: int) -> bool:
    """Whether names of columns follow soon, or there are none anywhere."""
    following = range(at, at + _HEAD_LINES)
    return not outline.headings or any(one in outline.headings for one in following)


def _is_part(one: str, other: str) -> bool:
    return one in other or other in one


def _is_row(content: Content) -> bool:
    return bool(content.amounts) and any(one.is_leading for one in content.days)


def _same(outline: Outline, start: int, at: int) -> bool:
    """Whether an opening balance is one that was told before, as at the head of each page."""
    told = {
        one.amount.value
        for one in outline.around.balances
        if one.kind in ("opening", "carried") and start <= one.at < at
    }
    return any(one.at == at and one.amount.value in told for one in outline.around.balances)


def _bare(text: str) -> str:
    return "".join(one for one in text.upper() if one.isalnum()).lstrip("X")


def _account(outline: Outline, start: int, end: int, *, is_said: bool) -> Account | None:
    inside = sorted(at for at in outline.headings if start <= at < end)
    best = best_movements(outline, inside, start, end)
    if best is None:
        return None
    reading, named = best
    if not is_said and not _is_sure(reading, named, outline, start, end):
        return None
    days = outline.calendar.days([one.day for one in reading.rows])
    first_row = min(one.at for one in reading.rows)
    return Account(
        start, end, reading, days,
        _own("account", outline, start, end, first_row)
        or _own("member", outline, start, end, first_row),
        _own("iban", outline, start, end, first_row),
        named,
    )  # fmt: skip


def _is_sure(
    reading: Reading, heading: Heading | None, outline: Outline, start: int, end: int
) -> bool:
    """Whether rows are surely movements: they add up, or names of columns and labels say so."""
    if reading.closes and len(reading.rows) > 1:
        return True
    if reading.chained > 2 and reading.proven > 0.6:
        return True
    if heading is None:
        return False
    has_labels = any(
        start <= one.at < end and one.kind in ("opening", "closing")
        for one in outline.around.balances
    ) or any(
        start <= one.at < end and one.meaning in ("account", "iban") for one in outline.around.facts
    )
    has_balance = any(one.is_of(("balance",)) for one in heading.columns)
    amounts = sum(one.is_of(AMOUNTS) for one in heading.columns)
    return has_labels and (has_balance or amounts > 0) and len(reading.rows) >= 1


def _own(meaning: str, outline: Outline, start: int, end: int, first_row: int) -> Fact | None:
    told = outline.around.of(meaning, start, end)
    if meaning == "account":  # which an IBAN is only where there is no other number
        told = [one for one in told if not _IBAN.match(one.value)] or told
    above = [one for one in told if one.at < first_row]
    if not above:
        return next(iter(above or told[-1:]), None)
    # A summary names all accounts: the one right above the rows is that of the rows.
    is_one_of_many = len({_bare(one.value) for one in above}) > 1 and outline.is_of_many
    return above[-1] if is_one_of_many else above[0]


def last_day(outline: Outline) -> Day | None:
    """The last day of a period of which the first is not told."""
    return next((day for kind, day, _ in outline.around.bounds if kind == "until"), None)


def period(outline: Outline) -> tuple[date, date, tuple[Day, Day]] | None:
    return period_of(outline.around, outline.calendar.order)
