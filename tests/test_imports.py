"""Imports point one way: training -> enricher <- connectors, and only wiring joins them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What connectors may know of the domain: its values, its ports and its errors.
VALUES = {
    "enricher.audit.findings",
    "enricher.audit.snapshots",
    "enricher.audit.steps",
    "enricher.documents",
    "enricher.enrichment.corrections",
    "enricher.enrichment.facts",
    "enricher.enrichment.records",
    "enricher.entities",
    "enricher.errors",
    "enricher.files.content",
    "enricher.files.disk",
    "enricher.history.actors",
    "enricher.history.days",
    "enricher.history.events",
    "enricher.ingestion.accounts",
    "enricher.ingestion.backlog",
    "enricher.ingestion.foreign.index",
    "enricher.ingestion.jobs",
    "enricher.models.trainings",
    "enricher.parties.identities",
    "enricher.policies.files",
    "enricher.policies.severity",
    "enricher.projects.labels",
    "enricher.reminders.deadlines",
    "enricher.reminders.messages",
    "enricher.reminders.wording",
    "enricher.schema",
    "enricher.search.nodes",
    "enricher.search.saved_searches",
    "enricher.text.addresses",
    "enricher.text.anchors",
    "enricher.text.page_places",
    "enricher.values",
    "enricher.values.lengths.open_terms",
    "enricher.values.stated",
    "enricher.versions",
}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def top(name: str) -> str:
    return name.partition(".")[0]


@pytest.mark.parametrize("path", modules("enricher"), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_wiring_names_connectors_and_nobody_training(path: Path) -> None:
    names = {top(name) for name in imported(path)}
    assert "training" not in names
    assert "torch" not in names
    assert "transformers" not in names
    if "wiring" not in path.relative_to(ROOT).parts:
        assert "connectors" not in names


@pytest.mark.parametrize(
    "path", modules("connectors"), ids=lambda path: str(path.relative_to(ROOT))
)
def test_connectors_know_values_and_ports_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and top(node.module) == "enricher":
            assert node.module in VALUES, f"{path.name} imports {node.module}"
        if isinstance(node, ast.Import):
            assert all(top(alias.name) not in ("enricher", "training") for alias in node.names)


def test_connectors_may_know_no_more_than_they_use() -> None:
    used = {name for path in modules("connectors") for name in imported(path)}
    assert VALUES - used == set()


def test_every_module_of_the_server_loads_without_torch() -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in modules("enricher")
    ]
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "heavy = {'torch', 'transformers', 'training'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
