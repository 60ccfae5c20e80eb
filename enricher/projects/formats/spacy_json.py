"""JSON for training spaCy, in the three shapes in which it goes around.

    [["Dated 6/29/2018", {"entities": [[6, 15, "Date"]]}]]                       spaCy 2
    {"classes": ["Date"], "annotations": [["Dated …", {"entities": [[6, 15, "Date"]]}]]}  NER annotator
    {"text": "Dated 6/29/2018", "spans": [{"start": 6, "end": 15, "label": "Date"}]}      Prodigy, a line

Offsets are characters. Written is the second, which lists its categories. Of Prodigy, what somebody
rejected or passed over (`answer`) is left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    TypeAdapter,
    ValidationError,
)

from enricher.projects.formats import notes
from enricher.projects.formats.contents import parse_json, read_content
from enricher.projects.formats.gathering import Draft, DraftLabel, Gathering
from enricher.projects.formats.label_set import LabelSet, Texts
from enricher.projects.formats.models import add_faults
from enricher.projects.formats.problems import Place, Problems
from enricher.projects.formats.rows import Row, read_rows, row_name, warn_of_wide
from enricher.text.offsets import Unit


class _Entities(BaseModel):
    model_config = ConfigDict(extra="allow")

    entities: list[notes.Span] = Field(default_factory=list)


_PAIR = TypeAdapter(tuple[StrictStr, _Entities])


class _Mark(BaseModel):
    start: StrictInt
    end: StrictInt
    label: StrictStr


class _Line(BaseModel):
    model_config = ConfigDict(extra="allow")

    text: StrictStr
    spans: list[_Mark] = Field(default_factory=list)
    answer: StrictStr = "accept"
    tokens: object = None
    """Left out: the spans say the same."""


class _Annotator(BaseModel):
    classes: list[StrictStr] = Field(default_factory=list)
    annotations: list[object]
    enricher: object = None


class _Notes(BaseModel):
    """The note of a file: of the project, and of the documents in order."""

    project: object = None
    documents: list[object] = Field(default_factory=list)


def read(path: Path, texts: Texts | None, unit: Unit | None = None) -> LabelSet:
    """Read a file of one of the three shapes.

    Raises:
        LabelError: something in it is wrong.
    """
    problems = Problems(path)
    content = read_content(path, problems)
    annotator = _annotator(content, problems)
    if annotator is None:
        rows, note = read_rows(content, problems), _Notes()
        classes: list[str] = []
    else:
        root = Place(path=("annotations",))
        rows = [
            Row(value, number + 1, root.at(number))
            for number, value in enumerate(annotator.annotations)
        ]
        note = notes.read_note(_Notes, annotator.enricher, problems, Place(path=()))
        classes = annotator.classes
    own = note.documents if len(note.documents) == len(rows) else [None] * len(rows)
    if note.documents and len(note.documents) != len(rows):
        problems.warn(
            f"has notes of {len(note.documents)} documents and {len(rows)} documents; the notes are"
            " left out"
        )
    project = notes.read_note(notes.ProjectNote, note.project, problems, Place())
    answers: Counter[str] = Counter()
    drafts = []
    for row, value in zip(rows, own, strict=True):
        draft = _draft(row, path, unit, answers, problems)
        if draft is not None:
            draft.note = notes.read_note(notes.DocumentNote, value, problems, row.place)
            drafts.append(draft)
    for answer, count in answers.items():
        problems.warn(f"{count} documents are left out: their answer is {answer!r}")
    warn_of_wide(drafts, unit, "what made them", problems)
    gathering = Gathering(problems, project.categories or classes)
    for draft in drafts:
        gathering.add(draft)
    return gathering.label_set(project)


def _annotator(content: str, problems: Problems) -> _Annotator | None:
    """The one object that the file is, or None if it is rows."""
    if not content.lstrip().startswith("{"):
        return None
    with suppress(ValueError, RecursionError):
        first = json.loads(content.lstrip().partition("\n")[0])
        if "annotations" not in first:
            return None
    value = parse_json(content, problems)
    problems.json = content
    try:
        return _Annotator.model_validate(value)
    except ValidationError as error:
        add_faults(error, problems, Place(path=()))
        raise problems.error() from error


def _draft(
    row: Row, path: Path, unit: Unit | None, answers: Counter[str], problems: Problems
) -> Draft | None:
    if row.value is None:
        return None  # the NER annotator leaves it where a text was skipped
    extras: Mapping[str, object]
    try:
        if isinstance(row.value, list):
            text, entities = _PAIR.validate_python(row.value)
            extras = entities.model_extra or {}
            labels = [
                DraftLabel(*span, row.place.at(1, "entities", number))
                for number, span in enumerate(entities.entities)
            ]
        else:
            line = _Line.model_validate(row.value)
            text, extras = line.text, line.model_extra or {}
            labels = [
                DraftLabel(mark.start, mark.end, mark.label, row.place.at("spans", number))
                for number, mark in enumerate(line.spans)
            ]
            if line.answer != "accept":
                answers[line.answer] += 1
                return None
    except ValidationError as error:
        add_faults(error, problems, row.place)
        return None
    return Draft(
        name=row_name(path, row, extras),
        text=text,
        labels=labels,
        place=row.place,
        unit=unit or Unit.CHARACTER,
        extras=extras,
    )


def render(labels: LabelSet) -> str:
    file = {
        "classes": list(labels.categories),
        "annotations": [
            [document.text, {"entities": notes.spans(document.labels) or []}]
            for document in labels.documents
        ],
        notes.KEY: {
            "project": notes.project_note(labels),
            "documents": [
                notes.document_note(document, extras=dict(labels.extras.get(document.name, {})))
                for document in labels.documents
            ],
        },
    }
    return json.dumps(file, ensure_ascii=False, indent=1) + "\n"
