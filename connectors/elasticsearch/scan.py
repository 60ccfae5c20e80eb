"""All that a query finds at an Elasticsearch server, page by page, however much that is.

A point in time keeps what is found as it was when the first page was read: nothing that is written
meanwhile moves a document to another page.
"""

from __future__ import annotations

from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

from connectors.elasticsearch.client import reason, translated
from connectors.elasticsearch.query import Json
from connectors.elasticsearch.results import SHOWN
from enricher.errors import QueryError, UnavailableError

_AT_ONCE = 2_000
_KEPT = "10m"  # from one page to the next; whoever downloads reads slowly, a workbook is being made


class ElasticsearchScan:
    """Pages of what is found; closing it lets the point in time go.

    Args:
        index: or alias.
        asked: of `Elasticsearch.search`: the query and the order, whose last key is unique.
    """

    def __init__(self, client: Elasticsearch, server: str, index: str, **asked: Any) -> None:
        self._client = client
        self._server = server
        self._asked = asked
        with translated(server):
            self._point = str(client.open_point_in_time(index=index, keep_alive=_KEPT)["id"])

    def read(self) -> list[Json]:
        """The next page; an empty one is the end.

        Raises:
            QueryError: the server cannot answer this.
            UnavailableError: it did not answer, or only some of its shards did.
        """
        with translated(self._server):
            try:
                answer = self._client.search(
                    pit={"id": self._point, "keep_alive": _KEPT},
                    size=_AT_ONCE,
                    source={"includes": SHOWN},
                    track_total_hits=False,
                    allow_partial_search_results=False,
                    **self._asked,
                ).body
            except BadRequestError as error:
                self.close()
                raise QueryError(f"{self._server} cannot answer this: {reason(error)}") from error
        self._point = answer["pit_id"]
        found: list[Json] = answer["hits"]["hits"]
        if found:
            self._asked["search_after"] = found[-1]["sort"]
        return found

    def close(self) -> None:
        try:
            with translated(self._server):
                self._client.close_point_in_time(id=self._point)
        except UnavailableError:
            pass  # it goes by itself
