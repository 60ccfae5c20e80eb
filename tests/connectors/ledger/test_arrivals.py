"""When documents came in, changed and went, as the start page tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from enricher.ledger.arrivals import Arrivals
from enricher.ledger.days import local_time
from enricher.wiring.home import Home, open_home
from tests.enricher.here import ingest
from tests.enricher.homes import make_home, write_texts


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with open_home(make_home(tmp_path / "home")) as opened:
        yield opened


def told(arrivals: Arrivals) -> tuple[int, int, dict[str, bool]]:
    return arrivals.new, arrivals.changed, {one.name: one.is_new for one in arrivals.latest}


def read(home: Home, documents: Path) -> datetime:
    """Read what changed; the moment before."""
    before = local_time()
    ingest(home, documents)
    return before


def test_documents_come_in_change_and_go(home: Home, tmp_path: Path) -> None:
    assert told(home.ledger.arrivals.after(local_time() - timedelta(days=1), 10)) == (0, 0, {})
    documents = write_texts(tmp_path / "documents", {"a": "One.\n", "b": "Two.\n"})
    first = read(home, documents)
    assert told(home.ledger.arrivals.after(first, 10)) == (2, 0, {"a.txt": True, "b.txt": True})
    latest = home.ledger.arrivals.after(first, 1)
    assert (latest.new, len(latest.latest)) == (2, 1)

    for name, text in {"b": "Two, changed.\n", "c": "Three.\n"}.items():
        (documents / f"{name}.txt").write_text(text)
    second = read(home, documents)
    assert told(home.ledger.arrivals.after(second, 10)) == (1, 1, {"c.txt": True, "b.txt": False})
    assert all(one.at >= second for one in home.ledger.arrivals.after(second, 10).latest)
    assert home.ledger.arrivals.after(first, 10).new == 3

    (documents / "c.txt").unlink()
    read(home, documents)
    assert told(home.ledger.arrivals.after(second, 10)) == (0, 1, {"b.txt": False})
