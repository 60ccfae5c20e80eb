from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import psutil
import pytest

from connectors.files.staging import Budget, Member, Staging, safe_name
from connectors.files.unpack import Container, container_kind, members
from enricher.documents.notices import all_in_words, in_words
from enricher.entities import Notice
from tests.clocks import processor_at_most
from tests.connectors.outlook import outlook_message


def why(member: Member) -> str:
    """Why a member could not be unpacked, in words."""
    assert member.failure is not None
    return in_words(member.failure)


def make_zip(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def make_tar(fill: Callable[[Callable[..., None]], None], mode: str = "w", **options: int) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, **options) as archive:  # type: ignore[call-overload]

        def add(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, to: str = "") -> None:
            info = tarfile.TarInfo(name)
            info.size, info.type, info.linkname = len(data), kind, to
            archive.addfile(info, io.BytesIO(data))

        fill(add)
    return file.getvalue()


def mail_bytes() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "Hello"
    mail.set_content("Text")
    return mail.as_bytes()


class Opened:
    """Unpacks one file into a folder of its own and keeps what came out."""

    def __init__(self, folder: Path, count: int = 1000, megabytes: int = 10) -> None:
        self.folder = folder / "staging"
        self.folder.mkdir()
        self.source = folder
        self.staging = Staging(self.folder, Budget.of(count, megabytes), (".*",))
        self.contents: dict[str, bytes] = {}
        self.failed: dict[str, Member] = {}

    def unpack(self, name: str, data: bytes) -> Opened:
        path = self.source / name
        path.write_bytes(data)
        kind = container_kind(path, name)
        assert kind is not None
        for member in members(kind, path, name, self.staging):
            if member.path is None:
                self.failed[member.name] = member
            else:
                assert member.path.parent == self.folder
                self.contents[member.name] = member.path.read_bytes()
                assert len(self.contents[member.name]) == member.size_bytes
                member.path.unlink()
        assert list(self.folder.iterdir()) == []
        return self


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    return Opened(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.zip", make_zip({"a.txt": b"a"}), Container.ZIP),
        ("no_suffix", make_zip({"a.txt": b"a"}), Container.ZIP),
        ("empty.zip", make_zip({}), Container.ZIP),
        ("a.docx", make_zip({"[Content_Types].xml": b"", "word/document.xml": b""}), None),
        ("a.zip", make_zip({"[Content_Types].xml": b"", "word/document.xml": b""}), None),
        ("a.odt", make_zip({"mimetype": b"", "content.xml": b""}), None),
        ("a.key", make_zip({"Index/Document.iwa": b""}), None),
        ("a.tar", make_tar(lambda add: add("a.txt", b"a")), Container.TAR),
        ("a.tgz", gzip.compress(b"a", mtime=0), Container.GZIP),
        ("a.bz2", bz2.compress(b"a"), Container.BZIP2),
        ("a.xz", lzma.compress(b"a"), Container.XZ),
        ("a.msg", outlook_message("s", "b", "f"), Container.MSG),
        ("a.eml", mail_bytes(), Container.EML),
        ("upper.EML", mail_bytes(), Container.EML),
        ("mail", mail_bytes(), Container.EML),
        ("mail.txt", mail_bytes(), None),
        ("memo", b"From: Anna\nTo: Ben\nDate: today\n\nWe agreed.", None),
        ("a.mbox", b"From a@example.com Mon\nSubject: x\n\nText\n", Container.MBOX),
        ("letter", b"From Paris with love\n\nDear Sir", None),
        ("a.txt", b"plain", None),
        ("zeros.bin", b"\0" * 2000, None),
        ("empty", b"", None),
    ],
)
def test_the_bytes_decide_what_holds_members(
    tmp_path: Path, name: str, data: bytes, kind: Container | None
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert container_kind(path, name) == kind


def test_a_real_docx_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    docx.Document().save(str(path))
    assert container_kind(path, "a.zip") is None


def test_members_of_every_kind_of_tar(opened: Opened) -> None:
    def fill(add: Callable[..., None]) -> None:
        add("folder/a.txt", b"text")

    for name, mode in [("a.tar", "w"), ("b.tar.gz", "w:gz"), ("c.tbz2", "w:bz2"), ("d.xz", "w:xz")]:
        opened.unpack(name, make_tar(fill, mode))
    expected = ["folder/a.txt", *[f"folder/a ({number}).txt" for number in (2, 3, 4)]]
    assert opened.contents == dict.fromkeys(expected, b"text")


@pytest.mark.parametrize(
    ("name", "inner"),
    [("contract.pdf.gz", "contract.pdf"), ("LETTER.TXT.GZ", "LETTER.TXT"), (".gz", ".gz")],
)
def test_a_compressed_file_is_one_member(opened: Opened, name: str, inner: str) -> None:
    assert opened.unpack(name, gzip.compress(b"text")).contents == {inner: b"text"}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/absolute/a.txt", "absolute/a.txt"),
        ("C:\\Users\\a.txt", "Users/a.txt"),
        ("a//b/./c.txt", "a/b/c.txt"),
        ("bell\x07\n.txt", "bell__.txt"),
        ("..", "unnamed"),
        ("x" * 5000, "x" * 300),
    ],
)
def test_names_lead_nowhere(name: str, safe: str) -> None:
    assert safe_name(name, "unnamed") == safe


