"""Which documents the scopes of policies find: a scope is a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from enricher.errors import UnavailableError
from enricher.policies.findings import AuditedText
from enricher.policies.sets import PolicySet
from enricher.query.grammar import parse_query
from enricher.query.index import SearchIndex
from enricher.query.nodes import And, Condition, Node, Or, SearchRequest
from enricher.query.parties import ask_for_shown

_MOST_HITS = 10_000  # what an index gives at a time


class Scopes:
    """Asks an index for the documents of scopes.

    Args:
        shown_party: the name that is shown for a party's key; None where no document has it.
    """

    def __init__(self, index: SearchIndex, shown_party: Callable[[str], str | None]) -> None:
        self._index = index
        self._shown_party = shown_party

    def within(
        self, policies: PolicySet, scope: str, texts: Sequence[AuditedText], today: date
    ) -> set[str]:
        """Those of some texts that a scope finds; asked for by contents, which indexes know.

        Raises:
            UnavailableError: the index does not answer.
        """
        node = self._read(policies, scope, today)
        if node is None:
            return {one.document for one in texts}
        contents = dict.fromkeys(one.sha256 for one in texts)
        among = Or(tuple(Condition("sha256", "=", one) for one in contents))
        found: set[str] = set()
        offset, total = 0, 1
        while offset < total:
            request = SearchRequest(where=And((node, among)), size=_MOST_HITS, offset=offset)
            page = self._index.search(request)
            found.update(hit.id for hit in page.hits)
            offset, total = offset + _MOST_HITS, page.total
        return found

    def counts(
        self, policies: PolicySet, collections: Sequence[str], whole: int, today: date
    ) -> dict[str, int | None]:
        """About how many documents each policy is asked: those in its scope.

        Args:
            collections: that the project of the policies reads.
            whole: how many documents these have.

        Returns:
            By id; None where the index, which knows scopes, does not answer. Policies that are not
            asked are left out.
        """
        read = Or(tuple(Condition("collection", "=", one) for one in collections))
        broken = policies.broken
        counts: dict[str, int | None] = {}
        for policy in policies.enabled:
            if policy.id in broken:
                continue
            node = self._read(policies, policy.scope, today)
            if node is None or not collections:
                counts[policy.id] = whole
                continue
            try:
                page = self._index.search(SearchRequest(where=And((node, read)), size=0))
                counts[policy.id] = min(page.total, whole)
            except UnavailableError:
                counts[policy.id] = None
        return counts

    def _read(self, policies: PolicySet, scope: str, today: date) -> Node | None:
        """A scope as a search; None where it is every document."""
        types = policies.searched.types
        node = parse_query(scope, types, today)
        return node and ask_for_shown(node, types, self._shown_party)
