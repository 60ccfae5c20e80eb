"""Enrich documents on their way into Elasticsearch: `python bulk.py contracts < documents.ndjson`.

    a line of JSON with `id` and `content` -> POST /api/extract/fields -> `enriched` -> bulk

A document that could not be enriched goes in without, with a tag, and is enriched later where it is.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import httpx
from elasticsearch import Elasticsearch, helpers

ENRICHER = os.environ.get("ENRICHER_URL", "http://localhost:8000")
ELASTICSEARCH = os.environ.get("ELASTICSEARCH_URL", "http://localhost:9200")
KEY = os.environ.get("ENRICHER_API_KEY", "")
AT_ONCE = 4  # requests; enricher reads as many at a time as it has workers
FAILED = "_httprequestfailure"  # the tag that Logstash gives as well

Document = dict[str, Any]


def enrich(document: Document, client: httpx.Client) -> Document:
    if not document.get("content"):
        return document
    try:
        answer = client.post("/api/extract/fields", json={"text": document["content"]})
        answer.raise_for_status()
        return document | {"enriched": answer.json()}
    except httpx.HTTPError as error:
        print(f"{document['id']} is not enriched: {error}", file=sys.stderr)
        return document | {"tags": [*document.get("tags", []), FAILED]}


def enrich_all(documents: Iterable[Document], client: httpx.Client) -> Iterator[Document]:
    """In their order, and never more in memory than a few."""
    documents = iter(documents)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while some := list(islice(documents, 8 * AT_ONCE)):
            yield from pool.map(lambda one: enrich(one, client), some)


def main(index: str) -> int:
    refused = 0
    headers = {"Authorization": f"Bearer {KEY}"} if KEY else {}
    with (
        httpx.Client(base_url=ENRICHER, headers=headers, timeout=300) as client,
        Elasticsearch(ELASTICSEARCH, request_timeout=60) as server,
    ):
        actions = (
            {"_index": index, "_id": one["id"], "_source": one}
            for one in enrich_all(map(json.loads, sys.stdin), client)
        )
        for done, item in helpers.streaming_bulk(
            server, actions, max_retries=5, raise_on_error=False
        ):
            if not done:
                refused += 1
                print(
                    f"{item['index']['_id']} is not in: {item['index']['error']}", file=sys.stderr
                )
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
