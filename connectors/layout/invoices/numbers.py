"""The invoice's number and the order that it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connectors.layout.invoices.labels import Label, Value, values_of
from connectors.layout.invoices.names import label_at, plain, title_of
from connectors.layout.invoices.sheet import Run, Sheet
from connectors.layout.lines import PlacedWord, gap, written

_TOKEN = re.compile(r"[A-Z0-9][A-Z0-9/._\u2013\u2014#\\-]*", re.I)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}")
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2} ?(?:\d{4}|[A-Z]{4}) ?[\dA-Z]{4}")
_PREFIX = re.compile(r"[A-Z]{1,6}[-/.]?")
_MOST = 4  # words of a number
_LONGEST = 32  # characters


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the words that it stands in.

    Attributes:
        score: how likely it is what its category says.
    """

    value: str
    words: tuple[PlacedWord, ...]
    score: float = 0.0


def invoice_number(
    sheet: Sheet, labels: Sequence[Label], by_line: dict[int, list[Label]], *, is_credit: bool
) -> Found | None:
    found: list[Found] = []
    for label in labels:
        if not label.has("number"):
            continue
        strength = 3.0 if "number.strong" in label.meanings else 0.6
        if label.has("orders", "others", "dates") and strength > 1:
            strength -= 1.5
        if is_credit and any(one in label.name for one in _OF_INVOICES):
            strength -= 0.8
        if is_credit and any(one in label.name for one in _OF_CREDITS):
            strength += 0.5
        found += _numbers(label, sheet, by_line, strength)
    found += _in_titles(sheet, by_line)
    found += _below_titles(sheet)
    return max(found, key=lambda one: one.score, default=None)


_OF_INVOICES = (
    "invoice",
    "rechnung",
    "facture",
    "factura",
    "fattura",
    "factuur",
    "fatura",
    "faktur",
)
_OF_CREDITS = (
    "credit", "gutschrift", "avoir", "abono", "nota", "kredit", "korekt", "dobropis", "korrektur", "rectificativa", "adjustment", "hyvitys", "storno",
)  # fmt: skip


def _numbers(
    label: Label, sheet: Sheet, by_line: dict[int, list[Label]], strength: float
) -> Iterator[Found]:
    is_weak = strength < 1
    for order, value in enumerate(values_of(label, sheet, by_line)):
        words = number_in(value.words, sheet)
        if not words and value.place == "inside" and strength > 2.5:
            words = _slashed(value.words)
        if not words or (is_weak and sum(one.isdigit() for one in written(words)) < 2):
            continue
        near = {"inside": 0.3, "right": 0.25, "below": 0.15}[value.place] - 0.05 * order
        early = 0.2 / (1 + label.at / 10)
        first = 0.1 if label.is_first else 0.0
        yield Found(_bare(words), words, strength + near + early + first)


def _in_titles(sheet: Sheet, by_line: dict[int, list[Label]]) -> Iterator[Found]:
    """Numbers right behind the name of the document: `Rechnung 2025-0219`."""
    for run in sheet.runs:
        for end in range(min(4, len(run.words) - 1), 0, -1):
            kind = title_of(written(run.words[:end]))
            rest = run.words[end:]
            while rest and not any(one.isalnum() for one in rest[0].text):
                rest = rest[1:]
            if not kind or not rest:
                continue
            words = number_in(rest, sheet)
            text = written(words)
            is_year = re.fullmatch(r"(?:19|20)\d\d", text) is not None
            if words and not is_year and sum(one.isdigit() for one in text) > 1:
                yield Found(_bare(words), words, 2.0 + 0.2 / (1 + run.at / 10))
            break


def _below_titles(sheet: Sheet) -> Iterator[Found]:
    """Numbers beside the name of the document or right below it, with a mark of numbers: `# 17`."""
    for run in sheet.runs:
        if run.words[0].text in ("#", "No.", "N°", "Nr.", "Nº", "№") and len(run.words) > 1:
            words = number_in(run.words[1:], sheet)
            if words:
                yield Found(_bare(words), words, 1.0 + 0.2 / (1 + run.at / 10))
        if title_of(run.text):
            for level in (sheet.levels[run.at], *sheet.below(run.at, 1.6)[:1]):
                for other in level.runs:
                    is_near = other.left < run.right + 90 and other.right > run.left - 4
                    if other is not run and is_near and re.search(r"\d.*\d", other.text):
                        words = number_in(other.words, sheet)
                        if words and len(words) == len(other.words):
                            yield Found(_bare(words), words, 0.5)


def order_number(
    sheet: Sheet, labels: Sequence[Label], by_line: dict[int, list[Label]], number: Found | None
) -> Found | None:
    found: list[Found] = []
    for label in labels:
        strength = 2.0 if "orders.strong" in label.meanings else 0.0
        if "orders.weak" in label.meanings:
            strength = 1.0
        if "orders.own" in label.meanings and not strength:
            continue
        if (
            strength
            and label.name in _PREFIXES
            and not label.is_marked
            and label.words != label.run.words
        ):
            strength -= 0.6  # `PO 34132` may be the number itself, below a label
        if strength:
            found += _numbers(label, sheet, by_line, strength)
        elif label.has("others") and _is_reference(label.name):
            for value in values_of(label, sheet, by_line):
                found += _named_order(value, sheet)
    own = number.value if number else ""
    return max((one for one in found if one.value != own), key=lambda one: one.score, default=None)


