"""Invoices that a PDF carries as XML (Factur-X, ZUGFeRD), and whether its pages say the same."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pypdfium2

from connectors.structured import invoice_markup
from connectors.structured.invoices import Invoice, write
from connectors.structured.markup import parse
from enricher.documents import Reading
from enricher.entities import Notice

_MOST_BYTES = 50_000_000
_MOST_PAGES = 100  # of an invoice
_TAIL = 40  # characters by which the end of the last page is known
_LETTER = re.compile(r"[^\W\d_]")
_AMOUNT = re.compile(r"\d[\d.,'\u2019\u00a0\u202f ]*\d|\d")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class CarriedInvoice:
    """An invoice in a PDF.

    Attributes:
        name: of the XML file.
        words: those that stand in the XML.
        page_text: what the PDF's own pages say, as far as they hold text and no pictures of it.
    """

    invoice: Invoice
    name: str
    words: frozenset[str]
    page_text: str


def find(path: Path) -> CarriedInvoice | None:
    """The invoice that a PDF carries; None where there is none, or the PDF cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return None  # Tika tells what is wrong with it
    with contextlib.closing(document):
        for name, content in _attached_markup(document):
            markup = parse(content)
            read = invoice_markup.read(markup)
            if read is not None and markup.root is not None:
                words = frozenset(" ".join(markup.root.itertext()).split())
                return CarriedInvoice(read[0][0], name, words, _page_text(document))
    return None


def _attached_markup(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, bytes]]:
    for number in range(document.count_attachments()):
        try:
            attachment = document.get_attachment(number)
            name, content = attachment.get_name(), bytes(attachment.get_data())
        except (pypdfium2.PdfiumError, ValueError):
            continue
        if name.lower().endswith(".xml") and 0 < len(content) <= _MOST_BYTES:
            yield name, content


def _page_text(document: pypdfium2.PdfDocument) -> str:
    texts = []
    for number in range(min(len(document), _MOST_PAGES)):
        with contextlib.suppress(pypdfium2.PdfiumError):
            texts.append(document[number].get_textpage().get_text_range())
    return "\n".join(texts)


def with_pages(carried: CarriedInvoice, pages: Reading) -> Reading:
    """The document of an invoice, and behind it what its pages say.

    Args:
        pages: the reading of the PDF alone; without text its failure becomes a warning.
    """
    own = write(carried.invoice, pages.media_type)
    if pages.failure:
        return replace(own, warnings=(*own.warnings, pages.failure))
    head = f"{own.text}\n"
    # What stands before the first page belongs to it: it says the same.
    starts = (0, *(len(head) + start for start in pages.pages[1:])) if pages.pages else ()
    shown = carried.page_text if _LETTER.search(carried.page_text) else pages.text
    differences = tuple(_differences(carried.invoice, carried.name, shown))
    return replace(
        pages,
        text=head + _without_markup(pages.text, carried),
        title=own.title,
        pages=starts,
        warnings=(*own.warnings, *differences, *pages.warnings),
        tables=own.tables,
        stated=own.stated,
    )


def _without_markup(text: str, carried: CarriedInvoice) -> str:
    """The text without what Tika puts behind the pages: the values of the XML once more."""
    last = "".join(carried.page_text.split())[-_TAIL:]
    places = [at for at, character in enumerate(text) if not character.isspace()]
    found = "".join(text[at] for at in places).rfind(last) if last else -1
    if found < 0:
        return text
    end = places[found + len(last) - 1] + 1
    behind = text[end:].split()
    return f"{text[:end]}\n" if carried.words.issuperset(behind) else text


def _differences(invoice: Invoice, name: str, text: str) -> Iterator[Notice]:
    """What the XML says and no page shows."""
    words = "".join(_WORDS.findall(text)).casefold()
    number = "".join(_WORDS.findall(invoice.number)).casefold()
    if number and number not in words:
        yield _difference("invoice number", invoice.number, name)
    if invoice.issued and not _shows_day(text, invoice.issued):
        yield _difference("invoice date", invoice.issued, name)
    amounts = set(_amounts(text))
    for label, amount in (("net amount", invoice.net), ("tax amount", invoice.tax), ("total amount", invoice.total)):  # fmt: skip
        if amount and abs(amount) not in amounts:
            yield _difference(label, f"{amount:f}", name)


def _difference(label: str, value: str, name: str) -> Notice:
    return Notice("page_differs", {"label": label, "value": value, "name": name})


def _amounts(text: str) -> Iterator[Decimal]:
    """All numbers of a text, each as it is read with a point and with a comma before its decimals."""
    for found in _AMOUNT.findall(text):
        for run in {found, *re.split(r"[\s\u00a0\u202f]+", found)}:
            for mark, other in ((".", ","), (",", ".")):
                plain = re.sub(rf"[\s'\u2019{re.escape(other)}]", "", run).replace(mark, ".")
                with contextlib.suppress(InvalidOperation):
                    yield Decimal(plain)


def _shows_day(text: str, iso: str) -> bool:
    """Whether a day stands in a text in one of the ways that people write it."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return True
    year = rf"(?:{day.year}|{day.year % 100:02d})"
    d, m = rf"0?{day.day}", rf"0?{day.month}"
    gap = r"\s?[./-]\s?"
    month = r"[^\W\d_]{3,12}\.?"
    ways = [
        rf"{day.year}{gap}{m}{gap}{d}",
        rf"{d}{gap}{m}{gap}{year}",
        rf"{m}{gap}{d}{gap}{year}",
        rf"{d}(?:\.|st|nd|rd|th)?[\s-](?:de\s)?{month}[\s,-]+(?:de\s)?{year}",
        rf"{month}\s{d}(?:st|nd|rd|th)?,?\s{year}",
        rf"{day:%Y%m%d}",
    ]
    return re.search(rf"(?<!\d)(?:{'|'.join(ways)})(?!\d)", text) is not None
