from __future__ import annotations

import hashlib
import zipfile
from email.message import EmailMessage
from pathlib import Path

from connectors.files.reader import FileReader
from connectors.structured.reader import StructuredReader
from enricher.documents import Reading, SourceFile

EXPORT = "Date,Description,Debit,Credit,Balance\n2025-01-02,Tea,5.00,,95.00\n2025-01-03,Jam,4.00,,91.00\n"


class Others:
    """Reads what is nothing else, and says what it was given."""

    def read(self, path: Path, name: str) -> Reading:
        return Reading("text/plain", f"left: {name}")


def source(path: Path) -> SourceFile:
    data = path.read_bytes()
    return SourceFile(path, len(data), 0, hashlib.sha256(data).hexdigest())


def test_members_of_archives_and_mails_are_read_alike(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("export.csv", EXPORT)
        packed.writestr("note.csv", "Name,Colour\nTea,green\n")
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@example.com", "<1@example.com>"
    message.set_content("See there.")
    message.add_attachment(EXPORT, subtype="csv", filename="export.csv")
    mail = tmp_path / "a.eml"
    mail.write_bytes(message.as_bytes())
    reader = FileReader(StructuredReader(Others()))
    by_member = {text.member: text for text in reader.extract(source(archive))}
    assert [len(table.rows) for table in by_member["export.csv"].tables] == [2]
    assert by_member["note.csv"].text == "left: note.csv"
    attached = {text.member: text for text in reader.extract(source(mail))}
    assert attached["export.csv"].text == by_member["export.csv"].text


def test_an_empty_file_is_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    assert StructuredReader(Others()).read(path, path.name).text == "left: a.csv"
