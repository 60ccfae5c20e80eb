"""When an invoice was issued, and until when it is to be paid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from connectors.layout.days import Day, Order
from connectors.layout.invoices.labels import Label, values_of
from connectors.layout.invoices.names import plain, title_of
from connectors.layout.invoices.numbers import Found
from connectors.layout.invoices.sheet import Level, Sheet
from connectors.layout.lines import PlacedWord, written

_PAY = re.compile(
    r"\b(?:pay|payable|payment|due|zahl\w*|uberweis\w*|begleich\w*|fallig\w*|entricht\w*|regl\w*|paye\w*|paiement|payable|echeance|abon\w*|pag\w*|venc\w*|betaal\w*|betalen|voldoen|voldaan|overmaken|over te maken|zaplat\w*|zaplac\w*|platn\w*|uhrad\w*|splat\w*|betal\w*|forfall\w*|forfald\w*|scad\w*|liquid\w*|ontvang\w*|totaalbedrag|maks\w*|fizet\w*|netto|ohne abzug|net)\b"
)
_UNTIL = re.compile(
    r"\b(?:by|before|until|till|due|on|bis|bis zum|spatestens|am|avant|avant le|jusqu au|au plus tard|le|antes del|antes|hasta|el|entro|entro il|il|voor|uiterlijk|tot|op|ate|do|dne|dnia|senest|senast|innen|den|viimeistaan|ig|la data|before the|langstens|later than|latest)(?: [a-z]+){0,2}$"
)
_EARLY = re.compile(
    r"\b(?:skonto|discount|escompte|descuento|sconto|korting|desconto|skonta|rabatt|rabat|paid|bezahlt|paye|pagado|pagato|betaald|betalt|zaplacono|uhrazeno|received|erhalten|dankend|leistung|liefer|deliver)\b"
)
_TERM = re.compile(
    r"\b(\d{1,3})\s?(?:days?|tage?n?|jours?|dias|giorni|gg|dagen|dgn|dni|dagar|dager|dage|pv|paivaa|nap|zile|dana|kalendertage)\b"
)
_MOST_DAYS = 400  # from issue to due


@dataclass(frozen=True, slots=True)
class _Told:
    kind: str
    day: Day
    score: float


def dates_of(
    sheet: Sheet, labels: Sequence[Label], by_line: dict[int, list[Label]], order: Order
) -> tuple[Found | None, Found | None]:
    """The day of issue and the day on which it is due."""
    told = [*_labelled(sheet, labels, by_line), *_said(sheet)]
    issued = _best(told, "issued", order) or _best(_loose(sheet, told), "issued", order)
    others = [one for one in told if one.kind == "due"]
    due = _best(others, "due", order, issued)
    return issued, due


def _labelled(
    sheet: Sheet, labels: Sequence[Label], by_line: dict[int, list[Label]]
) -> Iterator[_Told]:
    for label in labels:
        kinds = [
            (kind, score)
            for kind, meaning, score in (
                ("issued", "dates.issued", 3.0),
                ("due", "dates.due", 3.0),
                ("other", "dates.other", 3.0),
                ("issued", "dates.weak", 1.5),
            )
            if meaning in label.meanings
        ]
        if not kinds:
            continue
        kind, score = kinds[0]
        if kind == "issued" and score < 2 and not label.is_first and not label.is_marked:
            before = [one for one in label.run.words if one.left < label.words[0].left]
            names_it = title_of(written(before)) or _names_document(before)
            if not names_it:
                continue
            score = 2.0
        for number, value in enumerate(values_of(label, sheet, by_line)):
            day = _day_in(value.words, sheet, begins=value.place != "inside")
            if day is not None:
                yield _Told(kind, day, score - 0.1 * number + 0.2 / (1 + label.at / 10))
                break


def _names_document(words: Sequence[PlacedWord]) -> bool:
    return bool(words) and any(
        title_of(written(words[:end])) for end in range(1, min(4, len(words)) + 1)
    )


def _day_in(words: Sequence[PlacedWord], sheet: Sheet, *, begins: bool) -> Day | None:
    """The first whole date in some words of one line."""
    if not words:
        return None
    for level in _levels_of(words[0], sheet):
        for day in level.days:
            if day.year is None or day.words[0] not in words:
                continue
            before = words[: list(words).index(day.words[0])]
            letters = sum(one.isalpha() for one in written(before))
            if letters <= (12 if begins else 24) and not any(
                one.isdigit() for one in written(before)
            ):
                return day
    return None


def _levels_of(word: PlacedWord, sheet: Sheet) -> Iterator[Level]:
    for level in sheet.levels:
        if level.page == word.page and word in level.line.words:
            yield level


def _said(sheet: Sheet) -> Iterator[_Told]:
    """Days in sentences that ask for payment: `Bitte überweisen Sie den Betrag bis zum 21.04.2025`."""
    for level in sheet.levels:
        for day in level.days:
            if day.year is None:
                continue
            before = [one for one in level.line.words if one.right <= day.left]
            if not before:
                continue
            text = plain(written(before[-14:]))
            above = sheet.levels[level.at - 1].line.text if level.at else ""
            early = max((one.end() for one in _EARLY.finditer(text)), default=-1)
            late = max((one.start() for one in _PAY.finditer(text)), default=-1)
            behind = plain(written([one for one in level.line.words if one.left >= day.right][:5]))
            if _EARLY.search(behind) and not re.search(r"netto|ohne", behind):
                continue
            is_asked = late >= 0 or (len(before) < 4 and _PAY.search(plain(above)[-60:]))
            if _UNTIL.search(text) and is_asked and late >= early:
                yield _Told("due", day, 1.5)


def _loose(sheet: Sheet, told: Sequence[_Told]) -> Iterator[_Told]:
    """Days that nothing names, on the first page: those beside a place, or alone, before others."""
    used = {word for one in told if one.kind != "issued" for word in one.day.words}
    first = sheet.levels[0].page if sheet.levels else 0
    for level in sheet.levels:
        if level.page != first:
            break
        for day in level.days:
            if day.year is None or set(day.words) & used:
                continue
            run = next((one for one in level.runs if day.words[0] in one.words), None)
            rest = [one for one in run.words if one not in day.words] if run else []
            is_alone = len(rest) < 4 and not any(one.isdigit() for one in written(rest))
            score = (0.8 if is_alone else 0.3) - 0.3 * level.at / len(sheet.levels)
            if not level.money:
                yield _Told("issued", day, score)


def _best(
    told: Iterator[_Told] | Sequence[_Told], kind: str, order: Order, issued: Found | None = None
) -> Found | None:
    best: Found | None = None
    for one in told:
        made = one.day.on(order)
        if one.kind != kind or made is None:
            continue
        score = one.score
        if issued is not None:
            days = (made - date.fromisoformat(issued.value)).days
            if not 0 <= days <= _MOST_DAYS:
                continue
        value = made.isoformat()
        is_later = best is not None and kind == "due" and score == best.score and value > best.value
        if best is None or score > best.score + 0.01 or is_later:
            best = Found(value, one.day.words, score)
    return best


def day_order(
    sheet: Sheet, labels: Sequence[Label], by_line: dict[int, list[Label]], *, is_american: bool
) -> Order:
    """What stands first in dates of numbers: other dates say so, the terms of payment, or the country."""
    days = [one for level in sheet.levels for one in level.days if one.year and not one.is_named]
    firsts = sum(one.first > 12 for one in days)
    seconds = sum(one.second > 12 for one in days)
    if firsts or seconds:
        return "day" if firsts >= seconds else "month"
    usual: Order = "month" if is_american else "day"
    if not days or all("." in written(one.words) for one in days):
        return "day" if not is_american else usual
    terms = {int(one[1]) for one in _TERM.finditer(plain(sheet.text))} | {
        int(one) for one in re.findall(r"\bnet (\d{1,3})\b", plain(sheet.text))
    }
    fits: dict[Order, bool] = {}
    for order in ("day", "month"):
        read: Order = "day" if order == "day" else "month"
        issued, due = dates_of(sheet, labels, by_line, read)
        if issued and due:
            span = date.fromisoformat(due.value) - date.fromisoformat(issued.value)
            fits[read] = span in {timedelta(one) for one in terms}
    if fits.get("day") != fits.get("month"):
        return "day" if fits.get("day") else "month" if fits.get("month") else usual
    return usual
