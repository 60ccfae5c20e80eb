"""What stands around the tables: labels with values beside or below them, and the dates of the period."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from connectors.layout.cells import Amount, Content, Day, Order
from connectors.layout.currencies import CODES
from connectors.layout.lines import PlacedWord, gap, segments, written
from connectors.layout.statements.names import MOST_WORDS, balance_named, is_account, labels_named
from enricher.values.identifier import is_iban

_APART = 1.2  # heights between a label and what belongs to something else
_BELOW = 2.6  # heights down to a value under its label
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_BOUND_LINES = 4  # from the first day of a period down to its last
_NUMBERS = frozenset(["n°", "nº", "n.", "nr", "nr.", "no", "no.", "num.", "núm.", "number", "#"])
_MASKED = re.compile(
    r"[\dXx*•·.]{4}(?:[ -]?[\dXx*•·.]{2,6})*[ -]?[Xx*•·]{4}(?:[ -]?[\dXx*•·.]{2,6})*[ -]?\d{3,5}"
)
_FEWEST = 6  # digits of a number behind a label of one word: `Card 4974` is in many a row
_FEW = 4
_MOST_DAYS = 800  # of a period
_NUMBER = re.compile(r"[A-Z]{0,3}[\dXx*•·.][\dXx*•·./ -]*")


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, what its label says that it is, and where it stands."""

    meaning: str
    value: str
    words: tuple[PlacedWord, ...]
    at: int
    """The number of its line in the document."""


@dataclass(frozen=True, slots=True)
class StatedBalance:
    """An amount whose label says that it is a balance.

    Attributes:
        kind: `opening`, `closing`, `held` (at some time), `loose` (the same, by its first word) or
            `carried`.
        day: that stands with it.
        column: of the table, -1 where it stands in none.
    """

    kind: str
    amount: Amount
    at: int
    day: Day | None = None
    column: int = -1

    def value(self, roles: Sequence[str], factor: int = 1) -> Decimal:
        """The balance: what stands in the column of debits is owed."""
        amount = self.amount
        is_debit = self.column >= 0 and roles[self.column] == "debit"
        return (-amount.value if is_debit else amount.signed) * factor


@dataclass(slots=True)
class Around:
    """All that labels say."""

    facts: list[Fact] = field(default_factory=list)
    balances: list[StatedBalance] = field(default_factory=list)
    periods: list[tuple[Day, Day, int, bool]] = field(default_factory=list)
    """First and last day, the line, and whether a label says so."""
    bounds: list[tuple[str, Day, int]] = field(default_factory=list)
    """`start`, `end`, or `until` where the label alone says enough; the day, the line."""
    period_lines: set[int] = field(default_factory=set)
    """Lines with days of a period whose labels stand in the line above: no rows."""
    values: set[int] = field(default_factory=set)
    """Lines with values whose labels stand in the line above."""

    def of(self, meaning: str, start: int = 0, end: int = 1 << 60) -> list[Fact]:
        return [one for one in self.facts if one.meaning == meaning and start <= one.at < end]


def read_around(contents: Sequence[Content], headings: frozenset[int]) -> Around:
    """The facts of a document; those of rows among them, which whoever knows the rows leaves out.

    Args:
        headings: numbers of lines that name columns, whose names are no labels.
    """
    around = Around()
    for at, content in enumerate(contents):
        if at in headings:
            continue
        below = [one for one in contents[at + 1 : at + 4] if _is_under(content, one)]
        _read_balances(content, below, at, around)
        _read_ibans(content, at, around)
        _read_cards(content, at, around)
        if len(content.amounts) < 2:
            _read_labels(content, below, at, around)
        _read_period(content, at, around)
        _read_bound(content, at, around)
        _read_bounds_below(content, below, at, around)
    _pair_bounds(around)
    return around


def label_beside(content: Content, amount: Amount) -> list[str]:
    """The words that an amount belongs to: those of the nearest column at its left, or else right."""
    before = [one for one in content.rest if one.right <= amount.left + 1]
    if before:
        return [one.text for one in list(segments(before, _APART))[-1]]
    behind = [one for one in content.rest if one.left >= amount.right - 1]
    return [one.text for one in next(segments(behind, _APART), ())]


