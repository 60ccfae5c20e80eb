"""doccano: a JSON object on each line, its text and labels in it.

    {"id": 1, "text": "Dated 6/29/2018", "label": [[6, 15, "Date"]], "Comments": []}

`labels` for `label` is read as well, and the form with relations, whose labels are objects:

    {"text": "Dated 6/29/2018", "entities": [{"label": "Date", "start_offset": 6, "end_offset": 15}]}

Offsets are characters, as in files made by programs. doccano's own browser counts UTF-16 units
(doccano issue 2290), which differ after a character above U+FFFF: say so with `unit`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from enricher.projects.formats import notes
from enricher.projects.formats.contents import read_content
from enricher.projects.formats.gathering import Draft, DraftLabel, Gathering
from enricher.projects.formats.label_set import Json, LabelSet, Texts
from enricher.projects.formats.models import add_faults
from enricher.projects.formats.problems import Place, Problems
from enricher.projects.formats.rows import Row, read_rows, row_name, warn_of_wide
from enricher.text.offsets import Unit


class _Entity(BaseModel):
    label: StrictStr
    start_offset: StrictInt
    end_offset: StrictInt


class _Line(BaseModel):
    model_config = ConfigDict(extra="allow")

    text: StrictStr
    label: list[notes.Span] | None = None
    labels: list[notes.Span] | None = None
    entities: list[_Entity] | None = None
    relations: list[object] = Field(default_factory=list)
    enricher: object = None


_RESERVED = frozenset(_Line.model_fields)


def read(path: Path, texts: Texts | None, unit: Unit | None = None) -> LabelSet:
    """Read a file of doccano, lines or one JSON list of them.

    Raises:
        LabelError: something in it is wrong.
    """
    problems = Problems(path)
    rows = read_rows(read_content(path, problems), problems)
    project = notes.ProjectNote()
    drafts = []
    relations = 0
    for row in rows:
        try:
            line = _Line.model_validate(row.value)
        except ValidationError as error:
            add_faults(error, problems, row.place)
            continue
        note = line.enricher if isinstance(line.enricher, Mapping) else {}
        if "project" in note:
            project = notes.read_note(notes.ProjectNote, note["project"], problems, row.place)
        drafts.append(_draft(line, row, path, unit, problems))
        relations += len(line.relations)
    if relations:
        problems.warn(f"{relations} relations are left out; only labels are read")
    warn_of_wide(drafts, unit, "doccano", problems)
    gathering = Gathering(problems, project.categories)
    for draft in drafts:
        gathering.add(draft)
    return gathering.label_set(project)


def _draft(line: _Line, row: Row, path: Path, unit: Unit | None, problems: Problems) -> Draft:
    return Draft(
        name=row_name(path, row, line.model_extra or {}),
        text=line.text,
        labels=list(_labels(line, row.place)),
        place=row.place,
        unit=unit or Unit.CHARACTER,
        note=notes.read_note(notes.DocumentNote, line.enricher, problems, row.place),
        extras=line.model_extra or {},
    )


def _labels(line: _Line, place: Place) -> Iterator[DraftLabel]:
    for key, triples in (("label", line.label), ("labels", line.labels)):
        for number, triple in enumerate(triples or ()):
            yield DraftLabel(*triple, place.at(key, number))
    for number, entity in enumerate(line.entities or ()):
        spot = place.at("entities", number)
        yield DraftLabel(entity.start_offset, entity.end_offset, entity.label, spot)


def render(labels: LabelSet) -> str:
    """The lines; what doccano has no room for becomes one key that it takes as metadata."""
    lines = []
    project: Json | None = notes.project_note(labels)
    for document in labels.documents:
        extras = labels.extras.get(document.name, {})
        taken = {key: value for key, value in extras.items() if key in _RESERVED}
        note = notes.document_note(document, extras=taken, project=project or None)
        project = None
        lines.append(
            {
                **{key: value for key, value in extras.items() if key not in _RESERVED},
                "text": document.text,
                "label": notes.spans(document.labels) or [],
                notes.KEY: note,
            }
        )
    return "".join(f"{notes.dump(line)}\n" for line in lines)
