"""What models found in documents that they had not learned from, kept in the project.

A cross-validation reads each document with a model that learned from the others. What it was sure
of and nobody tagged is probably missing.

<home>/projects/NAME/crossval.json    what was found, and in which text
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from enricher.entities import Span
from enricher.files.atomic import write_whole
from enricher.files.versions import UNSEEN_VERSION
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.quality.flaws import Aspect, Flaw, Passage, Place, Severity, counts_as_tagged
from enricher.schema import EntitySchema

UNSEEN_FILE = "crossval.json"
SURE = 0.9
"""Confidence from which on what a model found is worth a look."""
MOST_ODD = 0.25  # of the labels of a category are found otherwise than they are labelled
FEWEST_TAGGED = 10  # labels of a category from which on its finds are believed


@dataclass(frozen=True, slots=True)
class UnseenDocument:
    """What was found in a document by a model that had not seen it.

    Attributes:
        text: sha256 of its text.
        labels: sha256 of the labels that it had.
    """

    text: str
    labels: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a cross-validation found, by document; `folds` models were trained."""

    folds: int
    documents: Mapping[str, UnseenDocument]


class _DocumentFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    labels: str
    spans: list[tuple[int, int, str, float]]


class _UnseenFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: int
    folds: int
    documents: dict[str, _DocumentFile]


def keep_unseen(
    folder: Path,
    folds: int,
    documents: Sequence[LabeledDocument],
    found: Mapping[str, Sequence[Span]],
) -> None:
    """Write what a cross-validation found into a project's folder, in place of a former one.

    Args:
        found: by text.
    """
    kept = _UnseenFile(
        format=UNSEEN_VERSION,
        folds=folds,
        documents={
            one.name: _DocumentFile(
                text=_digest(one.text),
                labels=_digest(repr(one.labels)),
                spans=[
                    (span.start, span.end, span.category, round(span.confidence, 4))
                    for span in found[one.text]
                ],
            )
            for one in documents
        },
    )
    write_whole(folder / UNSEEN_FILE, kept.model_dump_json())


def read_unseen(folder: Path) -> Unseen | None:
    """What the last cross-validation found; None where there was none, or its file is of no use."""
    try:
        kept = _UnseenFile.model_validate_json((folder / UNSEEN_FILE).read_bytes())
    except (OSError, ValidationError):
        return None  # it can be made anew, and the flaw that says so names the command
    if kept.format != UNSEEN_VERSION:
        return None
    return Unseen(
        kept.folds,
        {
            name: UnseenDocument(one.text, one.labels, tuple(Span(*span) for span in one.spans))
            for name, one in kept.documents.items()
        },
    )


def unseen_flaws(
    documents: Sequence[LabeledDocument],
    schema: EntitySchema,
    unseen: Unseen | None,
    settled: frozenset[Place],
    name: str,
) -> Iterator[Flaw]:
    """What models were sure of, and the labels do not have.

    Args:
        settled: labels that another flaw has a better word for.
        name: of the project, for the command that makes what is missing.
    """
    tagged = [one for one in documents if one.is_tagged]
    if not tagged:
        return
    known = [(one, kept) for one in tagged if (kept := _kept_of(one, unseen)) is not None]
    yield from _staleness(tagged, known, name)
    counted = Counter(label.category for one in tagged for label in one.labels)
    found: dict[tuple[str, str], list[Passage]] = {}
    for document, kept in known:
        for span in kept.spans:
            believed = span.confidence >= SURE and counted[span.category] >= FEWEST_TAGGED
            if believed and span.category in schema:
                for key, passage in _differences(document, span, schema):
                    found.setdefault((key, span.category), []).append(passage)
    for (kind, category), passages in found.items():
        if kind != "missed":
            if len(passages) > MOST_ODD * counted[category]:
                continue  # what the models find otherwise throughout says nothing about one label
            places = ((one, (one.document, one.start, one.end)) for one in passages)
            passages = [one for one, place in places if place not in settled]
        if passages:
            yield _flaw(kind, category, passages)


def _kept_of(document: LabeledDocument, unseen: Unseen | None) -> UnseenDocument | None:
    kept = unseen.documents.get(document.name) if unseen else None
    return kept if kept is not None and kept.text == _digest(document.text) else None


def _staleness(
    tagged: Sequence[LabeledDocument],
    known: Sequence[tuple[LabeledDocument, UnseenDocument]],
    name: str,
) -> Iterator[Flaw]:
    folds = min(5, len(tagged))
    if folds < 2:
        return
    command = f"`enricher evaluate {name} --cv {folds}`"
    if not known:
        yield Flaw(
            Aspect.COMPLETE,
            "not-validated",
            Severity.NOTE,
            f"missed labels are not checked yet; {command} trains models that find them",
        )
        return
    same = {one.name for one, kept in known if kept.labels == _digest(repr(one.labels))}
    changed = tuple(one.name for one in tagged if one.name not in same)
    if changed:
        count = "1 document is" if len(changed) == 1 else f"{len(changed)} documents are"
        yield Flaw(
            Aspect.COMPLETE,
            "outdated",
            Severity.NOTE,
            f"{count} new or changed since missed labels were checked; {command} checks again",
            documents=changed,
        )


def _differences(
    document: LabeledDocument, span: Span, schema: EntitySchema
) -> Iterator[tuple[str, Passage]]:
    """What is found otherwise than it is labelled; where a passage ends, nobody can say so exactly."""
    is_passage = schema.is_passage(span.category)
    near = [
        one
        for one in document.labels
        if one.start < span.end and span.start < one.end
        if one.category == span.category or not (is_passage or schema.is_passage(one.category))
    ]
    own = [one for one in near if one.category == span.category]
    if any(is_passage or (one.start, one.end) == (span.start, span.end) for one in own):
        return
    if own:
        yield "bounds", Passage.of(document, own[0], (span.start, span.end))
    elif near:
        yield "other-category", Passage.of(document, near[0], (span.start, span.end))
    elif counts_as_tagged(document, span.category, span.start, span.end):
        yield "missed", Passage.of(document, Label(span.start, span.end, span.category))


def _flaw(kind: str, category: str, passages: Sequence[Passage]) -> Flaw:
    count = len(passages)
    by = f"models that had not seen {'the document' if count == 1 else 'these documents'}"
    places = "1 place" if count == 1 else f"{count} places"
    sentences = {
        "missed": f"{by} were sure of {category} in {places} that nobody tagged;"
        " tag those that are right",
        "bounds": f"{by} were sure that {category} begins or ends elsewhere in {places}; check"
        " which is right",
        "other-category": f"{by} were sure of {category} in {places} tagged otherwise; check which"
        " is right",
    }
    aspects = {
        "missed": Aspect.COMPLETE, "bounds": Aspect.PRECISE, "other-category": Aspect.CONSISTENT
    }  # fmt: skip
    return Flaw(
        aspects[kind], f"found-{kind}", Severity.WARNING, sentences[kind], category, tuple(passages)
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