def test_a_hostile_tar_writes_nothing_outside(opened: Opened, tmp_path: Path) -> None:
    def fill(add: Callable[..., None]) -> None:
        add("../evil.txt", b"1")
        add(f"{tmp_path}/absolute.txt", b"2")
        add("link", kind=tarfile.SYMTYPE, to="/etc")
        add("link/passwd", b"3")
        add("hard", kind=tarfile.LNKTYPE, to="/etc/passwd")
        add("device", kind=tarfile.CHRTYPE)
        add("pipe", kind=tarfile.FIFOTYPE)
        add("same.txt", b"4")
        add("same.txt", b"5")
        add(".DS_Store", b"6")

    before = set(tmp_path.iterdir())
    opened.unpack("evil.tar", make_tar(fill))
    assert set(tmp_path.iterdir()) - before == {tmp_path / "evil.tar"}
    assert sorted(opened.contents.values()) == [b"1", b"2", b"3", b"4", b"5"]
    assert {"evil.txt", "link/passwd", "same.txt", "same (2).txt"} < set(opened.contents)
    assert all_in_words(opened.staging.all_warnings()) == [
        "not read: devices (2), ignored by name (1), links (2)"
    ]


def test_links_in_a_zip_are_not_followed(opened: Opened) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("../a.txt", "a")
        archive.writestr("__MACOSX/._a.txt", "x")
    opened.unpack("a.zip", file.getvalue())
    assert opened.contents == {"a.txt": b"a"}


def test_names_in_utf8_and_in_cp437(opened: Opened) -> None:
    # Python sets the flag for UTF-8; old archivers set none and write either.
    data = make_zip({"a______.txt": b"1", "b__.txt": b"2"})
    data = data.replace(b"a______.txt", "a\u5951\u7d04.txt".encode())
    data = data.replace(b"b__.txt", "b\u00e4\u00fc.txt".encode("cp437"))
    opened.unpack("a.zip", data)
    assert opened.contents == {"a\u5951\u7d04.txt": b"1", "b\u00e4\u00fc.txt": b"2"}


def test_a_damaged_member_does_not_lose_its_siblings(opened: Opened) -> None:
    data = bytearray(make_zip({"a.txt": b"first", "b.txt": os.urandom(3000), "c.txt": b"last"}))
    at = data.index(b"b.txt") + 50
    data[at : at + 200] = bytes(200)
    opened.unpack("a.zip", bytes(data))
    assert opened.contents == {"a.txt": b"first", "c.txt": b"last"}
    assert "damaged" in why(opened.failed["b.txt"])


