"""Conditions as a form has them, written as expressions; `condition_reader` reads these back.

FormCondition(kind, category, values), joined by all or any ──write_conditions──► text
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Literal

from enricher.errors import InputError
from enricher.expressions.tokens import Token, tokens_of
from enricher.schema import Category, EntitySchema
from enricher.text.nearest import State
from enricher.values.kinds import Sort

Joined = Literal["all", "any"]
MARKS: Mapping[Joined, str] = {"all": "&&", "any": "||"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MIDNIGHT = "T00:00:00Z"
BOUND = "x"  # what a value is called in exists()


class ConditionKind(StrEnum):
    """What a form asks of a field."""

    MISSING = "missing"
    PRESENT = "present"
    ONE_OF = "one-of"
    NONE_OF = "none-of"
    CONTAINS = "contains"
    OVER = "over"
    UNDER = "under"
    BEFORE = "before"
    AFTER = "after"
    WITHIN = "within-days"
    """Its day is today, or one of the next so many."""
    AGO = "days-ago"
    """Its day was more than so many ago."""
    ON_LIST = "on-list"
    NOT_ON_LIST = "not-on-list"
    OTHER_WORDING = "other-wording"
    """Its passages are worded otherwise than the standard of the playbook."""
    CHANGED_WORDING = "changed-wording"
    """Likewise, or a few words are others."""


@dataclass(frozen=True, slots=True)
class FormCondition:
    """What is asked of one field.

    Attributes:
        values: several of `ONE_OF` and `NONE_OF`, none of `MISSING`, `PRESENT` and wordings, else
            one.
    """

    kind: ConditionKind
    category: str
    values: tuple[str, ...] = ()


def kinds_for(category: Category) -> list[ConditionKind]:
    """What can be asked of a category."""
    return [kind for kind in WRITERS if _fits(category, kind)]


def write_conditions(
    conditions: Sequence[FormCondition], joined: Joined, schema: EntitySchema
) -> str:
    """Conditions as an expression.

    Raises:
        InputError: one of them is not complete, or its value is none of its field's type.
    """
    if not conditions:
        raise InputError("a policy needs a condition; add one")
    parts = [write_condition(one, schema) for one in conditions]
    if joined == "any" and len(parts) > 1:
        parts = [f"({part})" if " && " in _outside(part) else part for part in parts]
    return f" {MARKS[joined]}\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Writer:
    """How a kind is written.

    Attributes:
        write: the expression for a value of a field, from how the value is named and what it is
            compared with.
        sorts: of values for which there is the kind; None is any.
        whole: it asks the field, not its values.
        of_passages: it asks passages alone.
    """

    write: Callable[[str, Sequence[str], Category], str]
    sorts: frozenset[Sort] | None
    whole: bool = False
    several: bool = False
    of_passages: bool = False


def write_condition(condition: FormCondition, schema: EntitySchema) -> str:
    if condition.category not in schema:
        known = ", ".join(schema.names)
        raise InputError(f"there is no category {condition.category!r}; there are: {known}")
    category, writer = schema[condition.category], WRITERS[condition.kind]
    if not _fits(category, condition.kind):
        raise InputError(
            f"{category.name} is a {category.type.name}; it cannot be asked whether it is"
            f" {condition.kind.value}"
        )
    values = [" ".join(one.split()) for one in condition.values if one.strip()]
    if writer.sorts is not None and not values:
        raise InputError(f"{category.name}: a value is missing")
    field = _keyed("playbook" if writer.of_passages else "fields", category.name)
    if writer.whole or category.cardinality == "one":
        return writer.write(field, values, category)
    return f"{field}.exists({BOUND}, {writer.write(BOUND, values, category)})"


def _fits(category: Category, kind: ConditionKind) -> bool:
    sorts = WRITERS[kind].sorts
    if sorts is None:
        return category.type.is_passage or not WRITERS[kind].of_passages
    is_name = kind not in (ConditionKind.CONTAINS,)
    return category.type.kind.sort in sorts and not (category.type.is_passage and is_name)


def _keyed(variable: str, name: str) -> str:
    return f"{variable}.{name}" if _NAME.fullmatch(name) else f"{variable}[{_quoted(name)}]"


def _quoted(text: str) -> str:
    for quote in "\"'":
        if quote not in text and "\\" not in text:
            return f"{quote}{text}{quote}"
    return json.dumps(text, ensure_ascii=False)


def _one_of(value: str, values: Sequence[str], _category: Category) -> str:
    return f"{value} in [{', '.join(map(_quoted, values))}]"


def _none_of(value: str, values: Sequence[str], category: Category) -> str:
    return f"!({_one_of(value, values, category)})"


def _contains(value: str, values: Sequence[str], _category: Category) -> str:
    return f"{value}.contains({_quoted(values[0])})"


def _over(value: str, values: Sequence[str], category: Category) -> str:
    return _bounded(value, values[0], category, "above", "longer", ">")


def _under(value: str, values: Sequence[str], category: Category) -> str:
    return _bounded(value, values[0], category, "below", "shorter", "<")


def _bounded(value: str, bound: str, category: Category, money: str, length: str, mark: str) -> str:
    sort = category.type.kind.sort
    if sort is Sort.MONEY:
        call = f"{money}({value}, {_quoted(bound)})"
        # Amounts in other currencies cannot be compared: beside others they are passed over.
        is_beside_others = category.cardinality == "many"
        return (
            f"{value}.currency == {_quoted(bound.split()[-1])} && {call}"
            if is_beside_others
            else call
        )
    if sort is Sort.LENGTH:
        return f"{length}({value}, {_quoted(bound)})"
    return f"{value} {mark} {_number(bound, category)}"


def _number(text: str, category: Category) -> str:
    try:
        number = Decimal(text.replace(",", "").removesuffix("%").strip())
    except InvalidOperation as error:
        raise InputError(f"{category.name}: {text!r} is not a number; write 5 or 0.5") from error
    if not number.is_finite():
        raise InputError(f"{category.name}: {text!r} is not a number; write 5 or 0.5")
    plain = f"{number:f}"
    return plain if "." in plain else f"{plain}.0"


def _before(value: str, values: Sequence[str], category: Category) -> str:
    return f"{value} < {_day(values[0], category)}"


def _after(value: str, values: Sequence[str], category: Category) -> str:
    return f"{value} > {_day(values[0], category)}"


def _day(text: str, category: Category) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"{category.name}: {text!r} is not a day; write it as 2026-01-31"
        ) from error
    return f'timestamp("{day.isoformat()}{MIDNIGHT}")'


def _within(value: str, values: Sequence[str], category: Category) -> str:
    days = _days(values[0], category)
    return f"days_until({value}) >= 0 && days_until({value}) <= {days}"


def _ago(value: str, values: Sequence[str], category: Category) -> str:
    return f"days_since({value}) > {_days(values[0], category)}"


def _days(text: str, category: Category) -> int:
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise InputError(f"{category.name}: {text!r} is not a number of days; write 90")
    return int(text)


def _on_list(value: str, values: Sequence[str], _category: Category) -> str:
    return f"on_list({value}, {_quoted(values[0])})"


def _not_on_list(value: str, values: Sequence[str], category: Category) -> str:
    return f"!{_on_list(value, values, category)}"


def _changed(state: str, _values: Sequence[str], _category: Category) -> str:
    return f"{state} in [{_quoted(State.CLOSE)}, {_quoted(State.OTHER)}]"


_TEXTS, _DATES = frozenset({Sort.TEXT}), frozenset({Sort.DATE})
_BOUNDED = frozenset({Sort.MONEY, Sort.LENGTH, Sort.NUMBER, Sort.WHOLE})
WRITERS: Mapping[ConditionKind, _Writer] = {
    ConditionKind.MISSING: _Writer(lambda field, *_: f"missing({field})", None, whole=True),
    ConditionKind.PRESENT: _Writer(lambda field, *_: f"present({field})", None, whole=True),
    ConditionKind.ONE_OF: _Writer(_one_of, _TEXTS, several=True),
    ConditionKind.NONE_OF: _Writer(_none_of, _TEXTS, several=True),
    ConditionKind.CONTAINS: _Writer(_contains, _TEXTS),
    ConditionKind.OVER: _Writer(_over, _BOUNDED),
    ConditionKind.UNDER: _Writer(_under, _BOUNDED),
    ConditionKind.BEFORE: _Writer(_before, _DATES),
    ConditionKind.AFTER: _Writer(_after, _DATES),
    ConditionKind.WITHIN: _Writer(_within, _DATES),
    ConditionKind.AGO: _Writer(_ago, _DATES),
    ConditionKind.ON_LIST: _Writer(_on_list, _TEXTS),
    ConditionKind.NOT_ON_LIST: _Writer(_not_on_list, _TEXTS),
    ConditionKind.OTHER_WORDING: _Writer(
        lambda state, *_: f"{state} == {_quoted(State.OTHER)}", None, whole=True, of_passages=True
    ),
    ConditionKind.CHANGED_WORDING: _Writer(_changed, None, whole=True, of_passages=True),
}


def depth_step(token: Token) -> int:
    if token.kind != "mark":
        return 0
    return (token.text in "([{") - (token.text in ")]}")


def _outside(part: str) -> str:
    """What stands in no brackets and no quotes."""
    depth, found = 0, []
    for token in tokens_of(part):
        depth += depth_step(token)
        if depth == 0 and token.kind != "string":
            found.append(token.text)
    return " ".join(["", *found, ""])
