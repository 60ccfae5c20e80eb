from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.wiring.home import Home, open_home
from tests.enricher.homes import make_home


@pytest.fixture
def empty_home(tmp_path: Path) -> Iterator[Home]:
    with open_home(make_home(tmp_path / "home")) as home:
        yield home
