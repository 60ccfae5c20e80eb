"""Which documents of a collection a deployment reads: all, or those of some type.

    contracts/production                          reads all of them
    loans/production=DocumentType:loan            reads those whose DocumentType is loan

A document is read first by what reads all; what that says it is decides what reads it besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

Choices = Mapping[str, str]
"""What a document is, by category."""
NOTHING: Final[Choices] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Route:
    """A deployment, and what a document must be to be read by it.

    Attributes:
        deployment: `PROJECT/DEPLOYMENT`.
        category: whose choice decides, "" where it reads all.
        choice: that the document must have; of several there is a route for each.
    """

    deployment: str
    category: str = ""
    choice: str = ""

    def __str__(self) -> str:
        return (
            f"{self.deployment}={self.category}:{self.choice}" if self.category else self.deployment
        )

    @property
    def project(self) -> str:
        return self.deployment.partition("/")[0]


def read_routes(text: str) -> tuple[Route, ...]:
    """Read what `write_routes` wrote."""
    return tuple(_read(one) for one in text.split(",") if one)


def _read(text: str) -> Route:
    deployment, _, condition = text.partition("=")
    category, _, choice = condition.partition(":")
    return Route(deployment, category, choice)


def write_routes(routes: Iterable[Route]) -> str:
    """Routes as one value of the ledger; neither names nor choices hold a comma."""
    return ",".join(map(str, routes))


def in_short(routes: Iterable[Route]) -> list[str]:
    """Routes as people write them: `loans/production=DocumentType:lease,loan`."""
    choices: dict[tuple[str, str], list[str]] = {}
    for route in routes:
        choices.setdefault((route.deployment, route.category), []).append(route.choice)
    return [
        f"{deployment}={category}:{','.join(some)}" if category else deployment
        for (deployment, category), some in choices.items()
    ]


def deployments_of(routes: Iterable[Route]) -> list[str]:
    """All that may read a document, each once, in order."""
    return list(dict.fromkeys(route.deployment for route in routes))


def readers_of_all(routes: Iterable[Route]) -> list[str]:
    return deployments_of(route for route in routes if not route.category)


def readers(routes: Sequence[Route], choices: Choices) -> list[str]:
    """What reads a document of some choices, in the order of reading."""
    of_some = (
        route for route in routes if route.category and choices.get(route.category) == route.choice
    )
    return list(dict.fromkeys([*readers_of_all(routes), *deployments_of(of_some)]))


def categories_of(routes: Iterable[Route]) -> list[str]:
    """The categories that decide what reads a document."""
    return list(dict.fromkeys(route.category for route in routes if route.category))
