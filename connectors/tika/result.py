"""What Tika's XHTML and metadata say about a document: its text, or why there is none."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from connectors.files.decoding import PLAIN_SUFFIXES, decode, decode_plain_name
from connectors.ocr.documents import Pictures, Seen, characters_unread, unread_warnings, why_unread
from connectors.tika.reading import Reading
from connectors.tika.xhtml import LETTER, PlainText, to_plain_text
from enricher.entities import Notice

Metadata = Mapping[str, Sequence[str]]

# Above this share of characters that cannot be read, the text is worth less than none.
MAX_UNREADABLE_SHARE = 0.3
# A PDF's last bytes hold the end mark; readers look for it in the last kilobyte.
PDF_TAIL_BYTES = 2048

_PLAIN_PARSER = "org.apache.tika.parser.csv.TextAndCSVParser"
_SAFE_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")
_UNREADABLE = re.compile("[\ufffd\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_OBJECT_ADDRESS = re.compile(r"@[0-9a-f]{4,}\b")
_JAVA_CLASS = re.compile(r"^(?:[a-z]\w*\.)+(?=[A-Z])")
_METADATA = {
    "author": "dc:creator",
    "created": "dcterms:created",
    "modified": "dcterms:modified",
    "page_count": "xmpTPg:NPages",
    "language": "dc:language",
    "form_fields": "pdf:hasAcroFormFields",
}


def safe_suffix(name: str) -> str:
    """The suffix of a name where it is plain enough to stand in a path of ours, else ""."""
    suffix = os.path.splitext(name)[1]  # noqa: PTH122  a name, not a path
    return suffix if _SAFE_SUFFIX.fullmatch(suffix) else ""


def read_without_tika(path: Path, name: str) -> Reading | None:
    """The reading of a file that needs no Tika: an empty one, or plain text in Unicode."""
    if path.stat().st_size == 0:
        return Reading("application/x-empty", failure=Notice("file_empty"))
    suffix = safe_suffix(name)
    text = (
        decode_plain_name(path.read_bytes(), suffix) if suffix.lower() in PLAIN_SUFFIXES else None
    )
    if text is None or not LETTER.search(text):
        return None
    return Reading("text/plain", text=text)


def interpret(
    xhtml: str, metadata: Metadata, path: Path, *, ocr: bool, pictures: Pictures | None = None
) -> Reading:
    """Turn one answer of Tika into a reading.

    Args:
        metadata: every key with all its values.
        path: the file itself, for plain text and for signs of damage.
        ocr: whether pictures are read, by Tika or by `pictures`.
        pictures: reads them where Tika was not told to.
    """
    media_type = first(metadata, "Content-Type").split(";")[0].strip() or "application/octet-stream"
    warnings = tika_warnings(metadata)
    if any(
        "EncryptedDocumentException" in warning for warning in metadata.get("X-TIKA:warning", ())
    ):
        return encrypted(media_type)
    if _is_plain(media_type, metadata, xhtml):
        guess = first(metadata, "X-TIKA:detectedEncoding") or first(metadata, "Content-Encoding")
        seen = Seen(PlainText(decode(path.read_bytes(), guess), (), (), 0))
    else:
        seen = _see(to_plain_text(xhtml), media_type, metadata, path, ocr=ocr, pictures=pictures)
    plain = seen.plain
    damage = _damage(path, media_type)
    if damage:
        warnings.append(damage)
    unreadable = len(_UNREADABLE.findall(plain.text)) + _unmapped(metadata, seen.pages_read)
    failure = _failure(seen, media_type, unreadable, damage, ocr=ocr)
    if not failure:
        if unreadable:
            warnings.append(Notice("characters_unread", {"count": unreadable}))
        warnings += unread_warnings(seen)
        unreadable += characters_unread(seen)
    warnings += seen.warnings
    return Reading(
        media_type=media_type,
        text="" if failure else plain.text,
        title=" ".join(first(metadata, "dc:title").split()),
        pages=() if failure else plain.pages,
        metadata={
            name: value
            for name, key in _METADATA.items()
            if (value := first(metadata, key).strip())
        },
        characters_unreadable=unreadable,
        warnings=tuple(warnings),
        failure=failure,
        scanned=() if failure else seen.scanned,
    )


def first(metadata: Metadata, key: str) -> str:
    values = metadata.get(key)
    return values[0] if values else ""


def encrypted(media_type: str) -> Reading:
    return Reading(media_type, failure=Notice("file_encrypted"))


def unreadable(media_type: str, message: str) -> Reading:
    """A reading for an exception of Tika's, made from its message."""
    if "EncryptedDocument" in message or "password" in message.lower():
        return encrypted(media_type)
    return Reading(media_type, failure=Notice("file_unread", {"why": plain_message(message)}))


