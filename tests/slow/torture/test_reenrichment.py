"""A home is read again by other rules, killed on the way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from enricher.review.service import Wish
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from enricher.wiring.reenrichment import outdated, runs
from enricher.wiring.review import corrections
from tests.agreements import write_agreements
from tests.enricher.homes import enricher_command, environment, make_home
from tests.enricher.projects.reenrichment.rules import deploy, snapshot


def test_killed_on_the_way_it_ends_like_a_clean_run(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    write_agreements(documents, range(300), sentences=40)
    killed, clean = make_home(tmp_path / "killed"), tmp_path / "clean"
    with open_home(killed) as opened:
        folders(opened).ingest([documents])
        corrections(opened).correct(
            str(documents / "part0" / "agreement000.txt"),
            Wish("Term", "AGREEMENT", value="9 years"),
            "ada",
        )
        assert outdated(opened).count() == 0
    deploy(killed)
    shutil.copytree(killed, clean)
    os.rename(documents, tmp_path / "away")  # noqa: PTH104
    command = enricher_command("reenrich", "--home", str(killed))
    left = 300
    kills = 0
    with open_home(killed) as opened:
        while left:
            process = subprocess.Popen(command, env=environment())
            end = time.monotonic() + 300
            while process.poll() is None and time.monotonic() < end:
                now = outdated(opened).count() or 0
                if kills < 3 and 0 < now < left:
                    process.send_signal(signal.SIGKILL)
                    kills += 1
                    break
                time.sleep(0.01)
            process.wait()
            after = outdated(opened).count() or 0
            assert after < left, "what was done is not done again"
            left = after
        assert kills == 3, "it was never killed in the middle"
        survived = snapshot(opened)
    with open_home(clean) as opened:
        assert runs(opened).run(outdated(opened).find()).documents == 300
        assert survived == snapshot(opened)
        corrected = [one for one in survived.values() if one[1].get("Term") == ("9 years",)]
        assert len(corrected) == 1
