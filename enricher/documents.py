"""Files, texts and documents: the values that travel through the pipeline."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from enricher.entities import Entity, FieldValue, Notice, Span
from enricher.values.stated import Stated

MEMBER_MARK = "!/"

_SUM = re.compile(r"(plus|minus)\(\s*fields\.(\w+)\s*,\s*fields\.(\w+)\s*\)")
_SIGNS = {"plus": "+", "minus": "-"}
_SHOWN = 8  # inputs of a sentence


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that stands still. `path` may hold surrogate escapes (names that are not UTF-8)."""

    path: Path
    size_bytes: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of the bytes of one document, whichever file or member they are of.

    Attributes:
        text: plain text; what offsets count in. For text/plain the decoded file itself (no byte
            order mark, line ends as they are).
        pages: the offset at which each page starts, () for kinds without pages.
        characters_unreadable: characters that should be there and are not (a page that could not
            be read counts as an average one): they lower the document's coverage.
        error: why there is no text; the sentence names the cause and the remedy.
        error_kind: `encrypted`, `scan`, `illegible`, `unsupported`, `failed` or "".
    """

    media_type: str
    text: str = ""
    title: str = ""
    pages: tuple[int, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    characters_unreadable: int = 0
    warnings: tuple[Notice, ...] = ()
    error: str | None = None
    error_kind: str = ""


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


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """Which model read a document: a project, the model's name in it, and its version."""

    project: str
    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.project}/{self.name}/{self.version}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity that says a value stands, in characters of the text."""

    start: int
    end: int
    page: int | None = None

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Input:
    """A value that another one comes from.

    Attributes:
        value: as it is shown.
        places: of the entities that say it; () where it is derived itself.
    """

    category: str
    value: str
    confidence: float
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """A value of a derived field and what it comes from, or why there is none.

    Attributes:
        found: None where there is no value; its confidence is that of the weakest input.
        reason: why there is none: `Term is missing`.
        notes: what people should know of the value, such as what a total leaves out.
        stated: what stands in place of a value: two readings, or that the day never comes.
    """

    category: str
    expression: str
    found: FieldValue | None
    inputs: tuple[Input, ...]
    reason: str = ""
    notes: tuple[str, ...] = ()
    stated: Stated | None = None

    @property
    def value(self) -> str | None:
        """As it is shown."""
        return self.found.value.display if self.found else None

    @property
    def confidence(self) -> float | None:
        return self.found.confidence if self.found else None

    def sentence(self) -> str:
        """`2016-05-20 = 2014-05-20 (EffectiveDate) + 2 years (Term)`, or why there is no value."""
        if self.found is None:
            return self.reason
        return f"{self.found.value.display} = {self._origin()}"

    def _origin(self) -> str:
        shown = [f"{one.value} ({one.category})" for one in self.inputs]
        if (form := _SUM.fullmatch(self.expression)) and [one.category for one in self.inputs] == [
            form[2],
            form[3],
        ]:
            return f" {_SIGNS[form[1]]} ".join(shown)
        more = [f"{len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
        return f"{self.expression}, with {', '.join([*shown[:_SHOWN], *more])}"


@dataclass(frozen=True, slots=True)
class EnrichedText:
    """A text and all that was found in it. Depends on the bytes and the models alone.

    Attributes:
        coverage: the share of the text's characters that the recognizer read, less what the
            reader could not read; 1.0 means every character.
        language: ISO 639-1, "" where there is too little text to tell.
        warnings: of what was found in it; `all_warnings` are also those of its reading.
        owed: nothing was looked for yet.
        spans: of each model all that it saw, before `enricher.enrichment.assemble` made something of it.
        derived: where the values of derived fields come from, and why some have none.
        derived_by: names the expressions of the schemas that these were derived by.
        stated: what stands in place of a value, by category: two readings, a day that never comes.
    """

    extracted: ExtractedText
    language: str
    coverage: float = 0.0
    models: tuple[ModelVersion, ...] = ()
    entities: tuple[Entity, ...] = ()
    fields: Mapping[str, tuple[FieldValue, ...]] = field(default_factory=dict)
    warnings: tuple[Notice, ...] = ()
    owed: bool = False
    spans: tuple[tuple[Span, ...], ...] = ()
    derived: tuple[Derivation, ...] = ()
    derived_by: str = ""
    stated: Mapping[str, Stated] = field(default_factory=dict)

    @property
    def all_warnings(self) -> tuple[Notice, ...]:
        return (*self.extracted.warnings, *self.warnings)


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document as the index holds it: a content, where it is, and what was found in it.

    Attributes:
        id: stable over edits and moves (`document_id`, `member_id`).
        paths: every place where this content lies, `archive.zip!/member.pdf` for members.
        collections: the collections those places belong to.
        parents: ids of what contains it, outermost first.
        findings: the policies that have an open finding in it, each with its severity.
    """

    id: str
    paths: tuple[str, ...]
    collections: tuple[str, ...]
    enriched: EnrichedText
    parents: tuple[str, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        return self.enriched.extracted.title or self.paths[0].rsplit("/", 1)[-1]


def document_id(path: Path, sha256: str) -> str:
    """The id of a document first met at `path` with this content."""
    return _digest(os.fsencode(path), sha256.encode())


def member_id(parent_id: str, member: str) -> str:
    """The id of a member, by its way inside the document that holds it."""
    return _digest(parent_id.encode(), member.encode("utf-8", "surrogateescape"))


def member_parents(top_id: str, member: str, known: Collection[str]) -> tuple[str, ...]:
    """The ids of what holds a member, outermost first.

    Args:
        known: the members that exist; a folder in an archive may be called `a!` and is none.
    """
    parts = member.split(MEMBER_MARK)[:-1]
    ways = (MEMBER_MARK.join(parts[: n + 1]) for n in range(len(parts)))
    return (top_id, *(member_id(top_id, way) for way in ways if way in known))


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:24]


def display_path(path: Path | str) -> str:
    """A path as text that can be stored and printed; bytes that are not UTF-8 show as U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
