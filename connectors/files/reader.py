"""The text extractor: opens mails and archives, and gives every other file to Tika.

file ─┬─ document ───────────────► Tika ──► ExtractedText
      ├─ mail ── headers, body ──────────► ExtractedText
      │     └─── attachments ─┐
      └─ archive ─ members ───┴─ each again a file, one at a time, in a private folder
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from connectors.files.locks import unlock
from connectors.files.mails import Body, Mail, read_eml, read_msg, stage_attachments
from connectors.files.staging import Budget, Member, Staging
from connectors.files.unpack import Container, container_kind, members, within_bounds
from connectors.tika.reading import Reading, StreamReader
from connectors.tika.xhtml import clean
from enricher.documents import MEMBER_MARK, ExtractedText, SourceFile, display_path
from enricher.documents.notices import kind_of
from enricher.entities import Notice
from enricher.errors import DiskFullError, ExtractionError
from enricher.files.disk import is_full

# What python-oxmsg 0.0.2 and olefile raise on a damaged message.
_DAMAGED_MESSAGE = (AssertionError, AttributeError, IndexError, KeyError, LookupError, OSError,
                    TypeError, ValueError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far members are unpacked, for one file with all that is inside it."""

    depth: int = 4
    members: int = 1000
    megabytes: int = 200


@dataclass(frozen=True, slots=True)
class _File:
    """A file on disk or a member in the staging folder; `member` is "" for the file itself."""

    path: Path
    name: str
    member: str
    sha256: str
    size_bytes: int
    depth: int
    passwords: tuple[str, ...] = field(repr=False)

    def text(self, reading: Reading) -> ExtractedText:
        return ExtractedText.of(reading, self.member, self.sha256, self.size_bytes)


class FileReader:
    """Reads files with all their members (`enricher.enrichment.parts.TextExtractor`).

    Args:
        reader: reads what holds no members.
        ignore: patterns of members' names that are left out, as of files.
    """

    def __init__(
        self, reader: StreamReader, bounds: Bounds | None = None, ignore: Sequence[str] = ()
    ) -> None:
        self._reader = reader
        self._bounds = bounds or Bounds()
        self._ignore = tuple(ignore)

    def extract(self, source: SourceFile) -> list[ExtractedText]:
        """The file's own text first, then its members', depth first."""
        name = display_path(source.path.name)
        file = _File(source.path, name, "", source.sha256, source.size_bytes, 0, source.passwords)
        budget = Budget.of(self._bounds.members, self._bounds.megabytes)
        try:
            with tempfile.TemporaryDirectory(prefix="enricher-") as folder:
                return self._read(file, budget, Path(folder))
        except OSError as error:
            if is_full(error):
                raise DiskFullError(f"there is no room to read in: {error.strerror}") from error
            raise ExtractionError(
                f"{display_path(source.path)} cannot be read: {error.strerror or error};"
                " check that it is there and that its permissions allow reading"
            ) from error

    def _read(self, file: _File, budget: Budget, folder: Path) -> list[ExtractedText]:
        kind = container_kind(file.path, file.name)
        try:
            mail = open_mail(kind, file.path)
        except RecursionError:
            return [file.text(Reading(str(kind), failure=Notice("mail_too_deep")))]
        if kind is None or (kind.is_mail and mail is None):
            return [file.text(self._read_document(file, folder))]
        with tempfile.TemporaryDirectory(dir=folder) as inner:
            staging = Staging(Path(inner), budget, self._ignore, file.passwords)
            own = self._mail_reading(kind, mail, staging) if mail else Reading(kind.value)
            is_open = file.depth < self._bounds.depth
            found: Iterator[Member] = iter(())
            if is_open and mail:
                found = within_bounds(stage_attachments(mail, staging), staging)
            elif is_open:
                found = members(kind, file.path, file.name, staging)
            elif not mail or mail.attachments:
                depth = self._bounds.depth
                staging.warnings.append(Notice("members_too_deep", {"depth": depth}))
            texts = [text for member in found for text in self._member(file, member, staging)]
            return [file.text(_with_members(own, texts, staging, is_mail=mail is not None)), *texts]

    def _read_document(self, file: _File, folder: Path) -> Reading:
        """What holds no members; where it is protected, with the password that opens it."""
        reading = self._reader.read(file.path, file.name)
        is_protected = reading.failure is not None and kind_of(reading.failure) == "encrypted"
        if not is_protected or not file.passwords:
            return reading
        with tempfile.TemporaryDirectory(dir=folder) as inner:
            plain = unlock(file.path, file.passwords, Path(inner))
            if plain is not None:
                return self._reader.read(plain, file.name)
        return replace(reading, failure=Notice("file_locked", {"count": len(file.passwords)}))

    def _member(self, parent: _File, member: Member, staging: Staging) -> list[ExtractedText]:
        way = f"{parent.member}{MEMBER_MARK}{member.name}" if parent.member else member.name
        name = member.name.rsplit("/", 1)[-1]
        path = member.path or Path()
        file = _File(
            path, name, way, member.sha256, member.size_bytes, parent.depth + 1, parent.passwords
        )
        if member.path is None:
            return [file.text(Reading("application/octet-stream", failure=member.failure))]
        try:
            return self._read(file, staging.budget, staging.folder)
        finally:
            member.path.unlink()

    def _mail_reading(self, kind: Container, mail: Mail, staging: Staging) -> Reading:
        """A mail's own text: the headers that matter, a blank line, and the body once."""
        readings = [self._body_reading(body, staging) for body in mail.bodies]
        text = "\n\n".join(reading.text.rstrip() for reading in readings)
        metadata = {"author": mail.headers.get("From", ""), "created": mail.headers.get("Date", "")}
        return Reading(
            media_type=kind.value,
            text=f"{mail.head()}\n{text}\n".lstrip(),
            title=mail.headers.get("Subject", ""),
            metadata={name: value for name, value in metadata.items() if value},
            characters_unreadable=text.count("\ufffd"),
            warnings=tuple(warning for reading in readings for warning in reading.warnings),
        )

    def _body_reading(self, body: Body, staging: Staging) -> Reading:
        if not body.is_html:
            return Reading("text/plain", clean(body.text))
        path = staging.folder / "body.html"
        path.write_text(body.text, encoding="utf-8-sig", errors="replace")
        try:
            return self._reader.read(path, path.name)
        finally:
            path.unlink()


def open_mail(kind: Container | None, path: Path) -> Mail | None:
    """The mail in a file; None for other files, and for a damaged one, which Tika may read."""
    if kind is Container.EML:
        return read_eml(path)
    if kind is Container.MSG:
        try:
            return read_msg(path)
        except _DAMAGED_MESSAGE:
            return None
    return None


def _with_members(
    own: Reading, texts: Sequence[ExtractedText], staging: Staging, *, is_mail: bool
) -> Reading:
    """The container's own reading with what was noted while its members were read."""
    warnings = (*own.warnings, *staging.all_warnings())
    if texts or is_mail:
        return replace(own, warnings=warnings)
    if not warnings:
        failure = Notice("archive_empty")
    elif staging.warnings:
        failure = Notice("archive_unread", {"reasons": list(warnings)})
    else:
        failure = Notice("archive_skipped", {"reasons": list(warnings)})
    return replace(own, warnings=(), failure=failure)
