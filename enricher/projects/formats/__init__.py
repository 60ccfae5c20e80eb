"""Labelled documents in the files of others, read and written.

    read_labels(Path("labels.json"), folder_texts(Path("documents")))
    write_labels(labels, Path("labels.jsonl"), "doccano")

A file is found out by its content, read whole or refused with all that is wrong in it, and written
whole or not at all. What is written and read again is what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from enricher.errors import LabelError
from enricher.projects.formats import azure, brat, conll, doccano, label_studio, spacy_json
from enricher.projects.formats.contents import (
    PLAIN_SUFFIXES,
    folder_texts,
    texts_of_folder,
    write_content,
    write_folder,
)
from enricher.projects.formats.detection import detect
from enricher.projects.formats.label_set import LabelSet, Texts
from enricher.projects.formats.limits import check_set, left_out, set_aside
from enricher.text.offsets import Unit

__all__ = [
    "FORMATS",
    "PLAIN_SUFFIXES",
    "Format",
    "LabelSet",
    "Texts",
    "Unit",
    "folder_texts",
    "read_labels",
    "texts_of_folder",
    "write_labels",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of labels.

    Attributes:
        looks: what a file of it looks like, for people whose file is none.
        render: the content of its file, or of the files of its folder by name.
        tells_untagged: it lists documents that nobody has been through beside the tagged ones.
        is_flat: its labels share no text: those of passages that do are kept aside.
        longest: as many characters as a label may have.
        counts: its offsets may be in another unit than it says, or it says none.
    """

    looks: str
    read: Callable[[Path, Texts | None, Unit | None], LabelSet]
    render: Callable[[LabelSet], str | dict[str, str]]
    tells_untagged: bool = False
    counts: bool = False
    is_flat: bool = False
    longest: int | None = None


FORMATS: Mapping[str, Format] = {
    "azure": Format(
        'Azure custom NER: a JSON object with "metadata" and "assets"',
        azure.read,
        azure.render,
        tells_untagged=True,
        is_flat=True,
        longest=azure.LONGEST_LABEL,
    ),
    "doccano": Format(
        'doccano: a line {"text": "…", "label": [[0, 4, "Party"]]} for each document',
        doccano.read,
        doccano.render,
        counts=True,
    ),
    "label-studio": Format(
        'Label Studio: a JSON list of tasks with "data" and "annotations"',
        label_studio.read,
        label_studio.render,
        tells_untagged=True,
        counts=True,
    ),
    "conll": Format(
        "CoNLL: a line TOKEN B-Party for each token, an empty one after each sentence",
        conll.read,
        conll.render,
        is_flat=True,
    ),
    "spacy": Format(
        'spaCy: JSON [["…", {"entities": [[0, 4, "Party"]]}]], the same under "annotations", or'
        ' lines {"text": "…", "spans": […]}',
        spacy_json.read,
        spacy_json.render,
        counts=True,
    ),
    "brat": Format(
        "brat: a folder of 01.txt and 01.ann with lines T1 Party 0 4 …", brat.read, brat.render
    ),
}


def read_labels(
    path: Path,
    texts: Texts | None = None,
    format: str | None = None,
    unit: Unit | None = None,
    *,
    any_names: bool = False,
) -> LabelSet:
    """Read a file or folder of labels, all of it or nothing.

    Args:
        texts: gives the text of a document that the file only names (Azure, and brat without its
            text); `folder_texts` reads them from a folder.
        format: a name of FORMATS; None finds it out.
        unit: what offsets count, where the file does not say it (doccano, spaCy) or proves it
            (Label Studio); None takes characters.
        any_names: take categories with names that they cannot keep; who asks gives them others.

    Raises:
        LabelError: the file is none of the formats, or something in it is wrong.
    """
    if not path.exists():
        raise LabelError(f"{path} is not there")
    name = format if format is not None else detect(path)
    if name is None:
        looks = "\n".join(f"  {one.looks}" for one in FORMATS.values())
        raise LabelError(f"{path} is not in a supported format:\n{looks}")
    known = _format(name)
    if unit is not None and not known.counts:
        raise LabelError(f"{path}: {name} says itself what offsets count; leave the unit out")
    labels = known.read(path, texts, unit)
    if labels.misnamed and not any_names:
        raise LabelError("\n".join(map(str, labels.misnamed)), labels.misnamed)
    return labels


def write_labels(labels: LabelSet, path: Path, format: str) -> tuple[str, ...]:
    """Write labels to a file, replacing it, or for brat to a folder that is new or empty.

    Returns:
        Which labels other tools will not see.

    Raises:
        LabelError: the format cannot hold them, or the path cannot be written; nothing is then.
    """
    known = _format(format)
    check_set(labels)
    if known.is_flat:
        labels = set_aside(labels, known.longest)
    content = known.render(labels)
    if isinstance(content, dict):
        write_folder(path, content)
    else:
        write_content(path, content)
    return left_out(labels, format)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise LabelError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name]
