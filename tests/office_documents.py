"""Statements, invoices, forms and contracts as people write them in Word, and programs in HTML.

All names and numbers are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import docx

Rows = Sequence[Sequence[str]]
Part = str | Rows
"""A paragraph, or a table."""

STATEMENT: Sequence[Part] = (
    "Pennine Bank plc",
    "Statement of account",
    (
        ("Account holder", "Ms T Okafor"),
        ("IBAN", "GB69PENN20448155120098"),
        ("Period", "01/03/2025 to 31/03/2025"),
        ("Currency", "GBP"),
    ),
    "Your transactions",
    (
        ("Date", "Description", "Money out", "Money in", "Balance"),
        ("01/03/2025", "Opening balance", "", "", "1,977.40"),
        ("03/03/2025", "Standing order to\nMR T OKAFOR\nRENT", "825.00", "", "1,152.40"),
        ("10/03/2025", "Wages ACME LTD", "", "2,100.55", "3,252.95"),
        ("12/03/2025", "Card 1234 TESCO", "45.10", "", "3,207.85"),
        ("31/03/2025", "Closing balance", "", "", "3,207.85"),
    ),
)
INVOICE: Sequence[Part] = (
    (("Holzbau Lehner GmbH\nAm Anger 1\n84028 Landshut", "Rechnung"),),
    (
        ("Rechnungsnummer:", "R-77/2025"),
        ("Rechnungsdatum:", "07.04.2025"),
        ("Fällig am:", "07.05.2025"),
    ),
    (
        ("Pos.", "Bezeichnung", "Menge", "Einzelpreis", "Gesamt"),
        ("1", "Balken 12x12", "3", "70,00 €", "210,00 €"),
        ("2", "Montage", "4", "55,00 €", "220,00 €"),
    ),
    (
        ("Nettobetrag", "430,00 €"),
        ("19% USt.", "81,70 €"),
        ("Rechnungsbetrag", "511,70 €"),
    ),
    "IBAN: DE89 3704 0044 0532 0130 00",
)
FORM: Sequence[Part] = (
    "Account opening form",
    (
        ("First name", "Ada"),
        ("Surname", "Byron"),
        ("Date of birth", "10/12/1985"),
        ("Nationality", "British"),
        ("Address", "12 St James Square, London"),
        ("Postcode", "SW1Y 4JH"),
        ("Telephone", "020 7946 0000"),
        ("Email", "ada@example.org"),
        ("Occupation", "Engineer"),
    ),
)
_CLAUSE = (
    "The Supplier shall deliver the Services with reasonable care and skill, and the Customer shall pay"
    " the Fees that are set out in Schedule 1 within thirty days of the date of each invoice."
)
CONTRACT: Sequence[Part] = (
    "SERVICES AGREEMENT",
    (("Between", "Acme Services Ltd"), ("and", "Beta Works Ltd"), ("Date", "1 March 2025")),
    *(f"{number}.\tClause {number}. {_CLAUSE}" for number in range(1, 60)),
    "Schedule 1: Fees",
    (
        ("Service", "From", "Monthly fee"),
        ("Hosting", "1 March 2025", "£1,000.00"),
        ("Support", "1 April 2025", "£250.00"),
    ),
    (("Signed for Acme Services Ltd", "Signed for Beta Works Ltd"), ("Name:", "Name:"), ("Date:", "Date:")),
)  # fmt: skip


def write_docx(path: Path, parts: Sequence[Part]) -> Path:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=max(map(len, part)))
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
    document.save(str(path))
    return path


def write_html(path: Path, parts: Sequence[Part]) -> Path:
    shown = "".join(
        f"<p>{escape(part)}</p>" if isinstance(part, str) else _table(part) for part in parts
    )
    path.write_text(f"<html><body>{shown}</body></html>", encoding="utf-8")
    return path


def _table(rows: Rows) -> str:
    lines = (
        "".join(f"<td>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in row) for row in rows
    )
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