_PREFIXES = ("po", "p o", "bc", "order", "bestellung", "commande", "pedido", "ordine")
_ORDER_VALUE = re.compile(r"(?:PO|P\.O\.|BC|OC|BDC)[-_/ #]?.*\d.*|45\d{8}", re.I)


def _is_reference(name: str) -> bool:
    return any(one in name.split() for one in ("your", "ihr", "ihre", "votre", "su", "vostro", "uw", "er", "deres", "vase", "customer", "ref", "reference", "v/ref"))  # fmt: skip


def _named_order(value: Value, sheet: Sheet) -> Iterator[Found]:
    """A number behind a mere reference, that says itself that it is an order's."""
    words = number_in(value.words, sheet)
    if words and _ORDER_VALUE.fullmatch(written(words)):
        yield Found(_bare(words), words, 1.5)


def number_in(words: Sequence[PlacedWord], sheet: Sheet) -> tuple[PlacedWord, ...]:
    """The words of a number at the beginning of some; () for none."""
    words = list(words)
    while words and (not any(one.isalnum() for one in words[0].text) or words[0].text in _FILLERS):
        words = words[1:]
    kept: list[PlacedWord] = []
    for word in words[:_MOST]:
        text = word.text.strip(",;:()[]")
        if kept and gap(kept[-1], word) > 0.8:
            break
        if kept and _is_date(word, words, sheet):
            break
        has_digit = any(one.isdigit() for one in text)
        if not kept:
            if not (_TOKEN.fullmatch(text) and (has_digit or _PREFIX.fullmatch(text))):
                break
        elif not _continues(word, text):
            break
        kept.append(word)
        if word.text.endswith((",", ";")):
            break
    while kept and not any(one.isdigit() for one in kept[-1].text):
        kept.pop()
    text = written(kept)
    if not any(one.isdigit() for one in text) or len(text) > _LONGEST:
        return ()
    if _ACCOUNT.match(text):
        return ()
    if _is_possible_date(text.rstrip(".")) or (kept and _is_date(kept[0], words, sheet)):
        return ()
    return tuple(kept)


def _slashed(words: Sequence[PlacedWord]) -> tuple[PlacedWord, ...]:
    """A number that looks like a date, as `Faktura nr 12/05/2024`."""
    text = words[0].text.rstrip(",;")
    return tuple(words[:1]) if "/" in text and _DATE.fullmatch(text) else ()


_BEHIND_TITLES = frozenset(
    ["no", "nr", "n", "num", "number", "nummer", "numero", "numer", "c", "cislo", "du", "vom", "del", "de", "of", "di", "da", "for", "fur",
     "a", "nro", "id", "date", "dated", "from", "von", "summary", "original", "copy", "kopie", "copia", "duplicate", "page", "seite"]
)  # fmt: skip
_FILLERS = frozenset(["no.", "No.", "Nr.", "nr.", "nr", "no", "n.", "N.", "č.", "c.", "No", "Nr", "n°", "nº", "ID"])  # fmt: skip


def _is_possible_date(text: str) -> bool:
    if _DATE.fullmatch(text) is None:
        return False
    first, second, _ = (int(one) for one in re.split(r"[./-]", text))
    return (min(first, second) <= 12 and max(first, second) <= 31) or first > 999


def _continues(word: PlacedWord, text: str) -> bool:
    """Whether a word goes on with a number, as `/` or more digits do."""
    if any(one.isdigit() for one in text):
        return re.fullmatch(r"[A-Z0-9/._\u2013-]+", text) is not None
    is_short = re.fullmatch(r"[/\u2013-]|[A-Z]{1,4}[/-]?", text) is not None
    return is_short and not label_at([word], 0)[0]


def _is_date(word: PlacedWord, words: Sequence[PlacedWord], sheet: Sheet) -> bool:
    """Whether a word begins a whole date in its line."""
    return any(
        word in day.words and (day.is_named or day.year is not None)
        for level in sheet.levels
        if level.page == word.page and level.line.top - 2 <= word.word.top <= level.line.bottom
        for day in level.days
        if day.words[0] == word
        and (day.is_named or re.search(r"\D\d{4}\b|\d{4}\D|\D\d\d$", written(day.words)))
    )


def _bare(words: Sequence[PlacedWord]) -> str:
    return written(words).strip(" ,;:.()[]")


def _goes_on_as_title(word: PlacedWord) -> bool:
    """Whether a title is one before this word: `Facture n°`, `Rechnung vom`, but not `Facture carte`."""
    name = plain(word.text)
    has_letters = any(one.isalpha() for one in name)
    return not has_letters or any(one.isdigit() for one in name) or name in _BEHIND_TITLES


def titles_of(sheet: Sheet) -> list[tuple[str, Run]]:
    """The runs that name the document, or begin with its name."""
    found = []
    for run in sheet.runs:
        for end in range(min(4, len(run.words)), 0, -1):
            is_whole = end == len(run.words)
            kind = title_of(written(run.words[:end]), is_whole=is_whole)
            rest = run.words[end:]
            if not is_whole and not _goes_on_as_title(rest[0]) and number_in(rest, sheet) != rest:
                kind = ""
            if not kind and len(run.words) <= _MOST:
                kind = title_of(written(run.words[-end:]), is_whole=is_whole)
            if kind:
                found.append((kind, run))
                break
    return found
