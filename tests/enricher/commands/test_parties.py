"""`enricher parties show`, from the command line."""

from __future__ import annotations

from tests.enricher.command_line import run, run_json
from tests.enricher.homes import IngestedHome


def test_party_is_shown_with_its_exposures(ingested: IngestedHome) -> None:
    shown = run(ingested.home, "parties", "show", "vega llc").stdout
    assert shown.startswith("Vega LLC  3 documents")
    assert "Money" in shown
    assert "1,500,000.00" in shown
    assert "several a document" in shown
    told = run_json(ingested.home, "parties", "show", "Vega LLC")
    assert told["party"]["documents"] == 3


def test_unknown_party_is_refused(ingested: IngestedHome) -> None:
    refused = run(ingested.home, "parties", "show", "Nobody at All", code=2)
    assert "no document has a party" in refused.output
