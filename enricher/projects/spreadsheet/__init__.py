"""Labels from a register of contracts: a table with a row for each document, or several.

A register that enricher writes is in `enricher.search.register`; this is the way back, from any table.
"""

from enricher.projects.spreadsheet.columns import read_asked
from enricher.projects.spreadsheet.files import NamedFiles, files_below
from enricher.projects.spreadsheet.labels import Request, import_register
from enricher.projects.spreadsheet.report import RegisterImported

__all__ = [
    "NamedFiles",
    "RegisterImported",
    "Request",
    "files_below",
    "import_register",
    "read_asked",
]
