"""A real watcher on a real folder; the ledger is worked off by hand."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from connectors.folders.watcher import Watcher
from connectors.ledger.roots import RootTable
from tests.connectors.ledger_home import LedgerHome
from tests.permissions import binding_permissions


@pytest.fixture
def home(tmp_path: Path) -> Iterator[LedgerHome]:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"old{number}").write_text(f"old text {number}")
    home = LedgerHome(folder, tmp_path / "home", settle_seconds=0.3)
    time.sleep(0.35)
    home.sweep()
    with Watcher(home.sweeper, [home.root], sweep_seconds=3600) as watcher:
        assert watcher.swept.wait(10)
        yield home
        assert watcher.crash is None
    home.database.close()


def eventually(home: LedgerHome, holds: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, home.contents()
        time.sleep(0.02)
        home.work()


def test_closed_file_is_taken_at_once(home: LedgerHome) -> None:
    (home.folder / "new").write_text("hello")
    eventually(home, lambda: home.contents().get("new") == "hello")


def test_slow_write_ends_with_the_whole_text(home: LedgerHome) -> None:
    with (home.folder / "slow").open("w") as stream:
        for number in range(6):
            stream.write(f"part {number} ")
            stream.flush()
            time.sleep(0.1)
            home.work()
            assert "slow" not in home.contents()
    eventually(home, lambda: home.contents().get("slow", "").endswith("part 5 "))


def test_deleted_before_settled_leaves_nothing(home: LedgerHome) -> None:
    with (home.folder / "brief").open("w") as stream:
        stream.write("x")
        stream.flush()
        time.sleep(0.2)
        (home.folder / "brief").unlink()
    (home.folder / "marker").write_text("m")
    eventually(home, lambda: "marker" in home.contents())
    eventually(home, lambda: home.accounts.status().seen == 9)
    assert "brief" not in home.contents()


def test_rename_and_folder_moved_in_and_deletion(home: LedgerHome, tmp_path: Path) -> None:
    before = home.id_of("old0")
    (home.folder / "old0").rename(home.folder / "renamed")
    eventually(home, lambda: "renamed" in home.contents())
    assert home.id_of("renamed") == before
    outside = tmp_path / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "a").write_text("a text")
    outside.rename(home.folder / "inside")
    eventually(home, lambda: "inside/deep/a" in home.contents())
    shutil.rmtree(home.folder / "inside")
    eventually(home, lambda: "inside/deep/a" not in home.contents())


def test_tree_deleted_file_by_file_is_judged_as_one(home: LedgerHome) -> None:
    for number in range(6):
        (home.folder / f"old{number}").unlink()
        time.sleep(0.1)
    eventually(home, lambda: bool(home.accounts.status().held))
    assert len(home.index) == 8


def test_locked_folder_keeps_nobody_else_from_being_seen(tmp_path: Path) -> None:
    """Neither one that was locked before the watch began nor one that is locked while it runs."""
    folder = tmp_path / "in"
    for name in ("a", "b", "z"):
        (folder / name).mkdir(parents=True)
        (folder / name / "file").write_text(f"text of {name}")
    home = LedgerHome(folder, tmp_path / "home", settle_seconds=0)
    home.sweep()
    last = tmp_path / "last"
    last.mkdir()
    roots = [home.root, RootTable(home.database).add(last, None)]
    (folder / "a").chmod(0o600)
    try:
        with (
            binding_permissions(),
            Watcher(home.sweeper, roots, sweep_seconds=0.3) as watcher,
        ):
            assert watcher.swept.wait(10)
            (folder / "b").chmod(0o000)
            (folder / "z" / "late").write_text("late")
            (last / "other").write_text("other")
            eventually(home, lambda: {"late", "other"} <= set(home.read))
            eventually(home, lambda: len(home.accounts.status().folders) == 2)
            assert watcher.crash is None
        kept = {path: text for path, text in home.contents().items() if path.endswith("/file")}
        assert set(kept) == {"a/file", "b/file", "z/file"}
    finally:
        for name in ("a", "b"):
            (folder / name).chmod(0o700)
        home.database.close()
