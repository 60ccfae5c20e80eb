"""Forms of layouts and languages that the reader knows no template for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from connectors.files.page_tables import PageTableReader
from connectors.files.pdf_forms import read_form_pages
from connectors.files.pdf_words import read_words
from connectors.layout.forms.reader import FormReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import Reading
from enricher.documents.tables import FORM
from tests.form_pages import LOOKS, Look, write
from tests.form_texts import ACCOUNT, FORMS, MOVE, TAX, Form
from tests.odd_form_pages import PAGES, draw
from tests.odd_form_pages import Rows as OddRows
from tests.statement_pages import STYLES
from tests.statement_pages import write as write_statement

READER = PageTableReader(EmbeddedTika(ocr=False), [], read_words, [FormReader()], read_form_pages)
FLOOR = 0.97  # of the rows of seven forms in one layout, right ones twice to all that are said or printed

Rows = list[tuple[str | None, str | None]]


def read(data: bytes, folder: Path) -> Reading:
    path = folder / "form.pdf"
    path.write_bytes(data)
    return READER.read(path, path.name)


def rows(reading: Reading, ignored: tuple[str, ...] = ()) -> Rows:
    return [
        (row["label"], row["value"])
        for table in reading.tables
        for row in table.records()
        if row["value"] != "false" and row["label"] not in ignored
    ]


def expected(gold: dict[str, Any]) -> Rows:
    return [(row["label"], row["value"]) for row in gold["rows"] if row["value"] != "false"]


def named(name: str) -> Look:
    return next(one for one in LOOKS if one.name == name)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_what_is_filled_in_stands_beside_its_label(look: Look, tmp_path: Path) -> None:
    right = said = 0
    for form in FORMS:
        data, gold = write(look, form)
        found, want = rows(read(data, tmp_path), form.signature), expected(gold)
        right += sum(one in found for one in want)
        said += len(found) + len(want)
    assert 2 * right / said >= FLOOR


@pytest.mark.parametrize("name", ["fillable-above", "celled", "lined", "combed-blue"])
def test_cells_stand_in_the_text(name: str, tmp_path: Path) -> None:
    data, _ = write(named(name), MOVE)
    reading = read(data, tmp_path)
    (table,) = reading.tables
    for label, value, _ in table.rows:
        assert label is not None
        assert value is not None
        assert label.value in reading.text[label.start : label.end]
        printed = reading.text[value.start : value.end].replace(" ", "")
        assert printed
        if value.value not in ("true", "false") and ";" not in value.value:
            assert printed == value.value.replace(" ", "")


def test_chosen_entry_of_a_list_is_that_which_is_shown(tmp_path: Path) -> None:
    data, _ = write(named("fillable-left"), ACCOUNT)
    reading = read(data, tmp_path)
    assert ("Branch", "Plymouth") in rows(reading)
    assert "code0" in reading.text  # what Tika has of it
    assert reading.text.endswith("Branch: Plymouth\n")


def test_fields_of_numbers_without_names_have_the_labels_of_the_page(tmp_path: Path) -> None:
    data, _ = write(named("fillable-cells"), TAX)
    labels = [label for label, _ in rows(read(data, tmp_path))]
    assert "1 Name (as shown on your income tax return)" in labels
    assert not any(label and label.startswith("f1_") for label in labels)


def test_several_chosen_options_are_joined(tmp_path: Path) -> None:
    data, _ = write(named("stacked"), ACCOUNT)
    assert ("Services wanted", "Debit card; Online banking") in rows(read(data, tmp_path))


def test_a_row_tells_its_section(tmp_path: Path) -> None:
    data, gold = write(named("celled"), MOVE)
    (table,) = read(data, tmp_path).tables
    assert table.name == FORM
    sections = {row["label"]: row["section"] for row in gold["rows"]}
    told = {row["label"]: row["section"] for row in table.records()}
    assert {label: told.get(label) for label in sections} == sections


@pytest.mark.parametrize("form", FORMS[:3], ids=lambda form: form.name)
def test_an_empty_form_has_no_rows(form: Form, tmp_path: Path) -> None:
    data, _ = write(named("lined"), form.empty())
    assert read(data, tmp_path).tables == ()


@pytest.mark.parametrize("style", STYLES[:4], ids=lambda style: style.name)
def test_a_statement_is_no_form(style: Any, tmp_path: Path) -> None:
    data, _ = write_statement(style, 40)
    assert read(data, tmp_path).tables == ()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_pages_of_their_own_kind_are_read(
    page: Callable[[Canvas], OddRows], tmp_path: Path
) -> None:
    data, want = draw(page)
    assert sorted(rows(read(data, tmp_path))) == sorted(want)


def test_a_scan_is_read_by_the_lines_and_boxes_of_its_picture(tmp_path: Path) -> None:
    data, gold = write(named("gridded"), MOVE)
    printed = read(data, tmp_path)
    words = [
        replace(one, words=tuple(replace(word, ink=None) for word in one.words))
        for one in read_form_pages(tmp_path / "form.pdf")
    ]
    with pypdfium2.PdfDocument(data) as document:
        picture = document[0].render(scale=150 / 72).to_pil()
    picture.save(tmp_path / "scan.pdf", "PDF", resolution=150)
    pages = [
        replace(page, words=drawn.words)
        for page, drawn in zip(read_form_pages(tmp_path / "scan.pdf"), words, strict=True)
    ]
    reading = FormReader().read(pages, replace(printed, tables=()))
    assert rows(reading, MOVE.signature) == expected(gold)
