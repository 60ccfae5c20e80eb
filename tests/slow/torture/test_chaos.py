"""200 documents, six `kill -9`, renames, edits and deletes on the way: equal to a clean run."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

from enricher.api.bodies import to_json
from enricher.api.bodies.documents import EnrichedBody
from enricher.api.bodies.ingestion import StatusBody
from enricher.query.nodes import SearchRequest
from enricher.settings import Settings
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import folders
from tests.enricher.homes import enricher_command, environment
from tests.servers import kill_whole

DOCUMENTS = 200
KILLS = 6
SETTINGS = Settings(workers=2, settle_seconds=0.2, sweep_seconds=2, ocr="off")
ENVIRONMENT = environment(
    ENRICHER_WORKERS="2",
    ENRICHER_SETTLE_SECONDS="0.2",
    ENRICHER_SWEEP_SECONDS="2",
    ENRICHER_OCR="off",
)


def agreement(dice: random.Random) -> str:
    amount = dice.randrange(1000, 900_000)
    day, year = dice.randrange(1, 28), dice.randrange(1995, 2025)
    return (
        f"This Agreement is made as of May {day}, {year} between Party {dice.random()} Inc. and"
        f" Beta {dice.randrange(50)} LLC. The fee is ${amount:,}.00, interest"
        f" {dice.randrange(1, 20)}%. It is governed by the laws of the State of New York."
    )


def populate(folder: Path, dice: random.Random) -> None:
    for number in range(DOCUMENTS):
        path = folder / f"dir{number % 7}" / f"doc{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number % 50 == 49:
            with zipfile.ZipFile(path.with_suffix(".zip"), "w") as archive:
                archive.writestr("one.txt", agreement(dice))
                archive.writestr("deep/two.txt", agreement(dice))
        elif number % 50 == 48:
            path.with_suffix(".pdf").write_bytes(b"%PDF-1.4 broken " + dice.randbytes(200))
        else:
            path.write_text(agreement(dice))


def disturb(folder: Path, dice: random.Random, step: int) -> None:
    files = sorted(path for path in folder.rglob("*.txt"))
    moved, edited, deleted, copied = dice.sample(files, 4)
    moved.rename(moved.with_name(f"moved{step}-{moved.name}"))
    edited.write_text(agreement(dice))
    deleted.unlink()
    shutil.copy(copied, folder / f"copy{step}-{copied.name}")
    (folder / f"new{step}.txt").write_text(agreement(dice))
    if step == KILLS // 2:
        (folder / "dir3").rename(folder / "dir3 renamed ")
    if step == KILLS // 2 + 2:
        a, b = dice.sample(sorted(folder.rglob("doc*.txt")), 2)
        a.rename(folder / "swap")
        b.rename(a)
        (folder / "swap").rename(b)


def snapshot(home: Home, folder: Path) -> dict[str, Any]:
    """Everything that users can see of a home, less ids (they remember a history)."""
    page = home.index.search(SearchRequest(size=10_000, facets=("Money", "Date", "Percent")))
    documents = {}
    for hit in page.hits:
        document = home.ledger.documents.read(hit.id)
        assert document is not None, f"{hit.paths} is in the index and not in the ledger"
        for path in hit.paths:
            documents[path.removeprefix(str(folder))] = (
                to_json(document, EnrichedBody),
                dict(hit.fields),
                len(hit.paths),
            )
    facets = {
        name: sorted((one.value, one.count) for one in values)
        for name, values in page.facets.items()
    }
    account = to_json(home.ledger.accounts.status(), StatusBody) | {"backlog_seconds": 0}
    failed = [
        (one.path.removeprefix(str(folder)), one.kind) for one in home.ledger.accounts.failed()
    ]
    return {"documents": documents, "facets": facets, "account": account, "failed": failed}


def wait_until_something_is_indexed(home: Path) -> None:
    end = time.monotonic() + 60
    with open_home(home, SETTINGS) as opened:
        while not opened.ledger.accounts.status().indexed:
            assert time.monotonic() < end, "nothing is indexed"
            time.sleep(0.1)


def test_killed_six_times_ends_like_a_clean_run(tmp_path: Path) -> None:
    dice = random.Random(20)
    folder = tmp_path / "in"
    populate(folder, dice)
    home = tmp_path / "home"
    command = enricher_command("watch", str(folder), "--home", str(home))
    for step in range(KILLS):
        with (tmp_path / "log").open("ab") as log:
            process = subprocess.Popen(command, env=ENVIRONMENT, stdout=log, stderr=log)
        if step == 0:  # on a busy machine all kills could come too early
            wait_until_something_is_indexed(home)
        time.sleep(dice.uniform(1.0, 4.0))
        disturb(folder, dice, step)
        time.sleep(dice.uniform(0.0, 0.6))
        assert process.poll() is None, (tmp_path / "log").read_text()
        kill_whole(process)
    time.sleep(SETTINGS.settle_seconds)
    with open_home(home, SETTINGS) as opened:
        halfway = opened.ledger.accounts.status()
        assert halfway.indexed > 0
        folders(opened).ingest([folder])
        survived = snapshot(opened, folder)
    with open_home(tmp_path / "clean", SETTINGS) as opened:
        folders(opened).ingest([folder])
        clean = snapshot(opened, folder)
    assert clean["account"]["pending"] == 0
    assert clean["account"]["seen"] > DOCUMENTS * 0.9
    assert survived == clean
