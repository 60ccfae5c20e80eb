"""Which files hold members (mails and archives), and their members as documents of their own.

The bytes decide, not the name: a DOCX is a zip and no archive. What is opened here is never given
to Tika whole, which would put the members' text inside the parent's. 7z and rar have no permissive
reader in Python; Tika reads their members into the archive's own text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import olefile  # type: ignore[import-untyped]  # publishes no types

from connectors.files.archives import (
    DAMAGE,
    compressed_members,
    is_tar,
    mbox_members,
    tar_members,
    zip_members,
)
from connectors.files.decoding import PLAIN_SUFFIXES
from connectors.files.staging import BoundError, Member, Staging
from enricher.entities import Notice

HEAD_BYTES = 4096


class Container(StrEnum):
    """A kind of file that holds members; the value is its media type."""

    EML = "message/rfc822"
    MSG = "application/vnd.ms-outlook"
    MBOX = "application/mbox"
    ZIP = "application/zip"
    TAR = "application/x-tar"
    GZIP = "application/gzip"
    BZIP2 = "application/x-bzip2"
    XZ = "application/x-xz"

    @property
    def is_mail(self) -> bool:
        return self in {Container.EML, Container.MSG}


# Members by which a zip is a document of a kind that Tika reads as one.
_DOCUMENT_MEMBERS = ("[Content_Types].xml", "mimetype", "META-INF/container.xml", "content.xml")
_IWORK_MEMBER = re.compile(r"(?:Index/\w+\.iwa|Index\.zip|index\.(?:xml|apxl)(?:\.gz)?)")
_DOCUMENT_SUFFIX_NAMES = (
    ".docx .docm .dotx .xlsx .xlsm .xltx .xlsb .pptx .pptm .ppsx .odt .ods .odp .odg .ott .ots"
    " .epub .key .pages .numbers .vsdx .xps"
)
_DOCUMENT_SUFFIXES = frozenset(_DOCUMENT_SUFFIX_NAMES.split())
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):", re.MULTILINE)
_MAIL_HEADER_NAMES = (
    "received return-path delivered-to message-id mime-version date from to subject reply-to cc"
    " sender content-type x-mailer"
)
_MAIL_HEADERS = frozenset(_MAIL_HEADER_NAMES.split())
# Two of the known headers and one of these make a text a mail: a memo has From, To and Date too.
_SURE_HEADERS = frozenset({"received", "return-path", "delivered-to", "message-id", "mime-version"})
_OTHER_TEXT_SUFFIXES = PLAIN_SUFFIXES | {".mht", ".mhtml", ".csv", ".html", ".htm", ".xml", ".json"}


def container_kind(path: Path, name: str) -> Container | None:
    """The kind of container that a file is, None for a document that has no members."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    suffix = Path(name).suffix.lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Container.ZIP if _is_archive(path, suffix) else None
    if head.startswith(b"\x1f\x8b"):
        return Container.GZIP
    if head.startswith(b"BZh") and head[4:10] == b"1AY&SY":
        return Container.BZIP2
    if head.startswith(b"\xfd7zXZ\x00"):
        return Container.XZ
    if head.startswith(olefile.MAGIC):
        return Container.MSG if _is_outlook_message(path) else None
    if len(head) >= 512 and is_tar(head[:512]):
        return Container.TAR
    return _mail_kind(head, suffix)


def _is_archive(path: Path, suffix: str) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except DAMAGE:
        # Cut short: Tika saves what it can of a document.
        return suffix not in _DOCUMENT_SUFFIXES
    if any(name in _DOCUMENT_MEMBERS for name in names):
        return False
    return not any(_IWORK_MEMBER.fullmatch(name) for name in names)


def _is_outlook_message(path: Path) -> bool:
    try:
        with olefile.OleFileIO(str(path)) as ole:
            return bool(ole.exists("__properties_version1.0"))
    except (OSError, ValueError, IndexError, TypeError):
        return False


def _mail_kind(head: bytes, suffix: str) -> Container | None:
    if suffix in _OTHER_TEXT_SUFFIXES:
        return None
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if text.startswith(b"From ") and _HEADER.search(text.split(b"\n\n", 1)[0]):
        return Container.MBOX
    if not _HEADER.match(text):
        return None
    block = text.split(b"\n\n", 1)[0]
    names = {match.lower().decode() for match in _HEADER.findall(block)}
    known = names & _MAIL_HEADERS
    if suffix == ".eml":
        return Container.EML if known else None
    return Container.EML if len(known) > 1 and known & _SURE_HEADERS else None


def members(kind: Container, path: Path, name: str, staging: Staging) -> Iterator[Member]:
    """The members of an archive, each put into the staging folder in its turn.

    A member that cannot be unpacked comes with its error and the others follow. Where a bound
    ends the reading, `staging.warnings` says so.

    Args:
        name: the archive's own name.
    """
    if kind is Container.ZIP:
        found = zip_members(path, staging)
    elif kind is Container.TAR:
        found = tar_members(path, staging)
    elif kind is Container.MBOX:
        found = mbox_members(path, staging)
    else:
        found = compressed_members(path, name, staging, kind.name.lower())
    return within_bounds(found, staging)


def within_bounds(found: Iterator[Member], staging: Staging) -> Iterator[Member]:
    """Members up to a bound; reaching one ends them with a warning."""
    try:
        yield from found
    except BoundError as error:
        staging.warnings.append(Notice("members_bounded", {"why": error.notice}))
