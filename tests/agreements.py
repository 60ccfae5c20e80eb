"""Hundreds of small agreements, homes that keep their index at Elasticsearch, and what is in it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from enricher.ledger.accounts import Status
from enricher.wiring.home import Home
from enricher.wiring.search import search
from tests.enricher.homes import make_home

_NAMES = ("Orion", "Vega", "Harbor", "Linden", "Quarry", "Meridian", "Tallow", "Brook")
_STATES = ("Delaware", "New York", "Texas", "Ohio")
_FILLER = "Each keeps what the other tells it to itself and uses it for no other purpose. "
_WAIT_SECONDS = 300


def write_agreements(folder: Path, numbers: Iterable[int], sentences: int = 4) -> None:
    """Agreement 7 has the same path below the folder and the same text wherever it is written."""
    for number in numbers:
        dice = random.Random(number)
        one, other = dice.sample(_NAMES, 2)
        path = folder / f"part{number % 7}" / f"agreement{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"AGREEMENT {number}\n\nMade as of May {dice.randrange(1, 28)},"
            f" {dice.randrange(1995, 2025)} between {one} Labs Inc. and {other} LLC. The fee is"
            f" ${dice.randrange(1_000, 900_000):,}.00 for a term of two years."
            f" {_FILLER * sentences}It is governed by the laws of {dice.choice(_STATES)}.\n"
        )


def make_elasticsearch_home(
    home: Path, url: str, name: str, *, vectors: bool = False, **settings: int
) -> Path:
    """A home that rules read, with its index at a server; `vectors` as in `make_home`."""
    make_home(home, vectors=vectors)
    with (home / "enricher.toml").open("a") as file:
        file.write(f'elasticsearch_url = "{url}"\nelasticsearch_index = "{name}"\n')
        file.writelines(f"{setting} = {value}\n" for setting, value in settings.items())
    return home


def contents(server: Elasticsearch, name: str) -> dict[str, dict[str, Any]]:
    """Every document that is found in an index, less the time at which it was written there.

    And less what an audit adds: `ingest` asks no policies, who watches does when there is time.
    """
    answer = server.search(index=name, size=10_000, track_total_hits=True)
    hits = answer["hits"]["hits"]
    assert answer["hits"]["total"]["value"] == len(hits)
    found = {hit["_id"]: hit["_source"] for hit in hits}
    for source in found.values():
        for late in ("enriched_at", "policies", "severities"):
            source.pop(late, None)
    return found


def answers(home: Home) -> list[Any]:
    """What is found by fields that are in no stored document: words, orders, folders."""
    pages = [
        search(home).page(query, where=where, facets=["Party", "Jurisdiction"], sort=sort, size=50)
        for query, where, sort in (
            ("purpose governed", [], "Money:desc"),
            ('"AGREEMENT 7" OR Vega', ["EffectiveDate >= 2010"], "EffectiveDate:asc"),
            ("", ["Money >= 400000 USD", "Jurisdiction = Ohio"], "Money:asc"),
        )
    ]
    return [
        (page.total, page.facets, [(hit.id, hit.fields, hit.snippets) for hit in page.hits])
        for page in pages
    ]


def wait_until(is_so: Callable[[Status], bool], home: Home, still: Callable[[], None]) -> Status:
    """Look at the ledger again and again until it says so; `still` raises when that is in vain."""
    end = time.monotonic() + _WAIT_SECONDS
    while not is_so(status := home.ledger.accounts.status()):
        still()
        assert time.monotonic() < end, status
        time.sleep(0.01)
    return status
