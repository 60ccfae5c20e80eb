"""What the documents of a party come to: what they are, what amounts they state, what dates are near.

name --facets, counts--> Profile: documents, roles, kinds, exposures

An exposure is one field in one currency, over all documents that name the party. Each document counts
once: of a field that a document has one of, the amounts are added up; where a document may state
several, nothing says which of them the party owes, so that the largest is told and no sum. Amounts
without a currency, and such as can be read in several ways, are left out.

All of it is counted by the index: no document is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from enricher.documents.document_type import DOCUMENT_TYPE
from enricher.query.nodes import (
    And,
    Condition,
    FacetValue,
    Hit,
    Node,
    Or,
    SearchPage,
    SearchRequest,
    Sort,
)
from enricher.schema import Category, EntitySchema
from enricher.search.exposures import (
    Exposure,
    amounts_of,
    build_exposure,
    conditions_of,
    exposure_rank,
    read_amount,
    read_number,
)
from enricher.values import NUMBER, PARTY
from enricher.values.lengths.open_terms import PERPETUAL
from enricher.values.marks import AMBIGUOUS

CURRENCY = "Currency"
"""The category that names the currency of a document whose amounts are numbers."""

_MOST_AMOUNTS = 10_000  # different ones of a field; as many as the index counts at once
_MOST_CURRENCIES = 20

Find = Callable[[SearchRequest], SearchPage]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the documents of a party come to.

    Attributes:
        roles: the categories that name it, each with the number of documents that do.
        kinds: of its documents, most frequent first.
        exposures: those with a sum first, then those of most documents.
        ambiguous: documents with an amount that can be read in several ways.
        copies: documents that are nearly the same as another one, so that amounts may stand in both.
        amending: documents that amend another one, and may state its amounts anew.
    """

    name: str
    documents: int
    roles: tuple[FacetValue, ...] = ()
    kinds: tuple[FacetValue, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    ambiguous: int = 0
    copies: int = 0
    amending: int = 0


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """A document that makes up an exposure, and its largest amount."""

    document: str
    title: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class NearDate:
    """A date that a document of the party has, today or later."""

    document: str
    title: str
    category: str
    day: date


class Profiles:
    """Sums up documents by the parties that they name.

    Args:
        schema: of all that reads any collection, as it is now.
        dates: the categories of dates that people are reminded of.
    """

    def __init__(
        self, find: Find, schema: Callable[[], EntitySchema], dates: Sequence[str]
    ) -> None:
        self._find = find
        self._schema = schema
        self._dates = dates

    def sum_up(self, name: str) -> Profile:
        """Args: name: as the party is shown."""
        schema = self._schema()
        roles = party_categories(schema)
        if not roles:
            return Profile(name, 0)
        where = named_in(roles, name)
        money = [one for one in schema.categories if one.type.has_currency]
        numbers = [one for one in schema.categories if _is_amount(one, schema)]
        kinds = [DOCUMENT_TYPE] if DOCUMENT_TYPE in schema else []
        currencies = [CURRENCY] if numbers else []
        page = self._find(
            SearchRequest(
                where=where,
                facets=(*kinds, *currencies, *(one.name for one in money)),
                facet_size=_MOST_AMOUNTS,
                counts=(
                    *(Condition(role, "=", name) for role in roles),
                    Condition("near_copy", "present"),
                    Condition("amends", "present"),
                ),
                size=0,
            )
        )
        *counts, copies, amending = page.counts
        named = [FacetValue(role, count) for role, count in zip(roles, counts, strict=True)]
        exposures, ambiguous = self._exposures(where, page, money, numbers)
        return Profile(
            name,
            page.total,
            tuple(sorted((one for one in named if one.count), key=lambda one: -one.count)),
            tuple(page.facets[DOCUMENT_TYPE]) if kinds else (),
            tuple(sorted(exposures, key=exposure_rank)),
            ambiguous,
            copies,
            amending,
        )

    def stated(self, name: str, exposure: Exposure, size: int) -> list[StatedAmount]:
        """The documents that make up an exposure, those with the largest amounts first."""
        category = exposure.category
        where = And((named_in(party_categories(self._schema()), name), *conditions_of(exposure)))
        page = self._find(SearchRequest(where=where, sort=Sort(category), size=size))
        stated = [
            StatedAmount(hit.id, hit.title, max(amounts))
            for hit in page.hits
            if (amounts := list(amounts_of(hit, exposure)))
        ]
        return sorted(stated, key=lambda one: -one.amount)

    def near_dates(self, name: str, today: date, size: int) -> list[NearDate]:
        """The next dates of the party's documents, the first one first."""
        schema = self._schema()
        roles = party_categories(schema)
        found: list[NearDate] = []
        for category in self._dates if roles else ():
            if category not in schema:
                continue
            where = And(
                (
                    named_in(roles, name),
                    Condition(category, ">=", today.isoformat()),
                    Condition(category, "!=", PERPETUAL),
                )
            )
            sort = Sort(category, descending=False)
            page = self._find(SearchRequest(where=where, sort=sort, size=size))
            found += [
                NearDate(hit.id, hit.title, category, day)
                for hit in page.hits
                for day in _days_of(hit, category)
                if day >= today
            ]
        return sorted(found, key=lambda one: (one.day, one.title))[:size]

    def _exposures(
        self,
        where: Node,
        page: SearchPage,
        money: Sequence[Category],
        numbers: Sequence[Category],
    ) -> tuple[list[Exposure], int]:
        exposures: list[Exposure] = []
        ambiguous = 0
        for category in money:
            values: Sequence[FacetValue] = page.facets[category.name]
            doubtful = _count_of(values, AMBIGUOUS)
            ambiguous += doubtful
            if doubtful:
                values = self._without_readings(where, category.name, values)
            exposures += self._of_money(where, category, values)
        for currency in page.facets.get(CURRENCY, ())[:_MOST_CURRENCIES] if numbers else ():
            if currency.value != AMBIGUOUS:
                exposures += self._of_numbers(where, numbers, currency.value)
        return exposures, ambiguous

    def _of_money(
        self, where: Node, category: Category, values: Sequence[FacetValue]
    ) -> Iterator[Exposure]:
        by_currency: dict[str, dict[Decimal, int]] = {}
        for one in values:
            amount, currency = read_amount(one.value)
            if amount is not None and currency:
                of = by_currency.setdefault(currency, {})
                of[amount] = of.get(amount, 0) + one.count
        is_whole = len(values) < _MOST_AMOUNTS
        several = category.cardinality == "many"
        documents = self._stating(where, category.name, by_currency) if several else {}
        for currency, amounts in by_currency.items():
            yield build_exposure(
                category, currency, amounts, documents.get(currency), is_whole=is_whole
            )

    def _of_numbers(
        self, where: Node, numbers: Sequence[Category], currency: str
    ) -> Iterator[Exposure]:
        names = tuple(one.name for one in numbers)
        in_currency = And((where, Condition(CURRENCY, "=", currency)))
        page = self._find(
            SearchRequest(where=in_currency, facets=names, facet_size=_MOST_AMOUNTS, size=0)
        )
        for category in numbers:
            values: Sequence[FacetValue] = page.facets[category.name]
            if _count_of(values, AMBIGUOUS):
                values = self._without_readings(in_currency, category.name, values)
            amounts: dict[Decimal, int] = {}
            for one in values:
                number = read_number(one.value)
                if number is not None:
                    amounts[number] = amounts.get(number, 0) + one.count
            if amounts:
                is_whole = len(values) < _MOST_AMOUNTS
                yield build_exposure(
                    category, currency, amounts, is_whole=is_whole, by_currency=CURRENCY
                )

    def _without_readings(
        self, where: Node, category: str, values: Sequence[FacetValue]
    ) -> list[FacetValue]:
        """Values less those of documents where one can be read in several ways: all readings count there."""
        doubtful = And((where, Condition(category, "=", AMBIGUOUS)))
        page = self._find(
            SearchRequest(where=doubtful, facets=(category,), facet_size=_MOST_AMOUNTS, size=0)
        )
        less = {one.value.casefold(): one.count for one in page.facets[category]}
        left = (
            FacetValue(one.value, one.count - less.get(one.value.casefold(), 0)) for one in values
        )
        return [one for one in left if one.count > 0]

    def _stating(
        self, where: Node, category: str, amounts: Mapping[str, Mapping[Decimal, int]]
    ) -> dict[str, int]:
        """By currency, how many documents state any of the amounts: a document with two counts once."""
        if not amounts:
            return {}
        ranges = tuple(
            Condition(category, "between", min(of), currency, max(of))
            for currency, of in amounts.items()
        )
        clear = And((where, Condition(category, "!=", AMBIGUOUS)))
        page = self._find(SearchRequest(where=clear, counts=ranges, size=0))
        return dict(zip(amounts, page.counts, strict=True))


def party_categories(schema: EntitySchema) -> tuple[str, ...]:
    return tuple(one.name for one in schema.categories if one.type is PARTY)


def named_in(roles: Sequence[str], name: str) -> Node:
    """That a document names a party, by the name that is shown for it, in any of some categories."""
    nodes = tuple(Condition(role, "=", name) for role in roles)
    return nodes[0] if len(nodes) == 1 else Or(nodes)


def _is_amount(category: Category, schema: EntitySchema) -> bool:
    """Whether it is a number in the currency of the document, as bank statements and invoices state it."""
    return category.type is NUMBER and category.cardinality == "one" and CURRENCY in schema


def _count_of(values: Sequence[FacetValue], value: str) -> int:
    return sum(one.count for one in values if one.value == value)


def _days_of(hit: Hit, category: str) -> Iterator[date]:
    """Whole days; a year or a month alone is none."""
    for shown in hit.fields.get(category, ()):
        try:
            yield date.fromisoformat(shown)
        except ValueError:
            continue
