"""Write documents and what is on them: `python -m training.corpus.financial --out FOLDER`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import click

from training.corpus.financial.forms import write_form
from training.corpus.financial.invoices import draw_invoice, expected_invoice
from training.corpus.financial.layouts import FOLDER, Layout, read_layouts
from training.corpus.financial.printing import Printer, open_printer, scan
from training.corpus.financial.receipts import draw_receipt, expected_receipt, receipt_lines
from training.corpus.financial.statements import draw_statement, expected_statement
from training.corpus.financial.thermal import photograph, print_receipt

_Written = tuple[bytes, dict[str, Any]]


def _statement(layout: Layout, rng: Random, file: str, printer: Printer) -> _Written:
    statement = draw_statement(layout, rng)
    pdf = printer.pdf(layout.html(rng, s=statement, a=statement.account))
    return pdf, expected_statement(layout, statement, file)


def _invoice(layout: Layout, rng: Random, file: str, printer: Printer) -> _Written:
    invoice = draw_invoice(layout, rng)
    pdf = printer.pdf(layout.html(rng, i=invoice))
    return pdf, expected_invoice(layout, invoice, file)


def _receipt(layout: Layout, rng: Random, file: str, printer: Printer) -> _Written:
    receipt = draw_receipt(layout, rng)
    lines = receipt_lines(layout, receipt, rng)
    pdf = print_receipt(lines, layout.head.get("font", "courier"), layout.head.get("columns", 40))
    return photograph(pdf, rng), expected_receipt(layout, receipt, file)


_WRITERS: dict[str, Callable[[Layout, Random, str, Printer], _Written]] = {
    "statements": _statement,
    "invoices": _invoice,
    "forms": write_form,
    "receipts": _receipt,
}
_SUFFIXES = {"receipts": ".jpg"}


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--parts", default=",".join(_WRITERS), show_default=True)
@click.option("--layouts", type=click.Path(file_okay=False, path_type=Path), default=FOLDER)
@click.option("--only", default="", help="Layouts whose name holds this.")
def main(out: Path, seed: int, parts: str, layouts: Path, only: str) -> None:
    """Write a document of each layout, with other facts for each seed."""
    with open_printer() as printer:
        for part in parts.split(","):
            for folder in ("documents", "expected"):
                (out / part / folder).mkdir(parents=True, exist_ok=True)
            for layout in read_layouts(layouts / part):
                if only in layout.name:
                    _write(out / part, layout, seed, _WRITERS[part], printer)


def _write(
    folder: Path,
    layout: Layout,
    seed: int,
    writer: Callable[[Layout, Random, str, Printer], _Written],
    printer: Printer,
) -> None:
    rng = Random(f"{layout.name} {seed}")
    name = f"{layout.name}-{seed}"
    file = name + _SUFFIXES.get(folder.name, ".pdf")
    data, expected = writer(layout, rng, file, printer)
    if layout.head.get("scan"):
        data = scan(data, rng)
    (folder / "documents" / file).write_bytes(data)
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (folder / "expected" / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    click.echo(f"{folder.name} {name}")


if __name__ == "__main__":
    main()
