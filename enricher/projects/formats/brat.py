"""brat standoff: a folder of texts, the labels of `01.txt` in `01.ann` beside it.

    T1	Date 6 15	6/29/2018

Only lines of T are labels; offsets are characters, a byte order mark counted as brat does. A label
across lines is in pieces, `6 10;11 15`, and is one here; where other text lies between the pieces,
each is a label. What brat has no room for, and which category a type stands for, is in
`enricher.json`.

Source: brat.nlplab.org/standoff.html.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field

from enricher.errors import EnricherError, LabelError
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.formats import notes
from enricher.projects.formats.contents import decode, folder_texts, parse_json, read_content
from enricher.projects.formats.gathering import Draft, DraftLabel, Gathering
from enricher.projects.formats.label_set import LabelSet, Texts
from enricher.projects.formats.limits import named
from enricher.projects.formats.names import file_stems, short_names
from enricher.projects.formats.problems import Place, Problems
from enricher.text.offsets import Unit

NOTES_FILE = f"{notes.KEY}.json"
CONFIGURATION_FILE = "annotation.conf"

_MOST_BYTES = 30_000_000  # of all its files with labels: 700,000 of them
_LABEL = re.compile(r"T\S*\t(.+?) (\d{1,15} \d{1,15}(?:;\d{1,15} \d{1,15})*)\t(.*)")
_OTHER = {
    "R": "relations",
    "*": "relations",
    "E": "events",
    "A": "attributes",
    "M": "attributes",
    "N": "normalizations",
    "#": "notes",
}
_IN_A_LINE = re.compile(r"[^\r\n]+")
_TYPE = re.compile(r"!?([A-Za-z0-9_]\S*)")


class _Notes(BaseModel):
    project: notes.ProjectNote = Field(default_factory=notes.ProjectNote)
    documents: dict[str, object] = Field(default_factory=dict)
    """By the path of the document's files, without their suffix."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line of T: its pieces and what it says stands in them."""

    category: str
    pieces: tuple[tuple[int, int], ...]
    text: str
    place: Place


def read(path: Path, texts: Texts | None, unit: Unit | None = None) -> LabelSet:
    """Read a folder of pairs, or the pair of one `.ann` file.

    Args:
        texts: for labels whose text is not beside them.

    Raises:
        LabelError: something in it is wrong, or a text is missing.
    """
    problems = Problems(path)
    folder = path if path.is_dir() else path.parent
    files = {
        file.relative_to(folder).with_suffix("").as_posix(): file
        for file in (sorted(path.rglob("*.ann")) if path.is_dir() else [path])
    }
    if sum(file.stat().st_size for file in files.values()) > _MOST_BYTES:
        problems.add(f"holds more than {_MOST_BYTES // 1_000_000} MB of labels; split it")
        raise problems.error()
    own = _read_notes(folder, problems)
    gathering = Gathering(problems, own.project.categories or _configured(folder, problems))
    left_out: Counter[str] = Counter()
    for stem in (*(stem for stem in own.documents if stem in files), *files):
        file = files.pop(stem, None)
        if file is not None:
            draft = _draft(stem, file, folder, texts, own, left_out, problems)
            if draft is not None:
                gathering.add(draft)
    for kind, count in left_out.items():
        problems.warn(f"{count} {kind} are left out; only labels (T) are read")
    return gathering.label_set(own.project)


def _read_notes(folder: Path, problems: Problems) -> _Notes:
    file = folder / NOTES_FILE
    if not file.is_file():
        return _Notes()
    own = Problems(file)
    value = parse_json(read_content(file, own), own)
    return notes.read_note(_Notes, value, problems, Place(file=file))


def _configured(folder: Path, problems: Problems) -> list[str]:
    """The types that brat's configuration lists, so that those without labels are known too."""
    file = folder / CONFIGURATION_FILE
    if not file.is_file():
        return []
    types: list[str] = []
    section = ""
    for line in read_content(file, problems).split("\n"):
        entry = line.strip()
        if entry.startswith("["):
            section = entry
        elif section == "[entities]" and (match := _TYPE.fullmatch(entry)):
            types.append(match[1])
    return list(dict.fromkeys(types))


def _draft(
    stem: str,
    file: Path,
    folder: Path,
    texts: Texts | None,
    own: _Notes,
    left_out: Counter[str],
    problems: Problems,
) -> Draft | None:
    marks = _read_marks(file, left_out, problems)
    name = f"{stem}.txt"
    beside = file.with_suffix(".txt")
    try:
        text = folder_texts(folder)(name) if beside.exists() or texts is None else texts(name)
    except EnricherError as error:  # also of an extractor, where the caller gives one
        problems.add(f"its text is missing: {error}", Place(file=file), "DocumentNotFound")
        return None
    marks = _without_mark(marks, text, beside)
    note = notes.read_note(
        notes.DocumentNote, own.documents.get(stem), problems, Place(file=folder / NOTES_FILE)
    )
    if note.dataset is None and (first := stem.split("/")[0]) in ("train", "test"):
        note.dataset = "train" if first == "train" else "test"
    labels: list[DraftLabel] = []
    for mark in marks:
        if problems_of := _mismatch(mark, text):
            problems.add(f"{name}: {problems_of}", mark.place)
        pieces = _joined(mark.pieces, text)
        if len(pieces) > 1:
            problems.warn(
                f"{name}: {mark.category} is in {len(pieces)} pieces with other text between; each is"
                " read as a label",
                mark.place,
            )
        category = own.project.names.get(mark.category, mark.category)
        labels.extend(DraftLabel(*piece, category, mark.place) for piece in pieces)
    return Draft(name, text, labels, Place(file=file), note=note)


