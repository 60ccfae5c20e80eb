"""The functions that expressions have beside those of CEL.

One `Call` serves one evaluation: it knows the day and the lists, and keeps what the functions have
to say beside what they return, because an exception leaves CEL as a sentence of the library's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from enricher.values.currencies.signs import CODES
from enricher.values.date import NO_LAST_DAY, midnight
from enricher.values.lengths.length import Length, add_length, read_length
from enricher.values.lengths.open_terms import UNTIL_TERMINATED
from enricher.values.money import read_money
from enricher.values.value_type import Unreadable

NO_LENGTH = f"a term {UNTIL_TERMINATED} has no length"
"""Why nothing is longer or shorter than it."""


class NameList(Protocol):
    """A named list as `on_list` asks it."""

    def __contains__(self, name: object) -> bool: ...

    def near(self, name: str) -> Sequence[tuple[str, str]]:
        """Names of the list that this one is near, each with what tells the two apart."""
        ...

    def amounts(self, name: str) -> Sequence[ListedAmount]:
        """The amounts that the list has for a name, each once."""
        ...


class ListedAmount(Protocol):
    """An amount of a list: its value is None where it cannot be read, its currency "" where none is named."""

    @property
    def written(self) -> str: ...

    @property
    def value(self) -> Decimal | None: ...

    @property
    def currency(self) -> str: ...


class NearName(NamedTuple):
    """A name that is not on a list, but much like some that are, each of which for a reason."""

    name: str
    list: str
    listed: tuple[str, ...]
    reasons: tuple[str, ...]


class Undecided(Exception):  # noqa: N818  not an error: the document does not tell
    """Why a function has no answer about this document."""


class Misused(Exception):  # noqa: N818  named by what it says
    """A function was given what it cannot work with, whatever the document."""


@dataclass(slots=True)
class Call:
    """One evaluation.

    Attributes:
        near_counts: whether `on_list` says yes to near names.
        near: those it met.
        notes: what people should know of the answer.
        undecided, misused: why functions raised, in this order.
    """

    today: date
    lists: Mapping[str, NameList]
    near_counts: bool = False
    near: list[NearName] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    misused: list[str] = field(default_factory=list)

    def functions(self, names: Collection[str]) -> dict[str, Callable[..., Any]]:
        """Those of `FUNCTIONS` that an expression names, as CEL calls them."""
        return {name: self._told(FUNCTIONS[name].call) for name in names}

    def _told(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def told(*arguments: Any) -> Any:
            try:
                return call(self, *arguments)
            except Undecided as reason:
                self.undecided.append(str(reason))
                raise
            except (Misused, Unreadable) as reason:
                self.misused.append(str(reason))
                raise

        return told


def _missing(_call: Call, value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def _present(call: Call, value: Any) -> bool:
    return not _missing(call, value)


def _plus(_call: Call, day: Any, duration: Any) -> datetime:
    return _moved(_day(day, "plus"), _length(duration, "plus"), 1)


def _minus(_call: Call, day: Any, duration: Any) -> datetime:
    return _moved(_day(day, "minus"), _length(duration, "minus"), -1)


def _months(_call: Call, duration: Any) -> float:
    months = _length(duration, "months").in_months
    if months is None:
        raise Undecided(NO_LENGTH)
    return float(months)


def _longer(_call: Call, duration: Any, other: Any) -> bool:
    length, limit = _compared_lengths(duration, other, "longer")
    return length > limit


def _shorter(_call: Call, duration: Any, other: Any) -> bool:
    length, limit = _compared_lengths(duration, other, "shorter")
    return length < limit


def _above(_call: Call, money: Any, bound: Any) -> bool:
    amount, limit = _compared(money, bound, "above")
    return amount > limit


def _below(_call: Call, money: Any, bound: Any) -> bool:
    amount, limit = _compared(money, bound, "below")
    return amount < limit


def _total(call: Call, amounts: Any, currency: Any) -> dict[str, Any]:
    if not isinstance(amounts, list):
        amounts = [amounts]
    read = [_money(one, "total") for one in amounts]
    wanted = [amount for amount, code in read if code == currency]
    others = sorted({code or "no currency" for _, code in read if code != currency})
    if others:
        call.notes.append(f"the total in {currency} leaves out amounts in {', '.join(others)}")
    if not wanted:
        raise Undecided(f"there is no amount in {currency}")
    return _sum(sum(wanted, Decimal(0)), str(currency))


def _totals(_call: Call, amounts: Any) -> list[dict[str, Any]]:
    sums: dict[str, Decimal] = {}
    for one in amounts if isinstance(amounts, list) else [amounts]:
        amount, currency = _money(one, "totals")
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    if not sums:
        raise Undecided("there is no amount")
    return [_sum(amount, currency) for currency, amount in sorted(sums.items())]


def _currencies(_call: Call, amounts: Any) -> list[str]:
    read = [
        _money(one, "currencies") for one in (amounts if isinstance(amounts, list) else [amounts])
    ]
    return sorted({currency for _, currency in read if currency})


def _sum(amount: Decimal, currency: str) -> dict[str, Any]:
    text = f"{amount:f} {currency}".rstrip()
    return {"amount": float(amount), "currency": currency, "text": text}


def _days_until(call: Call, day: Any) -> int:
    return (_day(day, "days_until") - call.today).days


def _days_since(call: Call, day: Any) -> int:
    return (call.today - _day(day, "days_since")).days


def _on_list(call: Call, value: Any, name: Any) -> bool:
    if not isinstance(value, str):
        raise Misused("on_list() needs one name at a time: fields.NAME.exists(x, on_list(x, ..))")
    names = call.lists.get(name)
    if names is None:
        raise Undecided(f"there is no list {name!r}")
    if value in names:
        return True
    listed = names.near(value)
    if listed:
        known, reasons = zip(*listed, strict=True)
        call.near.append(NearName(value, str(name), known, reasons))
    return bool(listed) and call.near_counts


def _amount_on_list(call: Call, value: Any, currency: Any, name: Any) -> float:
    if not isinstance(value, str) or not isinstance(currency, str):
        raise Misused("amount_on_list() needs one name and one currency")
    listed = call.lists.get(name)
    if listed is None:
        raise Undecided(f"there is no list {name!r}")
    amounts = listed.amounts(value)
    if len(amounts) != 1:
        raise Undecided(
            f"the list {name!r} has {'several amounts' if amounts else 'no amount'} for {value}"
        )
    (amount,) = amounts
    if amount.value is None:
        raise Undecided(f"the list {name!r} has {amount.written!r} for {value}, which is no amount")
    if amount.currency and amount.currency != currency:
        raise Undecided(
            f"the list {name!r} has {amount.written} for {value}, not an amount in {currency}"
        )
    return float(amount.value)


def _moved(day: date, length: Length, sign: int) -> datetime:
    if day == NO_LAST_DAY or (length.is_open and sign > 0):
        return midnight(NO_LAST_DAY)
    try:
        return midnight(add_length(day, length, sign))
    except OverflowError as error:
        reason = f"there is no day {length.value.display} from {day}"
        raise Undecided(str(error) if length.is_open else reason) from error


def _day(value: Any, function: str) -> date:
    if not isinstance(value, datetime):
        raise Misused(f"{function}() needs a date")
    return value.astimezone(UTC).date()


def _length(value: Any, function: str) -> Length:
    text = value.get("text") if isinstance(value, dict) else value
    length = read_length(text) if isinstance(text, str) else None
    if length is None:
        raise Misused(f"{function}() needs a length of time, such as '5 years' or '90 days'")
    return length


def _compared_lengths(duration: Any, bound: Any, function: str) -> tuple[Decimal, Decimal]:
    length, limit = _length(duration, function).order, _length(bound, function).order
    if length is None or limit is None:
        raise Undecided(NO_LENGTH)
    return length, limit


def _money(value: Any, function: str) -> tuple[Decimal, str]:
    text = value.get("text") if isinstance(value, dict) else value
    if not isinstance(text, str):
        raise Misused(f"{function}() needs an amount of money, such as '1000000 USD'")
    return read_money(text)


def _compared(money: Any, bound: Any, function: str) -> tuple[Decimal, Decimal]:
    amount, currency = _money(money, function)
    limit, wanted = _money(bound, function)
    if currency != wanted:
        said = f"is in {currency}" if currency else "names no currency"
        raise Undecided(
            f"{amount:,f} {said} and cannot be compared with {bound}".replace("  ", " ")
        )
    return amount, limit


def _check_length(text: str) -> str:
    length = read_length(text)
    if length is not None and length.is_open:
        return f"{text!r} is not a duration to compare or add; use fields.NAME.open_ended"
    return "" if length else f"{text!r} is not a duration; write '5 years' or '90 days'"


def _check_money(text: str) -> str:
    try:
        currency = read_money(text)[1]
    except Unreadable:
        currency = ""
    return "" if currency in CODES else f"{text!r} is not an amount; write '1000000 USD'"


def _check_currency(text: str) -> str:
    return "" if text in CODES else f"{text!r} is not a currency; write a code such as USD"


def _check_list(text: str) -> str:
    return "" if text else "the list has no name"


class Function(NamedTuple):
    """A function of expressions.

    Attributes:
        arguments: how it is written.
        check: tells what is wrong with the text that is its last argument; "" where nothing is.
        literal: that text has to stand in the expression.
    """

    call: Callable[..., Any]
    arguments: str
    help: str
    check: Callable[[str], str] | None = None
    literal: bool = False


FUNCTIONS: Mapping[str, Function] = {
    "missing": Function(_missing, "value", "whether there is no value"),
    "present": Function(_present, "value", "whether there is a value"),
    "plus": Function(
        _plus, "date, duration", "the date so much later; perpetual for an open term", _check_length
    ),
    "minus": Function(_minus, "date, duration", "the date so much earlier", _check_length),
    "months": Function(_months, "duration", "how many months that is"),
    "longer": Function(_longer, "duration, '5 years'", "whether it is longer", _check_length),
    "shorter": Function(_shorter, "duration, '5 years'", "whether it is shorter", _check_length),
    "above": Function(_above, "money, '1000 USD'", "whether it is more", _check_money),
    "below": Function(_below, "money, '1000 USD'", "whether it is less", _check_money),
    "total": Function(_total, "amounts, 'USD'", "the sum of those in USD", _check_currency),
    "totals": Function(_totals, "amounts", "the sums of all, one for each currency"),
    "currencies": Function(_currencies, "amounts", "the currencies that these name, each once"),
    "days_until": Function(_days_until, "date", "days from today to it; negative once it is over"),
    "days_since": Function(_days_since, "date", "days from it to today; negative while to come"),
    "on_list": Function(
        _on_list, "name, 'sanctions'", "whether the name is on the list", _check_list, literal=True
    ),
    "amount_on_list": Function(
        _amount_on_list,
        "name, currency, 'purchase-orders'",
        "the amount in this currency that the list has for the name",
        _check_list,
        literal=True,
    ),
}
DAY_DEPENDENT = frozenset({"days_until", "days_since"})
