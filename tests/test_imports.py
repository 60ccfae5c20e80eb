"""Imports point one way: training -> enricher <- connectors, and only wiring joins them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Container, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]

# The layers of enricher, the lowest first; the longest name that fits a module says its layer.
LAYERS = {
    "core": (
        "documents",
        "enrichment",
        "entities",
        "errors",
        "expressions",
        "files",
        "ledger",
        "people",
        "policies",
        "query",
        "recognizer",
        "schema",
        "settings",
        "shipped",
        "terminal",
        "text",
        "values",
    ),
    "services": (
        "audit",
        "ingestion",
        "models",
        "projects",
        "reminders",
        "review",
        "search",
    ),
    "wiring": ("wiring",),
    "faces": ("__main__", "api", "commands", "portal", ""),
}
ORDER = list(LAYERS)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def top(name: str) -> str:
    return name.partition(".")[0]


def test_only_wiring_names_connectors_and_nobody_training() -> None:
    outside = {"training", "torch", "transformers"}
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("enricher")
        for name in imported(path)
        if top(name) in outside
        or (top(name) == "connectors" and "wiring" not in path.relative_to(ROOT).parts)
    }
    assert wrong == set()


def test_connectors_know_the_core_alone() -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("connectors")
        for name in imported(path)
        if top(name) == "training" or (top(name) == "enricher" and layer(name) != "core")
    }
    assert wrong == set()


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


def named(path: Path) -> str:
    """The name of a module."""
    steps = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(steps).removesuffix(".__init__")


@cache
def graph() -> dict[str, set[str]]:
    """The modules of enricher, each with those that it imports, for types alone among them.

    The package itself is left out as one that is imported: it gives everybody the version.
    """
    known = {named(path): path for path in modules("enricher")}
    return {
        name: {one for one in named_by(path, known) if one in known and one != top(one)}
        for name, path in known.items()
    }


def named_by(path: Path, known: Container[str]) -> Iterator[str]:
    """What a file imports, a module rather than the package that it is taken from."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in known else node.module


def layer(module: str) -> str:
    inside = module.removeprefix("enricher").removeprefix(".")
    fits = [
        (len(one), name)
        for name, packages in LAYERS.items()
        for one in packages
        if inside == one or (one and inside.startswith(f"{one}."))
    ]
    assert fits, f"{module} belongs to no layer"
    return max(fits)[1]


def test_imports_go_down_the_layers() -> None:
    upward = [
        f"{name} ({layer(name)}) imports {one} ({layer(one)})"
        for name, imports in graph().items()
        for one in sorted(imports)
        if ORDER.index(layer(one)) > ORDER.index(layer(name))
    ]
    assert upward == []


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    floors = TopologicalSorter(graph()).static_order()  # raises CycleError, which names them
    assert set(graph()) <= set(floors)


def room(module: str) -> str:
    """The package that a module is in: of enricher one in it, else one beside it."""
    first, _, rest = module.partition(".")
    return rest.partition(".")[0] or "__init__" if first == "enricher" else first


def drawn_floors() -> dict[str, int]:
    """The rooms of the drawing in CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return {
        name: int(floor)
        for floor, names in re.findall(r"^ *(\d+)  (.*)$", text, re.MULTILINE)
        for name in re.findall(r"(\w+)(?:/|\.py)", names)
    }


def test_imports_go_down_the_floors_that_are_drawn() -> None:
    floors = drawn_floors()
    known = {
        named(path): path
        for package in ("enricher", "connectors", "training", "bench")
        for path in modules(package)
    }
    assert set(floors) == set(map(room, known))
    assert max(floors.values()) == 12
    assert len(floors.keys() - {"bench", "connectors", "training"}) <= 30
    not_down = [
        f"{name} imports {one}"
        for name, path in known.items()
        for one in named_by(path, known)
        if one in known and one != top(one) and room(one) != room(name)
        if floors[room(one)] >= floors[room(name)]
    ]
    assert not_down == []


def test_nobody_but_a_connector_opens_a_transaction() -> None:
    opening = [
        str(path.relative_to(ROOT))
        for path in modules("enricher")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute) and node.attr == "transaction"
    ]
    assert opening == []
