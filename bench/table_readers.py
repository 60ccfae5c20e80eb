"""Rows of statements and invoices that libraries for tables find: `python -m bench.table_readers`.

    python -m bench.table_readers enricher --gold FOLDER
    python bench/table_readers.py pdfplumber --gold FOLDER      # in an environment that has the library

A row counts as found where one row of a table has its amount in a cell of its own, and so its balance
(of invoices: its quantity). Nothing is asked of libraries that they do not promise: no sign, no date, no
description, no header; what is no movement costs them nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from importlib import metadata
from pathlib import Path
from typing import Any

Rows = Iterable[list[str]]
_NUMBER = re.compile(r"\d[\d.,'\u2019\u00a0\u202f ]*\d|\d")
_MB = 1 << 20


def read_with_pdfplumber(path: Path) -> Iterator[list[str]]:
    """Ruled tables, and where a page has none those that words alone make."""
    import pdfplumber

    text = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    with pdfplumber.open(path) as document:
        for page in document.pages:
            tables = page.extract_tables() or page.extract_tables(text)
            for table in tables:
                yield from ([cell or "" for cell in row] for row in table)


def read_with_camelot(path: Path) -> Iterator[list[str]]:
    import camelot

    found = False
    for flavor in ("lattice", "stream"):
        for table in camelot.read_pdf(str(path), pages="all", flavor=flavor):
            if flavor == "lattice" and table.shape[1] < 3:
                continue
            found = True
            yield from ([str(cell) for cell in row] for row in table.df.values.tolist())
        if found:
            return


def read_with_img2table(path: Path) -> Iterator[list[str]]:
    """Its tables without rulings: the words come from the PDF, no OCR."""
    from img2table.document import PDF

    pages = PDF(str(path)).extract_tables(borderless_tables=True, implicit_rows=True)
    for tables in pages.values():
        for table in tables:
            yield from ([str(cell or "") for cell in row] for row in table.df.values.tolist())


def read_with_enricher(path: Path) -> Iterator[list[str]]:
    from connectors.files.pdf_words import read_words
    from connectors.layout.invoices.reader import InvoiceReader
    from connectors.layout.statements.reader import StatementReader
    from connectors.tika.embedded import EmbeddedTika
    from enricher.documents.table_reader import TableReader

    readers: list[TableReader] = [StatementReader(), InvoiceReader()]
    reading = EmbeddedTika(ocr=False).read(path, path.name)
    for reader in readers:
        if not reader.looks_right(reading):
            continue
        answer = reader.read(tuple(read_words(path)), reading)
        for table in answer.tables:
            yield from ([cell.value if cell else "" for cell in row] for row in table.rows)
        if answer.tables:
            return


LIBRARIES: dict[str, Callable[[Path], Rows]] = {
    "enricher": read_with_enricher,
    "pdfplumber": read_with_pdfplumber,
    "camelot": read_with_camelot,
    "img2table": read_with_img2table,
}
_PACKAGES = {"camelot": "camelot-py"}


def numbers_in(cell: str) -> list[str]:
    """The digits of a cell that holds one number and besides no words, with its point."""
    found = _NUMBER.findall(cell)
    letters = sum(one.isalpha() for one in cell)
    if len(found) != 1 or letters > 4:
        return []
    digits = re.sub(r"\D", "", found[0])
    has_point = re.search(r"[.,]\d{1,2}$", found[0])
    places = len(found[0]) - has_point.start() - 1 if has_point else 0
    return [f"{Decimal(int(digits)).scaleb(-places):f}"]


def _plain(value: str | None) -> str | None:
    return None if value is None else f"{abs(Decimal(value)).normalize():f}"


def wanted(gold: dict[str, Any]) -> Counter[tuple[str | None, str | None]]:
    if "accounts" in gold:
        rows = [row for account in gold["accounts"] for row in account["rows"]]
        return Counter((_plain(row["amount"]), _plain(row["balance"])) for row in rows)
    return Counter((_plain(row["amount"]), _plain(row["quantity"])) for row in gold["lines"] or ())


def count_found(gold: dict[str, Any], rows: Rows) -> tuple[int, int]:
    """How many rows of a document a reader found, and how many there are."""
    left = wanted(gold)
    total = left.total()
    for row in rows:
        own = Counter(f"{Decimal(one).normalize():f}" for cell in row for one in numbers_in(cell))
        for amount, beside in list(left):
            pair = Counter(one for one in (amount, beside) if one is not None)
            if left[amount, beside] and own >= pair:
                left[amount, beside] -= 1
                break
    return total - left.total(), total


def weight_mb(package: str) -> float:
    """What the package and all that it needs take on disk."""
    seen: set[str] = set()
    waiting = [package]
    size = 0
    while waiting:
        name = re.split(r"[^\w.-]", waiting.pop(), maxsplit=1)[0].casefold().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        for file in distribution.files or ():
            path = Path(str(distribution.locate_file(file)))
            size += path.stat().st_size if path.is_file() else 0
        waiting += [one for one in distribution.requires or () if "extra ==" not in one]
    return size / _MB


def measure(library: str, gold_folder: Path, part: str) -> dict[str, Any]:
    read = LIBRARIES[library]
    found = total = failed = documents = 0
    started = time.process_time()
    for path in sorted((gold_folder / part / "expected").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold.get("scan"):
            continue
        documents += 1
        rows: list[list[str]] = []
        try:
            rows = list(read(gold_folder / part / "documents" / gold["file"]))
        except Exception as error:  # noqa: BLE001 - of a library that fails the next document is read
            failed += 1
            print(f"{library}: {gold['file']}: {error}", file=sys.stderr)
        own, all_ = count_found(gold, rows)
        found, total = found + own, total + all_
    return {
        "library": library,
        "part": part,
        "documents": documents,
        "failed": failed,
        "rows": total,
        "found": round(found / max(1, total), 3),
        "cpu_seconds": round(time.process_time() - started, 1),
    }


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", choices=LIBRARIES)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--parts", default="statements,invoices")
    return parser


def main() -> None:
    options = build_parser().parse_args()
    for part in options.parts.split(","):
        print(json.dumps(measure(options.library, options.gold, part)))
    if options.library != "enricher":
        package = _PACKAGES.get(options.library, options.library)
        print(f"{metadata.version(package)}: {weight_mb(package):.0f} MB with all that it needs")


if __name__ == "__main__":
    main()
