from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from enricher.documents import EnrichedText, ExtractedText
from enricher.documents.records import to_record
from enricher.ledger.backlog import OwedPassages
from enricher.ledger.routes import Route
from enricher.settings import load_settings
from enricher.wiring.readers import build_reader
from tests.enricher.homes import make_home

SERVED = (Route("contracts/production"),)
WAIT_SECONDS = 30.0


def test_a_reader_takes_up_what_is_deployed_meanwhile(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    reader = build_reader(home, load_settings(home))
    first = reader.parts(SERVED)
    assert reader.parts(SERVED) is first
    schema = home / "projects" / "contracts" / "schema.toml"
    schema.write_text(schema.read_text() + "\n[categories.Fee]\ntype = 'money'\nwords = ['fee']\n")
    until = time.monotonic() + WAIT_SECONDS
    while (second := reader.parts(SERVED)) is first:
        assert time.monotonic() < until, "the reader still has what it loaded first"
        time.sleep(0.1)
    assert "Fee" in second.models[0].schema.names
    assert second.models[0].model.version != first.models[0].model.version
    time.sleep(1.2)
    assert reader.parts(SERVED) is second


def test_a_reader_gives_a_text_its_passages_and_leaves_the_rest(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home", vectors=True)
    settings = load_settings(home)
    text = "The tenant pays the rent.\n\n" * 30
    owing = EnrichedText(ExtractedText.of_text(text), "en", coverage=0.5)
    reader = build_reader(home, settings.model_copy(update={"max_characters": 400}))
    (embedded,) = reader(OwedPassages(1, "d", to_record(owing).body, 1))
    assert replace(embedded, passages=None) == owing
    passages = embedded.passages
    assert passages is not None
    assert passages.places[0][0] == 0
    assert passages.places[-1][1] == len(text.rstrip())
    assert passages.matrix[0].any()
    assert not passages.matrix[-1].any(), "of what is not read nothing is known"
