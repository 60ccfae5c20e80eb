"""What to write in place of comparisons that are never right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from enricher.entities import Value
from enricher.expressions.kinds import are_alike
from enricher.schema import EntitySchema
from enricher.text.nearest import State
from enricher.values import (
    DATE,
    DURATION,
    MONEY,
    NUMBER,
    PERCENT,
    VALUE_TYPES,
    ValueType,
    normalize_text,
)
from enricher.values.currencies.signs import CODES
from enricher.values.kinds import Kind, Sort, Writing
from enricher.values.lengths.length import read_length
from enricher.values.numbers.figures import plain

_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
_LANGUAGE = re.compile(r"[a-z]{2,3}|")
_LETTER = re.compile(r"[A-Za-z]")
# By operator: the function that says so, and whether it has to say no.
_BY_LENGTH = {
    ">": ("longer", ""),
    "<": ("shorter", ""),
    ">=": ("shorter", "!"),
    "<=": ("longer", "!"),
}
_BY_AMOUNT = {">": ("above", ""), "<": ("below", ""), ">=": ("below", "!"), "<=": ("above", "!")}
_KEYS: Mapping[Sort, str] = {Sort.LENGTH: "months", Sort.MONEY: "amount"}


@dataclass(frozen=True, slots=True)
class Operand:
    """A side of a comparison.

    Attributes:
        source: as the expression has it.
        said: what it says, where it is a text that stands there.
    """

    source: str
    kind: Kind
    said: str | None = None


def compared(left: Operand, operator: str, right: Operand) -> str:
    """What to write instead of `left operator right`; "" where nobody can tell."""
    if left.said is not None or (right.kind.sort is Sort.LIST and left.kind.sort is not Sort.LIST):
        left, operator, right = right, _MIRRORED[operator], left
    written = _compared(left, operator, right)
    is_length = left.kind.sort is Sort.LENGTH and right.kind.is_number
    more = ", or .months, or .days" if is_length else ""
    return f"write {written}{more}" if written else ""


def within(left: Operand, right: Operand, items: Sequence[Operand]) -> str:
    """What to write instead of `left in right`; `items` are those of a list that stands there."""
    if left.kind.sort is Sort.LIST:
        name = _variable(left.source)
        one = Operand(name, left.kind.item)
        is_alike = right.kind.sort is Sort.LIST and are_alike(one.kind, right.kind.item)
        inner = _either(one, items)
        if is_alike and one.kind.sort is not Sort.LENGTH:
            inner = f"{name} in {right.source}"
        return f"write {left.source}.exists({name}, {inner})" if inner else ""
    if right.kind.sort is Sort.TEXT and left.kind.sort is Sort.TEXT:
        return f"write {right.source}.contains({left.source})"
    if items:
        written = _either(left, items)
    elif right.kind.sort is Sort.LIST:
        name = _variable(right.source)
        name = "x" if name == left.source else name
        inner = _compared(Operand(name, right.kind.item), "==", left)
        written = inner and f"{right.source}.exists({name}, {inner})"
    else:
        written = _compared(right, "==", left)
    return f"write {written}" if written else ""


def as_written(writing: Writing, text: str, schema: EntitySchema) -> str | None:
    """How a text is written that means the same; None where none can be, text where all can."""
    match writing:
        case Writing.CURRENCY:
            return text.upper() if not text or text.upper() in CODES else None
        case Writing.LANGUAGE:
            return text if _LANGUAGE.fullmatch(text) else None
        case Writing.CATEGORY:
            same = [one for one in schema.names if one.casefold() == text.casefold()]
            return text if text in schema else next(iter(same), None)
        case Writing.STATE:
            return next((one.value for one in State if one == text.casefold()), None)
    value = _value(VALUE_TYPES[writing.value], text)
    return text if value is None else value.display


def _either(left: Operand, items: Sequence[Operand]) -> str:
    parts = [_compared(left, "==", one) for one in items]
    return " || ".join(parts) if all(parts) else ""


def _compared(left: Operand, operator: str, right: Operand) -> str:
    match left.kind.sort:
        case Sort.LIST:
            return _of_several(left, operator, right)
        case Sort.LENGTH:
            return _of_length(left, operator, right)
        case Sort.MONEY:
            return _of_money(left, operator, right)
        case Sort.DATE:
            return _of_date(left, operator, right)
        case Sort.WHOLE | Sort.NUMBER:
            return _of_number(left, operator, right)
        case Sort.TRUTH if right.said in ("true", "false") and operator in ("==", "!="):
            is_so = (right.said == "true") == (operator == "==")
            return left.source if is_so else f"!{left.source}"
        case Sort.SPAN if right.kind.is_number:
            return "days_since(date) or days_until(date), which make a number of days"
    return ""


def _of_several(left: Operand, operator: str, right: Operand) -> str:
    if right.kind.sort is Sort.LIST:
        return ""
    name = _variable(left.source)
    one = Operand(name, left.kind.item)
    is_equality = operator in ("==", "!=")
    by_text = (Sort.LENGTH,) if is_equality else (Sort.LENGTH, Sort.MONEY)
    is_right = are_alike(one.kind, right.kind) and one.kind.sort not in by_text
    inner = f"{name} {operator} {right.source}" if is_right else _compared(one, operator, right)
    macro = "all" if operator == "!=" else "exists"
    return f"{left.source}.{macro}({name}, {inner})" if inner else ""


def _of_length(left: Operand, operator: str, right: Operand) -> str:
    source = right.source
    is_length = right.kind.sort is Sort.LENGTH
    if right.said is not None:
        value = _value(DURATION, right.said)
        length = read_length(value.display if value else right.said)
        if length is None:
            return f'longer({left.source}, "5 years")'
        if length.is_open:
            shown = f'{left.source}.text {operator} "{length.value.display}"'
            return shown if operator in ("==", "!=") else f"{left.source}.open_ended"
        source, is_length = f'"{length.value.display}"', True
        if operator in ("==", "!="):
            months, days = length.in_months, length.order
            whole = months is not None and months == int(months)
            key, number = ("months", months) if whole else ("days", days)
            return f"{left.source}.{key} {operator} {float(number or 0)}"
    if right.kind.is_number:
        return f"{left.source}.years {operator} {_pointed(source)}"
    if not is_length:
        return ""
    if operator in ("==", "!="):
        return f"months({left.source}) {operator} months({source})"
    name, sign = _BY_LENGTH[operator]
    return f"{sign}{name}({left.source}, {source})"


def _of_money(left: Operand, operator: str, right: Operand) -> str:
    source = right.source
    amount: Decimal | None = None
    currency = ""
    if right.said is not None:
        value = _value(MONEY, right.said)
        if value is None or not isinstance(value.order, Decimal):
            return f'above({left.source}, "1000 USD")'
        amount, currency = value.order, str(value.detail.get("currency") or "USD")
    elif right.kind.is_number and source.replace(".", "", 1).isdecimal():
        amount, currency = Decimal(source), "USD"
    elif right.kind.is_number:
        return f"{left.source}.amount {operator} {source}"
    elif right.kind.sort is not Sort.MONEY:
        return ""
    if operator in ("==", "!="):
        if amount is None:
            return ""
        joint = "&&" if operator == "==" else "||"
        return (
            f"{left.source}.amount {operator} {float(amount)}"
            f' {joint} {left.source}.currency {operator} "{currency}"'
        )
    name, sign = _BY_AMOUNT[operator]
    bound = source if amount is None else f'"{plain(amount)} {currency}"'
    return f"{sign}{name}({left.source}, {bound})"


def _of_date(left: Operand, operator: str, right: Operand) -> str:
    if right.kind.is_number:
        return f"days_since({left.source}) {operator} {right.source}"
    if right.said is None:
        return ""
    value = _value(DATE, right.said)
    day = value.order if value and isinstance(value.order, str) else ""
    try:
        day = date.fromisoformat(day).isoformat()
    except ValueError:
        day = "2025-03-03"
    return f'{left.source} {operator} timestamp("{day}T00:00:00Z")'


def _of_number(left: Operand, operator: str, right: Operand) -> str:
    is_whole = left.kind.sort is Sort.WHOLE
    if right.said is not None:
        value = _value(PERCENT, right.said) or _value(NUMBER, right.said)
        if value is not None and isinstance(value.order, Decimal):
            number = value.order
            whole = is_whole and number == int(number)
            return f"{left.source} {operator} {int(number) if whole else float(number)}"
        return f"{left.source} {operator} {'5' if is_whole else '5.0'}"
    if (key := _KEYS.get(right.kind.sort)) is not None:
        return f"{left.source} {operator} {right.source}.{key}"
    if right.kind.sort is Sort.DATE:
        return f"{left.source} {operator} days_since({right.source})"
    return ""


def _value(type: ValueType, text: str) -> Value | None:
    return normalize_text(type, text).value


def _pointed(source: str) -> str:
    return f"{source}.0" if source.isdecimal() else source


def _variable(source: str) -> str:
    """A name for each of several values: the first letter of their category."""
    name = source.rpartition(".")[2] or source
    letter = _LETTER.search(name)
    return letter[0].lower() if letter else "x"
