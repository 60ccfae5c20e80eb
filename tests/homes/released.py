"""Homes of released versions: kept as text beside this module, made anew from it, asked what they keep.

VERSION/home/             the home, its databases as SQL in place of the files
VERSION/answers.json      what `ask` told of it when it was made
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from connectors.ledger.project_store import SqliteProjectStore
from enricher import __version__
from enricher.__main__ import cli
from enricher.policies.findings import FindingFilter
from enricher.query.grammar import parse_query
from enricher.query.nodes import SearchRequest
from enricher.wiring.home import Home, open_home
from tests.enricher.homes import make_home, write_texts
from tests.homes.documents import LABELS, POLICIES, TEXTS

RELEASES = Path(__file__).parent
_DATABASES = ("ledger.db", "projects/loans/project.db")


def releases() -> list[str]:
    return sorted(one.parent.name for one in RELEASES.glob("*/answers.json"))


def answers(release: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RELEASES / release / "answers.json").read_text())
    return found


def restore(release: str, home: Path) -> None:
    """Make the home of a release, as it was left by it."""
    shutil.copytree(RELEASES / release / "home", home)
    for script in home.rglob("*.db.sql"):
        with closing(sqlite3.connect(script.with_suffix(""))) as database:
            database.executescript(script.read_text("utf-8"))
        script.unlink()


def ask(home: Home) -> dict[str, Any]:
    """What a home keeps, as JSON has it; whoever opens it later is to be told the same."""
    ledger = home.ledger
    status = ledger.accounts.status()
    with closing(SqliteProjectStore(home.path / "projects/loans/project.db")) as project:
        labeled = list(project.read())
    return {
        "status": [status.seen, status.indexed, status.failed, status.members],
        "documents": {
            Path(hit.paths[0]).name: {name: list(values) for name, values in hit.fields.items()}
            for hit in home.index.scan(SearchRequest())
        },
        "found": {query: _names(home, query) for query in ("principal", "Jurisdiction:Delaware")},
        "corrections": [
            [one.said.act, one.said.category, one.said.anchor.words, one.who, one.undone_by]
            for one in ledger.corrections.list(undone=True)
        ],
        "findings": [
            [one.policy, one.state, one.severity, one.acceptance and one.acceptance.reason]
            for one in ledger.findings.page(FindingFilter(), 100, 0).findings
        ],
        "parties": [
            [one.name, one.documents, one.merged, [name.name for name in one.names]]
            for one in ledger.parties.all()
        ],
        "decisions": [[one.who, one.act, *one.names] for one in ledger.party_decisions.log()],
        "searches": [[one.name, one.address, one.title] for one in ledger.searches.all()],
        "history": [[one.who, one.act] for one in ledger.history.read().events],
        "labels": {
            one.name: [[one.text[label.start : label.end], label.category] for label in one.labels]
            for one in labeled
        },
    }


def add_release() -> Path:
    """Make a home with this version, and keep it; returns where."""
    kept = RELEASES / __version__
    with tempfile.TemporaryDirectory(prefix="enricher-") as folder:
        home = _make(Path(folder))
        with open_home(home) as opened:
            told = ask(opened)
        for name in _DATABASES:
            _write_as_sql(home / name)
        shutil.rmtree(home / "index")
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(home, kept / "home", ignore=shutil.ignore_patterns("tmp", "*.lock"))
    (kept / "answers.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    return kept


def _make(folder: Path) -> Path:
    """Do, with the commands, one of each thing that a home keeps."""
    home = make_home(folder / "home")
    policies = home / "projects" / "contracts" / "policies"
    policies.mkdir()
    for name, policy in POLICIES.items():
        (policies / f"{name}.yaml").write_text(policy)
    documents = write_texts(folder / "contracts", TEXTS)
    (documents / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing of a document")
    labels = folder / "labels.jsonl"
    labels.write_text("".join(json.dumps(one) + "\n" for one in LABELS))
    schema = home / "projects" / "contracts" / "schema.toml"
    nda, loan = str(documents / "nda.txt"), str(documents / "loan.txt")
    say = ("corrections", "add")
    for command in (
        ("ingest", str(documents)),
        (*say, nda, "--category", "Party", "--text", "the borrower"),
        (*say, nda, "--category", "Party", "--text", "Vega LLC", "--reject", "--every"),
        (*say, loan, "--category", "Term", "--none"),
        ("corrections", "undo", "3"),
        ("parties", "merge", "Harbor Bank Inc.", "Harbour Inc."),
        ("audit", "run"),
        ("project", "create", "loans", "--schema", str(schema)),
        ("project", "import", "loans", str(labels)),
        ("ingest", str(documents)),
    ):
        _run(home, command)
    with open_home(home) as opened:
        (large,) = opened.ledger.findings.numbers(FindingFilter(policies=("large",)))
        opened.ledger.searches.add("delaware", "q=Jurisdiction%3DDelaware", "By Delaware law")
    _run(home, ("audit", "accept", str(large), "--reason", "approved by the board"))
    return home


def _run(home: Path, command: Sequence[str]) -> None:
    done = CliRunner().invoke(cli, ["--home", str(home), *command], env={"USER": "ada"})
    if done.exit_code not in (0, 1):  # 1: a file could not be read
        raise RuntimeError(f"{' '.join(command)}: {done.output}")


def _write_as_sql(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        marks = [
            f"PRAGMA {name}={database.execute(f'PRAGMA {name}').fetchone()[0]};"
            for name in ("application_id", "user_version")
        ]
        script = [*database.iterdump(), *marks]
    path.with_name(path.name + ".sql").write_text("\n".join(script) + "\n", "utf-8")
    for one in path.parent.glob(path.name + "*"):
        if one.suffix != ".sql":
            one.unlink()


def _names(home: Home, query: str) -> list[str]:
    categories = {one.name: one.type for one in home.schema().categories}
    node = parse_query(query, categories, date(2026, 1, 1))
    hits = home.index.search(SearchRequest(where=node)).hits
    return sorted(Path(hit.paths[0]).name for hit in hits)
