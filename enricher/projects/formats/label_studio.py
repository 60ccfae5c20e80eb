"""Label Studio: a JSON list of tasks, each with its text and what people marked in it.

    [{"id": 1, "data": {"text": "Dated 6/29/2018"},
      "annotations": [{"was_cancelled": false, "result": [
        {"from_name": "label", "to_name": "text", "type": "labels",
         "value": {"start": 6, "end": 15, "text": "6/29/2018", "labels": ["Date"]}}]}]}]

Releases before 2022 say `completions`, and count offsets in UTF-16 units where later ones count
characters (label-studio issue 1347); the `text` beside the offsets tells which. `predictions` are a
model's, and no labels. A task that nobody marked is read as one where nothing was looked for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import (
    AliasChoices,
    BaseModel,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    ValidationError,
)

from enricher.ledger.labels import LabeledDocument
from enricher.projects.formats import notes
from enricher.projects.formats.contents import parse_json, read_content
from enricher.projects.formats.gathering import Draft, DraftLabel, Gathering
from enricher.projects.formats.label_set import Json, LabelSet, Texts
from enricher.projects.formats.models import add_faults
from enricher.projects.formats.problems import Place, Problems
from enricher.projects.formats.rows import Row, row_name
from enricher.text.offsets import OffsetMap, Unit


class _Annotation(BaseModel):
    result: list[dict[str, object]]
    cancelled: StrictBool = Field(
        default=False, validation_alias=AliasChoices("was_cancelled", "skipped")
    )


class _Task(BaseModel):
    id: StrictInt | StrictStr | None = None
    data: dict[str, object]
    annotations: list[_Annotation] = Field(
        default_factory=list, validation_alias=AliasChoices("annotations", "completions")
    )


class _Value(BaseModel):
    start: StrictInt
    end: StrictInt
    text: StrictStr | None = None
    labels: list[StrictStr]


@dataclass(slots=True)
class _Quote:
    """A label, and what the file says stands there."""

    label: DraftLabel
    text: str | None


def read(path: Path, texts: Texts | None, unit: Unit | None = None) -> LabelSet:
    """Read an export.

    Raises:
        LabelError: something in it is wrong.
    """
    problems = Problems(path)
    content = read_content(path, problems)
    tasks = parse_json(content, problems)
    problems.json = content
    if not isinstance(tasks, list):
        problems.add("expected a list of tasks", Place(path=()))
        raise problems.error()
    project = notes.ProjectNote()
    left_out: Counter[str] = Counter()
    found: list[tuple[Draft, list[_Quote]]] = []
    for number, value in enumerate(tasks):
        place = Place(path=(number,))
        try:
            task = _Task.model_validate(value)
        except ValidationError as error:
            add_faults(error, problems, place)
            continue
        note = task.data.get(notes.KEY)
        if isinstance(note, dict) and "project" in note:
            project = notes.read_note(notes.ProjectNote, note["project"], problems, place)
        draft = _draft(task, Row(value, number + 1, place), path, problems)
        if draft is not None:
            key = "annotations" if "annotations" in value else "completions"
            found.append((draft, _quotes(task, place.at(key), draft, left_out, problems)))
    for kind, count in left_out.items():
        problems.warn(f"{count} results of type {kind} are left out; only labels are read")
    unit = unit or _unit_of(found)
    gathering = Gathering(problems, project.categories)
    for draft, quotes in found:
        draft.unit = unit
        draft.labels = [quote.label for quote in quotes]
        _check_quotes(draft, quotes, problems)
        gathering.add(draft)
    return gathering.label_set(project)


def _draft(task: _Task, row: Row, path: Path, problems: Problems) -> Draft | None:
    names = [name for name, value in task.data.items() if isinstance(value, str)]
    if not names:
        problems.add("data: expected a text in it", row.place.at("data"))
        return None
    # Under which name the text stands is in the project's configuration, which is not exported.
    longest = max(names, key=lambda name: len(str(task.data[name])))
    key = "text" if "text" in names else longest
    note = notes.read_note(
        notes.DocumentNote, task.data.get(notes.KEY), problems, row.place.at("data")
    )
    if note.tagged is None and not any(not one.cancelled for one in task.annotations):
        note.tagged = []
    return Draft(
        name=row_name(path, row, {"id": task.id}),
        text=str(task.data[key]),
        labels=(),
        place=row.place,
        note=note,
        extras={name: task.data[name] for name in task.data if name not in (key, notes.KEY)},
    )


def _quotes(
    task: _Task, place: Place, draft: Draft, left_out: Counter[str], problems: Problems
) -> list[_Quote]:
    name = draft.note.name or draft.name
    valid = [number for number, one in enumerate(task.annotations) if not one.cancelled]
    if len(task.annotations) > 1 and valid:
        message = (
            f"{name} was marked {len(task.annotations)} times; annotation {valid[0] + 1} is read"
        )
        problems.warn(message, place)
    elif task.annotations and not valid:
        problems.warn(f"{name} was skipped by whoever marked it; it has no labels", place)
    quotes = []
    for number in valid[:1]:
        for index, result in enumerate(task.annotations[number].result):
            spot = place.at(number, "result", index)
            if result.get("type") != "labels":
                left_out[str(result.get("type"))] += 1
                continue
            try:
                value = _Value.model_validate(result.get("value"))
            except ValidationError as error:
                add_faults(error, problems, spot.at("value"))
                continue
            if not value.labels:
                left_out["labels without a label"] += 1
            for label in value.labels:
                quotes.append(_Quote(DraftLabel(value.start, value.end, label, spot), value.text))
    return quotes


def _unit_of(found: Iterable[tuple[Draft, list[_Quote]]]) -> Unit:
    """The unit by which more labels are what the file says stands there."""
    hits: Counter[Unit] = Counter()
    for draft, quotes in found:
        if quotes and max(draft.text, default="") > "\uffff":
            for unit in (Unit.CHARACTER, Unit.UTF16):
                offsets = OffsetMap(draft.text, unit)
                hits[unit] += sum(_fits(draft.text, quote, offsets) for quote in quotes)
    return Unit.UTF16 if hits[Unit.UTF16] > hits[Unit.CHARACTER] else Unit.CHARACTER


def _fits(text: str, quote: _Quote, offsets: OffsetMap) -> bool:
    """Whether a label is in the text, and there stands what the file says."""
    start, end = quote.label.start, quote.label.end
    if quote.text is None or not 0 <= start < end <= offsets.length:
        return False
    try:
        covered = text[offsets.character(start) : offsets.character(end)]
    except ValueError:
        return False
    return quote.text == covered or _even(quote.text) == _even(covered)


def _even(text: str) -> str:
    """A text as browsers hold it; old releases write a line break as backslash and n."""
    return text.replace("\\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def _check_quotes(draft: Draft, quotes: Iterable[_Quote], problems: Problems) -> None:
    offsets = OffsetMap(draft.text, draft.unit)
    for quote in quotes:
        start, end, category, place = quote.label
        in_text = 0 <= start < end <= offsets.length
        if in_text and quote.text is not None and not _fits(draft.text, quote, offsets):
            problems.add(
                f"{draft.note.name or draft.name}: {category} [{start}, {end}) is stated to be"
                f" {quote.text[:40]!r}, but the text there is different",
                place,
            )


def render(labels: LabelSet) -> str:
    """Tasks to import, offsets in characters."""
    tasks: list[Json] = []
    project: Json | None = notes.project_note(labels) or None
    for document in labels.documents:
        extras = labels.extras.get(document.name, {})
        taken = {key: value for key, value in extras.items() if key in ("text", notes.KEY)}
        note = notes.document_note(document, extras=taken, project=project)
        project = None
        data = {key: value for key, value in extras.items() if key not in taken}
        tasks.append(
            {
                "data": {"text": document.text, **data, notes.KEY: note},
                "annotations": [{"result": _results(document)}],
            }
        )
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def _results(document: LabeledDocument) -> list[Json]:
    return [
        {
            "id": f"label-{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": label.start,
                "end": label.end,
                "text": document.text[label.start : label.end],
                "labels": [label.category],
            },
        }
        for number, label in enumerate(document.labels, start=1)
    ]