def plain_message(message: str) -> str:
    """The first line of a Java exception, without what changes from run to run."""
    line = message.strip().split("\n", 1)[0].strip()
    return _JAVA_CLASS.sub("", _OBJECT_ADDRESS.sub("", line)).rstrip(". ")


def tika_warnings(metadata: Metadata) -> list[Notice]:
    """Notices of the exceptions Tika met inside a document and went on from."""
    warnings: list[Notice] = []
    for key in sorted(metadata):
        if key == "X-TIKA:EXCEPTION:embedded_exception":
            code = "object_unread"
        elif key.startswith("X-TIKA:EXCEPTION") or key == "X-TIKA:warning":
            code = "part_unread"
        else:
            continue
        for message in dict.fromkeys(map(plain_message, metadata[key])):
            notice = Notice(code, {"why": message})
            if notice not in warnings:
                warnings.append(notice)
    return warnings


def _is_plain(media_type: str, metadata: Metadata, xhtml: str) -> bool:
    """Whether the file's own characters are its text (CSV is a table and is not)."""
    if media_type == "text/plain":
        return True
    parsers = metadata.get("X-TIKA:Parsed-By", ())
    return _PLAIN_PARSER in parsers and "<table" not in xhtml


def _see(
    plain: PlainText,
    media_type: str,
    metadata: Metadata,
    path: Path,
    *,
    ocr: bool,
    pictures: Pictures | None,
) -> Seen:
    if pictures:
        return pictures.look(path, media_type, plain, _unmapped_per_page(metadata))
    if ocr:
        return Seen(plain)
    textless = [number for number, has_text in enumerate(plain.page_has_text) if not has_text]
    return Seen(plain, pages_unread=dict.fromkeys(textless, Notice("ocr_off")))


def _unmapped_per_page(metadata: Metadata) -> dict[int, int]:
    values = metadata.get("pdf:unmappedUnicodeCharsPerPage", ())
    return {number: int(value) for number, value in enumerate(values) if value.isdecimal()}


def _unmapped(metadata: Metadata, pages_read: Collection[int]) -> int:
    """Glyphs of a PDF whose fonts do not say which characters they are.

    Args:
        pages_read: pages that were read by OCR instead.
    """
    value = first(metadata, "pdf:totalUnmappedUnicodeChars")
    total = int(value) if value.isdecimal() else 0
    per_page = _unmapped_per_page(metadata)
    return max(0, total - sum(per_page.get(number, 0) for number in pages_read))


def _failure(
    seen: Seen, media_type: str, unreadable: int, damage: Notice | None, *, ocr: bool
) -> Notice | None:
    plain = seen.plain
    kind = media_type.split("/")[0]
    has_only_pictures = bool(plain.page_has_text) and not any(plain.page_has_text)
    if kind in {"audio", "video"}:
        return Notice("recording")
    if LETTER.search(plain.text) and not has_only_pictures:
        characters = len(plain.text)
        if unreadable <= MAX_UNREADABLE_SHARE * characters:
            return None
        # No share is told: characters that no font names may stand in the text, or be left out of it.
        if media_type == "application/pdf":
            return Notice("garbled_by_fonts", {"unread": unreadable, "characters": characters})
        return Notice("garbled", {"unread": unreadable, "characters": characters})
    if damage:
        return Notice("file_damaged", {"why": damage})
    if has_only_pictures and len(seen.pages_white) == len(plain.pages):
        return Notice("pages_empty")
    if kind == "image" or has_only_pictures or plain.pictures:
        if not ocr:
            return Notice("pictures_alone")
        reasons = why_unread(seen)
        if reasons:
            return Notice("pictures_illegible_for", {"reasons": reasons})
        return Notice("pictures_illegible")
    if media_type == "application/octet-stream":
        return Notice("file_unknown")
    return Notice("no_text")


def _damage(path: Path, media_type: str) -> Notice | None:
    """A sign that the file was cut short; Tika reads what is left and says nothing."""
    with path.open("rb") as file:
        head = file.read(4)
        if media_type == "application/pdf":
            file.seek(max(0, path.stat().st_size - PDF_TAIL_BYTES))
            if b"%%EOF" not in file.read():
                return Notice("pdf_cut_short")
    if head == b"PK\x03\x04" and not zipfile.is_zipfile(path):
        return Notice("file_cut_short")
    return None
