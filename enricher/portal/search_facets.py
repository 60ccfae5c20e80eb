"""Which facets a person sees beside the hits, and in which order: kept by the browser, in a cookie.

pinned=Party&pinned=Term&hidden=language
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from enricher.search.facets import Facet, part_passages

COOKIE = "facets"
CLAUSES = "Clauses"
"""The card that all passages share; by this name it is pinned and hidden."""

_OPEN_FACETS = 8


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """What a person chose: these first, in this order, and these not at all."""

    pinned: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FacetCard:
    """A facet as it stands beside the hits.

    Attributes:
        facets: one, or those of the passages that any document has.
        place: of a pinned card, counted from 1; 0 for others.
    """

    name: str
    facets: tuple[Facet, ...]
    place: int = 0
    is_open: bool = True
    is_hidden: bool = False

    @property
    def are_clauses(self) -> bool:
        return self.name == CLAUSES and all(one.is_passage for one in self.facets)


def read_choice(cookie: str) -> FacetChoice:
    """Read the cookie; what it says beside this is passed over."""
    said = parse_qsl(unquote(cookie))
    pinned = dict.fromkeys(name for kind, name in said if kind == "pinned")
    hidden = frozenset(name for kind, name in said if kind == "hidden")
    return FacetChoice(tuple(pinned), hidden - pinned.keys())


def lay_out(
    facets: Sequence[Facet], choice: FacetChoice, filtered: Collection[str]
) -> list[FacetCard]:
    """The cards in their order: pinned ones first, all others as they come.

    A hidden one is shown where it filters, so that no filter is on that cannot be seen.

    Args:
        filtered: the names of facets that filter the search.
    """
    fields, passages = part_passages(facets)
    groups: list[tuple[str, tuple[Facet, ...]]] = [(one.name, (one,)) for one in fields]
    if passages:
        groups.insert(min(len(groups), _OPEN_FACETS), (CLAUSES, tuple(passages)))
    places = {name: place for place, name in enumerate(choice.pinned, 1)}
    groups.sort(key=lambda group: places.get(group[0], len(places) + 1))
    cards = []
    for number, (name, found) in enumerate(groups):
        is_on = any(one.name in filtered for one in found)
        is_open = number < _OPEN_FACETS or name == CLAUSES or name in places or is_on
        is_hidden = name in choice.hidden and not is_on
        cards.append(FacetCard(name, found, places.get(name, 0), is_open, is_hidden))
    return cards
