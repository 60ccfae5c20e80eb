"""Which deployments are to read a collection, as people write it.

contracts                  reads all of its documents
loans=loan,lease           reads those that are a loan or a lease, as `contracts` tells them
loans=DocumentType:loan    says of which category
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Protocol

from enricher.errors import InputError, SettingsError
from enricher.ledger.routes import Route, readers_of_all
from enricher.schema import Category, EntitySchema, merge_schemas


class Deployments(Protocol):
    """What can read a collection."""

    def resolve(self, text: str) -> object:
        """The whole name, as text. Raises NotFoundError when there is no such deployment."""

    def schema(self, text: str) -> EntitySchema: ...


def understand(
    serve: Sequence[str], deployments: Deployments, standing: Collection[Route] = ()
) -> list[Route]:
    """Read what people write; each may name several deployments, its condition is of the last.

    Args:
        standing: routes that there are: they may stay, whether or not anything still tells their choices.

    Raises:
        NotFoundError: there is no such deployment.
        InputError: nothing that reads all documents tells such a choice.
        SettingsError: two of the deployments give one category different types.
    """
    divided = [_divide(one) for one in serve]
    names = {name: str(deployments.resolve(name)) for some, _ in divided for name in some}
    whole = dict.fromkeys(
        names[name]
        for some, condition in divided
        for name in (some if condition is None else some[:-1])
    )
    schemas = {name: deployments.schema(name) for name in names.values()}
    merge_schemas(list(schemas.items()))
    telling = _telling([schemas[name] for name in whole])
    routes = [Route(name) for name in whole]
    for some, condition in divided:
        if condition is not None and names[some[-1]] not in whole:
            name = names[some[-1]]
            category, _, rest = condition.partition(":")
            written = [Route(name, category, choice) for choice in rest.split(",")]
            if not set(written) <= set(standing):
                category, choices = _read_condition(condition, some[-1], telling)
                written = [Route(name, category, choice) for choice in choices]
            routes += written
    return list(dict.fromkeys(routes))


def refuse_undecided(routes: Sequence[Route], schemas: Mapping[str, EntitySchema]) -> None:
    """Refuse schemas by which nobody could tell any more what reads a document.

    Raises:
        SettingsError: no deployment that reads all documents has the choice that a route needs.
    """
    telling = _telling([schemas[name] for name in readers_of_all(routes)])
    for route in routes:
        choices = telling[route.category].choices if route.category in telling else ()
        if route.category and route.choice not in choices:
            raise SettingsError(
                f"{route.deployment} reads documents whose {route.category} is {route.choice}, and"
                " without it nothing would determine that; change that first"
                " (`enricher collections serve`)"
            )


def _divide(text: str) -> tuple[list[str], str | None]:
    """The deployments, and which documents the last of them reads: None is all."""
    names, equals, condition = text.partition("=")
    some = [one.strip() for one in names.split(",") if one.strip()]
    if not some:
        raise InputError(f"{text!r} names no deployment")
    return some, condition.strip() if equals else None


def _telling(schemas: Sequence[EntitySchema]) -> dict[str, Category]:
    """The categories that tell what a document is, by name."""
    found: dict[str, Category] = {}
    for schema in schemas:
        for category in schema.categories:
            if category.choices:
                found.setdefault(category.name, category)
    return found


def _read_condition(
    condition: str, deployment: str, telling: Mapping[str, Category]
) -> tuple[str, list[str]]:
    if not telling:
        raise InputError(
            f"nothing determines which documents are {condition}: beside {deployment}, add a"
            f" deployment that reads all documents and whose project has a category with"
            f" choices, such as contracts"
        )
    name, _, rest = condition.partition(":")
    named = next((one for one in telling if one.casefold() == name.strip().casefold()), None)
    written = [one.strip() for one in (rest if named else condition).split(",") if one.strip()]
    if not written:
        raise InputError(f"name a choice after {deployment}=; there are: {_all(telling, named)}")
    some = [telling[named]] if named else list(telling.values())
    known = {one.name: {choice.casefold(): choice for choice in one.choices} for one in some}
    for category, choices in known.items():
        if all(one.casefold() in choices for one in written):
            return category, [choices[one.casefold()] for one in written]
    choices = known[some[0].name]
    wrong = next(one for one in written if one.casefold() not in choices)
    near = [choices[one] for one in get_close_matches(wrong.casefold(), choices)]
    near_words = f"similar: {', '.join(near)}" if near else f"there are: {_all(telling, named)}"
    raise InputError(f"{wrong!r} is not a {' or '.join(known)}; {near_words}")


def _all(telling: Mapping[str, Category], named: str | None) -> str:
    some = [telling[named]] if named else telling.values()
    return ", ".join(choice for category in some for choice in category.choices)
