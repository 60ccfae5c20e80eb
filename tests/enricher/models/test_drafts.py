from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from enricher.models.drafts import remove_unfinished, workplace
from tests.enricher.homes import environment

TRAINING = """
import signal, sys
from pathlib import Path
from enricher.models.drafts import workplace
with workplace(Path(sys.argv[1])) as place:
    (place / "model").mkdir()
    print(place, flush=True)
    signal.pause()
"""


def left(models: Path) -> list[Path]:
    return list(models.glob(".training-*"))


def test_what_a_training_makes_is_gone_in_the_end(tmp_path: Path) -> None:
    with workplace(tmp_path / "models") as place:
        (place / "model").mkdir()
        assert left(tmp_path / "models") == [place]
    assert left(tmp_path / "models") == []


def test_what_a_killed_training_left_is_removed_and_what_runs_is_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TRAINING, str(tmp_path)]
    with (
        workplace(tmp_path) as mine,
        subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as other,
    ):
        assert other.stdout is not None
        theirs = Path(other.stdout.readline().strip())
        assert remove_unfinished(tmp_path) == 0
        assert set(left(tmp_path)) == {mine, theirs}
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        assert remove_unfinished(tmp_path) == 1
        assert left(tmp_path) == [mine]


def test_nothing_is_removed_where_nothing_was_trained(tmp_path: Path) -> None:
    assert remove_unfinished(tmp_path / "models") == 0
    assert not (tmp_path / "models").exists()
