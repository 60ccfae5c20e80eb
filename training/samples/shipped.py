r"""The documents that ship with enricher: which ones, in which format, and their gold.

Entry(file, kind, offset, render)  --generate, adjust-->  SampleDocument  --render-->  bytes
                                              \--fields, marks-->  a line of gold.jsonl
"""

# ruff: noqa: RUF001 - the letters are the point of some of these documents

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from training.samples import SHIPPED_SEEDS, generate
from training.samples import render_pdf as pdf
from training.samples.content import (
    MARKED,
    Block,
    Paragraph,
    SampleDocument,
    Table,
    plain,
    read_marks,
)
from training.samples.render_office import pack, render_docx, render_odt, render_xlsx
from training.samples.render_text import render_html, render_mail, render_rtf, render_txt

PASSWORD = "only for the eyes of the parties"
IGNORED_FILE = ".DS_Store"


def _as_it_is(document: SampleDocument) -> SampleDocument:
    return document


@dataclass(frozen=True, slots=True)
class Entry:
    """A shipped document.

    Attributes:
        file: its path below `documents/`; members of mails and archives as `file!/member`.
        offset: its seed, counted from `SHIPPED_SEEDS`.
        is_readable: False for the encrypted file, in which nothing can be found.
    """

    file: str
    kind: str
    offset: int
    render: Callable[[SampleDocument], bytes]
    adjust: Callable[[SampleDocument], SampleDocument] = _as_it_is
    is_readable: bool = True

    def document(self) -> SampleDocument:
        return self.adjust(generate(self.kind, SHIPPED_SEEDS + self.offset))


def _with_header(document: SampleDocument) -> SampleDocument:
    """A running header that names a party and the effective date, as word processors make it."""
    marks: dict[str, str] = {}
    for match in MARKED.finditer(document.marked):
        marks.setdefault(match[1], match[0])
    pieces = [marks[category] for category in ("Party", "EffectiveDate") if category in marks]
    footer = f"{plain(document.title)}, confidential"
    return replace(document, header=" | ".join(pieces), footer=footer)


def _rewrite(document: SampleDocument, change: Callable[[str], str]) -> SampleDocument:
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Table):
            blocks.append(replace(block, rows=tuple(tuple(map(change, row)) for row in block.rows)))
        else:
            blocks.append(replace(block, text=change(block.text)))
    return replace(document, title=change(document.title), blocks=tuple(blocks))


def _for_latin1(document: SampleDocument) -> SampleDocument:
    """Only letters that ISO 8859-1 has."""
    letters = str.maketrans({"„": '"', "“": '"', "”": '"', "–": "-", "’": "'"})
    return _rewrite(document, lambda text: text.translate(letters).replace("€", "EUR"))


def _with_emoji(document: SampleDocument) -> SampleDocument:
    """Characters beyond the first plane, joined emoji and letters built from combining marks."""
    note = Paragraph(
        "📄 For Zoë Ångström-Nguyễn 👩🏽‍💼: two originals, please sign & return ✍🏾 before noon ☕️."
    )
    end = Paragraph("🗂️ Filed by Renée Müller‑Peña. धन्यवाद 🙏")
    changed = replace(document, blocks=(note, *document.blocks, end))
    return _rewrite(changed, lambda text: unicodedata.normalize("NFD", text))


_CRLF_BOM = partial(render_txt, encoding="utf-8-sig", newline="\r\n", width=78)

