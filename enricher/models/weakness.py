"""Which categories of passages a model finds so badly that nobody should rely on it alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from enricher.errors import ModelError, NotFoundError
from enricher.models.registry import Registry

WEAK = 0.5  # F1, below which about every second answer is wrong or missing


def weak_passages(registry: Registry, projects: Iterable[str]) -> dict[str, float]:
    """The weak categories of the models that serve projects, each with its F1.

    What cannot be read is left out: whoever reads documents with it says so.
    """
    weak: dict[str, float] = {}
    for project in projects:
        try:
            folder = registry.resolve(project).model_path
            names = registry.project_schema(project).passages
        except (NotFoundError, ModelError):
            continue
        if folder is not None and names:
            found = _weak_in(folder)
            weak |= {name: found[name] for name in names if name in found}
    return weak


@lru_cache(maxsize=64)
def _weak_in(folder: Path) -> Mapping[str, float]:
    """Of a bundle, which never changes."""
    try:
        said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return MappingProxyType(weak_of(said.get("passages", ()), said.get("metrics", {})))
    except (OSError, ValueError):
        return MappingProxyType({})


def weak_of(passages: Iterable[str], metrics: Mapping[str, float]) -> dict[str, float]:
    """The passages whose F1 is below `WEAK` in documents that the model left out.

    It is that of saying whether a document has such a passage, where that was measured; else that of
    the passages themselves. What was not measured is not here.
    """
    weak = {}
    for name in passages:
        for measure in (f"present.{name}.f1", f"unseen.entities.{name}.f1"):
            if (f1 := metrics.get(measure)) is not None:
                if f1 < WEAK:
                    weak[name] = f1
                break
    return weak
