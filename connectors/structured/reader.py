"""Reads files that programs wrote for programs as what they are, and gives every other to Tika.

file ─┬─ CAMT, MT940, OFX ───► statements ─┐
      └─ anything else ──────► Tika        ├─► Reading: text, tables, stated spans
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

from connectors.files.decoding import decode
from connectors.structured import camt, mt940, ofx
from connectors.structured.markup import Markup, parse
from connectors.structured.statements import Ledger, write
from enricher.documents import Reading
from enricher.entities import Notice

CAMT = "application/x-camt+xml"
MT940 = "application/x-mt940"
OFX = "application/x-ofx"
_HEAD_BYTES = 8192
_XML = re.compile(r"\s*<")
_ROOTS = re.compile(r"<(?:[\w.-]+:)?(BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)\w*)[\s/>]")


class Inner(Protocol):
    """What reads all other files (`connectors.tika.reading.StreamReader`)."""

    def read(self, path: Path, name: str) -> Reading: ...


class StructuredReader:
    """Satisfies `connectors.tika.reading.StreamReader`.

    Args:
        inner: reads what this one does not know, and what turns out to be something else.
    """

    def __init__(self, inner: Inner) -> None:
        self._inner = inner

    def read(self, path: Path, name: str) -> Reading:
        """Read one file; see `connectors.tika.reading.StreamReader`."""
        return read_structured(path, name) or self._inner.read(path, name)


def read_structured(path: Path, name: str) -> Reading | None:
    """The reading of a file whose content says that it is one of these; None of any other."""
    with path.open("rb") as file:
        head = decode(file.read(_HEAD_BYTES), "")
    if ofx.is_ofx(head):
        return _statements(ofx.read(ofx.decode(path.read_bytes())), OFX)
    if _XML.match(head) and _ROOTS.search(head):
        return _read_xml(parse(path.read_bytes()))
    if mt940.is_mt940(head):
        return _statements(mt940.read(decode(path.read_bytes(), "")), MT940)
    return None


def _read_xml(markup: Markup) -> Reading | None:
    if markup.root is None:
        return None
    ledger = camt.read(markup.root)
    if ledger is None:
        return None
    if markup.fault:
        ledger.warnings.append(Notice("markup_damaged", {"why": markup.fault, "line": markup.line}))
    return _statements(ledger, CAMT)


def _statements(ledger: Ledger, media_type: str) -> Reading | None:
    return write(ledger, media_type) if ledger.statements else None
