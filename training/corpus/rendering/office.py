"""Office formats: DOCX with headers and footers, XLSX, ODT. Times and ids in them are fixed."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl.styles import Font

from training.corpus.markup import Heading, SampleDocument, Table, plain

_WRITTEN = datetime(2024, 1, 2, 3, 4, 5)
_ZIP_TIME = (2024, 1, 2, 3, 4, 4)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIGURE = re.compile(r"-?[\d,]+\.\d\d")
_ALIGNMENT = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def pack(members: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A ZIP with fixed times, in the given order.

    `stored` leaves the members as they are; packed ones have the bytes that this build of zlib
    makes of them.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)
    return buffer.getvalue()


def _frozen(package: bytes) -> bytes:
    """The package with the clock taken out of it."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    stamp = rf"\g<1>{_WRITTEN.isoformat()}Z".encode()
    return pack({name: _STAMP.sub(stamp, content) for name, content in members.items()})


def render_docx(document: SampleDocument) -> bytes:
    """A Word file whose section bears the document's header and footer."""
    word = docx.Document()
    word.core_properties.author = "enricher samples"
    word.core_properties.title = plain(document.title)
    section = word.sections[0]
    if document.header:
        section.header.paragraphs[0].text = plain(document.header)
    if document.footer:
        section.footer.paragraphs[0].text = plain(document.footer)
    if document.title:
        word.add_heading(plain(document.title), level=0)
    for block in document.blocks:
        if isinstance(block, Heading):
            word.add_heading(plain(block.text), level=2)
        elif isinstance(block, Table):
            grid = word.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(grid.add_row().cells, row, strict=True):
                    cell.text = plain(text)
            word.add_paragraph()
        else:
            paragraph = word.add_paragraph()
            paragraph.add_run(plain(block.text)).bold = block.style == "bold"
            if block.style in _ALIGNMENT:
                paragraph.alignment = _ALIGNMENT[block.style]
    buffer = io.BytesIO()
    word.save(buffer)
    return _frozen(buffer.getvalue())


def render_xlsx(document: SampleDocument) -> bytes:
    """One sheet; figures are numbers, everything else is text."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = document.kind[:31]
    sheet.append([plain(document.title)])
    sheet["A1"].font = Font(bold=True, size=14)
    for block in document.blocks:
        rows = block.rows if isinstance(block, Table) else ((block.text,),)
        for row in rows:
            sheet.append([_cell(plain(text)) for text in row])
            for cell in sheet[sheet.max_row]:
                if isinstance(cell.value, float):
                    cell.number_format = "#,##0.00"
    sheet.column_dimensions["A"].width = 44
    book.properties.creator = "enricher samples"
    book.properties.created = book.properties.modified = _WRITTEN
    buffer = io.BytesIO()
    book.save(buffer)
    return _frozen(buffer.getvalue())


def _cell(text: str) -> str | float:
    return float(text.replace(",", "")) if _FIGURE.fullmatch(text) else text


_ODT_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("manifest", "manifest"),
    )
)


def render_odt(document: SampleDocument) -> bytes:
    """A text of LibreOffice's kind, with the few parts that a reader needs.

    Source: OASIS OpenDocument 1.2, parts 1 and 3.
    """
    lines = [f'<text:h text:outline-level="1">{escape(plain(document.title))}</text:h>']
    for block in document.blocks:
        if isinstance(block, Table):
            lines.append(_odt_table(block))
        elif isinstance(block, Heading):
            lines.append(f'<text:h text:outline-level="2">{escape(plain(block.text))}</text:h>')
        else:
            lines.append(f"<text:p>{escape(plain(block.text))}</text:p>")
    body = "\n".join(lines)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_ODT_NAMES}'
        f' office:version="1.2"><office:body><office:text>\n{body}\n'
        "</office:text></office:body></office:document-content>\n"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest {_ODT_NAMES}'
        f' manifest:version="1.2"><manifest:file-entry manifest:full-path="/"'
        f' manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml"'
        ' manifest:media-type="text/xml"/></manifest:manifest>\n'
    )
    parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    return pack({name: part.encode() for name, part in parts.items()}, stored=True)


def _odt_table(table: Table) -> str:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell><text:p>{escape(plain(text))}</text:p></table:table-cell>"
            for text in row
        )
        + "</table:table-row>"
        for row in table.rows
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(table.rows[0])}"/>'
    return f"<table:table>{columns}{rows}</table:table>"
