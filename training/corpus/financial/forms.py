"""Forms: questions with their answers, fillable or flat, and what a reader should find of them.

A form in TOML is drawn, one in HTML is printed like other layouts; both list their questions.
"""

from __future__ import annotations

from random import Random
from typing import Any

from training.corpus.financial.acroforms import draw_form
from training.corpus.financial.layouts import Layout
from training.corpus.financial.printing import Printer
from training.corpus.financial.questions import Section, draw_sections


def write_form(
    layout: Layout, rng: Random, file: str, printer: Printer
) -> tuple[bytes, dict[str, Any]]:
    sections = draw_sections(layout, rng)
    if layout.body:
        pdf = printer.pdf(layout.html(rng, sections=sections))
    else:
        pdf = draw_form(layout.head, sections)
    return pdf, expected_form(layout, sections, file)


def expected_form(layout: Layout, sections: list[Section], file: str) -> dict[str, Any]:
    head = layout.head
    rows, empty = [], []
    for section in sections:
        for question in section.questions:
            if not question.value:
                empty.append(question.label)
                continue
            kind = {"comb": "text"}.get(question.kind, question.kind)
            row: dict[str, Any] = {
                "section": question.section,
                "label": question.label,
                "value": question.value,
                "kind": kind,
            }
            if question.also:
                row["also"] = list(question.also)
            if question.options:
                row["options"] = list(question.options)
            rows.append(row)
    return {
        "file": file,
        "form": layout.name,
        "title": head["title"],
        "language": layout.locale.language,
        "fillable": head.get("fillable", False),
        "scan": False,
        "field_names": head.get("names"),
        "rows": rows,
        "empty": empty,
        "ignore_labels": head.get("ignore_labels", []),
    }