def kind_of_line(content: Content) -> str:
    """Which balance or total a line tells, "" for none."""
    if not content.amounts:
        return ""
    near = balance_named(label_beside(content, content.amounts[0]))
    first = content.amounts[0].left
    return near or balance_named([one.text for one in content.rest if one.right <= first + 1])


def _is_under(content: Content, other: Content) -> bool:
    distance = other.line.top - content.line.bottom
    return other.line.page == content.line.page and distance < _BELOW * content.line.height


def _read_balances(content: Content, below: Sequence[Content], at: int, around: Around) -> None:
    day = content.days[-1] if content.days else None
    runs = list(segments(content.rest, _APART))
    for amount in content.amounts:
        kind = balance_named(label_beside(content, amount))
        if not kind and amount is content.amounts[0]:
            kind = kind_of_line(content)
        if kind and kind != "total":
            around.balances.append(StatedBalance(kind, amount, at, day))
    if content.amounts:
        return
    for run in [*runs, *(one for one in _labels(content.rest) if one not in runs)]:
        kind = balance_named([one.text for one in run])
        if kind in ("", "total", "carried"):
            continue
        under = [
            (amount, number)
            for number, other in enumerate(below[:2], at + 1)
            for amount in other.amounts
            if amount.left < run[-1].right + 4 and amount.right > run[0].left - 4
        ]
        if under:
            around.values.add(under[0][1])
            around.balances.append(StatedBalance(kind, under[0][0], at, day))


def _labels(words: Sequence[PlacedWord]) -> Iterator[tuple[PlacedWord, ...]]:
    """Names beside each other, where a unit in brackets ends one: `Opening balance ($) Added ($)`."""
    for run in segments(words):
        start = 0
        for at, word in enumerate(run, 1):
            if at == len(run) or (word.text.startswith("(") and word.text.endswith(")")):
                yield run[start:at]
                start = at


def _read_ibans(content: Content, at: int, around: Around) -> None:
    for run in segments(content.line.words, _APART):
        for start in range(len(run)):
            head = "".join(one.text for one in run[start : start + 2]).removeprefix("IBAN:")
            if not re.match(r"[A-Z]{2}\d{2}", head):
                continue
            joined = ""
            best = 0
            for end in range(start, min(len(run), start + 12)):
                joined += run[end].text.removeprefix("IBAN:").strip(",;()")
                if len(joined) > 34:
                    break
                if len(joined) >= 15 and _IBAN.fullmatch(joined) and is_iban(joined):
                    best, value = end + 1, joined
            if best:
                around.facts.append(Fact("iban", value, tuple(run[start:best]), at))
                break


def _read_cards(content: Content, at: int, around: Around) -> None:
    """Numbers of cards that no label stands before, of which most digits are hidden."""
    if content.amounts or any(one.is_leading for one in content.days):
        return
    for run in segments(content.line.words, _APART):
        for start in range(len(run)):
            for end in range(min(len(run), start + 5), start, -1):
                if _MASKED.fullmatch(written(run[start:end])):
                    around.facts.append(
                        Fact("account", written(run[start:end]), tuple(run[start:end]), at)
                    )
                    return


def _read_labels(content: Content, below: Sequence[Content], at: int, around: Around) -> None:
    runs = list(segments(content.line.words, _APART))
    for number, run in enumerate(runs):
        start = 0
        while start < len(run):
            meanings, end = _label_at(run, start)
            if not meanings:
                if start == 0 and not _begins_label(run, start):
                    start += 1
                    continue
                start += 1
                continue
            stop = _next_label(run, end)
            candidates: list[tuple[Sequence[PlacedWord], bool]] = []
            is_marked = run[end - 1].text.endswith(":") or (
                end < len(run) and run[end].text in (":", "-")
            )
            if end < stop:
                candidates.append((run[end:stop], is_marked))
            else:
                beside = [(one, True) for one in runs[number + 1 : number + 2]]
                under = [(one, True) for one in _under(run[start:end], below)]
                is_row_of_labels = any(_begins_label(one, 0) for one in runs[number + 1 :])
                is_above = any(abs(one[0].left - run[start].left) < 3 for one, _ in under)
                candidates += (
                    [*under, *beside] if is_row_of_labels and is_above else [*beside, *under]
                )
            for words, is_apart in candidates:
                fact = _value(
                    meanings,
                    words,
                    at,
                    is_apart=is_apart and (start == 0 or is_marked),
                    fewest=_FEWEST if end - start == 1 and not is_apart else _FEW,
                )
                if fact is not None:
                    around.facts.append(fact)
                    break
            start = max(end, start + 1)


