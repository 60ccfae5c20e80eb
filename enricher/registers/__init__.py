"""Labels from a register of contracts: a table with a row for each document, or several.

A register that enricher writes is in `enricher.register`; this is the way back, from any table.
"""

from enricher.registers.columns import read_asked
from enricher.registers.files import NamedFiles, files_below
from enricher.registers.importing import Request, import_register
from enricher.registers.report import RegisterImported

__all__ = [
    "NamedFiles",
    "RegisterImported",
    "Request",
    "files_below",
    "import_register",
    "read_asked",
]
