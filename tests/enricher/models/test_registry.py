from __future__ import annotations

from pathlib import Path

from enricher.ledger.routes import Route
from enricher.models.registry import Registry
from tests.enricher.homes import make_home


def test_project_is_resolved_to_its_production_deployment(tmp_path: Path) -> None:
    registry = Registry(make_home(tmp_path / "home"))
    assert registry.readers("contracts") == (Route("contracts/production"),)
    assert "Money" in registry.merged_schema(["contracts/production"])