def _begins_label(run: Sequence[PlacedWord], at: int) -> bool:
    return bool(_label_at(run, at)[0])


def _label_at(run: Sequence[PlacedWord], start: int) -> tuple[tuple[str, ...], int]:
    if not run[start].text[0].isalpha():
        return (), start
    if end := _numbered_account(run, start):
        return ("account",), end
    for end in range(min(len(run), start + MOST_WORDS), start, -1):
        meanings = tuple(one for one in labels_named(written(run[start:end])) if one in _TAKEN)
        if meanings:
            return meanings, end
    return (), start


def _numbered_account(run: Sequence[PlacedWord], start: int) -> int:
    """Behind the label in `Compte courant particulier n° 123456`, 0 where there is none."""
    if not is_account(run[start].text):
        return 0
    for at in range(start + 1, min(len(run), start + 3)):
        if sum(one.isdigit() for one in run[at].text) >= _FEWEST:
            return at if run[at - 1].text[-1:] != ":" else 0
    for at in range(start + 1, min(len(run) - 1, start + MOST_WORDS)):
        if run[at].text.casefold() in _NUMBERS and any(one.isdigit() for one in run[at + 1].text):
            return at + 1
    return 0


def _next_label(run: Sequence[PlacedWord], start: int) -> int:
    for at in range(start + 1, len(run)):
        meanings, end = _label_at(run, at)
        if meanings and (
            (
                set(meanings) & {"account", "iban", "currency"}
                and run[end - 1].text.endswith((":", "°", "."))
            )
            or "iban" in meanings
        ):
            return at
    return len(run)


def _under(run: Sequence[PlacedWord], below: Sequence[Content]) -> Iterator[Sequence[PlacedWord]]:
    for other in below[:1]:
        for part in segments(other.line.words, _APART):
            if (
                part[0].left < run[-1].right
                and part[-1].right > run[0].left
                and not _begins_label(part, 0)
            ):
                yield part


_TAKEN = ("account", "iban", "holder", "bank", "currency", "other")
_CURRENCY_WORDS = {
    "euro": "EUR",
    "euros": "EUR",
    "zł": "PLN",
    "złoty": "PLN",
    "kronor": "SEK",
    "kroner": "",
}


def _value(
    meanings: Sequence[str], words: Sequence[PlacedWord], at: int, *, is_apart: bool, fewest: int
) -> Fact | None:
    words = list(words)
    while words and words[0].text in (
        ":",
        "-",
        "n°",
        "nr.",
        "nr",
        "Nr.",
        "no.",
        "No.",
        "#",
        "\u2013",
    ):
        words = words[1:]
    if not words:
        return None
    text = written(words)
    for meaning in meanings:
        if meaning == "account":
            number = _account(words, fewest)
            if number:
                return Fact(meaning, written(number), tuple(number), at)
        elif meaning == "currency":
            for word in words[:2]:
                bare = word.text.strip("(),.:;")
                code = bare if bare in CODES else _CURRENCY_WORDS.get(bare.casefold(), "")
                if code:
                    return Fact(meaning, code, (word,), at)
        elif (
            meaning in ("holder", "bank")
            and is_apart
            and sum(one.isalpha() for one in text) > 2
            and sum(one.isdigit() for one in text) < 4
            and len(words) <= 8
            and not _label_at(words, 0)[0]
        ):
            return Fact(meaning, text.rstrip(",;"), tuple(words), at)
    return None


def _account(words: Sequence[PlacedWord], fewest: int) -> list[PlacedWord]:
    """The words of an account number at the beginning of some; [] for none."""
    kept: list[PlacedWord] = []
    for word in words[:8]:
        text = word.text.strip("(),;:")
        is_number = re.fullmatch(
            r"[A-Z]{0,4}[\dXx*•·./-]*\d[\dXx*•·./-]*|[Xx*•·.]{2,}[\dXx*•·-]*", text
        )
        is_letter = len(text) <= 2 and text.isupper() and text.isalpha()
        if kept and gap(kept[-1], word) > 1.0:
            break
        if not is_number and not (is_letter and len(kept) < 2):
            break
        kept.append(word)
    text = "".join(one.text for one in kept)
    digits = sum(one.isdigit() for one in text)
    is_masked = re.search(r"[Xx*•·]{2}", text) is not None
    if digits < (_FEW if is_masked else fewest) or (
        len(kept) == 1 and re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", text)
    ):
        return []
    return kept


