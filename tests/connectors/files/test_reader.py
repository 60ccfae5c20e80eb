from __future__ import annotations

import gzip
import hashlib
import io
import os
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from connectors.files.reader import Bounds, FileReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import ExtractedText, SourceFile
from enricher.documents.notices import all_in_words
from enricher.errors import ExtractionError
from tests.connectors.outlook import outlook_message

TIKA = EmbeddedTika(ocr=False)


def make_zip(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def make_mail(subject: str = "The offer", **attachments: bytes) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Anna Müller <anna@example.com>"
    mail["To"], mail["Subject"] = "ben@example.com", subject
    mail["Date"], mail["X-Spam"] = "Mon, 01 Jan 2024 10:00:00 +0000", "no"
    mail.set_content("Dear Ben,\nthe offer is attached.\n")
    for name, data in attachments.items():
        mail.add_attachment(data, "application", "octet-stream", filename=name.replace("_", "."))
    return mail


def extract(
    folder: Path, name: str, data: bytes, bounds: Bounds | None = None
) -> list[ExtractedText]:
    path = folder / name
    path.write_bytes(data)
    source = SourceFile(path, len(data), 0, hashlib.sha256(data).hexdigest())
    return FileReader(TIKA, bounds, (".*",)).extract(source)


def by_member(texts: list[ExtractedText]) -> dict[str, ExtractedText]:
    return {text.member: text for text in texts}


def test_a_document_is_one_text(tmp_path: Path) -> None:
    (text,) = extract(tmp_path, "a.txt", b"one\r\ntwo")
    assert text == ExtractedText(
        member="",
        sha256=hashlib.sha256(b"one\r\ntwo").hexdigest(),
        size_bytes=8,
        media_type="text/plain",
        text="one\r\ntwo",
    )


def test_a_mail_is_headers_and_body_with_attachments_as_members(tmp_path: Path) -> None:
    mail, attachment = extract(
        tmp_path, "mail.eml", make_mail(offer_txt=b"The price is 5 EUR.").as_bytes()
    )
    assert mail.text == (
        "Subject: The offer\nFrom: Anna Müller <anna@example.com>\nTo: ben@example.com\n"
        "Date: Mon, 01 Jan 2024 10:00:00 +0000\n\nDear Ben,\nthe offer is attached.\n"
    )
    assert (mail.media_type, mail.title) == ("message/rfc822", "The offer")
    assert (attachment.member, attachment.text) == ("offer.txt", "The price is 5 EUR.")
    assert attachment.sha256 == hashlib.sha256(b"The price is 5 EUR.").hexdigest()
    assert attachment.size_bytes == 19


def test_of_plain_and_html_the_plain_is_read(tmp_path: Path) -> None:
    mail = make_mail()
    mail.add_alternative("<p>Dear Ben, the offer is attached.</p>", subtype="html")
    (text,) = extract(tmp_path, "mail.eml", mail.as_bytes())
    assert text.text.count("offer is attached") == 1


def test_html_alone_becomes_plain(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "x", "a@example.com"
    mail.set_content("<p>Größe</p><p>two \U0001f600</p>", subtype="html", charset="utf-8")
    (text,) = extract(tmp_path, "mail.eml", mail.as_bytes())
    assert text.text.endswith("\n\nGröße\ntwo \U0001f600\n")


def test_a_plain_footer_does_not_replace_the_html_body(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "x", "a@example.com"
    mail.set_content("<p>The body</p>", subtype="html")
    mail.make_mixed()
    footer = EmailMessage()
    footer.set_content("Sent by the list\n")
    mail.attach(footer)
    (text,) = extract(tmp_path, "mail.eml", mail.as_bytes())
    assert text.text.endswith("\n\nThe body\n\nSent by the list\n")


def test_pictures_in_the_body_are_counted_and_left(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "x", "a@example.com"
    mail.set_content("<p>Hello <img src='cid:logo'></p>", subtype="html")
    mail.add_related(b"\x89PNG", "image", "png", cid="logo")
    (text,) = extract(tmp_path, "mail.eml", mail.as_bytes())
    assert all_in_words(text.warnings) == ["not read: pictures inside the text (1)"]


def test_a_forwarded_mail_is_a_member_with_its_own_attachments(tmp_path: Path) -> None:
    mail = make_mail("Fwd")
    mail.add_attachment(make_mail("Deep/er", a_txt=b"inner"))
    texts = by_member(extract(tmp_path, "mail.eml", mail.as_bytes()))
    assert list(texts) == ["", "Deep_er.eml", "Deep_er.eml!/a.txt"]
    assert texts["Deep_er.eml!/a.txt"].text == "inner"


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: =?utf-8?q?caf=C3=A9?=\nFrom: a@b\nContent-Type: text/plain; charset=nonsense\n\ncaf\xc3\xa9",
        b"Subject: caf\xc3\xa9\nFrom: a@b\nContent-Type: text/plain\nContent-Transfer-Encoding: 8bit\n\ncaf\xe9",
        b"Subject: caf\xc3\xa9\nFrom: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\ncaf\xc3\xa9",
    ],
)  # fmt: skip
def test_malformed_mails_are_read_as_well_as_can_be(tmp_path: Path, data: bytes) -> None:
    (text,) = extract(tmp_path, "mail.eml", data)
    assert text.title == "café"
    assert "café" in text.text.split("\n\n", 1)[1]


def test_an_outlook_message(tmp_path: Path) -> None:
    data = outlook_message("The offer", "Dear Ben,\r\n", "anna@example.com", {"a.txt": b"inner"})
    mail, attachment = extract(tmp_path, "mail.msg", data)
    assert mail.text == "Subject: The offer\nFrom: <anna@example.com>\n\nDear Ben,\n"
    assert mail.media_type == "application/vnd.ms-outlook"
    assert (attachment.member, attachment.text) == ("a.txt", "inner")


def test_archives_in_a_mail_come_depth_first(tmp_path: Path) -> None:
    innermost = make_zip({"folder/deep.txt": b"deep"})
    outer = make_zip({"in.zip": innermost, "z.txt": b"last"})
    texts = extract(tmp_path, "mail.eml", make_mail(outer_zip=outer).as_bytes())
    assert [text.member for text in texts] == [
        "",
        "outer.zip",
        "outer.zip!/in.zip",
        "outer.zip!/in.zip!/folder/deep.txt",
        "outer.zip!/z.txt",
    ]
    assert texts[3].text == "deep"
    assert texts[1].error is None


def test_archives_deeper_than_the_bound_are_named(tmp_path: Path) -> None:
    data = make_zip({"in.zip": make_zip({"deep.txt": b"deep"})})
    texts = by_member(extract(tmp_path, "a.zip", data, Bounds(depth=1)))
    assert list(texts) == ["", "in.zip"]
    assert "member_depth" in (texts["in.zip"].error or "")
    assert texts["in.zip"].error_kind == "failed"


def test_bounds_hold_for_all_depths_together(tmp_path: Path) -> None:
    inner = make_zip({f"{number}.txt": b"x" for number in range(10)})
    data = make_zip({"a.zip": inner, "b.zip": inner})
    texts = extract(tmp_path, "a.zip", data, Bounds(members=12))
    assert len(texts) == 1 + 12
    assert "member_count" in (texts[12].error or "")
    assert texts[12].member == "b.zip"


def test_two_hundred_members(tmp_path: Path) -> None:
    data = make_zip({f"{number}.txt": b"text %d" % number for number in range(200)})
    texts = extract(tmp_path, "a.zip", data)
    assert [text.text for text in texts[1:]] == [f"text {number}" for number in range(200)]


def test_a_broken_member_keeps_its_siblings(tmp_path: Path) -> None:
    data = make_zip({"broken.docx": bytes(range(256)) * 4, "a.txt": b"good"})
    texts = by_member(extract(tmp_path, "a.zip", data))
    assert texts["broken.docx"].error_kind == "failed"
    assert texts["a.txt"].text == "good"
    assert texts[""].error is None


def test_an_office_document_in_an_archive_is_one_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The contract")
    file = io.BytesIO()
    document.save(file)
    texts = extract(tmp_path, "a.zip", make_zip({"c.docx": file.getvalue()}))
    assert [text.member for text in texts] == ["", "c.docx"]
    assert texts[1].text == "The contract\n"


def test_an_archive_without_members_is_reported(tmp_path: Path) -> None:
    (text,) = extract(tmp_path, "a.zip", make_zip({}))
    assert (text.error_kind, text.error) == ("unsupported", "the archive is empty")
    (text,) = extract(tmp_path, "b.zip", make_zip({"a.txt": b"x"})[:-10])
    assert text.error_kind == "failed"
    assert "damaged" in (text.error or "")


def test_a_file_of_a_gigabyte_of_zeros_ends_at_the_bound(tmp_path: Path) -> None:
    # Two layers: the outer one is small, the inner one explodes.
    file = io.BytesIO()
    with gzip.open(file, "wb", compresslevel=1) as stream:
        for _ in range(1000):
            stream.write(bytes(1_000_000))
    data = make_zip({"bomb.txt.gz": file.getvalue(), "a.txt": b"good"})
    texts = by_member(extract(tmp_path, "a.zip", data, Bounds(megabytes=50)))
    assert "member_megabytes" in (texts["bomb.txt.gz!/bomb.txt"].error or "")
    assert texts["a.txt"].text == "good" or "member_megabytes" in (texts["a.txt"].error or "")


def test_names_that_are_not_utf8_and_files_that_cannot_be_read(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (text,) = extract(tmp_path, name, b"text")
    assert text.text == "text"
    with pytest.raises(ExtractionError, match=r"missing\.txt cannot be read"):
        FileReader(TIKA).extract(SourceFile(tmp_path / "missing.txt", 1, 0, "0"))


def test_the_same_file_gives_the_same_texts(tmp_path: Path) -> None:
    data = make_mail(a_zip=make_zip({"x.txt": b"x", "broken.pdf": b"%PDF-1.4 broken"})).as_bytes()
    assert extract(tmp_path, "m.eml", data) == extract(tmp_path, "m.eml", data)


def test_nothing_stays_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    extract(tmp_path, "m.eml", make_mail(a_zip=make_zip({"x.txt": b"x"})).as_bytes())
    assert list(temporary.iterdir()) == []


DEEP_PARTS = "".join(
    f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000)
)
DEEP_FORWARDS = "Content-Type: message/rfc822\n\n" * 3000


@pytest.mark.parametrize("deep", [DEEP_PARTS, DEEP_FORWARDS])
def test_a_mail_that_is_endlessly_deep_fails_by_itself(tmp_path: Path, deep: str) -> None:
    mail = f"Subject: deep\n{deep}Content-Type: text/plain\n\nhello\n".encode()
    (text,) = extract(tmp_path, "deep.eml", mail)
    assert "nested too deep" in (text.error or "")
    archive = make_zip({"deep.eml": mail, "note.txt": b"beside it"})
    texts = by_member(extract(tmp_path, "mails.zip", archive))
    assert "nested too deep" in (texts["deep.eml"].error or "")
    assert texts["note.txt"].text == "beside it"
