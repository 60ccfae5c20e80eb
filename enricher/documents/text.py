"""What is read out of a file: its text, or why there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from enricher.documents.boxes import WordBoxes
from enricher.documents.layout import WordPage
from enricher.documents.notices import in_words, kind_of
from enricher.documents.tables import Table
from enricher.entities import Notice, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of the bytes of one document, whichever file or member they are of.

    Attributes:
        text: plain text; what offsets count in. For text/plain the decoded file itself (no byte
            order mark, line ends as they are).
        pages: the offset at which each page starts, () for kinds without pages.
        characters_unreadable: characters that should be there and are not (a page that could not
            be read counts as an average one): they lower the document's coverage.
        failure: why there is no text.
        tables: those that the file holds as tables.
        stated: what the file itself says that stretches of the text are, by categories' names
            (`IBAN`, `InvoiceNumber`): a project whose schema has one takes it at its word.
        scanned: the words of the pages that were read by OCR, which are those of the text. They are
            for what reads tables; a document has none.
        boxes: where the words of a short text stand on its pages; None where nothing is known of that.
    """

    media_type: str
    text: str = ""
    title: str = ""
    pages: tuple[int, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    characters_unreadable: int = 0
    warnings: tuple[Notice, ...] = ()
    failure: Notice | None = None
    tables: tuple[Table, ...] = ()
    stated: tuple[Span, ...] = ()
    scanned: tuple[WordPage, ...] = ()
    boxes: WordBoxes | None = None

    @property
    def error(self) -> str | None:
        """Why there is no text, in words that name the cause and the remedy."""
        return in_words(self.failure) if self.failure else None

    @property
    def error_kind(self) -> str:
        """`encrypted`, `scan`, `illegible`, `unsupported`, `failed` or ""."""
        return kind_of(self.failure) if self.failure else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedText(Reading):
    """The reading of one file or of one member of an archive or mail.

    Attributes:
        member: the way to it inside the file (`inner.zip!/contract.pdf`), "" for the file itself.
    """

    member: str
    sha256: str
    size_bytes: int

    @classmethod
    def of(cls, reading: Reading, member: str, sha256: str, size_bytes: int) -> ExtractedText:
        content = {one.name: getattr(reading, one.name) for one in fields(Reading)}
        return cls(**content, member=member, sha256=sha256, size_bytes=size_bytes)

    @classmethod
    def of_text(cls, text: str) -> ExtractedText:
        """A text that lies in no file."""
        data = text.encode("utf-8", "surrogatepass")
        return cls.of(Reading("text/plain", text), "", hashlib.sha256(data).hexdigest(), len(data))
