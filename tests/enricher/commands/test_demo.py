from __future__ import annotations

import json
import os
import shlex
import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.commands.demo import QUESTIONS, run_demo
from enricher.errors import InputError, UnavailableError
from enricher.settings import load_settings
from enricher.wiring.home import open_home
from tests.elasticsearch_server import remove_index, server_url
from tests.enricher.here import ingest
from tests.enricher.homes import make_home, make_ruled_home, write_documents


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for the demonstration; rules stand in for the model."""
    return make_ruled_home(tmp_path_factory.mktemp("demo") / "home")


@pytest.fixture(scope="module")
def shown(demo_home: Path) -> Any:
    return json.loads(demonstrate(demo_home, "--json"))


def demonstrate(home: Path, *arguments: str) -> str:
    result = CliRunner().invoke(cli, ["demo", "--home", str(home), *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_demonstration_accounts_for_every_sample_and_asks(shown: Any) -> None:
    assert shown["accounting"] == ("57 files: 52 indexed, 1 encrypted, 3 scans need OCR, 1 ignored")
    assert set(shown["facets"]) == {"Jurisdiction", "Term", "language"}
    assert [one["question"] for one in shown["answers"]] == [one.words for one in QUESTIONS]
    assert all(one["total"] > 0 for one in shown["answers"])


def test_amounts_are_compared_by_value(shown: Any) -> None:
    (answer,) = (one for one in shown["answers"] if "Money" in one["command"])
    for hit in answer["hits"]:
        amounts = [one.split() for one in hit["fields"]["Money"]]
        assert any(float(amount) >= 1e6 and code == "USD" for amount, code in amounts)


def test_commands_that_are_shown_work(shown: Any, tmp_path: Path) -> None:
    commands = [one["command"] for one in shown["answers"]]
    commands += [one["command"] for one in shown["next"]]
    skipped = 0
    here = Path.cwd()
    os.chdir(tmp_path)  # one of them writes a workbook
    try:
        for command in commands:
            program, *arguments = shlex.split(command)
            assert program == "enricher"
            if "serve" in arguments or "FOLDER" in arguments:
                skipped += 1
                continue
            result = CliRunner().invoke(cli, arguments)
            # Four of the samples cannot be read, and extract says so.
            assert result.exit_code == (1 if "extract" in arguments else 0), result.output
    finally:
        os.chdir(here)
    assert skipped == 2
    assert (tmp_path / "register.xlsx").exists()


def test_demonstration_can_be_repeated_and_is_clean_where_it_is_piped(
    shown: Any, demo_home: Path
) -> None:
    printed = demonstrate(demo_home)
    assert "\x1b" not in printed
    assert shown["accounting"] in printed
    assert "$ enricher search --where Jurisdiction:missing" in printed
    assert "What to type next" in printed


def test_demonstration_does_not_touch_a_home_with_other_documents(tmp_path: Path) -> None:
    home, documents = make_home(tmp_path / "home"), write_documents(tmp_path / "documents")
    with open_home(home) as opened:
        ingest(opened, documents)
    with pytest.raises(InputError, match="name another --home"):
        run_demo(home)
    with open_home(home) as opened:
        assert opened.ledger.accounts.status().indexed == 4


def outcome(shown: Any) -> Any:
    """What was found, without what no two runs share, nor the scores, which are each index's own."""
    text = json.dumps(shown).replace(shown["home"], "HOME")
    found = json.loads(text)
    del found["seconds"]
    for answer in found["answers"]:
        del answer["took_ms"]
        for hit in answer["hits"]:
            del hit["score"]
    return found


@pytest.mark.elasticsearch
def test_demonstration_at_elasticsearch_shows_the_same_and_can_be_repeated(
    shown: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, url = make_ruled_home(tmp_path / "home"), server_url() or ""
    name = f"demo-{uuid.uuid4().hex[:8]}"  # a server may serve more than one run of the tests
    monkeypatch.setenv("ENRICHER_ELASTICSEARCH_INDEX", name)
    try:
        for _ in range(2):
            found = json.loads(demonstrate(home, "--elasticsearch", url, "--json"))
            assert outcome(found) == outcome(shown)
        assert not (home / "index").exists()
        _, *arguments = shlex.split(found["answers"][-1]["command"])
        typed = CliRunner().invoke(cli, [*arguments, "--json"])
        assert json.loads(typed.stdout)["total"] == found["answers"][-1]["total"]
    finally:
        remove_index(name)


def test_home_keeps_where_its_index_is_until_the_next_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, nobody = make_home(tmp_path / "home"), "http://127.0.0.1:9"
    before = load_settings(home)
    stop = threading.Event()
    stop.set()  # the settings are written before the first document is read
    for _ in range(2):
        with pytest.raises(UnavailableError, match="did not answer"):
            run_demo(home, elasticsearch=nobody, stop=stop)
    found = load_settings(home)
    assert (found.elasticsearch_url, found.elasticsearch_index) == (nobody, "enricher-demo")
    monkeypatch.setenv("ENRICHER_ELASTICSEARCH_URL", "http://127.0.0.1:10")
    with pytest.raises(InputError, match="ENRICHER_ELASTICSEARCH_URL"):
        run_demo(home, elasticsearch=nobody, stop=stop)
    monkeypatch.delenv("ENRICHER_ELASTICSEARCH_URL")
    run_demo(home, stop=stop)
    assert load_settings(home) == before
