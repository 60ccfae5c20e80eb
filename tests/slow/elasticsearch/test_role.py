"""The roles that are printed allow each request that is made, and nothing that none needs."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from connectors.elasticsearch.role import role_to_enrich, role_to_index
from enricher.documents.passages import PassageVectors
from enricher.query.nodes import SearchRequest, Words
from tests.build import make_document
from tests.connectors.elasticsearch_home import index_home
from tests.connectors.elasticsearch_proxy import Proxy, Request, proxy_before
from tests.connectors.foreign_index import AGREEMENT, foreign_home
from tests.elasticsearch_server import server_url

pytestmark = pytest.mark.elasticsearch

NEEDED = (
    ("GET /_nodes/http", "monitor"),
    ("PUT /_index_template/[^/]+", "manage_index_templates"),
    ("GET /[^/_]+", "view_index_metadata"),
    ("GET /[^/]+/_(mapping|settings)(/.*)?", "view_index_metadata"),
    ("PUT /[^/_]+", "create_index"),
    ("DELETE /[^/_]+", "delete_index"),
    ("POST /_aliases", "indices:admin/aliases"),
    ("PUT /[^/]+/_mapping", "indices:admin/mapping/put"),
    ("PUT /[^/]+/_bulk", "write"),
    ("PUT /_bulk", "index"),
    ("POST /[^/]+/_refresh", "maintenance"),
    ("POST (/[^/]+)?/_(search|mget|count|field_caps|pit)", "read"),
    ("DELETE /_pit", "read"),
)
"""Requests, and what the server's documentation says that each takes."""


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with proxy_before(server_url() or "") as proxy:
        yield proxy


def needed(requests: Sequence[Request]) -> set[str]:
    found = set()
    for request in requests:
        line = f"{request.method} {request.path.split('?')[0]}"
        matching = [privilege for form, privilege in NEEDED if re.fullmatch(form, line)]
        assert matching, f"no privilege is known for {line}"
        found.add(matching[0])
    return found


def allowed(role: dict[str, Any]) -> set[str]:
    return {*role["cluster"], *role["indices"][0]["privileges"]}


def test_role_of_the_index_is_what_its_requests_need(tmp_path: Path, proxy: Proxy) -> None:
    with index_home(tmp_path) as home:
        index = home.open(proxy.url)
        writer = index.open_writer()
        passages = PassageVectors("encoder", ((0, 8),), bytes(4))
        writer.write([make_document("a", text="one word", passages=passages)], [])
        writer.write([make_document("b")], [])
        writer.write([], ["b"])
        index.search(SearchRequest(query=Words(("word",)), facets=("Party",)))
        index.nearest(np.zeros(4, dtype=np.int8), "encoder", None, 5)
        index.passages(["a"])
        writer.clear()
        writer.close()
        role = role_to_index(home.name)
    assert needed(proxy.requests) == allowed(role)
    rows = f"{home.name}-rows"
    assert role["indices"][0]["names"] == [home.name, f"{home.name}-v*", rows, f"{rows}-v*"]


def test_role_to_enrich_is_what_its_requests_need(tmp_path: Path, proxy: Proxy) -> None:
    with foreign_home(tmp_path) as home:
        home.put(a=AGREEMENT)
        home.pool.meanwhile = lambda number: home.server.update(
            index=home.name, id="a", doc={"owner": "sales"}
        )
        with home.open(proxy.url) as index:
            index.extend(home.schema)
            home.work(index).run(threading.Event())
            assert index.examine(home.schema, [home.model]).waiting == 0
        assert list(home.get("a")["_source"]) == ["body", "owner", "enriched"]
        role = role_to_enrich(home.name)
    assert needed(proxy.requests) == allowed(role)
