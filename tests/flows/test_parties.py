"""Parties of real files, merged and split by the real command, while others use the home."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from connectors.ledger.ledger import open_ledger
from tests.enricher import command_line
from tests.enricher.homes import enricher_command, environment, make_home, write_texts
from tests.servers import read_json, server_process

SCHEMA = r"""
[categories.Buyer]
type = "party"
patterns = ['sold to ([^;]+);']

[categories.Guarantor]
type = "party"
cardinality = "one"
patterns = ['guaranteed by ([^;]+);']
"""
TEXTS = {
    "one": "Goods sold to NIKE, INC; and guaranteed by Vega LLC; in 2019.",
    "two": "Goods sold to Nike, Inc.; and guaranteed by Vega L.L.C.; in 2020.",
    "three": "Goods sold to Nike; and guaranteed by Nike Incorporated; in 2021.",
    "four": "Goods sold to Orion Labs GmbH; in 2022.",
}


class Home:
    def __init__(self, folder: Path) -> None:
        self.home = make_home(folder / "home", SCHEMA)
        self.documents = write_texts(folder / "documents", TEXTS)

    def fails(self, *arguments: str) -> str:
        return command_line.run(self.home, *arguments, code=2).stderr

    def run(self, *arguments: str) -> Any:
        return command_line.run_json(self.home, *arguments)

    def prints(self, *arguments: str) -> str:
        return command_line.run(self.home, *arguments).stdout

    def ingest(self) -> None:
        assert self.run("ingest", str(self.documents))["pending"] == 0

    def parties(self, category: str = "Buyer") -> dict[str, int]:
        """A facet."""
        page = self.run("search", "--facet", category, "--size", "0")
        return {one["value"]: one["count"] for one in page["facets"][category]}

    def found(self, *arguments: str) -> list[str]:
        page = self.run("search", *arguments)
        return sorted(hit["title"].removesuffix(".txt") for hit in page["hits"])

    def id_of(self, name: str) -> str:
        page = self.run("search", "--where", f"path={self.documents / name}.txt")
        return str(page["hits"][0]["id"])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.ingest()
    return home


def test_party_is_merged_and_split_by_a_person(home: Home) -> None:
    assert home.parties() == {"Nike Inc.": 2, "Nike": 1, "Orion Labs GmbH": 1}
    assert home.parties("Guarantor") == {"Vega LLC": 2, "Nike Inc.": 1}
    (suggestion,) = home.run("parties", "suggest")
    assert suggestion["reason"] == "legal form missing"
    assert suggestion["parties"] == [
        {"name": "Nike", "documents": 1},
        {"name": "Nike Inc.", "documents": 3},
    ]
    before = home.run("show", home.id_of("three"), "--text")
    merged = home.run("parties", "merge", "nike", "NIKE INCORPORATED")
    assert (merged["name"], merged["documents"], merged["merged"]) == ("Nike Inc.", 3, True)

    assert home.parties() == {"Nike Inc.": 3, "Orion Labs GmbH": 1}
    assert home.found("--where", "Buyer=Nike") == ["one", "three", "two"]
    assert home.found("Buyer:Nike") == ["one", "three", "two"]
    assert home.found("--where", "Buyer!=NIKE, INC.") == ["four"]
    assert home.found("--where", 'Guarantor="nike"') == ["three"]
    (hit,) = home.run("search", "--where", "Guarantor=Nike")["hits"]
    assert hit["fields"] == {"Buyer": ["Nike Inc."], "Guarantor": ["Nike Inc."]}
    after = home.run("show", home.id_of("three"), "--text")
    assert after["fields"] == {"Buyer": ["Nike Inc."], "Guarantor": ["Nike Inc."]}
    assert after["entities"] == before["entities"]
    assert after["text"] == before["text"]
    assert home.run("parties", "suggest") == []

    assert len(home.run("parties", "split", "Nike, Inc.")) == 2
    assert home.parties() == {"Nike Inc.": 2, "Nike": 1, "Orion Labs GmbH": 1}
    assert home.found("--where", "Buyer=Nike") == ["three"]
    assert home.run("parties", "suggest") == [], "what was split is not proposed again"
    assert [one["act"] for one in home.run("parties", "log")] == ["split", "merge"]


def test_merge_outlives_the_index_and_what_happens_to_files(home: Home) -> None:
    home.run("parties", "merge", "Nike", "Nike Inc.", "--into", "Nike")
    shutil.rmtree(home.home / "index")
    (home.documents / "two.txt").write_text("Goods sold to NIKE INC.; in 2023.")
    (home.documents / "five.txt").write_text("Goods sold to Nike, Incorporated; in 2024.")
    home.ingest()
    assert home.parties() == {"Nike": 4, "Orion Labs GmbH": 1}
    shutil.rmtree(home.home / "index")
    home.run("parties", "split", "Nike")
    assert home.parties() == {"Nike Inc.": 3, "Nike": 1, "Orion Labs GmbH": 1}


def test_server_and_other_processes_see_a_merge_at_once(home: Home) -> None:
    with server_process(home.home, "--watch", str(home.documents)) as (_, url):
        home.run("parties", "merge", "Nike", "Nike Inc.")
        page = read_json(f"{url}/api/search?facet=Buyer&where=Buyer=Nike")
        assert page["total"] == 3
        assert page["facets"]["Buyer"] == [{"value": "Nike Inc.", "count": 3}]
        assert home.parties() == {"Nike Inc.": 3, "Orion Labs GmbH": 1}
        home.run("parties", "split", "Nike")
        assert home.parties()["Nike"] == 1


def test_merge_killed_once_it_is_decided_reaches_the_index_with_the_next_command(
    home: Home,
) -> None:
    ledger = open_ledger(home.home / "ledger.db")
    merge = ("parties", "merge", "Nike", "Nike Inc.", "Orion Labs GmbH", "--home", str(home.home))
    process = subprocess.Popen(
        enricher_command(*merge), env=environment(), stdout=subprocess.DEVNULL
    )
    while not ledger.connection.execute("SELECT count(*) FROM party_log").fetchone()[0]:
        assert process.poll() is None
        time.sleep(0.001)
    process.kill()
    process.wait()
    ledger.close()
    home.ingest()
    assert home.parties() == {"Nike Inc.": 4}


def test_errors_name_the_thing_and_the_remedy(home: Home) -> None:
    assert "no document has a party 'Nkie'; similar names: Nike" in home.fails(
        "parties", "merge", "Nkie", "Nike Inc."
    )
    assert "a merge needs two names" in home.fails("parties", "merge", "Nike")
    assert "Nike is not merged with another name" in home.fails("parties", "split", "nike")
    assert "similar names:" in home.fails("parties", "suggest", "Orion Lab")
    assert home.parties() == {"Nike Inc.": 2, "Nike": 1, "Orion Labs GmbH": 1}


def test_people_read_what_programs_read(home: Home) -> None:
    assert "0.95   Nike" in home.prints("parties", "suggest")
    assert "Nike Inc.  3 documents" in home.prints("parties", "list", "nike")
    assert "no two parties look the same" in home.prints("parties", "suggest", "Orion Labs GmbH")
    assert "also NIKE Inc.; Nike" in home.prints("parties", "merge", "Nike", "Nike Inc.")
    assert "merged" in home.prints("parties", "list", "--merged")
    assert "no such party" in home.prints("parties", "list", "zzz")
    assert "→ Nike Inc." in home.prints("parties", "log")
    assert "Nike  1 document" in home.prints("parties", "split", "Nike", "Nike Inc.")
