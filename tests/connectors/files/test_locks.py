from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from connectors.files.locks import unlock
from connectors.files.reader import FileReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import ExtractedText, SourceFile
from enricher.documents.notices import in_words, kind_of
from enricher.entities import Notice
from tests.connectors.outlook import outlook_message
from tests.connectors.workbooks import protected_xls
from tests.protected_files import (
    old_protected_zip,
    pdf,
    protected_docx,
    protected_pdf,
    protected_xlsx,
    protected_zip,
)

TIKA = EmbeddedTika(ocr=False)
RIGHT = "Grüße 2024!"
LINE = "The rent is 800 francs a month."

PROTECTED = {
    "aes.pdf": protected_pdf(RIGHT, LINE),
    "rc4.pdf": protected_pdf("rent", LINE, algorithm="RC4-128"),
    "lease.docx": protected_docx(RIGHT, LINE),
    "rents.xls": protected_xls(RIGHT, {"Rents": [("what", "amount"), (LINE, 800)]}),
    "rents.xlsx": protected_xlsx(RIGHT, ("what", "amount"), (LINE, "800")),
}
ARCHIVES = {
    "aes.zip": protected_zip(RIGHT, lease_txt=LINE.encode()),
    "old.zip": old_protected_zip(RIGHT, "lease.txt", LINE.encode()),
    "nested.zip": protected_zip(RIGHT, lease_pdf=protected_pdf("rent", LINE)),
}


def extract(folder: Path, name: str, data: bytes, *passwords: str) -> list[ExtractedText]:
    path = folder / name
    path.write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return FileReader(TIKA).extract(SourceFile(path, len(data), 0, sha256, passwords))


@pytest.mark.parametrize("name", PROTECTED)
def test_file_is_read_with_the_one_of_several_passwords_that_opens_it(
    name: str, tmp_path: Path
) -> None:
    (text,) = extract(tmp_path, name, PROTECTED[name], "wrong", RIGHT, "rent")
    assert LINE in text.text
    assert text.failure is None
    assert text.sha256 == hashlib.sha256(PROTECTED[name]).hexdigest()  # of the file as it is


@pytest.mark.parametrize("name", PROTECTED)
def test_file_that_no_password_opens_fails_with_its_remedy(name: str, tmp_path: Path) -> None:
    (without,) = extract(tmp_path, name, PROTECTED[name])
    (wrong,) = extract(tmp_path, name, PROTECTED[name], "wrong", "worse")
    assert (without.failure, wrong.failure) == (
        Notice("file_encrypted"),
        Notice("file_locked", {"count": 2}),
    )
    for failure in (without.failure, wrong.failure):
        assert failure is not None
        assert kind_of(failure) == "encrypted"
        assert "`enricher passwords add`" in in_words(failure)


@pytest.mark.parametrize("name", ARCHIVES)
def test_members_are_unpacked_with_the_password_that_opens_them(name: str, tmp_path: Path) -> None:
    archive, member = extract(tmp_path, name, ARCHIVES[name], "wrong", "rent", RIGHT)
    assert archive.failure is None
    assert LINE in member.text


def test_every_wrong_password_leaves_a_member_of_the_old_encryption_shut(tmp_path: Path) -> None:
    """One of 256 passes the check in its head; its sum is wrong then."""
    wrong = [f"wrong {number}" for number in range(1000)]
    _, member = extract(tmp_path, "old.zip", ARCHIVES["old.zip"], *wrong)
    assert member.failure == Notice("member_locked", {"count": 1000})
    _, member = extract(tmp_path, "old.zip", ARCHIVES["old.zip"], *wrong, RIGHT)
    assert member.text == LINE


@pytest.mark.parametrize("name", ["aes.zip", "old.zip"])
def test_members_that_no_password_opens_fail_one_by_one(name: str, tmp_path: Path) -> None:
    _, without = extract(tmp_path, name, ARCHIVES[name])
    _, wrong = extract(tmp_path, name, ARCHIVES[name], "wrong")
    assert without.failure == Notice("member_encrypted")
    assert wrong.failure == Notice("member_locked", {"count": 1})


def test_attachment_is_opened_as_files_are(tmp_path: Path) -> None:
    mail = outlook_message("The lease", "attached", "Ada", {"lease.pdf": PROTECTED["aes.pdf"]})
    _, attachment = extract(tmp_path, "mail.msg", mail, RIGHT)
    assert LINE in attachment.text


@pytest.mark.parametrize("name", PROTECTED)
def test_damaged_file_is_not_opened_and_raises_nothing(name: str, tmp_path: Path) -> None:
    whole = PROTECTED[name]
    for share in (0.2, 0.5, 0.9):
        path = tmp_path / name
        path.write_bytes(whole[: int(len(whole) * share)])
        plain = unlock(path, ["rent", RIGHT], tmp_path)
        assert plain is None or plain.is_file()


def test_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("nothing is hidden here")
    assert unlock(path, [RIGHT], tmp_path) is None
    (text,) = extract(tmp_path, "open.pdf", pdf(LINE), RIGHT)
    assert LINE in text.text
