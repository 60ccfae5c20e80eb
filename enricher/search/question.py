"""A search as the nodes that an index compiles, with the conditions of each category apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from enricher.query.nodes import And, Condition, Node, SearchPage, SearchRequest
from enricher.query.parser import join_nodes
from enricher.values import ValueType


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one home.

    Attributes:
        types: of the categories that may be asked for.
        filters: by category.
        find: asks the index.
    """

    types: Mapping[str, ValueType]
    query: Node | None
    filters: Mapping[str, Node]
    find: Callable[[SearchRequest], SearchPage]

    def where(self, *more: Node, without: str = "") -> Node | None:
        """All filters but that of one category, and more."""
        nodes = [node for category, node in self.filters.items() if category != without]
        return join_nodes(And, [*nodes, *more]) if nodes or more else None

    def count_each(self, conditions: Sequence[Condition], without: str = "") -> tuple[int, ...]:
        """How many documents meet each of them, and all filters but that of one category."""
        where = self.where(without=without)
        request = SearchRequest(query=self.query, where=where, counts=tuple(conditions), size=0)
        return self.find(request).counts

    def count(self) -> int:
        return self.find(SearchRequest(query=self.query, where=self.where(), size=0)).total