def _read_period(content: Content, at: int, around: Around) -> None:
    days = content.days
    if len(days) == 1 and (start := _bare_day(content, days[0])):
        days = start, *days
    if len(days) < 2:
        return
    for first, last in itertools.pairwise(days):
        if last.year is None and first.year is None:
            continue
        words = [one for one in content.line.words if one.right <= first.left]
        between = [
            one for one in content.line.words if first.right < one.left and one.right < last.left
        ]
        if len(between) > 4 or (content.amounts and not _joins(between)):
            continue
        runs = list(segments(words, _APART))
        near = runs[-1] if runs else ()
        is_labelled = any(
            set(labels_named(written(near[start:end]))) & {"period", "start"}
            for start in range(len(near))
            for end in range(start + 1, min(len(near), start + MOST_WORDS) + 1)
        )
        around.periods.append((first, last, at, is_labelled))


def _read_bound(content: Content, at: int, around: Around) -> None:
    """The first or the last day of a period that stands in a line by itself, behind its label."""
    if len(content.days) != 1 or content.amounts or content.days[0].year is None:
        return
    day = content.days[0]
    before = [one for one in content.line.words if one.right <= day.left]
    for start in range(max(0, len(before) - MOST_WORDS), len(before)):
        meanings = labels_named(written(before[start:]))
        if "start" in meanings:
            around.bounds.append(("start", day, at))
        elif "end" in meanings:
            kind = "end" if len(before) - start < 2 else "until"
            around.bounds.append((kind, day, at))
        else:
            continue
        return


def _read_bounds_below(content: Content, below: Sequence[Content], at: int, around: Around) -> None:
    """The first and the last day of a period that stand below their labels."""
    if content.days or content.amounts or not below or len(below[0].days) < 2:
        return
    for run in segments(content.line.words, _APART):
        kind = next((one for one in ("start", "end") if one in labels_named(written(run))), "")
        days = [x for x in below[0].days if x.left < run[-1].right and x.right > run[0].left]
        if kind and days:
            around.bounds.append((kind, days[0], at + 1))
            around.period_lines.add(at + 1)


def _pair_bounds(around: Around) -> None:
    for (kind, first, at), (other, last, below) in itertools.pairwise(around.bounds):
        if kind == "start" and other in ("end", "until") and below - at <= _BOUND_LINES:
            around.periods.append((first, last, at, True))


def _bare_day(content: Content, last: Day) -> Day | None:
    """The first day of `1 to 31 March 2025`, which has the month of the last."""
    before = [one for one in content.line.words if one.right <= last.left]
    if last.year is None or len(before) < 2 or not _joins(before[-1:]):
        return None
    number = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er|\.)?", before[-2].text)
    if number is None or not 1 <= int(number[1]) <= 31 or content.amounts:
        return None
    return replace(last, words=(before[-2],), first=int(number[1]), year=None, short=None)


def _joins(words: Sequence[PlacedWord]) -> bool:
    """Whether words stand between the two ends of a period: `-`, `to`, `bis zum`."""
    return 0 < len(words) < 3 and all(
        not any(one.isalnum() for one in word.text) or "end" in labels_named(word.text)
        for word in words
    )


def period_of(
    around: Around, order: Order, start: int = 0, end: int = 1 << 60
) -> tuple[date, date, tuple[Day, Day]] | None:
    """The first and the last day of the period that is told, a labelled one before others."""
    told = [one for one in around.periods if start <= one[2] < end]
    for first, last, _, _ in sorted(told, key=lambda one: not one[3]):
        end_day = last.on(order, last.year or first.year)
        if end_day is None:
            continue
        year = first.year or end_day.year
        start_day = first.on(order, year)
        if start_day is not None and first.year is None and start_day > end_day:
            start_day = first.on(order, year - 1)
        if start_day is not None and 0 < (end_day - start_day).days < _MOST_DAYS:
            return start_day, end_day, (first, last)
    return None