ENTRIES: tuple[Entry, ...] = (
    Entry("nda/mutual-nda.pdf", "mutual_nda", 10, pdf.render_pdf),
    Entry(
        "nda/Confidentiality Agreement (signed).pdf",
        "one_way_nda",
        148,
        partial(pdf.render_pdf, layout=pdf.COLUMNS),
    ),
    Entry(
        "nda/letter-of-confidence.pdf",
        "letter_nda",
        132,
        partial(pdf.render_pdf, layout=pdf.LETTER),
    ),
    Entry(
        "nda/employee-secrecy.pdf", "employee_nda", 63, partial(pdf.render_pdf, layout=pdf.BOOKLET)
    ),
    Entry("nda/reciprocal-nda.docx", "mutual_nda", 28, render_docx, _with_header),
    Entry("nda/supplier-nda.html", "one_way_nda", 703, render_html),
    Entry("nda/reply-to-letter.txt", "letter_nda", 167, render_txt, _with_emoji),
    Entry(
        "nda/geheimhaltung.txt",
        "german",
        7,
        partial(render_txt, encoding="latin-1", width=90),
        _for_latin1,
    ),
    Entry("nda/staff-inventions.rtf", "employee_nda", 765, render_rtf),
    Entry("nda/accord-confidentialite.odt", "french", 20, render_odt),
    Entry("loans/term-loan.pdf", "loan", 390, partial(pdf.render_pdf, layout=pdf.FORM)),
    Entry("loans/shareholder-loan.docx", "loan", 699, render_docx, _with_header),
    Entry("loans/bridge-loan.odt", "loan", 301, render_odt),
    Entry("loans/promissory-note.pdf", "note", 0, partial(pdf.render_pdf, layout=pdf.TYPED)),
    Entry("loans/demand-note.txt", "note", 46, _CRLF_BOM),
    Entry("loans/secured-note.rtf", "note", 183, render_rtf),
    Entry("loans/darlehen.pdf", "german", 8, pdf.render_pdf),
    Entry(
        "loans/locked-loan.pdf",
        "loan",
        482,
        partial(pdf.render_pdf, password=PASSWORD),
        is_readable=False,
    ),
    Entry("services/master-services.pdf", "msa", 766, partial(pdf.render_pdf, layout=pdf.COLUMNS)),
    Entry("services/framework.docx", "msa", 478, render_docx, _with_header),
    Entry("services/maintenance.odt", "service", 267, render_odt),
    Entry("services/consulting.html", "service", 182, partial(render_html, sheet="portal")),
    Entry("services/statement-of-work.docx", "sow", 92, render_docx, _with_header),
    Entry("services/support.pdf", "service", 719, partial(pdf.render_pdf, layout=pdf.FORM)),
    Entry(
        "leases/office-lease.pdf",
        "commercial_lease",
        88,
        partial(pdf.render_pdf, layout=pdf.BOOKLET),
    ),
    Entry("leases/warehouse-lease.docx", "commercial_lease", 892, render_docx, _with_header),
    Entry(
        "leases/apartment.pdf", "residential_lease", 264, partial(pdf.render_pdf, layout=pdf.LETTER)
    ),
    Entry("leases/house-rental.rtf", "residential_lease", 592, render_rtf),
    Entry("leases/scanned-lease.pdf", "residential_lease", 172, partial(pdf.render_scan, seed=1)),
    Entry("accounts/invoice.pdf", "invoice", 1, partial(pdf.render_pdf, layout=pdf.FORM)),
    Entry("accounts/rechnung.pdf", "invoice", 0, partial(pdf.render_pdf, layout=pdf.LETTER)),
    Entry("accounts/invoice-services.xlsx", "invoice", 4, render_xlsx),
    Entry("accounts/invoice-goods.xlsx", "invoice", 15, render_xlsx),
    Entry("accounts/statement.pdf", "statement", 0, pdf.render_pdf),
    Entry("accounts/statement.xlsx", "statement", 4, render_xlsx),
    Entry("accounts/kontoauszug.html", "statement", 7, partial(render_html, sheet="portal")),
    Entry("deals/term-sheet.pdf", "term_sheet", 77, partial(pdf.render_pdf, layout=pdf.FORM)),
    Entry("deals/heads-of-terms.docx", "term_sheet", 487, render_docx, _with_header),
    Entry("deals/amendment-no-1.docx", "amendment", 509, render_docx, _with_header),
    Entry("deals/deed-of-variation.txt", "amendment", 300, partial(render_txt, width=72)),
    Entry("mail/signed-lease.eml!/lease.pdf", "commercial_lease", 307, pdf.render_pdf),
    Entry("mail/amended-terms.eml!/amendment.odt", "amendment", 890, render_odt),
    Entry("closing-set.zip!/01 Loan.pdf", "loan", 866, partial(pdf.render_pdf, layout=pdf.BOOKLET)),
    Entry("closing-set.zip!/annexes/02 Note.txt", "note", 487, render_txt),
    Entry("closing-set.zip!/annexes/older/03 Order.docx", "sow", 455, render_docx, _with_header),
)
_MAILS = {
    "mail/signed-lease.eml": (
        "Signed lease",
        "Good morning,\n\nplease find the countersigned copy attached. The keys follow by courier.\n\nBest wishes\nRecords Office\n",
        "application/pdf",
    ),
    "mail/amended-terms.eml": (
        "Amended terms for your files",
        "Hello,\n\nhere is the change we spoke about on the phone; the original is in the post.\n\nRegards\nRecords Office\n",
        "application/vnd.oasis.opendocument.text",
    ),
}


def shipped_files() -> dict[str, bytes]:
    """Every file below the samples folder with its content, `gold.jsonl` among them."""
    files: dict[str, bytes] = {}
    members: dict[str, dict[str, bytes]] = {}
    for entry in ENTRIES:
        content = entry.render(entry.document())
        holder, _, member = entry.file.partition("!/")
        if member:
            members.setdefault(holder, {})[member] = content
        else:
            files[holder] = content
    for holder, inside in members.items():
        files[holder] = _mail(holder, inside) if holder in _MAILS else pack(inside, stored=True)
    # What a Mac leaves in folders: the mark of its "buddy" file and no more.
    files[IGNORED_FILE] = b"\0\0\0\1Bud1" + bytes(24)
    placed = {f"documents/{name}": content for name, content in sorted(files.items())}
    return {**placed, "gold.jsonl": "".join(map(_line, gold_rows())).encode()}


def _mail(holder: str, inside: dict[str, bytes]) -> bytes:
    subject, text, media_type = _MAILS[holder]
    (attachment,) = inside.items()
    return render_mail(subject, text, attachment, media_type, Path(holder).stem)


def gold_rows() -> Iterable[dict[str, Any]]:
    """A row per document and member, in the order of their names; mails and archives themselves state nothing."""
    rows = {entry.file: _gold_row(entry) for entry in ENTRIES}
    for holder in {file.partition("!/")[0] for file in rows if "!/" in file}:
        kind = "mail" if holder in _MAILS else "archive"
        rows[holder] = {"file": holder, "kind": kind, "fields": {}, "entities": []}
    return [rows[file] for file in sorted(rows)]


def _gold_row(entry: Entry) -> dict[str, Any]:
    document = entry.document()
    row: dict[str, Any] = {"file": entry.file, "kind": document.kind, "fields": {}, "entities": []}
    if entry.is_readable:
        row["fields"] = document.fields()
        for marked in (document.header, document.marked):
            text, golds = read_marks(marked)
            row["entities"] += [
                {"category": gold.category, "text": text[gold.start : gold.end]} for gold in golds
            ]
    return row


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def write_shipped(folder: Path) -> list[Path]:
    """Write the files below `folder`; gives their paths."""
    written = []
    for name, content in shipped_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written
