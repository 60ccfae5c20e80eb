"""Documents for docs/kibana/dashboard.svg: made up, of few parties, as the files of one company are.

training.samples.generate -> two of its names become recurring ones -> a text or PDF file
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from pypdf import PdfReader, PdfWriter

from training.samples import SampleDocument, generate
from training.samples.content import MARKED, mark, plain
from training.samples.render_pdf import render_pdf, render_scan

SEED = 700_000_000
KINDS = {
    "mutual_nda": 14,
    "one_way_nda": 8,
    "loan": 12,
    "note": 8,
    "service": 12,
    "msa": 10,
    "sow": 8,
    "commercial_lease": 10,
    "amendment": 6,
    "term_sheet": 4,
    "german": 6,
    "french": 3,
    "memo": 5,
}
"""How many of each kind; 106 documents."""

HOUSE = "Ravenmoor Logistics Group plc"
OTHERS = {
    "Larkmoor Savings Bank plc": 10,
    "Tessaly Components GmbH": 8,
    "Quillon Software, Inc.": 7,
    "Castleby Estates Limited": 6,
    "Bluewater Cold Storage B.V.": 5,
    "Marrow Ridge Capital LLC": 4,
    "Perrin Optique S.A.": 3,
    "Orrin Freight AB": 3,
    "Sable Point Energy Corporation": 2,
}
_IS_HOUSE, _IS_KNOWN = 0.62, 0.75
_SCANNED_EVERY = 13  # documents of which one has a page that is a picture
_COMPANY = re.compile(
    r"\b(Inc|LLC|Corp|Corporation|Ltd|Limited|plc|PLC|LLP|GmbH|AG|KG|SE|B\.V|N\.V|S\.A|SAS|AB"
    r"|Bank|Society|Co)\b"
)


def write_portfolio(folder: Path) -> int:
    """Write the documents, the same on each run; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for count, (document, rng) in enumerate(_documents(), 1):
        title = document.title.title() or document.kind.replace("_", " ").title()
        name = f"{count:03} {re.sub('[^A-Za-z0-9 ,-]', ' ', title)}"
        if count % _SCANNED_EVERY:
            text = plain(_with_known_parties(document.marked, rng))
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        else:
            (folder / f"{name}.pdf").write_bytes(_with_scanned_annex(document, count))
    return count


def _documents() -> Iterator[tuple[SampleDocument, Random]]:
    places = [(kind, place) for kind, count in KINDS.items() for place in range(count)]
    for kind, place in places:
        yield generate(kind, SEED + place), Random(f"portfolio:{kind}:{place}")


def _with_known_parties(marked: str, rng: Random) -> str:
    """Exchange the first two companies of a document for recurring ones."""
    found = dict.fromkeys(
        display
        for category, display, _ in MARKED.findall(marked)
        if category == "Party" and _COMPANY.search(display)
    )
    others = rng.choices(list(OTHERS), weights=list(OTHERS.values()))
    known = [HOUSE] if rng.random() < _IS_HOUSE else []
    known += others if rng.random() < _IS_KNOWN else []
    for old, new in zip(found, known, strict=False):
        marked = _exchange(marked, old, new)
    return marked


def _exchange(marked: str, old: str, new: str) -> str:
    def change(match: re.Match[str]) -> str:
        category, display, text = match.groups()
        if (category, display) != ("Party", old):
            return match[0]
        return mark("Party", new.upper() if text.isupper() else new, new)

    short_old, short_new = old.split()[0].rstrip(","), new.split()[0].rstrip(",")
    return re.sub(rf"\b{re.escape(short_old)}\b", short_new, MARKED.sub(change, marked))


def _with_scanned_annex(document: SampleDocument, seed: int) -> bytes:
    """A PDF whose last page is a picture of a page."""
    writer = PdfWriter()
    for part in (render_pdf(document), render_scan(document, seed)):
        pages = PdfReader(io.BytesIO(part)).pages
        for page in pages if not writer.pages else pages[:1]:
            writer.add_page(page)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
