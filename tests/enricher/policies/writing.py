"""Policies and lists that tests write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from enricher.entities import Fact
from enricher.expressions.schema_file import load_schema
from enricher.policies.sets import PolicySet, load_policies
from enricher.policies.subjects import Subject
from tests.checkout import ROOT

SHIPPED = ROOT / "enricher/shipped/projects/contracts/policies"
SCHEMA = load_schema(ROOT / "enricher/shipped/projects/contracts/schema.toml")
TODAY = date(2026, 3, 1)


def write_policy(folder: Path, id: str, condition: str, message: str = "It is so.") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{id}.yaml"
    lines = "\n".join(f"  {line}" for line in condition.splitlines())
    path.write_text(
        f"id: {id}\ntitle: A policy\nseverity: low\nmessage: '{message}'\ncondition: |\n{lines}\n"
    )
    return path


def write_list(folder: Path, name: str, content: str) -> Path:
    (folder / "lists").mkdir(parents=True, exist_ok=True)
    path = folder / "lists" / name
    path.write_text(content, encoding="utf-8")
    return path


def load(*folders: Path) -> PolicySet:
    return load_policies(folders, SCHEMA)


def subject(id: str = "lease", **values: list[str]) -> Subject:
    """A document with fields as they are shown, those of a party 0.9 sure and others 0.8."""
    sure = {"Party": 0.9}
    return Subject(
        id,
        {
            name: tuple(Fact(one, sure.get(name, 0.8)) for one in found)
            for name, found in values.items()
        },
    )
