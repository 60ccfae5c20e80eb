"""Of which type a new category is, by the cells of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from enricher.projects.label_files import propose_type
from enricher.projects.spreadsheet.cells import LANGUAGES, currency_of, parts_of, says_none, unit_of
from enricher.projects.spreadsheet.sheets import Cell, Sheet
from enricher.recognizer.occurrences.names import name_letters
from enricher.schema import Category
from enricher.values import (
    ADDRESS,
    DATE,
    DURATION,
    IDENTIFIER,
    JURISDICTION,
    MONEY,
    NUMBER,
    PARTY,
    PERCENT,
    PERSON,
    TEXT,
    ValueType,
    normalize_text,
)
from enricher.values.names.legal_forms import LEGAL_FORMS

_MOST = 0.8
_SOME = 0.3  # of parties; the others are people
_SINGLE_FROM = 5  # rows
_NAMED = {
    PARTY: r"part(?:y|ies)|partei|vertragspartner|company|landlord|tenant|lender|borrower"
    r"|buyer|seller|vendor|supplier|customer|vermieter|mieter|verkäufer|käufer|lieferant|kunde",
    JURISDICTION: r"jurisdiction|law|state|country|recht|land|staat",
    PERSON: r"person|signatory|signed by|unterzeichner",
    ADDRESS: r"address|adresse|anschrift",
    IDENTIFIER: r"number|no|nr|nummer|id|iban|bic",
}
_WORDS = re.compile(r"[A-Z]?[a-zß-öø-ÿ]+|[A-ZÄÖÜ]+(?![a-zß-öø-ÿ])")


def propose_category(sheet: Sheet, columns: Sequence[int], name: str) -> Category:
    """A category as the cells suggest it; people change it in the schema file."""
    cells = [
        cell
        for index in columns
        for cell in sheet.column(index)
        if cell.text and not says_none(cell.text)
    ]
    several = len(columns) > 1 or any(len(parts_of(cell.text)) > 1 for cell in cells)
    single = len(cells) >= _SINGLE_FROM and not several
    heading = sheet.headings[columns[0]]
    return Category(
        name=name,
        type=_propose_type(cells, f"{heading} {name}"),
        cardinality="one" if single else "many",
        learned=True,
    )


def _propose_type(cells: Sequence[Cell], named: str) -> ValueType:
    count = len(cells)
    numbers = [cell for cell in cells if isinstance(cell.value, Decimal)]
    if count and sum(isinstance(cell.value, date) for cell in cells) >= _MOST * count:
        return DATE
    if count and len(numbers) >= _MOST * count:
        return _of_numbers(numbers, named)
    texts = [part for cell in cells for part in parts_of(cell.text)]
    # Beside `1.471,60 €` a bare 1250 is an amount too.
    written = [
        part for cell in cells if isinstance(cell.value, str) for part in parts_of(cell.text)
    ]
    found = propose_type(written, LANGUAGES)
    return _of_names(texts, named) if found is TEXT else found


def _of_numbers(cells: Sequence[Cell], named: str) -> ValueType:
    if sum("%" in cell.number_format for cell in cells) >= _MOST * len(cells):
        return PERCENT
    if currency_of(named) or any(currency_of(cell.number_format) for cell in cells):
        return MONEY
    return DURATION if unit_of(named) else NUMBER


def _of_names(texts: Sequence[str], named: str) -> ValueType:
    words = " ".join(_WORDS.findall(named)).casefold()
    for type_, names in _NAMED.items():
        if re.search(rf"\b(?:{names})\b", words) and _are(type_, texts):
            return type_
    with_form = sum(name_letters(text.split()[-1]) in LEGAL_FORMS for text in texts)
    return PARTY if texts and with_form >= _SOME * len(texts) else TEXT


def _are(type_: ValueType, texts: Sequence[str]) -> bool:
    read = [normalize_text(type_, text) for text in texts]
    return sum(one.value is not None or one.ambiguous for one in read) >= _MOST * len(read)
