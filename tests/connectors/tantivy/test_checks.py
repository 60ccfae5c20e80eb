"""A byte that is not what was written is found wherever it stands, and the index is made anew."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from connectors.tantivy.checks import find_damage, is_suspect, suspect
from connectors.tantivy.folder import examine_folder
from connectors.tantivy.index import TantivyIndex
from connectors.tantivy.writer import TantivyWriter
from enricher.errors import IndexBusyError, UnavailableError
from enricher.query.nodes import SearchPage, SearchRequest, Sort, Words
from tests.build import make_document

PARTS = ("store", "term", "idx", "pos", "fast", "fieldnorm", "del")


def write(writer: TantivyWriter, first: int, end: int) -> None:
    documents = [
        make_document(f"d{number}", f"some words of number {number}", {"Party": [f"P{number}"]})
        for number in range(first, end)
    ]
    writer.write(documents, [])


@pytest.fixture
def index(tmp_path: Path) -> Iterator[TantivyIndex]:
    """Two segments, one of them with a deletion."""
    index = TantivyIndex(tmp_path / "index")
    writer = index.open_writer()
    write(writer, 0, 5)
    write(writer, 5, 8)
    writer.write([], ["d3"])
    writer.close()
    yield index
    index.close()


def search(index: TantivyIndex) -> SearchPage:
    request = SearchRequest(
        query=Words(("words",)), sort=Sort("Party", descending=False), facets=("Party",)
    )
    return index.search(request)


def flip(path: Path, place: int, bit: int = 0) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))


@pytest.mark.parametrize("part", PARTS)
def test_a_flipped_bit_is_found_wherever_it_is(
    tmp_path: Path, index: TantivyIndex, part: str
) -> None:
    folder = tmp_path / "index"
    assert find_damage(folder) == ""
    file = next((folder / "tantivy").glob(f"*.{part}"))
    whole = file.read_bytes()
    end = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")  # of the content
    for place in (0, end // 2, end - 1, end + 3, len(whole) - 8, len(whole) - 1):
        flip(file, place, bit=place % 8)
        assert find_damage(folder).startswith(file.name), place
        file.write_bytes(whole)
        assert find_damage(folder) == ""


def test_a_missing_or_shortened_file_is_found(tmp_path: Path, index: TantivyIndex) -> None:
    folder = tmp_path / "index"
    file = next((folder / "tantivy").glob("*.pos"))
    whole = file.read_bytes()
    for content in (b"", whole[:-1], whole[1:], whole[:4]):
        file.write_bytes(content)
        assert file.name in find_damage(folder)
    file.unlink()
    assert find_damage(folder) == f"{file.name} is missing"


def test_a_file_is_read_again_once_it_changed_and_after_a_day(
    tmp_path: Path, index: TantivyIndex
) -> None:
    folder = tmp_path / "index"
    assert find_damage(folder) == ""
    file = next((folder / "tantivy").glob("*.idx"))
    status = file.stat()
    flip(file, 0)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))  # as bits rot on a disk
    assert find_damage(folder) == ""
    assert find_damage(folder, thorough=True).startswith(file.name)
    checked = json.loads((folder / "checked.json").read_text())
    checked[file.name][2] -= 25 * 3600
    (folder / "checked.json").write_text(json.dumps(checked))
    assert find_damage(folder).startswith(file.name)


def test_what_is_no_account_of_checks_counts_as_none(tmp_path: Path, index: TantivyIndex) -> None:
    for content in ("", "[]", '{"a": 1}', "not json"):
        (tmp_path / "index" / "checked.json").write_text(content)
        assert find_damage(tmp_path / "index") == ""


def test_texts_are_read_where_all_is(tmp_path: Path, index: TantivyIndex) -> None:
    folder = tmp_path / "index"
    assert examine_folder(folder) == ""
    with sqlite3.connect(folder / "texts.sqlite") as texts:
        texts.execute(
            "UPDATE texts SET body = CAST(x'00' || substr(body, 2) AS BLOB) WHERE id = 'd1'"
        )
    texts.close()
    assert examine_folder(folder).startswith("texts.sqlite: ")
    assert find_damage(folder) == ""


@pytest.mark.parametrize("part", ["store", "fast", "fieldnorm", "term"])
def test_damage_under_an_open_index_never_ends_in_a_panic(
    tmp_path: Path, index: TantivyIndex, part: str
) -> None:
    """Tantivy maps its files: what changes on the disk changes under it, and it may panic."""
    before = index.generation
    assert search(index).total == 7
    rng = random.Random(part)
    for file in (tmp_path / "index" / "tantivy").glob(f"*.{part}"):
        for _ in range(50):
            flip(file, rng.randrange(file.stat().st_size), rng.randrange(8))
    for _ in range(2):  # an answer, or that there is none; and no raw panic
        with suppress(UnavailableError):
            search(index)
    writer = index.open_writer()
    assert index.generation != before
    assert search(index).total == 0
    write(writer, 0, 4)
    assert search(index).total == 4
    writer.close()
    assert (tmp_path / "index.aside").exists()


def test_a_text_that_cannot_be_unpacked_has_the_index_made_anew(
    tmp_path: Path, index: TantivyIndex
) -> None:
    with sqlite3.connect(tmp_path / "index" / "texts.sqlite") as texts:
        texts.execute("UPDATE texts SET body = substr(body, 1, 5)")
    texts.close()
    with pytest.raises(UnavailableError, match="checked now, and rebuilt"):
        search(index)
    assert search(index).total == 0
    assert examine_folder(tmp_path / "index.aside").startswith("texts.sqlite")


def test_only_the_writer_moves_its_index_aside(tmp_path: Path, index: TantivyIndex) -> None:
    folder = tmp_path / "index"
    before = index.generation
    writer = index.open_writer()
    assert writer.is_usable
    flip(next((folder / "tantivy").glob("*.idx")), 0)
    with pytest.raises(IndexBusyError, match="is damaged"):
        TantivyIndex(folder)
    assert is_suspect(folder)
    assert not writer.is_usable
    assert index.generation == before
    writer.close()
    again = index.open_writer()
    assert again.is_usable
    assert again.count == 0
    assert index.generation != before
    again.close()


def test_an_index_that_is_doubted_without_reason_stays(
    tmp_path: Path, index: TantivyIndex, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "index"
    before = index.generation
    suspect(folder, "a search failed")
    assert search(index).total == 7
    assert index.generation == before
    assert "doubted and is whole" in caplog.text
    suspect(folder, "a search failed again")
    assert not is_suspect(folder), "all of it would be read at each such search"


def test_a_folder_that_was_removed_is_no_longer_written(
    tmp_path: Path, index: TantivyIndex
) -> None:
    writer = index.open_writer()
    (tmp_path / "index").rename(tmp_path / "elsewhere")
    assert not writer.is_usable
    writer.close()
    again = index.open_writer()
    assert again.is_usable
    assert again.count == 0
    again.close()
