"""What we add to files of others so that nothing is lost: one key, `enricher`, that they ignore.

A document's note says what its format has no room for, and only that; a file without notes is
read as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from enricher.ledger.labels import DataSet, Label, LabeledDocument, LabelSource
from enricher.projects.formats.label_set import LabelSet
from enricher.projects.formats.problems import Place, Problems

KEY = "enricher"

Span = tuple[StrictInt, StrictInt, StrictStr]
"""Start and end in characters, and category: a label whatever the unit of the file."""


class DocumentNote(BaseModel):
    """Offsets are in characters."""

    model_config = ConfigDict(extra="ignore")

    name: StrictStr | None = Field(default=None, min_length=1)
    dataset: DataSet | None = None
    language: StrictStr | None = None
    tagged: list[StrictStr] | None = None
    regions: list[tuple[StrictInt, StrictInt]] = Field(default_factory=list)
    by_register: list[Span] = Field(default_factory=list)
    """The labels whose source is a register."""
    exact: list[Span] = Field(default_factory=list)
    """The labels that begin or end with white space, where the format cannot say so."""
    aside: list[Span] = Field(default_factory=list)
    """The labels of passages that the format cannot hold beside the others."""
    extras: dict[str, object] = Field(default_factory=dict)


class ProjectNote(BaseModel):
    model_config = ConfigDict(extra="ignore")

    project: StrictStr = ""
    language: StrictStr | None = None
    description: StrictStr = ""
    categories: list[StrictStr] = Field(default_factory=list)
    names: dict[str, StrictStr] = Field(default_factory=dict)
    """How the file writes a category -> the category."""
    settings: dict[str, object] = Field(default_factory=dict)


_Note = TypeVar("_Note", bound=BaseModel)


def read_note(kind: type[_Note], value: object, problems: Problems, place: Place) -> _Note:
    """A note of a file; an empty one where there is none or it is damaged, which is a problem."""
    if value is None:
        return kind()
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        problems.add(f"the note `{KEY}` is damaged: {where}: {first['msg']}", place.at(KEY))
        return kind()


def restore(labels: Iterable[Label], text: str, note: DocumentNote) -> list[Label]:
    """Labels as they were before the format took from them what it cannot say.

    Only labels that are there are changed: one that somebody moved or removed since stays so. Those
    that were kept aside come back.
    """
    labels = list(labels)
    if not (note.exact or note.by_register or note.aside):
        return labels
    exact: dict[Span, list[Span]] = {}
    for span in note.exact:
        if 0 <= span[0] < span[1] <= len(text):
            exact.setdefault(_trimmed(span, text), []).append(span)
    register = set(note.by_register)
    restored: dict[Span, Label] = {}
    for label in labels:
        own = _span(label)
        for span in exact.get(_trimmed(own, text), (own,)) if exact else (own,):
            source = LabelSource.REGISTER if span in register else LabelSource.HUMAN
            restored[span] = Label(*span, source)
    for span in note.aside:
        if 0 <= span[0] < span[1] <= len(text):
            source = LabelSource.REGISTER if span in register else LabelSource.HUMAN
            restored[span] = Label(*span, source)
    return list(restored.values())


def exact_spans(
    document: LabeledDocument, is_held: Callable[[Label], bool]
) -> list[list[object]] | None:
    """The labels that a format can only say without the white space at their ends.

    Args:
        is_held: whether the format can say where a label begins and ends.
    """
    lost = {_trimmed(_span(one), document.text) for one in document.labels if not is_held(one)}
    if not lost:
        return None
    return spans(one for one in document.labels if _trimmed(_span(one), document.text) in lost)


def _span(label: Label) -> Span:
    return label.start, label.end, label.category


def _trimmed(span: Span, text: str) -> Span:
    """A span without white space at its ends, or all of the white space if it is nothing else."""
    start, end, category = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start == end:
        while start and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
    return start, end, category


def document_note(
    document: LabeledDocument, aside: Sequence[Label] = (), **more: object
) -> dict[str, object]:
    """The note of a document, without what is empty.

    Args:
        aside: labels that it has beside those of the document.
        more: `extras` and `exact`; or None for a field that the format has a place for.
    """
    fields: dict[str, object] = {
        "name": document.name,
        "dataset": document.dataset,
        "language": document.language,
        "tagged": None if document.tagged is None else list(document.tagged),
        "regions": [list(region) for region in document.regions] or None,
        "by_register": spans(
            one for one in (*document.labels, *aside) if one.source is LabelSource.REGISTER
        ),
        "aside": spans(aside),
    }
    return {key: value for key, value in {**fields, **more}.items() if value not in (None, {})}


def project_note(labels: LabelSet, names: dict[str, str] | None = None) -> dict[str, object]:
    fields: dict[str, object] = {
        "project": labels.project,
        "language": labels.language,
        "description": labels.description,
        "categories": list(labels.categories),
        "names": {short: name for short, name in (names or {}).items() if short != name},
        "settings": dict(labels.settings),
    }
    return {key: value for key, value in fields.items() if value not in ("", None, {}, [])}


def spans(labels: Iterable[Label]) -> list[list[object]] | None:
    """Labels as notes hold them, or None for none."""
    return [[label.start, label.end, label.category] for label in labels] or None


def dump(value: object) -> str:
    """JSON on one line, letters as they are."""
    return json.dumps(value, ensure_ascii=False)
