"""The files of `documents/books`: drawn from what their TOML says, or taken as they are.

documents/books/NAME.toml  --draw by its kind-->  NAME
documents/books/NAME       ------------------->  NAME
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from training.corpus.books.invoices import draw_invoice
from training.corpus.books.pictures import draw_receipt, scan
from training.corpus.books.statements import draw_statement
from training.corpus.financial.acroforms import draw_form
from training.corpus.financial.layouts import Layout
from training.corpus.financial.questions import draw_sections

FOLDER = Path(__file__).parent.parent / "documents" / "books"
_KINDS = {
    ".csv": "statement",
    ".sta": "statement",
    "camt053.xml": "statement",
    "ubl.xml": "invoice",
}
"""Of the files that are taken as they are, by the end of their names."""


def read_papers(folder: Path = FOLDER) -> dict[str, tuple[str, bytes]]:
    """Kind and content of each file, by its name."""
    papers = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".toml":
            paper = tomllib.loads(path.read_text(encoding="utf-8"))
            pdf = _DRAWN[paper["kind"]](paper)
            papers[path.stem] = (paper["kind"], scan(pdf) if paper.get("scan") else pdf)
        else:
            kind = next(kind for end, kind in _KINDS.items() if path.name.endswith(end))
            papers[path.name] = (kind, path.read_bytes())
    return papers


def _draw_form(paper: Mapping[str, Any]) -> bytes:
    layout = Layout("form", dict(paper), "")
    return draw_form(layout.head, draw_sections(layout, Random(1)))


_DRAWN: Mapping[str, Callable[[Mapping[str, Any]], bytes]] = {
    "statement": draw_statement,
    "invoice": draw_invoice,
    "order": draw_invoice,
    "receipt": draw_receipt,
    "form": _draw_form,
}
