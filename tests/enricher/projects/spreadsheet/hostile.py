"""Tables that are small and would fill the memory."""

from __future__ import annotations

import zipfile
from pathlib import Path

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def write_hostile(folder: Path) -> dict[str, Path]:
    """One file for each attack, by its name."""
    files = {name: folder / f"{name}.xlsx" for name in ("far", "below", "merged", "packed")}
    for path in files.values():
        book = Workbook()
        for row in (["file", "who"], ["a.pdf", "Ada"], ["b.pdf", "Bob"]):
            book.worksheets[0].append(row)
        if path.stem in ("far", "below"):
            book.worksheets[0]["XFD1048576" if path.stem == "far" else "A1048576"] = "c.pdf"
        book.save(path)
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    _change(files["merged"], b"</sheetData>", merged)
    _change(files["packed"], b"</sheetData>", b" " * 210_000_000 + b"</sheetData>")
    files["commas"] = folder / "commas.csv"
    files["commas"].write_text("file" + "," * 5_000_000 + "\na.pdf\n")
    files["lines"] = folder / "lines.csv"
    files["lines"].write_text("file,who\n" + "a,b\n" * 300_000)
    return files


def _change(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[SHEET] = parts[SHEET].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
