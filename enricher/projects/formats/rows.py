"""Files that are a row of JSON objects: one on each line, or all in one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from enricher.errors import LabelError
from enricher.projects.formats.contents import parse_json
from enricher.projects.formats.gathering import Draft
from enricher.projects.formats.label_set import Json
from enricher.projects.formats.problems import Place, Problems
from enricher.text.offsets import Unit


@dataclass(frozen=True, slots=True)
class Row:
    """A JSON value of a file.

    Attributes:
        number: counted from 1.
    """

    value: object
    number: int
    place: Place


def read_rows(content: str, problems: Problems) -> list[Row]:
    """The rows of a file; lines that are not JSON become problems, empty ones are passed over.

    Raises:
        LabelError: it is one JSON list, and a wrong one.
    """
    if content.lstrip().startswith("[") and not _is_row(content):
        values = parse_json(content, problems)
        problems.json = content
        assert isinstance(values, list)
        return [
            Row(value, number, Place(path=(number - 1,)))
            for number, value in enumerate(values, start=1)
        ]
    rows: list[Row] = []
    # Not splitlines: U+2028 and its like may stand in a JSON string.
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            fault = Problems(problems.path)
            try:
                rows.append(Row(parse_json(line, fault, number), len(rows) + 1, Place(number)))
            except LabelError as error:
                for problem in error.problems:
                    problems.add(problem.message, Place(problem.line), problem.code)
    return rows


def _is_row(content: str) -> bool:
    """Whether the first line is a JSON value by itself, and others follow."""
    first, _, rest = content.lstrip().partition("\n")
    if not rest.strip():
        return False
    try:
        parse_json(first, Problems(Path()))
    except LabelError:
        return False
    return True


def row_name(path: Path, row: Row, extras: Json) -> str:
    """What a document is called whose file does not name it: by its id, else by its number."""
    own = extras.get("id")
    return f"{path.stem}-{own if isinstance(own, int | str) and own != '' else row.number}"


def warn_of_wide(drafts: Iterable[Draft], unit: Unit | None, tool: str, problems: Problems) -> None:
    """Say that offsets may have been counted otherwise, where it makes a difference."""
    if unit is not None:
        return
    for draft in drafts:
        last = max((label.end for label in draft.labels), default=0)
        if draft.note.name is None and max(draft.text[:last], default="") > "\uffff":
            problems.warn(
                f"{draft.name}: characters above U+FFFF (emoji) stand before labels; their offsets"
                f" are read as characters, while {tool} may count UTF-16 units",
                draft.place,
            )
