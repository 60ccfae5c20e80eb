"""docs/portal.md says what is so: its commands run, its pictures are taken by tests, its pages are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import httpx

from tests.checkout import ROOT
from tests.enricher.homes import NDA, enricher_command, environment
from tests.servers import wait_for_findings
from tests.slow.guides.pages import commands, read_page
from tests.slow.portal.chromium import run, serving

PAGE = "portal.md"


def test_commands_of_the_page_work(tmp_path: Path) -> None:
    folder, home = tmp_path / "contracts", tmp_path / "home"
    folder.mkdir()
    (folder / "nda.txt").write_text(NDA)
    serve, review, *of_users = commands(PAGE)
    assert review.startswith("enricher review ")
    assert serve == "enricher serve --watch ~/contracts"
    with serving(home, folder) as url:
        for path in (
            "/",
            "/review",
            "/audit",
            "/audit/policies",
            "/audit/reminders",
            "/projects",
            "/ingestion",
            "/history",
            "/users",
        ):
            answer = httpx.get(url + path, timeout=60)
            assert answer.headers["content-type"].startswith("text/html")
            assert answer.status_code == 200, path
        wait_for_findings(url, 1)  # of which the commands speak
    run(enricher_command(*review.split()[1:], "--home", str(home)), env=environment())
    for command in of_users:
        given = shlex.split(command, comments=True)[1:]
        run(
            enricher_command(*given, "--home", str(home)),
            env=environment(),
            input="a password of theirs\n",
        )


def test_every_picture_is_one_that_a_test_takes() -> None:
    tests = "".join(
        path.read_text() for path in (ROOT / "tests" / "slow" / "portal").glob("test_*.py")
    )
    taken = set(re.findall(r'take_picture\(\w+, "([\w-]+)"\)', tests))
    shown = set(re.findall(r"pictures/([\w-]+)\.png", read_page(PAGE)))
    kept = {path.stem for path in (ROOT / "docs" / "pictures").glob("*.png")}
    drawn = set(re.findall(r"pictures/(table-[\w-]+)\.png", read_page("financial.md")))
    assert shown == kept - drawn  # docs/table_pictures.py draws those
    assert shown <= taken
