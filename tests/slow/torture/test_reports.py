"""A server is asked for many reports at once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import httpx
import psutil

from tests.enricher.homes import NDA, make_home
from tests.servers import server_process, wait_for_findings

DOCUMENTS = 150
REPORTS = 6
MEGABYTE = 1_000_000


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
        wait_for_findings(url, DOCUMENTS, policy="all")

        def ask(days: int) -> httpx.Response:
            since = today - timedelta(days=days)
            return httpx.get(f"{url}/audit/report.pdf", params={"from": f"{since}"}, timeout=300)

        assert ask(0).content.startswith(b"%PDF")
        server = psutil.Process(process.pid)
        before = server.memory_info().rss
        most = before
        with ThreadPoolExecutor(REPORTS) as clients:
            asked = [clients.submit(ask, days) for days in range(1, REPORTS + 1)]
            while not all(one.done() for one in asked):
                assert httpx.get(f"{url}/healthz", timeout=15).status_code == 200
                most = max(most, server.memory_info().rss)
                time.sleep(0.2)
        statuses = [one.result().status_code for one in asked]
        assert set(statuses) <= {200, 429}
        assert statuses.count(200) >= 3
        # Set in the server itself, each of them took some 250 MB, which it never gave back.
        assert most - before < 150 * MEGABYTE
