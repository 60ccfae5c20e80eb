"""A folder of the server is looked at and added over HTTP, where that is allowed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from enricher.errors import ConflictError, InputError
from enricher.ingestion.folder_additions import FolderAdditions
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import folder_additions, folders
from tests.enricher.api.clients import connect
from tests.enricher.homes import NDA, make_home
from tests.permissions import binding_permissions

KEYS = {"api_key": "a" * 20, "tagger_key": "t" * 20}
ADMINISTRATOR, TAGGER = ({"x-api-key": key} for key in KEYS.values())


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with open_home(make_home(tmp_path / "home")) as home:
        yield home


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    (folder / "deep").mkdir(parents=True)
    (folder / "nda.txt").write_text(NDA)
    (folder / "deep" / "loan.TXT").write_text(NDA)
    (folder / "deep" / "scan.pdf").write_bytes(b"%PDF")
    (folder / ".hidden").write_text("x")
    (folder / "link.txt").symlink_to("/etc/hosts")
    return folder


def limited(home: Home, *roots: Path) -> FolderAdditions:
    settings = home.settings.model_copy(update={"folder_roots": tuple(map(str, roots))})
    return folder_additions(replace(home, settings=settings))


def test_folder_is_looked_at_and_added(home: Home, documents: Path) -> None:
    additions = folder_additions(home)
    look = additions.look(f" {documents}/ ")
    assert (look.path, look.files, look.kinds) == (documents, 3, {"txt": 2, "pdf": 1})
    assert (look.ignored, look.unread, look.is_whole) == (2, 0, True)
    assert home.ledger.roots.all() == []
    collection = additions.add(str(documents), "loans", "ada")
    assert (collection.name, collection.roots) == ("loans", (documents,))


def test_folder_that_cannot_be_added_is_told_with_the_reason(
    home: Home, documents: Path, tmp_path: Path
) -> None:
    additions = folder_additions(home)
    inside = tmp_path / "to-home"
    inside.symlink_to(home.path / "projects")
    for path, expected in (
        ("documents", "write the whole path"),
        ("/", "is of the system"),
        ("/proc/self", "is of the system"),
        (str(documents / "nothing"), "does not exist"),
        (str(documents / "nda.txt"), "is not a folder"),
        (str(home.path), "is in the home"),
        (str(inside), "is in the home"),
        (f"{documents}/\0", "write the whole path"),
    ):
        with pytest.raises(InputError, match=expected):
            additions.look(path)
    with pytest.raises(InputError, match="collection"):
        additions.add(str(documents), "no/such", "ada")
    additions.add(str(documents / "deep"), "loans", "ada")
    link = tmp_path / "link"
    link.symlink_to(documents / "deep")
    for place, overlap in (
        (documents / "deep", "is in collection loans already"),
        (link, "is in collection loans already"),
        (documents, "add the folders beside it one by one"),
    ):
        with pytest.raises(ConflictError, match=overlap):
            additions.look(str(place))
    (documents / "deep" / "more").mkdir()
    with pytest.raises(ConflictError, match="is read already, as part of"):
        additions.add(str(documents / "deep" / "more"), "loans", "ada")


def test_folder_that_cannot_be_read_is_told(home: Home, documents: Path) -> None:
    (documents / "deep").chmod(0)
    try:
        with binding_permissions():
            with pytest.raises(InputError, match="cannot be read by the user of the server"):
                folder_additions(home).look(str(documents / "deep"))
            assert folder_additions(home).look(str(documents)).unread == 1
    finally:
        (documents / "deep").chmod(0o700)


def test_nothing_is_told_of_what_lies_outside_of_the_allowed_folders(
    home: Home, documents: Path, tmp_path: Path
) -> None:
    additions = limited(home, documents)
    assert additions.look(str(documents / "deep")).files == 2
    out = documents / "out"
    out.symlink_to(tmp_path)
    told = set()
    for path in (str(out), f"{documents}/../home", "/etc", "/no/such/folder"):
        with pytest.raises(InputError, match="setting folder_roots") as refused:
            additions.look(path)
        told.add(str(refused.value))
    assert len(told) == 1


def test_over_http_administrators_add_folders(home: Home, documents: Path) -> None:
    with connect(home, **KEYS) as api:
        body = {"path": str(documents)}
        for address in ("/api/folders/look", "/api/folders"):
            refused = api.post(address, json={**body, "collection": "loans"}, headers=TAGGER)
            assert refused.status_code == 403
        look = api.post("/api/folders/look", json=body, headers=ADMINISTRATOR).json()
        assert (look["files"], look["whole"]) == (3, True)
        body["collection"] = "loans"
        added = api.post("/api/folders", json=body, headers=ADMINISTRATOR)
        assert added.status_code == 201, added.text
        assert added.json()["watched"] is False
        assert "enricher serve --watch" in added.json()["next_step"]
        again = api.post("/api/folders", json=body, headers=ADMINISTRATOR)
        assert again.status_code == 409
        events = api.get("/api/history", headers=TAGGER).json()["events"]
        assert events[0]["what"] == f"added {documents} to collection loans"


def test_folder_that_is_added_meanwhile_is_watched(
    home: Home, documents: Path, tmp_path: Path
) -> None:
    first, stop = tmp_path / "first", threading.Event()
    first.mkdir()
    watching = threading.Thread(
        target=lambda: folders(home).watch([first], all_known=True, stop=stop)
    )
    watching.start()
    try:
        with open_home(home.path) as other:
            folder_additions(other).add(str(documents / "deep"), "loans", "ada")
            (documents / "deep" / "scan.pdf").unlink()
            end = time.monotonic() + 120
            below = [os.fsencode(documents / "deep")]
            while not other.ledger.accounts.status(below).indexed and time.monotonic() < end:
                time.sleep(0.1)
            assert other.ledger.accounts.status(below).indexed == 1
    finally:
        stop.set()
        watching.join()