def test_an_encrypted_member_does_not_lose_its_siblings(opened: Opened) -> None:
    data = bytearray(make_zip({"secret.txt": b"first", "c.txt": b"last"}))
    for signature, offset in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)]:
        data[data.index(signature) + offset] |= 1
    opened.unpack("a.zip", bytes(data))
    assert opened.contents == {"c.txt": b"last"}
    assert opened.failed["secret.txt"].failure == Notice("member_encrypted")


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_cut_tar_gives_what_comes_before_the_cut(opened: Opened, mode: str) -> None:
    def fill(add: Callable[..., None]) -> None:
        for number in range(20):
            add(f"{number}.bin", os.urandom(20_000))

    data = make_tar(fill, mode)
    opened.unpack("a.tar", data[: len(data) // 2])
    assert "0.bin" in opened.contents or mode == "w:bz2"  # bzip2 works in blocks of 900 kB
    assert len(opened.contents) < 20
    assert opened.staging.all_warnings() or opened.failed


def test_a_damaged_compressed_file_says_so(opened: Opened) -> None:
    opened.unpack("a.txt.gz", gzip.compress(os.urandom(5000))[:2000])
    assert "damaged" in why(opened.failed["a.txt"])


def test_more_members_than_the_bound_are_named(tmp_path: Path) -> None:
    opened = Opened(tmp_path, count=3)
    opened.unpack("a.zip", make_zip({f"{number}.txt": b"x" for number in range(10)}))
    assert len(opened.contents) == 3
    (warning,) = all_in_words(opened.staging.all_warnings())
    assert "more than 3 members" in warning
    assert "member_count" in warning


def zeros(megabytes: int) -> bytes:
    file = io.BytesIO()
    with gzip.open(file, "wb", compresslevel=1) as stream:
        for _ in range(megabytes):
            stream.write(bytes(1_000_000))
    return file.getvalue()


def test_a_zip_bomb_ends_at_once_and_its_siblings_are_read(opened: Opened) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("bomb.txt", "w", force_zip64=True) as stream:
            for _ in range(1000):
                stream.write(bytes(1_000_000))
        archive.writestr("after.txt", b"after")
    before = psutil.Process().memory_info().rss
    with processor_at_most(2):  # to unpack it all takes longer
        opened.unpack("bomb.zip", file.getvalue())
    assert psutil.Process().memory_info().rss - before < 60_000_000
    assert opened.contents == {"after.txt": b"after"}
    error = why(opened.failed["bomb.txt"])
    assert "more than 10 MB" in error
    assert "member_megabytes" in error


def test_a_zip_that_lies_about_sizes_is_stopped_too(opened: Opened) -> None:
    data = make_zip({"bomb.txt": bytes(50_000_000)})
    lie = (1000).to_bytes(4, "little")
    at = data.index(b"PK\x01\x02") + 24
    data = data[:at] + lie + data[at + 4 :]
    data = data[:22] + lie + data[26:]
    opened.unpack("bomb.zip", data)
    assert opened.contents == {}
    assert why(opened.failed["bomb.txt"])


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.tar.gz"])
def test_a_compressed_bomb_ends_at_the_bound(opened: Opened, name: str) -> None:
    data = zeros(300)
    if name == "bomb.tar.gz":
        header = tarfile.TarInfo("bomb.txt")
        header.size = 300_000_000
        data = gzip.compress(header.tobuf()) + data
    with processor_at_most(3):
        opened.unpack(name, data)
    assert opened.contents == {}
    assert "more than 10 MB" in why(opened.failed["bomb.txt"])


def test_mails_of_an_mbox(opened: Opened) -> None:
    data = (
        b"From a@x Mon Jan  1 10:00:00 2024\nSubject: 1\n\nText\n>From here\n\nFrom now on, no.\n\n"
        b"From b@x Tue Jan  2 10:00:00 2024\nSubject: 2\n\nText\n"
    )
    opened.unpack("a.mbox", data)
    assert opened.contents == {
        "message-1.eml": b"Subject: 1\n\nText\nFrom here\n\nFrom now on, no.\n\n",
        "message-2.eml": b"Subject: 2\n\nText\n",
    }
