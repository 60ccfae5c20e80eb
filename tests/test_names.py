"""Modules are named by nouns, and no two that lie beside each other by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from tests.checkout import ROOT

PARTICIPLE = re.compile(r"(.*_)?(\w+ed|\w+ing|missing|found|lost|said|made|kept)")
NOUNS = {
    "answer_wording",
    "closing",
    "decoding",
    "embedded",  # Tika in this process, as its field says it
    "ending",
    "event_wording",
    "family_wording",
    "gathering",
    "mapping",
    "opening",
    "printing",
    "ranking",
    "reading",
    "rendering",
    "routing",
    "shipped",  # what comes with enricher
    "signing",
    "signing_in",
    "spelling",
    "staging",
    "structured",  # files of records, as their field says it
    "tagging",
    "training",
    "wiring",
    "wording",
    "writing",
}
ENDING = re.compile(r"(ies|ings?|ed|ers?|ors?|ions?|es|s|y|ry|ment|able|al)$")


def places() -> Iterator[Path]:
    """The packages and modules of the product."""
    for package in ("enricher", "connectors", "training"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.parent if path.name == "__init__.py" else path.with_suffix("")


def test_modules_are_named_by_nouns() -> None:
    names = {path.name for path in places()}
    assert {one for one in names if PARTICIPLE.fullmatch(one)} - NOUNS == set()


def test_no_two_neighbours_have_one_stem() -> None:
    def stem(path: Path) -> str:
        return "_".join(ENDING.sub("", word) or word for word in path.name.split("_"))

    alike = [
        f"{one.parent.relative_to(ROOT)}: {one.name}, {other.name}"
        for one, other in combinations(sorted(set(places())), 2)
        if one.parent == other.parent and stem(one) == stem(other)
    ]
    assert alike == ["enricher/values: number, numbers"]  # a type, and the parts of reading it
