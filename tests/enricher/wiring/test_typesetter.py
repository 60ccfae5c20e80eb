"""Files that are set in a process of their own, and a server that is asked for many of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import psutil
import pytest

from enricher.errors import InputError
from enricher.wiring.typesetter import Typesetter
from tests.enricher.homes import NDA, make_home
from tests.servers import server_process

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
TEMPLATE = '#set document(title: "t"); #let texts = json(bytes(sys.inputs.texts))\n#texts.words #texts.made'
DOCUMENTS = 150
MEGABYTE = 1_000_000


@pytest.fixture
def typesetter() -> Iterator[Typesetter]:
    with Typesetter() as opened:
        yield opened


def test_what_shows_the_same_is_made_once(typesetter: Typesetter) -> None:
    first = typesetter.typeset(TEMPLATE, {"words": "a", "made": "12:00"}, NOON)
    later = NOON + timedelta(minutes=1)
    assert typesetter.typeset(TEMPLATE, {"words": "a", "made": "12:01"}, later) is first
    other = typesetter.typeset(TEMPLATE, {"words": "b", "made": "12:01"}, later)
    assert other.content != first.content
    assert first.content.startswith(b"%PDF")


def test_the_last_files_alone_are_kept(typesetter: Typesetter) -> None:
    def made(words: str) -> bytes:
        return typesetter.typeset(TEMPLATE, {"words": words, "made": ""}, NOON).content

    first = made("a")
    assert made("a") is first
    for number in range(8):
        made(f"{number}")
    assert made("a") is not first


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_made() -> None:
    endless = "#for a in range(100000) { for b in range(100000) { let c = a * b } }"
    with Typesetter(seconds=4) as typesetter:
        with pytest.raises(InputError, match=r"it took more than 4 s .* choose a shorter period"):
            typesetter.typeset(endless, {}, NOON)
        assert typesetter.typeset(TEMPLATE, {"words": "a", "made": ""}, NOON).content


def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    with (
        Typesetter(megabytes=60) as small,
        pytest.raises(InputError, match="needed more than 60 MB"),
    ):
        small.typeset(TEMPLATE, {"words": "a" * MEGABYTE, "made": ""}, NOON)


@pytest.mark.slow
def test_reports_leave_the_memory_of_the_server_as_it_is(tmp_path: Path) -> None:
    home, documents = make_home(tmp_path / "home"), tmp_path / "documents"
    policies = home / "projects" / "contracts" / "policies"
    policies.mkdir()
    (policies / "all.yaml").write_text(
        "id: all\ntitle: All of them\nseverity: high\ncondition: size(fields.Party) > 0\n"
        "message: '{Party} is a party.'\n"
    )
    documents.mkdir()
    for number in range(DOCUMENTS):
        (documents / f"nda-{number}.txt").write_text(f"{NDA}\nCopy {number}.\n")
    today = date.today()
    with server_process(home, "--watch", str(documents)) as (process, url):
        wait_for_findings(url, DOCUMENTS)

        def ask(days: int) -> httpx.Response:
            since = today - timedelta(days=days)
            return httpx.get(f"{url}/audit/report.pdf", params={"from": f"{since}"}, timeout=300)

        assert ask(0).content.startswith(b"%PDF")
        server = psutil.Process(process.pid)
        before = server.memory_info().rss
        most = before
        with ThreadPoolExecutor(20) as clients:
            asked = [clients.submit(ask, days) for days in range(1, 21)]
            while not all(one.done() for one in asked):
                assert httpx.get(f"{url}/healthz", timeout=15).status_code == 200
                most = max(most, server.memory_info().rss)
                time.sleep(0.2)
        statuses = [one.result().status_code for one in asked]
        assert set(statuses) <= {200, 429}
        assert statuses.count(200) >= 3
        # Set in the server itself, each of them took some 250 MB, which it never gave back.
        assert most - before < 150 * MEGABYTE


def wait_for_findings(url: str, count: int) -> None:
    end = time.monotonic() + 180
    while (
        httpx.get(f"{url}/api/findings?policy=all&size=0", timeout=60).json().get("total", 0)
        < count
    ):
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.5)