def _read_marks(file: Path, left_out: Counter[str], problems: Problems) -> list[_Mark]:
    marks = []
    try:
        content = read_content(file, Problems(file))
    except LabelError as error:
        for problem in error.problems:
            problems.add(problem.message, Place(problem.line, file=file), problem.code)
        return []
    for number, line in enumerate(content.split("\n"), start=1):
        line = line.removesuffix("\r")
        match = _LABEL.fullmatch(line)
        place = Place(number, file=file)
        if match:
            pieces = [piece.split(" ") for piece in match[2].split(";")]
            spans = tuple((int(start), int(end)) for start, end in pieces)
            marks.append(_Mark(match[1], spans, match[3], place))
        elif line[:1] in _OTHER:
            left_out[_OTHER[line[0]]] += 1
        elif line.strip():
            message = "expected T1, a tab, TYPE START END, a tab and the text, not"
            problems.add(f"{message} {line[:60]!r}", place)
    return marks


def _without_mark(marks: list[_Mark], text: str, file: Path) -> list[_Mark]:
    """Marks of a text whose byte order mark brat counted, which we do not."""
    if not file.is_file() or not file.read_bytes().startswith(codecs.BOM_UTF8):
        return marks
    moved = [
        _Mark(one.category, tuple((a - 1, b - 1) for a, b in one.pieces), one.text, one.place)
        for one in marks
    ]
    as_it_is, without = (sum(not _mismatch(one, text) for one in each) for each in (marks, moved))
    return moved if without > as_it_is else marks


def _mismatch(mark: _Mark, text: str) -> str | None:
    """What is wrong with the text of a mark; None if nothing is, or if its offsets are."""
    if not all(0 <= start < end <= len(text) for start, end in mark.pieces):
        return None
    covered = " ".join(text[start:end] for start, end in mark.pieces)
    if covered.split() == mark.text.split():
        return None
    return (
        f"{mark.category} {mark.pieces[0][0]} {mark.pieces[-1][1]} is stated to be"
        f" {mark.text[:40]!r}, but the text there is {covered[:40]!r}"
    )


def _joined(pieces: tuple[tuple[int, int], ...], text: str) -> list[tuple[int, int]]:
    """Pieces with nothing but white space between them as one: brat splits labels at line ends."""
    joined = [pieces[0]]
    for start, end in pieces[1:]:
        first, last = joined[-1]
        if 0 <= last <= start and not text[last:start].strip():
            joined[-1] = (first, end)
        else:
            joined.append((start, end))
    return joined


def render(labels: LabelSet) -> dict[str, str]:
    """The files of a folder by name.

    Raises:
        LabelError: a label is white space alone, or a text begins with a byte order mark.
    """
    stems = file_stems(document.name for document in labels.documents)
    short = short_names(labels.categories, re.compile(r"[^A-Za-z0-9_-]"))
    files = {}
    of_documents = {}
    for document in labels.documents:
        stem = stems[document.name]
        if not _is_readable(document.text):
            raise LabelError(
                f"{document.name}: its text begins with a byte order mark; a text file cannot hold"
                " it"
            )
        files[f"{stem}.txt"] = document.text
        files[f"{stem}.ann"] = _ann(document, short)
        of_documents[stem] = notes.document_note(
            document, extras=dict(labels.extras.get(document.name, {})), exact=_exact(document)
        )
    types = "\n".join(short.values())
    files[CONFIGURATION_FILE] = f"[entities]\n{types}\n\n[relations]\n\n[events]\n\n[attributes]\n"
    note = {
        "project": notes.project_note(labels, {key: name for name, key in short.items()}),
        "documents": of_documents,
    }
    files[NOTES_FILE] = json.dumps(note, ensure_ascii=False, indent=1) + "\n"
    return files


def _ann(document: LabeledDocument, short: dict[str, str]) -> str:
    lines = []
    for number, label in enumerate(document.labels, start=1):
        pieces = _pieces(label, document.text)
        if not pieces:
            raise LabelError(
                f"{document.name}: {named(label)} is line ends alone, which brat cannot hold"
            )
        spans = ";".join(f"{start} {end}" for start, end in pieces)
        text = " ".join(document.text[start:end] for start, end in pieces)
        lines.append(f"T{number}\t{short[label.category]} {spans}\t{text}\n")
    return "".join(lines)


def _pieces(label: Label, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _IN_A_LINE.finditer(text, label.start, label.end)]


def _exact(document: LabeledDocument) -> list[list[object]] | None:
    text = document.text
    return notes.exact_spans(
        document, lambda label: not {text[label.start], text[label.end - 1]} & {"\r", "\n"}
    )


def _is_readable(text: str) -> bool:
    try:
        return decode(text.encode()) == text
    except ValueError:
        return False
