"""Agreements that word a clause alike, nearly, otherwise or not at all, in a home that rules read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from enricher.ingestion.indexer import write_out
from enricher.wiring.home import Home, open_home
from tests.enricher.here import ingest
from tests.enricher.homes import SCHEMA, make_home, write_texts

CLAUSES = r"""
[categories.GoverningLaw]
type = "passage"
description = "Which law governs the contract."
patterns = ['((?:\d+\. )?This Agreement (?:is|shall be) governed[^.]*?(?:Inc\. submits\.|\.))']

[categories.Assignment]
type = "passage"
patterns = ['Neither party may assign[^.]*\.']
"""
DELAWARE = "This Agreement is governed by the laws of Delaware, to whose courts {} submits."
TEXTS = {
    "orion": f"It binds Orion Labs Inc. alone.\n\n9. {DELAWARE.format('Orion Labs Inc.')}\n\n"
    "Neither party may assign it without consent.\n",
    "vega": f"Made with Vega LLC.\n\n12. {DELAWARE.format('Vega LLC')}\n",
    "harbor": f"It binds Harbor Bank Inc. alone.\n\n4. {DELAWARE.format('Harbor Bank Inc.')}\n".replace(
        "Delaware", "New York"
    ),
    "english": "Made with Vega LLC.\n\nThis Agreement shall be governed by English law alone,"
    " whatever conflicts of law provide.\n\nNeither party may assign it without consent.\n",
    "silent": "Made with Vega LLC. No law is named.\n",
}


@contextmanager
def agreements(folder: Path) -> Iterator[Home]:
    home = make_home(folder / ".enricher", SCHEMA + CLAUSES)
    documents = write_texts(folder / "agreements", TEXTS)
    with open_home(home) as opened:
        ingest(opened, documents)
        write_out(opened.ledger.documents, opened.index)
        yield opened
