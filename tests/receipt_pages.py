"""Receipts as tills of several countries print them: on narrow paper, as PDF and as picture.

All names and numbers are invented. A line is text, or what stands on its left and on its right.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from connectors.layout.receipts.rows import Row, rows_of
from enricher.documents.layout import Word, WordPage
from tests.connectors.scanned import with_noise

_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
_SIZE = 9.0
_WIDTH = 227  # points: 80 mm
_MARGIN = 12
_STEP = 13

Line = str | tuple[str, str]


@dataclass(frozen=True)
class Receipt:
    """What is printed, and what is right.

    Attributes:
        head: how many lines are centred, from above.
    """

    name: str
    lines: tuple[Line, ...]
    fields: dict[str, str]
    head: int = 5


RECEIPTS = (
    Receipt(
        "malaysia",
        (
            "RESTORAN SERI MELUR",
            "SERI MELUR FOODS SDN BHD (873214-K)",
            "NO. 12, JALAN KENANGA 3/7,",
            "47301 PETALING JAYA, SELANGOR.",
            "TEL: 03-7785 1123",
            "TAX INVOICE",
            ("Bill No: A-20931", "17/03/2018 13:22"),
            ("2 TEH TARIK", "4.40"),
            ("1 NASI LEMAK AYAM", "9.82"),
            ("Sub Total", "14.22"),
            ("GST 6%", "0.85"),
            ("Rounding Adj", "-0.02"),
            ("TOTAL (INCL GST)", "RM 15.05"),
            ("CASH", "RM 20.00"),
            ("CHANGE", "RM 4.95"),
            "GOODS SOLD ARE NOT RETURNABLE",
        ),
        {
            "Vendor": "SERI MELUR FOODS SDN BHD",
            "VendorAddress": "NO. 12, JALAN KENANGA 3/7, 47301 PETALING JAYA, SELANGOR.",
            "InvoiceDate": "2018-03-17",
            "InvoiceNumber": "A-20931",
            "Currency": "MYR",
            "TotalAmount": "15.05",
        },
    ),
    Receipt(
        "germany",
        (
            "Backhaus Möwe GmbH",
            "Lange Straße 41",
            "26122 Oldenburg",
            "Tel. 0441 883201",
            "Kassenbon",
            ("Dinkelbrot 750g", "4,90 A"),
            ("Kaffee Crema", "3,20 B"),
            ("Zwischensumme", "8,10"),
            ("SUMME EUR", "8,10"),
            ("Bar EUR", "10,00"),
            ("Rückgeld EUR", "1,90"),
            ("MwSt 7% A", "0,32"),
            ("Beleg-Nr. 4471", "Kasse 2"),
            ("14.11.2024", "08:51"),
            "Vielen Dank für Ihren Einkauf",
        ),
        {
            "Vendor": "Backhaus Möwe GmbH",
            "VendorAddress": "Lange Straße 41 26122 Oldenburg",
            "InvoiceDate": "2024-11-14",
            "InvoiceNumber": "4471",
            "Currency": "EUR",
            "TotalAmount": "8.10",
        },
    ),
    Receipt(
        "states",
        (
            "HARBOR LIGHT HARDWARE",
            "218 Dock Street",
            "Bristol, ME 04539",
            "(207) 555-0142",
            "Order: 88213",
            ("03/04/2025", "4:17 PM"),
            ("WOOD SCREWS 2IN", "6.49"),
            ("PAINT BRUSH", "11.99"),
            ("SUBTOTAL", "$18.48"),
            ("SALES TAX 5.5%", "$1.02"),
            ("TOTAL", "$19.50"),
            ("VISA ************4417", "$19.50"),
            "THANK YOU FOR SHOPPING LOCAL",
        ),
        {
            "Vendor": "HARBOR LIGHT HARDWARE",
            "VendorAddress": "218 Dock Street Bristol, ME 04539",
            "InvoiceDate": "2025-03-04",
            "Currency": "USD",
            "NetAmount": "18.48",
            "TaxAmount": "1.02",
            "TotalAmount": "19.50",
        },
    ),
    Receipt(
        "france",
        (
            "BOULANGERIE DU PONT SARL",
            "14 rue des Tanneurs",
            "68000 COLMAR",
            "Tél : 03 89 55 01 20",
            "SIRET 482 911 337 00014",
            "Ticket n° 00318",
            ("2 Baguettes", "2,40 €"),
            ("1 Tarte aux pommes", "14,50 €"),
            ("TOTAL TTC", "16,90 €"),
            ("Espèces", "20,00 €"),
            ("Rendu monnaie", "3,10 €"),
            "le 5 février 2025 à 09:12",
            "Merci de votre visite",
        ),
        {
            "Vendor": "BOULANGERIE DU PONT SARL",
            "InvoiceDate": "2025-02-05",
            "Currency": "EUR",
            "TotalAmount": "16.90",
        },
    ),
    Receipt(
        "italy",
        (
            "TRATTORIA DA NELLO S.R.L.",
            "VIA DEI CAPPELLARI 9",
            "00186 ROMA",
            "P.IVA 03321450589",
            "DOCUMENTO COMMERCIALE",
            ("COPERTO", "4,00"),
            ("RIGATONI AMATRICIANA", "13,00"),
            ("TOTALE COMPLESSIVO", "17,00"),
            ("DI CUI IVA", "1,55"),
            ("PAGAMENTO CONTANTE", "20,00"),
            ("RESTO", "3,00"),
            "21-09-2023 21:48",
            "DOC. N. 0442-0031",
        ),
        {
            "Vendor": "TRATTORIA DA NELLO S.R.L.",
            "InvoiceDate": "2023-09-21",
            "TotalAmount": "17.00",
        },
    ),
    Receipt(
        "poland",
        (
            "APTEKA POD LIPAMI SP. Z O.O.",
            "ul. Polna 17, 31-146 Kraków",
            "NIP 677-10-22-334",
            ("2022-06-08", "W000412"),
            "PARAGON FISKALNY",
            ("IBUPROFEN 1 x 12,99", "12,99A"),
            ("SYROP 1 x 21,50", "21,50A"),
            ("SPRZEDAZ OPODATKOWANA A", "34,49"),
            ("SUMA PTU", "2,55"),
            ("SUMA PLN", "34,49"),
            ("KARTA PLN", "34,49"),
        ),
        {
            "Vendor": "APTEKA POD LIPAMI SP. Z O.O.",
            "InvoiceDate": "2022-06-08",
            "Currency": "PLN",
            "TotalAmount": "34.49",
        },
    ),
    Receipt(
        "sweden",
        (
            "Fjällbodens Livs AB",
            "Storgatan 8, 831 30 Östersund",
            "Org.nr 556123-4567",
            "Kvitto nr: 20117",
            ("2024-01-19", "17:05"),
            ("Mjölk 1l", "18,90"),
            ("Ost", "89,00"),
            ("Totalt SEK", "107,90"),
            ("Varav moms 12%", "11,56"),
            ("Bankkort", "107,90"),
            "Tack för besöket!",
        ),
        {
            "Vendor": "Fjällbodens Livs AB",
            "InvoiceDate": "2024-01-19",
            "InvoiceNumber": "20117",
            "Currency": "SEK",
            "TotalAmount": "107.90",
        },
    ),
)


def pdf(receipt: Receipt) -> bytes:
    pdfmetrics.registerFont(TTFont("Vera", str(_FONT)))
    height = _STEP * (len(receipt.lines) + 4)
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(_WIDTH, height), invariant=1)
    canvas.setFont("Vera", _SIZE)
    for number, line in enumerate(receipt.lines):
        y = height - _STEP * (number + 2)
        if isinstance(line, tuple):
            canvas.drawString(_MARGIN, y, line[0])
            canvas.drawRightString(_WIDTH - _MARGIN, y, line[1])
        elif number < receipt.head:
            canvas.drawCentredString(_WIDTH / 2, y, line)
        else:
            canvas.drawString(_MARGIN, y, line)
    canvas.showPage()
    canvas.save()
    return data.getvalue()


def photograph(receipt: Receipt, *, degrees: float = 0.8) -> Image.Image:
    """The same paper as a phone sees it: small, out of focus, not quite straight."""
    scale = 3.0
    font = ImageFont.truetype(str(_FONT), round(_SIZE * scale))
    width, step, margin = round(_WIDTH * scale), round(_STEP * scale), round(_MARGIN * scale)
    picture = Image.new("L", (width, step * (len(receipt.lines) + 4)), 250)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(receipt.lines):
        y = step * (number + 1)
        if isinstance(line, tuple):
            draw.text((margin, y), line[0], fill=40, font=font)
            draw.text((width - margin, y), line[1], fill=40, font=font, anchor="ra")
        elif number < receipt.head:
            draw.text((width / 2, y), line, fill=40, font=font, anchor="ma")
        else:
            draw.text((margin, y), line, fill=40, font=font)
    turned = picture.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=250)
    small = turned.resize((width * 3 // 4, turned.height * 3 // 4)).filter(
        ImageFilter.GaussianBlur(0.9)
    )
    return with_noise(small, 10)


def rows(*lines: str) -> list[Row]:
    """Lines of letters that are 5 wide and 10 tall."""
    words = []
    for number, line in enumerate(lines):
        at = 0
        for word in line.split(" "):
            top = 14.0 * number
            words.append(Word(word, 5.0 * at, top, 5.0 * (at + len(word)), top + 10))
            at += len(word) + 1
    return rows_of([WordPage(0, tuple(words))])
