"""Files that a mapping of the home is for, read as it says.

file ─► mapping of its name ─► records ─► content ─► Reading: text, tables, stated spans
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from connectors.structured import invoices, statements, workbooks
from connectors.structured.mappings.content import Content
from connectors.structured.mappings.definition import Mapping
from connectors.structured.mappings.folder import MappingFolder
from connectors.structured.mappings.records import (
    UnmetError,
    is_json,
    read_json,
)
from connectors.structured.mappings.tables import read_sheet, read_table
from connectors.tika.reading import StreamReader
from enricher.documents import Reading
from enricher.entities import Notice

JSON = "application/json"
CSV = "text/csv"
_HEAD_BYTES = 512


class MappedReader:
    """Satisfies `connectors.tika.reading.StreamReader`.

    Args:
        inner: reads what no mapping is for, and what has not what its mapping names.
    """

    def __init__(self, inner: StreamReader, folder: MappingFolder) -> None:
        self._inner = inner
        self._folder = folder

    def read(self, path: Path, name: str) -> Reading:
        """Read one file; see `connectors.tika.reading.StreamReader`."""
        found = self._folder.of(path, name)
        if not found:
            return self._inner.read(path, name)
        if len(found) > 1:
            both = " and ".join(one.path.name for one in found[:2])
            why = f"{both} are both for it; make the patterns of their files: differ"
            return Reading(_media_type(path), failure=Notice("mapping_wrong", {"why": why}))
        (one,) = found
        if one.mapping is None:
            why = one.seen.problem.partition("\n")[0]
            return Reading(_media_type(path), failure=Notice("mapping_wrong", {"why": why}))
        try:
            return read_mapped(path, one.mapping)
        except UnmetError as error:
            reading = self._inner.read(path, name)
            notice = Notice("mapping_unmet", {"mapping": one.path.name, "why": str(error)})
            return replace(reading, warnings=(*reading.warnings, notice))


def read_mapped(path: Path, mapping: Mapping) -> Reading:
    """Read a file as a mapping says.

    Raises:
        UnmetError: it has not what the mapping names.
    """
    workbook = workbooks.kind_of(path)
    media_type = workbook or _media_type(path)
    if workbook:
        parts = read_sheet(path, workbook, mapping)
    else:
        read = read_json if media_type == JSON else read_table
        parts = read(path.read_bytes(), mapping)
    content = Content(mapping, parts)
    if mapping.kind == "invoice":
        first, *more = content.invoices()
        return invoices.write(first, media_type, more)
    return statements.write(content.ledger(), media_type)


def _media_type(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).decode("utf-8-sig", "replace").replace("\0", "")
    return JSON if is_json(head) else CSV
