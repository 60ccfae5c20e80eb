"""Labels from a contract register: each value of a table is looked for in its document.

table -> Sheet -> Columns --+
files -> texts -------------+-> values found in each text -> labels beside those of people
                                                          -> schema.toml + ProjectStore
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from enricher.errors import DocumentError, InputError
from enricher.ledger.labels import DataSet, Label, LabeledDocument, LabelSource
from enricher.projects.formats import Texts
from enricher.projects.label_files import Imported, put_documents
from enricher.projects.project import Project
from enricher.projects.spreadsheet.cells import column_order
from enricher.projects.spreadsheet.columns import Column, Columns, choose_columns
from enricher.projects.spreadsheet.files import NamedFiles
from enricher.projects.spreadsheet.lookup import Searched, Sought, open_document, search_document
from enricher.projects.spreadsheet.merge import with_register_labels, without_overlaps
from enricher.projects.spreadsheet.report import (
    ColumnReport,
    MissingFile,
    NotFound,
    RegisterImported,
)
from enricher.projects.spreadsheet.sheets import Row, Sheet, read_sheet
from enricher.values import TEXT

_ADOPTED = 0.5  # share of found values, from which on a column of a new project is a category
_DISTINCT = 0.5  # share of distinct values among its texts


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: see `enricher project import --register`."""

    path: Path
    asked: Mapping[str, str]
    file_column: str | None = None
    dataset: DataSet | None = None


def import_register(
    project: Project,
    request: Request,
    files: NamedFiles,
    texts: Texts,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    read: Callable[[Path], Sheet] = read_sheet,
) -> RegisterImported:
    """Find the values of a table in the documents of a project, all of the table or nothing.

    Args:
        files: the documents that the table may name.
        texts: gives the text of one of them.
        progress: is told how many documents were read, and of how many.
        read: reads the table; of one that was sent, in a process that can be killed.

    Raises:
        InputError: the table cannot be read, its columns do not fit the project, or it names no
            document that is there; nothing was imported.
    """
    sheet = read(request.path)
    columns = choose_columns(sheet, project.schema, files, request.asked, request.file_column)
    rows, left_out = _rows_by_document(sheet, columns, files)
    known = {document.name: document for document in project.store.read(list(rows))}
    orders = {column.index: column_order(sheet.column(column.index)) for column in columns.values}
    searched = []
    for done, (name, of) in enumerate(rows.items(), 1):
        try:
            document = open_document(name, known.get(name), texts)
        except (DocumentError, InputError, OSError) as error:
            numbers = tuple(row.number for row in of)
            left_out.append(MissingFile(name, numbers, str(error)))
        else:
            searched.append(search_document(document, of, columns.values, orders))
        progress(done, len(rows))
    if not searched:
        raise InputError(f"{sheet.path}: {_why_nothing(left_out)}")
    taken, unused = _adopt(columns, searched)
    if not taken:
        raise InputError(
            f"{sheet.path}: no column has half of its values in the documents; name the"
            " columns with --column 'Heading=Category'"
        )
    labelled, reports = _label(project, searched, taken, request.dataset)
    imported = _store(project, labelled, known, taken)
    return RegisterImported(imported, reports, unused, tuple(left_out))


def _rows_by_document(
    sheet: Sheet, columns: Columns, files: NamedFiles
) -> tuple[dict[str, list[Row]], list[MissingFile]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    missing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in sheet.rows:
        written = row.cells[columns.file].text
        found = files.find(written)
        if len(found) == 1:
            rows[found[0]].append(row)
        elif not written:
            missing["", "the row does not name a document"].append(row.number)
        elif found:
            missing[written, f"may be any of {', '.join(found[:5])}"].append(row.number)
        else:
            missing[written, "file not found"].append(row.number)
    left_out = [
        MissingFile(name, tuple(numbers), reason) for (name, reason), numbers in missing.items()
    ]
    return dict(rows), left_out


def _why_nothing(left_out: Sequence[MissingFile]) -> str:
    first = left_out[0]
    return (
        f"none of its documents can be read; the first is {first.file!r} in row {first.rows[0]}:"
        f" {first.reason}"
    )


def _adopt(columns: Columns, searched: Sequence[Searched]) -> tuple[list[Column], tuple[str, ...]]:
    """The columns to take labels from: of those that nobody asked for, what texts have at all.

    A column of texts that repeat from row to row is about the document: its kind, who keeps it.
    """
    taken, unused = [], list(columns.unused)
    for column in columns.values:
        of = [one for each in searched for one in each.sought if one.column == column]
        found = sum(bool(one.places) for one in of)
        offered = column.proposed and not column.asked
        distinct = len({one.value.text for one in of})
        repeats = column.category.type is TEXT and distinct < _DISTINCT * len(of)
        if offered and (not of or repeats or found < _ADOPTED * len(of)):
            unused.append(column.heading)
        else:
            taken.append(column)
    return taken, tuple(unused)


def _label(
    project: Project,
    searched: Sequence[Searched],
    columns: Sequence[Column],
    dataset: DataSet | None,
) -> tuple[list[LabeledDocument], tuple[ColumnReport, ...]]:
    schema = project.schema
    names = list(dict.fromkeys(column.category.name for column in columns))
    values: dict[int, list[Sought]] = defaultdict(list)
    lost: dict[int, list[NotFound]] = defaultdict(list)
    labels: Counter[int] = Counter()
    labelled = []
    for each in searched:
        document = each.document
        sought = [one for one in each.sought if one.column in columns]
        found = set(without_overlaps(_labels(sought), document, names))
        incomplete = set()
        for one in sought:
            values[one.column.index].append(one)
            own = found.intersection(_labels([one]))
            labels[one.column.index] += len(own)
            if not own and (reason := one.reason or _why_covered(one, found, document)):
                incomplete.add(one.column.category.name)
                lost[one.column.index].append(_not_found(document, one, reason))
        complete = [name for name in names if name not in incomplete]
        new = with_register_labels(document, found, names, complete, schema)
        labelled.append(replace(new, dataset=dataset or document.dataset))
    reports = tuple(
        ColumnReport(
            column.heading,
            column.category.name,
            len(values[column.index]),
            labels[column.index],
            tuple(lost[column.index]),
        )
        for column in columns
    )
    return labelled, reports


def _labels(sought: Iterable[Sought]) -> list[Label]:
    return [
        Label(start, end, one.column.category.name, LabelSource.REGISTER)
        for one in sought
        for start, end in one.places
    ]


def _why_covered(one: Sought, found: Iterable[Label], document: LabeledDocument) -> str:
    """Why a value that the text has got no label; "" if one of its category is there in its stead."""
    category = one.column.category.name
    own = _labels([one])
    labels = [*found, *(label for label in document.labels if label.source is LabelSource.HUMAN)]
    if any(label.category == category and label.overlaps(each) for label in labels for each in own):
        return ""
    others = {label.category for label in labels for each in own if label.overlaps(each)}
    return f"its places are labelled {', '.join(sorted(others))}"


def _not_found(document: LabeledDocument, one: Sought, reason: str) -> NotFound:
    return NotFound(document.name, one.row, one.column.heading, one.value.text, reason)


def _store(
    project: Project,
    labelled: Sequence[LabeledDocument],
    known: Mapping[str, LabeledDocument],
    columns: Sequence[Column],
) -> Imported:
    new = tuple(dict.fromkeys(column.category for column in columns if column.proposed))
    stored = put_documents(project, known, labelled, new)
    found = sum(label.source is LabelSource.REGISTER for one in labelled for label in one.labels)
    return replace(stored, labels=found)
