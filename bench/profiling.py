"""Where the main process of an ingest spends its time, thread by thread."""

from __future__ import annotations

import cProfile
import pstats
import threading
from pathlib import Path

from bench.documents import write_real_files, write_synthetic_files
from bench.workspace import Workspace
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders

_LINES = 25


def profile(work: Workspace, name: str) -> None:
    """Print what an ingest calls most: the files of `pipeline`, or the first step of `scale`."""
    folder = work.folder / "files"
    folder.mkdir()
    if name == "pipeline":
        write_real_files(folder, work.sizes.files)
    else:
        write_synthetic_files(folder, range(work.sizes.steps[0]))
    profiles: dict[str, cProfile.Profile] = {}

    def begin(*_: object) -> None:
        # Called by the first event of each new thread; from then on the profile listens itself.
        profiler = profiles[threading.current_thread().name] = cProfile.Profile()
        profiler.enable()

    home = work.new_home("home", paired=False)
    threading.setprofile(begin)
    try:
        _profile_here(profiles, home, folder)
    finally:
        threading.setprofile(None)
    for thread, profiler in profiles.items():
        print(f"\nthread {thread}")
        pstats.Stats(profiler).sort_stats("tottime").print_stats(_LINES)


def _profile_here(profiles: dict[str, cProfile.Profile], home: Path, folder: Path) -> None:
    profiler = profiles["main"] = cProfile.Profile()
    with open_home(home) as opened, profiler:
        folders(opened).ingest([folder])
