"""The expressions of a schema's derived categories, checked and made ready."""

from __future__ import annotations

from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from enricher.errors import EnricherError, ExpressionError
from enricher.expressions.expression import Expression, compile_expression
from enricher.schema import Category, EntitySchema


class DerivedError(EnricherError):
    """What is wrong with the expression of a category."""

    def __init__(self, category: str, reason: str) -> None:
        super().__init__(reason)
        self.category = category


@lru_cache(maxsize=64)
def compile_derived(schema: EntitySchema) -> tuple[tuple[Category, Expression], ...]:
    """Derived categories with their expressions, each behind those that it comes from.

    Two that are found as well may each stand in for the other where nothing was found of it: a
    value has to come from outside of the two, so that neither need be behind the other.

    Raises:
        DerivedError: names the first that is wrong.
    """
    made = {one.name: _compile(one, schema) for one in schema.derived}

    def stand_in(one: str, other: str) -> bool:
        return (
            one != other
            and one in made[other].categories
            and schema[one].is_found
            and schema[other].is_found
        )

    needs = {
        name: [one for one in expression.categories if one in made and not stand_in(name, one)]
        for name, expression in made.items()
    }
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        raise DerivedError(circle[0], f"it depends on itself: {' <- '.join(circle)}") from error
    return tuple((schema[name], made[name]) for name in order)


def _compile(category: Category, schema: EntitySchema) -> Expression:
    try:
        expression = compile_expression(
            category.derived, schema, category.type, many=category.cardinality == "many"
        )
    except ExpressionError as error:
        place = f"line {error.line}, " if error.line > 1 else ""
        reason = f"derived, {place}character {error.column}: {error}"
        raise DerivedError(category.name, reason) from error
    if reason := _refusal(expression):
        raise DerivedError(category.name, f"derived: {reason}")
    return expression


def _refusal(expression: Expression) -> str:
    if expression.is_day_dependent:
        return (
            "a field must not depend on the current day; search with a relative"
            " date (--where 'ExpiryDate<today+90d'), or write a policy"
        )
    if expression.lists:
        return "a field does not change with a list; use on_list() in a policy"
    if others := sorted({*expression.variables} - {"fields"}):
        return f"it may use only fields; use {', '.join(others)} in a policy"
    if not expression.categories:
        return "it uses no category (fields.NAME)"
    return ""
