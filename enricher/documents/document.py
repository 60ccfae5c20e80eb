"""A text with what was found in it, and the document that an index holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from enricher.documents.derivations import Derivation
from enricher.documents.families import Family
from enricher.documents.passages import PassageVectors
from enricher.documents.proofs import failed
from enricher.documents.text import ExtractedText
from enricher.documents.titles import title_of
from enricher.entities import Entity, FieldValue, Notice, Span, Value
from enricher.values.marks import AMBIGUOUS, Stated


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """Which model read a document: a project, the model's name in it, and its version."""

    project: str
    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.project}/{self.name}/{self.version}"


def in_the_versions_of(read: Sequence[ModelVersion], served: Iterable[str]) -> tuple[str, ...]:
    """The models that are served, those that read a text in the versions that did.

    What reads other types of documents alone is among them: it had its turn, too.

    Args:
        served: `project/name/version`.
    """
    known = {one.project: str(one) for one in read}
    return tuple(known.get(one.partition("/")[0], one) for one in served)


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
        passages: with their vectors, where they were made with it; kept apart from the rest.
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
    passages: PassageVectors | None = None

    def title(self, path: str) -> str:
        """What it is called where it lies at a path."""
        return title_of(self.extracted, self.entities, self.fields, path)

    @property
    def all_warnings(self) -> tuple[Notice, ...]:
        """Those of its reading, of what was found in it, and of what does not add up."""
        unproven = failed(self.extracted.tables, self.fields)
        return (*self.extracted.warnings, *self.warnings, *unproven)

    @property
    def readings(self) -> dict[str, list[Value]]:
        """What each ambiguous category can be, as far as nothing settles it."""
        of_texts = [(one.span.category, one.readings) for one in self.entities]
        derived = [(one.category, one.readings) for one in self.derived]
        found: dict[str, dict[str, Value]] = {}
        for category, readings in (*of_texts, *derived):
            stated = self.stated.get(category)
            if stated is None or stated.mark != AMBIGUOUS:
                continue
            open_ = {one for text in stated.readings for one in text}
            of = found.setdefault(category, {})
            of |= {one.display: one for one in readings if one.display in open_}
        return {category: list(of.values()) for category, of in found.items() if of}


_MOST_NAMES = 8  # of the files of one content


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document as the index holds it: a content, where it is, and what was found in it.

    Attributes:
        id: stable over edits and moves (`document_id`, `member_id`).
        paths: every place where this content lies, `archive.zip!/member.pdf` for members.
        collections: the collections those places belong to.
        parents: ids of what contains it, outermost first.
        findings: the policies that have an open finding in it, each with its severity.
        family: what it belongs to, and what belongs to it.
        passages: with their vectors, None while it is not embedded.
        with_rows: the rows of its tables are to be searched as well, as a collection of it asks.
    """

    id: str
    paths: tuple[str, ...]
    collections: tuple[str, ...]
    enriched: EnrichedText
    parents: tuple[str, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    family: Family = field(default_factory=Family)
    passages: PassageVectors | None = None
    with_rows: bool = False

    @property
    def title(self) -> str:
        """What it is called wherever it is shown."""
        return self.enriched.title(self.paths[0])

    @property
    def names(self) -> list[str]:
        """What it goes by: its title, that of its metadata, and what its files are called, without endings.

        Words that files have joined like this_one are apart.
        """
        files = [PurePosixPath(path).stem for path in self.paths[:_MOST_NAMES]]
        known = (self.title, self.enriched.extracted.title, *files)
        return list(dict.fromkeys(one.replace("_", " ") for one in known if one))
