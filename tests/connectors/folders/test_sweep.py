"""Files that come, change, move and go, against a real folder and a real ledger."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.ledger.roots import RootTable
from enricher.errors import NotFoundError
from tests.connectors.ledger_home import LedgerHome
from tests.permissions import binding_permissions


@pytest.fixture
def home(tmp_path: Path) -> Iterator[LedgerHome]:
    folder = tmp_path / "in"
    folder.mkdir()
    home = LedgerHome(folder, tmp_path / "home")
    yield home
    home.database.close()


def write(home: LedgerHome, **files: str) -> None:
    for name, content in files.items():
        (home.folder / name).write_text(content)


def test_new_files_become_documents(home: LedgerHome) -> None:
    write(home, a="one", b="two")
    home.sweep()
    assert home.contents() == {"a": "one", "b": "two"}
    status = home.accounts.status()
    assert (status.seen, status.indexed, status.pending) == (2, 2, 0)


def test_unchanged_file_is_not_read_again(home: LedgerHome) -> None:
    write(home, a="one")
    home.sweep()
    home.sweep()
    assert home.read == ["a"]


def test_touched_file_is_hashed_but_not_read_again(home: LedgerHome) -> None:
    write(home, a="one")
    home.sweep()
    os.utime(home.folder / "a")
    assert home.sweep().changed == 1
    assert home.read == ["a"]
    assert home.accounts.status().indexed == 1


def test_edit_keeps_the_id_and_adds_a_version(home: LedgerHome) -> None:
    write(home, a="one")
    home.sweep()
    before = home.id_of("a")
    write(home, a="another")
    home.sweep()
    assert home.id_of("a") == before
    explained = home.accounts.explain(before)
    assert explained is not None
    assert len(explained["versions"]) == 2
    assert home.contents() == {"a": "another"}


def test_edit_of_the_same_size_and_time_is_seen(home: LedgerHome) -> None:
    write(home, a="one")
    home.sweep()
    before = (home.folder / "a").stat()
    write(home, a="two")
    os.utime(home.folder / "a", ns=(before.st_atime_ns, before.st_mtime_ns))
    home.sweep()
    assert home.contents() == {"a": "two"}


@pytest.mark.parametrize("touch", [False, True], ids=["untouched", "touched"])
def test_moved_file_keeps_its_id(home: LedgerHome, touch: bool) -> None:
    write(home, a="one", b="two", c="three", d="four", e="five")
    home.sweep()
    before = home.id_of("a")
    (home.folder / "sub").mkdir()
    (home.folder / "a").rename(home.folder / "sub" / "z")
    if touch:
        os.utime(home.folder / "sub" / "z")
    swept = home.sweep()
    assert swept.moved == (0 if touch else 1)
    assert home.id_of("sub/z") == before
    assert "a" not in home.contents()
    assert len(home.read) == 5


def test_moved_file_is_not_even_opened(home: LedgerHome) -> None:
    write(home, a="one", b="two", c="three", d="four", e="five")
    home.sweep()
    (home.folder / "a").rename(home.folder / "z")
    home.sweeper.sweep(home.root)
    (state,) = home.database.connection.execute(
        "SELECT state FROM files WHERE path = ?", (os.fsencode(home.folder / "z"),)
    ).fetchone()
    assert state == "known"


def test_renamed_folder_moves_all_its_files(home: LedgerHome) -> None:
    (home.folder / "old").mkdir()
    for number in range(20):
        write(home, **{f"old/{number}": f"text {number}"})
    home.sweep()
    ids = set(home.index)
    (home.folder / "old").rename(home.folder / "new ")
    swept = home.sweep()
    assert (swept.moved, swept.held) == (20, "")
    assert set(home.index) == ids
    assert set(home.contents()) == {f"new /{number}" for number in range(20)}


def test_two_files_that_change_places_keep_their_documents(home: LedgerHome) -> None:
    write(home, a="one", b="two!")
    home.sweep()
    ids = home.id_of("a"), home.id_of("b")
    (home.folder / "a").rename(home.folder / "c")
    (home.folder / "b").rename(home.folder / "a")
    (home.folder / "c").rename(home.folder / "b")
    home.sweep()
    assert (home.id_of("b"), home.id_of("a")) == ids
    assert home.contents() == {"a": "two!", "b": "one"}


def test_file_moved_to_another_disk_keeps_its_id(home: LedgerHome) -> None:
    write(home, a="one", b="two", c="three", d="four", e="five")
    home.sweep()
    before = home.id_of("a")
    shutil.copy(home.folder / "a", home.folder / "z")  # another inode, another time
    (home.folder / "a").unlink()
    home.sweep()
    assert home.id_of("z") == before
    assert "a" not in home.contents()


def test_copy_adds_a_path_and_is_not_read(home: LedgerHome) -> None:
    write(home, a="one")
    home.sweep()
    shutil.copy(home.folder / "a", home.folder / "b")
    home.sweep()
    assert home.id_of("a") == home.id_of("b")
    assert home.read == ["a"]
    assert len(home.index) == 1


def test_edited_copy_becomes_a_document_of_its_own(home: LedgerHome) -> None:
    write(home, a="one", b="one")
    home.sweep()
    before = home.id_of("a")
    write(home, b="two")
    home.sweep()
    assert home.id_of("a") == before != home.id_of("b")
    assert home.contents() == {"a": "one", "b": "two"}


def test_edit_into_a_known_content_joins_it(home: LedgerHome) -> None:
    write(home, a="one", b="two")
    home.sweep()
    kept = home.id_of("b")
    write(home, a="two")
    home.sweep()
    assert set(home.index) == {kept}
    assert home.contents() == {"a": "two", "b": "two"}


def test_deleted_file_leaves_the_index(home: LedgerHome) -> None:
    write(home, a="one", b="two")
    home.sweep()
    (home.folder / "b").unlink()
    assert home.sweep().removed == 1
    assert home.contents() == {"a": "one"}


def test_restored_file_comes_back_under_its_id(home: LedgerHome) -> None:
    write(home, a="one", b="two")
    home.sweep()
    before = home.id_of("b")
    (home.folder / "b").unlink()
    home.sweep()
    write(home, b="two")
    home.sweep()
    assert home.id_of("b") == before


def test_a_new_file_where_a_moved_one_was_gets_another_id(home: LedgerHome) -> None:
    write(home, a="one")
    home.sweep()
    first = home.id_of("a")
    (home.folder / "a").rename(home.folder / "b")
    home.sweep()
    write(home, b="edited")
    home.sweep()
    write(home, a="one")
    home.sweep()
    assert home.id_of("b") == first != home.id_of("a")


def test_many_vanishing_at_once_are_kept_until_confirmed(home: LedgerHome) -> None:
    for number in range(8):
        write(home, **{f"f{number}": f"text {number}"})
    home.sweep()
    for number in range(3):
        (home.folder / f"f{number}").unlink()
    held = home.sweep()
    assert "3 of 8" in held.held
    assert len(home.index) == 8
    assert home.accounts.status().missing == 3
    assert home.accounts.status().held == (held.held,)
    home.sweep(confirmed=True)
    assert len(home.index) == 5
    assert home.accounts.status().held == ()


def test_files_that_come_back_release_the_guard(home: LedgerHome) -> None:
    for number in range(8):
        write(home, **{f"f{number}": f"text {number}"})
    home.sweep()
    (home.folder).rename(home.folder.with_name("away"))
    assert "cannot be read" in home.sweep().held
    assert len(home.index) == 8
    home.folder.with_name("away").rename(home.folder)
    assert home.sweep().held == ""
    assert len(home.read) == 8


def test_empty_mount_removes_nothing(home: LedgerHome) -> None:
    write(home, a="one", b="two")
    home.sweep()
    shutil.rmtree(home.folder)
    home.folder.mkdir()
    assert "2 of 2" in home.sweep().held
    assert len(home.index) == 2


def test_links_loops_and_odd_files_are_ignored_with_a_reason(home: LedgerHome) -> None:
    write(home, a="one")
    (home.folder / "loop").symlink_to(home.folder)
    (home.folder / "out").symlink_to("/etc/hostname")
    (home.folder / "dangling").symlink_to("nowhere")
    os.mkfifo(home.folder / "pipe")
    write(home, **{".DS_Store": "x", "._a.pdf": "x", "b.TMP": "x"})
    home.sweep()
    assert home.contents() == {"a": "one"}
    reasons = {Path(one.path).name: one.reason for one in home.accounts.failed(ignored=True)}
    assert set(reasons) == {"loop", "out", "dangling", "pipe", ".DS_Store", "._a.pdf", "b.TMP"}
    assert "symbolic link" in reasons["loop"]
    assert "'*.tmp'" in reasons["b.TMP"]


def test_name_that_is_not_utf8_and_folder_ending_in_a_blank(home: LedgerHome) -> None:
    (home.folder / "contracts ").mkdir()
    raw = os.fsencode(home.folder / "contracts ") + b"/\xff\xfe.txt"
    Path(os.fsdecode(raw)).write_text("odd")
    home.sweep()
    assert home.contents() == {"contracts /\ufffd\ufffd.txt": "odd"}


@pytest.mark.parametrize("time_ns", [0, -1_000_000_000, 4_000_000_000_000_000_000])
def test_odd_times_are_no_obstacle(home: LedgerHome, time_ns: int) -> None:
    write(home, a="one")
    os.utime(home.folder / "a", ns=(time_ns, time_ns))
    home.sweep()
    assert home.contents() == {"a": "one"}


def test_failed_document_has_a_reason_and_can_be_retried(home: LedgerHome) -> None:
    write(home, a="bad", b="fine")
    home.sweep()
    (failed,) = home.accounts.failed()
    assert (failed.reason, failed.kind) == ("it is bad", "failed")
    assert home.accounts.status().failed == 1
    write(home, a="good")
    home.sweep()
    assert home.accounts.status().failed == 0


def test_edit_that_fails_leaves_no_old_content_behind(home: LedgerHome) -> None:
    write(home, a="one")
    home.sweep()
    write(home, a="bad now")
    home.sweep()
    assert home.contents() == {}
    assert home.accounts.status().failed == 1


def test_retry_of_an_unknown_id_changes_nothing(home: LedgerHome) -> None:
    write(home, a="bad")
    home.sweep()
    with pytest.raises(NotFoundError, match="not among what failed"):
        home.accounts.retry(["nonsense"])
    assert home.accounts.retry(everything=True) == 1
    assert home.accounts.status().pending == 1


def test_members_follow_their_file(home: LedgerHome) -> None:
    write(home, a="zip:x,y,x!/z", b="other")
    home.sweep()
    assert set(home.contents()) == {"a", "a!/x", "a!/y", "a!/x!/z", "b"}
    deep = next(one for one in home.index.values() if one.paths[0].endswith("x!/z"))
    assert deep.parents == (home.id_of("a"), home.id_of("a!/x"))
    kept = home.id_of("a!/y")
    (home.folder / "a").rename(home.folder / "c")
    home.sweep()
    assert home.id_of("c!/y") == kept
    write(home, c="zip:y")
    home.sweep()
    assert set(home.contents()) == {"c", "c!/y", "b"}
    assert home.id_of("c!/y") == kept
    (home.folder / "c").unlink()
    home.sweep()
    assert set(home.contents()) == {"b"}


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (0o600, "the folder can be listed and not entered: Permission denied"),
        (0o300, "the folder cannot be listed: Permission denied"),
        (0o000, "the folder cannot be listed: Permission denied"),
    ],
)
def test_locked_folder_is_one_failure_and_loses_nothing(
    home: LedgerHome, mode: int, words: str
) -> None:
    """As root at a folder of its own; its capabilities are put away, so permissions bind."""
    locked = home.folder / "locked"
    (locked / "below" / "deeper").mkdir(parents=True)
    (home.folder / "z").mkdir()
    write(home, a="one", **{"locked/b": "two", "locked/below/c": "three"})
    home.sweep()
    write(home, **{"z/late": "four"})
    locked.chmod(mode)
    try:
        with binding_permissions():
            found = home.sweep()
            assert home.sweeper.sweep(home.root, confirmed=True).removed == 0
            # What events tell of the inside changes nothing either.
            home.sweeper.vanished(locked / "b", home.root)
            home.sweeper.vanished(locked, home.root)
            home.sweeper.observe(locked / "b", home.root)
            home.sweeper.forget(home.root, grace_seconds=0)
            home.files.forget_orphans()
    finally:
        locked.chmod(0o700)
    everything = {"a": "one", "locked/b": "two", "locked/below/c": "three", "z/late": "four"}
    assert (found.held, found.removed) == ("", 0)
    assert home.contents() == everything
    (account,) = home.accounts.failed()
    assert (account.path, account.kind) == (str(locked), "folder")
    assert account.reason == words
    assert "chmod u+rx" in account.next_step
    status = home.accounts.status()
    assert status.folders == (f"{locked}: {words}",)
    assert (status.seen, status.failed, status.missing, status.pending) == (5, 1, 0, 0)
    assert status.sentence() == "5 files: 4 indexed, 1 folder not read"
    home.sweep()
    assert home.accounts.failed() == []
    assert home.accounts.status().folders == ()
    (locked / "b").unlink()
    home.sweep()
    assert set(home.contents()) == everything.keys() - {"locked/b"}


def test_retry_leaves_a_locked_folder_on_the_account(home: LedgerHome) -> None:
    locked = home.folder / "locked"
    locked.mkdir()
    write(home, **{"locked/b": "two"})
    locked.chmod(0o000)
    try:
        with binding_permissions():
            home.sweep()
            home.accounts.retry(everything=True)
            home.work()
    finally:
        locked.chmod(0o700)
    assert [one.kind for one in home.accounts.failed()] == ["folder"]


def test_path_longer_than_the_system_takes_fails_alone(home: LedgerHome) -> None:
    """A name and a folder at which the system calls fail, as they do on a failing drive."""
    before = os.open(".", os.O_RDONLY)
    os.chdir(home.folder)
    try:
        for _ in range(18):  # 4,500 characters, of which the system takes 4,095
            os.mkdir("d" * 250)  # noqa: PTH102  there is no other way to make such a path
            os.chdir("d" * 250)
            Path("f" * 200).write_text(f"at {len(os.getcwd())}")  # noqa: PTH109
    except OSError:
        pass  # getcwd ends where paths do
    finally:
        os.fchdir(before)
        os.close(before)
    (home.folder / "z").mkdir()
    write(home, **{"z/late": "four"})
    home.sweep()
    assert home.contents()["z/late"] == "four"
    assert home.accounts.status().indexed > 10
    part, whole = home.accounts.status().folders
    assert ": the folder cannot be read whole: fff" in part
    assert part.endswith("f in it: File name too long")
    assert whole.endswith(": the folder cannot be listed: File name too long")
    assert home.sweep().removed == 0


def test_file_still_growing_is_not_taken(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    home = LedgerHome(folder, tmp_path / "home", settle_seconds=0.3)
    write(home, a="half")
    home.sweep()
    assert home.read == []
    assert home.accounts.status().pending == 1
    home.database.close()


def test_home_inside_a_watched_folder_is_not_read(tmp_path: Path) -> None:
    home = LedgerHome(tmp_path, tmp_path / "home")
    (tmp_path / "a").write_text("one")
    (tmp_path / "home" / "enricher.toml").write_text("")
    home.sweep()
    home.sweeper.observe(tmp_path / "home" / "ledger.db", home.root)
    home.work()
    assert home.contents() == {"a": "one"}
    home.database.close()


def test_other_models_for_a_copy_read_the_document_again(home: LedgerHome, tmp_path: Path) -> None:
    write(home, a="one")
    home.sweep()
    other = tmp_path / "other"
    other.mkdir()
    root = RootTable(home.database).add(other, "special")
    home.database.connection.execute(
        "UPDATE collections SET serve = 'mine/production' WHERE name = 'special'"
    )
    (other / "copy").write_text("one")
    home.sweeper.sweep(root)
    home.work()
    assert home.read == ["a", "a"]
    (document,) = home.index.values()
    assert document.collections == ("default", "special")
    (other / "copy").unlink()
    home.sweeper.sweep(root)
    home.work()
    assert home.read == ["a", "a", "a"]


def test_backlog_is_as_old_as_the_oldest_file_that_waits(home: LedgerHome) -> None:
    write(home, a="one")
    home.sweep()
    home.database.connection.execute("UPDATE files SET noticed_at = noticed_at - 1000")
    write(home, copy="one")
    home.sweeper.sweep(home.root)
    while home.intake.step(10):
        pass
    status = home.accounts.status()
    assert status.pending == 2
    assert status.backlog_seconds < 100
