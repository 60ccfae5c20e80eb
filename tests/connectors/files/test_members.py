"""A member is unpacked again as what it was, or not at all."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from connectors.files.members import MemberPlace, unpack_member
from connectors.files.reader import Bounds
from enricher.errors import NotFoundError


def zipped(**members: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return written.getvalue()


def place(way: str, content: bytes, bounds: Bounds | None = None) -> MemberPlace:
    return MemberPlace(way, hashlib.sha256(content).hexdigest(), bounds or Bounds())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An archive of a text, and of an archive of another one with a large member before it."""
    path = tmp_path / "all.zip"
    inner = zipped(large_txt=b"x" * 2_000_000, a_txt=b"deep")
    path.write_bytes(zipped(a_txt=b"flat", inner_zip=inner))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "unpacked"
    made.mkdir()
    return made


def test_member_is_found_through_archives(file: Path, folder: Path) -> None:
    assert unpack_member(file, place("a.txt", b"flat"), folder).read_bytes() == b"flat"
    deep = unpack_member(file, place("inner.zip!/a.txt", b"deep"), folder)
    assert deep.read_bytes() == b"deep"
    assert deep.is_relative_to(folder)


@pytest.mark.parametrize(
    "gone",
    [
        place("a.txt", b"another text"),
        place("b.txt", b"flat"),
        place("a.txt!/a.txt", b"flat"),
        place("inner.zip!/a.txt", b"deep", Bounds(depth=1)),
        place("inner.zip!/a.txt", b"deep", Bounds(members=2)),
        place("inner.zip!/large.txt", b"x" * 2_000_000, Bounds(megabytes=1)),
    ],
)
def test_another_member_or_one_beyond_the_bounds_is_not_given(
    file: Path, folder: Path, gone: MemberPlace
) -> None:
    with pytest.raises(NotFoundError, match="not in its file any more"):
        unpack_member(file, gone, folder)
    assert not [path for path in folder.rglob("*") if path.is_file()]
