"""Amounts of money: a Decimal and an ISO 4217 code, `1500000.00 USD`.

Libraries for this (price-parser, babel's number parser) take the first number they meet and settle
`1.234` by a rule of their own. Here the locale settles it, and an amount with two readings, or one
whose words and figures disagree, has no value but both readings.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from enricher.entities import Normalization, Notice, Value
from enricher.values import kinds
from enricher.values.currencies.signs import CENTS, currency_of_cents, find_currencies, is_yen_bare
from enricher.values.currencies.writing import as_credit_and_crore, tidy
from enricher.values.locales import Habits, Yen
from enricher.values.numbers.calculation import HIGH_LOW, LONGEST_NUMBER
from enricher.values.numbers.figures import is_negative, read_figure, several
from enricher.values.numbers.quantities import Quantity, find_quantities, is_article
from enricher.values.numbers.words import parse_cardinal
from enricher.values.value_type import Unreadable, ValueType

_HUNDREDTHS = re.compile(r"(?<![\d/.])(\d{1,2}|no|xx)\s?/\s?100(?:ths)?(?!\d)", re.IGNORECASE)
_AND = re.compile(r"\s*[^\W\d]{0,12}\s*(?:and|,|&|und|et|con|y|e|en)?\s*", re.IGNORECASE)
_CENT_AFTER = re.compile(rf"[\s-]*(?P<name>{CENTS})(?![^\W_])", re.IGNORECASE)
_CENT_BEFORE = re.compile(rf"(?<![^\W_])(?P<name>{CENTS})\s+$", re.IGNORECASE)
_PERCENT_AFTER = re.compile(r"\s*\)?\s*(?:%|per\s?cent|prozent|basis\s)", re.IGNORECASE)
# What is paid in, or for: not amounts where another number has the currency.
_COUNTED = re.compile(
    r"[\s)]+(?:(?:equal|consecutive|successive|(?:bi-?)?monthly|annual|quarterly|weekly|business|calendar|gleiche\w*|monatliche\w*)[\s,]+){0,4}"
    r"(?:instal?lments?|payments?|years?|months?|weeks?|days?|hours?|shares?|units?|Raten|Jahre?n?|Monate?n?|Wochen?|Tage?n?"
    r"|mensualités|échéances|ans|années|mois|semaines|jours|plazos|cuotas|años|meses|días|rate|anni|mesi|giorni|Monatsmieten|Mieten|loyers|mensualidades|mensilità|maandhuren|termijnen|jaar|maanden|dagen)(?!\w)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\bnet\s*$|\b(?:sections?|articles?|clauses?|schedules?|exhibits?|appendix|annex|paragraphs?|pages?|items?|rule|chapter"
    r"|paragraf|absatz|ziffer|anlage|anhang|artikel|annexe|cláusula|artículo|anexo|articolo|allegato|bijlage|§+)\s*$",
    re.IGNORECASE,
)
_LONGEST_REFERENCE = 1000  # `net 1,234.56` is an amount
_GROUPED = re.compile(r"(?<![\d.,/])\d{1,3}(?:[.,]\d{1,3}){2,8}(?![.,]?\d|/\d)")
_PER = re.compile(r"\bper\s+$", re.IGNORECASE)  # `$3 per 1,000 units`
_NIL = re.compile(r"\W*nil\W*", re.IGNORECASE)
_SHOWN = re.compile(r"(-?\d+(?:\.\d+)?)(?: ([A-Z]{3}))?")
_LAST_AND = re.compile(r"(?s)(.+)\s+and\s+(.+?)")
_PREFIX = re.compile(
    r"(?<![^\W\d_])(?:(?P<k>[TkK])|(?P<m>M|Mio\.?)|(?P<b>Mds?|Mrd\.?))(?=€|(?:EUR|USD|CHF)\b)"
    r"|(?<=\d)\s?(?:(?P<dk>[kK])|(?P<dm>M))(?=\$)"
)
# Their third decimal is a coin.
_IN_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_YEN: tuple[Yen, Yen] = ("JPY", "CNY")
_ROUND = re.compile(r"(?:[.,]\s?(?:--?|\u2013|\u2014)|/-)")


def parse_money(text: str, habits: Habits) -> Normalization:
    """An amount with its currency; without one the amount alone, and a warning."""
    both_ways = as_credit_and_crore(text)
    if both_ways:
        credit, crore = (parse_money(way, habits).value for way in both_ways)
        if credit is not None and crore is not None:
            return Normalization(None, (credit, crore), _either((credit, crore)))
    if not habits.yen and is_yen_bare(text):
        japan, china = (parse_money(text, replace(habits, yen=code)) for code in _YEN)
        both = (*_values(japan), *_values(china))
        ways = tuple({value.display: value for value in both}.values())
        return Normalization(None, ways, _either(ways) or japan.warnings)
    original = text
    text, warnings = tidy(text, habits)
    text, power = _without_prefix(text)
    named = find_currencies(text, habits.region, habits.yen, habits.language)
    currencies = list(dict.fromkeys(code for _, _, code in named))
    amounts, cents_of = _amounts(text, named, habits)
    currencies = currencies or ([cents_of] if cents_of else [])
    if not amounts and len(currencies) == 1 and _NIL.fullmatch(_blanked(text, named)):
        return Normalization(money_value(Decimal(0), currencies[0]), warnings=warnings)
    if not amounts or (not currencies and _is_count(text, amounts)):
        return Normalization(None, warnings=(Notice("no_money", {"text": original}),))
    if len(currencies) > 1:
        paired = _paired(text, amounts, named)
        pairs = paired or [(amounts[0], code) for code in currencies]
        return Normalization(
            None,
            tuple(money_value(amount.value.scaleb(power), code) for amount, code in pairs),
            (Notice("several_currencies", {"shown": ", ".join(currencies)}),),
        )
    currency = currencies[0] if currencies else None
    if currency is None:
        warnings = (*warnings, Notice("no_currency", {"text": original}))
    readings = [money_value(amount.value.scaleb(power), currency) for amount in amounts]
    distinct = list({reading.display: reading for reading in readings}.values())
    if len(distinct) > 1:
        parenthesised = re.search(r"\(\W*$", text[: amounts[-1].start])
        if len(distinct) == 2 and parenthesised:
            shown = " and ".join(reading.display for reading in distinct)
            return Normalization(
                None, tuple(distinct), (Notice("amounts_disagree", {"shown": shown}),)
            )
        return several(distinct)
    doubtful = [amount.other for amount in amounts if amount.other is not None]
    if doubtful and len(amounts) == 1 and currency not in _IN_THOUSANDTHS:
        pair = (distinct[0], money_value(doubtful[0].scaleb(power), currency))
        return Normalization(None, pair, _either(pair))
    return Normalization(distinct[0], warnings=(*warnings, *_unread(text, habits)))


def _is_count(text: str, amounts: list[Quantity]) -> bool:
    """Whether the one number of a text without a currency counts or refers: `30 days`, `Section 2.1`."""
    (first, *more) = amounts
    counted = _COUNTED.match(text, first.end) or (
        _REFERENCE.search(text[: first.start]) and first.value < _LONGEST_REFERENCE
    )
    return not more and bool(counted)


def _unread(text: str, habits: Habits) -> tuple[Notice, ...]:
    """What to say of figures whose marks make no number: `Eighty Thousand Dollars ($80,00.00)`."""
    written = (match.group() for match in _GROUPED.finditer(text))
    broken = [digits for digits in written if read_figure(digits, habits) is None]
    return tuple(Notice("figures_left_out", {"digits": digits}) for digits in broken)


def _values(read: Normalization) -> tuple[Value, ...]:
    return read.readings if read.value is None else (read.value,)


def _either(readings: tuple[Value, ...]) -> tuple[Notice, ...]:
    shown = " or ".join(reading.display for reading in readings)
    return (Notice("amount_read_as", {"shown": shown}),) if len(readings) > 1 else ()


def money_value(amount: Decimal, currency: str | None) -> Value:
    """At least two decimal places, more where the text has them."""
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent > -2:
        amount = amount.quantize(Decimal("0.01"))
    shown = format(amount, "f")
    detail = {"amount": shown, "currency": currency}
    return Value("money", f"{shown} {currency}" if currency else shown, amount, detail)


def _without_prefix(text: str) -> tuple[str, int]:
    """Take the `T` from `T€ 500`, the `M` from `1,5 M€`; and the power of ten they stand for."""
    prefix = _PREFIX.search(text)
    if prefix is None:
        return text, 0
    groups = prefix.groupdict()
    power = 9 if groups["b"] else 6 if groups["m"] or groups["dm"] else 3
    return _PREFIX.sub(" ", text), power


def _paired(
    text: str, amounts: list[Quantity], named: list[tuple[int, int, str]]
) -> list[tuple[Quantity, str]]:
    """Each amount with the currency that stands right beside it; none where one has none."""
    leads = named[0][0] < amounts[0].start
    pairs = []
    for amount in amounts:
        before = [c for _, end, c in named if _nothing_between(text, end, amount.start)]
        after = [c for start, _, c in named if _nothing_between(text, amount.end, start)]
        beside = (before or after) if leads else (after or before)
        if not beside:
            return []
        pairs.append((amount, beside[0]))
    return pairs


def _nothing_between(text: str, start: int, end: int) -> bool:
    return start <= end and not re.search(r"[^\s(),.'-]", text[start:end])


def _amounts(
    text: str, named: list[tuple[int, int, str]], habits: Habits
) -> tuple[list[Quantity], str | None]:
    """The amounts of a text, cents added, sign applied, the improbable reading dropped.

    And the currency that the name of its hundredth tells.
    """
    bare = _blanked(text, named)
    hundredths = list(_HUNDREDTHS.finditer(text))
    amounts: list[Quantity] = []
    cents_of: str | None = None
    quantities = find_quantities(text, habits, letters=True)
    for quantity in quantities:
        if any(m.start() <= quantity.start < m.end() for m in hundredths):
            continue
        is_base = habits.language == "en" and _PER.search(text[: quantity.start])
        if is_base or _PERCENT_AFTER.match(text, quantity.end):
            continue
        if len(quantities) > 1 and (
            is_article(bare, quantity, habits) or _COUNTED.match(bare, quantity.end)
        ):
            continue
        cent = _CENT_AFTER.match(text, quantity.end) or _CENT_BEFORE.search(text[: quantity.start])
        if cent:
            cents_of = currency_of_cents(cent["name"], habits)
            _add_cents(amounts, text, quantity, habits)
            continue
        fraction = next((m for m in hundredths if _belongs(text, quantity, m)), None)
        if fraction is not None and fraction[1].isdecimal():
            quantity = _with_hundredths(quantity, Decimal(fraction[1]) / 100)
        if quantity.words is not None and quantity.disagrees:
            amounts.append(Quantity(quantity.start, quantity.end, quantity.words))
        amounts.append(_signed(bare, quantity, repeated=bool(amounts)))
    return amounts, cents_of


def _add_cents(amounts: list[Quantity], text: str, cents: Quantity, habits: Habits) -> None:
    """Add cents to the amount before them, or to the one that their words begin with.

    `Rupees Five Hundred and Fifty Paise` is one run of words, and 500.50.
    """
    if amounts and _AND.fullmatch(_CENT_BEFORE.sub("", text[amounts[-1].end : cents.start])):
        amounts[-1] = _plus(amounts[-1], cents.value / 100, cents.end)
        return
    both = _LAST_AND.fullmatch(text[cents.start : cents.end])
    opened = any(text[end : cents.start].isspace() for _, end, _ in find_currencies(text, ""))
    if both and opened:
        whole, part = (parse_cardinal(words, habits.language) for words in both.groups())
        if whole is not None and part is not None and part < 100:
            amounts.append(Quantity(cents.start, cents.end, whole + part / 100))
            return
    amounts.append(Quantity(cents.start, cents.end, cents.value / 100))


def _belongs(text: str, quantity: Quantity, hundredths: re.Match[str]) -> bool:
    """Whether `and 50/100` adds to this amount: nothing but words stands between them."""
    between = text[quantity.end : hundredths.start()]
    return quantity.end <= hundredths.start() and bool(re.fullmatch(r"[^\d(]{0,40}", between))


def _with_hundredths(quantity: Quantity, hundredths: Decimal) -> Quantity:
    """Add them; to the words alone in `1.200,50 (milleduecento/50)`, whose figures have theirs."""
    if quantity.value % 1 == 0:
        return _plus(quantity, hundredths, quantity.end)
    words = None if quantity.words is None else quantity.words + hundredths
    return replace(quantity, words=words)


def _signed(bare: str, quantity: Quantity, repeated: bool) -> Quantity:
    """Apply the sign that stands around an amount in a text whose currencies are blanked out.

    The parentheses of a repeated amount, `... Dollars ($5.00)`, do not negate.
    """
    mark = _ROUND.match(bare, quantity.end)
    end = mark.end() if mark else quantity.end
    sign = -1 if not repeated and is_negative(bare, quantity.start, end) else 1
    # An amount has no three decimals as a rule: where the mark before three digits was read as the
    # decimal one, the other reading is as good. The reverse is not so.
    value, other = quantity.value, quantity.other
    if other is not None and other < value:
        other = None
    elif other is not None and mark is not None:
        value, other = other, None  # `1.000,-` has no cents, so the mark before it groups
    return Quantity(
        quantity.start, end, sign * value, other=None if other is None else sign * other
    )


def _blanked(text: str, named: list[tuple[int, int, str]]) -> str:
    for start, end, _ in named:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _plus(quantity: Quantity, added: Decimal, end: int) -> Quantity:
    words = None if quantity.words is None else quantity.words + added
    return Quantity(quantity.start, end, quantity.value + added, words)


def read_money(display: str) -> tuple[Decimal, str]:
    """The amount of `1500000.00 USD` and its currency, "" where it names none.

    Raises:
        Unreadable: it is none.
    """
    match = _SHOWN.fullmatch(display)
    if match is None or len(display) > LONGEST_NUMBER:
        raise Unreadable(f"no amount of money: {display}")
    return Decimal(match[1]), match[2] or ""


def _to_cel(display: str) -> dict[str, Any]:
    amount, currency = read_money(display)
    return {"amount": float(amount), "currency": currency, "text": display}


def _from_cel(made: Any) -> Value | None:
    if not isinstance(made, dict) or "currency" not in made:
        return None
    amount, currency = read_money(made["text"])
    return money_value(amount, currency or None)


MONEY = ValueType(
    "money",
    "an amount and its currency",
    parse_money,
    is_by_language=True,
    detector="money",
    order="number",
    has_currency=True,
    example="an amount, such as 100000, 1.5m USD or €500",
    units=(re.compile(rf"(?<![^\W\d_])(?:{CENTS})(?![^\W_])", re.IGNORECASE),),
    sort_words=HIGH_LOW,
    is_grouped=True,
    cell_format="#,##0.00",
    kind=kinds.MONEY,
    to_cel=_to_cel,
    from_cel=_from_cel,
    sample="1500.00 USD",
)
