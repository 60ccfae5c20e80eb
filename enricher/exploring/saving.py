"""Keeping searches, and what a kept one asks for."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from enricher.errors import InputError
from enricher.exploring.asked import read_address
from enricher.exploring.question import read_question
from enricher.saved_searches import SavedSearch
from enricher.wiring.stores import Store

_LONGEST_NAME = 100


def save_search(store: Store, name: str, address: str) -> SavedSearch:
    """Keep a search under a name.

    Raises:
        InputError: the name is empty or long, or the search asks for nothing.
        QueryError: the search cannot be read.
        ConflictError: there is one of that name.
    """
    name = clean_name(name)
    asked = read_address(address).with_page(1)
    if not asked.pairs():
        raise InputError("the search asks for nothing: give it words or a filter first")
    read_question(store, asked)
    return store.searches.add(name, asked.address())


def clean_name(name: str) -> str:
    """A name as it is kept; raises InputError where it is empty or long."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise InputError(f"the name of a search has 1 to {_LONGEST_NAME} characters")
    return name


def describe(saved: SavedSearch) -> dict[str, Any]:
    """A saved search with its words, filters and order as the API takes them."""
    asked = read_address(saved.address)
    typed = [value for name, value in parse_qsl(saved.address) if name == "where"]
    return {
        "id": saved.id,
        "name": saved.name,
        "title": saved.title,
        "address": saved.address,
        "q": asked.words,
        "where": [*asked.where(), *typed],
        "sort": asked.sort,
        "made_at": saved.made_at.isoformat(timespec="seconds"),
    }
