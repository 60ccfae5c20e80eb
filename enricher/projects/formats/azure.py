"""Azure custom NER: one JSON file of labels, the texts beside it.

    {"projectFileVersion": "2022-05-01", "stringIndexType": "Utf16CodeUnit",
     "metadata": {"projectName": "Loans", "projectKind": "CustomEntityRecognition", "language": "en"},
     "assets": {"projectKind": "CustomEntityRecognition",
       "entities": [{"category": "Date"}],
       "documents": [{"location": "01.txt", "language": "en-us", "dataset": "Train",
         "entities": [{"regionOffset": 0, "regionLength": 1793,
           "labels": [{"category": "Date", "offset": 5, "length": 9}]}]}]}}

Offsets count from the start of the document, not of the region. One region over the whole text is
what no regions are here. The preview of 2021 said `extractors` and `extractorName`; it is read.

Source: learn.microsoft.com, "Accepted custom NER data formats".
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from enricher.errors import EnricherError, LabelError
from enricher.ledger.labels import Label, LabeledDocument, overlapping
from enricher.projects.formats import notes
from enricher.projects.formats.azure_models import Document, LabelsFile
from enricher.projects.formats.contents import parse_json, read_content
from enricher.projects.formats.gathering import Draft, DraftLabel, Gathering
from enricher.projects.formats.label_set import LabelSet, Texts
from enricher.projects.formats.limits import named, refuse_overlaps
from enricher.projects.formats.models import add_faults
from enricher.projects.formats.problems import Place, Problems
from enricher.text.offsets import OffsetMap, Unit

KIND = "CustomEntityRecognition"
VERSION = "2022-05-01"
LONGEST_LABEL = 500
"""Characters; Azure takes no longer ones."""

NO_TEXTS = "names documents without their texts; give the folder they are in"


def read(path: Path, texts: Texts | None, unit: Unit | None = None) -> LabelSet:
    """Read a labels file, its texts from elsewhere.

    Raises:
        LabelError: something in it is wrong, or a text is missing.
    """
    problems = Problems(path)
    return parse(read_content(path, problems), problems, texts)


def parse(content: str, problems: Problems, texts: Texts | None) -> LabelSet:
    """Read what a labels file holds; see `read`."""
    value = parse_json(content, problems)
    problems.json = content
    try:
        file = LabelsFile.model_validate(value)
    except ValidationError as error:
        add_faults(error, problems, Place(path=()))
        raise problems.error() from error
    if texts is None:
        problems.add(NO_TEXTS, code="ContainerNotFound")
        raise problems.error()
    root = Place(path=("assets",))
    gathering = Gathering(problems, closed=True)
    key = "entities" if isinstance(value, dict) and "entities" in value["assets"] else "extractors"
    seen = set()
    for number, category in enumerate(file.assets.categories):
        place = root.at(key, number, "category")
        if category.name in seen:
            problems.add(f"category {category.name!r} is listed twice", place, "DuplicateCategory")
        seen.add(category.name)
        gathering.declare(category.name, place)
    for number, entry in enumerate(file.assets.documents):
        draft = _draft(entry, root.at("documents", number), file.unit, problems, texts)
        if draft is not None:
            gathering.add(draft)
    note = notes.read_note(notes.ProjectNote, file.note, problems, Place(path=()))
    note.project, note.language = file.metadata.name, file.metadata.language or None
    note.description = file.metadata.description or ""
    note.settings = dict(file.metadata.model_extra or {})
    return gathering.label_set(note)


def _draft(
    entry: object, place: Place, unit: Unit, problems: Problems, texts: Texts
) -> Draft | None:
    try:
        document = Document.model_validate(entry)
    except ValidationError as error:
        add_faults(error, problems, place)
        return None
    try:
        text = texts(document.location)
    except EnricherError as error:  # also of an extractor, where the caller gives one
        problems.add(str(error), place.at("location"), "DocumentNotFound")
        return None
    key = "entities" if isinstance(entry, dict) and "entities" in entry else "extractors"
    regions = [(region, place.at(key, number)) for number, region in enumerate(document.regions)]
    length = OffsetMap(text, unit).length
    labels = []
    for region, at in regions:
        for number, label in enumerate(region.labels):
            spot = at.at("labels", number)
            end = label.offset + label.length
            labels.append(DraftLabel(label.offset, end, label.category, spot))
            in_text = 0 <= label.offset < end <= length
            if in_text and (label.offset < region.offset or end > region.offset + region.length):
                problems.add(
                    f"{document.location}: {label.category} [{label.offset}, {end}) is not in its"
                    f" region [{region.offset}, {region.offset + region.length})",
                    spot,
                    "LabelOutOfRegion",
                )
    _check_labels(document.location, labels, problems)
    if not labels:
        problems.warn(f"{document.location} has no labels", place)
    whole = [(0, length)]
    stretches = [(region.offset, region.offset + region.length, at) for region, at in regions]
    return Draft(
        name=document.location,
        text=text,
        labels=labels,
        place=place,
        unit=unit,
        dataset=document.dataset,
        language=document.language or None,
        regions=[] if [one[:2] for one in stretches] == whole else stretches,
        note=notes.read_note(notes.DocumentNote, document.note, problems, place),
        extras=document.model_extra or {},
    )


def _check_labels(name: str, labels: list[DraftLabel], problems: Problems) -> None:
    """What Azure refuses of labels, each well-formed by itself."""
    places = {
        label[:3]: label.place
        for label in labels
        if 0 <= label.start < label.end and label.category
    }
    ordered = sorted(Label(start, end, category) for start, end, category in places)
    for first, second in overlapping(ordered):
        problems.add(
            f"{name}: {second.category} [{second.start}, {second.end}) overlaps"
            f" {first.category} [{first.start}, {first.end}), which Azure's format does not allow",
            places[second.start, second.end, second.category],
            "OverlappingLabels",
        )
    for (start, end, category), place in places.items():
        if end - start > LONGEST_LABEL:
            problems.add(
                f"{name}: {category} [{start}, {end}) has more than {LONGEST_LABEL} characters",
                place,
                "LabelTooLong",
            )


def render(labels: LabelSet, unit: Unit = Unit.UTF16, version: str = VERSION) -> str:
    """The labels file; the texts are not in it.

    Raises:
        LabelError: labels overlap, are too long for Azure, or lie in no region.
    """
    metadata: dict[str, object] = {
        "projectName": labels.project,
        "projectKind": KIND,
        "description": labels.description,
    }
    if labels.language is not None:
        metadata["language"] = labels.language
    file = {
        "projectFileVersion": version,
        "stringIndexType": unit.value,
        "metadata": {**metadata, **{k: v for k, v in labels.settings.items() if k not in metadata}},
        "assets": {
            "projectKind": KIND,
            "entities": [{"category": name} for name in labels.categories],
            "documents": [_document(document, labels, unit) for document in labels.documents],
        },
    }
    return json.dumps(file, ensure_ascii=False, indent=1) + "\n"


def _document(document: LabeledDocument, labels: LabelSet, unit: Unit) -> dict[str, object]:
    extras = labels.extras.get(document.name, {})
    refuse_overlaps(document, "Azure's format")
    offsets = OffsetMap(document.text, unit)
    whole = ((0, len(document.text)),)
    entry: dict[str, object] = {"location": document.name}
    if document.language is not None:
        entry["language"] = document.language
    if document.dataset is not None:
        entry["dataset"] = document.dataset.capitalize()
    left = set(document.labels)
    regions = []
    for region in document.regions or (whole if document.text else ()):
        inside = sorted(one for one in left if region[0] <= one.start and one.end <= region[1])
        left.difference_update(inside)
        regions.append(_region(document, offsets, region, inside))
    if left:
        label = named(min(left))
        raise LabelError(
            f"{document.name}: {label} is outside every region, which Azure's format does not allow"
        )
    entry["entities"] = regions
    reserved = {*entry, "language", "dataset", "extractors", notes.KEY}
    note = notes.document_note(
        document,
        labels.aside.get(document.name, ()),
        name=None,
        dataset=None,
        language=None,
        regions=[list(whole[0])] if document.regions == whole else None,
        extras={key: value for key, value in extras.items() if key in reserved},
    )
    entry.update({key: value for key, value in extras.items() if key not in reserved})
    return {**entry, notes.KEY: note} if note else entry


def _region(
    document: LabeledDocument, offsets: OffsetMap, region: tuple[int, int], labels: list[Label]
) -> dict[str, object]:
    def units(start: int, end: int) -> tuple[int, int]:
        try:
            first = offsets.offset(start)
            return first, offsets.offset(end) - first
        except ValueError as error:
            raise LabelError(f"{document.name}: [{start}, {end}): {error}") from error

    offset, length = units(*region)
    written = []
    for label in labels:
        first, count = units(label.start, label.end)
        if count > LONGEST_LABEL:
            raise LabelError(
                f"{document.name}: {named(label)} is longer than Azure's format allows,"
                f" {LONGEST_LABEL} characters"
            )
        written.append({"category": label.category, "offset": first, "length": count})
    return {"regionOffset": offset, "regionLength": length, "labels": written}
