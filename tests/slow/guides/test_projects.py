"""The commands of docs/projects.md, and of the pages that go on from it, work in their order."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest

from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.projects.formats import LabelSet, write_labels
from tests.servers import find_free_port, wait_until_healthy
from tests.slow.guides.pages import commands, reader_environment, run
from tests.tiny_model import tiny_texts

PAGES = ("projects.md", "register.md", "checking.md", "evaluation.md", "http.md")
QUICK_EPOCHS = 10  # half of those that a reader leaves to the data; enough for texts so plain
DOCUMENTED_FLAW = "5f2ac81d04"  # checking.md
CALLED = {"Party": "Borrower", "EffectiveDate": "Signed", "Jurisdiction": "Law", "Term": "Runs"}


@pytest.fixture
def newcomer(tmp_path: Path) -> dict[str, str]:
    """The environment of someone who has tagged loans in the home folder, and a table of them."""
    documents = tuple(
        LabeledDocument(
            f"{text.name}.txt",
            text.text,
            in_order(Label(one.start, one.end, CALLED[one.category]) for one in text.labels),
        )
        for text in tiny_texts(12)
    )
    (tmp_path / "loans").mkdir()
    for document in documents:
        (tmp_path / "loans" / document.name).write_bytes(document.text.encode())
    (tmp_path / "more").mkdir()
    for text in tiny_texts(3, seed=5):
        (tmp_path / "more" / f"{text.name}.txt").write_bytes(text.text.encode())
    write_labels(
        LabelSet(documents, tuple(CALLED.values()), "loans"), tmp_path / "labels.json", "azure"
    )
    with (tmp_path / "register.csv").open("w", newline="", encoding="utf-8") as stream:
        table = csv.DictWriter(stream, ["File", *CALLED.values()])
        table.writeheader()
        for text in tiny_texts(12):
            values = {CALLED[one.category]: text.text[one.start : one.end] for one in text.labels}
            table.writerow({"File": text.name, **values})
    return reader_environment(tmp_path)


def first_flaw(folder: Path, environment: dict[str, str]) -> str:
    """The id of something that is wrong there, dismissed or not."""
    checked = json.loads(run("enricher project check loans --json", folder, environment))
    return str([*checked["dismissed"], *checked["flaws"]][0]["id"])


def test_commands_of_the_guide_work(tmp_path: Path, newcomer: dict[str, str]) -> None:
    printed = {}
    free_port = find_free_port()
    with ExitStack() as stack:
        for command in (line for page in PAGES for line in commands(page)):
            if command == "enricher serve":
                server = [*command.split(), "--port", str(free_port)]
                process = stack.enter_context(subprocess.Popen(server, cwd=tmp_path, env=newcomer))
                stack.callback(process.terminate)
                wait_until_healthy(free_port)
                continue
            said = command.replace("localhost:8000", f"localhost:{free_port}")
            said = said.replace("curl ", "curl --fail-with-body --silent --show-error ")
            if command == "enricher train loans --model m1":
                said += f" --epochs {QUICK_EPOCHS}"
            if DOCUMENTED_FLAW in said:
                said = said.replace(DOCUMENTED_FLAW, first_flaw(tmp_path, newcomer))
            printed[command] = run(said, tmp_path, newcomer)
    shown = printed["enricher project show loans"]
    for category, type_ in (("Borrower", "text"), ("Signed", "date"), ("Runs", "duration")):
        assert re.search(rf"^{category} +{type_} ", shown, re.MULTILINE), shown
    table = next(shown for command, shown in printed.items() if "--register" in command)
    for category in CALLED.values():
        ((values, found),) = re.findall(rf"^{category} +\S+ +(\d+) +(\d+) +\d+", table, re.M)
        assert values == found == "12", table
    borrowers = printed["enricher search --facet Borrower"].partition("\nBorrower\n")[2]
    named = {
        text.text[label.start : label.end]
        for text in tiny_texts(12)
        for label in text.labels
        if label.category == "Party"
    }
    assert sum(name in borrowers for name in named) >= 10, borrowers
